"""Static checks of what a method lists: codes that are none, and names by which two things cannot be told apart."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from rules.code import LONGEST_CODE, is_code
from rules.errors import N_
from rules.method_finding import Finding, Severity
from rules.methods.choice import Choice, Option
from rules.methods.items import Item, PerItem
from rules.methods.survey import Group, Level, Question, Survey
from rules.said import said
from rules.text import composed

Listing = Choice | PerItem | Survey
_Member = Option | Item | Level | Question | Group


def check_members(method: Listing) -> Iterator[Finding]:
    """What is found in the codes and the names of what *method* lists."""
    for name, members in _lists(method).items():
        yield from _about_codes(name, members)
        yield from _about_names(name, members)


def _lists(method: Listing) -> Mapping[str, tuple[_Member, ...]]:
    match method:
        case Choice():
            return {"options": method.options}
        case PerItem():
            return {"items": method.items}
        case Survey():
            return {"levels": method.levels, "questions": method.questions, "groups": method.groups}
        case _:
            assert_never(method)


def _about_codes(name: str, members: tuple[_Member, ...]) -> Iterator[Finding]:
    for place, member in enumerate(members):
        if not is_code(member.code):
            words = N_(
                "“{given}” is not a code; allowed are at most {limit} lower-case letters from a to z and digits, with "
                "single points, hyphens or underscores between them"
            )
            at = (name, place, "code")
            yield Finding(Severity.ERROR, said(words, given=member.code, limit=LONGEST_CODE), at)


def _about_names(name: str, members: tuple[_Member, ...]) -> Iterator[Finding]:
    """Answers name codes, so that nothing is ambiguous but to those who choose by the name."""
    first = dict[str, _Member]()
    for place, member in enumerate(members):
        before = first.setdefault(composed(member.name.vi).casefold(), member)
        if before is not member:
            words = N_("“{name}” is the name of {first} and of {second}: nobody can tell them apart")
            facts = {"name": member.name, "first": before.code, "second": member.code}
            yield Finding(Severity.WARNING, said(words, **facts), (name, place, "name"))
