"""What the statuses of an edition are called."""

from collections.abc import Mapping
from typing import Final

from rules.errors import N_
from rules.language import CODES
from rules.said import Said, said
from rules.text import Text
from rulesvc.languages import language
from rulesvc.models.edition import FINAL, Status

STATUS_WORDS: Final[Mapping[Status, str]] = {
    Status.DRAFT: N_("draft"),
    Status.SUBMITTED: N_("submitted for approval"),
    Status.RETURNED: N_("returned to be completed"),
    Status.CLEARED: N_("cleared, waiting to be issued"),
    Status.ISSUED: N_("issued"),
    Status.SUPERSEDED: N_("superseded"),
    Status.REPEALED: N_("repealed"),
    Status.DISCARDED: N_("discarded"),
}
"""By status, in words for the catalogues."""

_NOT_ISSUED: Final = N_("Draft, not issued: this is a trial and of no validity.")
_REPLACED: Final = N_("The edition has been replaced for this period: the result serves for reference only.")
_REPEALED: Final = N_("The edition has been repealed: the result serves for reference only.")


def told(status: str) -> Said:
    """*status* in the language of whoever reads it."""
    return said(STATUS_WORDS[Status(status)])


def caution(status: str, *, replaced: bool) -> Text:
    """What must be said beside a result under an edition with that *status*; blank where it applies to the period.

    *replaced*: it applied to the period once and does no longer.
    """
    if Status(status) not in FINAL:
        words = _NOT_ISSUED
    elif replaced:
        words = _REPEALED if status == Status.REPEALED else _REPLACED
    else:
        return Text("")
    return Text(*(language(code).words(words) for code in CODES))
