"""The register of documents: entered, corrected as long as nothing was issued by them, related, and kept as signed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from rules.errors import Path, require
from rules.said import Said, said
from rules.text import Text
from rulesvc.errors import UnknownPeriod
from rulesvc.models.document import DocumentStatus, RelationKind
from rulesvc.store import audit, document_citations, document_files, document_relations, documents, periods
from rulesvc.store.document_citations import EditionCiting, EditionIssued
from rulesvc.store.document_files import FileLine
from rulesvc.store.document_relations import RelationLine
from rulesvc.store.documents import DocumentKey, Entry, Filters, Page
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.document_refusals import (
    DocumentChanged,
    DocumentExists,
    DocumentFixed,
    DocumentInUse,
    DocumentReadOtherwise,
    NotToBeRelatedSo,
    RelatedToItself,
    RelationExists,
    RelationInACircle,
    SameDocument,
    UnknownRelation,
    UnknownRelationKind,
)
from rulesvc.usecases.document_words import CONCLUSION, EDITION, STANDS, STATUSES, in_both_languages, kind_named

__all__ = [
    "DocumentRecord",
    "DocumentRef",
    "Entry",
    "Filters",
    "Page",
    "Relation",
    "add_document",
    "change_document",
    "find_document",
    "list_documents",
    "relate",
    "unrelate",
]

MOST_LISTED: Final = 200
"""The most documents of one page."""

_NOT_DRAFTS: Final = (DocumentStatus.ISSUED, DocumentStatus.EXPIRED)
_ANY: Final = tuple(DocumentStatus)

RELATED_TO: Final[Mapping[RelationKind, tuple[DocumentStatus, ...]]] = {
    RelationKind.BASED_ON: _NOT_DRAFTS,
    RelationKind.ANNEXED_TO: _ANY,
    RelationKind.AMENDS: (DocumentStatus.ISSUED,),
    RelationKind.REPLACES: _NOT_DRAFTS,
    RelationKind.REPEALS: (DocumentStatus.ISSUED,),
    RelationKind.CORRECTS: _NOT_DRAFTS,
}
"""How far the other document must have come: what has run out is neither amended nor repealed any more."""


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document by its code; *expected* is the hash of what whoever asks has seen of it."""

    code: str
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How a document stands to the *other*, by the word for it."""

    kind: str
    other: str


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document with all that belongs to it. *sha256* is the hash of its entry alone.

    *relations* are its own, *related* those of others to it; drafts of others do nothing to it yet.
    """

    entry: Entry
    sha256: str
    relations: tuple[RelationLine, ...]
    related: tuple[RelationLine, ...]
    files: tuple[FileLine, ...]
    citing: tuple[EditionCiting, ...]
    issued: tuple[EditionIssued, ...]


def add_document(session: Session, entry: Entry, *, actor: Actor, now: datetime) -> DocumentRecord:
    """Enter a document.

    Raises: `RoleMissing`, `UnknownPeriod`, `SameDocument`, `DocumentExists`.
    """
    actor = require_ability(actor, Ability.REGISTER)
    wanted = _settled(session, entry)
    same = documents.namesake(session, wanted)
    if same is not None and same != entry.code:
        raise SameDocument(documents.called(session, same), same, at=("number",))
    key = documents.add(session, wanted)
    if key is None:
        raise DocumentExists(entry.code, at=("code",))
    audit.write(session, "document-added", subject(key), actor=actor, now=now, after=documents.content(wanted))
    return _record(session, key)


def change_document(
    session: Session, ref: DocumentRef, revised: Callable[[Entry], Entry], *, actor: Actor, now: datetime
) -> DocumentRecord:
    """Let the register say what *revised* makes of what it says, if nobody changed what was seen.

    Raises: `RoleMissing`, `UnknownDocument`, `UnknownPeriod`, `DocumentChanged`, `DocumentReadOtherwise`,
    `DocumentFixed`, `DocumentInUse`; whatever *revised* raises.
    """
    actor = require_ability(actor, Ability.REGISTER)
    key = documents.locked(session, ref.code)
    old = documents.entry(session, key)
    if ref.expected not in (None, documents.sha256(old)):
        raise _changed_meanwhile(session, key)
    new = _settled(session, revised(old), known=old.kind)
    before, after = documents.content(old), documents.content(new)
    differing = [name for name in after if after[name] != before[name]]
    if differing:
        _require_free(session, key, new, is_fixed=set(differing) != {"status"})
        documents.change(session, key, old, new)
        told: dict[str, Any] = {
            "before": {name: before[name] for name in differing},
            "after": {name: after[name] for name in differing},
        }
        audit.write(session, "document-changed", subject(key), actor=actor, now=now, **told)
    return _record(session, key)


def relate(session: Session, code: str, relation: Relation, *, actor: Actor, now: datetime) -> DocumentRecord:
    """Let a document stand so to another one.

    Raises: `RoleMissing`, `UnknownDocument`, `UnknownRelationKind`, `RelatedToItself`, `NotToBeRelatedSo`,
    `RelationExists`, `RelationInACircle`.
    """
    actor = require_ability(actor, Ability.REGISTER)
    document_relations.lock(session)
    key, kind = documents.by_code(session, code), _kind(relation, at=("kind",))
    other = documents.by_code(session, relation.other, at=("other",))
    require(key != other, RelatedToItself(_called(session, key), at=("other",)))
    status, allowed, told = documents.entry(session, other).status, RELATED_TO[kind], said(STANDS[kind])
    suitable = tuple(said(STATUSES[each]) for each in allowed)
    require(
        status in allowed,
        NotToBeRelatedSo(_called(session, other), told, said(STATUSES[status]), suitable, at=("other",)),
    )
    named = (_called(session, key), told, _called(session, other))
    exists = any((each.kind, each.other) == (kind, other.code) for each in document_relations.of_document(session, key))
    require(not exists, RelationExists(*named))
    in_a_circle = document_relations.reaches(session, kind, other, key)
    require(not in_a_circle, RelationInACircle(*named, at=("other",)))
    document_relations.add(session, key, kind, other)
    audit.write(session, "document-related", subject(key), actor=actor, now=now, kind=kind.value, other=other.code)
    return _record(session, key)


def unrelate(session: Session, code: str, relation: Relation, *, actor: Actor, now: datetime) -> DocumentRecord:
    """Take back that a document stands so to another one, unless something rests on it.

    Raises: `RoleMissing`, `UnknownDocument`, `UnknownRelationKind`, `UnknownRelation`, `DocumentFixed`.
    """
    actor = require_ability(actor, Ability.REGISTER)
    key, kind = documents.locked(session, code), _kind(relation)
    document_relations.lock(session)
    other = documents.by_code(session, relation.other)
    exists = any((each.kind, each.other) == (kind, other.code) for each in document_relations.of_document(session, key))
    require(exists, UnknownRelation(_called(session, key), said(STANDS[kind]), _called(session, other)))
    resting = _resting(session, key)
    require(not resting, DocumentFixed(_called(session, key), resting))
    document_relations.remove(session, key, kind, other)
    audit.write(session, "document-unrelated", subject(key), actor=actor, now=now, kind=kind.value, other=other.code)
    return _record(session, key)


def find_document(session: Session, code: str) -> DocumentRecord:
    """A document with its relations and files, where it is cited and what was issued by it.

    Raises: `rulesvc.errors.UnknownDocument`.
    """
    return _record(session, documents.by_code(session, code))


def list_documents(session: Session, filters: Filters, *, before: int | None = None, limit: int = 50) -> Page:
    """The documents registered last that pass *filters*, of those before the cursor of a page.

    Raises: `rulesvc.errors.UnknownPeriod`: nothing would ever pass it.
    """
    if filters.period:
        periods.by_code(session, filters.period, at=("period",))
    wanted = replace(filters, kind=kind_named(filters.kind).vi)
    return documents.listed(session, wanted, before=before, limit=min(limit, MOST_LISTED))


def subject(key: DocumentKey) -> tuple[str, str]:
    """What the audit calls a document."""
    return "document", key.code


def _kind(relation: Relation, *, at: Path = ()) -> RelationKind:
    kinds = {kind.value: kind for kind in RelationKind}
    require(relation.kind in kinds, UnknownRelationKind(relation.kind, tuple(kinds), at=at))
    return kinds[relation.kind]


def _settled(session: Session, entry: Entry, *, known: Text = Text("")) -> Entry:
    """*entry* with its periods in time, and with the English of a usual kind unless that is *known* to be so."""
    codes = periods.codes(session)
    for place, period in enumerate(entry.periods):
        require(period in codes, UnknownPeriod(period, codes, at=("periods", place)))
    in_time = tuple(code for code in codes if code in entry.periods)
    kind = known if entry.kind == known else in_both_languages(entry.kind)
    return replace(entry, kind=kind, periods=in_time)


def _changed_meanwhile(session: Session, key: DocumentKey) -> DocumentChanged | DocumentReadOtherwise:
    last = audit.latest(session, subject(key))
    called = _called(session, key)
    return DocumentReadOtherwise(called) if last is None else DocumentChanged(called, *last)


def _require_free(session: Session, key: DocumentKey, new: Entry, *, is_fixed: bool) -> None:
    """Refuse a change to a document that something rests on, but for its running out."""
    resting = _resting(session, key)
    if resting and (is_fixed or new.status is DocumentStatus.DRAFT):
        raise DocumentFixed(_called(session, key), resting)
    if new.status is DocumentStatus.DRAFT:
        document_relations.lock(session)
        related = document_relations.to_document(session, key)
        others = tuple(
            documents.called(session, each.other) for each in related if new.status not in RELATED_TO[each.kind]
        )
        require(not others, DocumentInUse(_called(session, key), others, at=("status",)))


def _called(session: Session, key: DocumentKey) -> Text:
    return documents.called(session, key.code)


def _resting(session: Session, key: DocumentKey) -> tuple[Said, ...]:
    """The editions issued or repealed by a document, and the conclusions that it is the minutes of."""
    stepped, concluded = document_citations.stepped_by(session, key), document_citations.concluded_by(session, key)
    editions = (said(EDITION, rubric=each.rubric, number=str(each.edition)) for each in stepped)
    return (*editions, *(said(CONCLUSION, number=str(number)) for number in concluded))


def _record(session: Session, key: DocumentKey) -> DocumentRecord:
    entry = documents.entry(session, key)
    others = document_relations.to_document(session, key)
    return DocumentRecord(
        entry=entry,
        sha256=documents.sha256(entry),
        relations=document_relations.of_document(session, key),
        related=tuple(each for each in others if each.status is not DocumentStatus.DRAFT),
        files=document_files.of_document(session, key),
        citing=document_citations.citing(session, key),
        issued=document_citations.issued_by(session, key),
    )
