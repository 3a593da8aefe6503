"""What persons are called in a sentence: by their position and name; the accounts of the service as such."""

from typing import Final

from rules.errors import N_
from rules.language import Language
from rulesvc.usecases.persons import PersonLine

OF_THE_SERVICE: Final = N_("account of the service")

_WITH_TITLE: Final = N_("{title} {name}")


def person_text(person: PersonLine, into: Language) -> str:
    """*person* by position and name."""
    if person.is_system:
        return into.words(OF_THE_SERVICE)
    name = person.name or person.code
    return into.words(_WITH_TITLE, title=person.title, name=name) if person.title else name
