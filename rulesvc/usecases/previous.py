"""Looking back: what was sent about the previous period together with what is stored about it."""

from collections.abc import Iterator, Mapping

from rules.errors import Path, Refusals
from rules.rubric import Rubric
from rules.sheet import Previous
from rules.table import SINGLE
from rulesvc.errors import ContradictsStored
from rulesvc.store.previous import StoredPrevious

_Fact = bool | int | str | None


def merged(sent: Previous, stored: StoredPrevious, rubric: Rubric) -> Previous:
    """What is known of the previous period, as far as *rubric* can use it.

    Raises: `rules.errors.Refused` where something was sent and is stored otherwise.
    """
    known = stored.known
    refusals = Refusals()
    for at, given, kept in _both(sent, known):
        if given is not None and kept is not None and given != kept:
            refusals.add(ContradictsStored(".".join(map(str, at)), given, kept, stored.period, at=at))
    refusals.raise_if_any()
    return Previous(
        reviewed=known.reviewed if sent.reviewed is None else sent.reviewed,
        rank=known.rank if sent.rank is None else sent.rank,
        outcomes={**_usable(known.outcomes, rubric), **sent.outcomes},
    )


def _both(sent: Previous, known: Previous) -> Iterator[tuple[Path, _Fact, _Fact]]:
    yield ("previous", "reviewed"), sent.reviewed, known.reviewed
    yield ("previous", "rank"), sent.rank, known.rank
    for table, code in sent.outcomes.items():
        yield ("previous", "outcomes", table), code, known.outcomes.get(table)


def _usable(outcomes: Mapping[str, str], rubric: Rubric) -> Mapping[str, str]:
    """Those of the *outcomes* that *rubric* knows: an earlier edition may have had other tables and outcomes."""
    single = {table.code: table.outcome_codes for table in rubric.tables if table.hit_policy in SINGLE}
    return {table: code for table, code in outcomes.items() if code in single.get(table, ())}
