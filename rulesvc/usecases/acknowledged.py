"""A problem is acknowledged by its name and what it rests on; the audit keeps the sentence that was read as well."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from rules.content import text_content
from rulesvc.store import acknowledgements, audit
from rulesvc.store.acknowledgements import AcknowledgementLine, NewAcknowledgement
from rulesvc.store.editions import EditionLine
from rulesvc.store.persons import Actor
from rulesvc.usecases.problems import Found


@dataclass(frozen=True, slots=True)
class Known:
    """A problem as it was *found*, and the *reason* for handing an edition in with it."""

    found: Found
    reason: str


def acknowledge_found(
    session: Session, line: EditionLine, known: Known, *, actor: Actor, now: datetime
) -> AcknowledgementLine:
    """Keep that an edition is handed in with what is *known*."""
    new = NewAcknowledgement(known.found.name, known.reason, known.found.basis_sha256)
    made = acknowledgements.add(session, line.id, new, actor=actor, now=now)
    subject = ("edition", f"{line.rubric}/{line.number}")
    details = {**asdict(new), "told": text_content(known.found.told)}
    audit.write(session, "problem-acknowledged", subject, actor=actor, now=now, **details)
    return made
