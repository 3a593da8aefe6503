"""The elements of an edition in the order of its document, each with its fields as they are compared and told."""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from rules.combining import SUM, Branch, Combining
from rules.comparison_values import (
    Asked,
    Cited,
    CombinedBy,
    Dated,
    Element,
    Entry,
    Fact,
    Heading,
    Listed,
    Named,
    Part,
    Quantity,
    Rounding,
    Score,
    ScoredBy,
    Value,
)
from rules.condition import Condition, Operator
from rules.criterion import GIVEN_POINTS, Absence, Criterion
from rules.document import Citation, Document
from rules.measure import CriterionMeasure
from rules.rubric import Rubric
from rules.scope import Exemption, Indicator, Scope
from rules.table import Outcome, Rule, Subject, Table
from rules.text import Text

_PRINTED_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)*")

_DIRECTION: Final = {
    Operator.AT_LEAST: "up",
    Operator.ABOVE: "up",
    Operator.AT_MOST: "down",
    Operator.BELOW: "down",
    Operator.EQUALS: "same",
    Operator.IN: "same",
    Operator.MISSING: "missing",
}


@dataclass(frozen=True, slots=True)
class View:
    """An edition as it is compared: its rubric, its periods, and its criteria by their codes in the draft.

    *successors* are the criteria that have exactly one counterpart; *references* those that are still meant where
    others name them.
    """

    rubric: Rubric
    periods: tuple[str, ...]
    successors: Mapping[str, str]
    references: Mapping[str, str]

    def successor(self, code: str) -> Hashable:
        """Which criterion of the draft *code* is; something that no criterion of it is, where it is none."""
        return self.successors.get(code, (code,))

    def reference(self, code: str) -> Hashable:
        """Which criterion of the draft is meant by *code*, likewise."""
        return self.references.get(code, (code,))

    def criterion(self, code: str) -> Named:
        """A criterion as others name it."""
        return Named(code, self.rubric.criterion[code].name)


def view_of(rubric: Rubric, periods: tuple[str, ...]) -> View:
    """*rubric* as the draft: its criteria are what they are called."""
    own = {code: code for code in rubric.criterion}
    return View(rubric, periods, own, own)


def elements(view: View) -> Iterator[Element]:
    """All elements, parts after what holds them."""
    rubric = view.rubric
    yield _rubric(view)
    yield from map(_document, rubric.documents)
    for area in rubric.criteria:
        yield from _criteria(view, area, ())
    for scope in rubric.scopes:
        yield _scope(view, scope)
    yield from map(_indicator, rubric.indicators)
    for exemption in rubric.exemptions:
        yield _exemption(view, exemption)
    for table in rubric.tables:
        yield _table(view, table)
        for outcome in table.outcomes:
            yield _outcome(table, outcome)
        for number, rule in enumerate(table.rules, start=1):
            yield _rule(view, table, number, rule)


# ---- parts -----------------------------------------------------------------------------------------------------------


def _fact(field: str, value: Value, key: Hashable = None, *, silent: bool = False) -> Fact:
    """A field whose value is its own key unless told otherwise; a blank value is none."""
    blank = value in ("", Text(""), ())
    return Fact(field, None if blank else value, value if key is None else key, silent)


def _name(name: Text) -> Fact:
    return _fact("name", name, silent=True)


def _score(field: str, points: Fraction | None, *, silent: bool = False) -> Fact:
    return _fact(field, None if points is None else Score(points), silent=silent)


def _rubric(view: View) -> Element:
    rubric = view.rubric
    review = rubric.table.get(rubric.review_table)
    said = (
        _fact("code", rubric.code, silent=True),
        _fact("name", rubric.name),
        _fact("block", rubric.block, silent=True),
        _fact("periods", view.periods),
        _fact("review_table", Named(review.code, review.name) if review else None, rubric.review_table),
    )
    return Element(Heading(Part.RUBRIC, (), rubric.name), said, Part.RUBRIC, Part.RUBRIC)


def _document(document: Document) -> Element:
    known = document.number or document.subject.vi, document.number or document.subject.in_language("en")
    kind = document.kind
    name = Text(f"{kind.vi} {known[0]}".strip(), f"{kind.in_language('en')} {known[1]}".strip())
    said = (
        _fact("kind", kind, silent=True),
        _fact("number", document.number, silent=True),
        _fact("dated", Dated(document.dated) if document.dated else None, document.dated),
        _fact("issuer", document.issuer),
        _fact("subject", document.subject),
    )
    heading = Heading(Part.DOCUMENT, (document.code,), name)
    return Element(heading, said, (Part.DOCUMENT, document.code), Part.DOCUMENT)


def _criteria(view: View, criterion: Criterion, above: tuple[Criterion, ...]) -> Iterator[Element]:
    """*criterion* and what is below it; *above* are the criteria that it is part of, the area first."""
    printed = criterion.code if _PRINTED_NUMBER.fullmatch(criterion.code) else ""
    names = tuple(each.name for each in above)
    said = (
        _name(criterion.name),
        _score("max_points", criterion.max_points),
        _score("min_points", criterion.min_points, silent=criterion.min_points == 0),
        _score("step", criterion.step),
        *_scoring(view, criterion, is_area=not above),
        Fact("guidance", criterion.guidance, criterion.guidance, silent=criterion.guidance == Text("")),
        Fact("source", criterion.source, criterion.source, silent=criterion.source == Text("")),
    )
    heading = Heading(Part.CRITERION, (criterion.code,), criterion.name, printed, names)
    key = (Part.CRITERION, view.successor(criterion.code))
    parent = view.criterion(above[-1].code) if above else None
    group = (Part.CRITERION, view.reference(parent.code) if parent else "")
    yield Element(heading, said, key, group, parent)
    for part in criterion.parts:
        yield from _criteria(view, part, (*above, criterion))


def _scoring(view: View, criterion: Criterion, *, is_area: bool) -> Iterator[Fact]:
    """How a leaf is scored, and how parts are combined; what is usual goes without saying."""
    method, combined, absent = criterion.method, criterion.combined, criterion.not_applicable
    is_leaf = not criterion.parts
    of_leaf, of_parent = ScoredBy(method, criterion), CombinedBy(combined, criterion, view.rubric)
    yield Fact("method", of_leaf if is_leaf else None, method, silent=method == GIVEN_POINTS)
    yield Fact("combined", None if is_leaf else of_parent, _combining_key(view, combined), silent=combined == SUM)
    yield Fact("not_applicable", absent if is_leaf else None, absent, silent=absent is Absence.LEAVES)
    yield Fact("extra", criterion.extra if is_area else None, criterion.extra, silent=not criterion.extra)


def _combining_key(view: View, combined: Combining) -> Hashable:
    """*combined*, with the criteria of a branch as they are called in the draft."""
    if not isinstance(combined, Branch):
        return combined
    cases = tuple((case.option, view.reference(case.part) if case.part else "") for case in combined.cases)
    return view.reference(combined.on), cases


def _scope(view: View, scope: Scope) -> Element:
    members = tuple(Entry(view.criterion(code), (view.reference(code),)) for code in scope.criteria)
    heading = Heading(Part.SCOPE, (scope.code,), scope.name)
    return Element(heading, (_name(scope.name), Listed("criteria", members)), (Part.SCOPE, scope.code), Part.SCOPE)


def _indicator(indicator: Indicator) -> Element:
    low, high = (
        None if number is None else Quantity(number, indicator.unit) for number in (indicator.low, indicator.high)
    )
    said = (
        _name(indicator.name),
        _fact("unit", indicator.unit),
        Fact("low", low, indicator.low),
        Fact("high", high, indicator.high),
    )
    heading = Heading(Part.INDICATOR, (indicator.code,), indicator.name)
    return Element(heading, said, (Part.INDICATOR, indicator.code), Part.INDICATOR)


def _exemption(view: View, exemption: Exemption) -> Element:
    name, agency = view.rubric.criterion[exemption.criterion].name, exemption.agency
    heading = Heading(Part.EXEMPTION, (exemption.criterion, agency), name, within=(Text(agency),))
    return Element(heading, (), (Part.EXEMPTION, view.reference(exemption.criterion), agency), Part.EXEMPTION)


# ---- tables ----------------------------------------------------------------------------------------------------------


def _table(view: View, table: Table) -> Element:
    scope = view.rubric.scope.get(table.scope)
    said = (
        _name(table.name),
        _fact("subject", table.subject, silent=table.subject is Subject.AGENCY),
        _fact("grain", table.grain),
        _fact("hit_policy", table.hit_policy),
        _fact("scope", Named(scope.code, scope.name) if scope else None, table.scope),
        _fact("default", _outcome_named(table, table.default) if table.default else None, table.default),
        _fact("places", None if table.places is None else Rounding(table.places)),
        Listed("assumptions", tuple(Entry(each, (each, each.vi, each.en, "")) for each in table.assumptions)),
    )
    return Element(Heading(Part.TABLE, (table.code,), table.name), said, (Part.TABLE, table.code), Part.TABLE)


def _outcome_named(table: Table, code: str) -> Named:
    return Named(code, table.outcome(code).name)


def _outcome(table: Table, outcome: Outcome) -> Element:
    heading = Heading(Part.OUTCOME, (table.code, outcome.code), outcome.name, within=(table.name,))
    said = (_name(outcome.name), _fact("value", outcome.value))
    return Element(heading, said, (Part.OUTCOME, table.code, outcome.code), (Part.OUTCOME, table.code))


def _rule(view: View, table: Table, number: int, rule: Rule) -> Element:
    outcome = _outcome_named(table, rule.outcome)
    heading = Heading(Part.RULE, (table.code, rule.code), outcome.name, str(number), (table.name,))
    conditions = (Entry(Asked(each, view.rubric), _condition_keys(view, each)) for each in rule.conditions)
    citations = (Entry(Cited(each, view.rubric), _citation_keys(each)) for each in rule.citations)
    said = (
        Listed("conditions", tuple(conditions)),
        _fact("outcome", outcome, rule.outcome, silent=True),
        Listed("citations", tuple(citations)),
    )
    return Element(heading, said, (Part.RULE, table.code, rule.code), (Part.RULE, table.code))


def _condition_keys(view: View, condition: Condition) -> tuple[Hashable, ...]:
    """The whole condition; its measure and direction; its measure; its place among what is left."""
    measure: Hashable = condition.measure
    if isinstance(condition.measure, CriterionMeasure) and condition.measure.criterion:
        measure = (condition.measure.kind, view.reference(condition.measure.criterion))
    whole = (measure, condition.operator, condition.threshold)
    return (whole, (measure, _DIRECTION[condition.operator]), measure, "")


def _citation_keys(citation: Citation) -> tuple[Hashable, ...]:
    return (citation, (citation.document, citation.stated_in), citation.document, "")
