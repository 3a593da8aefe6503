"""Checks and advice as they are asked for and answered over HTTP."""

from marshmallow import Schema, fields

from foresight.problem import Severity
from rulesvc.schemas.answers import EditionShape, Shape, decimal
from rulesvc.schemas.evaluation import Query
from rulesvc.schemas.texts import PASSAGE, Line, code

_NAME = {"description": "the name that a check tells: the same for the same problem, whatever else changes"}


def _problem() -> fields.String:
    return fields.String(required=True, metadata=_NAME)


class AcknowledgementBody(Schema):
    """A warning that is acknowledged, and why the draft is submitted with it."""

    problem = _problem()
    reason = Line(PASSAGE, required=True)


class AcknowledgementQuery(Query):
    """The problem of which the acknowledgement is taken back."""

    problem = _problem()


class ProposedRuleBody(Schema):
    """The problem whose proposed rule is added to the draft, and by which document of the rubric it holds.

    Without an `outcome` it has that of the proposal, where this names one.
    """

    problem = _problem()
    document = code(required=True)
    outcome = code()


class AcknowledgementShape(Shape):
    """That somebody knows of a problem, and why it stays."""

    problem = fields.String()
    reason = fields.String()
    person = fields.String()
    at = fields.AwareDateTime()


class ProposedShape(Shape):
    """A rule that closes a gap, for somebody to decide on: its conditions as content of its table, and in a sentence.

    `outcome` is blank where none follows from the table; whoever adds the rule says which it is, and by which document.
    """

    table = fields.String()
    conditions = fields.List(fields.Dict())
    outcome = fields.String()
    told = fields.String()


class FoundShape(Shape):
    """A problem of an edition: an error stands in the way of submission, a warning is acknowledged or put right.

    `example` shows it by a case, and is blank where no case does. `agencies` counts those stored that it is about, of
    each the final evaluation of its last period, evaluated under this edition.
    """

    name = fields.String(metadata=_NAME)
    severity = fields.String(metadata={"enum": [each.value for each in Severity]})
    told = fields.String()
    pointer = fields.String(metadata={"description": "its place in the rubric document"})
    example = fields.String()
    proposed = fields.Nested(ProposedShape, allow_none=True)
    agencies = fields.Integer()
    acknowledged = fields.Nested(AcknowledgementShape, allow_none=True)
    acknowledged_before = fields.Nested(
        AcknowledgementShape,
        allow_none=True,
        metadata={"description": "what somebody said of it before that on which it rests was changed; holds no more"},
    )


class CheckShape(Shape):
    """An edition with its problems; `settled` where none of them stands in the way of submission."""

    edition = fields.Nested(EditionShape)
    settled = fields.Boolean()
    problems = fields.List(fields.Nested(FoundShape))


class RiseShape(Shape):
    """A component, or an area without any, whose points rise."""

    criterion = fields.String()
    before = decimal()
    after = decimal()


class WayShape(Shape):
    """What it takes, by the least gain of the total; null where more points do not lead there."""

    lacking = decimal("the least gain of the total, whatever the steps of the scoring guide", nullable=True)
    gain = decimal("the least gain on the steps of the scoring guide", nullable=True)
    rises = fields.List(fields.Nested(RiseShape), metadata={"description": "one way of that gain; there may be others"})
    told = fields.String()


class AloneShape(WayShape):
    """What one area alone can do; where it cannot, `told` says why."""

    criterion = fields.String()


class BetterShape(WayShape):
    """A better outcome: the least way there, and what each area alone can do."""

    outcome = fields.String()
    label = fields.String()
    alone = fields.List(fields.Nested(AloneShape))


class TableAdviceShape(Shape):
    """The better outcomes of a table, the nearest first; `note` says why none is told."""

    table = fields.String()
    title = fields.String()
    outcome = fields.String(allow_none=True)
    label = fields.String(allow_none=True)
    note = fields.String()
    better = fields.List(fields.Nested(BetterShape))


class AdviceShape(Shape):
    """What it takes for an agency to come to a better outcome, in one language. It decides nothing."""

    agency = fields.String()
    subject = fields.String()
    head = fields.String()
    rubric = fields.String()
    edition = fields.Integer()
    period = fields.String()
    language = fields.String()
    provenance = fields.String()
    edition_caution = fields.String()
    tables = fields.List(fields.Nested(TableAdviceShape))
