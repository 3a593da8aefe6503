"""Editions as they are drafted, moved on and compared over HTTP."""

from typing import Any

from marshmallow import Schema, fields
from webargs.fields import DelimitedList

from rulesvc.models.remark import Settlement
from rulesvc.schemas.answers import EditionShape, Shape
from rulesvc.schemas.bounded import Items, Members
from rulesvc.schemas.evaluation import Query
from rulesvc.schemas.numbers import Whole
from rulesvc.schemas.texts import PASSAGE, Choice, Code, Line, code

_NUMBER = {"type": "integer", "minimum": 1}
_SETTLED = {"enum": [*(each.value for each in Settlement), None]}


def _codes(**more: Any) -> Items:
    return Items(Code(), metadata={"uniqueItems": True}, **more)


class DraftBody(Schema):
    """A new draft: the number of the edition it is a copy of, and the periods it is to cover."""

    based_on = Whole(required=True, metadata=_NUMBER)
    periods = _codes(load_default=())


class ImportQuery(Query):
    """The periods that a rubric document is to cover, with commas between them."""

    period = DelimitedList(Code())


class PeriodsBody(Schema):
    """The periods a draft covers."""

    periods = _codes(required=True)


class StepBody(Schema):
    """A step, with what is said about it."""

    comment = Line(PASSAGE)


class ReturnBody(Schema):
    """That a draft is returned, and why."""

    comment = Line(PASSAGE, required=True)


class DiscardBody(Schema):
    """That a draft is discarded, and why."""

    comment = Line(PASSAGE, required=True)


class IssueBody(StepBody):
    """The signed decision by which an edition is issued, and the editions it replaces."""

    document = code(required=True)
    replaces = Items(Whole(metadata=_NUMBER), load_default=(), metadata={"uniqueItems": True})


class RepealBody(StepBody):
    """The signed document by which an edition is repealed."""

    document = code(required=True)


class OriginsBody(Schema):
    """For criteria of a draft, those of the edition it is based on that they come from; none makes it new."""

    origins = Members(keys=Code(), values=_codes(), required=True)


class ReasonsBody(Schema):
    """Why parts were changed, by the key of the part in a comparison; a blank reason takes away what was said."""

    reasons = Members(keys=fields.String(), values=fields.String(), required=True)


class RemarkBody(Schema):
    """What is said about a criterion of a draft, about all of it, or in reply."""

    wording = Line(PASSAGE, required=True)
    criterion = code()
    replies_to = Whole(metadata=_NUMBER)


class SettlementBody(Schema):
    """How a remark was dealt with, and what is said to it."""

    settles = Choice(Settlement, required=True)
    wording = Line(PASSAGE, required=True)


class CompareQuery(Query):
    """Which two editions are compared."""

    old = Whole(required=True, metadata=_NUMBER)
    new = Whole(required=True, metadata=_NUMBER)


class ElementShape(Shape):
    """An element of an edition, with the ETag by which a change says what it has seen."""

    element = fields.Dict()


class StepShape(Shape):
    """That an edition reached a status."""

    status = fields.String()
    at = fields.AwareDateTime()
    person = fields.String()
    sha256 = fields.String()
    comment = fields.String()
    document = fields.String(allow_none=True)
    acting_for = fields.List(fields.String(), metadata={"description": "those by whose roles alone it was taken"})


class HistoryShape(Shape):
    """What became of an edition so far, and who had a hand in it."""

    edition = fields.Nested(EditionShape)
    editors = fields.List(fields.String())
    steps = fields.List(fields.Nested(StepShape))


class ObstacleShape(Shape):
    """What stands between a draft and its submission."""

    code = fields.String()
    field = fields.String()
    pointer = fields.String()
    message = fields.String()
    facts = fields.Dict()


class OriginsShape(Shape):
    """What each criterion comes from; one that is not named is new."""

    origins = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


class PeriodsShape(Shape):
    """The periods an edition covers."""

    periods = fields.List(fields.String())


class ReasonsShape(Shape):
    """Why parts were changed."""

    reasons = fields.Dict(keys=fields.String(), values=fields.String())


class RemarkShape(Shape):
    """What somebody said; of a remark how it was dealt with, of a reply what it settles."""

    id = fields.Integer()
    criterion = fields.String(allow_none=True)
    at = fields.AwareDateTime()
    person = fields.String()
    wording = fields.String()
    replies_to = fields.Integer(allow_none=True)
    settles = fields.String(allow_none=True, metadata=_SETTLED)
    settled = fields.String(allow_none=True, metadata=_SETTLED)


class ChangeShape(Shape):
    """One change: as data, and told in a sentence."""

    optional = ("within", "field", "old", "new", "codes", "name")

    kind = fields.String()
    subject = fields.String()
    key = fields.String()
    codes = fields.List(fields.String())
    name = fields.Raw()
    within = fields.List(fields.Raw())
    field = fields.String()
    old = fields.Raw()
    new = fields.Raw()
    place = fields.Integer()
    told = fields.String()


class RowShape(Shape):
    """A part as it stands now and in the draft, and why."""

    key = fields.String()
    current = fields.String()
    draft = fields.String()
    reason = fields.String()


class ComparisonShape(Shape):
    """What one edition changes against another: as changes, and as the table that goes with a submission."""

    old = fields.Nested(EditionShape)
    new = fields.Nested(EditionShape)
    changes = fields.List(fields.Nested(ChangeShape))
    table = fields.List(fields.Nested(RowShape))
