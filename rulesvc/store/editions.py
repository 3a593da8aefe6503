"""Editions: their lines, and each as one frozen rubric that is what its hash says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session, aliased

from rules.canonical import canonical, digest
from rules.content import edition_of, rubric_content
from rules.errors import Path, require
from rules.rubric import Edition, Rubric
from rules.text import Text
from rules.version import FORMAT_VERSION
from rulesvc import models
from rulesvc.database import act_as
from rulesvc.errors import StoredContentDiffers, UnknownEdition
from rulesvc.models.base import table
from rulesvc.models.edition import Status
from rulesvc.store import rubrics, snapshots
from rulesvc.store.edition_rows import content_rows
from rulesvc.store.edition_values import read_rows
from rulesvc.store.frozen import frozen
from rulesvc.store.periods import PeriodLine


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionKey:
    """What it takes to read an edition.

    *sha256* is not there while it is a draft; *draft_sha256* is the hash of what its rows were last made to say.
    """

    id: int
    rubric_id: int
    rubric: str
    block: str
    number: int
    status: str
    sha256: str | None
    draft_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine(EditionKey):
    """An edition without its content; *periods* are the codes of those it covers.

    *based_on* is the number of the edition it was copied from, *document* the code of the decision that issued it.
    """

    bootstrap: bool
    name: Text
    periods: tuple[str, ...]
    author: str
    created_at: datetime
    based_on: int | None
    document: str | None
    issued_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewEdition:
    """A draft that is to be added; *bootstrap*: it will be issued at once, as the first of its rubric."""

    number: int
    created_by: int
    created_at: datetime
    bootstrap: bool = False
    based_on: int | None = None


_origin = aliased(models.Edition)


def lines() -> Select[*tuple[Any, ...]]:
    """Editions with their rubric and block, to be narrowed down and handed to `read_lines`."""
    edition, rubric, block = models.Edition, models.Rubric, models.Block
    return (
        select(
            edition,
            rubric.code.label("rubric"),
            block.code.label("block"),
            models.Person.code.label("author"),
            models.Document.code.label("document"),
            _origin.number.label("based_on"),
        )
        .join(rubric, rubric.id == edition.rubric_id)
        .join(block, block.id == rubric.block_id)
        .join(models.Person, models.Person.id == edition.created_by)
        .outerjoin(models.Document, models.Document.id == edition.document_id)
        .outerjoin(_origin, _origin.id == edition.based_on)
        .order_by(rubric.code, edition.number)
    )


def read_lines(session: Session, wanted: Select[*tuple[Any, ...]]) -> tuple[EditionLine, ...]:
    """The lines that *wanted* finds, in two queries."""
    rows = session.execute(wanted).all()
    periods = _periods(session, [row.Edition.id for row in rows])
    return tuple(
        EditionLine(
            id=row.Edition.id,
            rubric_id=row.Edition.rubric_id,
            rubric=row.rubric,
            block=row.block,
            number=row.Edition.number,
            status=row.Edition.status,
            bootstrap=row.Edition.bootstrap,
            name=row.Edition.name,
            periods=periods.get(row.Edition.id, ()),
            author=row.author,
            created_at=row.Edition.created_at,
            based_on=row.based_on,
            document=row.document,
            sha256=row.Edition.sha256,
            draft_sha256=row.Edition.draft_sha256,
            issued_at=row.Edition.issued_at,
        )
        for row in rows
    )


def of_rubric(session: Session, rubric_id: int) -> tuple[EditionLine, ...]:
    """All editions of a rubric, oldest first."""
    return read_lines(session, lines().where(models.Edition.rubric_id == rubric_id))


def of_status(session: Session, statuses: Collection[Status]) -> tuple[EditionLine, ...]:
    """All editions with one of these *statuses*, by rubric and number."""
    return read_lines(session, lines().where(models.Edition.status.in_(statuses)))


def by_id(session: Session, edition_id: int) -> EditionLine:
    """The line of an edition that exists."""
    (line,) = read_lines(session, lines().where(models.Edition.id == edition_id))
    return line


def by_number(session: Session, rubric: str, number: int, *, at: Path = ()) -> EditionLine:
    """Edition *number* of the rubric with code *rubric*.

    Raises: `UnknownRubric`, `UnknownEdition`.
    """
    of_code = read_lines(session, lines().where(models.Rubric.code == rubric))
    for line in of_code:
        if line.number == number:
            return line
    rubrics.by_code(session, rubric)
    raise UnknownEdition(rubric, str(number), tuple(str(line.number) for line in of_code), at=at)


def read(session: Session, key: EditionKey) -> Edition:
    """The edition with that *key*, frozen. A draft is kept under the hash of what its rows were last made to say.

    Raises: `StoredContentDiffers` for an issued edition whose rows were changed.
    """
    if key.sha256 is None:
        if not key.draft_sha256:  # a draft older than that column, not changed since
            return read_anew(session, key)
        return edition_of(frozen(key.draft_sha256, lambda: _from_rows(session, key)), key.number)
    sha256 = key.sha256
    return Edition(frozen(sha256, lambda: _verified(session, key, sha256)), key.number, sha256)


def read_anew(session: Session, key: EditionKey) -> Edition:
    """The edition with that *key* as its rows say now, whatever was read before."""
    return edition_of(_from_rows(session, key), key.number)


def add(session: Session, rubric_id: int, rubric: Rubric, new: NewEdition) -> int:
    """Insert a draft with all its content."""
    act_as(session, new.created_by)
    row = models.Edition(
        rubric_id=rubric_id,
        number=new.number,
        status=Status.DRAFT,
        bootstrap=new.bootstrap,
        name=rubric.name,
        review_table=rubric.review_table,
        draft_sha256=digest(canonical(rubric_content(rubric))),
        based_on=new.based_on,
        created_at=new.created_at,
        created_by=new.created_by,
    )
    session.add(row)
    session.flush()
    for model, rows in content_rows(rubric):
        session.execute(insert(table(model)), [{"edition_id": row.id, **each} for each in rows])
    return row.id


def cover(session: Session, edition_id: int, covered: Iterable[PeriodLine]) -> None:
    """Let an edition cover periods."""
    rows = [{"edition_id": edition_id, "period_id": period.id} for period in covered]
    if rows:
        session.execute(insert(table(models.EditionPeriod)), rows)


def _periods(session: Session, edition_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    covers, period = models.EditionPeriod, models.Period
    rows = session.execute(
        select(covers.edition_id, period.code)
        .join(period, period.id == covers.period_id)
        .where(covers.edition_id.in_(edition_ids))
        .order_by(period.first_day)
    )
    found: dict[int, tuple[str, ...]] = {}
    for edition_id, code in rows:
        found[edition_id] = (*found.get(edition_id, ()), code)
    return found


def _from_rows(session: Session, key: EditionKey) -> Rubric:
    return read_rows(session, session.get_one(models.Edition, key.id), key.rubric, key.block)


def _verified(session: Session, key: EditionKey, sha256: str) -> Rubric:
    """The rubric of the rows; of the snapshot where the edition was issued under another format."""
    format_version = session.scalar(
        select(models.EditionText.format_version).where(models.EditionText.sha256 == sha256)
    )
    if format_version != FORMAT_VERSION:
        return snapshots.rebuilt(session, sha256)
    rubric = _from_rows(session, key)
    found = digest(canonical(rubric_content(rubric)))
    require(found == sha256, StoredContentDiffers(key.rubric, key.number, sha256, found))
    return rubric
