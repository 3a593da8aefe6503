"""Survey points: how ballots, counted by group, question and level, become a percentage and then points.

What provinces do differs in every step, and published figures cannot be followed where a step is left open: which
levels count, what stands in the denominator, over what is averaged first and with what weights, where is rounded.
Here each step is a parameter. Ballots that rate many agencies, and those of an agency's own staff, are sorted out
where ballots are counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from rules.errors import N_, BadValue, DuplicateCode, Path, Refusal
from rules.methods.survey_scale import PERCENT, Proportional, Scale, is_percent
from rules.number import HUNDRED, LARGEST, PLACES, ZERO, is_exact
from rules.said import Said, said
from rules.text import Text
from rules.together import raise_first

_QUESTIONS = N_("survey: questions")
_GROUPS = N_("survey: respondent groups")
_LEVELS = N_("survey: levels")


IN_PROPORTION = Proportional()


class Weighing(StrEnum):
    """What the parts of a mean weigh: alike, as many ballots or answers as there are, or as the rubric says."""

    EQUAL = "equal"
    BALLOTS = "ballots"
    ANSWERS = "answers"
    FIXED = "fixed"


class Axis(StrEnum):
    """Over what a mean is taken."""

    QUESTIONS = "questions"
    GROUPS = "groups"


class Then(StrEnum):
    """What becomes of a survey with fewer ballots than the least."""

    DEDUCT = "deduct"
    BLOCK_AVERAGE = "block_average"
    COUNCIL = "council"
    EXCLUDE = "exclude"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the scale, and what an answer at it is worth, in per cent of a whole one.

    Levels that count are worth 100, others 0; a mean of the scale gives each its share: 20, 40, 60, 80, 100.
    """

    code: str
    name: Text
    worth: Fraction


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the ballot; the *weight* where weights are fixed."""

    code: str
    name: Text
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of respondents; the *weight* where weights are fixed."""

    code: str
    name: Text
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Denominator:
    """What stands in the denominator beside the answers, as worth nothing."""

    blanks: bool = False
    no_opinion: bool = False
    invalid: bool = False


@dataclass(frozen=True, slots=True)
class Minimum:
    """The least sample: valid *ballots* in all, in each group, and *returned* in per cent of those issued.

    Where one is missed, *then* holds; *deduction* is in points and belongs to `Then.DEDUCT`. Where no answer counts
    at all, *then* holds as well, and the council decides where it would deduct from nothing.
    """

    ballots: int = 0
    of_group: int = 0
    returned: Fraction = ZERO
    then: Then = Then.COUNCIL
    deduction: Fraction = ZERO

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    @property
    def is_concluded_on(self) -> bool:
        """Whether the council concludes on the points, if only where no answer counts."""
        return self.then in {Then.COUNCIL, Then.DEDUCT}

    def _wrong(self) -> Iterator[Refusal]:
        whole = said(N_("a whole number from {low} to {high}"), low=0, high=LARGEST)
        for name in ("ballots", "of_group"):
            if not 0 <= getattr(self, name) < LARGEST:
                yield BadValue(said(N_("survey: least number of ballots")), getattr(self, name), whole, at=(name,))
        if not is_percent(self.returned):
            allowed = said(PERCENT, low=0, high=HUNDRED, places=PLACES)
            yield BadValue(said(N_("survey: least return of ballots")), self.returned, allowed, at=("returned",))
        deducts = self.then is Then.DEDUCT
        if not is_exact(self.deduction) or self.deduction < 0 or (self.deduction > 0) is not deducts:
            allowed = said(N_("points above 0 exactly where points are deducted"))
            yield BadValue(said(N_("survey: deduction")), self.deduction, allowed, at=("deduction",))
        if deducts and not (self.ballots or self.of_group or self.returned):
            allowed = said(N_("a least number or return of ballots, where points are deducted"))
            yield BadValue(said(N_("survey: least sample")), self.then, allowed, at=("then",))


@dataclass(frozen=True, slots=True)
class Places:
    """To how many decimals is rounded half-up at each step; `None`: not at all.

    A *share* is of one question in one group, a *mean* of what is averaged first. Points are always rounded: no
    evaluation takes more than six decimals.
    """

    share: int | None = None
    mean: int | None = None
    percent: int | None = None
    points: int = 2

    def __post_init__(self) -> None:
        raise_first(self._wrong())

    def _wrong(self) -> Iterator[Refusal]:
        for name in ("share", "mean", "percent", "points"):
            places = getattr(self, name)
            if places is not None and not 0 <= places <= PLACES:
                allowed = said(N_("from 0 to {limit}"), limit=PLACES)
                yield BadValue(said(N_("survey: places")), places, allowed, at=(name,))


@dataclass(frozen=True, slots=True)
class Survey:
    """The points that ballots earn. *levels*: the lowest first.

    *all_positive*: instead of answers, ballots are counted on which every answer is at a level worth 100; the
    denominator then says whether a blank answer spoils such a ballot or is passed over. *first* says over what is
    averaged first.
    """

    levels: tuple[Level, ...]
    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    questions_by: Weighing = Weighing.EQUAL
    groups_by: Weighing = Weighing.EQUAL
    first: Axis = Axis.QUESTIONS
    all_positive: bool = False
    denominator: Denominator = Denominator()
    minimum: Minimum = Minimum()
    places: Places = Places()
    scale: Scale = IN_PROPORTION
    kind: ClassVar[str] = "survey"

    def __post_init__(self) -> None:
        raise_first(_wrong(self))

    @property
    def positive(self) -> tuple[Level, ...]:
        """The levels that count in full."""
        return tuple(level for level in self.levels if level.worth == HUNDRED)

    @property
    def is_share(self) -> bool:
        """Whether each level counts in full or not at all."""
        return all(level.worth in (ZERO, HUNDRED) for level in self.levels)


@dataclass(frozen=True, slots=True)
class SurveyTakenOver:
    """The points that the percentage of another survey earns, taken over with its document."""

    places: Places = Places()
    scale: Scale = IN_PROPORTION
    kind: ClassVar[str] = "survey_taken_over"


def _wrong(survey: Survey) -> Iterator[Refusal]:
    """Everything that is wrong with *survey* by itself."""
    yield from _about_codes(said(_LEVELS), survey.levels, "levels")
    for place, level in enumerate(survey.levels):
        if not is_percent(level.worth):
            what = said(N_("survey, level {code}: worth"), code=level.code)
            allowed = said(PERCENT, low=0, high=HUNDRED, places=PLACES)
            yield BadValue(what, level.worth, allowed, at=("levels", place, "worth"))
    yield from _about_codes(said(_QUESTIONS), survey.questions, "questions")
    yield from _about_codes(said(_GROUPS), survey.groups, "groups")
    if survey.questions_by is Weighing.BALLOTS:
        allowed = said(N_("equal, answers or fixed: every question stands on every ballot"))
        yield BadValue(said(_QUESTIONS), survey.questions_by, allowed, at=("questions_by",))
    else:
        yield from _about_weights(said(_QUESTIONS), survey.questions, survey.questions_by, "questions")
    yield from _about_weights(said(_GROUPS), survey.groups, survey.groups_by, "groups")
    if survey.all_positive and not survey.positive:
        yield BadValue(said(_LEVELS), "", said(N_("at least one level worth 100%")), at=("levels",))


def _about_codes(what: Said, parts: tuple[Level | Question | Group, ...], name: str) -> Iterator[Refusal]:
    if not parts:
        yield BadValue(what, "", said(N_("at least one")), at=(name,))
    seen = set[str]()
    for place, part in enumerate(parts):
        at: Path = (name, place, "code")
        if not part.code.strip():
            yield BadValue(what, part.code, said(N_("a code")), at=at)
        elif part.code in seen:
            yield DuplicateCode(what, part.code, at=at)
        seen.add(part.code)


def _about_weights(what: Said, parts: tuple[Question | Group, ...], by: Weighing, name: str) -> Iterator[Refusal]:
    fixed = by is Weighing.FIXED
    allowed = said(N_("a number from 0 with at most {places} decimals, exactly where weights are fixed"), places=PLACES)
    sound = True
    for place, part in enumerate(parts):
        weight = part.weight
        if (weight is not None) is not fixed or (weight is not None and (weight < 0 or not is_exact(weight))):
            sound = False
            yield BadValue(what, "" if weight is None else weight, allowed, at=(name, place, "weight"))
    if fixed and sound and parts and not any(part.weight for part in parts):
        yield BadValue(what, 0, said(N_("weights that add up to more than 0")), at=(name,))
