"""The fields of a trial: one or a few for each component, in the form its method of scoring asks for, and read back.

Ballots of surveys are not typed: those that the agency has stored are taken as they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from rules.answer import Answer, NotApplicable, Sourced
from rules.answer_content import answer_content, answer_with
from rules.ballots import Surveyed
from rules.criterion import Absence, Criterion
from rules.errors import N_, Path, Refusal, require
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
from rulesvc.schemas.mistakes import NotAWholeDay, NotAWholeNumber, NotEmpty
from rulesvc.usecases.answer_columns import COUNTS, alternatives
from rulesvc.usecases.written_numbers import read_number

Sent = Mapping[str, str]
Content = Mapping[str, Any]

_NO_REASON: Final = N_("nothing arose (trial)")
_NO_DOCUMENT: Final = N_("trial")
_MOST_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its *name*, told by a *label*; *part* is what it says of its component, *options* what it may be."""

    name: str
    part: Path
    label: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it takes a count."""
        return self.part[0] in COUNTS or self.part[0] == "items"

    @property
    def is_day(self) -> bool:
        """Whether it takes a day."""
        return self.part[0] == "date"

    def written(self, value: object, into: Language) -> str:
        """A stored *value* as it is typed."""
        return str(value) if self.options or self.is_day else _as_typed(str(value), into)


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion at its *level*: a parent has no fields, nor has a survey whose ballots are not typed.

    *absent* is the field that says that nothing arose, blank where that cannot be said.
    """

    criterion: Criterion
    level: int
    fields: tuple[Field, ...]
    absent: str

    @property
    def is_of_ballots(self) -> bool:
        """Whether ballots are needed, which are not typed here."""
        return isinstance(self.criterion.method, Survey)


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
    values = {f"i.{code}": _as_typed(exact_text(value), into) for code, value in sheet.indicators.items()}
    exact_bests = {code: value for code, value in sheet.bests.items() if is_exact(value)}
    values |= {f"b.{code}": _as_typed(exact_text(value), into) for code, value in exact_bests.items()}
    stored = _contents(sheet)
    for row in shown:
        content = stored.get(row.criterion.code, {})
        if content.get("not_applicable"):
            values[_absent(row.criterion.code)] = "1"
        for field in row.fields:
            found = _at(content, field.part)
            if found is not None or "items" in content:
                values[field.name] = field.written(found or 0, into)
    return values


def read(rubric: Rubric, shown: tuple[Row, ...], sent: Sent, sheet: Sheet | None, into: Language) -> Read:
    """What the fields say; what is left empty says nothing, and ballots are those of the *sheet*."""
    refusals: list[Refusal] = []
    stored = {answer.criterion: answer for answer in sheet.answers} if sheet else {}
    answers = tuple(
        answer
        for row in shown
        if row.fields or row.is_of_ballots
        if (answer := _answer(row, sent, stored.get(row.criterion.code), refusals, into)) is not None
    )
    values = {
        field.part: value
        for field in others(rubric, into)
        if (value := _value(field, sent.get(field.name, ""), field.part, refusals)) is not None
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
        case Survey():
            return ()
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
    if row.is_of_ballots:
        return stored if isinstance(stored, Surveyed | NotApplicable | Sourced) else None
    content = _typed(row, sent, refusals)
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
        value = _value(field, sent.get(field.name, ""), ("a", row.criterion.code), refusals)
        if value is not None and len(field.part) > 1:
            content.setdefault(str(field.part[0]), {})[field.part[1]] = value
        elif value is not None:
            content[str(field.part[0])] = value
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


def _value(field: Field, typed: str, at: Path, refusals: list[Refusal]) -> Any:
    """What was *typed* into a field; `None` where that is nothing, or wrong."""
    text = typed.strip()
    if not text or field.options:
        return text or None
    try:
        if field.is_day:
            return date.fromisoformat(text)
        if field.is_whole:
            require(text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS, NotAWholeNumber(field.label, text))
            return int(text)
        return read_number(text)
    except ValueError:
        refusals.append(NotAWholeDay(field.label, text, at=at))
    except Refusal as refusal:
        refusal.at = at
        refusals.append(refusal)
    return None


def _as_typed(number: str, into: Language) -> str:
    """A *number* as it is typed: without signs between thousands, which are read as decimal signs."""
    return number.replace(".", ",") if into.code == "vi" else number


def _at(content: Content, part: Path) -> Any:
    found: Any = content
    for name in part:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
