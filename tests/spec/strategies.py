"""Random rubrics and sheets: trees, scopes and tables of every kind, and answers that hit thresholds often."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from rules.answer import Answer, Chosen, Counted, Measured, NotApplicable, Points
from rules.branching import left_out
from rules.combining import Best, Branch, CappedSum, Case, Rescaled
from rules.condition import Condition
from rules.criterion import GIVEN_POINTS, Absence, Criterion, leaves, walk
from rules.measure import (
    CodeMeasure,
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    FindingsOf,
    IndicatorValue,
    LowestPercent,
    Measure,
    OutcomeOf,
    PeriodCode,
    PreviousOutcome,
    PreviousRank,
    PreviousReviewed,
    StepRemainder,
    TotalPercent,
    TotalPoints,
)
from rules.methods import Method
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.ratio import RatioToTarget
from rules.number import SCALE, is_exact
from rules.rubric import Rubric
from rules.sheet import Previous, Sheet
from rules.table import AGGREGATING, LISTING, SINGLE, HitPolicy, Rule, Table
from tests.builders import area, leaf, rubric, rule, table, when
from tests.scoring import COUNT, PERCENT, option, share

T = TypeVar("T")

PERIODS = ("2022", "2023", "2023-H1")
INDICATORS = ("online", "delay")
COMPARISONS = (">=", ">", "<=", "<", "=")
PLACES = st.sampled_from((None, None, None, 0, 1, 2, 3))
MILLIONTHS = st.integers(-200 * SCALE, 200 * SCALE).map(lambda millionths: Fraction(millionths, SCALE))
PERCENTS = st.sampled_from(list(map(Fraction, ("0", "50", "75", "80", "90", "100", "-50", "33.333333", "66.666667"))))
CAPS = ("10", "3", "7", "14.5", "0.7", "0.000001")


def _pick(draw: DrawFn, choices: tuple[T, ...] | list[T]) -> T:
    return draw(st.sampled_from(choices))


def _chance(draw: DrawFn, one_in: int) -> bool:
    return draw(st.integers(1, one_in)) == 1


# ---- rubrics ---------------------------------------------------------------------------------------------------------


@st.composite
def trees(draw: DrawFn) -> tuple[Criterion, ...]:
    """One to three areas, up to three levels deep; the first leaf always has a maximum."""
    codes = iter(f"c{number}" for number in range(100))

    def node(depth: int) -> Criterion:
        code = next(codes)
        if depth < 2 and _chance(draw, 3):
            return area(code, *(node(depth + 1) for _ in range(draw(st.integers(1, 3)))))
        step = _pick(draw, (None, None, "0.25", "1"))
        if code not in {"c0", "c1", "c2"} and _chance(draw, 4):
            return leaf(code, 0, low=-5, step=step)
        return leaf(code, _pick(draw, CAPS), low=_pick(draw, (0, 0, 0, -2)), step=step)

    return tuple(node(0) for _ in range(draw(st.integers(1, 3))))


CHOICE = Choice((option("yes", share(100)), option("no", 0), option("exempt", share(45))))
METHODS: tuple[Method, ...] = (
    GIVEN_POINTS,
    GIVEN_POINTS,
    CHOICE,
    Deduction(COUNT, Fraction("0.25"), free=1, accepted=9),
    RatioToTarget(PERCENT, Fraction(85), floor=Fraction(60)),
)
COMBININGS = ("sum", "rescaled", "capped_sum", "best", "branch")


@st.composite
def mixed_trees(draw: DrawFn) -> tuple[Criterion, ...]:
    """Trees with methods, combinings and policies of every kind, and with points beside the maximum.

    The first leaf always has points; branches hang on the option chosen for the second.
    """
    codes = iter(f"c{number}" for number in range(100))

    def node(depth: int) -> Criterion:
        code = next(codes)
        if depth < 2 and _chance(draw, 2):
            return _parent(draw, code, tuple(node(depth + 1) for _ in range(draw(st.integers(1, 3)))))
        least = _pick(draw, (0, 0, -2))
        bare = leaf(code, _pick(draw, ("10", "3", "14.5", "0.7")), low=least, step=_pick(draw, (None, "0.25")))
        if _chance(draw, 5):
            bare = leaf(code, 0, low=-5)
        return replace(bare, method=_pick(draw, METHODS), not_applicable=_pick(draw, tuple(Absence)))

    plan = replace(leaf("plan", 3), method=CHOICE, not_applicable=_pick(draw, tuple(Absence)))
    areas = [replace(node(0), extra=_chance(draw, 3)) for _ in range(draw(st.integers(1, 3)))]
    return (leaf("sure"), plan, *areas)


def _parent(draw: DrawFn, code: str, parts: tuple[Criterion, ...]) -> Criterion:
    whole, largest = area(code, *parts), max(part.max_points for part in parts)
    match _pick(draw, COMBININGS):
        case "rescaled":
            return replace(whole, combined=Rescaled(draw(st.integers(0, 6))))
        case "capped_sum":
            low, cap = Fraction(_pick(draw, (-1, -4))), Fraction(_pick(draw, ("0", "2", "14.5")))
            return replace(whole, max_points=cap, min_points=low, combined=CappedSum())
        case "best":
            return replace(whole, max_points=largest, combined=Best())
        case "branch":
            return replace(whole, max_points=largest, combined=Branch("plan", _cases(draw, parts)))
        case _:
            return whole


def _cases(draw: DrawFn, parts: tuple[Criterion, ...]) -> tuple[Case, ...]:
    """A case for each option, so that there is one for each of the *parts*."""
    named = [part.code for part in parts]
    others = [_pick(draw, ["", *named]) for _ in CHOICE.options[len(named) :]]
    led = draw(st.permutations([*named, *others]))
    return tuple(Case(option.code, part) for option, part in zip(CHOICE.options, led, strict=True))


@dataclass(frozen=True)
class World:
    """What the conditions of a new table may name."""

    criteria: tuple[str, ...]
    scopes: dict[str, tuple[str, ...]]
    earlier: tuple[Table, ...]
    about: str
    """The scope of the new table, blank for grain agency."""

    def readable(self) -> list[Table]:
        """Earlier tables with one outcome that the new table may read."""
        single = [each for each in self.earlier if each.hit_policy in SINGLE]
        mine = set(self.scopes.get(self.about, ()))
        return [each for each in single if not each.scope or (self.about and mine <= set(self.scopes[each.scope]))]


def _measure(draw: DrawFn, world: World) -> Measure:
    criteria = [*world.criteria, *([""] * len(world.criteria) if world.about else [])]
    of_agency = [each for each in world.earlier if each.hit_policy in SINGLE and not each.scope]
    listing = [each for each in world.earlier if each.hit_policy in LISTING]
    choices: list[Measure] = [
        TotalPoints(),
        TotalPercent(),
        CriterionPoints(_pick(draw, criteria)),
        StepRemainder(_pick(draw, criteria)),
        CriterionPercent(_pick(draw, criteria)),
        LowestPercent(_pick(draw, list(world.scopes))),
        CountBelow(_pick(draw, list(world.scopes)), draw(PERCENTS)),
        IndicatorValue(_pick(draw, INDICATORS)),
        PreviousReviewed(),
        PreviousRank(),
        PeriodCode(),
        *[OutcomeOf(each.code) for each in world.readable()],
        *[FindingsOf(each.code) for each in listing],
        *[PreviousOutcome(each.code) for each in of_agency],
    ]
    return _pick(draw, choices)


def _condition(draw: DrawFn, world: World) -> Condition:
    measure = _measure(draw, world)
    if not isinstance(measure, FindingsOf) and _chance(draw, 8):
        return when(measure, "missing")
    match measure:
        case PreviousReviewed():
            return when(measure, "=", draw(st.booleans()))
        case _ if isinstance(measure, CodeMeasure):
            return _on_codes(draw, world, measure)
        case CountBelow() | FindingsOf() | PreviousRank():
            return when(measure, _pick(draw, COMPARISONS), draw(st.integers(0, 4)))
        case TotalPoints() | CriterionPoints() | StepRemainder() | IndicatorValue():
            points = st.sampled_from(list(map(Fraction, ("0", "0.5", "1", "5", "7.5", "-1"))))
            return when(measure, _pick(draw, COMPARISONS), draw(points | MILLIONTHS))
        case _:
            return when(measure, _pick(draw, COMPARISONS), draw(PERCENTS | MILLIONTHS))


def _on_codes(draw: DrawFn, world: World, measure: CodeMeasure) -> Condition:
    codes = {each.code: each.outcome_codes for each in world.earlier}
    known = PERIODS if isinstance(measure, PeriodCode) else codes[measure.table]
    if _chance(draw, 2):
        return when(measure, "=", _pick(draw, known))
    return when(measure, "in", draw(st.lists(st.sampled_from(known), min_size=1, unique=True)))


def _rule(draw: DrawFn, world: World, number: int) -> Rule:
    conditions = [_condition(draw, world) for _ in range(_pick(draw, (1, 1, 2)))]
    return rule(_pick(draw, ("x", "y", "z")), *conditions, code=f"r{number}")


def _table(draw: DrawFn, world: World, number: int) -> Table:
    policy = _pick(draw, sorted(HitPolicy))
    plain = policy in AGGREGATING | LISTING or _chance(draw, 2)
    return table(
        f"t{number}",
        *(_rule(draw, world, place) for place in range(draw(st.integers(1, 4)))),
        policy=policy,
        scope=world.about,
        outcomes=draw(st.permutations(("x", "y", "z"))),
        values={"x": 1, "y": 0, "z": Fraction(-1, 2)},
        default="" if plain else "y",
        places=draw(PLACES),
    )


@st.composite
def rubrics(draw: DrawFn, of: st.SearchStrategy[tuple[Criterion, ...]] | None = None) -> Rubric:
    """A rubric *of* such trees with one to four tables, and perhaps an exemption for the agency `exempt`."""
    criteria = draw(trees() if of is None else of)
    codes = tuple(each.code for each in walk(criteria))
    members = st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)
    scopes = {"s0": tuple(draw(members)), "s1": tuple(draw(members))}
    tables: tuple[Table, ...] = ()
    for number in range(draw(st.integers(1, 4))):
        about = _pick(draw, ("", "", "s0", "s1"))
        tables += (_table(draw, World(codes, scopes, tables, about), number),)
    first = next(leaves(criteria)).code
    apart = [each.code for each in walk(criteria) if first not in {below.code for below in walk((each,))}]
    exempt = [(_pick(draw, apart), "exempt")] if apart and _chance(draw, 2) else []
    return rubric(*tables, criteria=criteria, scopes=scopes, indicators=INDICATORS, exemptions=exempt)


# ---- sheets ----------------------------------------------------------------------------------------------------------


def points_of(criterion: Criterion) -> st.SearchStrategy[Fraction]:
    """Points within the bounds of a leaf, often exactly at a share that thresholds name."""
    low, high = criterion.min_points, criterion.max_points
    shares = [high * share / 100 for share in (0, 50, 75, 80, 90, 100)]
    near = [share + Fraction(step, SCALE) for share in [*shares, low] for step in (-1, 0, 1)]
    likely = [each for each in near if is_exact(each) and low <= each <= high]
    anything = st.integers(int(low * SCALE), int(high * SCALE)).map(lambda millionths: Fraction(millionths, SCALE))
    return st.sampled_from(likely) | anything


def _answers_for(criterion: Criterion) -> st.SearchStrategy[Answer]:
    """Answers that a leaf takes."""
    code = criterion.code
    match criterion.method:
        case Choice(options):
            return st.sampled_from([Chosen(code, each.code) for each in options])
        case Deduction():
            return st.integers(0, 12).map(lambda count: Counted(code, count))
        case RatioToTarget():
            return st.integers(0, 1000).map(lambda tenths: Measured(code, Fraction(tenths, 10)))
        case _:
            return points_of(criterion).map(lambda points: Points(code, points))


@st.composite
def sheets(draw: DrawFn, world: Rubric) -> Sheet:
    """A sheet that *world* accepts, its answers in any order."""
    agency = _pick(draw, ("agency", "exempt"))
    exempt = world.exempt.get(agency, frozenset())
    answers: list[Answer] = []
    for each in leaves(world.criteria):
        if each.code in exempt or each.code in left_out(world, answers):
            continue
        absent = bool(answers) and each.not_applicable is not Absence.REFUSED and _chance(draw, 5)
        answers.append(NotApplicable(each.code, "none") if absent else draw(_answers_for(each)))
    known = {code: draw(st.sampled_from((Fraction(0), Fraction(5))) | MILLIONTHS) for code in INDICATORS}
    single = [each for each in world.tables if each.hit_policy in SINGLE]
    outcomes = {each.code: _pick(draw, each.outcome_codes) for each in single if _chance(draw, 2)}
    return Sheet(
        agency,
        _pick(draw, (*PERIODS, "2024")),
        tuple(draw(st.permutations(answers))),
        {code: value for code, value in known.items() if not _chance(draw, 3)},
        Previous(_pick(draw, (None, True, False)), _pick(draw, (None, 1, 3)), outcomes),
    )


@st.composite
def worlds(draw: DrawFn) -> tuple[Rubric, Sheet]:
    """A rubric and a sheet that it accepts."""
    world = draw(rubrics())
    return world, draw(sheets(world))


@st.composite
def mixed_worlds(draw: DrawFn) -> tuple[Rubric, Sheet]:
    """As `worlds`, with everything that criteria can say."""
    world = draw(rubrics(mixed_trees()))
    return world, draw(sheets(world))


def shuffled(sheet: Sheet) -> Sheet:
    """The same sheet in another order."""
    return replace(sheet, answers=sheet.answers[::-1], indicators=dict(reversed(list(sheet.indicators.items()))))
