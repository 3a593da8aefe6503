"""Static checks of formulas: divisions by zero, cases and a maximum never reached, points beyond the range."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Final

from rules.criterion import Criterion
from rules.errors import N_, Path
from rules.formula import Number, Values, computed, names_in
from rules.formula_notation import notation
from rules.formula_range import Range, highest, settled_in
from rules.formula_spans import Span, Spans
from rules.formula_tries import tries
from rules.formula_zeros import always_divides, zeros
from rules.method_finding import Finding, error, warning
from rules.methods.formula import Formula
from rules.methods.worth import MAXIMUM
from rules.number import rounded
from rules.said import Said, said

ALWAYS_BY_ZERO: Final = N_("Whatever is reported, the formula divides by zero")


def check_formula(method: Formula, criterion: Criterion) -> Iterator[Finding]:
    """Everything found in *method* for *criterion*."""
    used = names_in(method.number)
    for place, each in enumerate(method.inputs):
        if each.name not in used:
            yield warning(N_("The formula does not use “{name}”"), ("inputs", place), name=each.name)
    cap = criterion.max_points
    spans = {each.name: Span(each.figure.low, each.figure.high, each.figure.is_whole) for each in method.inputs}
    spans[MAXIMUM] = Span(cap, cap)
    ranges = {name: span.range for name, span in spans.items()}
    if always_divides(method.number, ranges):
        yield error(ALWAYS_BY_ZERO, ("text",))
        return
    for values in zeros(method.number, spans):
        words = N_("With {figures} the formula divides by zero: bound the figures, or set a condition before")
        yield error(words, ("text",), figures=_told(values))
    yield from check_cases(method.number, ranges, ("text",))
    most = highest(method.number, ranges)
    if most is not None and rounded(most, method.places) < cap:
        words = N_("The formula never comes to the maximum of {cap} points: whatever is reported, at most to {best}")
        yield warning(words, ("text",), cap=cap, best=rounded(most, method.places))
    looked_at = used & {each.name for each in method.inputs} or {method.inputs[0].name}
    yield from _beyond(method, {name: spans[name] for name in sorted(looked_at)}, criterion)


def check_cases(number: Number, ranges: Mapping[str, Range], at: Path) -> Iterator[Finding]:
    """Which conditions of *number* are settled whatever is reported, so that one of two cases is never computed."""
    for condition, holds in settled_in(number, ranges):
        if not names_in(condition) <= {MAXIMUM}:
            words = N_(
                "“{condition}” always holds, whatever is reported: what stands after the colon is never computed"
            )
            never = N_(
                "“{condition}” never holds, whatever is reported: what stands before the colon is never computed"
            )
            yield warning(words if holds else never, at, condition=notation(condition))


def _beyond(method: Formula, spans: Spans, criterion: Criterion) -> Iterator[Finding]:
    """Points above and below the range of *criterion*: the most and the least among the figures that are tried.

    Of figures without an end only those at the other end are tried: how far they go nobody can tell.
    """
    low, cap = criterion.min_points, criterion.max_points
    near = {name: Span(*span.samples, span.whole) if span.is_open else span for name, span in spans.items()}
    found = sorted(_tried(method, near, cap), key=lambda each: each[0])
    for number, values in (*found[:1], *found[-1:]) if len(found) > 1 else found:
        points = rounded(number, method.places)
        if not low <= points <= cap:
            words = N_("With {figures} the formula comes to {points} points; they are kept from {low} to {cap}")
            yield warning(words, ("text",), figures=_told(values), points=points, low=low, cap=cap)


def _tried(method: Formula, spans: Spans, cap: Fraction) -> Iterator[tuple[Fraction, Values]]:
    """What the formula comes to, before that is rounded, for figures that can be reported."""
    for values in tries(method.number, spans):
        with suppress(ZeroDivisionError):
            yield computed(method.number, {**values, MAXIMUM: cap}), values


def _told(values: Values) -> tuple[Said, ...]:
    return tuple(said(N_("{name} = {number}"), name=name, number=number) for name, number in values.items())
