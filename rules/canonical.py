"""Canonical JSON: one text for one content, on every machine, so that hashes and replays compare bytes."""

import json
from hashlib import sha256
from typing import Any
from unicodedata import normalize


def canonical(content: Any) -> bytes:
    """*content* as UTF-8 JSON: sorted keys, no spaces, composed characters (NFC), no number but integers.

    Raises: `TypeError` for a binary floating-point number or anything else that is not JSON.
    """
    composed = _composed(content)
    return json.dumps(composed, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def readable(content: Any) -> bytes:
    """*content* as `canonical` composes it, for people: fields in the order given, indented, a line feed at the end."""
    return json.dumps(_composed(content), ensure_ascii=False, indent=2).encode() + b"\n"


def digest(content: bytes) -> str:
    """The SHA-256 of *content*, in hexadecimal."""
    return sha256(content).hexdigest()


def _composed(content: Any) -> Any:
    if isinstance(content, str):
        return content if content.isascii() else normalize("NFC", content)
    if isinstance(content, dict):
        return {_composed(key): _composed(value) for key, value in content.items()}
    if content is None or isinstance(content, int):
        return content
    if isinstance(content, list | tuple):
        return [_composed(value) for value in content]
    raise TypeError(f"{content!r} has no canonical form")
