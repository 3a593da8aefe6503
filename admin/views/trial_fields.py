"""The fields of a trial: one or a few for each component, in the form its method of scoring asks for, and read back.

The ballots of a survey are counts: see `admin.views.trial_ballots`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from admin.views.trial_ballots import ballot_fields, ballots_shown, surveyed
from admin.views.trial_field import Field, as_typed, found_at
from rules.answer import Answer, NotApplicable, Sourced
from rules.answer_content import answer_content, answer_with
from rules.criterion import Absence, Criterion
from rules.errors import N_, Refusal
from rules.language import Language
from rules.methods import whoever_supplies
from rules.methods.choice import Choice
from rules.methods.formula import Formula
from rules.methods.items import PerItem
from rules.methods.supplied import Supplied
from rules.methods.survey import Survey
from rules.number import exact_text, is_exact
from rules.relative import relative_leaves
from rules.reporting import name_of_figure
from rules.rubric import Rubric
from rules.sheet import Sheet
from rulesvc.schemas.mistakes import NotEmpty
from rulesvc.usecases.answer_columns import alternatives

Sent = Mapping[str, str]
Content = Mapping[str, Any]

_NO_REASON: Final = N_("nothing arose (trial)")
_NO_DOCUMENT: Final = N_("trial")


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion at its *level*: a parent has no fields.

    *absent* is the field that says that nothing arose, blank where that cannot be said.
    """

    criterion: Criterion
    level: int
    fields: tuple[Field, ...]
    absent: str

    @property
    def is_of_ballots(self) -> bool:
        """Whether ballots are counted."""
        return isinstance(self.criterion.method, Survey)

    @property
    def fieldsets(self) -> tuple[tuple[str, tuple[Field, ...]], ...]:
        """The fields that belong together, each with its legend."""
        return tuple((legend, tuple(fields)) for legend, fields in groupby(self.fields, attrgetter("legend")))


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, as *answers*, *indicators* and *bests*, and what is wrong with it."""

    answers: tuple[Answer, ...]
    indicators: Mapping[str, Fraction]
    bests: Mapping[str, Fraction]
    refusals: tuple[Refusal, ...]


def rows(rubric: Rubric, agency: str, sheet: Sheet | None, into: Language) -> tuple[Row, ...]:
    """All criteria of *rubric* in order, without those that the agency is exempt from; in the forms of its *sheet*."""
    exempt = rubric.exempt.get(agency, frozenset()) | rubric.earning.get(agency, frozenset())
    levels = _levels(rubric.criteria)
    stored = _contents(sheet)
    return tuple(_row(each, level, stored, into) for each, level in levels if each.code not in exempt)


def others(rubric: Rubric, into: Language) -> tuple[Field, ...]:
    """The fields beside components: figures that rules look at, and the best of the period where scores need it."""
    indicators = [
        Field(f"i.{each.code}", ("indicators", each.code), into.text(each.name)) for each in rubric.indicators
    ]
    bests = [
        Field(
            f"b.{code}", ("bests", code), into.words(N_("Best of the period: {name}"), name=rubric.criterion[code].name)
        )
        for code in relative_leaves(rubric)
    ]
    return (*indicators, *bests)


def filled(shown: tuple[Row, ...], sheet: Sheet | None, into: Language) -> dict[str, str]:
    """The fields as the *sheet* of an agency fills them."""
    if sheet is None:
        return {}
    values = {f"i.{code}": as_typed(exact_text(value), into) for code, value in sheet.indicators.items()}
    exact_bests = {code: value for code, value in sheet.bests.items() if is_exact(value)}
    values |= {f"b.{code}": as_typed(exact_text(value), into) for code, value in exact_bests.items()}
    stored = _contents(sheet)
    for row in shown:
        content = ballots_shown(stored.get(row.criterion.code, {}))
        if content.get("not_applicable"):
            values[_absent(row.criterion.code)] = "1"
        for field in row.fields:
            found = found_at(content, field.part)
            if found is not None or "items" in content or ("groups" in content and field.part[0] == "groups"):
                values[field.name] = field.written(found or 0, into)
    return values


def read(rubric: Rubric, shown: tuple[Row, ...], sent: Sent, sheet: Sheet | None, into: Language) -> Read:
    """What the fields say; what is left empty says nothing."""
    refusals: list[Refusal] = []
    stored = {answer.criterion: answer for answer in sheet.answers} if sheet else {}
    answers = tuple(
        answer
        for row in shown
        if row.fields
        if (answer := _answer(row, sent, stored.get(row.criterion.code), refusals, into)) is not None
    )
    values = {
        field.part: value
        for field in others(rubric, into)
        if (value := field.read(sent.get(field.name, ""), field.part, refusals)) is not None
    }
    endless = sheet.bests.items() if sheet else ()
    bests = {code: value for code, value in endless if not is_exact(value)}
    return Read(
        answers,
        {str(code): value for (kind, code), value in values.items() if kind == "indicators"},
        bests | {str(code): value for (kind, code), value in values.items() if kind == "bests"},
        tuple(refusals),
    )


def _levels(criteria: tuple[Criterion, ...], level: int = 0) -> Iterator[tuple[Criterion, int]]:
    for each in criteria:
        yield each, level
        yield from _levels(each.parts, level + 1)


def _row(criterion: Criterion, level: int, stored: Mapping[str, Content], into: Language) -> Row:
    may_be_absent = not criterion.parts and criterion.not_applicable is not Absence.REFUSED
    fields = () if criterion.parts else _fields(criterion, stored.get(criterion.code, {}), into)
    return Row(criterion, level, fields, _absent(criterion.code) if may_be_absent else "")


def _contents(sheet: Sheet | None) -> Mapping[str, Content]:
    """What is stored, by criterion."""
    return {answer.criterion: answer_content(answer) for answer in sheet.answers} if sheet else {}


def _absent(code: str) -> str:
    return f"a.{code}.absent"


def _fields(leaf: Criterion, stored: Content, into: Language) -> tuple[Field, ...]:
    """The fields of *leaf*, in the form of what is *stored* where that can be told in several."""
    match whoever_supplies(leaf.method):
        case Survey() as survey:
            return ballot_fields(leaf, survey, into)
        case Choice(options):
            told = tuple((option.code, into.text(option.name) or option.code) for option in options)
            return (Field(f"a.{leaf.code}.option", ("option",), into.words(N_("Choice")), told),)
        case PerItem(items):
            return tuple(
                Field(f"a.{leaf.code}.items.{each.code}", ("items", each.code), into.text(each.name)) for each in items
            )
        case Formula(_, inputs):
            return tuple(
                Field(
                    f"a.{leaf.code}.values.{each.name}",
                    ("values", each.name),
                    into.text(name_of_figure(each.figure, leaf)),
                )
                for each in inputs
            )
        case method:
            forms = tuple(tuple(part for part in each if part in _LABELS) for each in alternatives(method))
            parts = next((each for each in forms if stored.keys() >= set(each)), forms[0])
            return tuple(Field(f"a.{leaf.code}.{part}", (part,), into.words(_LABELS[part])) for part in parts)


_LABELS: Final = {
    "points": N_("Points"),
    "value": N_("Figure"),
    "count": N_("Number"),
    "numerator": N_("Number reached"),
    "denominator": N_("Out of"),
    "date": N_("Done on"),
    "percent": N_("Percentage of the survey"),
}


def _answer(row: Row, sent: Sent, stored: Answer | None, refusals: list[Refusal], into: Language) -> Answer | None:
    code = row.criterion.code
    if row.absent and sent.get(row.absent):
        given = isinstance(stored, NotApplicable)
        return stored if given and stored else NotApplicable(code, into.words(_NO_REASON))
    content = _typed(row, sent, refusals)
    if isinstance(row.criterion.method, Survey):
        ballots = surveyed(row.criterion, row.criterion.method, content)
        return ballots or (stored if isinstance(stored, Sourced) else None)
    lacking = [field for field in row.fields if field.part[0] in ("numerator", "denominator")]
    if not content or (lacking and len(content) < len(lacking)):
        refusals += [
            NotEmpty(field.label, at=("a", code)) for field in lacking if content and str(field.part[0]) not in content
        ]
        return None
    return answer_with({"criterion": code, **content, **_beside(row, content, stored, into)})


def _typed(row: Row, sent: Sent, refusals: list[Refusal]) -> dict[str, Any]:
    """What the fields of a row say."""
    content: dict[str, Any] = {}
    for field in row.fields:
        value = field.read(sent.get(field.name, ""), ("a", row.criterion.code), refusals)
        if value is not None:
            *above, last = field.part
            within = content
            for name in above:
                within = within.setdefault(str(name), {})
            within[str(last)] = value
    return content


def _beside(row: Row, content: Content, stored: Answer | None, into: Language) -> dict[str, Any]:
    """What is said beside: the document and the excuse that are stored, where the answer has room for them."""
    before = answer_content(stored) if stored else {}
    beside: dict[str, Any] = {}
    if isinstance(row.criterion.method, Supplied) or "percent" in content:
        beside["document"] = before.get("document") or into.words(_NO_DOCUMENT)
    if before.get("waived") and content.keys() & {"count", "date"}:
        beside |= {"waived": True, "reason": before["reason"]}
    return beside
