"""Where a problem stands, what a decision is called, and who may not clear: looked at without a page."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from admin.checked import address_of, anchor
from admin.decided import code_of
from admin.stepping import bar
from foresight.problem import Kind, Problem, Severity
from rules.rubric import Rubric
from rules.text import Text
from rulesvc.database import Database
from rulesvc.errors import HadAHand, LenderHadAHand
from rulesvc.models import Role
from rulesvc.store.persons import Actor
from rulesvc.usecases.editions import EditionRef, History, history
from rulesvc.usecases.problems import Found
from rulesvc.usecases.rubrics import find_edition
from tests.service.editing import drafted
from tests.service.people import person


@pytest.fixture
def so(database: Database) -> Rubric:
    with database.reading() as session:
        return find_edition(session, "so", 1).edition.rubric


@pytest.fixture
def past(database: Database) -> History:
    """What became of a draft that `lan` made."""
    ref = drafted(database)
    with database.reading() as session:
        return history(session, EditionRef("so", ref.number))


def problem(*at: Any, **facts: Any) -> Found:
    found = Problem(Kind.OVERLAP, **facts) if facts else None
    return Found(name="x", basis_sha256="", severity=Severity.ERROR, told=Text("x"), at=at, problem=found)


def test_a_problem_of_rules_stands_at_the_first_of_them_and_one_of_a_table_at_the_table(so: Rubric) -> None:
    assert anchor(problem("tables", 1, table="head_rating", rules=("a", "b")), so) == "rule-head_rating-a"
    assert anchor(problem("tables", 1, table="head_rating"), so) == "table-head_rating"
    assert anchor(problem("tables"), so) == ""


def test_a_problem_of_a_name_stands_at_the_first_rule_for_it(so: Rubric) -> None:
    about = Problem(Kind.STALE_NAME, "group", outcome="80-90")
    found = replace(problem("tables", 0, "outcomes", 1, "name"), problem=about)
    assert anchor(found, so) == "rule-group-80-90"


def test_a_problem_of_a_criterion_stands_at_the_innermost_one(so: Rubric) -> None:
    first, second, *others = so.criteria
    rubric = replace(so, criteria=(first, replace(others[0], parts=(second,)), *others[1:]))
    assert anchor(problem("criteria", 0, "max_points"), rubric) == first.code
    assert anchor(problem("criteria", 1, "parts", 0, "method", "steps", 0), rubric) == second.code
    assert anchor(problem("criteria", 99), rubric) == ""


def test_the_link_of_a_problem_of_a_criterion_leads_to_its_row(app: Flask, so: Rubric) -> None:
    with app.test_request_context():
        address = address_of(problem("criteria", 0, "max_points"), EditionRef("so", 1), so)
    assert address == f"/editions/so/1/criteria/#row-{so.criteria[0].code}"


@pytest.mark.parametrize(
    ("number", "dated", "code"),
    [
        ("12/QĐ-UBND", "2023-03-01", "12-qd-ubnd-2023"),
        ("29/2018/QĐ-UBND", "2018-11-29", "29-2018-qd-ubnd-2018"),
        ("", "", ""),
    ],
)
def test_a_document_is_called_by_its_number_and_its_year(number: str, dated: str, code: str) -> None:
    assert code_of(number, dated) == code


def test_who_drafted_may_not_clear_and_neither_may_who_stands_in_for_them_alone(
    database: Database, past: History
) -> None:
    lan, minh = person(database, "lan"), person(database, "minh", Role.APPROVER)
    approver = frozenset({Role.APPROVER})
    assert isinstance(bar(past, replace(lan, roles=approver)), HadAHand)
    assert bar(past, minh) is None
    assert isinstance(bar(past, lent(minh, "lan")), LenderHadAHand)
    assert bar(past, lent(minh, "lan", "hoa")) is None


def lent(actor: Actor, *lenders: str) -> Actor:
    """Somebody who approves only for others."""
    return replace(actor, borrowed=frozenset((Role.APPROVER.value, each) for each in lenders))
