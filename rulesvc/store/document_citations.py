"""Where documents are cited, and what was issued by them."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from rulesvc import models
from rulesvc.store.documents import DocumentKey


@dataclass(frozen=True, slots=True)
class EditionCiting:
    """An edition that lists a document, with the rules that cite it: each a table and a code."""

    rubric: str
    edition: int
    status: str
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EditionIssued:
    """An edition that was issued by a document."""

    rubric: str
    edition: int


def citing(session: Session, key: DocumentKey) -> tuple[EditionCiting, ...]:
    """The editions that list a document, with the rules that cite it or what is stated in it."""
    cited, citation, edition = models.CitedDocument, models.RuleCitation, models.Edition
    in_same = (citation.edition_id == cited.edition_id) & or_(
        citation.document == cited.code, citation.stated_in == cited.code
    )
    found = session.execute(
        select(models.Rubric.code, edition.number, edition.status, citation.decision_table, citation.rule)
        .select_from(cited)
        .join(edition, edition.id == cited.edition_id)
        .join(models.Rubric, models.Rubric.id == edition.rubric_id)
        .outerjoin(citation, in_same)
        .where(cited.code == key.code)
        .order_by(models.Rubric.code, edition.number, citation.position)
    )
    rules: dict[tuple[str, int, str], dict[tuple[str, str], None]] = {}
    for rubric, number, status, of_table, rule in found:
        of_edition = rules.setdefault((rubric, number, status), {})
        if rule is not None:
            of_edition[of_table, rule] = None
    return tuple(EditionCiting(*which, tuple(cites)) for which, cites in rules.items())


def stepped_by(session: Session, key: DocumentKey) -> tuple[EditionIssued, ...]:
    """The editions that were issued or repealed by a document."""
    edition, step = models.Edition, models.EditionStep
    wanted = (
        select(models.Rubric.code, edition.number)
        .join(edition, edition.rubric_id == models.Rubric.id)
        .join(step, step.edition_id == edition.id)
    )
    of_document = wanted.where(step.document_id == key.id).distinct().order_by(models.Rubric.code, edition.number)
    return tuple(EditionIssued(*each) for each in session.execute(of_document))


def concluded_by(session: Session, key: DocumentKey) -> tuple[int, ...]:
    """The confirmed conclusions of which a document is the minutes."""
    row = models.Conclusion
    confirmed = select(row.id).where(row.document_id == key.id, row.status == models.ConclusionStatus.CONFIRMED)
    return tuple(session.scalars(confirmed.order_by(row.id)))


def issued_by(session: Session, key: DocumentKey) -> tuple[EditionIssued, ...]:
    """The editions that were issued by a document."""
    edition = models.Edition
    wanted = select(models.Rubric.code, edition.number).join(edition, edition.rubric_id == models.Rubric.id)
    found = session.execute(wanted.where(edition.document_id == key.id).order_by(models.Rubric.code, edition.number))
    return tuple(EditionIssued(*each) for each in found)
