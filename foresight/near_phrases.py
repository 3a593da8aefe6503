"""Nearness in words: what was seen, the threshold beside it, and what crossing it would change."""

from foresight.nearness import Near, settled
from foresight.standing import members_of, standing
from foresight.turning_phrases import turned_text
from rules.measure import CountBelow
from rules.phrases import seen, threshold_text
from rules.result import ConditionLine
from rules.telling import Telling, looked_at


def crossed_text(near: Near, telling: Telling) -> str:
    """What the table answers, and what it would answer across the threshold."""
    rubric, table = telling.rubric, telling.rubric.table[near.table]
    known = members_of(rubric)
    now, then = standing(settled(table, telling.result), known), standing(near.settled, known)
    return turned_text(telling.subject(table), (rubric, table, now), (rubric, table, then), telling.language)


def near_seen(near: Near, telling: Telling) -> str:
    """What was seen: the figure, and of which criterion it is."""
    return seen(telling, near.condition, near_line(near, telling), near.member)


def near_threshold(near: Near, telling: Telling) -> str:
    """The threshold with its unit; of a count the percentage below which criteria are counted."""
    measure = near.condition.measure
    if isinstance(measure, CountBelow):
        return f"{telling.language.number(measure.percent)}%"
    return threshold_text(telling, near.condition)


def near_line(near: Near, telling: Telling) -> ConditionLine:
    """The condition as it was examined."""
    table = telling.rubric.table[near.table]
    judged = (each for member in telling.rubric.members(table) for each in telling.judged(table, member))
    of_member = (each for each in judged if (each[1]["criterion"] or "") == near.member or not near.member)
    return next(line for condition, line in looked_at(of_member) if condition == near.condition)
