"""What is reported of a survey as plain content, both ways.

What is read back is content as it is written here; strangers' content is checked by a schema first.
"""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from rules.ballots import GroupBallots, Marks, Surveyed, SurveyPercent
from rules.number import exact_text

Content = Mapping[str, Any]


def ballots_content(answer: Surveyed | SurveyPercent) -> dict[str, Any]:
    """What is reported, without the criterion it is about; the groups in one order, so that one report has one hash."""
    match answer:
        case SurveyPercent():
            return {"percent": exact_text(answer.percent), "document": answer.document}
        case Surveyed():
            groups = sorted(answer.groups, key=lambda ballots: ballots.group)
            counts: dict[str, Any] = {"groups": [_group_content(ballots) for ballots in groups]}
            average = answer.block_average
            return counts if average is None else {**counts, "block_average": exact_text(average)}
        case _:
            assert_never(answer)


def _group_content(ballots: GroupBallots) -> dict[str, Any]:
    content: dict[str, Any] = {
        "group": ballots.group,
        "issued": ballots.issued,
        "returned": ballots.returned,
        "invalid": ballots.invalid,
        "questions": {code: _marks_content(marks) for code, marks in ballots.questions.items()},
    }
    return content if ballots.all_positive is None else {**content, "all_positive": ballots.all_positive}


def _marks_content(marks: Marks) -> dict[str, Any]:
    chosen = {code: count for code, count in marks.levels.items() if count}
    return {"levels": chosen, "blank": marks.blank, "no_opinion": marks.no_opinion}


def groups_of(content: Sequence[Content]) -> tuple[GroupBallots, ...]:
    """The ballots of groups in their *content*."""
    return tuple(map(_group_of, content))


def _group_of(content: Content) -> GroupBallots:
    questions = {
        code: Marks(dict(marks["levels"]), marks["blank"], marks["no_opinion"])
        for code, marks in content["questions"].items()
    }
    return GroupBallots(**{**content, "questions": questions})
