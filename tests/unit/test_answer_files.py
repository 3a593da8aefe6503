"""Files of answers in the form that each method asks for: what is read, and what is said of everything wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import pytest

from rules.acceptance import accept
from rules.answer import (
    Answer,
    Chosen,
    Counted,
    Dated,
    Inputs,
    Itemised,
    Measured,
    NotApplicable,
    Points,
    Proportion,
    Sourced,
)
from rules.ballots import GroupBallots, Marks, Surveyed, SurveyPercent
from rules.criterion import Absence
from rules.errors import Refused
from rules.methods.survey import Minimum
from rules.rubric import Rubric
from rules.sheet import Sheet
from rulesvc.cli.files.answers import Assembled, missing
from rulesvc.cli.files.complaints import Complaints
from rulesvc.cli.files.sheets import Files, Sheets
from rulesvc.cli.files.spool import Spool
from rulesvc.languages import language
from rulesvc.usecases.answer_columns import LEVEL
from tests.builders import leaf, rubric
from tests.every_method import EVERY
from tests.surveys import survey


@dataclass(frozen=True)
class Read:
    """The sheets in a file, and what was complained of, the engine's refusals included."""

    sheets: tuple[Sheet, ...]
    complaints: tuple[str, ...]

    @property
    def answers(self) -> Mapping[str, Answer]:
        (sheet,) = self.sheets
        return {answer.criterion: answer for answer in sheet.answers}


def read(folder: Path, content: str, lang: str = "en", world: Rubric = EVERY) -> Read:
    path = folder / "answers.csv"
    path.write_text(content, encoding="utf-8")
    with Spool() as spool:
        complaints = Complaints(spool, language(lang), (path,))
        sheets = Sheets(Files(path), world, "2022", spool, complaints)
        sheets.find_bests()
        found = tuple(sheets)
        for agency, sheet in found:
            try:
                accept(world, sheet)
            except Refused as refused:
                sheets.complain(agency, refused)
        return Read(tuple(sheet for _, sheet in found), tuple(complaints.told()))


COLUMNS = (
    *("criterion", "item", "group", "question", "points", "option", "value", "count", "numerator", "denominator"),
    *("date", "issued", "returned", "invalid", f"{LEVEL}1", f"{LEVEL}2", "blank", "no_opinion", "all_positive"),
    *("block_average", "percent", "document", "waived", "not_applicable", "reason", "guide"),
)
GOOD: dict[str, tuple[dict[str, str], ...]] = {
    "points": ({"points": "9,5"},),
    "choice": ({"option": "on-time"},),
    "bands": ({"value": "79,9"},),
    "ratio": ({"numerator": "60", "denominator": "100"},),
    "items": ({"item": "province", "count": "2"}, {"item": "ministry"}),
    "delay": ({"date": "18/12/2022"},),
    "faults": ({"count": "2"},),
    "supplied": ({"value": "85", "document": "12/BC-VP"},),
    "sent": ({"date": "18/12/2022", "document": "12/BC-VP"},),
    "decided": ({"option": "passed", "document": "12/BC-VP"},),
    "listed": (
        {"item": "letter", "count": "2", "document": "12/BC-VP"},
        {"item": "visit", "count": "3", "document": "12/BC-VP"},
    ),
    "found": ({"count": "1", "document": "12/BC-VP"},),
    "best": ({"count": "3"},),
    "formula": ({"item": "done", "value": "3"}, {"item": "planned", "value": "4"}),
    "survey": (
        {"group": "people", "question": "q1", "issued": "25", "returned": "21", "invalid": "1", "level:2": "20"},
        {"group": "people", "question": "q2", "level:1": "1", "level:2": "18", "blank": "1"},
        {"group": "staff", "question": "q1", "issued": "10", "returned": "10", "level:2": "10"},
        {"group": "staff", "question": "q2", "issued": "10", "level:2": "9", "no_opinion": "1"},
    ),
    "taken": ({"percent": "92,5", "document": "7/BC-SNV"},),
    "b-on-time": ({"points": "8"},),
    "b-late": ({},),
    "own": ({"points": "1"},),
}
STARTS = dict(zip(GOOD, accumulate(map(len, GOOD.values()), initial=2), strict=False))
"""The line on which each component begins."""


def content(agency: str = "x", /, **changes: tuple[dict[str, str], ...]) -> str:
    """A file of right answers but for the *changes* (underscores for hyphens), without its header."""
    changed = {code.replace("_", "-"): rows for code, rows in changes.items()}
    lines = [
        ";".join((agency, code, *(row.get(column, "") for column in COLUMNS[1:])))
        for code, rows in {**GOOD, **changed}.items()
        for row in rows
    ]
    return "\n".join(lines) + "\n"


HEAD = ";".join(("agency", *COLUMNS)) + "\n"


def changed(folder: Path, code: str, *rows: dict[str, str]) -> Read:
    return read(folder, HEAD + content(**{code: rows}))


# ---- what is read ----------------------------------------------------------------------------------------------------


def test_every_form_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + content())
    assert found.complaints == ()
    people = {"q1": Marks({"2": 20}), "q2": Marks({"1": 1, "2": 18}, blank=1)}
    staff = {"q1": Marks({"2": 10}), "q2": Marks({"2": 9}, no_opinion=1)}
    assert dict(found.answers) == {
        "points": Points("points", Fraction("9.5")),
        "choice": Chosen("choice", "on-time"),
        "bands": Measured("bands", Fraction("79.9")),
        "ratio": Proportion("ratio", Fraction(60), Fraction(100)),
        "items": Itemised("items", {"province": 2}),
        "delay": Dated("delay", date(2022, 12, 18)),
        "faults": Counted("faults", 2),
        "supplied": Sourced(Measured("supplied", Fraction(85)), "12/BC-VP"),
        "sent": Sourced(Dated("sent", date(2022, 12, 18)), "12/BC-VP"),
        "decided": Sourced(Chosen("decided", "passed"), "12/BC-VP"),
        "listed": Sourced(Itemised("listed", {"letter": 2, "visit": 3}), "12/BC-VP"),
        "found": Sourced(Counted("found", 1), "12/BC-VP"),
        "best": Counted("best", 3),
        "formula": Inputs("formula", {"done": Fraction(3), "planned": Fraction(4)}),
        "survey": Surveyed(
            "survey", (GroupBallots("people", 25, 21, 1, people), GroupBallots("staff", 10, 10, 0, staff))
        ),
        "taken": SurveyPercent("taken", Fraction("92.5"), "7/BC-SNV"),
        "b-on-time": Points("b-on-time", Fraction(8)),
        "own": Points("own", Fraction(1)),
    }


@pytest.mark.parametrize(
    ("code", "rows", "answer"),
    [
        ("delay", ({"count": "3"},), Counted("delay", 3)),
        (
            "delay",
            ({"count": "3", "waived": "có", "reason": "thiên tai bão lũ"},),
            Counted("delay", 3, waived=True, reason="thiên tai bão lũ"),
        ),
        ("delay", ({"date": "2022-12-18", "waived": "no"},), Dated("delay", date(2022, 12, 18))),
        (
            "supplied",
            ({"numerator": "1", "denominator": "2", "document": "x"},),
            Sourced(Proportion("supplied", Fraction(1), Fraction(2)), "x"),
        ),
        (
            "listed",
            ({"item": "letter", "count": "2", "document": "x"}, {"item": "visit", "count": "0"}),
            Sourced(Itemised("listed", {"letter": 2, "visit": 0}), "x"),
        ),
        (
            "found",
            ({"count": "3", "waived": "có", "reason": "thiên tai bão lũ", "document": "x"},),
            Sourced(Counted("found", 3, waived=True, reason="thiên tai bão lũ"), "x"),
        ),
        (
            "items",
            ({"item": "province", "not_applicable": "không phát sinh"}, {"item": "ministry"}),
            NotApplicable("items", "không phát sinh"),
        ),
        ("survey", ({"not_applicable": "x", "reason": "không khảo sát"},), NotApplicable("survey", "không khảo sát")),
    ],
)
def test_a_component_may_be_answered_in_these_forms_too(
    tmp_path: Path, code: str, rows: tuple[dict[str, str], ...], answer: Answer
) -> None:
    found = changed(tmp_path, code, *rows)
    assert found.complaints == ()
    assert found.answers[code] == answer


def test_an_average_of_the_block_stands_once(tmp_path: Path) -> None:
    few = {"issued": "1", "returned": "1", "level:2": "1"}
    rows = [{"group": group, "question": q, **few} for group in ("people", "staff") for q in ("q1", "q2")]
    answer = changed(tmp_path, "survey", {**rows[0], "block_average": "81,5"}, *rows[1:]).answers["survey"]
    assert isinstance(answer, Surveyed)
    assert answer.block_average == Fraction("81.5")


SMALL = survey(questions=("q1", "q2"), minimum=Minimum(ballots=9))
CONCLUDED = rubric(criteria=(replace(leaf("s"), method=SMALL),))
PARTS = "agency,criterion,group,question,points,document,issued,returned,level:1"


def test_what_the_council_concluded_on_a_survey_stands_on_any_of_its_rows(tmp_path: Path) -> None:
    for rows in (
        "x,s,people,q1,,,,,\nx,s,people,q2,7.5,12/TB,,,\n",
        "x,s,,,7.5,12/TB,,,\n",
    ):
        found = read(tmp_path, f"{PARTS}\n{rows}", world=CONCLUDED)
        assert found.complaints == ()
        assert found.answers["s"] == Sourced(Points("s", Fraction("7.5")), "12/TB")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("x,s,,,7.5,,,,", "document: s (en) (s): what the Council supplied needs the document it came with"),
        ("x,s,people,q1,7.5,12/TB,9,9,9", "group: The columns points, group hold different answers"),
        ("x,s,people,q1,,,1,1,1\nx,s,people,q2,,,,,1", "the Council concludes on the points: give these (points)"),
    ],
)
def test_points_of_a_survey_have_a_document_and_no_ballots_beside_them(tmp_path: Path, rows: str, told: str) -> None:
    found = read(tmp_path, f"{PARTS}\n{rows}\n", world=CONCLUDED)
    assert any(told.casefold() in complaint.casefold() for complaint in found.complaints), found.complaints


def test_rows_of_a_component_need_not_stand_together(tmp_path: Path) -> None:
    lines = content().splitlines()
    assert read(tmp_path, HEAD + "\n".join(reversed(lines))).complaints == ()


def test_the_best_of_the_period_is_that_of_all_agencies_in_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + content("x", best=({"count": "2"},)) + content("y", best=({"count": "8"},)))
    assert found.complaints == ()
    assert [sheet.bests for sheet in found.sheets] == [{"best": 8}, {"best": 8}]


def test_that_nothing_may_have_arisen_is_named_only_where_that_is_possible(tmp_path: Path) -> None:
    late = {"choice": ({"option": "late"},), "b_on_time": ({},)}
    (complaint,) = read(tmp_path, HEAD + content(**late)).complaints
    at = f"answers.csv, line {STARTS['b-late']}, column points"
    assert complaint == f"{at}: b-late (en) (b-late): the cell is empty. It needs points."
    always = replace(EVERY.criterion["ratio"], not_applicable=Absence.REFUSED)
    world = rubric(criteria=(always, leaf("other")))
    found = Assembled({}, empty={"ratio": 2, "other": 3})
    told = [language("en").say(refusal) for _, refusal in missing(world, "x", found)]
    assert told[0].endswith("Needed, in one of these ways: value, numerator + denominator.")
    assert told[1].endswith("where nothing arose, fill in the column not_applicable.")


def test_a_sheet_with_any_mistake_is_not_the_best_and_is_told_that_mistake_alone(tmp_path: Path) -> None:
    typo = content("x", best=({"count": "999"},), points=({"points": "11"},))
    found = read(tmp_path, HEAD + typo + content("y", best=({"count": "8"},)))
    assert [told.partition(", column ")[2][:20] for told in found.complaints] == ["points: points (en) "]
    assert found.sheets[1].bests == {"best": 8}


def test_what_an_agency_is_exempt_from_may_be_left_empty(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + content("so-y-te", own=({},))).complaints == ()


# ---- what is wrong ---------------------------------------------------------------------------------------------------

SURVEY = GOOD["survey"]


@pytest.mark.parametrize(
    ("code", "rows", "said"),
    [
        # nothing
        ("points", ({},), "0 points: points (en) (points): the cell is empty. It needs points"),
        (
            "choice",
            ({},),
            "0 option: choice (en) (choice): nothing is reported. Needed, in one of these ways: option; where",
        ),
        (
            "ratio",
            ({},),
            "0 value: ratio (en) (ratio): nothing is reported. Needed, in one of these ways: value, numerator + de",
        ),
        (
            "delay",
            ({},),
            "0 count: delay (en) (delay): nothing is reported. Needed, in one of these ways: count, date; ",
        ),
        (
            "items",
            ({"item": "province"}, {}),
            "0 count: items (en) (items): nothing is reported. Needed, in one of these ways: i",
        ),
        (
            "supplied",
            ({},),
            "0 value: supplied (en) (supplied): nothing is reported. Needed, in one of these ways: value + document",
        ),
        (
            "sent",
            ({},),
            "0 count: sent (en) (sent): nothing is reported. Needed, in one of these ways: count + document, date",
        ),
        (
            "sent",
            ({"date": "2052-12-18", "document": "x"},),
            "0 date: sent (en) (sent): the date 2052-12-18 is out of range.",
        ),
        ("survey", ({"group": "people", "question": "q1"},), "0 issued: survey (en) (survey): nothing is reported."),
        # cells
        ("bands", ({"value": "91%"},), "0 value: “91%” is not a number"),
        ("faults", ({"count": "2,5"},), "0 count: “2,5” is not a whole number of 0 or more with at most 9 digits."),
        ("faults", ({"count": "-1"},), "0 count: “-1” is not a whole number"),
        ("faults", ({"count": "1234567890"},), "0 count: “1234567890” is not a whole number"),
        ("delay", ({"date": "12/20/2022"},), "0 date: “12/20/2022” is not a day. Allowed: 2026-12-31 (year-month-day)"),
        ("delay", ({"count": "1", "waived": "perhaps"},), "0 waived: “perhaps” is neither yes nor no"),
        ("survey", ({**SURVEY[0], "level:2": "x"}, *SURVEY[1:]), "0 level:2: “x” is not a whole number"),
        # rows
        ("points", ({"points": "1", "value": "1"},), "0 value: The columns points, value hold different answers"),
        ("points", ({"points": "1", "group": "people", "question": "q1"},), "0 group: The columns points, group hold"),
        (
            "formula",
            ({"item": "done", "value": "3", "document": "x"}, {"item": "planned", "value": "4"}),
            "0 document: “x” is of no use in this row. It belongs beside",
        ),
        (
            "listed",
            ({"item": "letter", "count": "2", "document": "x"}, {"item": "visit", "count": "1", "document": "y"}),
            "1 document: “y” here and “x” in line ",
        ),
        (
            "listed",
            ({"item": "letter", "count": "2"},),
            "0 document: listed (en) (listed): what Office supplied needs the document it came with.",
        ),
        (
            "choice",
            ({"option": "late", "document": "x"},),
            "0 document: choice (en) (choice): this is not supplied by another",
        ),
        ("choice", ({"option": "late", "item": "x"},), "0 item: “x” is of no use in this row. It belongs beside what "),
        ("bands", ({"value": "1", "waived": "yes"},), "0 waived: “yes” is of no use in this row."),
        ("bands", ({"document": "x"},), "0 document: “x” is of no use in this row."),
        ("ratio", ({"numerator": "1"},), "0 denominator: The cell is empty"),
        ("ratio", ({"denominator": "1"},), "0 numerator: The cell is empty"),
        ("survey", ({"issued": "1"},), "0 group: The cell is empty|0 question: The cell is empty"),
        (
            "delay",
            ({"count": "1", "reason": "thiên tai bão lũ"},),
            "0 reason: The reason “thiên tai bão lũ” belongs to no",
        ),
        ("delay", ({"count": "1", "waived": "yes", "reason": "x"},), "0 reason: “x” is not a reason."),
        (
            "faults",
            ({"count": "1", "not_applicable": "không phát sinh"},),
            "0 count: “1” is reported, and yet “not appl",
        ),
        # rows together
        (
            "faults",
            ({"count": "1"}, {"count": "2"}),
            "1 criterion: Criterion “faults” of “x” stands twice, here and in",
        ),
        (
            "items",
            ({"count": "1"}, {"item": "province", "count": "2"}),
            "1 criterion: Criterion “items” of “x” stands twi",
        ),
        (
            "items",
            ({"item": "province", "count": "1"}, {"item": "province", "count": "2"}),
            "1 criterion: “province” of criterion “items” of “x” stands twice, here and in line 6. Allowed: once.",
        ),
        (
            "items",
            ({"item": "province", "count": "1"}, {"item": "ministry", "value": "2"}),
            "1 value: The columns count, value hold different answers to one component.",
        ),
        (
            "items",
            ({"item": "province", "count": "1"}, {"item": "ministry", "not_applicable": "không phát sinh"}),
            "1 not_applicable: “items” is “not applicable” here, and is answered in line 6.",
        ),
        ("survey", (SURVEY[0], SURVEY[1], SURVEY[2], SURVEY[2]), "3 criterion: “staff, q1” of criterion “survey” of"),
        ("survey", (SURVEY[0], SURVEY[1], SURVEY[2], {**SURVEY[3], "issued": "11"}), "3 issued: “11” here and “10” in"),
        (
            "survey",
            (*SURVEY[:2], {"group": "staff", "question": "q1", "level:2": "10"}),
            "2 issued: The cell is empty|2 r",
        ),
        # what the engine says
        (
            "choice",
            ({"points": "1"},),
            "0 points: choice (en) (choice): an answer with “points” is not possible. Allowed: one of the",
        ),
        (
            "choice",
            ({"option": "soon"},),
            "0 option: choice (en) (choice): option “soon” is not known. Allowed: on-time, late.",
        ),
        (
            "bands",
            ({"value": "100,5"},),
            "0 value: bands (en) (bands), Share of dossiers settled in time: 100.5 is out of",
        ),
        (
            "items",
            (*GOOD["items"], {"item": "world", "count": "1"}),
            "2 count: items (en) (items): item “world” is not known.",
        ),
        (
            "formula",
            ({"item": "done", "value": "3"}, {"item": "planned"}),
            "0 item: formula (en) (formula): the formula needs a val",
        ),
        (
            "formula",
            (*GOOD["formula"], {"item": "x", "value": "3"}),
            "2 value: formula (en) (formula): the formula has no figure",
        ),
        (
            "formula",
            ({"item": "done", "value": "-1"}, {"item": "planned", "value": "1"}),
            "0 value: formula (en) (formula), done (en): -1 is out",
        ),
        (
            "taken",
            ({"percent": "92,5"},),
            "0 document: taken (en) (taken): the percentage of another survey needs the document",
        ),
        (
            "supplied",
            ({"value": "1"},),
            "0 document: supplied (en) (supplied): what Office supplied needs the document it came with.",
        ),
        ("delay", ({"count": "1", "waived": "yes"},), "0 reason: delay (en) (delay): a waiver needs a reason."),
        (
            "faults",
            ({"count": "1", "waived": "yes", "reason": "thiên tai bão"},),
            "0 waived: faults (en) (faults): what counts",
        ),
        (
            "b_late",
            ({"points": "1"},),
            "0 criterion: b-late (en) (b-late): not to be answered, since “on-time (en)” was chosen",
        ),
        ("survey", SURVEY[:2], "0 group: survey (en) (survey), respondent groups: no figures for staff."),
        (
            "survey",
            (SURVEY[0], *SURVEY[2:]),
            "0 question: survey (en) (survey), people (en): questions: no figures for q2",
        ),
        (
            "survey",
            ({**SURVEY[0], "level:2": "19"}, *SURVEY[1:]),
            "0 question: survey (en) (survey), people (en), q1 (en): answers, blanks an",
        ),
        (
            "survey",
            ({**SURVEY[0], "level:2": "30"}, *SURVEY[1:]),
            "0 level:2: survey (en) (survey), people (en), q1 (en): 30 is not possible",
        ),
        (
            "survey",
            (SURVEY[0], {**SURVEY[1], "blank": "30"}, *SURVEY[2:]),
            "1 blank: survey (en) (survey), people (en), q2 (en): 30 is not",
        ),
        (
            "survey",
            ({**SURVEY[0], "returned": "30"}, *SURVEY[1:]),
            "0 returned: survey (en) (survey), people (en): ballots returned: 30 is",
        ),
        (
            "survey",
            (*({**row, "group": "all"} for row in SURVEY[:2]), *SURVEY[2:]),
            "0 group: survey (en) (survey), respondent groups: “all” is not part of",
        ),
        (
            "survey",
            (SURVEY[0], {**SURVEY[1], "all_positive": "3"}, *SURVEY[2:]),
            "1 all_positive: survey (en) (survey), people (en): ballots",
        ),
        (
            "survey",
            ({**SURVEY[0], "block_average": "101"}, *SURVEY[1:]),
            "0 block_average: survey (en) (survey), average of the block: 101% is",
        ),
    ],
)
def test_a_wrong_answer_is_named_with_line_and_column(
    tmp_path: Path, code: str, rows: tuple[dict[str, str], ...], said: str
) -> None:
    complaints = changed(tmp_path, code, *rows).complaints
    for each in said.split("|"):
        place, _, words = each.partition(" ")
        line = STARTS[code.replace("_", "-")] + int(place)
        assert any(told.startswith(f"answers.csv, line {line}, column {words}") for told in complaints), complaints


def test_a_wrong_part_is_told_once_and_its_component_is_not_missing(tmp_path: Path) -> None:
    rows = ({"item": "province", "count": "?"}, {"item": "ministry", "count": "?"})
    assert len(changed(tmp_path, "items", *rows).complaints) == 2


def test_without_any_option_only_that_is_asked_for(tmp_path: Path) -> None:
    (complaint,) = read(tmp_path, HEAD + content(choice=({},), b_on_time=({},))).complaints
    assert "column option: choice (en) (choice): nothing is reported." in complaint


def test_a_level_of_no_survey_is_no_column(tmp_path: Path) -> None:
    (complaint,) = read(tmp_path, "agency,criterion,level:1,level:9\nx,survey,1,1\n").complaints
    assert complaint.startswith(
        "answers.csv, line 1: Column “level:9” is not known. Allowed: agency, criterion, area, p"
    )


def test_complaints_come_in_vietnamese(tmp_path: Path) -> None:
    complaint = read(tmp_path, HEAD + content(ratio=({},)), "vi").complaints[0]
    assert complaint == (
        "answers.csv, dòng 5, cột value: ratio (vi) (ratio): chưa có số liệu. Đề nghị ghi theo một trong các "
        "cách: value, numerator + denominator; trường hợp không phát sinh, ghi vào cột not_applicable."
    )
