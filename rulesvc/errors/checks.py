"""Problems that a check finds: which of them stand in the way, and what is acknowledged.

A name that is to be sent back is a text here: what is only shown may be cut short.
"""

from dataclasses import dataclass
from datetime import datetime

from rules.errors import N_, InputRefusal
from rules.text import Text
from rulesvc.errors.families import Conflict, NotFound


@dataclass(eq=False)
class StandsInTheWay(InputRefusal):
    """An error of a draft that is handed in."""

    problem: Text
    told: Text
    words = N_("{told} The draft cannot be submitted so. Name of the problem: {problem}")


@dataclass(eq=False)
class ToBeAcknowledged(InputRefusal):
    """A warning about a draft that is handed in, which nobody has acknowledged."""

    problem: Text
    told: Text
    words = N_(
        "{told} Change the rules, or acknowledge the problem and say why it stays as it is. Name of the problem: "
        "{problem}"
    )


@dataclass(eq=False)
class UnknownProblem(NotFound):
    """A problem that the edition does not have, or not any more."""

    given: str
    allowed: tuple[str, ...]
    nothing = N_("no problem")
    words = N_("“{given}” is the name of no problem of this edition. Names: {allowed}.")


@dataclass(eq=False)
class NotAWarning(Conflict):
    """An error that is to be acknowledged."""

    problem: Text
    told: Text
    words = N_("{told} This is an error: it is put right, and cannot be acknowledged. Name of the problem: {problem}")


@dataclass(eq=False)
class AcknowledgedAlready(Conflict):
    """A problem that somebody has acknowledged before: their reason stays."""

    problem: str
    person: str
    when: datetime
    words = N_("“{problem}” was acknowledged by {person} at {when}. To give another reason, take that one back first.")


@dataclass(eq=False)
class NotAcknowledged(NotFound):
    """An acknowledgement to be taken back that there is not."""

    given: str
    allowed: tuple[str, ...]
    nothing = N_("none")
    words = N_("Nobody has acknowledged “{given}”. Acknowledged: {allowed}.")


@dataclass(eq=False)
class ReasonNotInWords(InputRefusal):
    """A problem that is to be acknowledged for no reason that somebody could read."""

    given: str
    words = N_("The reason “{given}” says too little. Say in words why the problem stays as it is.")


@dataclass(eq=False)
class AcknowledgedByName(InputRefusal):
    """One reason for all warnings about a draft, which are acknowledged one by one."""

    words = N_("Warnings about a draft are acknowledged one by one; one reason for all is for what is issued at once.")


@dataclass(eq=False)
class NothingProposed(Conflict):
    """A problem for which no rule is proposed."""

    problem: str
    allowed: tuple[str, ...]
    nothing = N_("no problem")
    words = N_("No rule is proposed for “{problem}”. Problems with a proposal: {allowed}.")


@dataclass(eq=False)
class OutcomeToBeChosen(InputRefusal):
    """A proposed rule that is taken up without a result of its table."""

    given: str
    allowed: tuple[str, ...]
    words = N_("“{given}” is no result of this table. Say which result the proposed rule has: {allowed}.")


@dataclass(eq=False)
class DocumentToBeChosen(InputRefusal):
    """A proposed rule that is taken up without a document of its rubric by which it holds."""

    given: str
    allowed: tuple[str, ...]
    words = N_("“{given}” is no document of this rubric. Say by which document the proposed rule holds: {allowed}.")
