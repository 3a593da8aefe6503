"""Languages: the same facts, as Vietnamese and as English write them."""

import string
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rules import errors
from rules.errors import BadRank, IndicatorOutOfRange, NotANumber, OverCap, Refusal, UnknownTable
from rules.language import Language, day_of
from rules.number import Count
from rules.text import Text

VI, EN = Language("vi"), Language("en")
LAW = Text("Cải cách thể chế", "Institutional reform")


def test_a_day_begins_when_it_does_in_vietnam() -> None:
    assert day_of(datetime(2022, 12, 31, 17, tzinfo=UTC)) == date(2023, 1, 1)
    assert day_of(datetime(2022, 12, 31, 16, 59, tzinfo=UTC)) == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        ("9.75", "9,75", "9.75"),
        ("1716", "1.716", "1,716"),
        ("-1234567.5", "-1.234.567,5", "-1,234,567.5"),
        ("-0.5", "-0,5", "-0.5"),
        ("250/3", "250/3", "250/3"),
        ("0", "0", "0"),
    ],
)
def test_numbers_have_the_signs_of_the_language(number: str, vi: str, en: str) -> None:
    assert (VI.number(Fraction(number)), EN.number(Fraction(number))) == (vi, en)


@pytest.mark.parametrize(
    ("count", "vi", "en"), [(0, "0", "0"), (3, "03", "3"), (10, "10", "10"), (1716, "1.716", "1,716")]
)
def test_counts_from_one_to_nine_have_a_zero_before_them_in_vietnamese(count: int, vi: str, en: str) -> None:
    assert (VI.written(Count(count)), EN.written(Count(count))) == (vi, en)


@pytest.mark.parametrize(("points", "text"), [("9.5", "9,50"), ("9.755", "9,755"), ("1/3", "0,33"), ("-2", "-2,00")])
def test_points_have_two_decimals_or_as_many_as_they_need(points: str, text: str) -> None:
    assert VI.points(Fraction(points)) == text


def test_a_percentage_is_printed_on_the_right_side_of_every_threshold() -> None:
    assert VI.percent(Fraction("89.996"), [lambda shown: shown >= 90]) == "89,996%"
    assert EN.percent(Fraction(200, 3)) == "66.67%"


def test_a_shortfall_is_rounded_up() -> None:
    assert (VI.shortfall(Fraction("0.175")), EN.shortfall(Fraction("0.175"))) == ("0,18", "0.18")


@pytest.mark.parametrize(
    ("fact", "vi", "en"),
    [
        (LAW, "Cải cách thể chế", "Institutional reform"),
        (Text("Chỉ có tiếng Việt"), "Chỉ có tiếng Việt", "Chỉ có tiếng Việt"),
        (True, "true", "true"),
        (1716, "1.716", "1,716"),
        (Fraction(1, 2), "0,5", "0.5"),
        (("a", LAW, 1), "a, Cải cách thể chế, 1", "a, Institutional reform, 1"),
        ("as it is", "as it is", "as it is"),
    ],
)
def test_a_fact_is_written_as_the_language_writes_it(fact: Any, vi: str, en: str) -> None:
    assert (VI.written(fact), EN.written(fact)) == (vi, en)


def test_a_bound_that_is_not_there_is_no_limit() -> None:
    refusal = IndicatorOutOfRange(LAW, Fraction(-1), Fraction(0), None)
    assert EN.say(refusal) == "Institutional reform: -1 is out of range. Allowed: from 0 to no limit."


def test_a_refusal_is_said_in_both_languages() -> None:
    refusal = OverCap(LAW, Fraction("10.25"), Fraction(0), Fraction(10))
    assert EN.say(refusal) == (
        "Institutional reform: 10.25 points exceed the maximum of 10 points. Allowed: from 0 to 10."
    )
    assert VI.say(refusal).startswith("Cải cách thể chế: ")
    assert "10,25" in VI.say(refusal)


def test_what_was_sent_is_shown_but_not_at_any_length() -> None:
    assert EN.say(NotANumber("x" * 10_000)).startswith("“" + "x" * 120 + "…”")
    assert "x" * 120 + "”" in EN.say(NotANumber("x" * 120))


def test_braces_in_what_was_sent_are_shown_as_they_are() -> None:
    assert EN.say(NotANumber("{given}{0}")).startswith("“{given}{0}” is not a number.")


def test_words_without_a_translation_stay_english() -> None:
    assert VI.words("No catalogue has these {count} words.", count=6) == "No catalogue has these 6 words."


def test_a_later_catalogue_comes_before_an_earlier_one(tmp_path: Path) -> None:
    for name, lines in {"one": {"a": "1", "b": "1"}, "two": {"a": "2"}}.items():
        folder = tmp_path / name / "vi" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        body = "\n".join(f'msgid "{words}"\nmsgstr "{said}"\n' for words, said in lines.items())
        (folder / "t.po").write_text(head + body, encoding="utf-8")
    language = Language("vi", [tmp_path / "one", tmp_path / "two"])
    assert [language.words(each) for each in ("a", "b", "c")] == ["2", "1", "c"]


def refusals() -> list[type[Refusal]]:
    found = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Refusal)]
    return [each for each in found if each.words]


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("kind", refusals())
def test_every_refusal_has_vietnamese_words_with_the_same_facts(kind: type[Refusal]) -> None:
    said = VI._catalogue[kind.words]
    assert said != kind.words
    assert fields(said) == fields(kind.words) <= set(kind.__dataclass_fields__)


def test_a_refusal_has_a_stable_name_for_machines() -> None:
    assert (BadRank(0, 1_000_000).code, UnknownTable("x", ()).code) == ("bad-rank", "unknown-table")
