"""The register of documents as tests keep it."""

from datetime import timedelta
from typing import Any

from rules.text import Text
from rulesvc.database import Database
from rulesvc.store.persons import Actor
from rulesvc.usecases.document_files import FileLine, NewFile, attach_file
from rulesvc.usecases.documents import DocumentRecord, Entry, Relation, add_document, find_document, relate
from tests.service.databases import NOW

HOUR = timedelta(hours=1)
PDF = b"%PDF-1.7\n1 0 obj\nendobj\nstartxref\n9\n%%EOF\n"


def an_entry(code: str = "kh-12", **changes: Any) -> Entry:
    """A plan that is signed."""
    given: dict[str, Any] = {
        "kind": Text("Kế hoạch"),
        "number": "12/KH-UBND" if code == "kh-12" else f"{code}/KH-UBND",
        "dated": "2023-01-10",
        "issuer": Text("Ủy ban nhân dân tỉnh"),
        "subject": Text("Cải cách hành chính năm 2023"),
        "signer": "Nguyễn Văn Đức",
        "signer_title": "Phó Chủ tịch",
    }
    return Entry(code=code, **{**given, **changes})


def registered(database: Database, actor: Actor, code: str = "kh-12", **changes: Any) -> DocumentRecord:
    """A document in the register."""
    with database.writing() as session:
        return add_document(session, an_entry(code, **changes), actor=actor, now=NOW)


def related(database: Database, actor: Actor, code: str, kind: str, other: str) -> DocumentRecord:
    """A document that stands so to the *other*."""
    with database.writing() as session:
        return relate(session, code, Relation(kind, other), actor=actor, now=NOW + HOUR)


def attached(
    database: Database, actor: Actor, code: str = "kh-12", *, name: str = "KH 2023.pdf", content: bytes = PDF
) -> FileLine:
    """A file of a document."""
    with database.writing() as session:
        return attach_file(session, code, NewFile(name, content), actor=actor, now=NOW + HOUR)


def record_of(database: Database, code: str = "kh-12") -> DocumentRecord:
    """A document with all that belongs to it."""
    with database.reading() as session:
        return find_document(session, code)
