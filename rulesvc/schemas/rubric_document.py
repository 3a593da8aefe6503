"""Rubric documents: the JSON form of a rubric, read into the frozen value. `rules.content` writes it."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from rules import measure as measures
from rules.condition import Condition, Operator, Threshold
from rules.criterion import Criterion
from rules.document import Citation, Document
from rules.errors import Refusal
from rules.measure import Measure
from rules.number import exact
from rules.rubric import Rubric
from rules.scope import Exemption, Indicator, Scope
from rules.table import Grain, HitPolicy, Outcome, Rule, Table
from rules.text import Text
from rules.version import FORMAT_VERSION
from rulesvc.schemas.numbers import Exact, Whole

MEASURES: dict[str, type[Measure]] = {
    kind.kind: kind
    for kind in (
        measures.TotalPoints,
        measures.TotalPercent,
        measures.CriterionPoints,
        measures.CriterionPercent,
        measures.StepRemainder,
        measures.LowestPercent,
        measures.CountBelow,
        measures.IndicatorValue,
        measures.OutcomeOf,
        measures.FindingsOf,
        measures.PreviousReviewed,
        measures.PreviousRank,
        measures.PreviousOutcome,
        measures.PeriodCode,
    )
}


class Part(Schema):
    """A part of the document that is read into one frozen value; a refusal of the value is an error of the part."""

    builds: Any = None

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Any:
        """The frozen value from its fields."""
        try:
            return self.builds(**{name: tuple(v) if isinstance(v, list) else v for name, v in data.items()})
        except Refusal as refusal:
            raise ValidationError([refusal]) from refusal


class TextPart(Part):
    """A text in two languages."""

    builds = Text
    vi = fields.String(required=True)
    en = fields.String()


def _text(*, required: bool = True) -> fields.Nested:
    return fields.Nested(TextPart, required=required)


def _code(*, required: bool = True) -> fields.String:
    return fields.String(required=required, validate=validate.Length(min=1, max=100))


class DocumentPart(Part):
    """A document that rules cite."""

    builds = Document
    code = _code()
    kind = _text()
    number = fields.String(load_default="")
    dated = fields.String(load_default="")
    issuer = fields.Nested(TextPart, load_default=Text(""))
    subject = fields.Nested(TextPart, load_default=Text(""))


class CriterionPart(Part):
    """A criterion with its parts."""

    builds = Criterion
    code = _code()
    name = _text()
    max_points = Exact(required=True)
    min_points = Exact()
    step = Exact()
    parts = fields.List(fields.Nested("CriterionPart"))


class ScopePart(Part):
    """A named set of criteria."""

    builds = Scope
    code = _code()
    name = _text()
    criteria = fields.List(fields.String(), required=True)


class IndicatorPart(Part):
    """A named value that is not points."""

    builds = Indicator
    code = _code()
    name = _text()
    unit = _text(required=False)
    low = Exact()
    high = Exact()


class ExemptionPart(Part):
    """A criterion that is not assessed for an agency."""

    builds = Exemption
    criterion = _code()
    agency = _code()


class CitationPart(Part):
    """Where a rule stands."""

    builds = Citation
    document = _code()
    article = fields.String()
    stated_in = fields.String()
    place = _text(required=False)


class MeasurePart(Schema):
    """A measure: its kind and what it is about."""

    kind = fields.String(required=True, validate=validate.OneOf(list(MEASURES)))
    criterion = fields.String()
    scope = fields.String()
    percent = Exact()
    indicator = fields.String()
    table = fields.String()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Measure:
        """The frozen measure; a field that its kind does not have, or lacks, is an error."""
        kind = MEASURES[data.pop("kind")]
        try:
            return kind(**data)
        except TypeError as problem:
            raise ValidationError(f"{kind.kind}: {', '.join(sorted(data)) or '-'}", "kind") from problem


class ConditionPart(Schema):
    """A measure, an operator and a threshold."""

    measure = fields.Nested(MeasurePart, required=True)
    operator = fields.Enum(Operator, by_value=True, required=True)
    threshold = fields.Raw()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Condition:
        """The frozen condition; a threshold is a number wherever the measure is one."""
        try:
            return Condition(data["measure"], data["operator"], _threshold(data))
        except Refusal as refusal:
            raise ValidationError([refusal], "threshold") from refusal


def _threshold(data: dict[str, Any]) -> Threshold:
    given = data.get("threshold")
    match given:
        case list() if all(isinstance(each, str) for each in given):
            return tuple(given)
        case str() if not isinstance(data["measure"], measures.CodeMeasure):
            return exact(given)
        case None | bool() | str():
            return given
        case _:
            raise ValidationError(str(given), "threshold")


class OutcomePart(Part):
    """What a rule concludes."""

    builds = Outcome
    code = _code()
    name = _text()
    value = Exact()


class RulePart(Part):
    """Conditions, outcome, citations."""

    builds = Rule
    code = _code()
    conditions = fields.List(fields.Nested(ConditionPart), required=True)
    outcome = _code()
    citations = fields.List(fields.Nested(CitationPart), required=True)


class TablePart(Part):
    """A decision table."""

    builds = Table
    code = _code()
    name = _text()
    grain = fields.Enum(Grain, by_value=True, required=True)
    hit_policy = fields.Enum(HitPolicy, by_value=True, required=True)
    outcomes = fields.List(fields.Nested(OutcomePart), required=True)
    rules = fields.List(fields.Nested(RulePart), required=True)
    scope = fields.String()
    default = fields.String()
    places = Whole()
    assumptions = fields.List(fields.Nested(TextPart))


class RubricDocument(Part):
    """A whole rubric document."""

    builds = Rubric
    format = fields.String(required=True, validate=validate.Equal(FORMAT_VERSION))
    code = _code()
    name = _text()
    block = _code()
    documents = fields.List(fields.Nested(DocumentPart))
    criteria = fields.List(fields.Nested(CriterionPart), required=True)
    scopes = fields.List(fields.Nested(ScopePart))
    indicators = fields.List(fields.Nested(IndicatorPart))
    exemptions = fields.List(fields.Nested(ExemptionPart))
    tables = fields.List(fields.Nested(TablePart))
    review_table = fields.String()

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Rubric:
        """The rubric; the format was checked and is no part of the value."""
        del data["format"]
        rubric: Rubric = super().build(data, **kwargs)
        return rubric


def read_rubric(content: Any) -> Rubric:
    """The rubric in a document's *content*.

    Raises: `marshmallow.ValidationError` with messages by path; refusals of the values stand among the messages.
    """
    rubric: Rubric = RubricDocument().load(content)
    return rubric
