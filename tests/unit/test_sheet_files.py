"""Files that people bring: what is read from them, and what is said of everything that is wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from unicodedata import normalize

import pytest

from rules.acceptance import accept
from rules.answer import NotApplicable, Points
from rules.errors import Refused
from rules.measure import TotalPercent
from rules.sheet import Previous, Sheet
from rules.text import Text
from rulesvc.cli.files.complaints import Complaints
from rulesvc.cli.files.passed import Passed
from rulesvc.cli.files.sheets import Files, Known, Sheets
from rulesvc.cli.files.spool import Spool
from rulesvc.languages import language
from tests.builders import leaf, rubric, rule, table, when

RUBRIC = rubric(
    table("group", rule("high", when(TotalPercent(), ">=", 50)), rule("low", when(TotalPercent(), "<", 50))),
    criteria=(leaf("a"), leaf("b")),
    indicators=("share", "speed"),
)
HEAD = "agency,criterion,points"
GOOD = f"{HEAD}\nx,a,9.75\nx,b,8\n"


@dataclass(frozen=True)
class Read:
    """The sheets in the files, and what was complained of."""

    sheets: tuple[Sheet, ...]
    complaints: tuple[str, ...]
    passed: dict[str, Passed]

    @property
    def answers(self) -> dict[str, object]:
        """The answers on the only sheet: points, or the reason why not applicable."""
        (sheet,) = self.sheets
        return {
            each.criterion: each.reason if isinstance(each, NotApplicable) else each.points
            for each in sheet.answers
            if isinstance(each, Points | NotApplicable)
        }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def read(
    folder: Path,
    scores: str | bytes = GOOD,
    *,
    indicators: str | None = None,
    previous: str | None = None,
    lang: str = "en",
    stored: Mapping[str, str] = MappingProxyType({}),
) -> Read:
    """What is read from files with those contents, complaints of the engine included."""
    files = Files(
        saved(folder, "scores.csv", scores),
        saved(folder, "indicators.csv", indicators) if indicators is not None else None,
        saved(folder, "previous.csv", previous) if previous is not None else None,
    )
    with opened(files, lang) as (sheets, complaints):
        sheets.check_agencies(Known(("block", "other"), lambda codes: {c: stored[c] for c in codes if c in stored}))
        found = []
        for agency, sheet in sheets:
            found.append(sheet)
            try:
                accept(RUBRIC, sheet)
            except Refused as refused:
                sheets.complain(agency, refused)
        return Read(tuple(found), tuple(complaints.told()), {path.stem: each for path, each in sheets.passed.items()})


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@contextmanager
def opened(files: Files, lang: str = "en") -> Iterator[tuple[Sheets, Complaints]]:
    with Spool() as spool:
        complaints = Complaints(spool, language(lang), files.paths)
        yield Sheets(files, RUBRIC, "2022", spool, complaints), complaints


def complaints(folder: Path, scores: str | bytes) -> tuple[str, ...]:
    return read(folder, scores).complaints


NINE = Fraction("9.75")


# ---- what is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace(",", ";"),
        GOOD.replace(",", ";").replace(".", ","),
        GOOD.replace("9.75", '"9,75"'),
        GOOD.replace("criterion", "area"),
        GOOD.replace("agency", "Agency").replace("points", " POINTS "),
        "\n\n" + GOOD + "\n,,\n\n",
        f"{HEAD},,\nx,a,9.75,,\nx,b,8,,\n",
        'points,criterion,agency\n9.75,"a",x\n8,b,x\n',
        "sep=;\r\n" + GOOD.replace(",", ";"),
        "\ufeffsep=;\n\n" + GOOD.replace(",", ";").replace(".", ","),
        "sep=,\n" + GOOD,
        "sep=\t\n" + GOOD.replace(",", "\t"),
    ],
)
def test_these_files_say_the_same(folder: Path, content: str) -> None:
    found = read(folder, content)
    assert found.complaints == ()
    assert found.answers == {"a": NINE, "b": 8}


@pytest.mark.parametrize("first", ["sep=,,,,\n", '"sep=,"\n', "x,a,9.75\n"])
def test_a_first_line_that_is_no_header_is_told_once(folder: Path, first: str) -> None:
    (told,) = read(folder, first + GOOD).complaints
    assert told.startswith("scores.csv, line 1: The first line names no column (“")


@pytest.mark.parametrize("points", ["1.200", "9.750"])
def test_a_figure_that_can_be_read_in_two_ways_is_refused_with_both(folder: Path, points: str) -> None:
    (told,) = read(folder, f"{HEAD}\nx,a,{points}\nx,b,8\n").complaints
    whole, decimal = points.replace(".", ""), points.replace(".", ",")
    assert told.startswith(
        f"scores.csv, line 2, column points: “{points}” can be read in two ways. Write {whole} where"
    )
    assert f", {decimal} where it stands before decimals" in told


def test_names_are_composed(folder: Path) -> None:
    decomposed = normalize("NFD", "Sở Y tế")
    (sheet,) = read(folder, f"{HEAD}\n{decomposed},a,1\nSở Y tế,b,2\n").sheets
    assert sheet.agency == "Sở Y tế"


def test_agencies_come_in_the_order_of_first_appearance_and_their_rows_need_not_stand_together(folder: Path) -> None:
    found = read(folder, f"{HEAD}\nz,a,1\ny,a,2\nz,b,3\ny,b,4\n")
    assert [sheet.agency for sheet in found.sheets] == ["z", "y"]
    assert found.sheets[0].answers == (Points("a", Fraction(1)), Points("b", Fraction(3)))
    assert found.complaints == ()


def test_rows_of_other_blocks_are_passed_over_unread(folder: Path) -> None:
    found = read(folder, "block,agency,criterion,points\nblock,x,a,1\nother,y,nonsense,?\nblock,x,b,2\n")
    assert found.answers == {"a": 1, "b": 2}
    assert found.complaints == ()
    assert found.passed["scores"] == Passed(1, ("other",), elsewhere=1)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (",no law was due,", "no law was due"),
        (",yes,no law was due", "no law was due"),
        (",X,no law was due", "no law was due"),
        (",1,no law was due", "no law was due"),
        (",có,không phát sinh", "không phát sinh"),
        ("5,,", 5),
        ("5,no,", 5),
        ("5,không,", 5),
    ],
)
def test_not_applicable_is_the_reason_or_yes_with_a_reason(folder: Path, cells: str, said: object) -> None:
    found = read(folder, f"{HEAD},not_applicable,reason\nx,a,{cells}\nx,b,1,,\n")
    assert found.complaints == ()
    assert found.answers["a"] == said


def test_not_applicable_is_an_answer_of_its_own(folder: Path) -> None:
    (sheet,) = read(folder, f"{HEAD},not_applicable\nx,a,,nothing arose\nx,b,1,\n").sheets
    assert sheet.answers[0] == NotApplicable("a", "nothing arose")


@pytest.mark.parametrize(
    "claim", ["-", ".", "k", "ko", "N/A", "none", "/", "0,5", "chưa có", "không có", "nothing", "n. a. --"]
)
def test_what_stands_in_for_nothing_is_no_reason(folder: Path, claim: str) -> None:
    for points in ("", "5"):
        (found,) = complaints(folder, f'{HEAD},not_applicable\nx,a,{points},"{claim}"\nx,b,1,\n')
        assert found.startswith(
            f"scores.csv, line 2, column not_applicable: “{claim}” is neither yes nor no, nor a reason. Allowed: yes, "
        )
        assert found.endswith("không, khong, sai; or a reason of at least two words and eight letters.")


@pytest.mark.parametrize("reason", ["-", "N/A", "không có"])
def test_yes_needs_a_reason_in_words(folder: Path, reason: str) -> None:
    (found,) = complaints(folder, f"{HEAD},not_applicable,reason\nx,a,,yes,{reason}\nx,b,1,,\n")
    assert found == (
        f"scores.csv, line 2, column reason: “{reason}” is not a reason. Allowed: at least two words and eight letters."
    )


# ---- where figures come from -----------------------------------------------------------------------------------------


def labels(folder: Path, content: str) -> tuple[dict[str, Text], Text]:
    """What is said of each agency's figures, and of all alike."""
    with Spool() as spool:
        files = Files(saved(folder, "scores.csv", content))
        sheets = Sheets(files, RUBRIC, "2022", spool, Complaints(spool, language("en"), files.paths))
        return {agency.code: sheets.label(agency) for agency, _ in sheets}, spool.common_label()


def test_what_is_said_of_all_figures_alike_is_told_from_what_is_said_of_some(folder: Path) -> None:
    drawn, own = Text("dựng lại", "reconstructed"), Text("tự chấm", "tự chấm")
    head = f"{HEAD},provenance,provenance_en\n"
    rows = "x,a,1,dựng lại,reconstructed\nx,b,1,,\n"
    assert labels(folder, GOOD) == ({"x": Text("")}, Text(""))
    assert labels(folder, head + rows) == ({"x": drawn}, drawn)
    assert labels(folder, f"{head}{rows}y,a,1,,\n") == ({"x": drawn, "y": Text("")}, Text(""))
    assert labels(folder, f"{head}{rows}y,a,1,,tự chấm\n") == ({"x": drawn, "y": own}, Text(""))


def test_all_that_is_said_of_an_agency_is_kept(folder: Path) -> None:
    found, _ = labels(folder, f"{HEAD},provenance,provenance_en\nx,a,1,một,one\nx,b,1,hai,\n")
    assert found == {"x": Text("một; hai", "one")}


# ---- the previous period ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["yes", "Yes", "x", "1", "true", "có", "Có"])
def test_these_words_say_yes(folder: Path, word: str) -> None:
    assert read(folder, previous=f"agency,reviewed\nx,{word}\n").sheets[0].previous == Previous(reviewed=True)


@pytest.mark.parametrize("word", ["no", "0", "false", "không", "Không", ""])
def test_these_words_say_no_and_so_does_nothing(folder: Path, word: str) -> None:
    assert read(folder, previous=f"agency,reviewed,rank\nx,{word},3\n").sheets[0].previous.reviewed is False


def test_without_the_column_reviewed_nothing_is_known_of_reviews(folder: Path) -> None:
    assert read(folder, previous="agency,rank\nx,3\n").sheets[0].previous == Previous(rank=3)


def test_a_blank_rank_is_not_known(folder: Path) -> None:
    assert read(folder, previous="agency,rank,reviewed\nx,,yes\n").sheets[0].previous.rank is None


def test_of_an_agency_that_is_not_listed_nothing_is_known(folder: Path) -> None:
    found = read(folder, previous="agency,reviewed\ny,yes\n", stored={"y": "block"})
    assert found.sheets[0].previous == Previous()
    assert found.complaints == ()
    assert found.passed["previous"] == Passed(agencies=1, codes=("y",))


def test_names_may_carry_the_year_before_the_period(folder: Path) -> None:
    found = read(folder, previous="agency,rank_2021,reviewed_2021,outcome:group_2021\nx,2,yes,high\n")
    assert found.complaints == ()
    assert found.sheets[0].previous == Previous(reviewed=True, rank=2, outcomes={"group": "high"})


def test_facts_of_other_blocks_are_passed_over(folder: Path) -> None:
    found = read(folder, previous="block,agency,rank\nblock,x,2\nother,y,7\n")
    assert found.complaints == ()
    assert found.sheets[0].previous.rank == 2
    assert found.passed["previous"] == Passed(1, ("other",), elsewhere=1)


# ---- indicators ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        'agency,indicator,value\nx,share,"81,5"\nx,speed,\n',
        "agency,share,speed\nx,81.5,\n",
        "agency;share\nx;81,5\n",
        "block,agency,share\nblock,x,81.5\nother,y,2\n",
    ],
)
def test_indicators_stand_one_a_row_or_one_a_column(folder: Path, content: str) -> None:
    found = read(folder, indicators=content)
    assert found.complaints == ()
    assert found.sheets[0].indicators == {"share": Fraction("81.5")}


# ---- what is wrong with a file ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "scores.csv: The file is empty"),
        (b"\n \n", "scores.csv: The file is empty"),
        (f"{HEAD}\n".encode(), "scores.csv: The file has a header line but no rows."),
        (GOOD.encode("utf-16"), "scores.csv: The file is UTF-16"),
        (GOOD.encode("utf-16-le"), "scores.csv, line 1: There is a character that cannot be printed (U+0000)"),
        ("agency,criterion,points\nSở,a,1\n".encode().replace(b"\xe1\xbb\x9f", b"\xf2"), "scores.csv, line 2: "),
        (f"{HEAD}\nx,a\0,1\n".encode(), "scores.csv, line 2, column criterion: There is a character"),
        (f"{HEAD}\n\x1b[2Jx,a,1\n".encode(), "scores.csv, line 2, column agency: There is a character"),
        (f"{HEAD}\n{'x' * 3000},a,1\n".encode(), "scores.csv, line 2, column agency: The cell has 3,000 characters"),
        (f"{HEAD}\n{'x' * 200_000},a,1\n".encode(), "scores.csv, line 2: The line is too long"),
        (f'{HEAD}\nx,a,1\n"x,b,2\n'.encode(), "scores.csv, line 3: A quotation mark opens and does not close"),
        (f'{HEAD}\n"x"y,a,1\n'.encode(), "scores.csv, line 2: A quotation mark opens and does not close"),
        ((f'{HEAD}\n"x' + "\n" * 200_000).encode(), "scores.csv, line 2: A quotation mark opens"),
        (
            b"agency,criterion,points,rank\nx,a,1,2\n",
            "scores.csv, line 1: Column “rank” is not known. Allowed: agency,",
        ),
        (b"agency,points\nx,1\n", "scores.csv, line 1: Column “criterion” is missing"),
        (
            b"agency,area,criterion,points\nx,a,a,1\n",
            "scores.csv, line 1: Columns “area” and “criterion” mean the same",
        ),
        (b"agency,agency,criterion,points\n", "scores.csv, line 1: Columns “agency” and “agency” mean the same"),
        (b"block,agency,criterion,points\nso,x,a,1\n", "scores.csv: No row is of block “block”"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(folder: Path, content: bytes, said: str) -> None:
    found = [each for each in complaints(folder, content) if "without an answer" not in each]
    assert found[0].startswith(said)
    assert len(found) == 1 or said.startswith("scores.csv, line 1: There is a character")


def test_a_missing_file_and_a_directory_are_said_to_be_so(folder: Path) -> None:
    for path, said in ((folder / "none.csv", "There is no file"), (folder, "is a directory")):
        with opened(Files(path)) as (_, found):
            assert said in "".join(found.told())


def test_a_file_that_may_not_be_read_is_said_to_be_so(folder: Path) -> None:
    with opened(Files(folder / ("x" * 300))) as (_, found):
        assert "cannot be read: the name is too long" in "".join(found.told())


def test_columns_that_mean_nothing_are_all_named(folder: Path) -> None:
    found = complaints(folder, "agency,criterion,points,colour,taste\n")
    assert [each.partition("“")[2].partition("”")[0] for each in found] == ["colour", "taste"]


# ---- what is wrong with a row ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "x,a,10.25",
            "line 2, column points: a (en) (a): 10.25 points exceed the maximum of 10 points. Allowed: from 0 to 10.",
        ),
        ("x,a,-1", "line 2, column points: a (en) (a): -1 points are below the minimum"),
        ("x,a,NaN", "line 2, column points: “NaN” is not a number"),
        ("x,a,Infinity", "line 2, column points: “Infinity” is not a number"),
        ("x,a,1e400", "line 2, column points: “1e400” is not a number"),
        ("x,a,0x10", "line 2, column points: “0x10” is not a number"),
        ("x,a,٣", "line 2, column points: “٣” is not a number"),
        ("x,a,hai", "line 2, column points: “hai” is not a number"),
        ("x,a,1.234.567", "line 2, column points: “1.234.567” is not a number"),
        ("x,a,9.1234567", "line 2, column points: “9.1234567” has too many decimals"),
        ('x,a,"9,1234567"', "line 2, column points: “9,1234567” has too many decimals"),
        ("x,a,1000000000000", "line 2, column points: “1000000000000” is too large"),
        (f"x,a,{'1' * 60}", f"line 2, column points: “{'1' * 60}” is too large"),
        (f"x,a,1.{'1' * 60}", f"line 2, column points: “1.{'1' * 60}” has too many decimals"),
        ("x,a,", "line 2, column points: a (en) (a): the cell is empty. It needs points"),
        (",a,1", "line 2, column agency: The cell is empty"),
        ("x,,1", "line 2, column criterion: The cell is empty"),
        ("x,A,1", "line 2, column criterion: Criterion “A” is not in this rubric. Closest: "),
        ("x,a", "line 2: The row has 2 cells, the header 3"),
        (
            "x,a,9,75",
            "line 2: The row has 4 cells, the header 3. Where commas separate cells, a decimal comma needs quotes",
        ),
    ],
)
def test_a_wrong_row_is_named_with_line_and_column(folder: Path, row: str, said: str) -> None:
    (found,) = complaints(folder, f"{HEAD}\n{row}\nx,b,1\n")
    assert found.startswith(f"scores.csv, {said}")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (",yes,", "column reason: a (en) (a): “not applicable” needs a reason."),
        ("5,yes,nothing arose", "column points: “5” points, and yet “not applicable”"),
        ("5,nothing arose,", "column points: “5” points, and yet “not applicable”"),
        ("5,,because", "column reason: The reason “because” belongs to no “yes”"),
        (",nothing was due,arose", "column reason: The reason “arose” belongs to no “yes”"),
        (",no,", "column points: a (en) (a): the cell is empty"),
    ],
)
def test_points_or_a_reason_and_not_both(folder: Path, cells: str, said: str) -> None:
    (complaint,) = complaints(folder, f"{HEAD},not_applicable,reason\nx,a,{cells}\nx,b,1,,\n")
    assert complaint.startswith(f"scores.csv, line 2, {said}")


def test_yes_without_a_column_for_reasons_is_said_of_the_column_there_is(folder: Path) -> None:
    (complaint,) = complaints(folder, f"{HEAD},not_applicable\nx,a,,yes\nx,b,1,\n")
    assert complaint.startswith("scores.csv, line 2, column not_applicable: ")


def test_an_empty_block_is_no_other_block(folder: Path) -> None:
    (complaint,) = complaints(folder, "block,agency,criterion,points\n,x,a,1\nblock,x,b,1\n")
    assert complaint == "scores.csv, line 2, column block: The cell is empty. It needs a value."


def test_a_criterion_that_stands_twice_is_named_with_both_lines(folder: Path) -> None:
    (complaint,) = complaints(folder, f"{HEAD}\nx,a,1\nx,b,1\nx,a,2\n")
    assert complaint == (
        "scores.csv, line 4, column criterion: Criterion “a” of “x” stands twice, here and in line 2. Allowed: once."
    )


def test_a_missing_criterion_is_named_with_the_first_line_of_its_agency(folder: Path) -> None:
    (complaint,) = complaints(folder, f"{HEAD}\ny,a,1\nx,a,1\ny,b,1\n")
    assert complaint.startswith("scores.csv, line 3, agency x: Criteria without an answer (1): b.")


def test_a_wrong_row_is_not_a_missing_one(folder: Path) -> None:
    assert len(complaints(folder, f"{HEAD}\nx,a,?\nx,b,?\n")) == 2


@pytest.mark.parametrize(
    "row", ["x,a,9,75", "x,a\0,1", "9,75,a,x", "x,aa,1", ",a,1", "x,,1", "x,a,?", f"x,a,{'1' * 3000}", "a"]
)
def test_a_row_that_cannot_be_used_is_told_once_and_what_it_was_for_is_not_missing(folder: Path, row: str) -> None:
    for rows in (f"{row}\nx,b,1\n", f"x,b,1\n{row}\n"):
        assert len(complaints(folder, f"{HEAD}\n{rows}")) == 1


def test_what_a_wrong_row_cannot_explain_is_missing_all_the_same(folder: Path) -> None:
    wrong, missing = complaints(folder, f"{HEAD}\nx,a,9,75\nx,b,1\ny,a,1\n")
    assert wrong.startswith("scores.csv, line 2: The row has 4 cells")
    assert missing.startswith("scores.csv, line 4, agency y: Criteria without an answer (1): b.")


def test_counts_below_ten_are_written_with_a_zero_in_vietnamese(folder: Path) -> None:
    found = read(folder, f"{HEAD}\nx,a,1\ny,a,1\ny,b,1,2\n", lang="vi").complaints
    assert found[0].startswith("scores.csv, dòng 2, cơ quan x: Thiếu số liệu 01 tiêu chí: b.")
    assert found[1].startswith("scores.csv, dòng 4: Dòng có 04 ô, dòng tiêu đề có 03 ô.")


def test_where_nothing_is_applicable_the_agency_is_named(folder: Path) -> None:
    (complaint,) = complaints(folder, f"{HEAD},not_applicable\nx,a,,nothing arose\nx,b,,nothing arose\n")
    assert complaint.startswith("scores.csv, line 2, agency x: “x”: no criterion with points is applicable")


def test_all_that_is_wrong_is_said_in_the_order_of_the_lines(folder: Path) -> None:
    rows = ["x,a,11", "x,b,?", "y,a,1", "y,c,1", "", '"z', '",a,1', "z,b", "x,a,1"]
    found = complaints(folder, "\n".join([HEAD, *rows]))
    lines = [int(each.split("line ")[1].split(",")[0].split(":")[0]) for each in found]
    assert lines == sorted(lines)
    assert [line for line in lines if line != 4] == [2, 3, 5, 9, 10]


def test_lines_are_counted_as_an_editor_counts_them(folder: Path) -> None:
    found = complaints(folder, f'{HEAD}\r\n\r\nx,a,1\r\n"x",b,"1\r\n"\r\nx,c,1\r\n')
    assert [each.split(":")[0] for each in found] == ["scores.csv, line 6, column criterion"]


def test_complaints_about_a_column_use_its_name_in_the_file(folder: Path) -> None:
    (complaint,) = complaints(folder, "agency,Area,points\nx,a,1\nx,b,1\nx,a,1\n")
    assert complaint.startswith("scores.csv, line 4, column Area: ")


# ---- facts of agencies without points --------------------------------------------------------------------------------

MISTYPED = "Agency “so-y-tee” has no points and is not stored. Closest of those with points: so-y-te"
POINTS = f"{HEAD}\nso-y-te,a,1\nso-y-te,b,1\nz,a,1\nz,b,1\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("previous", "agency,rank\nz,1\nso-y-tee,2\n"),
        ("previous", "block,agency,reviewed\nblock,z,\nblock,so-y-tee,yes\n"),
        ("indicators", "agency,share\nz,1\nso-y-tee,2\n"),
        ("indicators", "agency,indicator,value\nz,share,1\nso-y-tee,share,2\nso-y-tee,speed,2\n"),
    ],
)
def test_a_mistyped_agency_is_named_with_those_that_come_closest(folder: Path, name: str, content: str) -> None:
    (complaint,) = read(folder, POINTS, **{name: content}).complaints  # type: ignore[arg-type] # both are texts
    assert complaint.startswith(f"{name}.csv, line 3, column agency: {MISTYPED}")


def test_an_agency_with_points_stands_in_no_other_block(folder: Path) -> None:
    found = read(folder, previous="block,agency,rank\nblok,x,2\n", indicators="block,agency,share\nblok,x,2\n")
    assert [complaint.partition(": ")[0] for complaint in found.complaints] == [
        "indicators.csv, line 2, column block",
        "previous.csv, line 2, column block",
    ]
    assert "Agency “x” is of block “blok” here, and has points in block “block”." in found.complaints[0]


def test_an_agency_with_points_in_another_block_is_passed_over_and_named(folder: Path) -> None:
    scores = "block,agency,criterion,points\nblock,x,a,1\nblock,x,b,1\nother,y,c,1\n"
    found = read(folder, scores, previous="agency,rank\nx,1\ny,1\n")
    assert found.complaints == ()
    assert found.passed["previous"] == Passed(agencies=1, codes=("y",))


def test_an_agency_whose_rows_of_points_are_wrong_is_no_stranger(folder: Path) -> None:
    (complaint,) = read(folder, f"{HEAD}\nx,a,1\nx,b,1\ny,a,1,5\n", previous="agency,rank\ny,1\n").complaints
    assert complaint.startswith("scores.csv, line 4: The row has 4 cells")


def test_of_a_file_of_other_agencies_the_first_hundred_are_named(folder: Path) -> None:
    content = "agency,rank\n" + "".join(f"other-{number},1\n" for number in range(120))
    found = read(folder, previous=content).complaints
    assert len(found) == 101
    assert found[0] == "previous.csv: 20 more agencies have no points and are not stored. Is it the right file?"


def test_where_the_points_cannot_be_read_nothing_is_said_of_agencies_without_any(folder: Path) -> None:
    (complaint,) = read(folder, "nonsense\n", previous="agency,rank\ny,1\n").complaints[:1]
    assert "y" not in read(folder, b"", previous="agency,rank\ny,1\n").complaints[0].split(":")[0]
    assert complaint.startswith("scores.csv, line 1: ")


# ---- blocks ----------------------------------------------------------------------------------------------------------

BLOCKED = "block,agency,criterion,points\nblock,x,a,1\nblock,x,b,1\n"


def test_a_mistyped_block_is_named_once_with_the_line_of_the_first(folder: Path) -> None:
    (found,) = complaints(folder, f"{BLOCKED}blok,y,a,1\nblok,y,b,1\nblok,z,a,1\n")
    assert found == "scores.csv, line 4, column block: Block “blok” is not known. Allowed: block, other."


def test_an_agency_in_another_block_than_it_is_stored_in_is_named(folder: Path) -> None:
    stored = {"y": "block", "x": "other", "z": "other"}
    found = read(folder, f"{BLOCKED}other,y,a,1\nother,y,b,1\nother,z,a,1\nother,new,a,1\n", stored=stored).complaints
    assert [each.partition(". ")[0] for each in found] == [
        "scores.csv, line 2, column block: Agency “x” is of block “block” here, and is stored in block “other”",
        "scores.csv, line 4, column block: Agency “y” is of block “other” here, and is stored in block “block”",
    ]


def test_without_a_column_of_blocks_nothing_contradicts_what_is_stored(folder: Path) -> None:
    assert read(folder, stored={"x": "other"}).complaints == ()


@pytest.mark.parametrize("facts", ["indicators", "previous"])
def test_blocks_of_facts_are_looked_at_too(folder: Path, facts: str) -> None:
    content = {"indicators": "block,agency,share\n", "previous": "block,agency,rank\n"}[facts]
    rows = "blok,u,1\nother,v,1\nblock,w,1\nother,t,1\n"
    stored = {"u": "block", "v": "block", "w": "other", "t": "other"}
    found = read(folder, BLOCKED, **{facts: content + rows}, stored=stored)
    assert [each.partition(". ")[0] for each in found.complaints] == [
        f"{facts}.csv, line 2, column block: Block “blok” is not known",
        f"{facts}.csv, line 3, column block: Agency “v” is of block “other” here, and is stored in block “block”",
        f"{facts}.csv, line 4, column block: Agency “w” is of block “block” here, and is stored in block “other”",
    ]


def test_of_many_agencies_in_another_block_the_first_hundred_are_named(folder: Path) -> None:
    rows = "".join(f"other,y{number},a,1\n" for number in range(120))
    found = read(folder, BLOCKED + rows, stored={f"y{number}": "block" for number in range(120)}).complaints
    assert len(found) == 101
    assert found[0] == ("scores.csv: 20 more agencies are stored in another block than the one they stand in here.")


# ---- what is wrong with facts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("agency,reviewed\nx,perhaps\n", "line 2, column reviewed: “perhaps” is neither yes nor no. Allowed: yes, "),
        ("agency,rank\nx,0\n", "line 2, column rank: “0” is not a rank. Allowed: whole numbers from 1"),
        ("agency,rank\nx,2.5\n", "line 2, column rank: “2.5” is not a rank"),
        ("agency,rank\nx,99999999999999999999\n", "line 2, column rank: “99999999999999999999” is not a rank"),
        ("agency,rank\n,1\n", "line 2, column agency: The cell is empty"),
        ("agency,rank\nx,1\nx,2\n", "line 3, column agency: Agency “x” stands twice, here and in line 2"),
        (
            "agency,rank_2020\nx,1\n",
            "line 1: Column “rank_2020” is of another year. Allowed: the year before the period, 2021",
        ),
        ("agency,rank,rank_2021\nx,1,1\n", "line 1: Columns “rank” and “rank_2021” mean the same"),
        (
            "agency,outcome:nothing\nx,1\n",
            "line 1: Column “outcome:nothing” is not known. Allowed: agency, block, rank",
        ),
        ("agency,outcome:group\nx,middle\n", "line 2, column outcome:group: group (en): outcome “middle” is not known"),
        ("rank\n1\n", "line 1: Column “agency” is missing"),
    ],
)
def test_wrong_facts_of_the_previous_period_are_named(folder: Path, content: str, said: str) -> None:
    (complaint,) = read(folder, previous=content).complaints
    assert complaint.startswith(f"previous.csv, {said}")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("agency,indicator,value\nx,weight,1\n", "line 2, column indicator: Indicator “weight” is not in this rubric"),
        ("agency,indicator,value\nx,share,many\n", "line 2, column value: “many” is not a number"),
        (
            "agency,indicator,value\nx,share,1\nx,share,2\n",
            "line 3, column value: Indicator “share” of “x” stands twice",
        ),
        ("agency,indicator,value\nx,,1\n", "line 2, column indicator: The cell is empty"),
        ("agency,value\nx,1\n", "line 1: Column “indicator” is missing"),
        (
            "agency,weight\nx,1\n",
            "line 1: Column “weight” is not known. Allowed: agency, block, share, speed, indicator",
        ),
        ("agency,share\nx,1\nx,2\n", "line 3, column share: Indicator “share” of “x” stands twice, here and in line 2"),
    ],
)
def test_wrong_indicators_are_named(folder: Path, content: str, said: str) -> None:
    (complaint,) = read(folder, indicators=content).complaints
    assert complaint.startswith(f"indicators.csv, {said}")


def test_every_wrong_cell_of_a_row_is_named(folder: Path) -> None:
    found = read(folder, indicators="agency,share,speed\nx,a,b\n", previous="agency,rank,reviewed\nx,a,b\n")
    assert [each.split(":")[0] for each in found.complaints] == [
        "indicators.csv, line 2, column share",
        "indicators.csv, line 2, column speed",
        "previous.csv, line 2, column reviewed",
        "previous.csv, line 2, column rank",
    ]


def test_complaints_come_in_vietnamese(folder: Path) -> None:
    found = read(folder, f"{HEAD}\nx,a,10.25\nx,b,1\nx,b,1\n", lang="vi").complaints
    over, twice = found
    assert over.startswith(
        "scores.csv, dòng 2, cột points: a (vi) (a): 10,25 điểm vượt điểm tối đa 10 điểm. Đề nghị nhập từ"
    )
    assert twice.startswith("scores.csv, dòng 4, cột criterion: Tiêu chí “b” của “x” được nhập hai lần, tại dòng này")
