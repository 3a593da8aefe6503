"""The check of an edition as its tab and the page of the approver show it: errors first, each with its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import current_app, url_for
from sqlalchemy.orm import Session

from admin.mistakes import Mistakes
from admin.named import names
from foresight.problem import Kind, Problem, Severity
from rules.criterion import Criterion
from rules.errors import N_, Path, Refusal
from rules.rubric import Rubric
from rulesvc.errors import NotAWarning, StandsInTheWay, ToBeAcknowledged
from rulesvc.usecases.check import ProblemLine, check, look_ahead
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.problems import Found
from rulesvc.usecases.touched import touched_text

SEVERITY_WORDS: Final = {Severity.ERROR: N_("Error"), Severity.WARNING: N_("Warning")}
"""What a problem means for submission."""

WORDS: Final[dict[str, Any]] = {"severity_words": SEVERITY_WORDS, "touched_text": touched_text}
"""What the templates that tell problems need."""

_CRITERIA, _TABLES = "criteria", "tables"
_TABS: Final = {_CRITERIA: "page-criteria", _TABLES: "page-rating-rules"}
"""Where the parts of an edition stand, by the list of the rubric."""


@dataclass(eq=False)
class StandsInTheWayHere(StandsInTheWay):
    """An error of a draft that is handed in; pages show it without its name."""

    words = N_("{told} The draft cannot be submitted so.")


@dataclass(eq=False)
class ToBeAcknowledgedHere(ToBeAcknowledged):
    """A warning about a draft that is handed in, which nobody has acknowledged."""

    words = N_("{told} Change the rules, or acknowledge the problem and say why it stays as it is.")


@dataclass(eq=False)
class NotAWarningHere(NotAWarning):
    """An error that is to be acknowledged."""

    words = N_("{told} This is an error: it is put right, and cannot be acknowledged.")


_HERE: Final[Mapping[type[Refusal], type[Refusal]]] = {
    StandsInTheWay: StandsInTheWayHere,
    ToBeAcknowledged: ToBeAcknowledgedHere,
    NotAWarning: NotAWarningHere,
}


def without_names(mistakes: Mistakes) -> Mistakes:
    """*mistakes* without the names of problems, by which other systems know them."""
    told = Mistakes()
    told.add(*(_HERE.get(type(each), type(each))(**vars(each)) for each in mistakes.all))
    return told


@dataclass(frozen=True, slots=True)
class Row:
    """A problem, and the *address* of the place that it is about; blank where no page shows that."""

    line: ProblemLine
    address: str

    @property
    def is_error(self) -> bool:
        """Whether it stands in the way of submitting."""
        return self.line.found.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class CheckShown:
    """The problems, errors first, and the *names* of those who acknowledged some."""

    rows: tuple[Row, ...]
    names: Mapping[str, str]

    @property
    def unsettled(self) -> tuple[Row, ...]:
        """Those with which the edition cannot be submitted."""
        return tuple(row for row in self.rows if not row.line.is_settled)


def checked(session: Session, ref: EditionRef, rubric: Rubric) -> CheckShown:
    """The check of an edition, which says *rubric*. It may take half a minute where nobody asked since a change.

    Raises: `DoneAlready`.
    """
    look_ahead(session, ref)
    problems = sorted(check(session, ref).problems, key=lambda each: each.found.severity is not Severity.ERROR)
    rows = tuple(Row(each, address_of(each.found, ref, rubric)) for each in problems)
    known = (said for each in problems for said in (each.acknowledged, each.acknowledged_before) if said)
    return CheckShown(rows, names(session, (said.person for said in known)))


def address_of(found: Found, ref: EditionRef, rubric: Rubric) -> str:
    """The address of what a problem is about, in the tab that shows it."""
    tab = _TABS.get(str(found.at[0]) if found.at else "")
    if tab is None or tab not in current_app.blueprints:
        return ""
    mark = anchor(found, rubric)
    if found.at[0] == _CRITERIA and mark:
        mark = f"row-{mark}"
    return url_for(f"{tab}.index", rubric=ref.rubric, number=ref.number, _anchor=mark)


def anchor(found: Found, rubric: Rubric) -> str:
    """The mark of that place: the code of the criterion, or the rule or the table by its code."""
    if found.at[0] == _CRITERIA:
        return _code(found.at[1:], rubric.criteria)
    problem = found.problem
    rules = () if problem is None else problem.rules or _rules_for_name(problem, rubric)
    if problem is not None and rules:
        return f"rule-{problem.table}-{rules[0]}"
    places = [part for part in found.at if isinstance(part, int)]
    return f"table-{rubric.tables[places[0]].code}" if places else ""


def _rules_for_name(problem: Problem, rubric: Rubric) -> tuple[str, ...]:
    """The rules in whose rows the name stands that *problem* is about."""
    if problem.kind is not Kind.STALE_NAME:
        return ()
    return tuple(rule.code for rule in rubric.table[problem.table].rules if rule.outcome == problem.outcome)


def _code(at: Path, among: Iterable[Criterion]) -> str:
    """The code of the innermost criterion that a path leads through."""
    code, parts = "", tuple(among)
    for part in at:
        if not isinstance(part, int) or part >= len(parts):
            if part != "parts":
                break
            continue
        code, parts = parts[part].code, parts[part].parts
    return code
