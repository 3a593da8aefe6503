"""Codes: what criteria, tables, rules and whatever else a rubric names are called by machines and in citations."""

import re
from typing import Final

LONGEST_CODE: Final = 100
"""Characters."""

CODE_PATTERN: Final = "[a-z0-9]+([._-][a-z0-9]+)*"
"""Lower-case ASCII letters and digits, single points, hyphens or underscores between them: `1.2.1`, `80-90`."""

_CODE: Final = re.compile(CODE_PATTERN)


def is_code(text: str) -> bool:
    """Whether *text* can be a code."""
    return len(text) <= LONGEST_CODE and _CODE.fullmatch(text) is not None
