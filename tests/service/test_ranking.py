"""The ranking of a period: what was published for 2022 comes back, and equal percentages share a rank."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rules.text import Text
from rulesvc.database import Database
from rulesvc.errors import UnknownPeriod, UnknownRubric
from rulesvc.store import agencies, blocks, periods
from rulesvc.store.agencies import NewAgency
from rulesvc.store.periods import NewPeriod
from rulesvc.store.persons import Actor
from rulesvc.usecases.judged import Open
from rulesvc.usecases.ranking import Line, Rankings, ranking
from tests.hai_duong import BLOCKS, published
from tests.service.asking import evaluated, queries, request_for, with_points
from tests.service.concluding import council_on
from tests.service.databases import NOW

LEAST = "bql-khu-cong-nghiep"


def ranked(database: Database, rubric: str = "so", period: str | None = None) -> Rankings:
    with database.reading() as session:
        found = ranking(session, period, rubric, now=NOW)
    assert found is not None
    return found


def lines(found: Rankings) -> dict[str, Line]:
    assert found.shown is not None
    return {each.agency.code: each for each in found.shown.lines}


@pytest.mark.parametrize("block", BLOCKS)
def test_the_ranking_of_2022_holds_what_was_published(hai_duong: Database, block: str) -> None:
    found = lines(ranked(hai_duong, block))
    told = {code: row for code, row in published().items() if row["block"] == block}
    assert {code: outcome(line, "group") for code, line in found.items()} == {
        code: row["group"] for code, row in told.items()
    }
    assert {code: outcome(line, "head_rating") for code, line in found.items()} == {
        code: row["head_rating"] for code, row in told.items()
    }
    assert {code: {area.code for area in line.areas} for code, line in found.items()} == {
        code: set(row["review_areas"].split()) for code, row in told.items()
    }


def outcome(line: Line, table: str) -> str | None:
    held = line.held[table].outcome
    return None if held is None else held.code


def test_ranks_go_down_with_the_percentage(hai_duong: Database) -> None:
    found = ranked(hai_duong).shown
    assert found is not None
    percents = [line.percent for line in found.lines]
    assert percents == sorted(percents, reverse=True)
    assert found.lines[0].rank == 1
    assert found.lines[-1].agency.code == "so-y-te"


def test_equal_percentages_share_a_rank_and_the_next_is_left_out(hai_duong: Database, actor: Actor) -> None:
    first = request_for("so-giao-thong-van-tai")
    evaluated(hai_duong, replace(request_for("so-noi-vu"), answers=first.answers), actor)
    found = lines(ranked(hai_duong))
    ranks = sorted(line.rank for line in found.values())
    assert (found["so-giao-thong-van-tai"].rank, found["so-noi-vu"].rank) == (1, 1)
    assert ranks[:3] == [1, 1, 3]


def test_the_rank_before_comes_from_what_was_judged(hai_duong: Database) -> None:
    assert lines(ranked(hai_duong))["so-noi-vu"].before == 5


def test_whoever_has_no_result_is_not_ranked(hai_duong: Database) -> None:
    with hai_duong.writing() as session:
        new = NewAgency(
            code="moi",
            name=Text("Sở mới"),
            short_name=Text("Mới"),
            head_title=Text("Giám đốc"),
            kind="so",
            block_id=blocks.id_of(session, "so"),
        )
        agencies.add(session, new)
    found = ranked(hai_duong).shown
    assert found is not None
    assert [each.code for each in found.not_ranked] == ["moi"]
    assert len(found.lines) == 18


def test_what_the_council_concluded_holds(hai_duong: Database) -> None:
    council = council_on(hai_duong)
    council.conclude(council.evaluate())
    held = lines(ranked(hai_duong))["so-noi-vu"].held["head_rating"]
    assert held.by_council
    assert held.outcome is not None
    assert held.outcome.code == "hoan-thanh"


def test_where_the_rules_are_silent_nothing_holds(hai_duong: Database, actor: Actor) -> None:
    silent = with_points(request_for(LEAST), "tai-chinh-cong", "2.75")
    evaluated(hai_duong, silent, actor)
    held = lines(ranked(hai_duong))[LEAST].held["head_rating"]
    assert (held.outcome, held.reason, held.by_council) == (None, Open.NO_RULE, False)


def test_points_and_maximum_are_exact(hai_duong: Database) -> None:
    line = lines(ranked(hai_duong))[LEAST]
    assert line.percent == line.points / line.maximum * 100
    assert line.printed == "80.97"
    assert line.maximum == Fraction(100)


def test_rubrics_and_periods_to_choose_from_are_told(hai_duong: Database) -> None:
    found = ranked(hai_duong)
    assert [each.code for each in found.rubrics] == sorted(BLOCKS)
    assert "2022" in found.periods


def test_what_is_not_known_is_refused(hai_duong: Database) -> None:
    with pytest.raises(UnknownPeriod):
        ranked(hai_duong, period="1899")
    with pytest.raises(UnknownRubric):
        ranked(hai_duong, "khong-co")


def test_a_period_without_rubrics_ranks_nobody(hai_duong: Database) -> None:
    with hai_duong.writing() as session:
        periods.add(session, NewPeriod("2031", date(2031, 1, 1), date(2031, 12, 31)))
    assert ranked(hai_duong, period="2031").shown is None


def test_no_period_is_in_use_in_an_empty_database(database: Database) -> None:
    with database.reading() as session:
        assert ranking(session, now=NOW) is None


def test_the_number_of_queries_does_not_grow(hai_duong: Database, actor: Actor) -> None:
    ranked(hai_duong)
    with queries(hai_duong) as before:
        ranked(hai_duong)
    evaluated(hai_duong, request_for("nam-sach"), actor)
    with queries(hai_duong) as after:
        ranked(hai_duong, "huyen")
    assert len(before) == len(after) <= 12
