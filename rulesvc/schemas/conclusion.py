"""Conclusions of the council as they are sent and asked for over HTTP."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from rulesvc.models.conclusion import ConclusionStatus
from rulesvc.schemas.evaluation import PagedQuery
from rulesvc.schemas.numbers import Whole
from rulesvc.schemas.texts import PASSAGE, Line, code
from rulesvc.store.conclusions import Votes

_VOTES = {"type": "integer", "minimum": 0, "maximum": 999_999_999}


class VotesPart(Schema):
    """How many voted how: all three, or no votes at all."""

    in_favour = Whole(required=True, metadata=_VOTES)
    against = Whole(required=True, metadata=_VOTES)
    abstaining = Whole(required=True, metadata={**_VOTES, "description": "all that are neither for nor against"})

    @post_load
    def build(self, data: dict[str, int], **_: Any) -> Votes:
        """The votes as one value."""
        return Votes(**data)


class ProposalBody(Schema):
    """What the council concluded: a table, one of its outcomes, why, and the minutes in the register.

    Where the minutes tell them: the votes, and the opinions that were reserved.
    """

    table = code(required=True)
    outcome = code(required=True)
    reason = Line(PASSAGE, required=True)
    minutes = code(required=True, metadata={"description": "the code of minutes in the register"})
    votes = fields.Nested(VotesPart)
    reserved_opinions = Line(PASSAGE)


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
