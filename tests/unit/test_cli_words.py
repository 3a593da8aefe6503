"""The words of the command line: every one has its Vietnamese, with the same places to fill."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import rulesvc.cli
from rulesvc.languages import LOCALE

FOLDER = Path(rulesvc.cli.__file__).parent
MESSAGES = sorted({str(found[2]) for found in extract_from_dir(FOLDER, [("**.py", "python")], keywords={"N_": None})})
PLACE = re.compile(r"\{\w+\}")


def vietnamese() -> dict[str, str]:
    catalogues = (LOCALE / "vi" / "LC_MESSAGES", LOCALE.parents[1] / "rules" / "locale" / "vi" / "LC_MESSAGES")
    words: dict[str, str] = {}
    for path in (path for folder in catalogues for path in folder.glob("*.po")):
        with path.open("rb") as file:
            words |= {str(message.id): str(message.string) for message in read_po(file)}
    return words


VIETNAMESE = vietnamese()


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_has_its_vietnamese(message: str) -> None:
    assert VIETNAMESE.get(message)
    assert sorted(PLACE.findall(VIETNAMESE[message])) == sorted(PLACE.findall(message))


def test_no_vietnamese_is_left_over() -> None:
    with (LOCALE / "vi" / "LC_MESSAGES" / "cli.po").open("rb") as file:
        assert [message.id for message in read_po(file) if message.id and message.id not in MESSAGES] == []
