"""Shapes of what is answered over HTTP, for the published description. Canonical results are sent as stored bytes."""

from typing import Any, ClassVar

from marshmallow import Schema, fields


class Shape(Schema):
    """An object that is answered with all its fields, those apart that are named as *optional*."""

    optional: ClassVar[tuple[str, ...]] = ()

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Describe the field as there or not."""
        field_obj.required = field_name not in self.optional


def decimal(description: str = "", *, nullable: bool = False) -> fields.String:
    """A number as text in plain notation."""
    metadata = {"example": "80.97", "description": description or "a number as text, in plain notation"}
    return fields.String(allow_none=nullable, metadata=metadata)


_PRINTED = "half-up to 2 places, more where 2 would put it on the wrong side of a threshold"


class HealthShape(Shape):
    """That all is well."""

    status = fields.String()


class TotalShape(Shape):
    """Points out of the applicable maximum."""

    optional = ("combined",)

    points = decimal()
    max_points = decimal()
    percent = decimal(_PRINTED)
    percent_exact = decimal("without loss, 250/3 where it is no finite decimal")
    combined = fields.Dict(metadata={"description": "what the areas came to together, where that was out of bounds"})


class CriterionShape(Shape):
    """A criterion, area or component."""

    optional = ("working", "combined")

    code = fields.String()
    points = decimal(nullable=True)
    max_points = decimal()
    percent = decimal(nullable=True)
    percent_exact = decimal(nullable=True)
    applicable = fields.Boolean()
    working = fields.Dict(
        metadata={"description": "the answer, what of the method applied, and each step from its start to the points"}
    )
    combined = fields.Dict(
        metadata={"description": "how the points came from those of the parts, where these do not just add up"}
    )


class FindingShape(Shape):
    """An outcome for a criterion, or for the agency where `criterion` is null."""

    criterion = fields.String(allow_none=True)
    code = fields.String()
    label = fields.String()


class OutcomeShape(Shape):
    """The answer of a table. Not determined: `reason` is no_rule, missing or conflict, with what explains it."""

    optional = ("number", "reason", "closest", "missing", "possible", "criteria")

    code = fields.String(allow_none=True)
    label = fields.String(allow_none=True)
    determined = fields.Boolean()
    rules = fields.List(fields.String())
    number = decimal()
    reason = fields.String()
    closest = fields.List(fields.Dict())
    missing = fields.List(fields.Dict())
    possible = fields.List(fields.Nested(FindingShape))
    criteria = fields.Dict()


class ConditionShape(Shape):
    """A condition as examined."""

    optional = ("missing", "between", "where")

    measure = fields.Dict(keys=fields.String(), values=fields.String())
    operator = fields.String()
    threshold = fields.Raw()
    value = fields.Raw()
    verdict = fields.String(metadata={"enum": ["yes", "no", "cannot tell"]})
    margin = decimal(nullable=True)
    missing = fields.String()
    between = fields.List(fields.String())
    where = fields.List(fields.String())


class VerdictShape(Shape):
    """A rule as examined, whether it matched or not."""

    rule = fields.String()
    criterion = fields.String(allow_none=True)
    outcome = fields.String()
    verdict = fields.String(metadata={"enum": ["yes", "no", "cannot tell"]})
    citations = fields.List(fields.Dict())
    conditions = fields.List(fields.Nested(ConditionShape))


class ReceiptShape(Shape):
    """What is needed to give the answer again."""

    edition_sha256 = fields.String()
    input_sha256 = fields.String()
    engine_version = fields.String()
    format_version = fields.String()


class ResultShape(Shape):
    """The canonical result: identical bytes on every database and in every replay."""

    agency = fields.String()
    rubric = fields.String()
    edition = fields.Integer()
    period = fields.String()
    total = fields.Nested(TotalShape)
    criteria = fields.List(fields.Nested(CriterionShape))
    outcomes = fields.Dict(keys=fields.String(), values=fields.Nested(OutcomeShape))
    findings = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(FindingShape)))
    verdicts = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(VerdictShape)))
    receipt = fields.Nested(ReceiptShape)


class MinutesShape(Shape):
    """The minutes of the council, as registered."""

    code = fields.String()
    kind = fields.Dict(keys=fields.String(), values=fields.String())
    number = fields.String()
    dated = fields.String()
    issuer = fields.Dict(keys=fields.String(), values=fields.String())


class VotesShape(Shape):
    """How many voted how, where the minutes count it."""

    in_favour = fields.Integer()
    against = fields.Integer()
    abstaining = fields.Integer(metadata={"description": "all that are neither for nor against"})


class ConclusionShape(Shape):
    """What the council concluded on a table, entered by one person and decided by another.

    `current` is the evaluation that counts now; `to_confirm`: it holds, was made for an earlier one, and is confirmed
    by a proposal for that one.
    """

    id = fields.Integer()
    evaluation = fields.Integer()
    agency = fields.String()
    rubric = fields.String()
    period = fields.String()
    table = fields.String()
    outcome = fields.String()
    reason = fields.String()
    minutes = fields.Nested(MinutesShape)
    votes = fields.Nested(VotesShape, allow_none=True)
    reserved_opinions = fields.String()
    status = fields.String(metadata={"enum": ["proposed", "confirmed", "rejected"]})
    proposed_by = fields.String()
    proposed_at = fields.AwareDateTime()
    decided_by = fields.String(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)
    comment = fields.String()
    current = fields.Integer()
    to_confirm = fields.Boolean()


class ConclusionPageShape(Shape):
    """A page of conclusions, newest first; `next` is the cursor of the page after, null at the end."""

    items = fields.List(fields.Nested(ConclusionShape))
    next = fields.Integer(allow_none=True)


class EffectiveShape(Shape):
    """The outcome of a table that holds, and by whom; `code` is null where none holds."""

    code = fields.String(allow_none=True)
    by = fields.String(metadata={"enum": ["engine", "council"]})
    conclusion = fields.Nested(ConclusionShape, allow_none=True)


class SummaryShape(Shape):
    """A stored evaluation without its result: `effective` is what holds for each table that decides.

    `provenance` labels figures that are not official. `edition_status` and `edition_replaced` are as of now;
    `edition_caution` is empty where the edition applies to the period.
    """

    id = fields.Integer(allow_none=True)
    created_at = fields.AwareDateTime(allow_none=True)
    agency = fields.String()
    agency_name = fields.Dict(keys=fields.String(), values=fields.String())
    rubric = fields.String()
    edition = fields.Integer()
    edition_status = fields.String()
    edition_replaced = fields.Boolean(metadata={"description": "applied to the period once and does no longer"})
    edition_caution = fields.Dict(keys=fields.String(), values=fields.String())
    period = fields.String()
    stage = fields.String()
    total_percent = decimal(_PRINTED)
    supersedes = fields.Integer(allow_none=True)
    superseded_by = fields.Integer(allow_none=True)
    provenance = fields.Dict(keys=fields.String(), values=fields.String())
    effective = fields.Dict(keys=fields.String(), values=fields.Nested(EffectiveShape))


class EvaluationShape(SummaryShape):
    """A stored evaluation, or a dry run, which has no `id`."""

    result = fields.Nested(ResultShape)


class PageShape(Shape):
    """A page of evaluations, newest first; `next` is the cursor of the page after, null at the end."""

    items = fields.List(fields.Nested(SummaryShape))
    next = fields.Integer(allow_none=True)


class BatchItemShape(Shape):
    """What became of one item: an evaluation, or problem details."""

    optional = ("evaluation", "notes", "problem")

    status = fields.Integer()
    notes = fields.List(fields.String(), metadata={"description": "of a dry run: among how many a best was found"})
    evaluation = fields.Nested(EvaluationShape)
    problem = fields.Nested("Problem")


class BatchShape(Shape):
    """What became of each item, in order."""

    items = fields.List(fields.Nested(BatchItemShape))


class TableExplanationShape(Shape):
    """Why one table answers as it does, and what the council concluded beside it."""

    table = fields.String()
    title = fields.String()
    conclusion = fields.String()
    council = fields.List(fields.String())
    sentences = fields.List(fields.String())
    assumptions = fields.List(fields.String())
    citations = fields.List(fields.String())
    short = fields.String()


class ComponentShape(Shape):
    """A component, or a criterion that is no plain sum, and how it came to its points."""

    code = fields.String(metadata={"description": "blank: the total"})
    name = fields.String()
    points = decimal(nullable=True)
    max_points = decimal()
    why = fields.String()
    arithmetic = fields.String()


class ExplanationShape(Shape):
    """Why a result is what it is, in one language."""

    agency = fields.String()
    subject = fields.String()
    head = fields.String()
    rubric = fields.String()
    edition = fields.Integer()
    period = fields.String()
    language = fields.String()
    status = fields.String()
    provenance = fields.String()
    edition_caution = fields.String()
    tables = fields.List(fields.Nested(TableExplanationShape))
    components = fields.List(fields.Nested(ComponentShape))


class CallerShape(Shape):
    """Who calls: the person a key belongs to, their roles today, and what the key may do of what these allow."""

    person = fields.String()
    name = fields.String()
    title = fields.String()
    roles = fields.List(fields.String())
    acting_for = fields.List(fields.String(), metadata={"description": "those whose deputy the person is today"})
    abilities = fields.List(fields.String())


class ReplayShape(Shape):
    """Whether an evaluation made again is the same to the byte, and the first difference if not."""

    evaluation = fields.Integer()
    identical = fields.Boolean()
    difference = fields.Dict(allow_none=True)


class EditionShape(Shape):
    """An edition of a rubric."""

    rubric = fields.String()
    number = fields.Integer()
    status = fields.String()
    bootstrap = fields.Boolean()
    periods = fields.List(fields.String())
    sha256 = fields.String(allow_none=True)
    author = fields.String()
    based_on = fields.Integer(allow_none=True)
    document = fields.String(allow_none=True)
    issued_at = fields.AwareDateTime(allow_none=True)


class RubricShape(Shape):
    """A rubric with its editions."""

    code = fields.String()
    block = fields.String()
    name = fields.Dict(keys=fields.String(), values=fields.String())
    editions = fields.List(fields.Nested(EditionShape))


class EditionContentShape(EditionShape):
    """An edition with its rubric document."""

    content = fields.Dict()


class ResolvedShape(EditionShape):
    """The edition that applies, and since when that is known."""

    since = fields.AwareDateTime()
    until = fields.AwareDateTime(allow_none=True)


class ProblemItem(Shape):
    """One thing that is wrong: where, what, and what is allowed."""

    code = fields.String()
    field = fields.String()
    pointer = fields.String()
    message = fields.String()
    facts = fields.Dict()


class Problem(Shape):
    """Problem details (RFC 9457), in the language asked for."""

    optional = ("more", "incident")

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    errors = fields.List(fields.Nested(ProblemItem))
    more = fields.Integer(metadata={"description": "mistakes beyond those told"})
    incident = fields.String(metadata={"description": "the number under which the failure was logged"})
