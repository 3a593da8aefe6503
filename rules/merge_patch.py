"""Merge patches (RFC 7396): what is named is set, `null` takes away, all else stays; a list replaces a list."""

from collections.abc import Mapping
from typing import Any


def merged(content: Any, patch: Any) -> Any:
    """*content* with *patch* merged into it; neither is changed."""
    if not isinstance(patch, Mapping):
        return patch
    known = dict(content) if isinstance(content, Mapping) else {}
    changed = {name: merged(known.get(name), value) for name, value in patch.items() if value is not None}
    return {**{name: value for name, value in known.items() if name not in patch}, **changed}
