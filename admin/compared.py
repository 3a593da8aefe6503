"""The comparison of two editions in the three columns of a submission, for its tab and the approver."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from admin.language import spoken
from admin.named import names
from admin.origins import Origin, descent_of
from admin.remarked import Thread, threads
from rules.comparison_columns import three_columns
from rulesvc.store.editions import EditionLine
from rulesvc.usecases.compare import compare_editions
from rulesvc.usecases.drafting import tag_of
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.lineage import origins
from rulesvc.usecases.remarks import list_remarks
from rulesvc.usecases.rubrics import list_editions
from rulesvc.usecases.side_by_side import Side, side_by_side


@dataclass(frozen=True, slots=True)
class Row:
    """What changes in a part of the rubric, called *key*: both wordings, what differs marked, and the reason."""

    key: str
    current: Side
    draft: Side
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonShown:
    """What changes against edition *old*, `None` where there is none to compare with; *others* could be chosen.

    *tag* is that of all reasons as they are. *origins* say where the criteria come from, if the newer edition goes back
    to the other. *remarks* are on the newer edition, *names* those of who made them.
    """

    old: EditionLine | None
    others: tuple[EditionLine, ...]
    rows: tuple[Row, ...]
    tag: str
    origins: tuple[Origin, ...]
    remarks: tuple[Thread, ...]
    names: Mapping[str, str]


def compared(session: Session, line: EditionLine, against: int | None = None) -> ComparisonShown:
    """The comparison of an edition with that numbered *against*, by default the one it is based on.

    Raises: `UnknownEdition`.
    """
    ref = EditionRef(line.rubric, line.number)
    others = tuple(each for each in list_editions(session, line.rubric) if each.number != line.number)
    said = list_remarks(session, ref)
    about: dict[str, Any] = {
        "others": others,
        "remarks": threads(said),
        "names": names(session, (each.person for each in said)),
    }
    chosen = line.based_on if against is None else against
    if chosen is None:
        return ComparisonShown(old=None, rows=(), tag="", origins=(), **about)
    found = compare_editions(session, line.rubric, old=chosen, new=line.number)
    columns = three_columns(found.changes, found.old.rubric, found.new.rubric, found.reasons, spoken())
    rows = tuple(Row(each.key, *side_by_side(each, spoken()), each.reason) for each in columns)
    come_from = origins(session, found.old, found.new)
    descent = descent_of(found.old.rubric, found.new.rubric, come_from) if come_from is not None else ()
    return ComparisonShown(old=found.old.line, rows=rows, tag=tag_of(found.reasons), origins=descent, **about)
