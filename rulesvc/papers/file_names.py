"""File names: what is downloaded is called so that people recognise it, in letters that every system can keep."""

import re
from typing import Final

from rules.errors import N_
from rules.language import Language
from rulesvc.store.folding import folded

SUBMISSION: Final = N_("papers for submission")
RUBRIC: Final = N_("rubric")
ANSWERS: Final = N_("form for answers")

_NOT_IN_A_NAME: Final = re.compile(r"[^a-z0-9._]+")


def file_name(what: str, rubric: str, number: int, suffix: str, into: Language) -> str:
    """The name of a file with that *suffix*: *what* it is in words of a language, and of which edition."""
    return f"{_NOT_IN_A_NAME.sub('-', folded(f'{into.words(what)} {rubric} {number}'))}.{suffix}"
