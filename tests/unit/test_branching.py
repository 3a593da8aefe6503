"""Branching: which part counts, and which components are left out because of what was chosen."""

from dataclasses import replace

import pytest

from rules.answer import Answer, Chosen, NotApplicable, Sourced
from rules.branching import Fork, forks_of, left_out, parts_taken
from rules.combining import Branch, Case
from rules.combining_phrases import combining_sentence
from rules.criterion import Criterion
from rules.language import Language
from rules.methods.choice import Choice
from rules.methods.supplied import Supplied
from tests.builders import area, leaf, rubric, text
from tests.scoring import option


def choosing(code: str, *options: str) -> Criterion:
    return replace(leaf(code, 1), method=Choice(tuple(option(each, 1) for each in options)))


def branch(code: str, on: str, *parts: Criterion, **cases: str) -> Criterion:
    """A branch with a case for each option, in order of *cases*: the part that it leads to."""
    combined = Branch(on, tuple(Case(chosen, part) for chosen, part in cases.items()))
    return replace(area(code, *parts), max_points=max(part.max_points for part in parts), combined=combined)


INNER = branch("a", "size", leaf("a1"), leaf("a2"), small="a1", large="a2")
WORLD = rubric(
    criteria=(
        choosing("plan", "yes", "no", "exempt"),
        choosing("size", "small", "large"),
        branch("1", "plan", INNER, area("b", leaf("b1"), leaf("b2")), yes="a", no="b", exempt=""),
    )
)


def chosen(**options: str) -> tuple[Answer, ...]:
    return tuple(Chosen(code, each) for code, each in options.items())


@pytest.mark.parametrize(
    ("answers", "taken"),
    [
        (chosen(plan="yes", size="large"), {"1": "a", "a": "a2"}),
        (chosen(size="small", plan="no"), {"1": "b", "a": ""}),
        (chosen(plan="exempt", size="small"), {"1": "", "a": ""}),
        (chosen(size="large"), {"1": "", "a": ""}),
        ((NotApplicable("plan", "none"), NotApplicable("size", "none")), {"1": "", "a": ""}),
        (chosen(plan="perhaps"), {"1": "", "a": ""}),
    ],
)
def test_the_part_that_counts_is_that_of_the_option_whatever_the_order(
    answers: tuple[Answer, ...], taken: dict[str, str]
) -> None:
    assert parts_taken(WORLD, answers) == taken


def test_it_may_be_another_body_that_chooses() -> None:
    ruled = choosing("ruling", "kept", "lost")
    supplied = replace(ruled, method=Supplied(text("court"), ruled.method))  # type: ignore[arg-type]
    parts = branch("1", "ruling", leaf("a"), leaf("b"), kept="a", lost="b")
    world = rubric(criteria=(supplied, parts))
    given = (Sourced(Chosen("ruling", "kept"), "7/QĐ-TA"),)
    assert parts_taken(world, given) == {"1": "a"}
    assert left_out(world, given) == {"b": Fork("1", "ruling", "kept")}
    assert combining_sentence(parts.combined, parts, world, Language("en")) == (
        "one part counts, by what is chosen for ruling (en): kept (en): a (en); lost (en): b (en)"
    )


def test_what_is_left_out_says_which_option_leads_elsewhere() -> None:
    elsewhere = Fork("1", "plan", "yes")
    assert left_out(WORLD, chosen(plan="yes", size="large")) == {
        "b1": elsewhere,
        "b2": elsewhere,
        "a1": Fork("a", "size", "large"),
    }


def test_of_a_branch_within_a_branch_the_outer_one_is_the_reason() -> None:
    assert left_out(WORLD, chosen(plan="no", size="small")) == {
        "a1": Fork("1", "plan", "no"),
        "a2": Fork("1", "plan", "no"),
    }


@pytest.mark.parametrize("option", ["exempt", "perhaps", ""])
def test_where_no_part_counts_all_parts_are_left_out(option: str) -> None:
    fork = Fork("1", "plan", "exempt" if option == "exempt" else "")
    assert forks_of(WORLD, {"plan": option}) == dict.fromkeys(("a1", "a2", "b1", "b2"), fork)


def test_nothing_will_be_chosen_on_what_is_not_assessed() -> None:
    idle = dict.fromkeys(("a1", "a2", "b1", "b2"), Fork("1", "plan", "", idle=True))
    assert left_out(WORLD, (NotApplicable("plan", "none"), *chosen(size="small"))) == idle
    assert left_out(WORLD, chosen(size="small"), {"plan"}) == idle
    assert left_out(WORLD, chosen(plan="no", size="small"), {"size"})["a1"] == Fork("1", "plan", "no")


def test_without_branches_nothing_is_left_out() -> None:
    plain = rubric(criteria=(choosing("plan", "yes"), leaf("a")))
    assert left_out(plain, chosen(plan="yes")) == {}
    assert parts_taken(plain, chosen(plan="yes")) == {}


def test_an_option_that_no_case_names_leads_nowhere() -> None:
    cases = Branch("plan", (Case("yes", "a"), Case("no")))
    assert [cases.part_of(each) for each in ("yes", "no", "perhaps", "")] == ["a", "", "", ""]
