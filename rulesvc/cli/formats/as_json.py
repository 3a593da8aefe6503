"""Results for other programs: a JSON array, in which each canonical result is byte for byte as stored and replayed.

What is not of the result follows its fields in the same object: the status of the edition, and where the figures come
from.
"""

from typing import BinaryIO

from rules.canonical import canonical
from rules.content import text_content
from rules.result import Result
from rules.text import Text


class JsonArray:
    """Writes results as one JSON array, an object a line, under an edition with that *status*."""

    def __init__(self, out: BinaryIO, status: str, caution: Text) -> None:
        self._out = out
        self._edition = {"edition_caution": text_content(caution), "edition_status": status}
        self._before = b"[\n"

    def add(self, result: Result, name: str, provenance: Text) -> None:  # noqa: ARG002 -- results go by codes
        """Write the next result."""
        beside = canonical({**self._edition, "provenance": text_content(provenance)})
        self._out.write(self._before + canonical(result)[:-1] + b"," + beside[1:])
        self._before = b",\n"

    def finish(self) -> None:
        """Close the array."""
        self._out.write(b"\n]\n")
