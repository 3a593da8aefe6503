"""Made up: what sentences call the agency of a sheet that is there to show something."""

from rules.errors import N_
from rules.language import Language
from rules.telling import Names


def nobody(language: Language) -> Names:
    """The names of an agency that is none of those there are."""
    return Names(language.words(N_("the agency")))
