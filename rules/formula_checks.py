"""Static checks of formulas: divisions by zero, points beyond the range of the component, a maximum never reached."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product
from typing import Final

from rules.criterion import Criterion
from rules.errors import N_
from rules.formula import Values, computed, names_in
from rules.formula_range import highest
from rules.formula_zeros import Span, Spans, always_divides, zeros
from rules.method_finding import Finding, error, warning
from rules.methods.formula import Formula
from rules.methods.worth import MAXIMUM
from rules.number import rounded
from rules.said import Said, said

ALWAYS_BY_ZERO: Final = N_("Whatever is reported, the formula divides by zero")

_MOST_TRIED: Final = 1024


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
        words = N_("With {figures} the formula divides by zero: these figures are refused")
        yield warning(words, ("text",), figures=_told(values))
    most = highest(method.number, ranges)
    if most is not None and rounded(most, method.places) < cap:
        words = N_("The formula never comes to the maximum of {cap} points: whatever is reported, at most to {best}")
        yield warning(words, ("text",), cap=cap, best=rounded(most, method.places))
    looked_at = used & {each.name for each in method.inputs} or {method.inputs[0].name}
    yield from _beyond(method, {name: spans[name] for name in sorted(looked_at)}, criterion)


def _beyond(method: Formula, spans: Spans, criterion: Criterion) -> Iterator[Finding]:
    """Points above and below the range of *criterion*, where the figures are at their ends."""
    low, cap = criterion.min_points, criterion.max_points
    found = sorted(_at_ends(method, spans, cap), key=lambda each: each[0])
    for points, values in (*found[:1], *found[-1:]) if len(found) > 1 else found:
        if not low <= points <= cap:
            words = N_("With {figures} the formula comes to {points} points; they are kept from {low} to {cap}")
            yield warning(words, ("text",), figures=_told(values), points=points, low=low, cap=cap)


def _at_ends(method: Formula, spans: Spans, cap: Fraction) -> Iterator[tuple[Fraction, Values]]:
    """What the formula comes to at the ends of its figures, or near them; of very many figures not everywhere."""
    for ends in islice(product(*(span.samples for span in spans.values())), _MOST_TRIED):
        values = dict(zip(spans, ends, strict=True))
        try:
            yield rounded(computed(method.number, {**values, MAXIMUM: cap}), method.places), values
        except ZeroDivisionError:
            continue


def _told(values: Values) -> tuple[Said, ...]:
    return tuple(said(N_("{name} = {number}"), name=name, number=number) for name, number in values.items())
