"""A rubric: one edition of the rules for a block, read whole, checked when built."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from typing import Any

from rules.combining import Branch
from rules.condition import Condition
from rules.criterion import Absence, Criterion, leaves, placed, walk
from rules.document import Citation, Document
from rules.errors import N_, BadValue, Path, PercentTooLow, PointsTooLarge, Refusal
from rules.measure import (
    CountBelow,
    CriterionMeasure,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    OutcomeOf,
    PreviousOutcome,
    StepRemainder,
)
from rules.number import LARGEST, ZERO, percentage
from rules.said import Said, said
from rules.scope import Exemption, Indicator, Scope
from rules.table import LISTING, SINGLE, Grain, Table, twice, unknown
from rules.text import Text
from rules.together import raise_first
from rules.tree_checks import caps_of, lowest, tree_refusals


@dataclass(frozen=True)
class Rubric:
    """The rules for a *block*: criteria, scopes, indicators, exemptions and ordered decision tables.

    *review_table* names the table whose findings put an agency under review, for the period after.
    """

    code: str
    name: Text
    block: str
    criteria: tuple[Criterion, ...]
    scopes: tuple[Scope, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    tables: tuple[Table, ...] = ()
    documents: tuple[Document, ...] = ()
    review_table: str = ""

    def __post_init__(self) -> None:
        raise_first(_wrong(self))

    def __hash__(self) -> int:
        """Computed once: compiled rubrics are looked up by it for every evaluation."""
        return self._hash

    def __getstate__(self) -> dict[str, object]:
        """The fields alone: what was computed from them stays, since hashes of texts differ between processes."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def _hash(self) -> int:
        return hash((self.code, self.criteria, self.scopes, self.indicators, self.exemptions, self.tables))

    @cached_property
    def criterion(self) -> Mapping[str, Criterion]:
        """Criteria by code, parents before their parts."""
        return {criterion.code: criterion for criterion in walk(self.criteria)}

    @cached_property
    def leaf_codes(self) -> tuple[str, ...]:
        """Codes of the scored criteria, in the order of the rubric."""
        return tuple(leaf.code for leaf in leaves(self.criteria))

    @cached_property
    def scope(self) -> Mapping[str, Scope]:
        """Scopes by code."""
        return {scope.code: scope for scope in self.scopes}

    @cached_property
    def indicator(self) -> Mapping[str, Indicator]:
        """Indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def table(self) -> Mapping[str, Table]:
        """Tables by code, in order."""
        return {table.code: table for table in self.tables}

    @cached_property
    def document(self) -> Mapping[str, Document]:
        """Documents by code."""
        return {document.code: document for document in self.documents}

    @cached_property
    def max_points(self) -> Fraction:
        """Maximum points of the whole rubric, before anything is taken as not applicable."""
        return sum((area.max_points for area in self.criteria if not area.extra), ZERO)

    @cached_property
    def branches(self) -> tuple[tuple[Criterion, Branch], ...]:
        """The criteria of which one part counts, by an option chosen elsewhere."""
        found = ((criterion, criterion.combined) for criterion in walk(self.criteria))
        return tuple((criterion, branch) for criterion, branch in found if isinstance(branch, Branch))

    @cached_property
    def stages(self) -> tuple[tuple[Table, ...], ...]:
        """Tables grouped so that each reads only tables of earlier groups."""
        level: dict[str, int] = {}
        for table in self.tables:
            level[table.code] = 1 + max((level[code] for code in tables_read(table)), default=-1)
        last = max(level.values(), default=-1)
        return tuple(tuple(table for table in self.tables if level[table.code] == stage) for stage in range(last + 1))

    @cached_property
    def exempt(self) -> Mapping[str, frozenset[str]]:
        """Leaves not assessed, by agency: an exempt area takes all its leaves along."""
        found: dict[str, set[str]] = {}
        for exemption in self.exemptions:
            below = leaves((self.criterion[exemption.criterion],))
            found.setdefault(exemption.agency, set()).update(leaf.code for leaf in below)
        return {agency: frozenset(codes) for agency, codes in found.items()}

    @cached_property
    def earning(self) -> Mapping[str, frozenset[str]]:
        """Exempt leaves that earn their maximum all the same, by agency: none within a whole area that is exempt."""
        found: dict[str, frozenset[str]] = {}
        for agency in self.exempt:
            named = [self.criterion[each.criterion] for each in self.exemptions if each.agency == agency]
            within = {leaf.code for criterion in named for leaf in leaves(criterion.parts)}
            earns = {leaf.code for leaf in named if leaf.not_applicable is Absence.EARNS}
            found[agency] = frozenset(earns - within)
        return found

    def members(self, table: Table) -> tuple[str, ...]:
        """The criteria a table decides about, or one blank where it decides about the agency."""
        return self.scope[table.scope].criteria if table.grain is Grain.CRITERION else ("",)


@dataclass(frozen=True, slots=True)
class Edition:
    """A rubric as approved: its *number* among the editions of the rubric, and the hash of its content."""

    rubric: Rubric
    number: int
    sha256: str


def conditions(table: Table) -> Iterator[Condition]:
    """Every condition of *table*, in order."""
    return (condition for rule in table.rules for condition in rule.conditions)


def tables_read(table: Table) -> Iterator[str]:
    """Codes of the earlier tables that *table* reads."""
    for condition in conditions(table):
        if isinstance(condition.measure, OutcomeOf | FindingsOf):
            yield condition.measure.table


def listing_codes(tables: tuple[Table, ...]) -> tuple[str, ...]:
    """Codes of the tables that answer with findings."""
    return tuple(table.code for table in tables if has_findings(table))


def has_findings(table: Table) -> bool:
    """Whether *table* answers with findings: by its hit policy, or one outcome for each criterion."""
    return table.hit_policy in LISTING or (table.grain is Grain.CRITERION and table.hit_policy in SINGLE)


def codes_of(condition: Condition) -> tuple[str, ...]:
    """The codes a condition on codes compares with."""
    match condition.threshold:
        case str():
            return (condition.threshold,)
        case tuple():
            return condition.threshold
        case _:
            return ()


# ---- what can be wrong -----------------------------------------------------------------------------------------------


def _wrong(rubric: Rubric) -> Iterator[Refusal]:
    """Everything that is wrong with *rubric*, in the order of its document."""
    if not rubric.code.strip():
        yield BadValue(said(N_("rubric: code")), rubric.code, said(N_("a code")), at=("code",))
    yield from _about_points(rubric)
    yield from _about_codes(rubric)
    yield from tree_refusals(rubric.criteria)
    for place, scope in enumerate(rubric.scopes):
        yield from _about_scope(rubric, scope, ("scopes", place, "criteria"))
    for place, exemption in enumerate(rubric.exemptions):
        what = said(N_("exemption of {agency}"), agency=exemption.agency)
        yield from unknown(what, exemption.criterion, rubric.criterion, at=("exemptions", place, "criterion"))
    for place, table in enumerate(rubric.tables):
        yield from _about_table(rubric, place, table)
    if rubric.review_table:
        what = said(N_("review_table"))
        yield from unknown(what, rubric.review_table, listing_codes(rubric.tables), at=("review_table",))


def _about_points(rubric: Rubric) -> Iterator[Refusal]:
    """Points and percentages stay where their encoded integers do, whatever is applicable."""
    what, at = said(N_("rubric {code}: criteria"), code=rubric.code), ("criteria",)
    if not rubric.criteria:
        yield BadValue(what, "", said(N_("at least one criterion")), at=at)
        return
    if rubric.max_points <= 0:
        what = said(N_("rubric {code}: max_points"), code=rubric.code)
        yield BadValue(what, rubric.max_points, said(N_("more than {number}"), number=0), at=at)
        return
    low = lowest(rubric.criteria)
    for points in (sum((area.max_points for area in rubric.criteria), ZERO), low):
        if abs(points) >= LARGEST:
            yield PointsTooLarge(rubric.name, points, LARGEST, at=at)
    cap = min(caps_of(rubric.criteria))
    if percentage(low, cap) <= -LARGEST:
        yield PercentTooLow(rubric.name, low, cap, LARGEST, at=at)


def _about_codes(rubric: Rubric) -> Iterator[Refusal]:
    """Parts of one kind have distinct codes."""
    criteria = (((*at, "code"), criterion.code) for at, criterion in placed(rubric.criteria))
    yield from twice(said(N_("criteria")), criteria)
    for name, what in _KINDS.items():
        parts = enumerate(getattr(rubric, name))
        yield from twice(said(what), (((name, place, "code"), part.code) for place, part in parts))
    exempted = (
        (("exemptions", place), f"{exemption.criterion} x {exemption.agency}")
        for place, exemption in enumerate(rubric.exemptions)
    )
    yield from twice(said(N_("exemptions")), exempted)


_KINDS = {"scopes": N_("scopes"), "indicators": N_("indicators"), "tables": N_("tables"), "documents": N_("documents")}


def _about_scope(rubric: Rubric, scope: Scope, at: Path) -> Iterator[Refusal]:
    what = said(N_("scope {code}"), code=scope.code)
    yield from twice(what, (((*at, place), code) for place, code in enumerate(scope.criteria)))
    for place, code in enumerate(scope.criteria):
        yield from unknown(what, code, rubric.criterion, at=(*at, place))


def _about_table(rubric: Rubric, place: int, table: Table) -> Iterator[Refusal]:
    at: Path = ("tables", place)
    if table.scope:
        what = said(N_("table {table}: scope"), table=table.code)
        yield from unknown(what, table.scope, rubric.scope, at=(*at, "scope"))
    for number, rule in enumerate(table.rules):
        asking = _Asking(rubric, place, rule.code)
        for each, condition in enumerate(rule.conditions):
            yield from _about_condition(asking, condition, (*at, "rules", number, "conditions", each))
        for each, citation in enumerate(rule.citations):
            yield from _about_citation(asking, citation, (*at, "rules", number, "citations", each))


@dataclass(frozen=True, slots=True)
class _Asking:
    """A rule of a table that is looked at: what it may name depends on where it stands."""

    rubric: Rubric
    place: int
    rule: str

    @property
    def table(self) -> Table:
        return self.rubric.tables[self.place]

    @property
    def earlier(self) -> tuple[Table, ...]:
        return self.rubric.tables[: self.place]

    def said(self, words: str, **facts: Any) -> Said:
        return said(words, table=self.table.code, rule=self.rule, **facts)


def _about_condition(asking: _Asking, condition: Condition, at: Path) -> Iterator[Refusal]:
    measure, rubric = condition.measure, asking.rubric
    what = asking.said(N_("table {table}, rule {rule}: {measure}"), measure=measure.kind)
    about: Path = (*at, "measure")
    match measure:
        case CriterionPoints("") | CriterionPercent("") | StepRemainder(""):
            if asking.table.grain is Grain.AGENCY:
                allowed = said(N_("a criterion, since the grain is agency"))
                yield BadValue(what, "", allowed, at=(*about, "criterion"))
        case _ if isinstance(measure, CriterionMeasure):
            yield from unknown(what, measure.criterion, rubric.criterion, at=(*about, "criterion"))
        case LowestPercent(scope) | CountBelow(scope):
            yield from unknown(what, scope, rubric.scope, at=(*about, "scope"))
        case IndicatorValue(indicator):
            yield from unknown(what, indicator, rubric.indicator, at=(*about, "indicator"))
        case FindingsOf(code):
            yield from unknown(what, code, listing_codes(asking.earlier), at=(*about, "table"))
        case OutcomeOf(code) | PreviousOutcome(code):
            yield from _about_outcome(asking, condition, what, code, at)
        case _:
            pass


def _about_outcome(asking: _Asking, condition: Condition, what: Said, read: str, at: Path) -> Iterator[Refusal]:
    """A table reads the outcome of an earlier one, per criterion only of one that decides about the same criteria."""
    rubric, previous = asking.rubric, isinstance(condition.measure, PreviousOutcome)
    readable = rubric.tables if previous else asking.earlier
    single = [other for other in readable if has_outcome(other, of_agency=previous)]
    refusals = tuple(unknown(what, read, (other.code for other in single), at=(*at, "measure", "table")))
    yield from refusals
    if refusals:
        return
    other = next(other for other in single if other.code == read)
    of_both = {asking.table.scope, other.scope} - {""} <= rubric.scope.keys()
    if not previous and of_both and not is_about_as_much(rubric, asking.table, other):
        allowed = said(N_("a table about the agency or these criteria"))
        yield BadValue(what, read, allowed, at=(*at, "measure", "table"))
    named = asking.said(
        N_("table {table}, rule {rule}: {measure} of {other}"), measure=condition.measure.kind, other=read
    )
    for place, code in enumerate(codes_of(condition)):
        of_list: Path = (place,) if isinstance(condition.threshold, tuple) else ()
        yield from unknown(named, code, other.outcome_codes, at=(*at, "threshold", *of_list))


def has_outcome(table: Table, *, of_agency: bool) -> bool:
    """Whether *table* answers with one outcome, which of a previous period is known for the agency alone."""
    return table.hit_policy in SINGLE and (table.grain is Grain.AGENCY or not of_agency)


def is_about_as_much(rubric: Rubric, table: Table, other: Table) -> bool:
    """Whether *other* has an outcome for everything that *table* decides about."""
    if other.grain is Grain.AGENCY:
        return True
    return table.grain is Grain.CRITERION and set(rubric.members(table)) <= set(rubric.members(other))


def _about_citation(asking: _Asking, citation: Citation, at: Path) -> Iterator[Refusal]:
    known, what = asking.rubric.document, asking.said(N_("table {table}, rule {rule}: citation"))
    yield from unknown(what, citation.document, known, at=(*at, "document"))
    if citation.stated_in:
        yield from unknown(what, citation.stated_in, known, at=(*at, "stated_in"))
    if citation.stated_in and citation.article:
        allowed = said(N_("none where nobody has read the text"))
        what = asking.said(N_("table {table}, rule {rule}: article"))
        yield BadValue(what, citation.article, allowed, at=(*at, "article"))
