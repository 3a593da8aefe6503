"""Who is near a threshold, as it is asked for and answered over HTTP."""

from marshmallow import Schema, fields

from rulesvc.schemas.answers import Shape, decimal
from rulesvc.schemas.impact import NearShape
from rulesvc.schemas.numbers import NUMBER, Exact
from rulesvc.schemas.texts import code


class NearBody(Schema):
    """A period, and how close is near, in percentage points."""

    period = code(required=True)
    distance = Exact(metadata={**NUMBER, "description": "above 0 and at most 5; half a point where it is left out"})


class NearThresholdShape(NearShape):
    """A figure near a threshold; `seen` is the figure in words, `told` what would change across the threshold."""

    seen = fields.String()


class AgencyNearShape(Shape):
    """An agency with the figures that are near a threshold."""

    agency = fields.String()
    name = fields.String()
    evaluation = fields.Integer()
    near = fields.List(fields.Nested(NearThresholdShape))


class BlockNearShape(Shape):
    """Those of a block that are near a threshold, best first, of so many that were `judged`."""

    block = fields.String()
    name = fields.String()
    judged = fields.Integer()
    agencies = fields.List(fields.Nested(AgencyNearShape))


class NearListShape(Shape):
    """Who is within so many percentage points of a threshold in a period, block by block."""

    period = fields.String()
    distance = decimal()
    blocks = fields.List(fields.Nested(BlockNearShape))
