"""Results for other programs: a JSON array of canonical results, each byte for byte as it is stored and replayed."""

from typing import BinaryIO

from rules.canonical import canonical
from rules.result import Result


class JsonArray:
    """Writes results as one JSON array, a result a line."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._before = b"[\n"

    def add(self, result: Result, name: str) -> None:  # noqa: ARG002 -- a canonical result has no names
        """Write the next result."""
        self._out.write(self._before + canonical(result))
        self._before = b",\n"

    def finish(self) -> None:
        """Close the array."""
        self._out.write(b"\n]\n")
