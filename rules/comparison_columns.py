"""The table of a submission: for each part that changes the edition in force, the draft, and the reason."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from rules.comparison_elements import elements, view_of
from rules.comparison_phrases import capital, contrast, details, part_name, written
from rules.comparison_values import Change, Element, Heading, Kind, Listed, Part, Position
from rules.errors import N_
from rules.language import Language
from rules.rubric import Rubric

_NOT_YET = N_("(not there yet)")
_REMOVED = N_("(removed)")


@dataclass(frozen=True, slots=True)
class ThreeColumns:
    """A row: the part by its *key*, its wording in the edition in force and in the draft, and the reason."""

    key: str
    current: str
    draft: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Edition:
    """One side of the table: its parts by their keys, the words where a part is not there, and which side it is."""

    parts: Mapping[str, Element]
    absent: str
    is_draft: bool


def three_columns(
    changes: Iterable[Change], old: Rubric, new: Rubric, reasons: Mapping[str, str], language: Language
) -> tuple[ThreeColumns, ...]:
    """The rows for *changes* from *old* to *new*, in their order; *reasons* by the key of the part."""
    current = _Edition(_by_key(old), _NOT_YET, is_draft=False)
    draft = _Edition(_by_key(new), _REMOVED, is_draft=True)
    rows: dict[tuple[str, bool], list[Change]] = {}
    for change in changes:
        rows.setdefault((change.key, isinstance(change.new, tuple) and not change.field), []).append(change)
    return tuple(
        ThreeColumns(key, _cell(current, of_part, language), _cell(draft, of_part, language), reasons.get(key, ""))
        for (key, _), of_part in rows.items()
    )


def _by_key(rubric: Rubric) -> Mapping[str, Element]:
    return {each.heading.key: each for each in elements(view_of(rubric, ()))}


def _cell(edition: _Edition, changes: list[Change], language: Language) -> str:
    """The wording of a part in full, and whatever of *changes* it does not show by itself."""
    first = changes[0]
    several = first.new if edition.is_draft else first.old
    if isinstance(several, tuple) and not first.field:
        return "\n".join(_wording(each, [], (), language) for each in several if isinstance(each, Element))
    heading = first.after if edition.is_draft else first.before
    if heading is None:
        return language.words(edition.absent)
    element = edition.parts[heading.key]
    beside = [text for each in changes if (text := _beside(edition, element, each, language))]
    # The new name stands in the heading.
    shown = {change.field for change in changes} - {"name"}
    return _wording(replace(element, heading=heading), beside, shown, language)


def _wording(element: Element, beside: list[str], shown: Collection[str], language: Language) -> str:
    said = "; ".join([*details(element, language, shown), *beside])
    return f"{_title(element.heading, language)}: {said}" if said else _title(element.heading, language)


def _title(heading: Heading, language: Language) -> str:
    if heading.part is Part.CRITERION:
        return f"{heading.number} {language.text(heading.name)}".lstrip()
    return capital(part_name(heading, language))


def _beside(edition: _Edition, element: Element, change: Change, language: Language) -> str:
    """What *change* says beside the wording: a place, a code, periods, or what reads alike in this language."""
    value = change.new if edition.is_draft else change.old
    if isinstance(value, Position):
        return "" if change.field else written(value, language)
    if value is None or not change.field or _is_seen(element, change, language):
        return ""
    field, old, new = contrast(change, language)
    text = new if edition.is_draft else old
    return f"{field} {text}" if text else ""


def _is_seen(element: Element, change: Change, language: Language) -> bool:
    """Whether the wording of *element* shows the difference: in its number, or in a field that reads otherwise."""
    if change.kind is Kind.RENAMED:
        return element.heading.number != ""
    said = {each.name for each in element.said if isinstance(each, Listed) or each.value is not None}
    return change.field in said and written(change.old, language) != written(change.new, language)
