"""Every message has its Vietnamese, and the Vietnamese is written as the house writes it."""

import re
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter
from unicodedata import normalize

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
PACKAGES = ("rules", "foresight", "rulesvc", "admin")

OTHER_SPELLINGS = re.compile(
    r"uỷ|hoá|khoá|xoá|toá|thuỷ|huỷ|quí|lí do|qui định|kỉ luật|hàng năm|tỉ lệ|thoả|hoà\b|uý\b",
    re.IGNORECASE,
)
"""What the house writes Ủy ban, hóa, khóa, xóa, thủy, hủy, quý, lý do, quy định, kỷ luật, hằng năm, tỷ lệ, thỏa."""

NEVER_ON_A_PAGE = (
    "bạn",
    "bảng quyết định",
    "bản ghi",
    "điểm liệt",
    "giải thích",
    "hệ thống đánh giá rằng",
    "kết luận rà soát",
    "không đạt",
    "lỗi của đơn vị",
    "oops",
    "phiên bản(?! này)",  # of the program, yes; an edition is never called so
    "phiếu (chấm|xác thực)",  # a ballot is one; a sheet of scores and a receipt are not
    "rớt",
    "số đo",
    "tập tiêu chí",
    "trọng số",
    "trượt",
    "vi phạm",
    "xếp loại cán bộ",
    "yếu kém",
)


@cache
def extracted(package: str) -> set[str]:
    """The messages in the code and on the pages of *package*."""
    code = extract_from_dir(ROOT / package, method_map=[("**.py", "python")], keywords={"N_": None})
    pages = extract_from_dir(ROOT / package, method_map=[("**.html", "jinja2")], keywords={"words": None})
    return {message for _, _, message, _, _ in (*code, *pages) if isinstance(message, str)}


@cache
def catalogues(package: str) -> list[Catalog]:
    """The Vietnamese catalogues of *package*."""
    files = sorted((ROOT / package / "locale" / "vi" / "LC_MESSAGES").glob("*.po"))
    return [read_po(BytesIO(file.read_bytes()), abort_invalid=True) for file in files]


def entries(package: str) -> list[Message]:
    """The entries of all catalogues of *package*, the heads apart."""
    return [entry for catalogue in catalogues(package) for entry in catalogue if entry.id]


def translations() -> list[tuple[str, str]]:
    """Every message with its Vietnamese."""
    return [(str(entry.id), str(entry.string)) for package in PACKAGES for entry in entries(package)]


def placeholders(words: str) -> Counter[str]:
    """The names that *words* leaves open, and how often."""
    return Counter(name for _, name, _, _ in Formatter().parse(words) if name is not None)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_message_has_its_vietnamese(package: str) -> None:
    translated = {entry.id for entry in entries(package) if entry.string}
    assert extracted(package) - translated == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_no_entry_is_left_of_a_message_that_is_gone(package: str) -> None:
    assert {str(entry.id) for entry in entries(package)} - extracted(package) == set()
    assert [list(catalogue.obsolete) for catalogue in catalogues(package) if catalogue.obsolete] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_message_is_translated_twice(package: str) -> None:
    times = Counter(entry.id for entry in entries(package))
    assert [message for message, count in times.items() if count > 1] == []


def test_one_message_has_one_translation_wherever_it_stands() -> None:
    ways: dict[str, set[str]] = {}
    for english, vietnamese in translations():
        ways.setdefault(english, set()).add(vietnamese)
    assert {english: ways for english, ways in ways.items() if len(ways) > 1} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_translation_is_a_guess(package: str) -> None:
    assert [entry.id for entry in entries(package) if entry.fuzzy] == []


def test_both_languages_leave_the_same_names_open() -> None:
    differing = [pair for pair in translations() if placeholders(pair[0]) != placeholders(pair[1])]
    assert differing == []


def test_everything_is_written_with_composed_letters() -> None:
    assert [pair for pair in translations() if any(normalize("NFC", words) != words for words in pair)] == []


def test_the_vietnamese_keeps_the_spelling_of_the_house() -> None:
    assert [vietnamese for _, vietnamese in translations() if OTHER_SPELLINGS.search(vietnamese)] == []


def test_words_that_are_wrong_on_a_page_are_not_used() -> None:
    wrong = re.compile(rf"\b({'|'.join(NEVER_ON_A_PAGE)})\b", re.IGNORECASE)
    assert [vietnamese for _, vietnamese in translations() if wrong.search(vietnamese)] == []


def test_nobody_is_shouted_at() -> None:
    assert [pair for pair in translations() if "!" in pair[0] + pair[1]] == []
