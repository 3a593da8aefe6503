"""Drifted: what an edition changes against the issued one that it goes back to, and cites as if it had not."""

from sqlalchemy.orm import Session

from foresight.citing import cited_as_before
from rules.comparison import compare
from rules.rubric import Rubric
from rulesvc.store import editions
from rulesvc.store.editions import EditionLine
from rulesvc.usecases.lineage import Side, issued_before, origins
from rulesvc.usecases.problems import Found, found_in


def drifted(session: Session, line: EditionLine, rubric: Rubric) -> tuple[Found, ...]:
    """The rules of an edition, which says *rubric*, that ask for another number by the same citations."""
    earlier = issued_before(session, line)
    if earlier is None:
        return ()
    before, after = Side(earlier, editions.read(session, earlier).rubric), Side(line, rubric)
    if before.rubric.tables == rubric.tables:
        return ()
    changes = compare(before.rubric, rubric, origins=origins(session, before, after))
    return tuple(found_in(rubric, problem) for problem in cited_as_before(changes))
