"""Editions over HTTP: drafted, submitted or discarded, returned or cleared, issued, repealed; history, comparison."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from flask import Response, request

from rules.comparison_columns import three_columns
from rules.comparison_content import as_content
from rules.comparison_phrases import told
from rulesvc.api.access import caller, database, now, requires
from rulesvc.api.dumps import content_response, edition, instant
from rulesvc.api.parsing import Routes, object_of
from rulesvc.api.preconditions import expected_if_sent
from rulesvc.api.problems import spoken
from rulesvc.schemas.answers import EditionShape
from rulesvc.schemas.editions import (
    CompareQuery,
    ComparisonShape,
    DiscardBody,
    DraftBody,
    HistoryShape,
    ImportQuery,
    IssueBody,
    RepealBody,
    ReturnBody,
    StepBody,
)
from rulesvc.schemas.evaluation import Query
from rulesvc.schemas.mistakes import load
from rulesvc.schemas.rubric_document import RubricDocument
from rulesvc.store.editions import EditionLine
from rulesvc.usecases import editions as usecases
from rulesvc.usecases.check import look_ahead
from rulesvc.usecases.compare import Comparison, compare_editions
from rulesvc.usecases.editions import EditionRef, Issuing
from rulesvc.usecases.rubrics import RubricImport, import_rubric

routes = Routes("editions", __name__, url_prefix="/api/v1/rubrics", description="Editions, from draft to issued")

ONE = "/<string:code>/editions/<whole(max=999999999):number>"
"""The address of an edition."""


@routes.route("/<string:code>/editions", methods=["POST"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(DraftBody)
@routes.response(201, EditionShape, description="a draft, to be changed at `…/content`")
def draft(body: dict[str, Any], code: str, **_: Any) -> Response:
    """Make a draft: a copy of an edition, in which every criterion comes from its namesake."""
    with database().writing() as session:
        origin, covered = EditionRef(code, body["based_on"]), tuple(body["periods"])
        line = usecases.draft(session, origin, covered, actor=caller().actor, now=now())
    response = content_response(edition(line), 201)
    response.headers["Location"] = f"/api/v1/rubrics/{code}/editions/{line.number}"
    return response


@routes.route("", methods=["POST"])
@requires("draft")
@routes.arguments(ImportQuery, location="query", as_kwargs=True)
@routes.doc(requestBody={"required": True, "content": {"application/json": {"schema": {"type": "object"}}}})
@routes.response(201, EditionShape, description="a draft")
def bring_in(*, period: Sequence[str] = (), **_: Any) -> Response:
    """Make a draft of a whole rubric document; its JSON Schema is at `/api/v1/rubric-document.schema.json`."""
    wanted = RubricImport(load(RubricDocument(), object_of(request)), tuple(period))
    with database().writing() as session:
        line = import_rubric(session, wanted, actor=caller().actor, now=now())
    response = content_response(edition(line), 201)
    response.headers["Location"] = f"/api/v1/rubrics/{line.rubric}/editions/{line.number}"
    return response


@routes.route(f"{ONE}/history", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, HistoryShape)
def history(code: str, number: int, **_: Any) -> Response:
    """The steps an edition has taken, oldest first, and who changed its content."""
    with database().reading() as session:
        found = usecases.history(session, EditionRef(code, number))
    steps = [{**asdict(step), "at": instant(step.at)} for step in found.steps]
    return content_response({"edition": edition(found.line), "editors": list(found.editors), "steps": steps})


@routes.route(f"{ONE}/submit", methods=["POST"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(StepBody)
@routes.response(200, EditionShape)
def submit(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Submit a draft for approval. With `If-Match`, as in every step, only if the edition still has that ETag."""
    with database().reading() as session:
        look_ahead(session, EditionRef(code, number))
    return _stepped(usecases.submit, code, number, body)


@routes.route(f"{ONE}/discard", methods=["POST"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(DiscardBody)
@routes.response(200, EditionShape)
def discard(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Discard a draft that was never submitted, saying why. It keeps its number and can be read; nothing follows."""
    return _stepped(usecases.discard, code, number, body)


@routes.route(f"{ONE}/return", methods=["POST"])
@requires("clear")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(ReturnBody)
@routes.response(200, EditionShape)
def give_back(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Return a draft to be completed, saying why."""
    return _stepped(usecases.give_back, code, number, body)


@routes.route(f"{ONE}/clear", methods=["POST"])
@requires("clear")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(StepBody)
@routes.response(200, EditionShape)
def clear(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Approve a submitted draft inside the department; never one that the caller had a hand in."""
    return _stepped(usecases.clear, code, number, body)


@routes.route(f"{ONE}/issue", methods=["POST"])
@requires("issue")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(IssueBody)
@routes.response(200, EditionShape)
def issue(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Record that a cleared edition was issued by a signed decision: it applies to its periods from now on."""
    by = Issuing(body.pop("document"), tuple(body.pop("replaces")))
    return _stepped(usecases.issue, code, number, body, by)


@routes.route(f"{ONE}/repeal", methods=["POST"])
@requires("issue")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(RepealBody)
@routes.response(200, EditionShape)
def repeal(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Record that an edition was repealed by a signed document: it applies to no period from now on."""
    document = body.pop("document")
    return _stepped(usecases.repeal, code, number, body, document)


@routes.route("/<string:code>/compare", methods=["GET"])
@requires("read")
@routes.arguments(CompareQuery, location="query", as_kwargs=True)
@routes.response(200, ComparisonShape)
@routes.alt_response(200, content_type="text/plain", description="the changes, a sentence each")
def compare(code: str, *, old: int, new: int, **_: Any) -> Response:
    """What edition `new` changes against edition `old`, by meaning; as sentences with `Accept: text/plain`."""
    with database().reading() as session:
        found = compare_editions(session, code, old=old, new=new)
    language = spoken()
    if request.accept_mimetypes.best_match(("application/json", "text/plain")) == "text/plain":
        lines = "".join(told(change, language) + "\n" for change in found.changes)
        return Response(lines, content_type="text/plain; charset=utf-8")
    return content_response(_comparison(found))


def _comparison(found: Comparison) -> dict[str, Any]:
    language = spoken()
    rows = three_columns(found.changes, found.old.rubric, found.new.rubric, found.reasons, language)
    return {
        "old": edition(found.old.line),
        "new": edition(found.new.line),
        "changes": [{**as_content(change), "told": told(change, language)} for change in found.changes],
        "table": [{"key": row.key, "current": row.current, "draft": row.draft, "reason": row.reason} for row in rows],
    }


def _stepped(
    step: Callable[..., EditionLine], code: str, number: int, body: dict[str, Any], *by: Issuing | str
) -> Response:
    """Take a step, *by* the document that it needs."""
    with database().writing() as session:
        ref = EditionRef(code, number, expected_if_sent(), body.get("comment", ""))
        line = step(session, ref, *by, actor=caller().actor, now=now())
    return content_response(edition(line))
