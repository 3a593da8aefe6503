"""A rubric: one edition of the rules for a block, read whole, checked when built."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import attrgetter

from rules.condition import Condition
from rules.criterion import ZERO, Criterion, leaves, walk
from rules.document import Citation, Document
from rules.errors import BadValue, require, require_code
from rules.measure import (
    CountBelow,
    CriterionMeasure,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    Measure,
    OutcomeOf,
    PreviousOutcome,
    StepRemainder,
)
from rules.scope import Exemption, Indicator, Scope
from rules.table import LISTING, SINGLE, Grain, Table, require_distinct, require_known
from rules.text import Text


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
        require_code("rubric", self.code)
        require(
            len(self.criteria) > 0,
            BadValue(what=f"rubric {self.code}: criteria", given="", allowed="at least one criterion"),
        )
        require(
            self.max_points > 0,
            BadValue(what=f"rubric {self.code}: max_points", given=self.max_points, allowed="more than 0"),
        )
        for what, values in _coded(self):
            require_distinct(what, values)
        for scope in self.scopes:
            require_distinct(f"scope {scope.code}", scope.criteria)
            for code in scope.criteria:
                require_known(f"scope {scope.code}", code, self.criterion)
        for exemption in self.exemptions:
            require_known(f"exemption of {exemption.agency}", exemption.criterion, self.criterion)
        for table in self.tables:
            _check_table(self, table)
        if self.review_table:
            require_known("review_table", self.review_table, listing_codes(self.tables))

    def __hash__(self) -> int:
        """Computed once: compiled rubrics are looked up by it for every evaluation."""
        return self._hash

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
        return sum((area.max_points for area in self.criteria), ZERO)

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


def _coded(rubric: Rubric) -> Iterator[tuple[str, Iterator[str]]]:
    """What must have distinct codes."""
    code = attrgetter("code")
    yield "criteria", map(code, walk(rubric.criteria))
    yield "scopes", map(code, rubric.scopes)
    yield "indicators", map(code, rubric.indicators)
    yield "tables", map(code, rubric.tables)
    yield "documents", map(code, rubric.documents)
    yield "exemptions", (f"{exemption.criterion} x {exemption.agency}" for exemption in rubric.exemptions)


def _check_table(rubric: Rubric, table: Table) -> None:
    what = f"table {table.code}"
    if table.scope:
        require_known(f"{what}: scope", table.scope, rubric.scope)
    earlier = rubric.tables[: rubric.tables.index(table)]
    for rule in table.rules:
        where = f"{what}, rule {rule.code}"
        for condition in rule.conditions:
            _check_measure(rubric, table, where, condition.measure)
            _check_outcomes(rubric, where, condition)
            _check_order(rubric, earlier, table, where, condition.measure)
        for citation in rule.citations:
            _check_citation(rubric, where, citation)


def _check_measure(rubric: Rubric, table: Table, where: str, measure: Measure) -> None:
    match measure:
        case CriterionPoints("") | CriterionPercent("") | StepRemainder(""):
            require(
                table.grain is Grain.CRITERION,
                BadValue(what=f"{where}: {measure.kind}", given="", allowed="a criterion, since the grain is agency"),
            )
        case _ if isinstance(measure, CriterionMeasure):
            require_known(f"{where}: {measure.kind}", measure.criterion, rubric.criterion)
        case LowestPercent(scope) | CountBelow(scope):
            require_known(f"{where}: {measure.kind}", scope, rubric.scope)
        case IndicatorValue(indicator):
            require_known(f"{where}: {measure.kind}", indicator, rubric.indicator)
        case _:
            pass


def _check_outcomes(rubric: Rubric, where: str, condition: Condition) -> None:
    """A condition on outcomes may name only outcomes that its table has."""
    if isinstance(condition.measure, OutcomeOf | PreviousOutcome):
        single = (table.code for table in rubric.tables if table.hit_policy in SINGLE)
        require_known(f"{where}: {condition.measure.kind}", condition.measure.table, single)
        known = rubric.table[condition.measure.table].outcome_codes
        for code in codes_of(condition):
            require_known(f"{where}: {condition.measure.kind} of {condition.measure.table}", code, known)


def _check_order(rubric: Rubric, earlier: tuple[Table, ...], table: Table, where: str, measure: Measure) -> None:
    """A table reads only earlier tables, and per criterion only those that decide about the same criteria."""
    match measure:
        case FindingsOf(code):
            require_known(f"{where}: findings", code, listing_codes(earlier))
        case OutcomeOf(code):
            require_known(f"{where}: outcome", code, (other.code for other in earlier))
            members = set(rubric.members(table))
            if rubric.table[code].grain is Grain.CRITERION:
                readable = table.grain is Grain.CRITERION and members <= set(rubric.members(rubric.table[code]))
                require(
                    readable,
                    BadValue(
                        what=f"{where}: outcome", given=code, allowed="a table about the agency or these criteria"
                    ),
                )
        case _:
            pass


def _check_citation(rubric: Rubric, where: str, citation: Citation) -> None:
    require_known(f"{where}: citation", citation.document, rubric.document)
    if citation.stated_in:
        require_known(f"{where}: citation", citation.stated_in, rubric.document)
        require(
            citation.article == "",
            BadValue(what=f"{where}: article", given=citation.article, allowed="none where nobody has read the text"),
        )


def codes_of(condition: Condition) -> tuple[str, ...]:
    """The codes a condition on codes compares with."""
    match condition.threshold:
        case str():
            return (condition.threshold,)
        case tuple():
            return condition.threshold
        case _:
            return ()
