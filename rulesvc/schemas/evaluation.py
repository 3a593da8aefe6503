"""Evaluations as they are asked for over HTTP."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate
from webargs.fields import DelimitedList

from rules.language import CODES
from rules.sheet import Previous
from rulesvc.schemas.bounded import Instant, Items, Members
from rulesvc.schemas.numbers import NUMBER, Best, Exact, Whole
from rulesvc.schemas.reported import FORMS_TOLD, AnswerPart
from rulesvc.schemas.texts import code


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
    answers = Items(fields.Nested(AnswerPart), required=True, metadata={"description": FORMS_TOLD})
    indicators = Members(keys=fields.String(), values=Exact(metadata=NUMBER))
    previous = fields.Nested(PreviousPart)
    bests = Members(
        keys=fields.String(),
        values=Best(),
        metadata={
            "description": "the best figure of the period for each criterion that is scored relative to it; in a batch "
            "it is found among the sheets of the same rubric, period and stage where it is left out; nothing is stored "
            "unless all agencies of the block that are assessed by the criterion are among them"
        },
    )

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The fields of the request, answers as a tuple."""
        return {**data, "answers": tuple(data["answers"])}


class BatchBody(Schema):
    """Up to 1,000 requests; each is judged and stored on its own, in order.

    The best of the period is found among all of them first.
    """

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


class TemplateQuery(Query):
    """The agencies that a file is made for, with commas between them; all of the block where none is named."""

    agency = DelimitedList(code())
