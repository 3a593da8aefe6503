"""The papers of a submission: one Word file in which what is stored stands, and nothing else."""

from dataclasses import replace
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table

from rules.content import rubric_content
from rules.language import Language
from rules.number import exact_text
from rulesvc.database import Database
from rulesvc.languages import language
from rulesvc.papers.submission import submission_paper
from rulesvc.papers.word import MEDIA_TYPE, About, Column, Line, Paper
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store.acknowledgements import NewAcknowledgement
from rulesvc.store.persons import Actor
from rulesvc.usecases.cases import remove
from rulesvc.usecases.check import acknowledge
from rulesvc.usecases.compare import give_reasons
from rulesvc.usecases.drafting import Added, Amendment, amend
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.rubrics import find_edition
from rulesvc.usecases.submission import open_submission
from tests.command_line import run_on
from tests.hai_duong import rubric_of
from tests.service.asking import evaluated, request_for, with_points
from tests.service.calling import RUBRICS, Caller, rows
from tests.service.databases import NOW
from tests.service.editing import changed, drafted, lan, tried
from tests.service.test_check import EXAMPLE, GAP, REASON, TOLD
from tests.service.test_impact import BEST, LABEL, LABELLED, NOTE, SCIENCE

pytestmark = pytest.mark.on_sqlite

VI = language("vi")
HEADINGS = ["I. Phụ lục: Bộ chỉ số", "II. Bảng so sánh: quy định hiện hành, dự thảo, lý do"]
HEADINGS += ["III. Tác động khi thay đổi: tính thử trên số liệu đã lưu", "IV. Vấn đề xin ý kiến", "V. Số liệu"]
AWKWARD = "Giảm <điểm> & “nâng” 'chuẩn' \"tối đa\"; Ủy ban; 𝑛 > 2"


def paper(database: Database, ref: EditionRef, into: Language = VI) -> bytes:
    with database.reading() as session:
        found = open_submission(session, ref)
    return submission_paper(found, into, at=NOW)


def opened(content: bytes) -> WordDocument:
    return Document(BytesIO(content))


def read(database: Database, ref: EditionRef, into: Language = VI) -> WordDocument:
    return opened(paper(database, ref, into))


def paragraphs(document: WordDocument) -> list[str]:
    return [each.text for each in document.paragraphs]


def table(document: WordDocument, *titles: str) -> Table:
    """The first table with those titles."""
    return next(
        each for each in document.tables if [cell.text for cell in each.rows[0].cells][: len(titles)] == [*titles]
    )


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def figures(document: WordDocument) -> dict[str, str]:
    return {item: figure for item, figure in cells(table(document, "Nội dung", "Số liệu"))}  # noqa: C416 -- lists


def part(document: WordDocument, first: str, then: str = "") -> list[str]:
    """The paragraphs under the heading that begins so, up to the one that begins with *then*."""
    told = [(each.text, each.style is not None and "Heading" in str(each.style.name)) for each in document.paragraphs]
    at = next(place for place, (text, is_heading) in enumerate(told) if is_heading and text.startswith(first))
    under = takewhile(lambda each: not (each[1] and then and each[0].startswith(then)), told[at + 1 :])
    return [text for text, _ in under if text]


def reasoned(database: Database, ref: EditionRef, key: str, reason: str) -> None:
    actor = lan(database)
    with database.writing() as session:
        give_reasons(session, ref, {key: reason}, actor=actor, now=NOW)


def known(database: Database, ref: EditionRef, reason: str = REASON) -> None:
    actor = lan(database)
    with database.writing() as session:
        acknowledge(session, ref, NewAcknowledgement(GAP, reason), actor=actor, now=NOW)


@pytest.fixture
def ref(hai_duong: Database) -> EditionRef:
    return drafted(hai_duong)


# ---- the whole -------------------------------------------------------------------------------------------------------


def test_every_part_has_its_heading_in_its_order(hai_duong: Database, ref: EditionRef) -> None:
    document = read(hai_duong, ref)
    assert [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"] == HEADINGS
    assert paragraphs(document)[0] == "HỒ SƠ TRÌNH BAN HÀNH"
    assert paragraphs(document)[2] == "Lần ban hành 2, dự thảo"


def test_the_control_sum_stands_at_the_foot_of_every_page_and_in_full_among_the_figures(
    hai_duong: Database, ref: EditionRef
) -> None:
    with hai_duong.reading() as session:
        sha256 = find_edition(session, "so", 2).edition.sha256
    document = read(hai_duong, ref)
    feet = {section.footer.paragraphs[0].text for section in document.sections}
    assert feet == {f"Trang  · Mã đối chiếu: {sha256[:12]}"}  # what stands in the field is the word processor's
    (foot,) = document.sections[0].footer.paragraphs
    assert [each.get(qn("w:instr")) for each in foot._p.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert all(each.footer.is_linked_to_previous for each in [*document.sections][1:])
    told = figures(document)
    assert told["Mã đối chiếu đầy đủ"] == sha256
    assert told["Trạng thái"] == "dự thảo"
    assert told["Thời điểm lập hồ sơ"] == VI.written(NOW)


def test_the_figures_are_counted_and_not_typed(hai_duong: Database, ref: EditionRef) -> None:
    with hai_duong.reading() as session:
        rubric = find_edition(session, "so", 2).edition.rubric
    told = figures(read(hai_duong, ref))
    assert told["Tổng điểm tối đa"] == exact_text(rubric.max_points) == "100"
    assert told["Số lĩnh vực"] == VI.count(len(rubric.criteria))
    assert told["Số mục chấm điểm trực tiếp"] == VI.count(len(rubric.leaf_codes))
    assert told["Số bảng điều kiện xếp loại"] == VI.count(len(rubric.tables))
    assert (told["Lần ban hành"], told["Xây dựng từ lần ban hành"], told["Kỳ áp dụng"]) == ("2", "1", "2022")
    assert told["Số trường hợp kiểm tra mẫu"] == "0, trong đó 0 trường hợp đã xác nhận và cho kết quả như dự kiến"
    assert (told["Số vấn đề xin ý kiến"], told["Số vấn đề chưa xử lý"]) == ("0", "02")


def test_stored_cases_are_counted_with_those_that_are_green(committing: Database) -> None:
    ref = drafted(committing)
    cli = run_on(committing, by=lan(committing).person)
    assert cli("rubric", "cases", "so", "--generate").code == 0
    told = figures(read(committing, ref))
    count, _, green = told["Số trường hợp kiểm tra mẫu"].partition(", trong đó ")
    assert int(count) > 0
    assert green.startswith("0 trường hợp")


def test_the_same_data_at_the_same_moment_are_the_same_bytes(hai_duong: Database, ref: EditionRef) -> None:
    changed(hai_duong, ref, *BEST, threshold="85")
    known(hai_duong, ref)
    first = paper(hai_duong, ref)
    assert paper(hai_duong, ref) == first
    with ZipFile(BytesIO(first)) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(first).core_properties
    assert (properties.author, properties.comments) == ("", "")
    assert properties.created == NOW.replace(microsecond=0)


def test_it_stores_nothing(api: Caller, hai_duong: Database, ref: EditionRef) -> None:
    before = rows(hai_duong)
    api.get(f"{RUBRICS}/so/editions/{ref.number}/submission")
    assert rows(hai_duong) == before


def test_in_english_everything_of_ours_is_english(hai_duong: Database, ref: EditionRef) -> None:
    known(hai_duong, ref, "Brought before the Council")
    document = read(hai_duong, ref, language("en"))
    told = [*paragraphs(document), *(cell for each in document.tables for row in cells(each) for cell in row)]
    assert "II. Comparison: current provisions, draft, reason" in told
    assert "Reason: Brought before the Council" in told
    assert not [text for text in told if "Vấn đề" in text or "Lý do" in text]


# ---- parts -----------------------------------------------------------------------------------------------------------


def test_the_annex_has_the_tree_with_points_and_ways_of_scoring(hai_duong: Database, ref: EditionRef) -> None:
    criteria = table(read(hai_duong, ref), "Mã", "Lĩnh vực, tiêu chí, tiêu chí thành phần", "Điểm tối đa", "Bước chấm")
    code, name, points, step, how = next(row for row in cells(criteria) if row[0] == "the-che")
    assert (code, name, points, step) == ("the-che", "Cải cách thể chế", "10", "0,25")
    assert how == "Người thẩm định chấm từ 0 đến 10,00 điểm, bước chấm 0,25 điểm"
    assert cells(criteria)[-1][:3] == ["", "Tổng", "100"]


def test_the_annex_has_the_rules_with_conditions_and_basis_in_words(hai_duong: Database, ref: EditionRef) -> None:
    document = read(hai_duong, ref)
    rating = cells(document.tables[2])
    place, result, conditions, basis = rating[0]
    assert (place, result) == ("1", "Hoàn thành xuất sắc nhiệm vụ")
    assert conditions.splitlines()[0] == "Chỉ số tổng hợp từ 90% trở lên;"
    assert "từ 80% trở lên" in conditions
    assert basis.startswith("Quyết định số 13/2016/QĐ-UBND ngày 17/6/2016")
    told = part(document, "4. Quy tắc xếp loại", "II. Bảng so sánh")
    assert "Cách xác định kết quả: “xét lần lượt theo thứ tự quy tắc, lấy quy tắc đầu tiên đáp ứng”." in told
    assert any(text.startswith("Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu: ") for text in told)


def test_who_is_exempt_from_what_stands_in_the_annex(hai_duong: Database, ref: EditionRef) -> None:
    assert part(read(hai_duong, ref), "2. Lĩnh vực, tiêu chí không", "3. ") == ["Không có."]
    actor = lan(hai_duong)
    for agency in ("so-y-te", "so-noi-vu", "so-la"):
        added = Added(("exemptions",), {"criterion": "the-che", "agency": agency})
        with hai_duong.writing() as session:
            amend(session, ref, Amendment(added, read_part), actor=actor, now=NOW)
    (row,) = cells(
        table(read(hai_duong, ref), "Mã", "Lĩnh vực, tiêu chí, tiêu chí thành phần", "Cơ quan, đơn vị không đánh giá")
    )
    assert row[:2] == ["the-che", "Cải cách thể chế"]
    assert sorted(row[2].split("; ")) == ["Sở Nội vụ", "Sở Y tế", "so-la"]


def test_a_changed_maximum_is_compared_with_its_reason(hai_duong: Database, ref: EditionRef) -> None:
    changed(hai_duong, ref, "criteria", "the-che", max_points="9")
    columns = ("Quy định hiện hành", "Dự thảo", "Lý do")
    (row,) = cells(table(read(hai_duong, ref), *columns))
    assert row[2] == "Chưa nêu lý do."
    reasoned(hai_duong, ref, "criterion/the-che", "Giảm để bổ sung cho chuyển đổi số")
    (row,) = cells(table(read(hai_duong, ref), *columns))
    assert row == [
        "Cải cách thể chế: điểm tối đa 10 điểm; bước chấm 0,25 điểm",
        "Cải cách thể chế: điểm tối đa 9 điểm; bước chấm 0,25 điểm",
        "Giảm để bổ sung cho chuyển đổi số",
    ]


def test_a_draft_that_changes_nothing_and_a_first_edition_say_so(hai_duong: Database, ref: EditionRef) -> None:
    def compared(edition: EditionRef) -> str:
        return part(read(hai_duong, edition), "II. ", "III. ")[-1]

    assert compared(ref) == "Dự thảo và quy định hiện hành có nội dung như nhau."
    assert compared(EditionRef("so", 1)).startswith("Bộ chỉ số không xây dựng từ lần ban hành nào")


def test_a_higher_floor_names_who_changes_in_the_impact(hai_duong: Database, ref: EditionRef) -> None:
    changed(hai_duong, ref, *BEST, threshold="85")
    told = part(read(hai_duong, ref), "III. ", "IV. ")
    assert (told[:3], told[-1]) == ([LABELLED, SCIENCE, LABEL], NOTE)


def test_an_acknowledged_gap_is_an_issue_with_its_example_proposal_reason_and_person(
    hai_duong: Database, ref: EditionRef, actor: Actor
) -> None:
    evaluated(hai_duong, with_points(request_for("so-y-te"), "tai-chinh-cong", "2.75"), actor)
    document = read(hai_duong, ref)
    assert part(document, "1. Vấn đề", "2. Vấn đề") == ["Không có."]
    assert part(document, "2. Vấn đề chưa", "V. ")[0] == f"1. Cảnh báo: {TOLD}"
    tried(hai_duong, ref)
    known(hai_duong, ref)
    document = read(hai_duong, ref)
    issue = part(document, "1. Vấn đề", "2. Vấn đề")
    assert issue[:3] == [f"1. {TOLD}", EXAMPLE, "Số cơ quan, đơn vị đang lưu thuộc trường hợp này: 01."]
    assert issue[3].startswith("Đề xuất bổ sung")
    assert issue[4:] == [f"Lý do: {REASON}", f"lan ghi nhận lúc {VI.written(NOW)}."]
    assert part(document, "2. Vấn đề chưa", "V. ") == ["Không có."]


def test_a_gap_in_which_no_stored_agency_lies_says_so(hai_duong: Database, ref: EditionRef) -> None:
    known(hai_duong, ref)
    issue = part(read(hai_duong, ref), "1. Vấn đề", "2. Vấn đề")
    assert issue[2] == "Không có cơ quan, đơn vị nào đang lưu thuộc trường hợp này."


def test_cases_that_were_taken_out_are_told_with_the_reason_and_the_person(
    hai_duong: Database, ref: EditionRef
) -> None:
    title = "3. Trường hợp kiểm tra mẫu đã bỏ"
    assert title not in paragraphs(read(hai_duong, tried(hai_duong, ref)))
    actor, reasoned = lan(hai_duong), replace(ref, comment="Quy định đã thay đổi")
    with hai_duong.writing() as session:
        remove(session, reasoned, "khu-cong-nghiep", actor=actor, now=NOW)
    told = part(read(hai_duong, ref), title, "V. ")
    assert told == [f"1. “khu-cong-nghiep”: Quy định đã thay đổi (lan bỏ lúc {VI.written(NOW)})."]


def test_what_differs_is_in_bold_and_a_basis_that_stays_is_cited_once(hai_duong: Database, ref: EditionRef) -> None:
    changed(hai_duong, ref, *BEST, threshold="85")
    row = table(read(hai_duong, ref), "Quy định hiện hành", "Dự thảo", "Lý do").rows[1]
    bold = [[run.text for run in cell.paragraphs[0].runs if run.bold] for cell in row.cells]
    assert bold == [["80%"], ["85%"], []]
    current, draft = (cell.text for cell in row.cells[:2])
    assert current.count("Quyết định số") == 2
    assert draft.endswith("; căn cứ như quy định hiện hành")
    one = rubric_content(rubric_of("so"))["tables"][1]["rules"][0]["citations"][:1]
    changed(hai_duong, ref, "tables", "head_rating", "rules", "hoan-thanh-xuat-sac", citations=one)
    row = table(read(hai_duong, ref), "Quy định hiện hành", "Dự thảo", "Lý do").rows[1]
    assert "như quy định hiện hành" not in row.cells[1].text


def test_the_first_page_says_how_the_edition_stands(hai_duong: Database, ref: EditionRef) -> None:
    with hai_duong.reading() as session:
        sha256 = find_edition(session, "so", 2).edition.sha256
    first = [*takewhile(lambda text: text != "Hồ sơ gồm", paragraphs(read(hai_duong, ref)))]
    for each in ("Trạng thái: dự thảo", "Kỳ áp dụng: 2022", "Xây dựng từ lần ban hành: 1", "Số vấn đề chưa xử lý: 02"):
        assert each in first
    assert f"Mã đối chiếu đầy đủ: {sha256}" in first


def test_errors_are_not_dealt_with_and_nothing_is_tried_out(hai_duong: Database, ref: EditionRef) -> None:
    part_of_it = {"code": "moi", "name": {"vi": "Mới"}, "max_points": "1", "parent": "the-che"}
    actor = lan(hai_duong)
    with hai_duong.writing() as session:
        amend(session, ref, Amendment(Added(("criteria",), part_of_it), read_part), actor=actor, now=NOW)
    document = read(hai_duong, ref)
    assert part(document, "III. ", "IV. ") == ["Chưa tính thử được: cần khắc phục các lỗi nêu tại Mục IV trước."]
    (problem,) = part(document, "2. Vấn đề chưa", "V. ")
    assert problem.startswith("1. Lỗi: ")
    assert "Số trường hợp kiểm tra mẫu" not in figures(document)


def test_tables_that_contradict_each_other_are_tried_out_all_the_same(hai_duong: Database, ref: EditionRef) -> None:
    changed(hai_duong, ref, "tables", "group", hit_policy="UNIQUE")
    document = read(hai_duong, ref)
    assert any(text.startswith("1. Lỗi: ") for text in part(document, "2. Vấn đề chưa", "V. "))
    assert len(part(document, "III. ", "IV. ")) > 1


# ---- Word ------------------------------------------------------------------------------------------------------------


def test_a_header_is_repeated_rows_stay_whole_and_columns_have_their_widths(
    hai_duong: Database, ref: EditionRef
) -> None:
    changed(hai_duong, ref, "criteria", "the-che", max_points="9")
    document = read(hai_duong, ref)
    for each in document.tables:
        assert each._tbl.tblGrid is not None
        widths = [column.width for column in each.columns]
        assert all(widths)
        assert [cell.width for cell in each.rows[1].cells] == widths
        assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in each.rows][:2] == [True, False]
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in each.rows)


def test_pages_are_a4_and_wide_where_tables_are(hai_duong: Database, ref: EditionRef) -> None:
    sections = read(hai_duong, ref).sections
    wide = [each.orientation == WD_ORIENTATION.LANDSCAPE for each in sections]
    assert wide == [False, True, True, False]
    sizes = [(each.page_width, each.page_height) for each in sections]
    assert [tuple(round(side.mm) for side in pair if side) for pair in sizes] == [
        (210, 297),
        (297, 210),
        (297, 210),
        (210, 297),
    ]


def test_everything_is_in_one_typeface(hai_duong: Database, ref: EditionRef) -> None:
    styles = read(hai_duong, ref).styles
    for name, size in (("Normal", 13), ("Heading 1", 14), ("Heading 2", 13), ("Title", 14)):
        font = styles[name].element.rPr.find(qn("w:rFonts"))
        assert {value for key, value in font.attrib.items()} == {"Times New Roman"}, name
        style = styles[name]
        assert isinstance(style, ParagraphStyle)
        assert style.font.size == Pt(size)


def test_special_characters_survive(hai_duong: Database, ref: EditionRef) -> None:
    changed(hai_duong, ref, "criteria", "the-che", max_points="9", name={"vi": AWKWARD})
    reasoned(hai_duong, ref, "criterion/the-che", AWKWARD)
    document = read(hai_duong, ref)
    (row,) = cells(table(document, "Quy định hiện hành", "Dự thảo", "Lý do"))
    assert row[2] == AWKWARD
    assert AWKWARD in {each[1] for each in cells(table(document, "Mã"))}


def test_what_no_xml_document_can_hold_is_shown_as_replaced() -> None:
    written = Paper(About("a\x0bb", "vi", NOW, "x\x00", "Trang"))
    written.paragraph("một\x0bhai\ufffe ba\n\tbốn", label="\x1f")
    written.table([Column("\x01", 1)], [Line(("\x02",), strong=True)])
    document = opened(written.content())
    assert paragraphs(document)[0] == "\ufffd một\ufffdhai\ufffd ba\n\tbốn"
    assert (document.core_properties.title, cells(document.tables[0])) == ("a\ufffdb", [["\ufffd"]])


# ---- over HTTP and on the command line -------------------------------------------------------------------------------


def test_it_is_sent_as_a_word_file_with_a_plain_name(api: Caller, ref: EditionRef) -> None:
    answer = api.get(f"{RUBRICS}/so/editions/{ref.number}/submission?lang=en")
    assert (answer.status_code, answer.content_type) == (200, MEDIA_TYPE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="papers-for-submission-so-2.docx"'
    assert paragraphs(opened(answer.data))[0] == "PAPERS SUBMITTED FOR A DECISION"
    answer = api.get(f"{RUBRICS}/so/editions/{ref.number}/submission")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ho-so-trinh-so-2.docx"'


@pytest.mark.parametrize(
    ("path", "status"), [("so/editions/9", 404), ("x/editions/1", 404), ("so/editions/1?x=1", 422)]
)
def test_what_is_not_known_is_refused(api: Caller, path: str, status: int) -> None:
    address, _, query = path.partition("?")
    assert api.get(f"{RUBRICS}/{address}/submission?{query}").status_code == status


def test_the_command_writes_the_file_and_overwrites_none_unasked(committing: Database, tmp_path: Path) -> None:
    drafted(committing)
    cli, out = run_on(committing), tmp_path / "hồ sơ.docx"
    ran = cli("rubric", "submission", "so", "--out", str(out))
    assert (ran.code, ran.text.startswith("so, lần ban hành 2  dự thảo")) == (0, True)
    assert paragraphs(opened(out.read_bytes()))[0] == "HỒ SƠ TRÌNH BAN HÀNH"
    out.write_bytes(b"signed")
    ran = cli("rubric", "submission", "so", "--out", str(out))
    assert (ran.code, ran.err) == (1, f"Đã có tệp “{out}”. Đề nghị đặt tên khác, hoặc ghi đè bằng --force.\n")
    assert out.read_bytes() == b"signed"
    assert cli("rubric", "submission", "so", "--out", str(out), "--force", "--lang", "en").code == 0
    assert paragraphs(opened(out.read_bytes()))[0] == "PAPERS SUBMITTED FOR A DECISION"


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_the_command_says_what_cannot_be_written(committing: Database, tmp_path: Path, force: tuple[str, ...]) -> None:
    cli = run_on(committing)
    folder_of_that_name = tmp_path / "x.docx"
    folder_of_that_name.mkdir()
    folder = cli("rubric", "submission", "so", "--out", str(folder_of_that_name), *force)
    assert (folder.code, "là thư mục" in folder.err) == (1, True)
    nowhere = cli("rubric", "submission", "so", "--out", str(tmp_path / "no" / "x.docx"), *force)
    assert (nowhere.code, nowhere.err.startswith("Không ghi được “")) == (1, True)
    assert nowhere.err.endswith(": không có thư mục này.\n")


def test_the_name_of_the_file_says_that_it_is_a_word_file(committing: Database, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    ran = run_on(committing)("rubric", "submission", "so", "--out", str(out), "--lang", "en")
    assert (ran.code, "Give a name that ends in .docx" in ran.err, out.exists()) == (1, True, False)
    assert run_on(committing)("rubric", "submission", "so", "--out", str(tmp_path / "x.DOCX")).code == 0
