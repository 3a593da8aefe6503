"""What is known of an agency in an earlier year, value by value in words."""

from collections.abc import Iterator, Mapping

from rules.errors import N_
from rules.language import Language
from rulesvc.usecases.facts import Fact, RatedTable

_YES = N_("yes")
_NO = N_("no")
_PERCENT = N_("Composite index: {value}%")
_RANK = N_("Rank: {value}")
_REVIEWED = N_("Accountability review: {value}")


def known_texts(fact: Fact, tables: Mapping[str, RatedTable], into: Language) -> tuple[tuple[str, str], ...]:
    """Each value by its name, which is the code for the outcome of a table, with what it says."""
    return tuple(_texts(fact, tables, into))


def _texts(fact: Fact, tables: Mapping[str, RatedTable], into: Language) -> Iterator[tuple[str, str]]:
    known = fact.known
    if fact.percent is not None:
        yield "percent", into.words(_PERCENT, value=into.number(fact.percent))
    if known.rank is not None:
        yield "rank", into.words(_RANK, value=str(known.rank))
    if known.reviewed is not None:
        yield "reviewed", into.words(_REVIEWED, value=into.words(_YES if known.reviewed else _NO))
    for code, outcome in known.outcomes.items():
        table = tables.get(code)
        if table is None or outcome not in table.outcomes:
            yield code, f"{code}: {outcome}"
        else:
            yield code, f"{into.text(table.name)}: {into.text(table.outcomes[outcome])}"
