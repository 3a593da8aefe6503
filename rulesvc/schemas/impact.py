"""Impact as it is asked for and answered over HTTP."""

from typing import Any, Final

from marshmallow import fields
from webargs.fields import DelimitedList

from rulesvc.schemas.answers import EditionShape, Shape, decimal
from rulesvc.schemas.evaluation import Query
from rulesvc.schemas.texts import Code

_PROVENANCE: Final = {"description": "where figures come from that are not official ones; blank where they are"}


class ImpactQuery(Query):
    """The periods on whose sheets an edition is tried, with commas between them; without any, all."""

    period = DelimitedList(Code())


class PlaceShape(Shape):
    """The total of an agency, and its rank among the sheets of the period, null where not all could be computed."""

    points = decimal()
    max_points = decimal()
    percent = decimal()
    rank = fields.Integer(allow_none=True)


class ImpactFindingShape(Shape):
    """An outcome that was found of a criterion, called as the edition tried out calls it, or of the agency."""

    criterion = fields.String(allow_none=True)
    code = fields.String()


class StandingShape(Shape):
    """What a table answers: an outcome, or why there is none; findings, certain and possible; or a number."""

    code = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    number = decimal(nullable=True)
    findings = fields.List(fields.Nested("ImpactFindingShape"))
    possible = fields.List(fields.Nested("ImpactFindingShape"))


class TurnShape(Shape):
    """What a table answered and answers; null where the edition has no such table, or nothing could be computed."""

    changed = fields.Boolean()
    before = fields.Nested(StandingShape, allow_none=True)
    after = fields.Nested(StandingShape, allow_none=True)


class NearShape(Shape):
    """A figure so close to a threshold that a little more or less of it would change what the table answers."""

    table = fields.String()
    criterion = fields.String(allow_none=True)
    measure = fields.Dict(keys=fields.String(), values=fields.String())
    threshold = decimal()
    value = decimal()
    upwards = fields.Boolean()
    then = fields.Nested(StandingShape)
    told = fields.String()


class LackingShape(Shape):
    """A criterion without an answer that means the same in the edition tried out; null: what is beside the answers."""

    criterion = fields.String(allow_none=True)
    why = fields.String(metadata={"enum": ["new", "split", "merged", "no_leaf", "not_answered", "refused"]})
    told = fields.String()


def _tables(of: fields.Field[Any]) -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=of)


class EffectShape(Shape):
    """What changes for one agency, and why; or what is lacking, where nothing can be said of it."""

    agency = fields.String()
    name = fields.String()
    head = fields.String()
    edition = fields.Integer(metadata={"description": "the number of the edition that judged the sheet"})
    provenance = fields.String(metadata=_PROVENANCE)
    computed = fields.Boolean()
    changed = fields.Boolean()
    before = fields.Nested(PlaceShape)
    after = fields.Nested(PlaceShape, allow_none=True)
    tables = _tables(fields.Nested(TurnShape))
    told = fields.List(fields.String())
    near = fields.List(fields.Nested(NearShape))
    lacking = fields.List(fields.Nested(LackingShape))


class ShareShape(Shape):
    """How many agencies stood so before, and how many do after: with an outcome, or none for that reason."""

    code = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    label = fields.String()
    before = fields.Integer()
    after = fields.Integer()


class PeriodImpactShape(Shape):
    """What changes for the sheets of one period; `distributions` by table, of all sheets and of those computed."""

    period = fields.String()
    provenance = fields.String(metadata=_PROVENANCE)
    sheets = fields.Integer()
    changed = fields.Integer()
    unchanged = fields.Integer()
    not_computed = fields.Integer()
    summary = fields.String()
    agencies = fields.List(fields.Nested(EffectShape))
    distributions = _tables(fields.List(fields.Nested(ShareShape)))


class ImpactShape(Shape):
    """What an edition would change for stored result sheets, as data and in sentences."""

    edition = fields.Nested(EditionShape)
    provenance = fields.String(metadata=_PROVENANCE)
    periods = fields.List(fields.Nested(PeriodImpactShape))
    told = fields.List(fields.String())
