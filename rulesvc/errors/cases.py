"""Stored cases: those that differ, those that nobody confirmed, and those that are not there."""

from dataclasses import dataclass

from rules.errors import N_, InputRefusal
from rules.text import Text
from rulesvc.errors.families import Conflict, NotFound


@dataclass(eq=False)
class CaseDiffers(InputRefusal):
    """A stored case of a draft that comes out otherwise than expected."""

    case: str
    told: Text
    words = N_("Case “{case}”: {told} Change the rules, or take the case out and store what is expected now.")


@dataclass(eq=False)
class CaseNotConfirmed(InputRefusal):
    """A stored case of a draft that nobody confirmed, or whose tables were changed since."""

    case: str
    words = N_(
        "Case “{case}” is to be confirmed by a person first, or anew since its table or what that looks at was changed."
    )


@dataclass(eq=False)
class CaseRemovedWithoutReason(InputRefusal):
    """A case that a person wrote or confirmed, and that is taken out for no reason that somebody could read."""

    case: str
    given: str
    words = N_(
        "A person stood behind case “{case}”: say in words why it is taken out; “{given}” says too little. The papers "
        "of the submission tell the reason."
    )


@dataclass(eq=False)
class UnknownCase(NotFound):
    """A case that the edition does not have."""

    rubric: str
    edition: int
    given: str
    words = N_("Edition {edition} of rubric {rubric} has no case “{given}”.")


@dataclass(eq=False)
class CaseNameTaken(Conflict):
    """A new case under the name of another one."""

    case: str
    words = N_("There is a case “{case}” already. Give the new one another name, or take the other one out first.")


@dataclass(eq=False)
class NothingExpected(InputRefusal):
    """A case that expects nothing of any table."""

    case: str
    words = N_("Case “{case}” expects nothing. Say of one table at least what it is to come to.")
