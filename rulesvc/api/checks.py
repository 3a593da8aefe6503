"""Checks over HTTP: the problems of an edition, acknowledged with a reason or closed by the rule that is proposed.

The name of a problem says what it is about, with blanks, comparison signs and fractions, which make no segment of an
address: it is sent in the body, or in the query where there is none.
"""

from typing import Any

from flask import Response

from rules.content import condition_content
from rulesvc.api.access import caller, database, now, requires
from rulesvc.api.dumps import content_response, edition, instant
from rulesvc.api.editions import ONE
from rulesvc.api.parsing import Routes
from rulesvc.api.problems import spoken
from rulesvc.schemas.answers import EditionShape
from rulesvc.schemas.editions import ElementShape
from rulesvc.schemas.evaluation import Query
from rulesvc.schemas.foresight import (
    AcknowledgementBody,
    AcknowledgementQuery,
    AcknowledgementShape,
    CheckShape,
    ProposedRuleBody,
)
from rulesvc.schemas.mistakes import pointer
from rulesvc.store.acknowledgements import AcknowledgementLine, NewAcknowledgement
from rulesvc.usecases import check as usecases
from rulesvc.usecases.check import Decision, ProblemLine
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.problems import Found

routes = Routes("checks", __name__, url_prefix="/api/v1/rubrics", description="Problems of editions")


@routes.route(f"{ONE}/check", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, CheckShape)
def check(code: str, number: int, **_: Any) -> Response:
    """The problems of an edition: what it leaves open, decides twice, or can never come to, each with an example."""
    ref = _foreseen(code, number)
    with database().reading() as session:
        found = usecases.check(session, ref)
    problems = [_problem(each) for each in found.problems]
    return content_response({"edition": edition(found.line), "settled": found.is_settled, "problems": problems})


@routes.route(f"{ONE}/acknowledgements", methods=["POST"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(AcknowledgementBody)
@routes.response(201, AcknowledgementShape)
def acknowledge(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Say why a draft is submitted with a warning as it is. The reason that somebody gave before stays."""
    ref = _foreseen(code, number)
    with database().writing() as session:
        made = usecases.acknowledge(session, ref, NewAcknowledgement(**body), actor=caller().actor, now=now())
    return content_response(_acknowledged(made), 201)


@routes.route(f"{ONE}/acknowledgements", methods=["DELETE"])
@requires("draft")
@routes.arguments(AcknowledgementQuery, location="query", as_kwargs=True)
@routes.response(200, EditionShape)
def take_back(code: str, number: int, *, problem: str, **_: Any) -> Response:
    """Take an acknowledgement back, whoever made it; the audit keeps it."""
    with database().writing() as session:
        line = usecases.take_back(session, EditionRef(code, number), problem, actor=caller().actor, now=now())
    return content_response(edition(line))


@routes.route(f"{ONE}/check/proposals", methods=["POST"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(ProposedRuleBody)
@routes.response(201, ElementShape, description="the rule, with an ETag")
def add_proposed(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Add the rule that is proposed for a problem to the draft, where it can be changed like any other."""
    ref = _foreseen(code, number)
    with database().writing() as session:
        found = usecases.add_proposed(session, ref, Decision(**body), actor=caller().actor, now=now())
    response = content_response({"element": found.content}, 201)
    response.set_etag(found.tag)
    return response


def _foreseen(code: str, number: int) -> EditionRef:
    """The edition, its problems found before anybody waits for whoever writes."""
    ref = EditionRef(code, number)
    with database().reading() as session:
        usecases.look_ahead(session, ref)
    return ref


def _problem(line: ProblemLine) -> dict[str, Any]:
    found, into = line.found, spoken()
    return {
        "name": found.name,
        "severity": found.severity,
        "told": into.text(found.told),
        "pointer": pointer(found.at),
        "example": into.text(found.example),
        "proposed": _proposed(found),
        "agencies": line.touches or 0,
        "acknowledged": None if line.acknowledged is None else _acknowledged(line.acknowledged),
        "acknowledged_before": None if line.acknowledged_before is None else _acknowledged(line.acknowledged_before),
    }


def _proposed(found: Found) -> dict[str, Any] | None:
    if found.problem is None or found.problem.proposed is None:
        return None
    proposed = found.problem.proposed
    return {
        "table": found.problem.table,
        "conditions": [condition_content(each) for each in proposed.conditions],
        "outcome": proposed.outcome,
        "told": spoken().text(found.proposal),
    }


def _acknowledged(line: AcknowledgementLine) -> dict[str, Any]:
    return {"problem": line.problem, "reason": line.reason, "person": line.person, "at": instant(line.at)}
