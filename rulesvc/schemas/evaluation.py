"""Evaluations as they are asked for over HTTP."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate
from marshmallow.exceptions import ValidationError

from rules.answer import Answer, NotApplicable, Points
from rules.errors import N_, InputRefusal
from rules.language import CODES
from rules.sheet import Previous
from rulesvc.schemas.bounded import Instant, Items, Members
from rulesvc.schemas.mistakes import EMPTY, Longest
from rulesvc.schemas.numbers import NUMBER, Exact, Whole


class TwoAnswers(InputRefusal):
    """An answer that says more than one thing, or nothing."""

    words = N_("An answer has either “points”, or “not_applicable”: true with a “reason”.")


def code(**more: Any) -> fields.String:
    """A field for a code."""
    return fields.String(validate=[validate.Length(min=1, error=EMPTY), Longest(100)], **more)


class AnswerPart(Schema):
    """What is reported for one leaf: points, or not applicable with a reason."""

    criterion = code(required=True)
    points = Exact(metadata={**NUMBER, "example": "9.75"})
    not_applicable = fields.Boolean(truthy={True}, falsy={False})
    reason = fields.String(validate=Longest(2000))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Answer:
        """The frozen answer."""
        criterion, not_applicable = data["criterion"], data.get("not_applicable", False)
        if ("points" in data) == not_applicable or (("reason" in data) and not not_applicable):
            raise ValidationError([TwoAnswers()])
        return NotApplicable(criterion, data.get("reason", "")) if not_applicable else Points(criterion, data["points"])


class PreviousPart(Schema):
    """What is known of the agency's previous period."""

    reviewed = fields.Boolean(truthy={True}, falsy={False})
    rank = Whole(metadata={"type": "integer", "minimum": 1})
    outcomes = Members(keys=fields.String(), values=fields.String())

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Previous:
        """The frozen facts."""
        return Previous(**data)


class EvaluationBody(Schema):
    """A request for an evaluation. With `edition` or `as_of` only as a dry run."""

    agency = code(required=True)
    rubric = code(required=True)
    period = code(required=True)
    stage = code()
    edition = Whole(metadata={"type": "integer", "minimum": 1})
    as_of = Instant(format="iso")
    answers = Items(fields.Nested(AnswerPart), required=True)
    indicators = Members(keys=fields.String(), values=Exact(metadata=NUMBER))
    previous = fields.Nested(PreviousPart)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The fields of the request, answers as a tuple."""
        return {**data, "answers": tuple(data["answers"])}


class BatchBody(Schema):
    """Up to 1,000 requests; each is judged and stored on its own, in order."""

    items = fields.List(
        fields.Raw(metadata={"description": "a request for an evaluation"}, allow_none=True), required=True
    )


class Query(Schema):
    """What every address takes: the language of messages, before `Accept-Language`."""

    lang = fields.String(validate=validate.OneOf(CODES, error="{choices}"))


class StoringQuery(Query):
    """Whether an evaluation is only tried."""

    dry_run = fields.Boolean(load_default=False)


class IdempotencyHeader(Schema):
    """The name that a request gives itself: a repetition with the same body gets the same answer for 30 days."""

    idempotency_key = fields.String(
        data_key="Idempotency-Key", metadata={"description": "1 to 200 printable ASCII characters"}
    )


class PagedQuery(Query):
    """A page of a list; `cursor` is the `next` of the page before."""

    cursor = Whole(
        validate=validate.Range(1, error="1-999999999"),
        metadata={"type": "integer", "minimum": 1, "maximum": 999_999_999},
    )
    limit = Whole(
        load_default=50,
        validate=validate.Range(1, 200, error="{min}-{max}"),
        metadata={"type": "integer", "minimum": 1, "maximum": 200},
    )


class EvaluationsQuery(PagedQuery):
    """Which evaluations are listed; `cursor` is the `next` of the page before."""

    agency = code()
    rubric = code()
    period = code()
    stage = code()
    current = fields.Boolean(load_default=False, metadata={"description": "only those that nothing supersedes"})
    replaced = fields.Boolean(
        load_default=False,
        metadata={"description": "only those under an edition that applies to their period no longer"},
    )


class ResolveQuery(Query):
    """The period, and as known at which instant."""

    period = code(required=True)
    as_of = Instant(format="iso")
