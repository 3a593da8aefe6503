"""The steps of an edition: what stands in the way of one, who may not take it, what it would replace or put away."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask import current_app, url_for
from sqlalchemy.orm import Session

from admin.accounts import now
from admin.checked import CheckShown
from admin.compared import ComparisonShown
from admin.language import spoken
from admin.named import names
from rules.errors import N_, Refusal
from rules.number import Count
from rulesvc.errors import (
    CaseDiffers,
    CaseNotConfirmed,
    CopiesAtWork,
    HadAHand,
    LenderHadAHand,
    NotFound,
    StandsInTheWay,
    ToBeAcknowledged,
)
from rulesvc.models.edition import Status
from rulesvc.store import cases
from rulesvc.store.editions import EditionLine
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, for_nobody_barred, require_ability
from rulesvc.usecases.compare import compare_editions, find_reasons
from rulesvc.usecases.editions import EditionRef, History, copies_at_work, history
from rulesvc.usecases.remarks import list_remarks
from rulesvc.usecases.rubrics import resolve

_RULES: Final = "page-rating-rules"
_OTHERWISE: Final = "page-criteria"
_OF_CHECK: Final = (StandsInTheWay, ToBeAcknowledged)
_OF_CASES: Final[Mapping[type[Refusal], str]] = {
    CaseDiffers: N_("Test cases that come out otherwise than expected: {count}."),
    CaseNotConfirmed: N_("Test cases that a person is still to confirm: {count}."),
}
_UNSETTLED: Final = N_("Remarks that nobody has dealt with yet: {count}.")
_UNREASONED: Final = N_("Changes for which no reason is given: {count}.")


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Something that stands in the way of submitting, *told* in words, and the *address* where it is put right."""

    told: str
    address: str


def hindrances(refusals: Iterable[Refusal], line: EditionLine, checked: CheckShown) -> tuple[Hindrance, ...]:
    """What *refusals* say; problems of the check as its tab tells them, with the place at which they stand there."""
    found = tuple(refusals)
    others = (each for each in found if not isinstance(each, (*_OF_CHECK, *_OF_CASES)))
    every = (*_unsettled(line, checked), *_of_cases(found, line), *(_hindrance(each, line) for each in others))
    return tuple(dict.fromkeys(every))


def notices(compared: ComparisonShown, line: EditionLine) -> tuple[Hindrance, ...]:
    """What stands in the way of no step, and still is to be known: remarks not dealt with, changes without a reason."""
    unsettled = sum(thread.settled is None for thread in compared.remarks)
    unreasoned = sum(row.reason == "" for row in compared.rows)
    address = url_for("page-comparison.index", rubric=line.rubric, number=line.number)
    counted = ((_UNSETTLED, unsettled, f"{address}#remarks"), (_UNREASONED, unreasoned, address))
    return tuple(
        Hindrance(spoken().words(words, count=Count(count)), place) for words, count, place in counted if count
    )


def bar(found: History, actor: Actor) -> Refusal | None:
    """Why *actor* may not clear the edition: they had a hand in it, or whoever they stand in for had."""
    line = found.line
    submitted = [step.person for step in found.steps if step.status == Status.SUBMITTED]
    drafters = {line.author, *found.editors, *submitted[-1:]}
    acting = require_ability(actor, Ability.CLEAR)
    if actor.person in drafters:
        return HadAHand(line.rubric, line.number)
    if for_nobody_barred(acting, drafters) is None:
        return LenderHadAHand(line.rubric, line.number, acting.acting_for)
    return None


@dataclass(frozen=True, slots=True)
class AtStake:
    """What was done in a draft so far: how many of each, and by whom.

    *changes* are `None` for one that is based on none; *copies* refuse to have it discarded while others stand on it.
    """

    changes: int | None
    reasons: int
    cases: int
    remarks: int
    persons: tuple[str, ...]
    copies: CopiesAtWork | None


def at_stake(session: Session, line: EditionLine) -> AtStake:
    """What goes out of use with a draft that is discarded."""
    ref, before, copies = EditionRef(line.rubric, line.number), line.based_on, copies_at_work(session, line)
    compared = None if before is None else compare_editions(session, line.rubric, old=before, new=line.number)
    by = names(session, (line.author, *history(session, ref).editors))
    return AtStake(
        changes=None if compared is None else len(compared.changes),
        reasons=len(find_reasons(session, ref)),
        cases=len(cases.of_edition(session, line.id)),
        remarks=len(list_remarks(session, ref)),
        persons=tuple(sorted(by.values())),
        copies=CopiesAtWork(line.rubric, line.number, copies) if copies else None,
    )


def replaced(session: Session, line: EditionLine) -> dict[int, tuple[str, ...]]:
    """The editions that would be replaced if this one were issued now, each with the periods that it applies to."""
    found: dict[int, tuple[str, ...]] = {}
    for period in line.periods:
        try:
            applying = resolve(session, line.rubric, period=period, now=now()).line.number
        except NotFound:
            continue
        found[applying] = (*found.get(applying, ()), period)
    return found


def _unsettled(line: EditionLine, checked: CheckShown) -> Iterator[Hindrance]:
    for place, row in enumerate(checked.rows, start=1):
        if not row.line.is_settled:
            mark = f"problem-{place}"
            address = url_for("page-check.index", rubric=line.rubric, number=line.number, _anchor=mark)
            yield Hindrance(spoken().text(row.line.found.told), address)


def _of_cases(refusals: Iterable[Refusal], line: EditionLine) -> Iterator[Hindrance]:
    """How many cases are not green: generated ones are too many to be told one by one."""
    counted = Counter(type(each) for each in refusals)
    for kind, words in _OF_CASES.items():
        if counted[kind]:
            address = url_for("page-cases.index", rubric=line.rubric, number=line.number)
            yield Hindrance(spoken().words(words, count=Count(counted[kind])), address)


def _hindrance(refusal: Refusal, line: EditionLine) -> Hindrance:
    is_of_tables = refusal.at[:1] == ("tables",) and _RULES in current_app.blueprints
    endpoint = _RULES if is_of_tables else _OTHERWISE
    return Hindrance(spoken().say(refusal), url_for(f"{endpoint}.index", rubric=line.rubric, number=line.number))
