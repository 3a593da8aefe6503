"""Conclusions of the council as they are sent and asked for over HTTP."""

from marshmallow import Schema, fields, validate

from rulesvc.models.conclusion import ConclusionStatus
from rulesvc.schemas.evaluation import PagedQuery, code
from rulesvc.schemas.texts import PASSAGE, Line


class ProposalBody(Schema):
    """What the council concluded: a table, one of its outcomes, why, and the minutes in the register."""

    table = code(required=True)
    outcome = code(required=True)
    reason = Line(PASSAGE, required=True)
    minutes = code(required=True, metadata={"description": "the code of a document of the register"})


class ConfirmationBody(Schema):
    """That a second person confirms."""

    comment = Line(PASSAGE)


class RejectionBody(Schema):
    """That a second person rejects, and why."""

    comment = Line(PASSAGE, required=True)


class ConclusionsQuery(PagedQuery):
    """Which conclusions are listed; `cursor` is the `next` of the page before."""

    rubric = code()
    period = code()
    status = fields.String(validate=validate.OneOf([*ConclusionStatus], error="{choices}"))
    to_confirm = fields.Boolean(
        load_default=False, metadata={"description": "only those to be confirmed for the evaluation that superseded"}
    )
