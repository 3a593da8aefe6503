"""Editions as they come about: persons with roles, drafts, decisions, and the steps from one status to the next."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from foresight.cases import Case, Decided
from foresight.problem import Severity
from rules.text import Text
from rulesvc import models
from rulesvc.database import Database
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store.acknowledgements import NewAcknowledgement
from rulesvc.store.editions import EditionLine
from rulesvc.store.persons import Actor
from rulesvc.usecases.cases import write
from rulesvc.usecases.check import acknowledge, check
from rulesvc.usecases.drafting import Amendment, Changed, ElementLine, amend
from rulesvc.usecases.editions import EditionRef, Issuing, clear, draft, issue, submit
from tests.hai_duong import sheets
from tests.service.databases import NOW
from tests.service.people import person

DAY = timedelta(days=1)
FIRST = EditionRef("so", 1)


def lan(database: Database) -> Actor:
    """An editor."""
    return person(database, "lan", models.Role.EDITOR)


def minh(database: Database) -> Actor:
    """An approver."""
    return person(database, "minh", models.Role.APPROVER)


def hoa(database: Database) -> Actor:
    """Whoever records signed decisions."""
    return person(database, "hoa", models.Role.ISSUER)


def decision(database: Database, code: str = "qd-1", *, signed: bool = True) -> str:
    """The code of a decision in the register, with its signed file."""
    with database.writing() as session:
        if session.scalar(select(models.Document.id).where(models.Document.code == code)) is None:
            _register(session, code, signed=signed)
    return code


def drafted(
    database: Database, *, origin: EditionRef = FIRST, periods: tuple[str, ...] = ("2022",), by: Actor | None = None
) -> EditionRef:
    """A new draft."""
    with database.writing() as session:
        line = draft(session, origin, periods, actor=by or lan(database), now=NOW + DAY)
    return EditionRef(line.rubric, line.number)


def changed(
    database: Database, ref: EditionRef, *address: str, by: Actor | None = None, **changes: object
) -> ElementLine:
    """An element of a draft with *changes*."""
    amendment = Amendment(Changed(address, changes), read_part)
    actor = by or lan(database)
    with database.writing() as session:
        return amend(session, ref, amendment, actor=actor, now=NOW + DAY)


def tried(database: Database, ref: EditionRef, *, by: Actor | None = None) -> EditionRef:
    """*ref*, a draft of the reference case, with one case, which comes out as expected."""
    expected = {"group": (Decided(outcome="80-90"),)}
    case = Case("khu-cong-nghiep", sheets()["bql-khu-cong-nghiep"], expected, ("group",))
    actor = by or lan(database)
    with database.writing() as session:
        write(session, ref, case, actor=actor, now=NOW + DAY)
    return ref


def acknowledged(database: Database, ref: EditionRef, *, by: Actor | None = None) -> EditionRef:
    """*ref* with every warning acknowledged that is not yet: what its rules leave open is the reference case's own."""
    actor = by or lan(database)
    with database.writing() as session:
        for each in check(session, ref).problems:
            if each.found.severity is Severity.WARNING and not each.is_settled:
                new = NewAcknowledgement(each.found.name, "Trình Hội đồng xem xét")
                acknowledge(session, ref, new, actor=actor, now=NOW + DAY)
    return ref


def submitted(database: Database, ref: EditionRef) -> EditionRef:
    """*ref*, submitted by its editor."""
    actor = lan(database)
    acknowledged(database, ref)
    with database.writing() as session:
        submit(session, ref, actor=actor, now=NOW + DAY)
    return ref


def cleared(database: Database, ref: EditionRef) -> EditionRef:
    """*ref*, submitted and cleared by somebody else."""
    submitted(database, ref)
    actor = minh(database)
    with database.writing() as session:
        clear(session, ref, actor=actor, now=NOW + DAY)
    return ref


def issued(
    database: Database, ref: EditionRef, *, replaces: tuple[int, ...] = (1,), at: datetime = NOW + 2 * DAY
) -> EditionLine:
    """*ref*, submitted, cleared and issued by a decision."""
    cleared(database, ref)
    by, actor = Issuing(decision(database), replaces), hoa(database)
    with database.writing() as session:
        return issue(session, ref, by, actor=actor, now=at)


def nested(levels: int) -> dict[str, Any]:
    """A criterion with so many levels of parts under it."""
    criterion: dict[str, Any] = {"code": f"c{levels}", "name": {"vi": "Tiêu chí"}, "max_points": "100"}
    return {**criterion, "parts": [nested(levels - 1)]} if levels else criterion


def _register(session: Session, code: str, *, signed: bool) -> None:
    texts = {"kind": Text("Quyết định"), "issuer": Text("UBND tỉnh"), "subject": Text("Về Bộ chỉ số")}
    document = models.Document(
        code=code, number="12/QĐ-UBND", dated="2023-02-01", signer="Nguyễn Văn A", signer_title="Chủ tịch", **texts
    )
    session.add(document)
    session.flush()
    if signed:
        content = b"%PDF-1.7 signed %%EOF"
        session.add(
            models.DocumentFile(
                document_id=document.id,
                name="quyet-dinh.pdf",
                media_type="application/pdf",
                sha256=sha256(content).hexdigest(),
                content=content,
                added_at=NOW,
                added_by=1,
            )
        )
