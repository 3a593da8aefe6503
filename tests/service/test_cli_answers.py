"""Files of answers on the command line: made from an edition, filled in, read back and evaluated."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from rules.methods.choice import Choice
from rules.text import Text
from rulesvc.database import Database
from rulesvc.languages import language
from rulesvc.usecases.persons import system_actor
from rulesvc.usecases.template import template
from tests.builders import leaf, rubric
from tests.command_line import Run, run_on
from tests.every_method import EVERY, POINTS
from tests.scoring import option
from tests.service.asking import imported
from tests.service.databases import NOW
from tests.surveys import survey

pytestmark = pytest.mark.on_sqlite

HEAD = (
    "agency,criterion,name,guide,item,group,question,points,option,value,count,numerator,denominator,date,issued,"
    "returned,invalid,level:1,level:2,blank,no_opinion,block_average,percent,document,waived,not_applicable,reason"
)
ONE, TWO = "so-noi-vu", "so-y-te"
FILLED: dict[tuple[str, str], dict[str, str]] = {
    ("points", ""): {"points": "9.5"},
    ("choice", ""): {"option": "on-time"},
    ("bands", ""): {"value": "79,9"},
    ("ratio", ""): {"numerator": "60", "denominator": "100"},
    ("items", "province"): {"count": "2"},
    ("items", "ministry"): {"count": "1"},
    ("delay", ""): {"date": "18/12/2022"},
    ("faults", ""): {"count": "2"},
    ("supplied", ""): {"value": "85", "document": "12/BC-VP"},
    ("sent", ""): {"date": "18/12/2022", "document": "12/BC-VP"},
    ("decided", ""): {"option": "passed", "document": "12/BC-VP"},
    ("listed", "letter"): {"count": "2", "document": "12/BC-VP"},
    ("listed", "visit"): {"count": "3"},
    ("found", ""): {"count": "1", "document": "12/BC-VP"},
    ("best", ""): {"count": "3"},
    ("formula", "done"): {"value": "3"},
    ("formula", "planned"): {"value": "4"},
    ("survey", "people q1"): {"issued": "20", "returned": "20", "level:2": "20"},
    ("survey", "people q2"): {"level:1": "1", "level:2": "19"},
    ("survey", "staff q1"): {"issued": "10", "returned": "10", "level:2": "10"},
    ("survey", "staff q2"): {"level:1": "1", "level:2": "9"},
    ("taken", ""): {"percent": "92.5", "document": "7/BC-SNV"},
    ("b-on-time", ""): {"points": "8"},
    ("own", ""): {"points": "1"},
}


@pytest.fixture
def cli(committing: Database) -> Run:
    with committing.writing() as session:
        actor = system_actor(session, "tester", now=NOW)
    imported(committing, EVERY, actor, issue=True)
    return run_on(committing)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def filled(content: bytes, agency: str = "", **changes: dict[str, str]) -> str:
    """A template filled in, with *changes* for *agency* (underscores for hyphens)."""
    rows = read(content)
    for row in rows:
        part = row["item"] or f"{row['group']} {row['question']}".strip()
        changed = changes.get(row["criterion"].replace("-", "_")) if row["agency"] == agency else None
        row.update(FILLED.get((row["criterion"], part), {}) if changed is None else changed)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def saved(folder: Path, content: str) -> str:
    path = folder / "answers.csv"
    path.write_text(content.lstrip("\ufeff"), encoding="utf-8-sig", newline="")
    return str(path)


def test_a_template_filled_in_is_evaluated(cli: Run, tmp_path: Path) -> None:
    made = cli("rubric", "template", "every", "--agency", ONE, "--agency", TWO)
    assert (made.code, made.text.lstrip("\ufeff").splitlines()[0]) == (0, HEAD)
    file = saved(tmp_path, filled(made.out, TWO, best={"count": "4"}))
    ran = cli("evaluate", file, "--rubric", "every", "--period", "2022", "--format", "json")
    assert ran.err == "best (vi) (best): mức cao nhất trong kỳ tính trong 02/18 cơ quan của khối.\n"
    points = [{line["code"]: line["points"] for line in result["criteria"]} for result in ran.results]
    assert points[0].items() >= {**POINTS, "best": "7.5", "b-late": None}.items()
    assert points[1].items() >= {**POINTS, "best": "10", "own": None}.items()


def test_a_template_left_as_it_is_is_told_component_by_component(cli: Run, tmp_path: Path) -> None:
    made = cli("rubric", "template", "every", "--agency", ONE)
    ran = cli("evaluate", saved(tmp_path, made.text), "--rubric", "every", "--period", "2022", "--lang", "en")
    told = [each.partition(", column ")[2] for each in ran.complaints[:-1]]
    assert (ran.code, ran.out) == (1, b"")
    assert len(told) == len(EVERY.leaf_codes) - 2
    assert all("is reported" in each or ": the cell is empty. It needs points" in each for each in told)


def test_a_template_is_of_the_edition_in_force_and_of_a_draft_only_by_its_number(
    cli: Run, committing: Database
) -> None:
    with committing.writing() as session:
        actor = system_actor(session, "tester", now=NOW)
    imported(committing, replace(EVERY, criteria=(*EVERY.criteria, leaf("drafted"))), actor)
    for words, number, status in (((), 1, "issued"), (("--edition", "2"), 2, "draft")):
        made = cli("rubric", "template", "every", *words, "--agency", ONE, "--lang", "en")
        assert made.err.startswith(f"every, edition {number}  {status}")
        assert any(row["criterion"] == "drafted" for row in read(made.out)) is (number == 2)


def test_a_template_of_a_rubric_that_is_not_issued_is_refused(cli: Run, committing: Database) -> None:
    with committing.writing() as session:
        actor = system_actor(session, "tester", now=NOW)
    imported(committing, replace(EVERY, code="new"), actor)
    ran = cli("rubric", "template", "new", "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    assert ran.err == "No edition of rubric new applies to any period.\n"


def test_a_template_has_all_agencies_of_the_block_in_turn(cli: Run) -> None:
    rows = read(cli("rubric", "template", "every").out)
    agencies = list(dict.fromkeys(row["agency"] for row in rows))
    assert len(agencies) == 18
    assert {row["agency"] for row in rows if row["criterion"] == "own"} == set(agencies) - {TWO}


def test_a_template_says_what_is_to_be_reported(cli: Run) -> None:
    made = cli("rubric", "template", "every", "--agency", ONE, "--lang", "en")
    rows = {row["criterion"]: row for row in reversed(read(made.out))}
    assert rows["choice"]["name"] == "choice (en)"
    assert rows["choice"]["guide"] == (
        "One of: on-time (en): 10.00 points; late (en): 5.00 points. Write in the column option: on-time = on-time "
        "(en); late = late (en)"
    )
    assert rows["b-late"]["guide"].endswith("Only where this is chosen for choice: late; else leave it empty")
    assert rows["items"]["name"] == "items (en): province (en)"
    assert rows["survey"]["name"] == "survey (en): people (en), q1 (en)"


def test_a_template_of_given_points_has_their_columns_alone(cli: Run, tmp_path: Path) -> None:
    made = cli("rubric", "template", "so", "--edition", "1", "--agency", ONE)
    assert made.text.lstrip("\ufeff").splitlines()[0] == "agency,criterion,name,guide,points,not_applicable,reason"
    rows = made.text.replace(",,,\r\n", ",5,,\r\n")
    ran = cli("evaluate", saved(tmp_path, rows), "--rubric", "so", "--period", "2022", "--format", "json")
    assert [result["agency"] for result in ran.results] == [ONE]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "“nothing”"),
        (("every", "--edition", "9"), "9"),
        (("every", "--agency", "so-noi-vuu"), "--agency: Agency “so-noi-vuu” is not known. Closest: so-noi-vu"),
    ],
)
def test_a_template_of_what_is_not_there_is_refused(cli: Run, words: tuple[str, ...], said: str) -> None:
    ran = cli("rubric", "template", *words, "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    assert said in ran.err


def test_where_no_agency_is_known_the_cell_is_left_open() -> None:
    rows = read(template(EVERY, [""], language("vi")))
    assert {row["agency"] for row in rows} == {""}
    assert {row["criterion"] for row in rows} == set(EVERY.leaf_codes)


def test_a_template_says_where_to_enter_what_the_council_concludes_on_a_survey() -> None:
    asked = rubric(criteria=(replace(leaf("s"), method=survey(questions=("q1", "q2"))),))
    first, second = read(template(asked, [""], language("vi")))
    assert {"points", "document"} <= first.keys()
    told = "Sau khi Hội đồng kết luận, ghi số điểm và văn bản kết luận (cột points và cột document) vào một dòng"
    assert told in first["guide"]
    assert second["guide"] == ""


def test_texts_of_a_template_are_neither_formulas_nor_longer_than_a_cell_can_be() -> None:
    options = tuple(option(f"o{place}", 1) for place in range(100))
    wide = replace(leaf("a"), name=Text("=1+1"), method=Choice(options))
    rows = read(template(rubric(criteria=(wide,)), [""], language("vi")))
    assert all(row["name"].startswith("'=") for row in rows)
    assert max(len(row["guide"]) for row in rows) == 1000


def test_a_file_for_one_agency_has_it_best_of_the_period(cli: Run, tmp_path: Path) -> None:
    file = saved(tmp_path, filled(cli("rubric", "template", "every", "--agency", ONE).out))
    ran = cli("evaluate", file, "--rubric", "every", "--period", "2022", "--format", "json")
    (best,) = (line["points"] for line in ran.results[0]["criteria"] if line["code"] == "best")
    assert best == "10"
