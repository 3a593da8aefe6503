"""The rows of a ranking: those that pass what is asked for, in the order asked for, and the addresses that ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from rules.language import Language
from rulesvc.store.folding import folded, is_found
from rulesvc.usecases.judged import Held, Open
from rulesvc.usecases.ranking import Column, Line, Ranking

OPEN: Final = "-"
"""What is asked for where no outcome holds; with a reason after it, where none holds for that reason."""

REVIEWS: Final = ("yes", "no", "second")
"""What may be asked of reviews: to be under review, not to be, or for the second period running."""

_TABLE: Final = "in-"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a ranking: words of the name, what holds by each table, reviews, and by what it is sorted."""

    words: str = ""
    held: Mapping[str, str] = field(default_factory=dict)
    review: str = ""
    sort: str = "rank"
    is_downward: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words.strip() or self.review or any(self.held.values()))


def asked(sent: Mapping[str, str]) -> Asked:
    """What is asked for by the fields of an address; what makes no sense asks nothing."""
    return Asked(
        words=sent.get("q", ""),
        held={name.removeprefix(_TABLE): value for name, value in sent.items() if name.startswith(_TABLE)},
        review=sent.get("review", "") if sent.get("review") in REVIEWS else "",
        sort=sent.get("sort", "rank"),
        is_downward=bool(sent.get("down")),
    )


def field_of(table: str) -> str:
    """The field by which one asks for an outcome of *table*."""
    return _TABLE + table


def reasons_open(ranking: Ranking, table: str) -> list[Open]:
    """Why *table* may decide nothing, in the order of the reasons: those that are two jobs, and what else there is."""
    found = {Open.NO_RULE, Open.MISSING} | {
        held.reason for line in ranking.lines if (held := line.held.get(table)) and held.outcome is None
    }
    return [reason for reason in Open if reason in found]


def rows(ranking: Ranking, wanted: Asked, into: Language) -> list[Line]:
    """The lines of *ranking* that are *wanted*, in their order; equal ones by rank."""
    kept = [line for line in ranking.lines if _passes(line, wanted, into)]
    key = _keys(ranking, into).get(wanted.sort)
    return sorted(kept, key=key, reverse=wanted.is_downward) if key else kept


def sorted_by(sent: Mapping[str, str], column: str) -> str:
    """The address that sorts by *column* what is *sent*; downwards where it is sorted by that already."""
    again = sent.get("sort", "rank") == column and not sent.get("down")
    kept = {name: value for name, value in sent.items() if value and name not in {"sort", "down", "lang", "theme"}}
    return "?" + urlencode({**kept, "sort": column, **({"down": "1"} if again else {})})


def _passes(line: Line, wanted: Asked, into: Language) -> bool:
    return (
        is_found(wanted.words, into.text(line.agency.name), line.agency.code)
        and all(_holds(line.held.get(table), code) for table, code in wanted.held.items() if code)
        and _is_reviewed(line, wanted.review)
    )


def _holds(held: Held | None, code: str) -> bool:
    if held is None or held.outcome is None:
        return code == OPEN or (held is not None and code == f"{OPEN}{held.reason}")
    return held.outcome.code == code


def _is_reviewed(line: Line, wanted: str) -> bool:
    match wanted:
        case "yes":
            return line.is_under_review
        case "no":
            return not line.is_under_review
        case "second":
            return line.is_under_review and line.was_reviewed is True
        case _:
            return True


def _keys(ranking: Ranking, into: Language) -> dict[str, Callable[[Line], Any]]:
    by_tables = {field_of(column.table.code): _by_outcome(column) for column in ranking.columns}
    return {
        "rank": lambda line: line.rank,
        "agency": lambda line: folded(into.text(line.agency.name)),
        "points": lambda line: line.points,
        "percent": lambda line: line.percent,
        "review": lambda line: -len(line.areas),
        **by_tables,
    }


def _by_outcome(column: Column) -> Callable[[Line], Any]:
    """Best outcomes first, none last."""
    places = {outcome.code: place for place, outcome in enumerate(column.outcomes)}

    def place(line: Line) -> int:
        held = line.held.get(column.table.code)
        return len(places) if held is None or held.outcome is None else places[held.outcome.code]

    return place


def moved(line: Line) -> int | None:
    """By how many ranks *line* rose since the period before; `None` where that cannot be compared."""
    return None if line.before is None else line.before - line.rank
