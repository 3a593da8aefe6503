"""Rubrics and their editions over HTTP."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from flask import Response, request

from rules.canonical import canonical
from rules.content import rubric_content, text_content
from rulesvc.api.access import database, now, public, requires
from rulesvc.api.dumps import content_response, edition, instant
from rulesvc.api.parsing import Routes
from rulesvc.api.problems import spoken
from rulesvc.papers.file_names import ANSWERS, file_name
from rulesvc.schemas.answers import EditionContentShape, EditionShape, ResolvedShape, RubricShape
from rulesvc.schemas.document_schema import document_schema
from rulesvc.schemas.evaluation import EvaluationBody, Query, ResolveQuery, TemplateQuery
from rulesvc.usecases import rubrics as usecases
from rulesvc.usecases.editions import tag_of
from rulesvc.usecases.example import example as example_request
from rulesvc.usecases.template import make_template

CSV: Final = "text/csv"
FORM: Final = canonical(document_schema())

form = Routes("rubric-document", __name__, url_prefix="/api/v1", description="The form of rubric documents")
routes = Routes("rubrics", __name__, url_prefix="/api/v1/rubrics", description="Rubrics and their editions")


@form.route("/rubric-document.schema.json", methods=["GET"])
@form.doc(security=[])
@form.response(200, {"type": "object"}, content_type="application/schema+json")
@public
def document_form() -> Response:
    """The JSON Schema of rubric documents, by which editors check while one writes."""
    return Response(FORM, content_type="application/schema+json")


@routes.route("", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, RubricShape(many=True))
def every(**_: Any) -> Response:
    """All rubrics with their editions."""
    with database().reading() as session:
        lines = usecases.list_rubrics(session)
    return content_response(
        [
            {
                "code": line.code,
                "block": line.block,
                "name": text_content(line.name),
                "editions": [edition(each) for each in line.editions],
            }
            for line in lines
        ]
    )


@routes.route("/<string:code>/editions", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, EditionShape(many=True))
def editions(code: str, **_: Any) -> Response:
    """The editions of a rubric."""
    with database().reading() as session:
        return content_response([edition(line) for line in usecases.list_editions(session, code)])


@routes.route("/<string:code>/editions/<whole(max=999999999):number>", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, EditionContentShape, description="with the ETag that its steps take in `If-Match`")
@routes.alt_response(304, description="not changed since the ETag in `If-None-Match`")
def one(code: str, number: int, **_: Any) -> Response:
    """One edition with its whole rubric document."""
    with database().reading() as session:
        stored = usecases.find_edition(session, code, number)
    response = content_response({**edition(stored.line), "content": rubric_content(stored.edition.rubric)})
    response.set_etag(tag_of(stored.line, stored.edition))
    response.make_conditional(request)
    return response


@routes.route("/<string:code>/editions/<whole(max=999999999):number>/template", methods=["GET"])
@requires("read")
@routes.arguments(TemplateQuery, location="query", as_kwargs=True)
@routes.response(200, {"type": "string"}, content_type=CSV, description="UTF-8 with byte order mark")
def template(code: str, number: int, *, agency: Sequence[str] = (), **_: Any) -> Response:
    """A file of answers to be filled in: a row for each component and agency of the block, or of those named."""
    with database().reading() as session:
        content = make_template(session, code, number, agency, spoken())
    response = Response(content, content_type=f"{CSV}; charset=utf-8")
    response.headers.set(
        "Content-Disposition", "attachment", filename=file_name(ANSWERS, code, number, "csv", spoken())
    )
    return response


@routes.route("/<string:code>/resolve", methods=["GET"])
@requires("read")
@routes.arguments(ResolveQuery, location="query", as_kwargs=True)
@routes.response(200, ResolvedShape)
def resolve(code: str, *, period: str, as_of: datetime | None = None, **_: Any) -> Response:
    """Which edition applies to a period, now or as known at an instant."""
    with database().reading() as session:
        found = usecases.resolve(session, code, period=period, as_of=as_of, now=now())
    until = None if found.until is None else instant(found.until)
    return content_response({**edition(found.line), "since": instant(found.since), "until": until})


@routes.route("/<string:code>/example", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, EvaluationBody)
def example(code: str, **_: Any) -> Response:
    """A body for `POST /evaluations`, ready to send."""
    with database().reading() as session:
        return content_response(example_request(session, code))
