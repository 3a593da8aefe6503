"""A period at a glance, in words."""

from collections.abc import Iterator, Mapping
from typing import Final

from rules.errors import N_
from rules.language import Language
from rules.number import Count
from rules.table import Subject
from rulesvc.models.stage import Stage
from rulesvc.usecases.glance import Distribution, Glance, NotSent, RubricGlance, UnderReview
from rulesvc.usecases.judged import Named, Open

UNDETERMINED: Final[Mapping[str, str]] = {
    Open.NO_RULE: N_("Not covered by the rules - for the Council to consider"),
    Open.CONFLICT: N_("Overlapping rules - for the Council to consider"),
    Open.MISSING: N_("Not determined because data are missing"),
    Open.OUTCOME_GONE: N_("The rules no longer have the outcome concluded on - for the Council to consider"),
}
"""Two jobs for two people: the Council decides where the rules are silent, the agency sends what is missing."""

PROVISIONAL: Final = N_("Provisional result, not published.")

STAGE_WORDS: Final[Mapping[str, str]] = {Stage.SELF: N_("self-scored"), Stage.APPRAISED: N_("appraised")}
"""What has been done by an agency that has no final result yet."""

_NONE: Final = N_("none")


def days_text(glance: Glance, into: Language) -> str:
    """How many days the period has left, or how long ago it ended."""
    if glance.days_left > 0:
        return into.words(N_("{days} days until the last day"), days=Count(glance.days_left))
    if glance.days_left == 0:
        return into.words(N_("the last day is today"))
    return into.words(N_("ended {days} days ago"), days=Count(-glance.days_left))


def glance_lines(glance: Glance, into: Language) -> Iterator[str]:
    """The period line by line, rubric by rubric."""
    days = {"first": glance.first_day, "last": glance.last_day, "days": days_text(glance, into)}
    yield into.words(N_("Period {period}, from {first} to {last}: {days}."), period=glance.period, **days)
    if glance.is_provisional:
        yield into.words(PROVISIONAL)
    for rubric in glance.rubrics:
        yield from _rubric(rubric, into)


def _rubric(rubric: RubricGlance, into: Language) -> Iterator[str]:
    yield into.words(
        N_("{rubric} ({block}): agencies {agencies}, not sent {missing}."),
        rubric=rubric.rubric.name,
        block=rubric.block.name,
        agencies=Count(rubric.agencies),
        missing=Count(len(rubric.not_sent)),
    )
    for provenance in rubric.provenance:
        yield f"  {into.text(provenance)}"
    if rubric.not_sent:
        not_sent = "; ".join(_not_sent(each, into) for each in rubric.not_sent)
        yield "  " + into.words(N_("Not sent: {agencies}."), agencies=not_sent)
    if rubric.replaced:
        yield "  " + into.words(
            N_("By an edition that was replaced: {agencies}."), agencies=_names(rubric.replaced, into)
        )
    for distribution in rubric.distributions:
        yield from _distribution(distribution, into)
    if rubric.review is not None:
        agencies = "; ".join(_under_review(each, into) for each in rubric.under_review)
        yield f"  {into.text(rubric.review.name)}: {agencies or into.words(_NONE)}"


def _distribution(distribution: Distribution, into: Language) -> Iterator[str]:
    yield f"  {into.text(distribution.table.name)}"
    for share in distribution.shares:
        yield _counted(into.text(share.outcome.name), share.agencies, distribution.subject, into)
    for lacking in distribution.undetermined:
        yield _counted(into.words(UNDETERMINED[lacking.reason]), lacking.agencies, distribution.subject, into)


def _counted(label: str, agencies: tuple[Named, ...], subject: Subject, into: Language) -> str:
    if not agencies:
        return f"    {label}: {into.words(_NONE)}"
    words = N_("heads of agencies: {count}") if subject is Subject.HEAD else N_("agencies: {count}")
    return f"    {label}: {into.words(words, count=Count(len(agencies)))} ({_names(agencies, into)})"


def _not_sent(each: NotSent, into: Language) -> str:
    stages = ", ".join(into.words(STAGE_WORDS[stage]) for stage in each.stages)
    name = into.text(each.agency.name)
    return f"{name} ({stages})" if stages else name


def _under_review(each: UnderReview, into: Language) -> str:
    notes = [_names(each.criteria, into)] if each.criteria else []
    notes += [into.words(N_("new"))] if each.is_new else []
    name = into.text(each.agency.name)
    return f"{name} ({'; '.join(notes)})" if notes else name


def _names(named: tuple[Named, ...], into: Language) -> str:
    return "; ".join(into.text(each.name) for each in named)
