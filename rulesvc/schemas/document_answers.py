"""Shapes of what is answered about documents, for the published description."""

from marshmallow import fields

from rulesvc.models.document import DocumentStatus, RelationKind
from rulesvc.schemas.answers import Shape


def _text() -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=fields.String())


class EntryShape(Shape):
    """What the register says of a document. `dated` is a day, a year where no more is known, or blank."""

    code = fields.String()
    kind = _text()
    number = fields.String()
    dated = fields.String()
    issuer = _text()
    subject = _text()
    signer = fields.String()
    signer_title = fields.String()
    effective_from = fields.Date(allow_none=True)
    periods = fields.List(fields.String())
    status = fields.String(metadata={"enum": [*DocumentStatus]})


class DocumentsPageShape(Shape):
    """A page of documents, the last registered first; `next` is the cursor of the page after, null at the end."""

    items = fields.List(fields.Nested(EntryShape))
    next = fields.Integer(allow_none=True)


class RelationShape(Shape):
    """How a document stands to another one."""

    kind = fields.String(metadata={"enum": [*RelationKind]})
    other = fields.String()


class FileShape(Shape):
    """A signed file; `sha256` is its address."""

    name = fields.String()
    media_type = fields.String()
    sha256 = fields.String()
    size = fields.Integer(metadata={"description": "bytes"})
    added_at = fields.AwareDateTime()
    added_by = fields.String()


class CitingRuleShape(Shape):
    """A rule that cites a document."""

    table = fields.String()
    rule = fields.String()


class IssuedEditionShape(Shape):
    """An edition that was issued by a document."""

    rubric = fields.String()
    edition = fields.Integer()


class CitingEditionShape(IssuedEditionShape):
    """An edition that lists a document, with the rules that cite it."""

    status = fields.String()
    rules = fields.List(fields.Nested(CitingRuleShape))


class DocumentShape(EntryShape):
    """A document with all that belongs to it. `amended_by` to `corrected_by` follow from the relations of others."""

    sha256 = fields.String(metadata={"description": "of the entry alone; also the ETag"})
    relations = fields.List(fields.Nested(RelationShape))
    basis_of = fields.List(fields.String())
    annexes = fields.List(fields.String())
    amended_by = fields.List(fields.String())
    replaced_by = fields.List(fields.String())
    repealed_by = fields.List(fields.String())
    corrected_by = fields.List(fields.String())
    files = fields.List(fields.Nested(FileShape))
    cited_in = fields.List(fields.Nested(CitingEditionShape))
    issued = fields.List(fields.Nested(IssuedEditionShape))
