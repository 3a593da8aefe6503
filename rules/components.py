"""Components: how each came to its points, in words, for whoever asks about one of them."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TypedDict

from rules.combining import Rescaled
from rules.criterion import Criterion
from rules.errors import N_
from rules.losses import has_working, rescaled_text, working_text
from rules.number import exact_text
from rules.phrases import why_not_assessed
from rules.telling import Telling
from rules.working_phrases import arithmetic


class ComponentLine(TypedDict):
    """A component with its points out of its maximum, `None` where it is not assessed; *why*, and the *arithmetic*.

    So are criteria that are no plain sum of their parts, and under the blank code a total that was kept within bounds.
    """

    code: str
    name: str
    points: str | None
    max_points: str
    why: str
    arithmetic: str


def components(telling: Telling) -> list[ComponentLine]:
    """Every component and how it came to its points; none where the points of whole areas came ready-made."""
    if not any("working" in line or "combined" in line for line in telling.result["criteria"]) and all(
        not area.parts for area in telling.rubric.criteria
    ):
        return []
    return [*_lines(telling), *_total(telling)]


def _lines(telling: Telling) -> Iterator[ComponentLine]:
    for code, criterion in telling.rubric.criterion.items():
        line = telling.lines[code]
        if criterion.parts and "combined" not in line:
            continue
        yield {
            "code": code,
            "name": telling.language.text(criterion.name),
            "points": line["points"],
            "max_points": line["max_points"] if line["applicable"] else exact_text(criterion.max_points),
            "why": _why(telling, criterion),
            "arithmetic": _arithmetic(telling, criterion),
        }


def _why(telling: Telling, criterion: Criterion) -> str:
    language, line = telling.language, telling.lines[criterion.code]
    if line["applicable"]:
        return _combined(telling, criterion) if criterion.parts else working_text(telling, criterion)
    why = why_not_assessed(telling, criterion.code)
    return language.words(N_("not assessed: {why}"), why=why) if why else language.words(N_("not assessed"))


def _combined(telling: Telling, criterion: Criterion) -> str:
    """How the points of a *criterion* came from those of its parts."""
    language, combined = telling.language, telling.lines[criterion.code].get("combined", {})
    if "part" in combined:
        part = telling.rubric.criterion[combined["part"]]
        return language.words(N_("{code} {name} counts"), code=part.code, name=part.name)
    if isinstance(criterion.combined, Rescaled):
        return rescaled_text(telling, criterion)
    facts = {"low": criterion.min_points, "cap": criterion.max_points}
    words = N_("the components add up to {points} points, of which {low} to {cap} points can be counted")
    return language.words(words, points=Fraction(combined["points"]), **facts)


def _arithmetic(telling: Telling, criterion: Criterion) -> str:
    if criterion.parts or not has_working(telling, criterion):
        return ""
    return arithmetic(telling.workings[criterion.code], telling.language)


def _total(telling: Telling) -> Iterator[ComponentLine]:
    """That the total was kept within its bounds, where it was."""
    total, language = telling.result["total"], telling.language
    if "combined" in total:
        words = N_("the areas add up to {points} points; the total is kept between 0 and {maximum} points")
        yield {
            "code": "",
            "name": language.words(N_("total")),
            "points": total["points"],
            "max_points": total["max_points"],
            "why": language.words(
                words,
                points=language.number(Fraction(total["combined"]["points"])),
                maximum=language.number(Fraction(total["max_points"])),
            ),
            "arithmetic": "",
        }
