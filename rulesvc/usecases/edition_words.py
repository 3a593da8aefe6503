"""What the statuses of an edition are called."""

from collections.abc import Mapping
from typing import Final

from rules.errors import N_
from rules.said import Said, said
from rulesvc.models.edition import Status

STATUS_WORDS: Final[Mapping[Status, str]] = {
    Status.DRAFT: N_("draft"),
    Status.SUBMITTED: N_("submitted for approval"),
    Status.RETURNED: N_("returned to be completed"),
    Status.CLEARED: N_("cleared, waiting to be issued"),
    Status.ISSUED: N_("issued"),
    Status.SUPERSEDED: N_("superseded"),
    Status.REPEALED: N_("repealed"),
}
"""By status, in words for the catalogues."""


def told(status: str) -> Said:
    """*status* in the language of whoever reads it."""
    return said(STATUS_WORDS[Status(status)])
