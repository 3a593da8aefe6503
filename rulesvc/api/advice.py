"""Advice over HTTP: what it takes for an agency to come to a better outcome."""

from typing import Any

from flask import Response

from rulesvc.api.access import database, now, requires
from rulesvc.api.dumps import content_response
from rulesvc.api.parsing import Routes
from rulesvc.api.problems import spoken
from rulesvc.schemas.evaluation import EvaluationBody, Query
from rulesvc.schemas.foresight import AdviceShape
from rulesvc.usecases.advice import advise, try_advice
from rulesvc.usecases.advice_words import told
from rulesvc.usecases.request import EvaluationRequest

routes = Routes("advice", __name__, url_prefix="/api/v1/advice", description="What it takes for a better outcome")
of_evaluation = Routes("evaluation-advice", __name__, url_prefix="/api/v1/evaluations")


@of_evaluation.route("/<whole(max=2147483647):evaluation>/advice", methods=["GET"])
@requires("read")
@of_evaluation.arguments(Query, location="query", as_kwargs=True)
@of_evaluation.response(200, AdviceShape)
def of_one(evaluation: int, **_: Any) -> Response:
    """What it takes for a better outcome than that of an evaluation, at least and by one area alone."""
    with database().reading() as session:
        found = advise(session, evaluation)
    return content_response(told(found, spoken()))


@routes.route("", methods=["POST"])
@requires("evaluate")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(EvaluationBody)
@routes.response(200, AdviceShape)
def tried(body: dict[str, Any], **_: Any) -> Response:
    """The same for a result sheet that is sent as for a dry run. Stores nothing."""
    with database().reading() as session:
        found = try_advice(session, EvaluationRequest(**body), now=now())
    return content_response(told(found, spoken()))
