"""What is said of documents: their usual kinds, how they stand to each other, and how far they have come."""

from collections.abc import Mapping
from typing import Final

from rules.errors import N_
from rules.text import Text
from rulesvc.languages import language
from rulesvc.models.document import DocumentStatus, RelationKind
from rulesvc.store.folding import folded

DECISION: Final = N_("Decision")
"""The kind of document by which an edition is issued."""

MINUTES: Final = N_("Minutes")
"""The kind of document by which the council concludes."""

_USUAL_KINDS: Final = (
    DECISION,
    N_("Resolution"),
    N_("Plan"),
    N_("Report"),
    N_("Official letter"),
    N_("Submission"),
    MINUTES,
    N_("Notice"),
    N_("Directive"),
)

EDITION: Final = N_("{rubric}, edition {number}")
CONCLUSION: Final = N_("conclusion {number} of the Council")
"""An edition in a list of them."""

STANDS: Final[Mapping[RelationKind, str]] = {
    RelationKind.BASED_ON: N_("based on"),
    RelationKind.ANNEXED_TO: N_("annexed to"),
    RelationKind.AMENDS: N_("amends"),
    RelationKind.REPLACES: N_("replaces"),
    RelationKind.REPEALS: N_("repeals"),
    RelationKind.CORRECTS: N_("corrects"),
}
"""How a document stands to another."""

IS_STOOD_TO: Final[Mapping[RelationKind, str]] = {
    RelationKind.BASED_ON: N_("is the basis of"),
    RelationKind.ANNEXED_TO: N_("has as annex"),
    RelationKind.AMENDS: N_("amended by"),
    RelationKind.REPLACES: N_("replaced by"),
    RelationKind.REPEALS: N_("repealed by"),
    RelationKind.CORRECTS: N_("corrected by"),
}
"""The same, seen from the other document."""

STATUSES: Final[Mapping[DocumentStatus, str]] = {
    DocumentStatus.DRAFT: N_("draft"),
    DocumentStatus.ISSUED: N_("issued"),
    DocumentStatus.EXPIRED: N_("expired"),
}
"""How far a document has come."""


def usual_kinds() -> tuple[Text, ...]:
    """The kinds that are offered; any other may be written."""
    return tuple(Text(language("vi").words(name), name) for name in _USUAL_KINDS)


def kind_named(name: str) -> Text:
    """The usual kind of that *name* in either language, whatever its accents and case; else one of just that name."""
    wanted = folded(name)
    return next((kind for kind in usual_kinds() if wanted in (folded(kind.vi), folded(kind.en))), Text(name))


def minutes_named() -> tuple[str, ...]:
    """What minutes are called in either language, folded."""
    return folded(language("vi").words(MINUTES)), folded(MINUTES)


def is_minutes(kind: Text) -> bool:
    """Whether *kind* is minutes, of whatever: it begins with that word, such as “Minutes of the meeting”."""
    names = tuple(f"{name} " for name in minutes_named())
    return any(" ".join([*folded(name).split(), ""]).startswith(names) for name in (kind.vi, kind.en))


def in_both_languages(kind: Text) -> Text:
    """*kind* with its English where it is a usual one, unless it is called otherwise on purpose."""
    usual = kind_named(kind.vi)
    is_of_another = usual.en != "" and kind.en in _USUAL_KINDS
    return usual if kind.en == "" or is_of_another else kind
