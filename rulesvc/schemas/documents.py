"""Documents of the register as they are sent, and merge patches (RFC 7396) of them."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields

from rules.merge_patch import merged
from rulesvc.models.document import DocumentStatus, RelationKind
from rulesvc.schemas.bounded import Items
from rulesvc.schemas.evaluation import PagedQuery, Query
from rulesvc.schemas.mistakes import Longest, Naming, dotted, load
from rulesvc.schemas.rubric_document import DocumentPart
from rulesvc.schemas.texts import Choice, Code, Day, Line, code
from rulesvc.store.documents import Entry, content


class DocumentBody(DocumentPart):
    """A document that is to be registered. Any kind may be written; a usual one gets its English by itself."""

    builds = Entry  # type: ignore[assignment] # which holds a document and more
    signer = Line(load_default=str)
    signer_title = Line(load_default=str)
    effective_from = Day(load_default=None)
    periods = Items(Code(), load_default=(), metadata={"uniqueItems": True})
    status = Choice(DocumentStatus, load_default=DocumentStatus.ISSUED)


def _patch(kind: str, **more: Any) -> fields.Raw:
    return fields.Raw(allow_none=True, metadata={"type": kind, **more})


def _patch_text() -> fields.Raw:
    return _patch("object", properties={language: {"type": ["string", "null"]} for language in ("vi", "en")})


class DocumentPatch(Schema):
    """What is to change of a document: what is named is set, `null` takes away, all else stays."""

    kind = _patch_text()
    number = _patch("string")
    dated = _patch("string")
    issuer = _patch_text()
    subject = _patch_text()
    signer = _patch("string")
    signer_title = _patch("string")
    effective_from = _patch("string", format="date")
    periods = _patch("array", items={"type": "string"})
    status = _patch("string", enum=[*DocumentStatus, None])


def revised(entry: Entry, patch: Mapping[str, Any], *, naming: Naming = dotted) -> Entry:
    """*entry* with the changes that *patch* names. What is blank is taken away.

    Raises: `Refused` with everything that is wrong with the whole.
    """
    whole_content = merged(content(entry), patch)
    whole: Entry = load(
        DocumentBody(), {name: value for name, value in whole_content.items() if not _is_blank(value)}, naming=naming
    )
    return whole


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str | dict | list) and not value)


class RelationBody(Schema):
    """How a document stands to another one."""

    kind = Choice(RelationKind, required=True)
    other = Code(required=True)


class IfMatchHeader(Schema):
    """The ETag of what was read: a change that overlooks another one is refused."""

    if_match = fields.String(
        data_key="If-Match", metadata={"description": "the ETag that GET gave; without it the answer is 428"}
    )


class FileQuery(Query):
    """What the file that is sent is called."""

    name = fields.String(required=True, metadata={"example": "KH 2022.pdf"})


class DocumentsQuery(PagedQuery):
    """Which documents are listed; `cursor` is the `next` of the page before."""

    kind = fields.String(validate=Longest(100), metadata={"description": "in Vietnamese or English"})
    status = Choice(DocumentStatus)
    period = code()
    words = fields.String(
        validate=Longest(200),
        metadata={"description": "words that stand in code, number, kind, issuer, subject or signer, in any order"},
    )
