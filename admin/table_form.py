"""The form of a decision table: its outcomes, what holds where no rule does, and its assumptions, and read back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from admin.criteria_tree import typed_number
from admin.criterion_form import Lines
from admin.new_codes import code_from
from admin.rule_form import free_code, lines_of
from rules.condition import Condition
from rules.errors import N_, InputRefusal, Refusal, Refused
from rules.language import Language
from rules.measure import OutcomeOf, PreviousOutcome
from rules.number import exact_text
from rules.rubric import Rubric, codes_of
from rules.table import AGGREGATING, HitPolicy, Table
from rulesvc.usecases.written_numbers import read_number

Fields = Mapping[str, str]

OUTCOMES: Final = "outcomes"
ASSUMPTIONS: Final = "assumptions"
_MOST_LINES: Final = 30
_NEW: Final[Mapping[str, tuple[str, ...]]] = {OUTCOMES: ("code", "name.vi"), ASSUMPTIONS: ("vi",)}
_OUTCOME: Final = "muc"
"""The code of an outcome whose name has no letters of any use."""


@dataclass(eq=False)
class OutcomeInUse(InputRefusal):
    """An outcome that rules use, so that it cannot be taken out."""

    outcome: str
    places: tuple[str, ...]
    words = N_("“{outcome}” is in use and stays: {places}. Change those first.")


@dataclass(eq=False)
class NotNamed(InputRefusal):
    """An outcome without a name."""

    words = N_("This is to have a name.")


def fields_of(table: Table, into: Language) -> dict[str, str]:
    """The fields that say what *table* says of itself."""
    fields = {"name.vi": table.name.vi, "name.en": table.name.en, "default": table.default}
    fields["places"] = "" if table.places is None else str(table.places)
    for place, outcome in enumerate(table.outcomes):
        said = {"code": outcome.code, "name.vi": outcome.name.vi, "name.en": outcome.name.en}
        said["value"] = typed_number(outcome.value, into)
        fields |= {f"{OUTCOMES}.{place}.{name}": text for name, text in said.items()}
    for place, text in enumerate(table.assumptions):
        fields |= {f"{ASSUMPTIONS}.{place}.vi": text.vi, f"{ASSUMPTIONS}.{place}.en": text.en}
    return fields


def adds_up(table: Table) -> bool:
    """Whether outcomes of *table* have values."""
    return table.hit_policy in AGGREGATING - {HitPolicy.COUNT}


def more(fields: Fields, of: str) -> dict[str, str]:
    """*fields* with one line more."""
    place = Lines(fields).count(of)
    new = {f"{of}.{place}.{name}": "" for name in _NEW.get(of, ())}
    return {**fields, **new} if place < _MOST_LINES else dict(fields)


def moved(fields: Fields, of: str, place: int, by: int) -> dict[str, str]:
    """*fields* with the line at that *place* moved up or down."""
    other = place + by
    if not 0 <= other < Lines(fields).count(of):
        return dict(fields)
    swapped = {f"{of}.{place}.": f"{of}.{other}.", f"{of}.{other}.": f"{of}.{place}."}
    return dict(_renamed(fields, swapped))


def uses(rubric: Rubric, table: Table, outcome: str, into: Language) -> tuple[str, ...]:
    """Where an *outcome* of *table* is used: by its own rules, by its default, by conditions of other tables."""
    return tuple(_uses(rubric, table, outcome, into))


def content_of(fields: Fields, table: Table) -> dict[str, Any]:
    """The change that makes *table* say what *fields* say; an outcome without a code gets one from its name.

    Raises: `Refused` with everything that cannot be read, each at its field.
    """
    wrong: list[Refusal] = []
    taken = {fields.get(f"{at}.code", "") for at in lines_of(fields, OUTCOMES)}
    outcomes = [_outcome(fields, at, taken, wrong) for at in lines_of(fields, OUTCOMES)]
    assumptions = [_text(fields, at) for at in lines_of(fields, ASSUMPTIONS)]
    content: dict[str, Any] = {
        "name": _text(fields, "name"),
        "outcomes": outcomes,
        "default": fields.get("default", "") or None,
        "places": _places(fields, wrong),
        "assumptions": [each for each in assumptions if each["vi"]],
    }
    if not content["name"]["vi"]:
        wrong.append(NotNamed(at=("name.vi",)))
    if wrong:
        raise Refused(tuple(wrong))
    return content if adds_up(table) else {**content, "outcomes": [_without_value(each) for each in outcomes]}


# ---- lines -----------------------------------------------------------------------------------------------------------


def _renamed(fields: Fields, swapped: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in fields.items():
        begins = next((each for each in swapped if name.startswith(each)), None)
        yield (name if begins is None else swapped[begins] + name.removeprefix(begins)), text


def _uses(rubric: Rubric, table: Table, outcome: str, into: Language) -> Iterator[str]:
    if outcome and table.default == outcome:
        yield into.words(N_("result by default"))
    for other in rubric.tables:
        for line, rule in enumerate(other.rules, start=1):
            own = other.code == table.code and rule.outcome == outcome
            if own or any(_asks_for(each, table, outcome) for each in rule.conditions):
                yield into.words(N_("{table}, line {line}"), table=other.name, line=str(line))


def _asks_for(condition: Condition, table: Table, outcome: str) -> bool:
    measure = condition.measure
    of_it = isinstance(measure, OutcomeOf | PreviousOutcome) and measure.table == table.code
    return of_it and outcome in codes_of(condition)


# ---- reading ---------------------------------------------------------------------------------------------------------


def _outcome(fields: Fields, at: str, taken: set[str], wrong: list[Refusal]) -> dict[str, Any]:
    name = _text(fields, f"{at}.name")
    if not name["vi"]:
        wrong.append(NotNamed(at=(f"{at}.name.vi",)))
    code = fields.get(f"{at}.code", "") or free_code(_code_from(name["vi"]), taken)
    taken.add(code)
    said: dict[str, Any] = {"code": code, "name": name}
    if fields.get(f"{at}.value", "").strip():
        try:
            said["value"] = exact_text(read_number(fields[f"{at}.value"].strip()))
        except Refusal as refusal:
            refusal.at = (f"{at}.value",)
            wrong.append(refusal)
    return said


def _without_value(outcome: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in outcome.items() if name != "value"}


def _code_from(name: str) -> str:
    return code_from(name) or _OUTCOME


def _places(fields: Fields, wrong: list[Refusal]) -> int | None:
    text = fields.get("places", "").strip()
    if not text:
        return None
    try:
        return int(read_number(text))
    except Refusal as refusal:
        refusal.at = ("places",)
        wrong.append(refusal)
        return None


def _text(fields: Fields, at: str) -> dict[str, str]:
    """The text in both languages; the English is left out where it is blank."""
    vi, en = (" ".join(fields.get(f"{at}.{code}", "").split()) for code in ("vi", "en"))
    return {"vi": vi, "en": en} if en else {"vi": vi}
