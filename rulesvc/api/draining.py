"""Draining: a refused request is read to its end, so that whoever is still sending it gets to read why.

A server that closes the connection on a sender makes it see a broken pipe in place of the answer.
"""

from contextlib import suppress
from typing import Final

from flask import Flask, Response, request

MOST_READ: Final = 32 * 1024 * 1024
"""Bytes that are read for politeness; who sends more has the connection closed."""

_PART: Final = 64 * 1024


def register_draining(app: Flask) -> None:
    """Read every request of *app* to its end before it is answered."""
    app.after_request(_drained)


def _drained(response: Response) -> Response:
    ends = request.environ.get("wsgi.input_terminated")
    left = min(request.content_length or (MOST_READ if ends else 0), MOST_READ)
    with suppress(Exception):  # the sender is gone or sends no proper chunks; the server has kinds of its own for it
        while left > 0 and (part := request.environ["wsgi.input"].read(min(left, _PART))):
            left -= len(part)
    return response
