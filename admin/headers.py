"""Headers of every page: nothing comes from another host, nothing is kept on the way, and no frame holds it."""

from secrets import token_urlsafe
from typing import Final

from flask import Response, g, request

_NONCE_BYTES: Final = 16

_POLICY: Final = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_ALWAYS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def nonce() -> str:
    """The word by which the scripts of this one answer are known."""
    if "nonce" not in g:
        g.nonce = token_urlsafe(_NONCE_BYTES)
    made: str = g.nonce
    return made


def close_down(response: Response) -> Response:
    """*response* with the headers."""
    response.headers.update(_ALWAYS)
    response.headers["Content-Security-Policy"] = _POLICY.format(nonce=nonce())
    return response


def close_down_strays(response: Response) -> Response:
    """*response*, with the headers where its address led to nothing, or only on to another one."""
    return response if request.routing_exception is None else close_down(response)
