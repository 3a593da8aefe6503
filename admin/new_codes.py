"""Codes made of what people write."""

import re

from rulesvc.store.folding import folded


def code_from(text: str) -> str:
    """The letters and digits of *text* without accents, in small letters, with `-` between what stood apart."""
    return "-".join(re.findall("[a-z0-9]+", folded(text)))
