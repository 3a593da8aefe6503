"""Conclusions of the council over HTTP."""

from http import HTTPStatus
from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session

from rules.canonical import canonical
from rulesvc.api.access import caller, database, now, requires
from rulesvc.api.dumps import conclusion as dumped
from rulesvc.api.dumps import content_response
from rulesvc.api.idempotency import key_sent, once, response
from rulesvc.api.parsing import Routes
from rulesvc.schemas.answers import ConclusionPageShape, ConclusionShape
from rulesvc.schemas.conclusion import ConclusionsQuery, ConfirmationBody, ProposalBody, RejectionBody
from rulesvc.schemas.evaluation import IdempotencyHeader, Query
from rulesvc.usecases import conclusions as usecases
from rulesvc.usecases.conclusions import ConclusionFilters, Proposal
from rulesvc.usecases.idempotency import StoredAnswer

routes = Routes("conclusions", __name__, url_prefix="/api/v1/conclusions", description="What the council concluded")
of_evaluation = Routes("evaluation-conclusions", __name__, url_prefix="/api/v1/evaluations")


@of_evaluation.route("/<whole(max=2147483647):evaluation>/conclusions", methods=["POST"])
@requires("conclude")
@of_evaluation.arguments(Query, location="query", as_kwargs=True)
@of_evaluation.arguments(IdempotencyHeader, location="headers", as_kwargs=True)
@of_evaluation.arguments(ProposalBody)
@of_evaluation.response(201, ConclusionShape, description="proposed: it holds when a second person has confirmed it")
def propose(body: dict[str, Any], evaluation: int, **_: Any) -> Response:
    """Propose what the council concluded on a table of the current evaluation."""
    sent = f"{request.path}\n".encode() + request.get_data()  # the body alone does not say which evaluation is meant
    with database().writing() as session:
        kept = once(session, key_sent(), sent, lambda: _proposed(session, Proposal(evaluation, **body)), now=now())
    return response(kept)


@of_evaluation.route("/<whole(max=2147483647):evaluation>/conclusions", methods=["GET"])
@requires("read")
@of_evaluation.arguments(Query, location="query", as_kwargs=True)
@of_evaluation.response(200, ConclusionShape(many=True))
def of_one(evaluation: int, **_: Any) -> Response:
    """What was proposed for an evaluation, oldest first, whatever became of it."""
    with database().reading() as session:
        return content_response([dumped(each) for each in usecases.list_of_evaluation(session, evaluation)])


@routes.route("", methods=["GET"])
@requires("read")
@routes.arguments(ConclusionsQuery, location="query", as_kwargs=True)
@routes.response(200, ConclusionPageShape)
def find(*, cursor: int | None = None, limit: int, **filters: Any) -> Response:
    """List conclusions, newest first."""
    filters.pop("lang", None)
    with database().reading() as session:
        page = usecases.list_conclusions(session, ConclusionFilters(**filters), before=cursor, limit=limit)
    return content_response({"items": [dumped(record) for record in page.records], "next": page.next})


@routes.route("/<whole(max=2147483647):conclusion>/confirm", methods=["POST"])
@requires("confirm")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(ConfirmationBody)
@routes.response(200, ConclusionShape)
def confirm(body: dict[str, Any], conclusion: int, **_: Any) -> Response:
    """Confirm a proposal of somebody else: from now on it holds."""
    with database().writing() as session:
        confirmed = usecases.confirm(session, conclusion, body.get("comment", ""), actor=caller().actor, now=now())
    return content_response(dumped(confirmed))


@routes.route("/<whole(max=2147483647):conclusion>/reject", methods=["POST"])
@requires("confirm")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(RejectionBody)
@routes.response(200, ConclusionShape)
def reject(body: dict[str, Any], conclusion: int, **_: Any) -> Response:
    """Reject a proposal of somebody else, and say why."""
    with database().writing() as session:
        rejected = usecases.reject(session, conclusion, body["comment"], actor=caller().actor, now=now())
    return content_response(dumped(rejected))


def _proposed(session: Session, proposal: Proposal) -> StoredAnswer:
    record = usecases.propose(session, proposal, actor=caller().actor, now=now())
    return StoredAnswer(HTTPStatus.CREATED, {}, canonical(dumped(record)))
