"""What is kept: settings that cannot be used, content that is not what it should be, and what is under way."""

from dataclasses import dataclass
from datetime import datetime

from rules.errors import N_, InputRefusal, Refusal
from rules.said import Said
from rulesvc.errors.families import Busy


@dataclass(eq=False)
class BadSetting(InputRefusal):
    """A setting from the environment that cannot be used."""

    name: str
    given: str | Said
    allowed: str | Said
    words = N_("{name}: “{given}” is not allowed. Allowed: {allowed}.")


@dataclass(eq=False)
class StoredContentDiffers(Refusal):
    """The rows of an issued edition do not say what its hash says: somebody changed them behind the service."""

    rubric: str
    edition: int
    stored: str
    found: str
    words = N_("Edition {edition} of rubric {rubric}: its content has hash {found}, it was issued with {stored}.")


@dataclass(eq=False)
class UnreadableFormat(Refusal):
    """Something stored under a format version that this program has no reader for."""

    given: str
    allowed: tuple[str, ...]
    words = N_("What is stored has format {given}, which this program cannot read. It reads: {allowed}.")


@dataclass(eq=False)
class SnapshotDiffers(Refusal):
    """The snapshot of an issued edition does not have the hash under which it is kept."""

    stored: str
    found: str
    words = N_("The snapshot of the edition with hash {stored} has hash {found}. It was changed behind the service.")


@dataclass(eq=False)
class DoneAlready(Busy):
    """Something that takes long, asked for while it is done for somebody else."""

    what: Said
    begun: datetime
    words = N_("This is being done already: {what}, begun at {begun}. Try again later.")
