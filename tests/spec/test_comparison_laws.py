"""Chapter 15: comparison of any two rubrics: nothing is overlooked, and the way back is the mirror."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from rules.canonical import canonical
from rules.comparison import compare
from rules.comparison_columns import three_columns
from rules.comparison_content import as_content
from rules.comparison_elements import elements, view_of
from rules.comparison_phrases import told
from rules.comparison_values import Asked, Change, Kind, Part, Position
from rules.content import rubric_content
from rules.criterion import Criterion, walk
from rules.document import Document
from rules.errors import Refusal, Refused
from rules.language import Language
from rules.rubric import Rubric
from rules.scope import Exemption, Indicator, Scope
from rules.table import Outcome, Rule, Table
from rulesvc.schemas.rubric_document import read_rubric
from tests.builders import leaf, rubric
from tests.hai_duong import rubric_of
from tests.spec.edits import renamed, with_table
from tests.spec.strategies import rubrics

stable = settings(max_examples=100, deadline=None, derandomize=True, database=None)
many = settings(stable, max_examples=200)

VI, EN = Language("vi"), Language("en")


def test_every_field_of_every_part_is_compared() -> None:
    compared: dict[Part, set[str]] = {}
    world = replace(rubric_of("so"), exemptions=(Exemption("the-che", "agency"),))
    for each in elements(view_of(world, ())):
        compared.setdefault(each.heading.part, set()).update(said.name for said in each.said)
    held = {
        Rubric: ("documents", "criteria", "scopes", "indicators", "exemptions", "tables"),
        Criterion: ("parts",),
        Table: ("outcomes", "rules"),
        Exemption: ("criterion", "agency"),
    }
    kinds = (Rubric, Document, Criterion, Scope, Indicator, Exemption, Table, Outcome, Rule)
    for part, kind in zip(Part, kinds, strict=True):
        own = {each.name for each in fields(kind)} - {*held.get(kind, ())}
        assert compared[part] | {"code"} == own | {"code"} | ({"periods"} if kind is Rubric else set()), part


MIRROR = {
    Kind.ADDED: Kind.REMOVED,
    Kind.REMOVED: Kind.ADDED,
    Kind.SPLIT: Kind.MERGED,
    Kind.MERGED: Kind.SPLIT,
}


def mirrored(change: Change) -> Change:
    kind = MIRROR.get(change.kind, change.kind)
    return Change(kind, change.after, change.before, change.field, change.new, change.old)


def placeless(changes: tuple[Change, ...]) -> set[Change]:
    found = {replace(change, place=0) for change in changes}
    assert len(found) == len(changes)
    return found


@stable
@given(rubrics(), rubrics())
def test_the_way_back_is_the_mirror(old: Rubric, new: Rubric) -> None:
    forth, back = compare(old, new), compare(new, old)
    assert {mirrored(change) for change in placeless(forth)} == placeless(back)
    assert [change.place for change in forth] == list(range(len(forth)))


def test_of_two_that_change_places_the_same_one_moves_on_the_way_back_whatever_they_are_called() -> None:
    old, new = rubric(criteria=(leaf("b"), leaf("c"))), rubric(criteria=(leaf("c"), leaf("z")))
    forth, back = compare(old, new, origins={"z": ("b",)}), compare(new, old, origins={"b": ("z",)})
    assert {mirrored(change) for change in placeless(forth)} == placeless(back)


@stable
@given(rubrics(), rubrics())
def test_whatever_changes_is_told_in_words_and_as_content(old: Rubric, new: Rubric) -> None:
    changes = compare(old, new)
    for change in changes:
        canonical(as_content(change))
        for language in (VI, EN):
            sentence = told(change, language)
            assert sentence.endswith(".")
            assert not any(sign in sentence for sign in (">=", "<=", " > ", " < ", "{"))
    for row in three_columns(changes, old, new, {}, VI):
        assert row.current != row.draft


@stable
@given(rubrics(), rubrics(), st.data())
def test_the_way_back_of_splits_and_mergers_is_the_mirror(old: Rubric, new: Rubric, data: st.DataObject) -> None:
    sources = st.lists(st.sampled_from(sorted(old.criterion)), max_size=3, unique=True).map(tuple)
    origins = {code: data.draw(sources) for code in new.criterion}
    heirs = {code: tuple(each for each in origins if code in origins[each]) for code in old.criterion}
    forth = compare(old, new, origins=origins)
    back = compare(new, old, origins=heirs)
    ignoring_order = (Kind.SPLIT, Kind.MERGED)
    assert {mirrored(each) for each in placeless(forth) if each.kind not in ignoring_order} == {
        each for each in placeless(back) if each.kind not in ignoring_order
    }
    named = [(each.kind, *map(parts_of, (each.old, each.new))) for each in forth if each.kind in ignoring_order]
    returned = [mirrored(each) for each in back if each.kind in ignoring_order]
    expected = [(each.kind, *map(parts_of, (each.old, each.new))) for each in returned]
    assert sorted(named) == sorted(expected)


def parts_of(value: Any) -> list[str]:
    return sorted(each.heading.key for each in value)


def lists_and_texts(content: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in *content* where something can be edited: a container and its key."""
    items = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in items:
        yield content, key
        if isinstance(value, dict | list):
            yield from lists_and_texts(value)


@many
@given(rubrics(), st.data())
def test_there_are_changes_exactly_where_contents_differ(world: Rubric, data: st.DataObject) -> None:
    """Anything in a document may be edited: lists in another order, texts longer, entries gone."""
    content = deepcopy(rubric_content(world))
    for _ in range(data.draw(st.integers(0, 2))):
        places = list(lists_and_texts(content))
        holder, key = places[data.draw(st.integers(0, len(places) - 1))]
        match holder[key]:
            case list() as entries:
                holder[key] = data.draw(st.permutations(entries))
            case str() as words if data.draw(st.booleans()):
                holder[key] = words + data.draw(st.sampled_from(("1", "x")))
            case _:
                del holder[key]
    draft = read(content)
    assume(draft is not None)
    assert draft is not None
    assert (compare(world, draft) == ()) is (rubric_content(world) == rubric_content(draft))


def read(content: dict[str, Any]) -> Rubric | None:
    """The rubric in *content*, if it is one."""
    try:
        return read_rubric(content)
    except (Refusal, Refused, ValidationError):
        return None


# ---- one edit is one change of one part ------------------------------------------------------------------------------


def every_criterion(world: Rubric) -> list[str]:
    return [each.code for each in walk(world.criteria)]


@stable
@given(rubrics(), st.data())
def test_another_code_is_one_change(world: Rubric, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(every_criterion(world)))
    (change,) = compare(world, renamed(world, code, "new"), origins={"new": (code,)})
    assert (change.kind, change.codes, change.old, change.new) == (Kind.RENAMED, ("new",), code, "new")


@stable
@given(rubrics(), st.data())
def test_a_part_that_is_added_is_one_change(world: Rubric, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(world.criteria)))
    draft = replace(world, criteria=(*world.criteria[:place], leaf("new", 3), *world.criteria[place:]))
    (change,) = compare(world, draft)
    assert (change.kind, change.key) == (Kind.ADDED, "criterion/new")
    (change,) = compare(draft, world)
    assert (change.kind, change.key) == (Kind.REMOVED, "criterion/new")


@stable
@given(rubrics(), st.data())
def test_a_rule_that_moves_is_one_change(world: Rubric, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(world.tables))
    assume(len(table.rules) > 1)
    places = st.integers(0, len(table.rules) - 1)
    start, end = data.draw(st.tuples(places, places).filter(lambda pair: pair[0] != pair[1]))
    rules = [*table.rules]
    rule = rules.pop(start)
    rules.insert(end, rule)
    (change,) = compare(world, with_table(table.code, lambda old: replace(old, rules=tuple(rules)), world))
    # Two neighbours that change places may either be said to have moved.
    neighbour = table.rules[end].code if abs(start - end) == 1 else rule.code
    assert (change.kind, change.codes[0]) == (Kind.MOVED, table.code)
    assert change.codes[1] in {rule.code, neighbour}
    assert isinstance(change.new, Position)


@stable
@given(rubrics(), st.data())
def test_a_threshold_that_moves_is_one_change(world: Rubric, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(world.tables))
    rule = data.draw(st.sampled_from(table.rules))
    place = data.draw(st.integers(0, len(rule.conditions) - 1))
    condition = rule.conditions[place]
    assume(
        isinstance(condition.threshold, Fraction)
        and len({each.measure for each in rule.conditions}) == len(rule.conditions)
    )
    assert isinstance(condition.threshold, Fraction)
    other = replace(condition, threshold=condition.threshold + 1)
    conditions = (*rule.conditions[:place], other, *rule.conditions[place + 1 :])
    rules = tuple(replace(each, conditions=conditions) if each is rule else each for each in table.rules)
    (change,) = compare(world, with_table(table.code, lambda old: replace(old, rules=rules), world))
    assert (change.kind, change.codes, change.field) == (Kind.CHANGED, (table.code, rule.code), "conditions")
    assert (change.old, change.new) == (Asked(condition, world), Asked(other, world))


def with_cap(criteria: tuple[Criterion, ...], code: str) -> tuple[Criterion, ...]:
    """*criteria* with one point more for a leaf, and for all that it is part of."""

    def capped(each: Criterion) -> Criterion:
        within = code in {below.code for below in walk((each,))}
        parts = with_cap(each.parts, code)
        return replace(each, max_points=each.max_points + 1, parts=parts) if within else each

    return tuple(map(capped, criteria))


@stable
@given(rubrics(), st.data())
def test_a_cap_that_moves_changes_a_criterion_and_what_it_is_part_of(world: Rubric, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(world.leaf_codes))
    changes = compare(world, replace(world, criteria=with_cap(world.criteria, code)))
    holding = [each.code for each in walk(world.criteria) if code in {below.code for below in walk((each,))}]
    assert [change.codes for change in changes] == [(each,) for each in holding]
    assert {(change.kind, change.field) for change in changes} == {(Kind.CHANGED, "max_points")}
