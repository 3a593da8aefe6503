"""Rubrics and their editions: which applies, which step is possible, who may take it."""

from dataclasses import dataclass
from datetime import datetime

from rules.errors import N_, InputRefusal
from rules.said import Said
from rules.text import Text
from rulesvc.errors.families import Conflict, Forbidden, NotFound, PreconditionFailed


@dataclass(eq=False)
class UnknownRubric(NotFound):
    """A rubric that is not stored."""

    given: str
    allowed: tuple[str, ...]
    nothing = N_("no rubric yet")
    words = N_("Rubric “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class UnknownEdition(NotFound):
    """An edition that the rubric does not have."""

    rubric: str
    given: str
    allowed: tuple[str, ...]
    nothing = N_("no edition yet")
    words = N_("Rubric {rubric} has no edition {given}. Editions: {allowed}.")


@dataclass(eq=False)
class NoEditionForPeriod(NotFound):
    """No edition applies to the period; never another period's edition."""

    rubric: str
    period: str
    nearest: str
    words = N_("No edition of rubric {rubric} applies to period {period}. Nearest period that has one: {nearest}.")


@dataclass(eq=False)
class NoIssuedEdition(NotFound):
    """A rubric of which nothing applies to any period."""

    rubric: str
    words = N_("No edition of rubric {rubric} applies to any period.")


@dataclass(eq=False)
class NothingKnownAsOf(NotFound):
    """An edition applies to the period now, and none was known to apply then."""

    rubric: str
    period: str
    as_of: datetime
    since: datetime
    words = N_("No edition of rubric {rubric} applied to period {period} as known at {as_of}. The first: from {since}.")


@dataclass(eq=False)
class EditionRepealed(NotFound):
    """The last edition that applied to the period was repealed, and none took its place."""

    rubric: str
    edition: int
    period: str
    until: datetime
    words = N_(
        "Edition {edition} of rubric {rubric} applied to period {period} until {until} and was repealed then. No "
        "edition took its place."
    )


@dataclass(eq=False)
class InstantToCome(InputRefusal):
    """What will have applied as known at an instant to come: what is issued until then is not known."""

    given: datetime
    now: datetime
    words = N_("It cannot be said what applies as known at {given}, which is to come. Allowed: {now} or earlier.")


@dataclass(eq=False)
class EditionNotOfPeriod(InputRefusal):
    """An edition together with a period that it does not cover."""

    rubric: str
    edition: int
    period: str
    allowed: tuple[str, ...]
    nothing = N_("no period yet")
    words = N_("Edition {edition} of rubric {rubric} does not cover period {period}. Periods it covers: {allowed}.")


@dataclass(eq=False)
class EditionAndInstant(InputRefusal):
    """An edition and an instant together, which may name two editions."""

    words = N_("Name either an edition or an instant, not both.")


@dataclass(eq=False)
class PeriodsMissing(InputRefusal):
    """An edition that is to be issued and covers no period."""

    rubric: str
    words = N_("Rubric {rubric}: an edition that is issued must name the periods it covers.")


@dataclass(eq=False)
class PeriodTwice(InputRefusal):
    """A period that an edition is to cover twice."""

    given: str
    words = N_("Period “{given}” is named twice. Allowed: each period once.")


@dataclass(eq=False)
class RubricHasEditions(Conflict):
    """A first edition for a rubric that has editions."""

    rubric: str
    count: int
    words = N_("Rubric {rubric} has {count} editions. Only the first can be issued by import; import it as a draft.")


@dataclass(eq=False)
class RubricOfAnotherBlock(Conflict):
    """A document of a stored rubric that names another block."""

    rubric: str
    given: str
    stored: str
    words = N_("Rubric {rubric} is for block {stored}, not for “{given}”.")


@dataclass(eq=False)
class HadAHand(Forbidden):
    """Somebody who made, changed or submitted the edition that is to be cleared."""

    rubric: str
    edition: int
    words = N_("You took part in drafting edition {edition} of rubric {rubric} and cannot approve it.")


@dataclass(eq=False)
class LenderHadAHand(Forbidden):
    """Somebody who may clear only by the role of one who made, changed or submitted the edition."""

    rubric: str
    edition: int
    lenders: tuple[str, ...]
    words = N_(
        "You would approve edition {edition} of rubric {rubric} for {lenders}, who took part in drafting it. Allowed: "
        "by a role of your own, or for somebody who took no part."
    )


@dataclass(eq=False)
class StepNotPossible(Conflict):
    """A step that an edition cannot take from where it is."""

    rubric: str
    edition: int
    status: object
    wanted: object
    words = N_("Edition {edition} of rubric {rubric} is “{status}”; it cannot become “{wanted}” from there.")


@dataclass(eq=False)
class NotOpen(Conflict):
    """A change to an edition that is not a draft."""

    rubric: str
    edition: int
    status: object
    words = N_(
        "Edition {edition} of rubric {rubric} is “{status}” and is not changed. One that was submitted or cleared can "
        "be returned, and then changed; of any other a new draft is made."
    )


@dataclass(eq=False)
class NotConsulted(Conflict):
    """A remark on an edition that is past being changed."""

    rubric: str
    edition: int
    status: object
    words = N_("Edition {edition} of rubric {rubric} is “{status}”: remarks are made on drafts only.")


@dataclass(eq=False)
class DraftUnderWay(Conflict):
    """A draft that would be the same as one that its maker has and did not change."""

    rubric: str
    edition: int
    words = N_(
        "Edition {edition} of rubric {rubric} is such a draft already, made by you, and its rules are as they were "
        "copied. Nothing was made: go on with that one."
    )


@dataclass(eq=False)
class CopiesAtWork(Conflict):
    """A draft that is to be discarded and from which others that are under way were copied."""

    rubric: str
    edition: int
    copies: tuple[int, ...]
    words = N_(
        "Edition {edition} of rubric {rubric} is not discarded: these drafts were copied from it and tell what they "
        "change by comparing with it: {copies}. Discard them first, or let them be issued."
    )


@dataclass(eq=False)
class DiscardedForNothing(InputRefusal):
    """A draft that is to be discarded for no reason that somebody could read."""

    given: str
    words = N_("The reason “{given}” says too little. Say in words why the draft is discarded.")


@dataclass(eq=False)
class UnknownRemark(NotFound):
    """A remark that nobody made on this edition."""

    given: str
    words = N_("There is no remark {given} on this edition.")


@dataclass(eq=False)
class ReplacesOthers(Conflict):
    """An edition that is to be issued without naming exactly those that it replaces."""

    rubric: str
    edition: int
    replaces: tuple[int, ...]
    nothing = N_("no edition")
    words = N_("Edition {edition} of rubric {rubric} replaces these editions, which must be named: {replaces}.")


@dataclass(eq=False)
class EarlierThanKnown(Conflict):
    """A step at an instant before the last one that is recorded: the clock was set back."""

    rubric: str
    latest: datetime
    words = N_("Rubric {rubric} has a step recorded at {latest}, later than the clock. Check the clock of the server.")


@dataclass(eq=False)
class RepealedByItsOwn(Conflict):
    """A repeal by the very document by which the edition was issued."""

    rubric: str
    edition: int
    document: Text
    words = N_(
        "Edition {edition} of rubric {rubric} was issued by document “{document}”, which does not repeal it. Name the "
        "document that does."
    )


@dataclass(eq=False)
class ContentChanged(PreconditionFailed):
    """Content that somebody else changed since it was read."""

    rubric: str
    edition: int
    person: str
    when: datetime
    words = N_(
        "Edition {edition} of rubric {rubric} was changed by {person} at {when}. Nothing was overwritten: compare with "
        "what stands there now, then save again."
    )


@dataclass(eq=False)
class UnknownDocument(NotFound):
    """A document that is not in the register."""

    given: str
    closest: tuple[str, ...]
    nothing = N_("no code like it")
    words = N_("Document “{given}” is not in the register. Closest: {closest}.")


@dataclass(eq=False)
class DocumentNotComplete(Conflict):
    """A document that lacks what it takes to issue by it."""

    document: Text
    missing: tuple[Said, ...]
    words = N_("Document “{document}” lacks: {missing}. An edition is issued or repealed by a signed document only.")


@dataclass(eq=False)
class ExemptedStranger(InputRefusal):
    """An exemption for an agency that is not stored, mistyped perhaps."""

    agency: str
    criterion: str
    words = N_(
        "Criterion {criterion} is not applied to agency “{agency}”, which is not in the list of agencies. Add the "
        "agency, or take the exemption away."
    )
