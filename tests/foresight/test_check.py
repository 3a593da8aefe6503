"""Checks of whole rubrics: what the text of a regulation leaves open is found, and nothing else is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from foresight.check import check
from foresight.problem import Kind, Problem, Proposal, Severity
from rules.acceptance import accept
from rules.answer import Answer, NotApplicable, Points
from rules.condition import Condition
from rules.criterion import Absence
from rules.errors import Refused
from rules.evaluation import examine
from rules.examination import verdict_of
from rules.measure import CriterionPercent, CriterionPoints, LowestPercent, Measure, TotalPercent
from rules.reading import Reading, read
from rules.rubric import Rubric
from rules.settlement import Reason, Settled
from rules.sheet import Sheet
from rules.table import SINGLE, HitPolicy, Rule, Table
from rules.value import Verdict
from rules.working import Working
from tests.builders import leaf, rubric, rule, table, when
from tests.hai_duong import BLOCKS, edited, moved, rubric_of
from tests.sample import sample_rubric

TOTAL, LOWEST = TotalPercent(), LowestPercent("seven-areas")


def added(one: Table, proposal: Proposal) -> Rule:
    """The rule that is proposed, with the last outcome of its table where none follows."""
    code = f"added-{len(one.rules)}-{abs(hash(proposal))}"
    return rule(
        proposal.outcome or one.outcome_codes[-1], *proposal.conditions, code=code, citations=one.rules[0].citations
    )


def of_kind(problems: tuple[Problem, ...], *kinds: Kind) -> list[Problem]:
    return [problem for problem in problems if problem.kind in kinds]


def asked(*bounds: tuple[Measure, str, int]) -> tuple[Condition, ...]:
    return tuple(when(*bound) for bound in bounds)


def told(problems: list[Problem]) -> dict[str, list[tuple[Condition, ...]]]:
    """The boxes of problems by table."""
    return {code: [each.box for each in problems if each.table == code] for code in {each.table for each in problems}}


def with_both_bounds(block: str) -> Rubric:
    """The rating as the report words it: each level from so much to below so much."""
    ceilings = {"hoan-thanh-tot": 90, "hoan-thanh": 80}

    def bounded(each: Rule) -> Rule:
        ceiling = ceilings.get(each.outcome)
        return replace(each, conditions=(*each.conditions, when(TOTAL, "<", ceiling))) if ceiling else each

    def of(one: Table) -> Table:
        return replace(one, rules=tuple(map(bounded, one.rules))) if one.code == "head_rating" else one

    whole = rubric_of(block)
    return replace(whole, tables=tuple(map(of, whole.tables)))


# ---- the reference case ----------------------------------------------------------------------------------------------

BELOW_65 = asked((TOTAL, ">=", 65), (LOWEST, "<", 50))
GROUP_BELOW_70 = asked((TOTAL, "<", 70))


@pytest.mark.parametrize("block", BLOCKS)
def test_as_the_report_words_it_the_rating_has_exactly_three_holes(block: str) -> None:
    holes = told(of_kind(check(with_both_bounds(block)), Kind.GAP))
    assert holes["head_rating"] == [
        asked((TOTAL, ">=", 90), (LOWEST, "<", 80)),
        asked((TOTAL, ">=", 80), (TOTAL, "<", 90), (LOWEST, "<", 70)),
        asked((TOTAL, ">=", 65), (TOTAL, "<", 80), (LOWEST, "<", 50)),
    ]
    assert holes.get("group", []) == ([GROUP_BELOW_70] if block == "huyen" else [])


@pytest.mark.parametrize("block", BLOCKS)
def test_as_a_cascade_the_rating_has_one_hole_without_an_upper_end(block: str) -> None:
    problems = check(rubric_of(block))
    holes = told(list(problems))
    assert holes.pop("head_rating") == [BELOW_65]
    assert holes == ({"group": [GROUP_BELOW_70]} if block == "huyen" else {})
    assert {problem.kind for problem in problems} == {Kind.GAP}


def test_each_hole_has_a_result_sheet_that_the_engine_confirms() -> None:
    for problem in check(with_both_bounds("huyen")):
        assert problem.witness is not None
        answered = problem.witness.result["outcomes"][problem.table]
        assert (answered["code"], answered["reason"]) == (None, "no_rule")


def test_a_threshold_raised_too_far_leaves_a_level_that_nobody_can_have() -> None:
    raised = edited(with_both_bounds("so"), "head_rating", moved("total_percent", 65, 95))
    problems = check(raised)
    (never,) = of_kind(problems, Kind.NEVER_MATCHES)
    (unreached,) = of_kind(problems, Kind.UNREACHED)
    assert (never.outcome, unreached.outcome) == ("hoan-thanh", "hoan-thanh")
    assert (never.severity, unreached.severity) == (Severity.ERROR, Severity.WARNING)


def test_two_rules_of_which_one_may_match_are_found_where_both_do() -> None:
    whole = rubric_of("so")
    unique = [replace(one, hit_policy=HitPolicy.UNIQUE) if one.code == "group" else one for one in whole.tables]
    (overlap,) = of_kind(check(replace(whole, tables=tuple(unique))), Kind.OVERLAP)
    assert overlap.rules == ("90", "80-90")
    assert overlap.box == asked((TOTAL, ">=", 90))
    assert overlap.witness is not None
    assert overlap.witness.result["outcomes"]["group"]["reason"] == "conflict"


@pytest.mark.parametrize("block", BLOCKS)
def test_the_proposed_rules_close_what_was_open(block: str) -> None:
    whole = with_both_bounds(block)
    proposed: dict[str, list[Rule]] = {problem.table: [] for problem in check(whole)}
    for problem in check(whole):
        assert problem.proposed is not None
        proposed[problem.table].append(added(whole.table[problem.table], problem.proposed))
    tables = tuple(replace(one, rules=(*one.rules, *proposed.get(one.code, []))) for one in whole.tables)
    assert not of_kind(check(replace(whole, tables=tables)), Kind.GAP, Kind.NOT_PROVEN)


def test_no_outcome_is_proposed_that_asks_for_more_than_there_is() -> None:
    """The lowest group asks for 70%: what is below has no outcome yet, and no other rule is cited for it."""
    low, rating = check(rubric_of("huyen"))
    assert low.proposed == Proposal(GROUP_BELOW_70)
    assert rating.proposed == Proposal(BELOW_65, "khong-hoan-thanh")


def test_what_is_not_assessed_does_not_reach_the_outcome_by_default() -> None:
    always = rule("x", when(CriterionPoints(), ">=", 0))
    world = rubric(table("t", always, scope="all", default="z"), criteria=(leaf("a"), leaf("b")), scopes={"all": "ab"})
    assert [each.outcome for each in of_kind(check(world), Kind.UNREACHED)] == ["z"]


def test_of_the_sample_with_every_method_everything_is_proven() -> None:
    (hole,) = check(sample_rubric())
    assert (hole.kind, hole.box) == (Kind.GAP, BELOW_65)


def test_the_same_rubric_has_the_same_witnesses_every_time() -> None:
    first, second = (check(with_both_bounds("huyen")) for _ in range(2))
    assert first == second


# ---- against all results, one by one ---------------------------------------------------------------------------------

STEPS = ("1", "0.5")
AREAS = ("a", "b")
MEASURES: tuple[Measure, ...] = (TOTAL, LowestPercent("all"), CriterionPercent("a"), CriterionPoints("b"))


@st.composite
def small(draw: DrawFn) -> Rubric:
    """Two leaves with few points and one table of any policy."""
    absence = st.sampled_from((Absence.LEAVES, Absence.REFUSED))
    leaves = tuple(
        replace(
            leaf(
                code, draw(st.integers(1, 3)), low=draw(st.sampled_from((0, 0, -1))), step=draw(st.sampled_from(STEPS))
            ),
            not_applicable=draw(absence),
        )
        for code in AREAS
    )
    thresholds: st.SearchStrategy[int | str] = st.sampled_from((0, 25, 50, 75, 100, "33.333333", 2, 1))

    def condition() -> Condition:
        sign = draw(st.sampled_from((">=", ">", "<=", "<", "=", ">=", "<")))
        return when(draw(st.sampled_from(MEASURES)), sign, draw(thresholds))

    rules = (
        rule(
            draw(st.sampled_from(("x", "y", "z"))),
            *(condition() for _ in range(draw(st.integers(1, 2)))),
            code=f"r{number}",
        )
        for number in range(draw(st.integers(1, 4)))
    )
    one = table(
        "t",
        *rules,
        policy=draw(st.sampled_from(("FIRST", "UNIQUE", "ANY", "PRIORITY", "COLLECT"))),
        outcomes=("x", "y", "z"),
        places=draw(st.sampled_from((None, None, 0, 1))),
        scope=draw(st.sampled_from(("", "", "all"))),
    )
    return rubric(one, criteria=leaves, scopes={"all": AREAS})


def every_working(world: Rubric) -> Iterator[tuple[Sheet, Working]]:
    """All results that there can be, each as the exact evaluator alone works it out."""
    answers: list[list[Answer]] = []
    for each in world.criteria:
        step = each.step or Fraction(1)
        number = int((each.max_points - each.min_points) / step)
        scores: list[Answer] = [Points(each.code, each.min_points + place * step) for place in range(number + 1)]
        absent: list[Answer] = (
            [NotApplicable(each.code, "nothing arose")] if each.not_applicable is Absence.LEAVES else []
        )
        answers.append([*scores, *absent])
    for given_answers in product(*answers):
        sheet = Sheet("agency", "2022", given_answers)
        try:
            accepted = accept(world, sheet)
        except Refused:
            continue
        yield sheet, examine(world, accepted)


class Seen:
    """What all results together show of the only table."""

    def __init__(self, world: Rubric) -> None:
        self.world, self.table = world, world.tables[0]
        self.open: list[tuple[Reading, str]] = []
        self.matched, self.decided, self.reached = set[str](), set[str](), set[str]()
        self.clashing, self.needed = set[tuple[str, str]](), set[tuple[str, int]]()
        for sheet, working in every_working(world):
            reading = Reading(world, accept(world, sheet), working.tally, {})
            for member in world.members(self.table):
                if not member or working.tally.scores[member].applicable:
                    self._look(reading, member, working)

    def _look(self, reading: Reading, member: str, working: Working) -> None:
        judged = [each for each in working.examined["t"] if each.member == member]
        matching = [each.rule.code for each in judged if each.verdict is Verdict.YES]
        self.matched |= set(matching)
        self.clashing |= {(one, other) for place, other in enumerate(matching) for one in matching[:place]}
        settled = working.settled["t"]
        if self.table.hit_policy in SINGLE:
            self._settled(settled.of(member), reading, member)
        else:
            self.reached |= {each.rule.outcome for each in judged if each.verdict is Verdict.YES}
        for each in judged:
            verdicts = [seen.verdict for seen in each.conditions]
            for place, verdict in enumerate(verdicts):
                others = verdicts[:place] + verdicts[place + 1 :]
                if verdict is not Verdict.YES and all(other is Verdict.YES for other in others):
                    self.needed.add((each.rule.code, place))

    def _settled(self, settled: Settled, reading: Reading, member: str) -> None:
        if settled.determined:
            self.decided |= set(settled.rules)
            self.reached.add(settled.outcome)
        elif settled.reason is Reason.NO_RULE:
            self.open.append((reading, member))


def is_inside(problem: Problem, reading: Reading, member: str, places: int | None) -> bool:
    """Whether a result lies in the box of a gap."""
    about = not problem.members or member in problem.members
    return about and all(
        verdict_of(condition, read(reading, condition.measure, member, places)) is Verdict.YES
        for condition in problem.box
    )


@pytest.mark.thorough
@settings(max_examples=120)
@given(small())
def test_the_check_misses_nothing_and_invents_nothing(world: Rubric) -> None:
    problems, seen = check(world), Seen(world)
    one = world.tables[0]
    codes = {each.code for each in one.rules}
    single = one.hit_policy in SINGLE

    assert not of_kind(problems, Kind.NOT_PROVEN)
    gaps = of_kind(problems, Kind.GAP)
    assert all(any(is_inside(gap, *where, one.places) for gap in gaps) for where in seen.open)
    assert all(any(is_inside(gap, *where, one.places) for where in seen.open) for gap in gaps)

    rivals = {"UNIQUE": lambda *_: True, "ANY": lambda a, b: one.rule(a).outcome != one.rule(b).outcome}
    may_not: Callable[[str, str], bool] = rivals.get(one.hit_policy, lambda *_: False)
    clashing = {pair for pair in seen.clashing if may_not(*pair)}
    assert {problem.rules for problem in of_kind(problems, Kind.OVERLAP)} == clashing

    assert {each.rules[0] for each in of_kind(problems, Kind.NEVER_MATCHES)} == codes - seen.matched
    idle = seen.matched - seen.decided if single else set()
    assert {each.rules[0] for each in of_kind(problems, Kind.NEVER_DECIDES)} == idle
    assert {each.outcome for each in of_kind(problems, Kind.UNREACHED)} == set(one.outcome_codes) - seen.reached
    redundant = {(each.rules[0], each.box[0]) for each in of_kind(problems, Kind.REDUNDANT)}
    never_needed = {
        (each.code, condition)
        for each in one.rules
        for place, condition in enumerate(each.conditions)
        if each.code in seen.matched and (each.code, place) not in seen.needed
    }
    assert redundant == never_needed
