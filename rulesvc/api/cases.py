"""Stored cases of editions over HTTP: generated, written by hand, confirmed by a person, taken out of a draft."""

from dataclasses import asdict
from typing import Any

from flask import Response

from foresight.case_content import expected_content
from rules.content import text_content
from rules.result import input_content
from rulesvc.api.access import caller, database, now, requires
from rulesvc.api.dumps import content_response, edition, instant
from rulesvc.api.editions import ONE
from rulesvc.api.parsing import Routes
from rulesvc.schemas.cases import CaseBody, CaseShape, CasesShape, ConfirmBody, GeneratedShape, ReasonQuery
from rulesvc.schemas.evaluation import Query
from rulesvc.usecases import cases as usecases
from rulesvc.usecases.cases import Cases
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.stored_cases import Standing, figures

routes = Routes("cases", __name__, url_prefix="/api/v1/rubrics", description="Stored cases of editions")


@routes.route(f"{ONE}/cases", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, CasesShape)
def every(code: str, number: int, **_: Any) -> Response:
    """The cases of an edition, whether they come out as expected, and what they show of its rules."""
    with database().reading() as session:
        found = usecases.list_cases(session, EditionRef(code, number))
    return content_response(_cases(found))


@routes.route(f"{ONE}/cases", methods=["POST"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(CaseBody)
@routes.response(201, CaseShape)
def write(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Store a case of a draft, behind which whoever writes it stands, whether it comes out so yet or not."""
    ref = EditionRef(code, number, comment=body["reason"])
    with database().writing() as session:
        usecases.write(session, ref, body["case"], actor=caller().actor, now=now())
        found = usecases.list_cases(session, ref)
    return content_response(_one(found, body["case"].name), 201)


@routes.route(f"{ONE}/generated-cases", methods=["POST"])
@requires("draft")
@routes.arguments(ReasonQuery, location="query", as_kwargs=True)
@routes.response(200, GeneratedShape)
def generate(code: str, number: int, *, reason: str = "", **_: Any) -> Response:
    """Store cases at each threshold and for each condition of a draft that no case shows yet, to be confirmed.

    Those that somebody confirmed and that do not come out so any more are only taken out for a `reason`.
    """
    ref = EditionRef(code, number, comment=reason)
    with database().reading() as session:
        searched = usecases.search(session, ref)
    with database().writing() as session:
        found = usecases.generate(session, ref, searched, actor=caller().actor, now=now())
    beside = {"impossible": list(found.impossible), "unproven": list(found.unproven)}
    return content_response({**_cases(found), **beside})


@routes.route(f"{ONE}/cases/<string:name>/confirm", methods=["POST"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(ConfirmBody)
@routes.response(200, CaseShape)
def confirm(body: dict[str, Any], code: str, number: int, name: str, **_: Any) -> Response:
    """Stand behind what is expected of a case that comes out so."""
    ref = EditionRef(code, number, comment=body.get("reason", ""))
    with database().writing() as session:
        usecases.confirm(session, ref, name, actor=caller().actor, now=now())
        found = usecases.list_cases(session, ref)
    return content_response(_one(found, name))


@routes.route(f"{ONE}/cases/<string:name>", methods=["DELETE"])
@requires("draft")
@routes.arguments(ReasonQuery, location="query", as_kwargs=True)
@routes.response(200, CasesShape)
def remove(code: str, number: int, name: str, *, reason: str = "", **_: Any) -> Response:
    """Take a case out of a draft, for a `reason` where somebody wrote or confirmed it; those that are left."""
    ref = EditionRef(code, number, comment=reason)
    with database().writing() as session:
        usecases.remove(session, ref, name, actor=caller().actor, now=now())
        found = usecases.list_cases(session, ref)
    return content_response(_cases(found))


def _cases(found: Cases) -> dict[str, Any]:
    return {
        "edition": edition(found.line),
        "green": all(each.is_green for each in found.standings),
        "cases": [_case(found, each) for each in found.standings],
        "coverage": [{**asdict(each), "conditions": list(each.conditions)} for each in found.coverage],
    }


def _one(found: Cases, name: str) -> dict[str, Any]:
    (standing,) = (each for each in found.standings if each.line.case.name == name)
    return _case(found, standing)


def _case(found: Cases, standing: Standing) -> dict[str, Any]:
    case, confirmed = standing.line.case, standing.line.confirmed
    return {
        "name": case.name,
        "origin": standing.line.origin,
        "about": list(case.about),
        "sheet": input_content(found.rubric, case.sheet),
        "expected": expected_content(case.expected),
        "figures": text_content(figures(standing, found.line, found.rubric)),
        "passed": standing.run.passed,
        "told": text_content(standing.told),
        "confirmed": standing.is_confirmed,
        "confirmed_by": confirmed.person if confirmed else None,
        "confirmed_at": instant(confirmed.at) if confirmed else None,
        "reason": confirmed.reason if confirmed else "",
    }
