"""Make `cases/sample/answers.json`: what the sample agencies report of the sample rubric, always the same.

Every component is answered in each way that its method knows (each option, each band, below the floor, refused, waived,
a small sample ...), by one agency at least; the better an agency, the better the way it takes.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, Final, assert_never

from rules.answer import (
    Answer,
    Chosen,
    Counted,
    Dated,
    Inputs,
    Itemised,
    Measured,
    NotApplicable,
    Points,
    Proportion,
    Reported,
    Sourced,
)
from rules.answer_content import answer_content
from rules.ballots import GroupBallots, Marks, Surveyed, SurveyPercent
from rules.branching import left_out
from rules.criterion import Absence, Criterion, leaves
from rules.methods import Method, OfBallots
from rules.methods.bands import Band, Bands, Bound
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.figure import Figure, Quantity
from rules.methods.formula import Formula
from rules.methods.items import PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Survey, SurveyTakenOver, Then
from rules.number import HUNDRED
from rules.reporting import Context
from rules.rubric import Rubric
from rules.scoring import score
from rulesvc.settings import SAMPLE
from rulesvc.usecases.case_files import read_rubric, rows

YEAR: Final = 2024
SEED: Final = 2024

NOTHING_AROSE: Final = "Trong kỳ không phát sinh nội dung này (số liệu mẫu)"
TOO_SMALL: Final = "Số phiếu không đủ cỡ mẫu tối thiểu (số liệu mẫu)"
EXCUSED: Final = "Lý do khách quan, có văn bản chấp thuận (số liệu mẫu)"
DOCUMENT: Final = "Tài liệu mẫu, không có thật"

REVIEWED_FROM: Final = 14
"""Beyond that rank an agency was under review in the year before."""

ASKED: Final = {"hdnd": 20, "mttq": 4, "lanh-dao": 96, "nguoi-dan": 28, "doanh-nghiep": 12}
"""How many ballots each group of respondents is sent."""

SELDOM: Final = 0.25
OFTEN: Final = 0.4

MOODS: Final = ((1, 2, 4, 6), (1, 2, 5, 12), (0, 1, 6, 18), (0, 0, 4, 30))
"""How answers spread over the last four levels of a scale, the worst mood first."""


def main() -> None:
    """Write the file, or to the path that is named."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE / "answers.json"
    path.write_text(written(), encoding="utf-8")


def written() -> str:
    """The file: an answer a line."""
    agencies = [row["agency"] for row in rows(SAMPLE / "agencies.csv")]
    return "[\n" + ",\n".join(map(_body_text, bodies(read_rubric(SAMPLE / "mau.json"), agencies))) + "\n]\n"


def _body_text(body: Mapping[str, Any]) -> str:
    answers = ",\n".join(f"    {_line(answer)}" for answer in body["answers"])
    rest = ",\n".join(f"  {_line(name)}: {_line(value)}" for name, value in body.items() if name != "answers")
    return f'{{\n{rest},\n  "answers": [\n{answers}\n  ]\n}}'


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def bodies(rubric: Rubric, agencies: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What each of the *agencies* sends, in their order."""
    chance = Random(SEED)
    best_first = chance.sample(agencies, len(agencies))
    given: dict[str, list[Answer]] = {agency: [] for agency in agencies}
    for leaf in leaves(rubric.criteria):
        able = [agency for agency in best_first if _is_asked(rubric, leaf.code, agency, given[agency])]
        for agency, answer in _shared_out(leaf, able, chance, rare=_is_bonus(rubric, leaf)):
            given[agency].append(answer)
    before = chance.sample(range(1, len(agencies) + 1), len(agencies))
    for place, agency in enumerate(agencies):
        yield {
            "agency": agency,
            "rubric": rubric.code,
            "period": str(YEAR),
            "indicators": {"ho-so-truc-tuyen": str(chance.randint(40, 99))},
            "previous": {"reviewed": before[place] > REVIEWED_FROM, "rank": before[place]},
            "answers": [answer_content(answer) for answer in given[agency]],
        }


def _is_asked(rubric: Rubric, leaf: str, agency: str, given: Sequence[Answer]) -> bool:
    return leaf not in rubric.exempt.get(agency, ()) and leaf not in left_out(rubric, given)


def _is_bonus(rubric: Rubric, leaf: Criterion) -> bool:
    return any(area.extra and area.max_points > 0 and leaf in leaves((area,)) for area in rubric.criteria)


def _shared_out(
    leaf: Criterion, best_first: Sequence[str], chance: Random, *, rare: bool
) -> Iterator[tuple[str, Answer]]:
    """An answer for each of the agencies; each way is taken at least once, the best most often unless it is *rare*."""
    ways = len(_ways(leaf, chance))
    weights = [3**place for place in range(ways)]
    further = max(len(best_first) - ways, 0)
    taken = sorted([*range(ways), *chance.choices(range(ways), weights[::-1] if rare else weights, k=further)])
    standing = {agency: place + chance.gauss(0, 8) for place, agency in enumerate(best_first)}
    worst_first = sorted(best_first, key=lambda agency: standing[agency], reverse=True)
    for agency, place in zip(worst_first, taken[-len(best_first) :], strict=True):
        yield agency, _ways(leaf, chance)[place]


def _worth(leaf: Criterion, answer: Answer) -> Fraction:
    if isinstance(answer, NotApplicable):
        return leaf.max_points if leaf.not_applicable is Absence.EARNS else leaf.max_points / 2
    return score(leaf.method, answer, leaf, Context(YEAR, HUNDRED)).points


# ---- ways to answer --------------------------------------------------------------------------------------------------


def _ways(leaf: Criterion, chance: Random) -> list[Answer]:
    """An answer for everything that can become of *leaf*, the worst first; as many every time."""
    found = [*_Reporting(leaf, chance).reported(), *_unreported(leaf)]
    best_first = sorted(found, key=lambda answer: _worth(leaf, answer), reverse=True)
    return best_first[::-1]


def _unreported(leaf: Criterion) -> Iterator[Answer]:
    """That nothing arose, where that earns the maximum and of every fourth component where it leaves it."""
    if isinstance(leaf.method, Survey) and leaf.method.minimum.then is Then.EXCLUDE:
        yield NotApplicable(leaf.code, TOO_SMALL)
    elif isinstance(leaf.method, OfBallots) or leaf.min_points < 0:
        return
    elif leaf.not_applicable is Absence.EARNS or (leaf.not_applicable is Absence.LEAVES and _falls(leaf, SELDOM)):
        yield NotApplicable(leaf.code, NOTHING_AROSE)


def _falls(leaf: Criterion, share: float) -> bool:
    """Whether *leaf* is among a *share* of all, the same ones every time."""
    return Random(leaf.code).random() < share


@dataclass(frozen=True, slots=True)
class _Reporting:
    """What can be reported of a *leaf*."""

    leaf: Criterion
    chance: Random

    @property
    def code(self) -> str:
        return self.leaf.code

    def reported(self) -> Iterator[Reported]:
        """One for each of the things that its method tells apart."""
        method = self.leaf.method
        match method:
            case Survey():
                yield from self._surveyed(method)
            case SurveyTakenOver():
                yield from (
                    SurveyPercent(self.code, Fraction(percent), DOCUMENT) for percent in ("76.4", "88.25", "96")
                )
            case Choice(options):
                yield from (Chosen(self.code, option.code) for option in options)
            case PerItem():
                yield from self._counted_items(method)
            case Deduction():
                yield from self._faults(method)
            case Formula():
                yield from self._inputs(method)
            case Supplied(_, scored):
                yield from self._supplied(scored)
            case GivenPoints() | Bands() | RatioToTarget() | RelativeToBest():
                yield from self._given_or_measured(method)
            case _:
                assert_never(method)

    def _supplied(self, scored: Method) -> Iterator[Sourced]:
        for answer in _Reporting(replace(self.leaf, method=scored), self.chance).reported():
            if not isinstance(answer, Inputs | Sourced | Surveyed | SurveyPercent):
                yield Sourced(answer, DOCUMENT)

    def _given_or_measured(
        self, method: GivenPoints | Bands | RatioToTarget | RelativeToBest
    ) -> Iterator[Points | Measured | Counted | Proportion]:
        match method:
            case GivenPoints():
                step = self.leaf.step or self.leaf.max_points / 4
                steps = int(self.leaf.max_points / step)
                yield from (Points(self.code, step * number) for number in range(steps + 1))
            case Bands():
                yield from self._in_bands(method)
            case RatioToTarget(figure, target, floor):
                low = floor or Fraction(0)
                yield self._figure(figure, self._between(target, figure.high or target))
                yield self._figure(figure, low + (target - low) * Fraction(self.chance.randint(1, 9), 10))
                yield self._figure(figure, low)
                if floor is not None:
                    yield self._figure(figure, floor / 2)
            case RelativeToBest(figure):
                yield from (
                    self._figure(figure, Fraction(ten + self.chance.randint(0, 9))) for ten in range(90, 0, -18)
                )
                yield self._figure(figure, Fraction(0))
            case _:
                assert_never(method)

    def _in_bands(self, method: Bands) -> Iterator[Measured | Counted | Proportion]:
        if method.nothing is not None:
            yield self._figure(method.figure, Fraction(0))
        for band in method.bands:
            yield self._figure(method.figure, self._inside(band, method))

    def _inside(self, band: Band, method: Bands) -> Fraction:
        """A figure in *band*, often the bound that belongs to it."""
        figure = method.figure
        unit = Fraction(1) if figure.is_whole else Fraction(1, 2)
        low = (figure.low or Fraction(0)) if band.low is None else band.low
        high = (figure.high or low + 12) + unit if band.high is None else band.high
        if method.includes is Bound.UPPER:
            low, high = (low if band.low is None else low + unit), high + unit
        elif band.low is None:
            low = min(low + unit, high - unit)
        return low if self.chance.random() < OFTEN else self._between(low, high - unit, unit)

    def _between(self, low: Fraction, high: Fraction, unit: Fraction = Fraction(1, 2)) -> Fraction:
        return low + unit * self.chance.randint(0, int((high - low) / unit))

    def _figure(self, figure: Figure, value: Fraction) -> Measured | Counted | Proportion:
        if figure.is_whole:
            return Counted(self.code, int(value))
        whole = self.chance.choice((0, 40, 200, 1000))
        if figure.quantity is Quantity.PERCENT and whole and (value * whole / HUNDRED).denominator == 1:
            return Proportion(self.code, value * whole / HUNDRED, Fraction(whole))
        return Measured(self.code, value)

    def _counted_items(self, method: PerItem) -> Iterator[Reported]:
        codes = [item.code for item in method.items]
        yield Itemised(self.code, {})
        yield from (Itemised(self.code, {code: 1}) for code in codes)
        yield Itemised(self.code, {item.code: item.most or 2 for item in method.items})
        yield Itemised(self.code, dict.fromkeys(codes, 4))

    def _faults(self, method: Deduction) -> Iterator[Reported]:
        deadline = method.figure.deadline
        for count in (
            0,
            method.free + 1,
            method.free + 2,
            *(() if method.accepted is None else (method.accepted + 1,)),
        ):
            if deadline is not None and count:
                yield Dated(self.code, deadline.in_year(YEAR) + timedelta(days=count))
            else:
                yield Counted(self.code, count)
        if method.may_be_waived:
            yield Counted(self.code, method.free + 3, waived=True, reason=EXCUSED)

    def _inputs(self, method: Formula) -> Iterator[Reported]:
        """Figures in pairs: how many, and out of how many."""
        names = [each.name for each in method.inputs]
        for percent in (0, 35, 70, 90, 100):
            wholes = {of: 20 * self.chance.randint(10, 90) for of in names[1::2]}
            done = {name: wholes[of] * percent // 100 for name, of in zip(names[::2], names[1::2], strict=True)}
            yield Inputs(self.code, {name: Fraction(value) for name, value in (done | wholes).items()})

    def _surveyed(self, method: Survey) -> Iterator[Reported]:
        for mood in MOODS:
            yield Surveyed(self.code, self._ballots(method, mood, share=1))
        match method.minimum.then:
            case Then.DEDUCT:
                yield Surveyed(self.code, self._ballots(method, MOODS[2], share=2))
            case Then.BLOCK_AVERAGE:
                yield Surveyed(self.code, self._ballots(method, MOODS[2], share=3), Fraction("84.5"))
            case Then.EXCLUDE | Then.COUNCIL | Then.REFUSE:
                pass
            case _:
                assert_never(method.minimum.then)

    def _ballots(self, method: Survey, mood: Sequence[int], *, share: int) -> tuple[GroupBallots, ...]:
        """Ballots of every group in some *mood*, one out of *share* of those that are sent to others."""
        found = []
        for group in method.groups:
            issued = ASKED[group.code] // share
            returned = issued - self.chance.randint(0, issued // 8)
            invalid = self.chance.randint(0, returned // 12)
            marks = {question.code: self._marks(method, mood, returned - invalid) for question in method.questions}
            found.append(GroupBallots(group.code, issued, returned, invalid, marks))
        return tuple(found)

    def _marks(self, method: Survey, mood: Sequence[int], valid: int) -> Marks:
        levels = [level.code for level in method.levels][-len(mood) :]
        silent = self.chance.randint(0, valid // 10)
        chosen = self.chance.choices(levels, mood, k=valid - silent)
        blank = self.chance.randint(0, silent)
        return Marks({code: chosen.count(code) for code in levels if code in chosen}, blank, silent - blank)


if __name__ == "__main__":
    main()
