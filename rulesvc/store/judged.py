"""What was judged: the final result sheets of a rubric that nothing supersedes, of all agencies in one query."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.text import Text
from rulesvc import models
from rulesvc.store.periods import PeriodLine
from rulesvc.store.standing import stands


@dataclass(frozen=True, slots=True)
class JudgedSheet:
    """A stored sheet with the number and hash of the *edition* that judged it, and what its agency and head are called.

    *input* and *result* are canonical JSON; *provenance* says where the figures come from.
    """

    agency: Text
    head: Text
    edition: int
    sha256: str
    input: bytes
    result: bytes
    format_version: str
    provenance: Text


def judged(session: Session, rubric_id: int, covered: tuple[PeriodLine, ...]) -> tuple[JudgedSheet, ...]:
    """What stands under a rubric at the final stage for those periods, or for all; in time, then as agencies came."""
    row, agency, edition, period = models.Evaluation, models.Agency, models.Edition, models.Period
    wanted = (
        select(
            agency.name,
            agency.head_title,
            edition.number,
            row.edition_sha256,
            row.input,
            row.result,
            row.format_version,
            row.provenance,
        )
        .join(agency, agency.id == row.agency_id)
        .join(edition, edition.id == row.edition_id)
        .join(period, period.id == row.period_id)
        .where(stands(rubric_id))
        .order_by(period.first_day, period.id, agency.id)
    )
    if covered:
        wanted = wanted.where(row.period_id.in_([each.id for each in covered]))
    return tuple(JudgedSheet(*found) for found in session.execute(wanted))
