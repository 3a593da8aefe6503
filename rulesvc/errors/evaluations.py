"""What is asked of an evaluation, and what it names."""

from dataclasses import dataclass
from datetime import date

from rules.errors import N_, InputRefusal
from rulesvc.errors.families import Conflict, NotFound


@dataclass(eq=False)
class UnknownAgency(NotFound):
    """An agency that is not stored."""

    given: str
    closest: tuple[str, ...]
    nothing = N_("no code like it")
    words = N_("Agency “{given}” is not known. Closest: {closest}.")


@dataclass(eq=False)
class UnknownBlock(NotFound):
    """A block that is not stored."""

    given: str
    allowed: tuple[str, ...]
    nothing = N_("no block yet")
    words = N_("Block “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class UnknownPeriod(NotFound):
    """A period that is not stored."""

    given: str
    allowed: tuple[str, ...]
    nothing = N_("no period yet")
    words = N_("Period “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class UnknownEvaluation(NotFound):
    """An evaluation that is not stored."""

    given: str
    words = N_("There is no evaluation {given}.")


@dataclass(eq=False)
class UnknownStage(InputRefusal):
    """A stage that result sheets do not have."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Stage “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class UnknownLanguage(InputRefusal):
    """A language without a catalogue."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Language “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class AgencyOfAnotherBlock(InputRefusal):
    """An agency under the rubric of a block that it does not belong to."""

    agency: object
    block: str
    rubric: str
    allowed: str
    words = N_("{agency} belongs to block {block}. Rubric {rubric} is for block {allowed}.")


@dataclass(eq=False)
class AgencyNotInPeriod(InputRefusal):
    """An agency that did not exist in the period."""

    agency: object
    period: str
    since: date | str
    until: date | str
    words = N_("{agency} did not exist in period {period}. It existed from {since} to {until}.")


@dataclass(eq=False)
class BestOfSome(InputRefusal):
    """A best of the period that was found among some agencies of the block, for an evaluation that is to be stored."""

    criterion: object
    found: int
    agencies: int
    lacking: tuple[str, ...]
    words = N_(
        "{criterion}: the best of the period would be found among {found}/{agencies} agencies of the block. Not "
        "sent, or refused: {lacking}. Send the sheets of all of them together, or state the best figure in “bests”."
    )


@dataclass(eq=False)
class ContradictsStored(InputRefusal):
    """A fact of the previous period that was sent and is stored otherwise."""

    fact: str
    given: object
    stored: object
    period: str
    words = N_(
        "{fact}: “{given}” was sent, “{stored}” is stored for period {period}. Leave it out, or send what is stored."
    )


@dataclass(eq=False)
class ContradictsSupplied(InputRefusal):
    """A figure that was sent and is supplied otherwise for all agencies."""

    indicator: object
    given: object
    supplied: object
    words = N_(
        "{indicator}: “{given}” was sent, “{supplied}” is supplied for the period. Leave it out, or send what is "
        "supplied."
    )


@dataclass(eq=False)
class OnlyForDryRuns(InputRefusal):
    """An edition or an instant named for an evaluation that is to be stored."""

    field: str
    words = N_("“{field}” is only allowed in a dry run: a stored evaluation takes the edition that applies now.")


@dataclass(eq=False)
class IdempotencyKeyReused(Conflict):
    """An Idempotency-Key that came before with another request."""

    given: str
    words = N_("Idempotency-Key “{given}” was used with another request. Send the same request, or another key.")


@dataclass(eq=False)
class NothingStored(NotFound):
    """An agency of which no evaluation stands for the period."""

    agency: str
    period: str
    words = N_("No evaluation of agency {agency} for period {period} is stored.")


@dataclass(eq=False)
class SeveralRubrics(InputRefusal):
    """An agency that was evaluated under several rubrics, and none of them is named."""

    agency: str
    period: str
    allowed: tuple[str, ...]
    words = N_("Agency {agency} was evaluated for period {period} under several rubrics. Name one of: {allowed}.")
