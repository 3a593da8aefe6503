"""The tree of criteria as rows: each with its fields as they are typed, and what its parts come to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from admin.language import spoken
from rules.combining import Sum
from rules.combining_phrases import combining_sentence
from rules.criterion import Criterion, walk
from rules.errors import Refusal, Refusals
from rules.method_phrases import method_sentence
from rules.number import exact_text
from rules.rubric import Rubric
from rulesvc.usecases.written_numbers import read_number

NAME, CAP, STEP = "name", "max_points", "step"
_NUMBERS: Final = (CAP, STEP)


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion at its *level* in the tree, 0 for an area; *how* it is scored, or its parts are combined.

    *summed* is what the parts come to, `None` where they are not added up; *differs*: that is not the maximum.
    """

    criterion: Criterion
    level: int
    how: str
    fields: Mapping[str, str]
    summed: Fraction | None

    @property
    def differs(self) -> bool:
        """Whether the parts come to something else than the maximum."""
        return self.summed is not None and self.summed != self.criterion.max_points


def rows(rubric: Rubric) -> tuple[Row, ...]:
    """All criteria of *rubric*, in order."""
    return tuple(_rows(rubric, rubric.criteria))


def field_name(code: str, field: str) -> str:
    """The name of a *field* of the criterion with that *code*."""
    return f"{code}.{field}"


def typed_changes(rubric: Rubric, typed: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What was *typed* that differs from *rubric*, by the code of the criterion, as changes of its content.

    Raises: `rules.errors.Refused` with what `read_number` refuses, at the field.
    """
    refusals, found = Refusals(), dict[str, dict[str, Any]]()
    for criterion in walk(rubric.criteria):
        for field, stored in _fields(criterion).items():
            text = typed.get(field_name(criterion.code, field), stored).strip()
            if text == stored:
                continue
            try:
                found.setdefault(criterion.code, {})[field] = _read(criterion, field, text)
            except Refusal as refusal:
                refusal.at = (criterion.code, field)
                refusals.add(refusal)
    refusals.raise_if_any()
    return found


def _rows(rubric: Rubric, criteria: Iterable[Criterion], level: int = 0) -> Iterator[Row]:
    for each in criteria:
        is_sum = bool(each.parts) and isinstance(each.combined, Sum)
        parts = (part.max_points for part in each.parts if not part.extra)
        summed = sum(parts, start=Fraction(0)) if is_sum else None
        yield Row(each, level, _how(each, rubric), _fields(each), summed)
        yield from _rows(rubric, each.parts, level + 1)


def _how(criterion: Criterion, rubric: Rubric) -> str:
    into = spoken()
    if criterion.parts:
        return combining_sentence(criterion.combined, criterion, rubric, into)
    return method_sentence(criterion.method, criterion, into)


def _fields(criterion: Criterion) -> dict[str, str]:
    """The fields that are typed in the row, as they stand there: numbers without signs between thousands."""
    numbers = {CAP: criterion.max_points, STEP: criterion.step}
    mark = "," if spoken().code == "vi" else "."
    written = {name: "" if value is None else exact_text(value).replace(".", mark) for name, value in numbers.items()}
    return {NAME: criterion.name.vi, **written}


def _read(criterion: Criterion, field: str, text: str) -> Any:
    if field == NAME:
        return {"vi": text, **({"en": criterion.name.en} if criterion.name.en else {})}
    if field == STEP and not text:
        return None
    return exact_text(read_number(text))
