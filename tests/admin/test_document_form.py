"""The form of a document: days, codes and texts as they are typed."""

import pytest
from werkzeug.datastructures import MultiDict

from admin.days import NoSuchDay, end_of, last_day, typed_day
from admin.document_form import Typed
from admin.language import language
from rules.text import Text
from tests.service.registering import an_entry


def test_what_stands_in_the_register_comes_back_unchanged() -> None:
    entry = an_entry()
    patch = Typed.of(entry, language("vi")).patch(entry)
    assert patch["dated"] == entry.dated
    assert patch["kind"] == {"vi": "Kế hoạch"}
    assert patch["effective_from"] is None


def test_an_english_text_goes_once_its_vietnamese_is_another_one() -> None:
    entry = an_entry(subject=Text("Cũ", "Old"))
    assert Typed(kind="Kế hoạch", subject="Cũ").patch(entry)["subject"] == {"vi": "Cũ"}
    assert Typed(kind="Kế hoạch", subject="Mới").patch(entry)["subject"] == {"vi": "Mới", "en": None}
    assert Typed(kind="Kế hoạch").patch(entry)["subject"] is None


@pytest.mark.parametrize(
    ("number", "dated", "code"),
    [
        ("15/KH-UBND", "10/01/2023", "15-kh-ubnd-2023"),
        ("3396/QĐ-UBND", "2022", "3396-qd-ubnd-2022"),
        ("", "10/01/2023", ""),
    ],
)
def test_a_code_comes_of_number_and_year(number: str, dated: str, code: str) -> None:
    assert Typed(kind="Kế hoạch", number=number, dated=dated).entered()["code"] == code


def test_what_was_sent_is_on_one_line_each() -> None:
    typed = Typed.sent(MultiDict([("kind", " Kế  hoạch "), ("periods", "2022"), ("periods", "2021")]))
    assert (typed.kind, typed.periods) == ("Kế hoạch", ("2022", "2021"))


@pytest.mark.parametrize("text", ["", "31/02/2023", "2023", "mai"])
def test_no_day_is_refused(text: str) -> None:
    with pytest.raises(NoSuchDay):
        typed_day(text, at=("dated",))


def test_a_day_is_over_at_midnight_in_vietnam() -> None:
    day = typed_day("31/12/2026", at=())
    assert end_of(day).isoformat() == "2027-01-01T00:00:00+07:00"
    assert last_day(end_of(day)) == day
