"""Comparing two editions of a rubric by meaning, with the reasons an editor gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from rules.comparison import compare
from rules.comparison_values import Change, with_agencies
from rules.errors import UnknownReference, require
from rulesvc.store import agencies, audit, change_reasons, editions
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.drafting import open_draft, require_seen
from rulesvc.usecases.editions import EditionRef, subject
from rulesvc.usecases.lineage import Side, origins


@dataclass(frozen=True, slots=True)
class Comparison:
    """What *new* changes against *old*, and why, by the key of the part."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    reasons: Mapping[str, str]


def compare_editions(session: Session, rubric: str, *, old: int, new: int) -> Comparison:
    """What edition *new* changes against edition *old*. Where criteria come from counts if *new* goes back to *old*.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    before, after = (_side(session, rubric, number, at=at) for number, at in ((old, "old"), (new, "new")))
    found = compare(
        before.rubric,
        after.rubric,
        old_periods=before.line.periods,
        new_periods=after.line.periods,
        origins=origins(session, before, after),
    )
    exempt = {each.agency for side in (before, after) for each in side.rubric.exemptions}
    changes = with_agencies(found, agencies.names_of(session, exempt))
    return Comparison(before, after, changes, change_reasons.of_edition(session, after.line.id))


def give_reasons(
    session: Session, ref: EditionRef, reasons: Mapping[str, str], *, actor: Actor, now: datetime
) -> Mapping[str, str]:
    """Say why parts of a draft were changed; a blank reason takes away what was said. All reasons as they are now.

    *ref* expects the tag of all reasons as they were seen.

    Raises: `RoleMissing`, `UnknownRubric`, `UnknownEdition`, `NotOpen`, `ContentChanged`;
    `rules.errors.UnknownReference` for a part that did not change.
    """
    actor = require_ability(actor, Ability.DRAFT)
    line = open_draft(session, ref)
    before = change_reasons.of_edition(session, line.id)
    require_seen(session, line, ref, before, now=now)
    if line.based_on is not None:
        changes = compare_editions(session, ref.rubric, old=line.based_on, new=line.number).changes
        changed = tuple(dict.fromkeys(change.key for change in changes))
        for part in reasons:
            require(part in changed, UnknownReference("reason", part, changed, at=(part,)))
    if all(before.get(part, "") == wording for part, wording in reasons.items()):
        return before
    change_reasons.put(session, line.id, reasons, actor=actor)
    audit.write(session, "draft-reasons-given", subject(line), actor=actor, now=now, reasons=dict(reasons))
    return change_reasons.of_edition(session, line.id)


def find_reasons(session: Session, ref: EditionRef) -> Mapping[str, str]:
    """Why the parts of an edition were changed.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    return change_reasons.of_edition(session, editions.by_number(session, ref.rubric, ref.number).id)


def _side(session: Session, rubric: str, number: int, *, at: str) -> Side:
    line = editions.by_number(session, rubric, number, at=(at,))
    return Side(line, editions.read(session, line).rubric)
