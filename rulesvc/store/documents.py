"""The register of documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, String, and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from rules.canonical import canonical, digest
from rules.content import text_content
from rules.document import Document
from rules.errors import N_, Path, require
from rules.language import CODES
from rules.phrases import document_name
from rules.said import Said, said
from rules.text import Text
from rulesvc import models
from rulesvc.errors import DocumentNotComplete, MinutesNotComplete, UnknownDocument
from rulesvc.languages import language
from rulesvc.models.base import table
from rulesvc.models.document import DocumentStatus
from rulesvc.store.alike import closest
from rulesvc.store.edition_rows import Row, document_row
from rulesvc.store.folding import folded, holds
from rulesvc.store.paging import rows_of_page
from rulesvc.store.rivals import insert_missing

_DAY: Final = len("2022-12-30")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the register says of a document: what rules cite of it, who signed it, since when and for what it holds."""

    code: str
    kind: Text
    number: str = ""
    dated: str = ""
    issuer: Text = Text("")
    subject: Text = Text("")
    signer: str = ""
    signer_title: str = ""
    effective_from: date | None = None
    periods: tuple[str, ...] = ()
    status: DocumentStatus = DocumentStatus.ISSUED

    def __post_init__(self) -> None:
        self.cited()

    def cited(self) -> Document:
        """The document as rules cite it.

        Raises: `rules.errors.BadValue`.
        """
        return Document(self.code, self.kind, self.number, self.dated, self.issuer, self.subject)


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """A document of the register."""

    id: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which documents are wanted; blank is any. *words* must all stand in it, whatever their accents and case."""

    kind: str = ""
    status: str = ""
    period: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some documents, the last registered first; *next* is what to ask for the page after it, `None` on the last."""

    entries: tuple[Entry, ...]
    next: int | None


def content(entry: Entry) -> dict[str, Any]:
    """*entry* as JSON holds it; texts by language, nothing where they are blank."""
    return {
        "code": entry.code,
        "kind": text_content(entry.kind),
        "number": entry.number,
        "dated": entry.dated,
        "issuer": text_content(entry.issuer),
        "subject": text_content(entry.subject),
        "signer": entry.signer,
        "signer_title": entry.signer_title,
        "effective_from": None if entry.effective_from is None else entry.effective_from.isoformat(),
        "periods": list(entry.periods),
        "status": entry.status.value,
    }


def sha256(entry: Entry) -> str:
    """The hash of what the register says, by which a change that overlooks another one is noticed."""
    return digest(canonical(content(entry)))


def register(session: Session, documents: Iterable[Document]) -> None:
    """Enter the *documents* whose codes are not in the register yet; the others stay as they are."""
    wanted = {document.code: document for document in documents}
    known = set(session.scalars(select(models.Document.code).where(models.Document.code.in_(wanted))))
    new = [_searchable(document_row(document)) for code, document in sorted(wanted.items()) if code not in known]
    if new:
        insert_missing(session, models.Document, new)


def add(session: Session, entry: Entry) -> DocumentKey | None:
    """Enter a document; `None` where its code is taken, be it in this moment."""
    try:
        with session.begin_nested():
            session.execute(insert(table(models.Document)), _row(entry))
    except IntegrityError:
        return None
    return by_code(session, entry.code)


def namesake(session: Session, entry: Entry) -> str | None:
    """The code of a document with number and date of *entry*, unless both tell by whom and it is somebody else."""
    if not (entry.number and entry.dated):
        return None
    row = models.Document
    for other in map(_entry, session.scalars(select(row).where(row.dated == entry.dated).order_by(row.id))):
        issuers = {folded(each.issuer.vi).strip() for each in (entry, other)} - {""}
        if _plain(other.number) == _plain(entry.number) and len(issuers) <= 1:
            return other.code
    return None


def change(session: Session, key: DocumentKey, old: Entry, new: Entry) -> None:
    """Let the register say *new* of a document in place of *old*. What stays is not written: it may be fixed."""
    row, before = table(models.Document), _row(old)
    differing = {name: value for name, value in _row(new).items() if value != before[name]}
    session.execute(update(row).where(row.c.id == key.id).values(**differing))
    session.expire_all()


def by_code(session: Session, code: str, *, at: Path = ()) -> DocumentKey:
    """The document with that *code*.

    Raises: `UnknownDocument` with those that are written alike.
    """
    return _key(session, select(models.Document.id).where(models.Document.code == code), code, at)


def locked(session: Session, code: str, *, at: Path = ()) -> DocumentKey:
    """The document once whoever changes it, or issues by it, has finished; it stays so until the commit.

    Raises: as `by_code`.
    """
    wanted = select(models.Document.id).where(models.Document.code == code)
    return _key(session, wanted.with_for_update(key_share=True), code, at)


def entry(session: Session, key: DocumentKey) -> Entry:
    """What the register says of a document."""
    return _entry(session.execute(select(models.Document).where(models.Document.id == key.id)).scalar_one())


def cited(session: Session, codes: Iterable[str]) -> Mapping[str, Document]:
    """The documents with these *codes*, by code, as they may be cited."""
    found = session.scalars(select(models.Document).where(models.Document.code.in_(frozenset(codes))))
    return {row.code: _entry(row).cited() for row in found}


def called(session: Session, code: str) -> Text:
    """What people call the document with that *code*, which is in the register."""
    return _called(entry(session, by_code(session, code)))


def listed(session: Session, filters: Filters, *, before: int | None, limit: int) -> Page:
    """The last *limit* documents registered that pass *filters*, of those before the cursor of a page."""
    rows, more = rows_of_page(session, _filtered(filters), models.Document.id, before=before, limit=limit)
    page = tuple(row for (row,) in rows)
    return Page(tuple(map(_entry, page)), page[-1].id if more else None)


def in_which(session: Session, names: Iterable[str]) -> tuple[Entry, ...]:
    """The documents in which one of the *names* stands, whatever its accents and case, the last registered first."""
    row = models.Document
    wanted = select(row).where(or_(*(and_(*holds(row.searched, name)) for name in names))).order_by(row.id.desc())
    return tuple(map(_entry, session.scalars(wanted)))


def require_signed(session: Session, code: str, *, today: date, at: Path = ()) -> DocumentKey:
    """The document with that *code*, if it has all it takes to issue something by it. It stays so until the commit.

    Raises: `UnknownDocument`, `DocumentNotComplete`.
    """
    key = _kept(session, code, at)
    found = entry(session, key)
    missing = _missing(
        (N_("number and symbol"), found.number != ""),
        *_dated(found, today),
        (N_("signer"), found.signer != ""),
        _filed(session, key),
        _in_force(found),
    )
    require(not missing, DocumentNotComplete(_called(found), missing, at=at))
    return key


def require_minutes(session: Session, code: str, *, today: date) -> None:
    """Return if something may be confirmed by the minutes with that *code*. They stay so until the commit.

    Raises: `UnknownDocument`, `MinutesNotComplete`.
    """
    key = _kept(session, code, ())
    found = entry(session, key)
    missing = _missing(*_dated(found, today), _filed(session, key), _in_force(found))
    require(not missing, MinutesNotComplete(_called(found), missing))


def _plain(number: str) -> str:
    """A number without what is typed now so and now otherwise: accents, case, spaces."""
    return "".join(folded(number).split())


def _called(found: Entry) -> Text:
    return Text(*(document_name(language(code), found.cited()) for code in CODES))


def _kept(session: Session, code: str, at: Path) -> DocumentKey:
    """The document, which nobody changes until the commit."""
    wanted = select(models.Document.id).where(models.Document.code == code)
    return _key(session, wanted.with_for_update(read=True), code, at)


_Needed = tuple[str, bool]
"""What a document needs, and whether it is there."""


def _dated(found: Entry, today: date) -> tuple[_Needed, _Needed]:
    """Who signs dates to the day, and to none that is to come."""
    is_dated = len(found.dated) == _DAY
    has_come = not is_dated or found.dated <= today.isoformat()
    return (N_("date of issue"), is_dated), (N_("a date of issue that has come"), has_come)


def _filed(session: Session, key: DocumentKey) -> _Needed:
    """What is signed is kept as it was signed."""
    file = session.scalar(select(models.DocumentFile.id).where(models.DocumentFile.document_id == key.id).limit(1))
    return N_("signed file"), file is not None


def _in_force(found: Entry) -> _Needed:
    """A draft is signed by nobody, and by what has run out nothing is issued any more."""
    return N_("the status “issued”"), found.status is DocumentStatus.ISSUED


def _missing(*needed: _Needed) -> tuple[Said, ...]:
    return tuple(said(words) for words, is_there in needed if not is_there)


def _key(session: Session, wanted: Select[int], code: str, at: Path) -> DocumentKey:
    found = session.scalar(wanted)
    if found is None:
        raise UnknownDocument(code, closest(code, session.scalars(select(models.Document.code)).all()), at=at)
    return DocumentKey(found, code)


def _filtered(filters: Filters) -> Select[models.Document]:
    row = models.Document
    wanted = select(row)
    if filters.kind:
        columns = table(row).c
        wanted = wanted.where(or_(columns.kind_vi == filters.kind, columns.kind_en == filters.kind))
    if filters.status:
        wanted = wanted.where(row.status == filters.status)
    if filters.period:  # a period is one of the words of the column
        periods = " " + table(row).c.periods.cast(String) + " "
        wanted = wanted.where(periods.contains(f" {filters.period} ", autoescape=True))
    return wanted.where(*holds(row.searched, filters.words))


def _entry(row: models.Document) -> Entry:
    return Entry(
        code=row.code,
        kind=row.kind,
        number=row.number,
        dated=row.dated,
        issuer=row.issuer,
        subject=row.subject,
        signer=row.signer,
        signer_title=row.signer_title,
        effective_from=row.effective_from,
        periods=row.periods,
        status=DocumentStatus(row.status),
    )


def _row(entry: Entry) -> Row:
    return _searchable(
        {
            **document_row(entry.cited()),
            "signer": entry.signer,
            "signer_title": entry.signer_title,
            "effective_from": entry.effective_from,
            "periods": entry.periods,
            "status": entry.status.value,
        }
    )


_SEARCHED: Final = ("code", "number", "kind", "issuer", "subject", "signer", "signer_title")


def _searchable(row: Row) -> Row:
    """*row* with the words by which the document is found."""
    words = (value for name, value in row.items() if name.removesuffix("_vi").removesuffix("_en") in _SEARCHED)
    return {**row, "searched": folded(" ".join(filter(None, words)))}
