"""The ballots of a survey in a trial: counts by group, question and level, as fields, and read back."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from admin.views.trial_field import Field
from rules.ballots import GroupBallots, Marks, Surveyed
from rules.criterion import Criterion
from rules.errors import N_
from rules.language import Language
from rules.methods.survey import Group, Question, Survey, Then

Content = Mapping[str, Any]

_OF_GROUP: Final = {
    "issued": N_("Ballots issued"),
    "returned": N_("Ballots returned"),
    "invalid": N_("Invalid ballots"),
}
_BESIDE: Final = {"blank": N_("Blank answers"), "no_opinion": N_("“No opinion”")}


def ballot_fields(leaf: Criterion, survey: Survey, into: Language) -> tuple[Field, ...]:
    """The fields in which the ballots on *leaf* are counted."""
    fields = [each for group in survey.groups for each in _of_group(leaf, survey, group, into)]
    if survey.minimum.then is Then.BLOCK_AVERAGE:
        label = into.words(N_("Average of the block (%)"))
        fields.append(Field(f"a.{leaf.code}.block_average", ("block_average",), label))
    return tuple(fields)


def ballots_shown(content: Content) -> Content:
    """The *content* of stored ballots by group, with the levels that nobody chose."""
    groups = {each["group"]: each for each in content.get("groups", ())}
    return {**content, "groups": groups} if groups else content


def surveyed(leaf: Criterion, survey: Survey, typed: Content) -> Surveyed | None:
    """The ballots that were *typed*; nothing where none were. What is left empty is as the answers need it."""
    given = typed.get("groups", {})
    groups = tuple(_ballots(survey, group.code, given[group.code]) for group in survey.groups if group.code in given)
    return Surveyed(leaf.code, groups, typed.get("block_average")) if groups else None


def _of_group(leaf: Criterion, survey: Survey, group: Group, into: Language) -> Iterator[Field]:
    name, at = into.text(group.name), f"a.{leaf.code}.groups.{group.code}"
    told = {**_OF_GROUP, "all_positive": N_("Ballots with every answer positive")} if survey.all_positive else _OF_GROUP
    for part, words in told.items():
        yield Field(f"{at}.{part}", ("groups", group.code, part), into.words(words), legend=name)
    for question in survey.questions:
        legend = name if len(survey.questions) == 1 else f"{name}: {into.text(question.name)}"
        for mark, label in _marks(survey, question, into):
            where = ("groups", group.code, "questions", *mark)
            yield Field(f"{at}.{'.'.join(mark)}", where, label, legend=legend)


def _marks(survey: Survey, question: Question, into: Language) -> Iterator[tuple[tuple[str, ...], str]]:
    for level in survey.levels:
        yield (question.code, "levels", level.code), into.text(level.name)
    for beside, words in _BESIDE.items():
        yield (question.code, beside), into.words(words)


def _ballots(survey: Survey, code: str, typed: Content) -> GroupBallots:
    marks = {each.code: _marks_of(typed.get("questions", {}).get(each.code, {})) for each in survey.questions}
    answered = max(sum(each.levels.values()) + each.blank + each.no_opinion for each in marks.values())
    invalid = typed.get("invalid", 0)
    returned = typed.get("returned", answered + invalid)
    return GroupBallots(code, typed.get("issued", returned), returned, invalid, marks, typed.get("all_positive"))


def _marks_of(typed: Content) -> Marks:
    return Marks(dict(typed.get("levels", {})), typed.get("blank", 0), typed.get("no_opinion", 0))
