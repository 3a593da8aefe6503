"""New names: what the code and the name of something new may look like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rules.code import is_code
from rules.errors import N_, InputRefusal, Path, Refusal

LONGEST_NAME: Final = 300
"""Characters of an official name."""

_ONE_LINE: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*")


@dataclass(eq=False)
class BadCode(InputRefusal):
    """Something that cannot be a code."""

    given: str
    words = N_(
        "“{given}” is not a code. Allowed: lower-case letters from a to z and digits, with single points, hyphens or "
        "underscores between them."
    )


@dataclass(eq=False)
class BadName(InputRefusal):
    """Nothing, several lines, or more than a name."""

    given: str
    limit: int
    words = N_("“{given}” cannot be a name. Allowed: text on one line, at most {limit} characters.")


def check_code(code: str, *, at: Path) -> Iterator[Refusal]:
    """Say what is wrong with *code*, if anything is."""
    if not is_code(code):
        yield BadCode(code, at=at)


def check_name(name: str, *, at: Path) -> Iterator[Refusal]:
    """Say what is wrong with *name*, if anything is."""
    if len(name) > LONGEST_NAME or not _ONE_LINE.fullmatch(name):
        yield BadName(name, LONGEST_NAME, at=at)
