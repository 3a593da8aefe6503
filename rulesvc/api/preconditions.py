"""Preconditions: whoever changes something says what they have seen of it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from flask import request

from rules.errors import N_, require
from rulesvc.api.access import View
from rulesvc.api.parsing import Routes
from rulesvc.api.problems import MEDIA_TYPE
from rulesvc.errors import PreconditionRequired
from rulesvc.schemas.answers import Problem

MERGE_PATCH: Final = "application/merge-patch+json"
"""The type of a body that is merged into what is there (RFC 7396)."""


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


def conditional(routes: Routes) -> Callable[[View], View]:
    """Describe what a change is answered that does not say, or says wrongly, what was seen."""

    def describe(view: View) -> View:
        changed = routes.alt_response(
            HTTPStatus.PRECONDITION_FAILED,
            schema=Problem,
            content_type=MEDIA_TYPE,
            description="changed since the ETag in `If-Match`",
        )
        missing = routes.alt_response(
            HTTPStatus.PRECONDITION_REQUIRED,
            schema=Problem,
            content_type=MEDIA_TYPE,
            description="`If-Match` is missing",
        )
        described: View = changed(missing(view))
        return described

    return describe
