"""Codes made of what people write."""

import re

from rules.code import LONGEST_CODE
from rulesvc.store.folding import folded


def code_from(text: str) -> str:
    """The letters and digits of *text* without accents, in small letters, with `-` between what stood apart.

    It is cut to what a code may have.
    """
    return "-".join(re.findall("[a-z0-9]+", folded(text)))[:LONGEST_CODE].strip("-")
