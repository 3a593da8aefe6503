"""What is refused, as pages tell it: by labels and names, with no word for programmers."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date

import pytest
from flask import Flask
from marshmallow import Schema

from admin.language import language
from rules.errors import BadValue, Blank, MissingAnswers, NotANumber, Refusal, Refused, SumDiffers
from rules.number import Count
from rules.said import said
from rules.text import Coded, Text
from rules.tree_errors import PartWithoutCase
from rulesvc.database import Database
from rulesvc.errors import (
    ContentChanged,
    DocumentToBeChosen,
    ReplacesOthers,
    RoleMissing,
    UnknownBlock,
    UnknownDocument,
)
from rulesvc.languages import language as language_of_the_api
from rulesvc.schemas.conclusion import ProposalBody
from rulesvc.schemas.editions import ReturnBody
from rulesvc.schemas.json_text import BadCharacter
from rulesvc.schemas.mistakes import FieldMissing, NoMember, NotADay, NotEmpty, TooLong, load
from rulesvc.usecases.deputies import DayPassed
from rulesvc.usecases.periods import DaysReversed, PeriodsOverlap
from rulesvc.usecases.persons import NewPerson, add_person, system_actor
from rulesvc.usecases.written_numbers import TwoReadings
from tests.admin.visiting import Visitor, enrol, told
from tests.service.databases import NOW

SUNDAY, MONDAY = date(2026, 12, 10), date(2026, 12, 1)


@pytest.fixture
def asked(app: Flask, database: Database) -> Iterator[None]:
    """The application as it answers a request, with an approver of a position."""
    with database.writing() as session:
        tester = system_actor(session, "tester", now=NOW)
        minh = NewPerson("minh", "Trần Văn Minh", "Phó Giám đốc Sở", ("approver",))
        add_person(session, minh, actor=tester, now=NOW)
    with app.test_request_context():
        yield


def on_a_page(refusal: Refusal) -> str:
    return language("vi").say(refusal)


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (FieldMissing("reason", at=("reason",)), "Chưa nhập lý do."),
        (FieldMissing("comment", at=("comment",)), "Chưa nhập ý kiến."),
        (NotEmpty("number", "", at=("number",)), "Chưa nhập số, ký hiệu."),
        (NotEmpty("dated", "", at=("dated",)), "Chưa nhập ngày ban hành."),
        (FieldMissing("signer", at=("signer",)), "Chưa nhập người ký."),
        (FieldMissing("table", at=("table",)), "Chưa nhập bảng điều kiện xếp loại."),
        (FieldMissing("votes.in_favour", at=("votes", "in_favour")), "Chưa nhập số phiếu đồng ý."),
        (FieldMissing("criteria.2.name.vi", at=("criteria", 2, "name", "vi")), "Chưa nhập tiêu chí 3, tên."),
        (Blank("agency", at=("agency",)), "Chưa nhập cơ quan, đơn vị."),
        (NotANumber("", at=("distance",)), "Chưa nhập khoảng cách (điểm phần trăm)."),
        (NotANumber("", at=("x",)), "Chưa nhập mục này."),
        (NoMember("roles", "", at=("roles",)), "Chưa chọn vai trò."),
        (UnknownDocument("", (), at=("document",)), "Chưa chọn văn bản."),
        (DocumentToBeChosen("", ("3396-qd-ubnd",), at=("document",)), "Chưa chọn văn bản."),
        (BadValue(said("x"), "", said("y"), at=("code",)), "Chưa nhập mã."),
    ],
)
def test_an_empty_field_that_is_needed_is_named_by_its_label(refusal: Refusal, words: str) -> None:
    assert on_a_page(refusal) == words


def test_a_field_that_is_wrong_is_named_by_its_label() -> None:
    told = on_a_page(TooLong("name.vi", "x" * 9, 5, at=("name", "vi")))
    assert told.startswith("Tên: “xxxxxxxxx”")


def test_other_systems_are_told_the_same_by_the_names_of_their_fields() -> None:
    refusal = FieldMissing("name.vi", at=("name", "vi"))
    assert language_of_the_api("vi").say(refusal).startswith("name.vi:")


@pytest.mark.parametrize(
    ("refusal", "there", "never"),
    [
        (NotANumber("tám"), "87,5", "9.75"),
        (TwoReadings("1.200", "1200", "1,200"), "1200", "ngoặc kép"),
        (BadCharacter("a"), "ký tự đặc biệt", "surrogate"),
        (NotADay("dated", "hôm qua", at=("dated",)), "31/12/2026", "2023-03-01"),
        (DaysReversed(SUNDAY, MONDAY), "10/12/2026", "2026-12-10"),
        (DayPassed(MONDAY, SUNDAY), "10/12/2026", "2026-12"),
        (PeriodsOverlap("2026", MONDAY, SUNDAY), "01/12/2026", "--overlapping"),
    ],
)
def test_numbers_and_days_are_told_as_they_are_written_here(refusal: Refusal, there: str, never: str) -> None:
    told = on_a_page(refusal)
    assert there in told
    assert never not in told


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (RoleMissing("minh", "administer", ()), "Phó Giám đốc Sở Trần Văn Minh không có quyền"),
        (RoleMissing("minh", "administer", ()), "(quản trị hệ thống)"),
        (ContentChanged("so", 2, "minh", NOW), "vừa được Phó Giám đốc Sở Trần Văn Minh cập nhật"),
        (ContentChanged("so", 2, "init", NOW), "vừa được tài khoản của hệ thống cập nhật"),
        (ReplacesOthers("so", 2, (1,)), "Bộ chỉ số CCHC của các sở"),
        (UnknownBlock("xa", ("huyen", "so")), "UBND"),
        (BadValue(said("{c}", c=Coded("the-che", Text("Cải cách thể chế"))), 1, said("y")), "Cải cách thể chế"),
    ],
)
@pytest.mark.usefixtures("asked")
def test_whatever_has_a_name_is_called_by_it(refusal: Refusal, words: str) -> None:
    assert words in on_a_page(refusal)
    assert "edi" not in on_a_page(refusal)


def test_missing_answers_are_told_by_the_names_of_criteria_and_travel() -> None:
    named = (Coded("thu-tuc-hanh-chinh", Text("Cải cách thủ tục hành chính")),)
    refusal = deepcopy(MissingAnswers(Count(1), named))
    assert "01 tiêu chí: Cải cách thủ tục hành chính" in on_a_page(refusal)
    assert "thu-tuc-hanh-chinh" in language_of_the_api("vi").say(refusal)


@pytest.mark.parametrize("body", [ReturnBody(), ProposalBody()])
def test_no_schema_of_a_form_names_a_field_to_a_person(body: Schema) -> None:
    with pytest.raises(Refused) as refused:
        load(body, {})
    assert all(on_a_page(each).startswith(("Chưa nhập ", "Chưa chọn ")) for each in refused.value.refusals)


def test_a_blank_in_a_required_box_is_told_by_its_label(an: Visitor) -> None:
    answer = an.post("/persons/new", code="", name=" ", roles="viewer")
    assert answer.status_code == 422
    assert "Chưa nhập mã." in told(answer)
    assert "Chưa nhập tên." in told(answer)


def test_who_may_not_is_told_so_in_words(app: Flask, database: Database) -> None:
    enrol(database, "edi", "Đinh Văn Lâm", "editor")
    page = told(Visitor(app.test_client()).sign_in("edi").get("/audit/"))
    assert "Đinh Văn Lâm không có quyền thực hiện việc này (quản trị hệ thống)" in page


# ---- criteria --------------------------------------------------------------------------------------------------------


@pytest.fixture
def of_an_edition(app: Flask) -> Iterator[None]:
    """A request for a page of the edition that is there."""
    with app.test_request_context("/editions/so/1/steps/"):
        yield


@pytest.mark.usefixtures("of_an_edition")
@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (SumDiffers("the-che", 10, 9), "Tiêu chí Cải cách thể chế: "),
        (NotANumber("x", of="the-che"), "Tiêu chí Cải cách thể chế: “x” không phải là số."),
        (
            BadValue(said("criterion {code}: step", code="the-che"), "0", "y"),
            "Tiêu chí Cải cách thể chế, bước chấm: “0”",
        ),
        (PartWithoutCase("the-che", "sipas"), "Tiêu chí Cải cách thể chế: "),
        (SumDiffers("moi", 10, 9), "Tiêu chí moi: "),
    ],
    ids=["its own", "before it", "within", "its part", "not stored"],
)
def test_criteria_are_called_by_their_names_on_the_pages_of_their_edition(refusal: Refusal, words: str) -> None:
    told_there = on_a_page(refusal)
    assert told_there.startswith(words)
    assert "the-che" not in told_there
    assert "sipas" not in told_there


@pytest.mark.usefixtures("asked")
def test_elsewhere_criteria_are_called_by_their_codes() -> None:
    assert on_a_page(SumDiffers("the-che", 10, 9)).startswith("Tiêu chí the-che: ")


def test_on_the_page_of_an_edition_that_is_not_there_the_code_stays(app: Flask) -> None:
    with app.test_request_context("/editions/so/77/steps/"):
        assert on_a_page(SumDiffers("the-che", 10, 9)).startswith("Tiêu chí the-che: ")
