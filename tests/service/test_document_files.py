"""Signed files come back byte for byte, are kept once, and are never touched."""

import secrets
from hashlib import sha256

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from rules.errors import Refusal
from rulesvc import models
from rulesvc.database import Database
from rulesvc.errors import UnknownDocument
from rulesvc.languages import language
from rulesvc.models.base import table
from rulesvc.store.persons import Actor
from rulesvc.usecases.document_files import LARGEST_FILE, read_file
from rulesvc.usecases.document_refusals import BadFileName, FileTooLarge, NotAPdf, SameFile, UnknownFile
from tests.service.databases import NOW
from tests.service.editing import drafted, issued
from tests.service.registering import HOUR, PDF, attached, record_of, registered
from tests.service.test_lists import events


def test_a_file_comes_back_byte_for_byte(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    content = b"%PDF-1.4\n" + secrets.token_bytes(300_000) + b"\r\n%%EOF\r\n"
    line = attached(hai_duong, actor, content=content)
    assert (line.sha256, line.size, line.added_by) == (sha256(content).hexdigest(), len(content), "tester")
    with hai_duong.reading() as session:
        kept = read_file(session, "kh-12", line.sha256)
    assert (kept.content, kept.name, kept.media_type) == (content, "KH 2023.pdf", "application/pdf")
    assert record_of(hai_duong).files == (line,)


def test_a_file_is_audited_with_its_hash(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    line = attached(hai_duong, actor)
    told = {"name": "KH 2023.pdf", "sha256": line.sha256, "size": len(PDF)}
    assert events(hai_duong, "document")[-1] == ("document-file-added", "kh-12", told)


def test_the_same_bytes_a_second_time_are_told(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    attached(hai_duong, actor)
    with pytest.raises(SameFile) as refused:
        attached(hai_duong, actor, name="other.pdf")
    assert (refused.value.name, refused.value.when) == ("KH 2023.pdf", NOW + HOUR)
    registered(hai_duong, actor, "kh-13")
    assert attached(hai_duong, actor, "kh-13").sha256 == record_of(hai_duong).files[0].sha256


def test_further_files_stand_beside_the_first(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    attached(hai_duong, actor)
    attached(hai_duong, actor, name="phụ lục.pdf", content=PDF + b"\n")
    assert [file.name for file in record_of(hai_duong).files] == ["KH 2023.pdf", "phụ lục.pdf"]


def test_a_file_may_come_after_something_was_issued(hai_duong: Database, actor: Actor) -> None:
    issued(hai_duong, drafted(hai_duong))
    assert attached(hai_duong, actor, "qd-1").name == "KH 2023.pdf"


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"%PDF-1.7", b" %PDF-1.7 %%EOF", b"%PDF-1.7 %%EOF" + b"x" * 1024, b"<html>%PDF-1.7 %%EOF"],
)
def test_what_is_no_whole_pdf_is_refused(hai_duong: Database, actor: Actor, content: bytes) -> None:
    registered(hai_duong, actor)
    with pytest.raises(NotAPdf) as refused:
        attached(hai_duong, actor, name="KH 2022.pdf", content=content)
    said = "Tệp “KH 2022.pdf” không phải tệp PDF hợp lệ. Nội dung cũ không thay đổi."
    assert language("vi").say(refused.value) == said
    assert record_of(hai_duong).files == ()


@pytest.mark.parametrize(
    "name", ["", " ", ".", "..", "a/b.pdf", "a\\b.pdf", "a\nb.pdf", "a\x00.pdf", "fdp\u202e.exe", "x" * 201]
)
def test_a_name_that_is_none_is_refused(hai_duong: Database, actor: Actor, name: str) -> None:
    registered(hai_duong, actor)
    with pytest.raises(BadFileName):
        attached(hai_duong, actor, name=name)


def test_a_name_is_kept_with_composed_letters(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    assert attached(hai_duong, actor, name="Ke\u0302\u0301 hoạch.pdf").name == "Kế hoạch.pdf"


def test_a_file_may_have_fifty_megabytes_and_no_more(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    with pytest.raises(FileTooLarge) as refused:
        attached(hai_duong, actor, content=b"%PDF-" + bytes(LARGEST_FILE - 9) + b"%%EOF")
    assert "50 MB" in str(refused.value)
    assert attached(hai_duong, actor, content=b"%PDF-" + bytes(LARGEST_FILE - 10) + b"%%EOF").size == LARGEST_FILE


@pytest.mark.parametrize(("code", "refusal"), [("kh-12", UnknownFile), ("kh-13", UnknownDocument)])
def test_a_file_that_is_not_there_is_told(hai_duong: Database, actor: Actor, code: str, refusal: type[Refusal]) -> None:
    registered(hai_duong, actor)
    with hai_duong.reading() as session, pytest.raises(refusal):
        read_file(session, code, sha256(PDF).hexdigest())


def test_the_database_lets_nobody_touch_a_file(hai_duong: Database, actor: Actor) -> None:
    registered(hai_duong, actor)
    line = attached(hai_duong, actor)
    row = table(models.DocumentFile)
    for statement in (update(row).values(content=b"%PDF- another %%EOF"), delete(row)):
        with pytest.raises(DBAPIError, match="append-only"), hai_duong.writing() as session:
            session.execute(statement)
    with hai_duong.reading() as session:
        assert read_file(session, "kh-12", line.sha256).content == PDF
