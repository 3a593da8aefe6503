"""`rulesvc evaluate`: agencies from a file, in three formats and two languages, all or none."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from rules.canonical import canonical
from rules.content import edition_of
from rules.evaluation import evaluate
from rulesvc.database import Database
from rulesvc.models.base import Base
from rulesvc.usecases.spreadsheet import guarded
from tests.command_line import INDICATORS, PREVIOUS, SCORES, Ran, Run, run_on
from tests.hai_duong import BLOCKS, CASE, published, rows, rubric_of, sheets
from tests.service.databases import HAI_DUONG, Templates
from tests.service.people import everybody

pytestmark = pytest.mark.on_sqlite

HEAD = "agency,criterion,points"
LABEL: dict[str, str] = json.loads((CASE / "case.json").read_bytes())["sheets"]["provenance"]


@pytest.fixture(scope="module")
def cli(templates: Templates) -> Iterator[Run]:
    """One database for all of them: evaluating stores nothing."""
    with templates.committing(HAI_DUONG) as database:
        yield run_on(database)


@pytest.fixture
def evaluated(cli: Run) -> Run:
    def call(file: str | Path = SCORES, *words: str, rubric: str = "so", period: str = "2022") -> Ran:
        return cli("evaluate", str(file), "--rubric", rubric, "--period", period, *words)

    return call


def written(folder: Path, *lines: str, name: str = "scores.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def scores_of(agency: str, **points: str) -> list[str]:
    """The rows of *agency*, with other *points* for some areas (underscores for hyphens)."""
    changed = {area.replace("_", "-"): given for area, given in points.items()}
    own = [(row["area"], row["points"]) for row in rows("scores") if row["agency"] == agency]
    return [HEAD, *(f"{agency},{area},{changed.get(area, given)}" for area, given in own)]


# ---- json ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", BLOCKS)
def test_every_published_cell_is_given_back(evaluated: Run, block: str) -> None:
    results = evaluated(SCORES, "--previous", PREVIOUS, "--format", "json", rubric=block).results
    cells = {agency: row for agency, row in published().items() if row["block"] == block}
    assert [result["agency"] for result in results] == list(dict.fromkeys(_agencies(block)))
    for result in results:
        row = cells.pop(result["agency"])
        assert result["outcomes"]["group"]["code"] == row["group"]
        assert result["outcomes"]["head_rating"]["code"] == row["head_rating"]
        assert " ".join(each["criterion"] for each in result["findings"]["review"]) == row["review_areas"]
    assert cells == {}


def _agencies(block: str) -> list[str]:
    return [row["agency"] for row in rows("scores") if row["block"] == block]


def test_both_repeats_are_found(evaluated: Run) -> None:
    results = evaluated(SCORES, "--previous", PREVIOUS, "--format", "json").results
    repeats = [result["agency"] for result in results if result["findings"]["review_repeat"]]
    assert sorted(repeats) == ["bql-khu-cong-nghiep", "so-y-te"]


def test_json_has_the_canonical_results_byte_for_byte_and_their_provenance_beside_them(evaluated: Run) -> None:
    printed = evaluated(SCORES, "--previous", PREVIOUS, "--format", "json").out
    beside = {"edition_caution": {}, "edition_status": "issued", "provenance": LABEL}
    edition = edition_of(rubric_of("so"), 1)
    expected = [canonical(evaluate(edition, sheets()[agency])) for agency in dict.fromkeys(_agencies("so"))]
    tail = b"," + canonical(beside)[1:]
    assert printed == b"[\n" + b",\n".join(each[:-1] + tail for each in expected) + b"\n]\n"


def test_json_does_not_depend_on_the_language(evaluated: Run) -> None:
    said = [evaluated(SCORES, "--format", "json", "--lang", lang).out for lang in ("vi", "en")]
    assert said[0] == said[1]


def test_the_note_of_json_goes_to_stderr(evaluated: Run) -> None:
    ran = evaluated(SCORES, "--format", "json", "--note", "số liệu dựng lại để minh họa")
    assert "số liệu dựng lại để minh họa" in ran.complaints
    assert len(ran.results) == 18


def test_agencies_need_not_be_stored(evaluated: Run, tmp_path: Path) -> None:
    lines = [line.replace("so-y-te", "nobody") for line in scores_of("so-y-te")]
    (result,) = evaluated(written(tmp_path, *lines), "--format", "json").results
    assert result["agency"] == "nobody"
    assert result["outcomes"]["group"]["code"] == "duoi-80"


def test_without_previous_facts_only_the_repeat_is_open(evaluated: Run) -> None:
    results = {result["agency"]: result for result in evaluated(SCORES, "--format", "json").results}
    repeat = results["so-y-te"]["outcomes"]["review_repeat"]
    assert (repeat["determined"], repeat["reason"]) == (False, "missing")
    assert [each["code"] for each in repeat["possible"]] == ["lap-lai"]
    assert results["so-y-te"]["outcomes"]["head_rating"]["determined"]
    assert results["so-noi-vu"]["outcomes"]["review_repeat"]["determined"]


def test_nothing_is_stored(committing: Database) -> None:
    before = _rows(committing)
    assert run_on(committing)("evaluate", SCORES, "--rubric", "so", "--period", "2022").code == 0
    assert _rows(committing) == before


def _rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        counts = {name: select(func.count()).select_from(each) for name, each in Base.metadata.tables.items()}
        return {name: session.scalars(count).one() for name, count in counts.items()}


def test_indicators_come_in_by_their_file(evaluated: Run, tmp_path: Path) -> None:
    scores = written(tmp_path, *scores_of("so-y-te"))
    share = written(tmp_path, "agency;ho-so-truc-tuyen", "so-y-te;81,5", name="share.csv")
    with_it = evaluated(scores, "--format", "json", "--indicators", str(share)).results[0]
    without = evaluated(scores, "--format", "json").results[0]
    assert with_it["receipt"]["input_sha256"] != without["receipt"]["input_sha256"]


# ---- csv -------------------------------------------------------------------------------------------------------------


def _csv(ran: Ran) -> dict[str, dict[str, str]]:
    return {row["agency"]: row for row in csv.DictReader(io.StringIO(ran.out.decode("utf-8-sig"), newline=""))}


def test_csv_has_one_line_an_agency_with_figures_codes_and_the_reason(evaluated: Run) -> None:
    ran = evaluated(SCORES, "--previous", PREVIOUS, "--format", "csv", "--note", "dựng lại")
    lines = _csv(ran)
    assert ran.out.startswith(b"\xef\xbb\xbfagency,name,total_points,max_points,percent,group,head_rating,review,")
    assert len(lines) == 18
    row = lines["so-y-te"]
    assert (row["name"], row["total_points"], row["max_points"], row["percent"]) == ("Sở Y tế", "76.32", "100", "76.32")
    assert (row["group"], row["head_rating"]) == ("duoi-80", "hoan-thanh")
    assert row["review"] == "thu-tuc-hanh-chinh chinh-quyen-so"
    assert (row["review_repeat"], row["undetermined"], row["note"]) == ("lap-lai", "", "dựng lại")
    assert row["reason"].startswith("Nhóm đạt Chỉ số tổng hợp dưới 80%")


def test_csv_says_what_is_not_determined_and_why(evaluated: Run) -> None:
    assert _csv(evaluated(SCORES, "--format", "csv"))["so-y-te"]["undetermined"] == "review_repeat:missing"


def test_csv_holds_no_formula(evaluated: Run, tmp_path: Path) -> None:
    lines = [line.replace("so-y-te", "=1+1") for line in scores_of("so-y-te")]
    assert list(_csv(evaluated(written(tmp_path, *lines), "--format", "csv"))) == ["'=1+1"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_would_calculate_is_guarded(text: str) -> None:
    assert guarded(text) == "'" + text
    assert guarded("x" + text) == "x" + text


# ---- table -----------------------------------------------------------------------------------------------------------


def test_the_table_shows_name_total_outcomes_findings_and_the_reason(evaluated: Run) -> None:
    ran = evaluated(SCORES, "--previous", PREVIOUS, "--note", "số liệu dựng lại để minh họa")
    text = " ".join(ran.text.split())
    assert "số liệu dựng lại để minh họa" in ran.lines
    assert "Sở Y tế 76,32%" in text
    assert "Lĩnh vực thuộc diện phải kiểm điểm: Cải cách thủ tục hành chính 64,06%; Xây dựng" in text
    assert "Kiểm điểm năm thứ hai liên tiếp: Năm thứ hai liên tiếp thuộc diện phải kiểm điểm" in text
    assert "Lý do: Nhóm đạt Chỉ số tổng hợp dưới 80%" in text
    assert "Hoàn thành xuất sắc nhiệm vụ: 03; Hoàn thành tốt nhiệm vụ: 13; Hoàn thành nhiệm vụ: 02" in text
    assert "04 cơ quan, đơn vị; 05 trường hợp." in text
    assert "Giả định: Mức độ hoàn thành được xét lần lượt từ mức cao xuống mức thấp" in text


def test_the_table_speaks_english(cli: Run) -> None:
    words = ("--rubric", "so", "--period", "2022", "--previous", PREVIOUS, "--lang", "en")
    ran = cli("evaluate", SCORES, *words, env={"COLUMNS": "100"})
    text = " ".join(ran.text.split())
    assert "76.32% Composite index below 80% Completion of duties" in text
    assert "Agencies: 18." in text


@pytest.mark.parametrize("columns", ["60", "80", "100", "200"])
def test_no_line_of_the_table_is_wider_than_the_terminal(cli: Run, columns: str) -> None:
    ran = cli("evaluate", SCORES, "--rubric", "huyen", "--period", "2022", env={"COLUMNS": columns})
    assert max(map(len, ran.lines)) <= min(int(columns), 100)


def test_there_are_no_colours_where_no_terminal_shows_them(evaluated: Run) -> None:
    assert b"\x1b" not in evaluated(SCORES).out


def test_silent_rules_and_missing_data_have_labels_of_their_own(evaluated: Run, tmp_path: Path) -> None:
    silent = scores_of("so-y-te", tai_chinh_cong="2.94")
    text = " ".join(evaluated(written(tmp_path, *silent)).text.split())
    assert "Quy định chưa điều chỉnh – trình" in text
    assert "Kiểm điểm năm thứ hai liên tiếp: Chưa xác định được do thiếu số liệu" in text


def test_an_agency_that_is_not_stored_goes_by_its_code(evaluated: Run, tmp_path: Path) -> None:
    lines = [line.replace("so-y-te", "nobody") for line in scores_of("so-y-te")]
    assert any(line.startswith("nobody  ") for line in evaluated(written(tmp_path, *lines)).lines)


# ---- files with mistakes ---------------------------------------------------------------------------------------------


def test_a_file_with_mistakes_prints_nothing_and_ends_with_code_1(evaluated: Run, tmp_path: Path) -> None:
    lines = scores_of("so-y-te", the_che="10.25", tai_chinh_cong="hai")
    ran = evaluated(written(tmp_path, *lines), "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    over, text, count = ran.complaints
    assert over.startswith(
        "scores.csv, line 3, column points: Institutional reform (the-che): 10.25 points exceed the maximum of 10"
    )
    assert text.startswith("scores.csv, line 7, column points: “hai” is not a number. Allowed: digits with")
    assert count == "Errors: 2. Nothing was evaluated."


def test_a_mistake_in_the_last_agency_keeps_the_first_from_being_printed(evaluated: Run, tmp_path: Path) -> None:
    lines = [*scores_of("so-y-te"), *scores_of("so-noi-vu", sipas="11")[1:]]
    for form in ("table", "json", "csv"):
        ran = evaluated(written(tmp_path, *lines), "--format", form)
        assert (ran.code, ran.out) == (1, b"")
        assert ran.complaints[0].startswith("scores.csv, dòng 19, cột points: ")


@pytest.mark.parametrize(
    ("option", "content", "said"),
    [
        ("--previous", "agency,rank\nso-y-te,0", "facts.csv, dòng 2, cột rank: "),
        ("--previous", "agency,outcome:group\nso-y-te,95", "facts.csv, dòng 2, cột outcome:group: "),
        ("--indicators", "agency,ho-so-truc-tuyen\nso-y-te,101", "facts.csv, dòng 2, cột ho-so-truc-tuyen: "),
        ("--indicators", "agency,indicator,value\nso-y-te,x,1", "facts.csv, dòng 2, cột indicator: "),
    ],
)
def test_mistakes_in_facts_are_named_too(evaluated: Run, tmp_path: Path, option: str, content: str, said: str) -> None:
    facts = written(tmp_path, content, name="facts.csv")
    ran = evaluated(written(tmp_path, *scores_of("so-y-te")), option, str(facts))
    assert (ran.code, ran.out) == (1, b"")
    assert ran.complaints[0].startswith(said)


@pytest.mark.parametrize(
    ("lang", "said"), [("vi", "none.csv: Không có tệp “none.csv”."), ("en", "none.csv: There is no file “none.csv”.")]
)
def test_a_missing_file_is_named_in_both_languages(evaluated: Run, lang: str, said: str) -> None:
    ran = evaluated("none.csv", "--lang", lang)
    assert (ran.code, ran.out) == (1, b"")
    assert ran.complaints[0] == said


def test_a_file_cannot_steer_the_terminal(evaluated: Run, tmp_path: Path) -> None:
    ran = evaluated(written(tmp_path, HEAD, "\x1b[2Jso-y-te,the-che,1"))
    assert "\x1b" not in ran.err


def test_rows_that_were_passed_over_are_counted(evaluated: Run) -> None:
    ran = evaluated(SCORES, "--previous", PREVIOUS, "--indicators", INDICATORS, "--lang", "en")
    assert ran.complaints == [
        "scores.csv: rows of other blocks passed over: 120, of agencies: 12 (huyen).",
        "indicators.csv: rows of other blocks passed over: 1, of agencies: 1 (huyen).",
        "previous-year.csv: rows of other blocks passed over: 12, of agencies: 12 (huyen).",
    ]


def test_a_mistyped_block_stops_everything(evaluated: Run, tmp_path: Path) -> None:
    lines = Path(SCORES).read_text(encoding="utf-8").splitlines()
    ran = evaluated(written(tmp_path, *(line.replace("so,so-y-te,", "soo,so-y-te,") for line in lines)))
    assert (ran.code, ran.out) == (1, b"")
    first = next(number for number, line in enumerate(lines, 1) if ",so-y-te," in line)
    assert ran.complaints[0] == (f"scores.csv, dòng {first}, cột block: Không có khối “soo”. Được phép: huyen, so.")
    ran = evaluated(written(tmp_path, *(line.replace("so,so-y-te,", "huyen,so-y-te,") for line in lines)))
    assert (ran.code, ran.out) == (1, b"")
    assert ran.complaints[0].startswith(
        f"scores.csv, dòng {first}, cột block: Cơ quan “so-y-te” ở đây thuộc khối “huyen”, trong danh mục thuộc khối"
    )


def test_facts_of_stored_agencies_without_points_are_passed_over_and_named(evaluated: Run, tmp_path: Path) -> None:
    ran = evaluated(written(tmp_path, *scores_of("so-y-te")), "--previous", PREVIOUS, "--format", "json")
    assert (ran.code, len(ran.results)) == (0, 1)
    assert ran.complaints[1].startswith("previous-year.csv: đã bỏ qua 17 cơ quan, đơn vị không có điểm (so-giao-thong-")


def test_a_mistyped_agency_among_the_facts_stops_everything(evaluated: Run, tmp_path: Path) -> None:
    facts = written(tmp_path, "agency,reviewed", "so-y-tee,yes", name="facts.csv")
    ran = evaluated(SCORES, "--previous", str(facts))
    assert (ran.code, ran.out) == (1, b"")
    assert ran.complaints[0].startswith(
        "facts.csv, dòng 2, cột agency: Cơ quan “so-y-tee” không có điểm và không có trong danh mục. Gần nhất trong số "
        "cơ quan có điểm: so-y-te"
    )


# ---- which edition ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rubric", "xa", "--period", "2022"), "“xa”"),
        (("--rubric", "so", "--period", "1999"), "“1999”"),
        (("--rubric", "so", "--period", "2022", "--edition", "9"), "9"),
        (("--rubric", "so", "--period", "2021", "--edition", "1"), "2021"),
        (("--rubric", "so", "--period", "2021"), "2022"),
        (("--rubric", "so", "--period", "2022", "--as-of", "1999-01-01T00:00:00Z"), "1999"),
        (("--rubric", "so", "--period", "2022", "--as-of", "2023-03-01"), "2023-03-01T00:00:00+07:00"),
        (("--rubric", "so", "--period", "2022", "--as-of", "soon"), "“soon”"),
        (("--rubric", "so", "--period", "2022", "--edition", "1", "--as-of", "2099-01-01T00:00:00Z"), ""),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_edition_that_cannot_be_found_is_said_to_be_so(
    cli: Run, words: tuple[str, ...], said: str, lang: str
) -> None:
    ran = cli("evaluate", SCORES, *words, "--lang", lang)
    assert (ran.code, ran.out) == (1, b"")
    assert said in ran.err
    assert len(ran.complaints) == 1


def test_an_edition_can_be_named_by_number_or_instant(evaluated: Run) -> None:
    plain = evaluated(SCORES, "--format", "json").out
    assert evaluated(SCORES, "--format", "json", "--edition", "1").out == plain
    assert evaluated(SCORES, "--format", "json", "--as-of", "2024-01-01T00:00:00+07:00").out == plain


@pytest.mark.parametrize(
    ("rubric", "table", "before", "after", "moved"),
    [
        ("so", "group", "90", "89", {"so-lao-dong-tbxh": "90"}),
        ("huyen", "group", "90", "89", {"gia-loc": "90"}),
        ("so", "head_rating", "70", "60", {"bql-khu-cong-nghiep": "hoan-thanh-tot"}),
        ("huyen", "head_rating", "70", "60", {"tu-ky": "hoan-thanh-tot"}),
    ],
)
def test_thresholds_are_data(  # noqa: PLR0917
    committing: Database, tmp_path: Path, rubric: str, table: str, before: str, after: str, moved: dict[str, str]
) -> None:
    """In a copied edition one threshold is another, and exactly these outcomes change."""
    cli, path = run_on(committing, by=everybody(committing).person), tmp_path / "copied.json"
    document = json.loads(cli("rubric", "export", rubric).out)
    (rules,) = (each["rules"] for each in document["tables"] if each["code"] == table)
    (condition,) = (part for rule in rules for part in rule["conditions"] if part["threshold"] == before)
    condition["threshold"] = after
    path.write_text(json.dumps(document), encoding="utf-8")
    assert cli("rubric", "import", str(path), "--period", "2022").code == 0

    words = ("evaluate", SCORES, "--rubric", rubric, "--period", "2022", "--format", "json", "--edition")
    old, new = (cli(*words, edition).results for edition in ("1", "2"))
    for each in ("group", "head_rating"):
        changed = {agency: code for agency, code in _codes(new, each).items() if code != _codes(old, each)[agency]}
        assert changed == (moved if each == table else {})


def _codes(results: list[dict[str, Any]], table: str) -> dict[str, str]:
    return {result["agency"]: result["outcomes"][table]["code"] for result in results}
