"""The content of drafts over HTTP: read and changed element by element, with origins, reasons and remarks."""

from dataclasses import asdict
from typing import Any, Final

from flask import Response, request

from rules.addresses import Address
from rulesvc.api.access import caller, database, now, requires
from rulesvc.api.dumps import content_response, edition, instant
from rulesvc.api.editions import ONE
from rulesvc.api.parsing import Routes, object_of
from rulesvc.api.preconditions import MERGE_PATCH, conditional, expected
from rulesvc.api.problems import errors_of
from rulesvc.schemas.answers import EditionShape
from rulesvc.schemas.editions import (
    ElementShape,
    ObstacleShape,
    OriginsBody,
    OriginsShape,
    PeriodsBody,
    PeriodsShape,
    ReasonsBody,
    ReasonsShape,
    RemarkBody,
    RemarkShape,
    SettlementBody,
)
from rulesvc.schemas.evaluation import Query
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store.remarks import NewRemark, RemarkLine
from rulesvc.usecases import drafting
from rulesvc.usecases.compare import find_reasons, give_reasons
from rulesvc.usecases.drafting import Added, Amendment, Changed, ElementLine, Removed
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.remarks import NewSettlement, list_remarks, remark, settle, settled

_ELEMENT: Final = {"type": "object"}

routes = Routes("drafts", __name__, url_prefix="/api/v1/rubrics", description="The content of drafts")


@routes.route(f"{ONE}/content/<path:address>", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, ElementShape, description="with an ETag")
def element(code: str, number: int, address: str, **_: Any) -> Response:
    """An element: `criteria/1.2`, `scopes/…`, `tables/…/rules/…/conditions/0`, `own` for the rubric's own fields."""
    with database().reading() as session:
        return _element(drafting.find_element(session, EditionRef(code, number), _address(address)))


@routes.route(f"{ONE}/content/<path:address>", methods=["PATCH"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.doc(requestBody={"required": True, "content": {MERGE_PATCH: {"schema": _ELEMENT}}})
@routes.response(200, ElementShape, description="with an ETag")
@conditional(routes)
def change(code: str, number: int, address: str, **_: Any) -> Response:
    """Change an element of a draft (JSON merge patch), if nobody changed it since it was read."""
    seen = EditionRef(code, number, expected())
    return _amended(seen, Changed(_address(address), object_of(request)))


@routes.route(f"{ONE}/content/<path:address>", methods=["POST"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.doc(requestBody={"required": True, "content": {"application/json": {"schema": _ELEMENT}}})
@routes.response(201, ElementShape, description="with an ETag")
def add(code: str, number: int, address: str, **_: Any) -> Response:
    """Add an element to a collection of a draft, such as `criteria`; at its `position`, else last."""
    return _amended(EditionRef(code, number), Added(_address(address), object_of(request)), 201)


@routes.route(f"{ONE}/content/<path:address>", methods=["DELETE"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, EditionShape)
@conditional(routes)
def remove(code: str, number: int, address: str, **_: Any) -> Response:
    """Take an element out of a draft, if nobody changed it since it was read."""
    with database().writing() as session:
        seen, removal = EditionRef(code, number, expected()), Amendment(Removed(_address(address)), read_part)
        found = drafting.amend(session, seen, removal, actor=caller().actor, now=now())
    return content_response(edition(found.line))


@routes.route(f"{ONE}/obstacles", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, ObstacleShape(many=True))
def obstacles(code: str, number: int, **_: Any) -> Response:
    """What stands between a draft and its submission."""
    with database().reading() as session:
        found = drafting.problems(session, EditionRef(code, number))
    return content_response(errors_of(found))


@routes.route(f"{ONE}/warnings", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, ObstacleShape(many=True))
def warnings(code: str, number: int, **_: Any) -> Response:
    """What somebody should look at before a draft is submitted, and may leave as it is."""
    with database().reading() as session:
        found = drafting.warnings(session, EditionRef(code, number))
    return content_response(errors_of(found))


@routes.route(f"{ONE}/periods", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, PeriodsShape, description="with an ETag")
def periods(code: str, number: int, **_: Any) -> Response:
    """The periods an edition covers."""
    with database().reading() as session:
        found = drafting.find_periods(session, EditionRef(code, number))
    return _tagged({"periods": list(found)}, found)


@routes.route(f"{ONE}/periods", methods=["PUT"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(PeriodsBody)
@routes.response(200, EditionShape, description="with the ETag of the periods")
@conditional(routes)
def set_periods(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Let a draft cover these periods and no others, if nobody changed them since they were read."""
    covered, seen = tuple(body["periods"]), EditionRef(code, number, expected())
    with database().writing() as session:
        line = drafting.set_periods(session, seen, covered, actor=caller().actor, now=now())
    return _tagged(edition(line), line.periods)


@routes.route(f"{ONE}/origins", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, OriginsShape, description="with an ETag")
def origins(code: str, number: int, **_: Any) -> Response:
    """What each criterion comes from, in the edition before: one that is not named is new."""
    with database().reading() as session:
        found = drafting.find_origins(session, EditionRef(code, number))
    return _tagged({"origins": found}, found)


@routes.route(f"{ONE}/origins", methods=["PATCH"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(OriginsBody)
@routes.response(200, OriginsShape, description="with an ETag")
@conditional(routes)
def set_origins(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Say of some criteria what they come from, if nobody changed the origins since they were read."""
    wanted, seen = {each: tuple(codes) for each, codes in body["origins"].items()}, EditionRef(code, number, expected())
    with database().writing() as session:
        found = drafting.set_origins(session, seen, wanted, actor=caller().actor, now=now())
    return _tagged({"origins": found}, found)


@routes.route(f"{ONE}/reasons", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, ReasonsShape, description="with an ETag")
def reasons(code: str, number: int, **_: Any) -> Response:
    """Why parts were changed, by the key of the part in a comparison."""
    with database().reading() as session:
        found = dict(find_reasons(session, EditionRef(code, number)))
    return _tagged({"reasons": found}, found)


@routes.route(f"{ONE}/reasons", methods=["PATCH"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(ReasonsBody)
@routes.response(200, ReasonsShape, description="with an ETag")
@conditional(routes)
def set_reasons(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Say why parts were changed, if nobody changed the reasons since they were read; they stand in the comparison."""
    seen = EditionRef(code, number, expected())
    with database().writing() as session:
        found = dict(give_reasons(session, seen, body["reasons"], actor=caller().actor, now=now()))
    return _tagged({"reasons": found}, found)


@routes.route(f"{ONE}/remarks", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, RemarkShape(many=True))
def remarks(code: str, number: int, **_: Any) -> Response:
    """What was said about an edition, oldest first, and which remarks were dealt with (`settled`)."""
    with database().reading() as session:
        said = list_remarks(session, EditionRef(code, number))
    done = settled(said)
    return content_response([_remark(each, done.get(each.id)) for each in said])


@routes.route(f"{ONE}/remarks", methods=["POST"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(RemarkBody)
@routes.response(201, RemarkShape)
def add_remark(body: dict[str, Any], code: str, number: int, **_: Any) -> Response:
    """Say something about a draft, one of its criteria, or in reply."""
    with database().writing() as session:
        made = remark(session, EditionRef(code, number), NewRemark(**body), actor=caller().actor, now=now())
    return content_response(_remark(made), 201)


@routes.route(f"{ONE}/remarks/<whole(max=999999999):remark_id>/settlement", methods=["POST"])
@requires("draft")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(SettlementBody)
@routes.response(201, RemarkShape, description="the reply")
def settle_remark(body: dict[str, Any], code: str, number: int, remark_id: int, **_: Any) -> Response:
    """Reply to a remark and say how it was dealt with: followed by the draft, or explained why not."""
    new = NewSettlement(remark_id, **body)
    with database().writing() as session:
        made = settle(session, EditionRef(code, number), new, actor=caller().actor, now=now())
    return content_response(_remark(made), 201)


def _amended(ref: EditionRef, change: Changed | Added, status: int = 200) -> Response:
    with database().writing() as session:
        found = drafting.amend(session, ref, Amendment(change, read_part), actor=caller().actor, now=now())
    return _element(found, status)


def _element(found: ElementLine, status: int = 200) -> Response:
    response = content_response({"element": found.content}, status)
    response.set_etag(found.tag)
    return response


def _tagged(content: dict[str, Any], changeable: object) -> Response:
    """*content*, with the ETag of what a change of it must have seen."""
    response = content_response(content)
    response.set_etag(drafting.tag_of(changeable))
    return response


def _address(written: str) -> Address:
    return () if written == "own" else tuple(written.split("/"))


def _remark(line: RemarkLine, done: RemarkLine | None = None) -> dict[str, Any]:
    return {**asdict(line), "at": instant(line.at), "settled": done.settles if done else None}
