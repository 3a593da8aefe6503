"""Evaluations over HTTP."""

import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Final, TypeVar

from flask import Response, request
from sqlalchemy.orm import Session

from rules.canonical import canonical
from rules.errors import N_, InputRefusal, Refusal, Refused
from rules.sentences import as_text, explain
from rules.telling import Names
from rulesvc.api.access import caller, database, now, requires
from rulesvc.api.dumps import content_response, evaluation_body, json_response, summary
from rulesvc.api.idempotency import key_sent, once, response
from rulesvc.api.parsing import Routes
from rulesvc.api.problems import failed, refused, spoken
from rulesvc.schemas.answers import (
    BatchShape,
    EvaluationShape,
    ExplanationShape,
    PageShape,
    ReplayShape,
)
from rulesvc.schemas.evaluation import (
    BatchBody,
    EvaluationBody,
    EvaluationsQuery,
    IdempotencyHeader,
    Query,
    StoringQuery,
)
from rulesvc.schemas.mistakes import load
from rulesvc.usecases.bests import Completed, with_bests
from rulesvc.usecases.edition_words import caution
from rulesvc.usecases.evaluate import EvaluationRequest, dry_run, evaluate
from rulesvc.usecases.evaluations import Filters, find_evaluation, list_evaluations
from rulesvc.usecases.explain import explainable
from rulesvc.usecases.idempotency import StoredAnswer
from rulesvc.usecases.replay import replay

T = TypeVar("T")

MOST_ITEMS: Final = 1000
"""Items that one batch may have."""

routes = Routes("evaluations", __name__, url_prefix="/api/v1/evaluations", description="Evaluations and their reasons")


class TooManyItems(InputRefusal):
    """A batch beyond what one request may ask."""

    words = N_("A batch may have at most 1,000 items. Send the rest in another one.")


@routes.route("", methods=["POST"])
@requires("evaluate")
@routes.arguments(StoringQuery, location="query", as_kwargs=True)
@routes.arguments(IdempotencyHeader, location="headers", as_kwargs=True)
@routes.arguments(EvaluationBody)
@routes.response(201, EvaluationShape, description="stored")
@routes.alt_response(200, schema=EvaluationShape, description="a dry run: nothing is stored")
def create(body: dict[str, Any], *, dry_run: bool, **_: Any) -> Response:
    """Evaluate a result sheet and store the result, or only try it (`dry_run`)."""
    asked = EvaluationRequest(**body)
    if dry_run:
        return json_response(_tried(asked))
    with database().writing() as session:
        kept = once(session, key_sent(), request.get_data(), lambda: _stored(session, asked), now=now())
    return response(kept)


@routes.route("/batch", methods=["POST"])
@requires("evaluate")
@routes.arguments(StoringQuery, location="query", as_kwargs=True)
@routes.arguments(IdempotencyHeader, location="headers", as_kwargs=True)
@routes.arguments(BatchBody)
@routes.response(200, BatchShape, description="what became of each item, in order")
def create_batch(body: dict[str, Any], *, dry_run: bool, **_: Any) -> Response:
    """Evaluate up to 1,000 result sheets; each is stored, or refused, on its own.

    The best of the period is found first, among the sheets of the same rubric, period and stage that will be accepted;
    of several for one agency the last of them counts. What an item states in `bests` holds for it alone. Where it
    states none, nothing is stored unless all agencies of the block that are assessed by the criterion are among these
    sheets; a dry run says in `notes` among how many the best was found.
    """
    items, key = body["items"], key_sent()
    if len(items) > MOST_ITEMS:
        raise TooManyItems(at=("items",))
    if key and not dry_run:
        _bind(key)
    requests = _with_bests([_read(item, place) for place, item in enumerate(items)])
    parts = [
        read if isinstance(read, bytes) else _tried_item(read, place) if dry_run else _item(read, (place, item), key)
        for place, (item, read) in enumerate(zip(items, requests, strict=True))
    ]
    return json_response(b'{"items":[' + b",".join(parts) + b"]}")


@routes.route("", methods=["GET"])
@requires("read")
@routes.arguments(EvaluationsQuery, location="query", as_kwargs=True)
@routes.response(200, PageShape)
def find(*, cursor: int | None = None, limit: int, **filters: Any) -> Response:
    """List evaluations, newest first."""
    filters.pop("lang", None)
    with database().reading() as session:
        page = list_evaluations(session, Filters(**filters), before=cursor, limit=limit)
    return content_response({"items": [summary(record) for record in page.records], "next": page.next})


@routes.route("/<whole(max=2147483647):evaluation>", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, EvaluationShape)
def show(evaluation: int, **_: Any) -> Response:
    """One evaluation with its result."""
    with database().reading() as session:
        return json_response(evaluation_body(find_evaluation(session, evaluation)))


@routes.route("/<whole(max=2147483647):evaluation>/explanation", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, ExplanationShape, description="plain text for `Accept: text/plain`")
@routes.alt_response(200, schema={"type": "string"}, content_type="text/plain")
def explanation(evaluation: int, **_: Any) -> Response:
    """Why the result is what it is, in sentences."""
    with database().reading() as session:
        found = explainable(session, evaluation)
    language = spoken()
    names = Names(language.text(found.record.agency_name), language.text(found.head))
    told = explain(found.edition.rubric, found.result, language, names, found.beside)
    record = found.record
    provenance = language.text(record.provenance)
    warning = language.text(caution(record.edition_status, replaced=record.edition_replaced))
    if request.accept_mimetypes.best_match(["application/json", "text/plain"]) == "text/plain":
        label = "".join(f"({each})\n\n" for each in (provenance, warning) if each)
        return Response(label + as_text(told, language), content_type="text/plain; charset=utf-8")
    return content_response({**told, "provenance": provenance, "edition_caution": warning})


@routes.route("/<whole(max=2147483647):evaluation>/replay", methods=["POST"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, ReplayShape)
def replayed(evaluation: int, **_: Any) -> Response:
    """Make the evaluation again from what is stored with it, and compare to the byte. Stores nothing."""
    with database().reading() as session:
        outcome = replay(session, evaluation)
    difference = outcome.difference
    return content_response(
        {
            "evaluation": outcome.evaluation,
            "identical": outcome.identical,
            "difference": None
            if difference is None
            else {"path": difference.path, "stored": difference.stored, "now": difference.now},
        }
    )


def _tried(asked: EvaluationRequest) -> bytes:
    with database().reading() as session:
        return evaluation_body(dry_run(session, asked, now=now()))


def _stored(session: Session, asked: EvaluationRequest) -> StoredAnswer:
    record = evaluate(session, asked, actor=caller().actor, now=now())
    return StoredAnswer(HTTPStatus.CREATED, {"Location": f"/api/v1/evaluations/{record.id}"}, evaluation_body(record))


# ---- batches ---------------------------------------------------------------------------------------------------------


def _bind(key: str) -> None:
    """Bind the *key* to this body, before any item is stored, so that another body is refused whole."""
    with database().writing() as session:
        once(session, key, request.get_data(), lambda: StoredAnswer(HTTPStatus.OK, {}, b""), now=now())


def _read(item: Any, place: int) -> EvaluationRequest | bytes:
    """What *item* asks for, or what is wrong with it."""
    return _tried_out(lambda: EvaluationRequest(**load(EvaluationBody(), item)), place)


def _with_bests(read: list[EvaluationRequest | bytes]) -> list[Completed | bytes]:
    """The requests with the best of the period among them."""
    asked = [each for each in read if isinstance(each, EvaluationRequest)]
    with database().reading() as session:
        found = iter(with_bests(session, asked, now=now()))
    return [next(found) if isinstance(each, EvaluationRequest) else each for each in read]


def _tried_item(asked: Completed, place: int) -> bytes:
    """What would become of one item, and what its points rest on."""
    notes = [spoken().written(each.told) for each in asked.partial]
    return _tried_out(lambda: _outcome(HTTPStatus.OK, _tried(asked.request), notes), place)


def _item(asked: Completed, sent: tuple[int, Any], key: str) -> bytes:
    """What became of one item, that which was *sent* at its place, committed before the next is looked at."""
    place, item = sent

    def became() -> bytes:
        if asked.partial:
            raise Refused(tuple(each.refusal for each in asked.partial))
        with database().writing() as session:
            its_key = f"{key}\t{place}" if key else ""  # a tab stands in no key that is sent
            body = json.dumps(item, default=str, sort_keys=True).encode()
            kept = once(session, its_key, body, lambda: _stored(session, asked.request), now=now())
        return _outcome(kept.status, kept.body)

    return _tried_out(became, place)


def _tried_out(work: Callable[[], T], place: int) -> T | bytes:
    """What *work* on the item at *place* comes to, or what is wrong."""
    try:
        return work()
    except Refusal as refusal:
        return _refused((refusal,), place)
    except Refused as together:
        return _refused(together.refusals, place)
    except Exception as failure:  # noqa: BLE001 -- what became of the other items must be told all the same
        return _problem(failed(failure))


def _outcome(status: int, evaluation: bytes, notes: Sequence[str] = ()) -> bytes:
    told = b',"notes":' + canonical(list(notes)) if notes else b""
    return b'{"evaluation":' + evaluation + told + b',"status":' + str(int(status)).encode() + b"}"


def _refused(refusals: tuple[Refusal, ...], place: int) -> bytes:
    for refusal in refusals:
        refusal.at = ("items", place, *refusal.at)
    return _problem(refused(refusals))


def _problem(content: dict[str, Any]) -> bytes:
    return canonical({"problem": content, "status": content["status"]})
