"""Problems: all that a check finds in a rubric."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from foresight.check import check
from foresight.naming import stale_names
from foresight.problem import Kind, Problem, Severity
from foresight.problem_phrases import problem_text, proposal_text, witness_text
from foresight.ranging import out_of_range
from rules.criterion import unsummed
from rules.decision import compiled
from rules.errors import Path, Refusal, RubricRefusal
from rules.language import CODES, Language
from rules.rubric import Rubric
from rules.rubric_checks import doubts, faults
from rules.text import Text
from rules.together import all_of, raise_first
from rulesvc.languages import language
from rulesvc.store.acknowledgements import AcknowledgementLine
from rulesvc.usecases.criterion_names import with_names
from rulesvc.usecases.resting import criterion_sha256, problem_sha256

MOST_KEPT: Final = 32
"""Rubrics whose problems are kept in one process: to find them may take half a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A problem by its *name*, *told* with an *example* and a *proposal* where there are any.

    *at* is its place in the rubric, *basis_sha256* the hash of what it rests on. *problem* is what foresight found,
    `None` for what can be seen without it.
    """

    name: str
    basis_sha256: str
    severity: Severity
    told: Text
    at: Path
    example: Text = Text("")
    proposal: Text = Text("")
    problem: Problem | None = None


_kept: Final = OrderedDict[Rubric, tuple[Found, ...]]()


def problems_of(rubric: Rubric) -> tuple[Found, ...]:
    """The problems of *rubric*: those of its criteria, then those of its tables.

    Tables are looked at once the criteria can be scored: what results there can be is not known before.
    """
    known = _kept.pop(rubric, None)
    found = _problems(rubric) if known is None else known
    _kept[rubric] = found
    if len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return found


def is_known(rubric: Rubric) -> bool:
    """Whether this process has found the problems of *rubric* before."""
    return rubric in _kept


def _problems(rubric: Rubric) -> tuple[Found, ...]:
    errors = _numbered(_errors(rubric))
    warnings = _numbered(_seen(rubric, "doubt", each, Severity.WARNING) for each in doubts(rubric.criteria))
    return (*errors, *warnings, *(() if errors else _of_tables(rubric)))


def require_evaluable(rubric: Rubric) -> None:
    """Refuse a rubric that is not complete, or that the engine cannot take.

    Raises: `rules.errors.RubricRefusal`.
    """
    compiled(rubric)
    raise_first(faults(rubric.criteria))


def stands(known: AcknowledgementLine | None, found: Found) -> bool:
    """Whether a problem is acknowledged, and still rests on what it did then."""
    return known is not None and known.basis_sha256 == found.basis_sha256


# ---- criteria --------------------------------------------------------------------------------------------------------


def _errors(rubric: Rubric) -> Iterator[Found]:
    """What stands in the way of evaluating at all."""
    differing = tuple(unsummed(rubric.criteria))
    yield from (_seen(rubric, "unsummed", each, Severity.ERROR) for each in differing)
    yield from (_seen(rubric, "fault", each, Severity.ERROR) for each in faults(rubric.criteria))
    if not differing:
        try:
            compiled(rubric)
        except RubricRefusal as refusal:
            yield from (_seen(rubric, "limit", each, Severity.ERROR) for each in all_of(refusal))


def _seen(rubric: Rubric, kind: str, refusal: Refusal, severity: Severity) -> Found:
    """What a *refusal* says as a problem, named by where in the criterion it is, or else by its code."""
    criterion: str = getattr(refusal, "criterion", "")
    name = ":".join(filter(None, (kind, criterion, _place(refusal.at) or refusal.code)))
    basis = criterion_sha256(rubric, criterion)
    told = _texts(lambda into: into.say(with_names(refusal, rubric, into)))
    return Found(name=name, basis_sha256=basis, severity=severity, told=told, at=refusal.at)


def _place(at: Path) -> str:
    """The fields of a criterion that lead to *at*, without the numbers, which change when lists do."""
    names = [each for each in at if isinstance(each, str)]
    while names and names[0] in {"criteria", "parts"}:
        del names[0]
    return "-".join(names).replace("_", "-")


def _numbered(found: Iterable[Found]) -> tuple[Found, ...]:
    """*found* with a number after the name of each that has the name of one before."""
    seen, told = Counter[str](), list[Found]()
    for each in found:
        seen[each.name] += 1
        number = seen[each.name]
        told.append(replace(each, name=f"{each.name}:{number}") if number > 1 else each)
    return tuple(told)


# ---- tables ----------------------------------------------------------------------------------------------------------


def _of_tables(rubric: Rubric) -> tuple[Found, ...]:
    return tuple(found_in(rubric, problem) for problem in (*out_of_range(rubric), *check(rubric), *stale_names(rubric)))


def found_in(rubric: Rubric, problem: Problem) -> Found:
    """A *problem* of a table of *rubric*, told and with its place."""
    return Found(
        name=problem.name,
        basis_sha256=problem_sha256(rubric, problem),
        severity=problem.severity,
        told=_texts(lambda into: problem_text(problem, rubric, into)),
        at=_at(rubric, problem),
        example=_texts(lambda into: witness_text(problem, rubric, into)),
        proposal=_texts(lambda into: proposal_text(problem, rubric, into)),
        problem=problem,
    )


def _at(rubric: Rubric, problem: Problem) -> Path:
    """The table; the cell where the problem is about one."""
    table = rubric.table[problem.table]
    at: Path = ("tables", tuple(rubric.table).index(problem.table))
    rules = tuple(rule.code for rule in table.rules)
    match problem.kind:
        case Kind.STALE_NAME:
            return (*at, "outcomes", table.outcome_codes.index(problem.outcome), "name")
        case Kind.SAME_CITATION:
            return (*at, "rules", rules.index(problem.rules[0]), "citations")
        case Kind.OUT_OF_RANGE:
            rule = table.rule(problem.rules[0])
            return (*at, "rules", rules.index(rule.code), "conditions", rule.conditions.index(problem.box[0]))
        case _:
            return at


def _texts(told: Callable[[Language], str]) -> Text:
    return Text(*(told(language(code)) for code in CODES))
