"""The register of documents over HTTP."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from flask import Response, request

from rules.canonical import canonical
from rulesvc.api.access import caller, database, now, requires
from rulesvc.api.dumps import content_response, instant, json_response
from rulesvc.api.parsing import Routes, body_of
from rulesvc.api.preconditions import MERGE_PATCH, conditional, expected
from rulesvc.models.document import RelationKind
from rulesvc.schemas.document_answers import DocumentShape, DocumentsPageShape, FileShape
from rulesvc.schemas.documents import (
    DocumentBody,
    DocumentPatch,
    DocumentsQuery,
    FileQuery,
    IfMatchHeader,
    RelationBody,
    revised,
)
from rulesvc.schemas.evaluation import Query
from rulesvc.store.documents import content
from rulesvc.usecases import documents as usecases
from rulesvc.usecases.document_files import FileLine, NewFile, StoredFile, attach_file, read_file
from rulesvc.usecases.document_words import usual_kinds
from rulesvc.usecases.documents import DocumentRecord, DocumentRef, Entry, Filters, Relation

PDF: Final = "application/pdf"
BINARY: Final[Mapping[str, str]] = {"type": "string", "format": "binary"}

_KINDS: Final = ", ".join(f"{kind.vi} ({kind.en})" for kind in usual_kinds())

_RELATED: Final[Mapping[RelationKind, str]] = {
    RelationKind.BASED_ON: "basis_of",
    RelationKind.ANNEXED_TO: "annexes",
    RelationKind.AMENDS: "amended_by",
    RelationKind.REPLACES: "replaced_by",
    RelationKind.REPEALS: "repealed_by",
    RelationKind.CORRECTS: "corrected_by",
}

routes = Routes("documents", __name__, url_prefix="/api/v1/documents", description="The register of documents")


@routes.route("", methods=["GET"])
@requires("read")
@routes.arguments(DocumentsQuery, location="query", as_kwargs=True)
@routes.response(200, DocumentsPageShape)
def find(*, cursor: int | None = None, limit: int, **filters: Any) -> Response:
    """List documents, the last registered first."""
    filters.pop("lang", None)
    with database().reading() as session:
        page = usecases.list_documents(session, Filters(**filters), before=cursor, limit=limit)
    return content_response({"items": [content(entry) for entry in page.entries], "next": page.next})


@routes.route("", methods=["POST"])
@requires("register")
@routes.doc(description=f"Usual kinds: {_KINDS}. Any other may be written.")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(DocumentBody)
@routes.response(201, DocumentShape, description="with an ETag")
def create(entry: Entry, **_: Any) -> Response:
    """Register a document."""
    with database().writing() as session:
        record = usecases.add_document(session, entry, actor=caller().actor, now=now())
    response = _answer(record, 201)
    response.headers["Location"] = f"/api/v1/documents/{record.entry.code}"
    return response


@routes.route("/<string:document>", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, DocumentShape, description="with an ETag")
def show(document: str, **_: Any) -> Response:
    """One document: its relations and files, where it is cited, and what was issued by it."""
    with database().reading() as session:
        return _answer(usecases.find_document(session, document))


@routes.route("/<string:document>", methods=["PATCH"])
@requires("register")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(IfMatchHeader, location="headers", as_kwargs=True)
@routes.arguments(DocumentPatch, content_type=MERGE_PATCH)
@routes.response(200, DocumentShape, description="with an ETag")
@conditional(routes)
def change(patch: dict[str, Any], document: str, **_: Any) -> Response:
    """Change what the register says of a document (JSON merge patch), if nobody changed it since it was read."""
    ref = DocumentRef(document, expected())
    with database().writing() as session:
        changed = usecases.change_document(
            session, ref, lambda entry: revised(entry, patch), actor=caller().actor, now=now()
        )
    return _answer(changed)


@routes.route("/<string:document>/relations", methods=["POST"])
@requires("register")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.arguments(RelationBody)
@routes.response(201, DocumentShape)
def relate(body: dict[str, Any], document: str, **_: Any) -> Response:
    """Let a document stand to another one: amend, replace, repeal or correct it, be based on it or annexed to it."""
    with database().writing() as session:
        relation = Relation(body["kind"].value, body["other"])
        record = usecases.relate(session, document, relation, actor=caller().actor, now=now())
    return _answer(record, 201)


@routes.route("/<string:document>/relations/<string:kind>/<string:other>", methods=["DELETE"])
@requires("register")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, DocumentShape)
def unrelate(document: str, kind: str, other: str, **_: Any) -> Response:
    """Take a relation back that was registered by mistake."""
    with database().writing() as session:
        return _answer(usecases.unrelate(session, document, Relation(kind, other), actor=caller().actor, now=now()))


@routes.route("/<string:document>/files", methods=["POST"])
@requires("register")
@routes.doc(requestBody={"required": True, "content": {PDF: {"schema": BINARY}}})
@routes.arguments(FileQuery, location="query", as_kwargs=True)
@routes.response(201, FileShape)
def attach(document: str, *, name: str, **_: Any) -> Response:
    """Keep a signed PDF file, the body of the request, with a document. It is never changed or removed."""
    file = NewFile(name, body_of(request))
    with database().writing() as session:
        kept = attach_file(session, document, file, actor=caller().actor, now=now())
    location = f"/api/v1/documents/{document}/files/{kept.sha256}"
    return json_response(canonical(_file(kept)), 201, {"Location": location})


@routes.route("/<string:document>/files/<string:sha256>", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, BINARY, content_type=PDF)
def file(document: str, sha256: str, **_: Any) -> Response:
    """A file as it was signed, byte for byte."""
    with database().reading() as session:
        found = read_file(session, document, sha256)
    return Response(found.content, headers=_download(found), content_type=found.media_type)


def _download(file: StoredFile) -> dict[str, str]:
    """Headers under which no browser opens *file* here, or takes it for anything else."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }


def _answer(record: DocumentRecord, status: int = 200) -> Response:
    response = content_response(_body(record), status)
    response.set_etag(record.sha256)
    return response


def _body(record: DocumentRecord) -> dict[str, Any]:
    related = {name: [each.other for each in record.related if each.kind is kind] for kind, name in _RELATED.items()}
    citing = [
        {
            "rubric": each.rubric,
            "edition": each.edition,
            "status": each.status,
            "rules": [{"table": table, "rule": rule} for table, rule in each.rules],
        }
        for each in record.citing
    ]
    return {
        **content(record.entry),
        "sha256": record.sha256,
        "relations": [{"kind": each.kind.value, "other": each.other} for each in record.relations],
        **related,
        "files": [_file(each) for each in record.files],
        "cited_in": citing,
        "issued": [{"rubric": each.rubric, "edition": each.edition} for each in record.issued],
    }


def _file(line: FileLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "media_type": line.media_type,
        "sha256": line.sha256,
        "size": line.size,
        "added_at": instant(line.added_at),
        "added_by": line.added_by,
    }
