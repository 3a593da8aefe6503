"""What the council concluded is told beside the engine's answer, and takes nothing from it."""

from dataclasses import replace

import pytest

from rules.conclusion import Conclusion, Precedent
from rules.document import Document
from rules.language import Language
from rules.measure import TotalPercent
from rules.sentences import Beside, as_text, explain
from rules.sheet import Sheet
from rules.table import Subject
from rules.telling import Names
from rules.text import Text
from tests.builders import result_of, rubric, rule, sheet, table, text, when
from tests.told import EN, VI

MINUTES = Document("m", Text("Biên bản họp", "Minutes"), "5/BB", "2023", Text(""), Text(""))
GOOD = Conclusion("good", text("good"), "Hội đồng thống nhất", MINUTES)
RATED = table("t", rule("good", when(TotalPercent(), ">=", 80)), outcomes=("good", "fair"))
RATING = replace(RATED, subject=Subject.HEAD)
SILENT, SAID = sheet({"a": 70}), sheet({"a": 90})
NAMES = Names("Sở A", "Giám đốc Sở A")
EARLIER = tuple(Precedent(str(year), text(outcome), MINUTES) for year, outcome in ((2021, "fair"), (2020, "good")))


def told(beside: Beside, asked: Sheet = SILENT, language: Language = EN) -> list[str]:
    result = result_of(rubric(RATING), asked)
    (only,) = explain(rubric(RATING), result, language, NAMES, beside)["tables"]
    return only["council"]


def concluded(conclusion: Conclusion) -> Beside:
    return Beside(conclusions={"t": conclusion})


def test_a_conclusion_is_told_with_minutes_and_reason_in_both_languages() -> None:
    (english,), (vietnamese,) = (told(concluded(GOOD), language=language) for language in (EN, VI))
    assert english == (
        "Conclusion of the Council (Minutes No. 5/BB of the year 2023) for Giám đốc Sở A in 2022: "
        "the rating “good (en)”. Reason: Hội đồng thống nhất."
    )
    assert vietnamese == (
        "Kết luận của Hội đồng (theo Biên bản họp số 5/BB năm 2023) đối với Giám đốc Sở A năm 2022: "
        "mức “good (vi)”. Lý do: Hội đồng thống nhất."
    )


@pytest.mark.parametrize("asked", [SILENT, SAID])
def test_everything_else_is_told_as_without_it(asked: Sheet) -> None:
    world, result = rubric(RATING), result_of(rubric(RATING), asked)
    alone, beside = (explain(world, result, VI, NAMES, each) for each in (Beside(), concluded(GOOD)))
    (without,), (within,) = alone["tables"], beside["tables"]
    assert without["council"] == []
    assert {**within, "council": []} == without
    assert {**beside, "tables": []} == {**alone, "tables": []}


def test_in_a_letter_it_stands_behind_what_the_engine_answers() -> None:
    result = result_of(rubric(RATING), SAID)
    lines = as_text(explain(rubric(RATING), result, EN, NAMES, concluded(GOOD)), EN).splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith("Conclusion of the Council"))
    assert lines[place - 1].startswith("Giám đốc Sở A receives the rating “good (en)” in 2022")


def test_a_conclusion_about_an_earlier_evaluation_holds_and_is_submitted_again() -> None:
    assert told(concluded(replace(GOOD, to_confirm=True)))[1:] == [
        "This was concluded about an earlier evaluation; it holds on and is submitted to the Council for confirmation."
    ]


def test_an_outcome_that_is_gone_is_told_in_the_words_it_had_and_holds_no_more() -> None:
    sentence, gone = told(concluded(replace(GOOD, code="best", outcome=text("best"), to_confirm=True)))
    assert "the rating “best (en)”" in sentence
    assert gone == "The rules in force no longer have this outcome; nothing holds until the Council concludes anew."


def test_earlier_conclusions_are_told_where_the_rules_are_silent_and_nowhere_else() -> None:
    beside = Beside(precedents={"t": EARLIER})
    (sentence,) = told(beside)
    assert sentence == (
        "In earlier periods, where the rules did not cover a case, the Council concluded: 2021: the rating "
        "“fair (en)” (Minutes No. 5/BB of the year 2023); 2020: the rating “good (en)” (Minutes No. 5/BB of the year "
        "2023)."
    )
    assert told(beside, SAID) == []
