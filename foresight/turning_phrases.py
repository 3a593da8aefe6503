"""Turns in words: from which answer of a table to which."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from foresight.standing import Found, Standing
from rules.errors import N_
from rules.language import Language
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.table import Subject, Table
from rules.text import Text

_REASONS = {
    Reason.NO_RULE: N_("a case that the rules do not cover"),
    Reason.MISSING: N_("not determined for lack of data"),
    Reason.CONFLICT: N_("a case in which rules overlap"),
}

_NONE = N_("no finding")

Side = tuple[Rubric, Table, Standing]
"""A table of a rubric, and what it answers."""


def turned_text(subject: str, before: Side, after: Side, language: Language) -> str:
    """Whom a table is about, what it answered and what it answers."""
    (_, old, was), (_, new, now) = before, after
    if was.findings != now.findings and was.reason == now.reason:
        return _findings(subject, before, after, language)
    words = N_("{subject} from {before} to {after}")
    if was.outcome and now.outcome and was.outcome in new.outcome_codes:
        place = new.outcome_codes.index
        falls = place(now.outcome) > place(was.outcome)
        words = N_("{subject} down from {before} to {after}") if falls else N_("{subject} up from {before} to {after}")
    had, has = (_answer(table, standing, language) for table, standing in ((old, was), (new, now)))
    return language.words(words, subject=subject, before=had, after=has)


def _answer(table: Table, standing: Standing, language: Language) -> str:
    if standing.outcome:
        name = language.text(table.outcome(standing.outcome).name)
        return name if table.subject is Subject.HEAD else f"“{name}”"
    if standing.number is not None:
        return f"“{language.text(table.name)}”: {language.number(standing.number)}"
    labels = dict.fromkeys(language.text(table.outcome(each.outcome).name) for each in standing.findings)
    found = ", ".join(f"“{label}”" for label in labels)
    return found if found and standing.reason is None else none_text(standing.reason, language)


def none_text(reason: Reason | None, language: Language) -> str:
    """Why there is no answer; without a *reason*, that nothing was found."""
    return language.words(_NONE if reason is None else _REASONS[reason])


def _findings(subject: str, before: Side, after: Side, language: Language) -> str:
    """What is found besides, and what is not found any more."""
    (old, _, was), (new, _, now) = before, after
    names = {Found(code, ""): each.name for code, each in new.criterion.items()}
    names |= {Found(code, "", gone=True): each.name for code, each in old.criterion.items()}
    added = [each for each in now.findings if each not in was.findings]
    gone = [each for each in was.findings if each not in now.findings]
    told = [language.words(N_("now {found}"), found=each) for each in _listed(added, after[1], names, language)]
    told += [language.words(N_("no longer {found}"), found=each) for each in _listed(gone, before[1], names, language)]
    return f"{subject} {', '.join(told)}"


def _listed(found: Iterable[Found], table: Table, names: Mapping[Found, Text], language: Language) -> list[str]:
    """Each outcome with the criteria that it was found of."""
    by_outcome: dict[str, list[str]] = {}
    for each in found:
        of_outcome = by_outcome.setdefault(each.outcome, [])
        if each.member:
            of_outcome.append(language.text(names[replace(each, outcome="")]))
    labels = ((f"“{language.text(table.outcome(code).name)}”", of) for code, of in by_outcome.items())
    return [f"{label}: {', '.join(of)}" if of else label for label, of in labels]
