"""Preconditions: whoever changes something says what they have seen of it."""

from flask import request

from rules.errors import N_, require
from rulesvc.errors import PreconditionRequired


class IfMatchMissing(PreconditionRequired):
    """A change without the one ETag of what was read."""

    words = N_("Send the header If-Match with the ETag of what you read: what others changed meanwhile stays.")


def expected() -> str:
    """The one ETag that the request expects what it changes to have.

    Raises: `IfMatchMissing`.
    """
    tags = tuple(request.if_match.as_set())
    require(len(tags) == 1 and not request.if_match.star_tag, IfMatchMissing(at=("If-Match",)))
    return tags[0]


def expected_if_sent() -> str | None:
    """The one ETag that the request expects, where it expects any.

    Raises: `IfMatchMissing` for several.
    """
    return expected() if "If-Match" in request.headers else None
