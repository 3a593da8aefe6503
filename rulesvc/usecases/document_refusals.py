"""What is refused to whoever keeps the register of documents."""

from dataclasses import dataclass
from datetime import datetime

from rules.errors import N_, InputRefusal
from rules.said import Said
from rules.text import Text
from rulesvc.errors import Conflict, NotFound, PreconditionFailed


@dataclass(eq=False)
class DocumentExists(Conflict):
    """A document under a code that is taken."""

    given: str
    words = N_("Document “{given}” is in the register already.")


@dataclass(eq=False)
class SameDocument(Conflict):
    """A document with number, date and issuer of one that is in the register."""

    document: Text
    existing: str
    words = N_(
        "“{document}” is in the register already (code “{existing}”): choose that document instead of entering it "
        "again."
    )


@dataclass(eq=False)
class DocumentChanged(PreconditionFailed):
    """A document that somebody else changed since it was read."""

    document: Text
    person: str
    when: datetime
    words = N_(
        "Document “{document}” was changed by {person} at {when}. Nothing was overwritten: compare with what stands "
        "there now, then save again."
    )


@dataclass(eq=False)
class DocumentReadOtherwise(PreconditionFailed):
    """A document that was entered with a rubric, and never had the content that is said to have been read."""

    document: Text
    words = N_(
        "Document “{document}” does not say what is said to have been read. Nothing was overwritten: read it anew."
    )


@dataclass(eq=False)
class DocumentFixed(Conflict):
    """A change to a document that something rests on."""

    document: Text
    resting: tuple[Said, ...]
    words = N_(
        "Document “{document}” does not change, since these rest on it: {resting}. Make a corrigendum: a further "
        "document that corrects it."
    )


@dataclass(eq=False)
class DocumentInUse(Conflict):
    """A document that would become a draft while others rest on it as issued."""

    document: Text
    others: tuple[Text, ...]
    words = N_("Document “{document}” cannot become a draft: these documents rest on it: {others}.")


@dataclass(eq=False)
class RelatedToItself(InputRefusal):
    """A document that would stand to itself."""

    document: Text
    words = N_("Document “{document}” cannot be related to itself.")


@dataclass(eq=False)
class UnknownRelationKind(NotFound):
    """A way in which documents do not stand to each other."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Relation “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class RelationExists(Conflict):
    """A relation that is in the register already."""

    document: Text
    kind: Said
    other: Text
    words = N_("The relation is in the register already: “{document}”, {kind}, “{other}”.")


@dataclass(eq=False)
class UnknownRelation(NotFound):
    """A relation that is not in the register."""

    document: Text
    kind: Said
    other: Text
    words = N_("There is no such relation: “{document}”, {kind}, “{other}”.")


@dataclass(eq=False)
class RelationInACircle(Conflict):
    """A relation by which a document would come to stand to itself by a detour."""

    document: Text
    kind: Said
    other: Text
    words = N_(
        "Document “{document}” cannot be related so ({kind}) to “{other}”: “{other}” is related so to “{document}”."
    )


@dataclass(eq=False)
class NotToBeRelatedSo(Conflict):
    """A document that has not come as far as the relation takes, or is past it."""

    other: Text
    kind: Said
    status: Said
    allowed: tuple[Said, ...]
    words = N_("Nothing can be related so ({kind}) to document “{other}”, which is “{status}”. Allowed: {allowed}.")


@dataclass(eq=False)
class UnknownFile(NotFound):
    """A file that the document does not have."""

    document: Text
    given: str
    words = N_("Document “{document}” has no file with the hash {given}.")


@dataclass(eq=False)
class SameFile(Conflict):
    """The same bytes a second time."""

    document: Text
    name: str
    when: datetime
    words = N_("Document “{document}” has this file already: “{name}”, added at {when}.")


@dataclass(eq=False)
class NotAPdf(InputRefusal):
    """Bytes that are no whole PDF file."""

    name: str
    words = N_("File “{name}” is not a valid PDF file. What was there before has not changed.")


@dataclass(eq=False)
class FileTooLarge(InputRefusal):
    """A file beyond what is kept."""

    name: str
    limit: int
    words = N_("File “{name}” is too large. Allowed: at most {limit} MB.")


@dataclass(eq=False)
class BadFileName(InputRefusal):
    """A name that says where a file lies, holds what is not printed, or is none."""

    given: str
    limit: int
    words = N_(
        "“{given}” cannot be the name of a file. Allowed: printed characters on one line without “/” and “\\”, at most "
        "{limit}."
    )
