"""Rubric documents: the JSON form of a rubric, read into the frozen value. `rules.content` writes it."""

from collections.abc import Mapping
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import fields as fields_of
from enum import StrEnum
from typing import Any, ClassVar, Final, get_args

from marshmallow import Schema, ValidationError, fields, post_load

from rules.combining import Combining
from rules.condition import Condition, Operator, Threshold
from rules.content import part_content, text_content
from rules.criterion import Absence, Criterion, unsummed
from rules.document import Citation, Document
from rules.errors import NotANumber, Refusal
from rules.measure import CodeMeasure, Measure, PreviousReviewed
from rules.method_content import combining_of, method_of
from rules.methods import Method
from rules.number import exact
from rules.rubric import Rubric
from rules.rubric_checks import faults
from rules.scope import Exemption, Indicator, Scope
from rules.table import Grain, HitPolicy, Outcome, Rule, Subject, Table
from rules.text import Text
from rules.together import all_of
from rules.version import FORMAT_VERSION
from rulesvc.schemas.bounded import AT_LEAST_ONE, Items
from rulesvc.schemas.json_text import JsonNumber
from rulesvc.schemas.methods import OfKind
from rulesvc.schemas.mistakes import MISSING, NotYesOrNo, UnknownField, load, shown
from rulesvc.schemas.numbers import NUMBER, Exact, Whole
from rulesvc.schemas.texts import PASSAGE, Choice, Code, Dated, Line

MEASURES: Final[Mapping[str, Any]] = {measure.kind: measure for measure in get_args(Measure)}
"""The measures by kind."""

Kind = StrEnum("Kind", {kind: kind for kind in MEASURES})  # type: ignore[misc] # the names stand in rules.measure
Format = StrEnum("Format", {"CURRENT": FORMAT_VERSION})


class Part(Schema):
    """A part of the document that is read into one frozen value; a refusal of the value is an error of the part."""

    builds: Any = None

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Any:
        """The frozen value from its fields."""
        try:
            return self.builds(**{name: tuple(v) if isinstance(v, list) else v for name, v in data.items()})
        except Refusal as refusal:
            raise ValidationError(list(all_of(refusal))) from refusal


class TextPart(Part):
    """A text in two languages."""

    builds = Text
    vi = Line(required=True)
    en = Line()


class PassagePart(TextPart):
    """A longer text in two languages."""

    vi = Line(PASSAGE, required=True)
    en = Line(PASSAGE)


def _text(*, required: bool = True) -> fields.Nested:
    return fields.Nested(TextPart, required=required)


def _list(of: type[Schema] | str, *, required: bool = False) -> Items:
    """A list of parts; one that is required has at least one."""
    if not required:
        return Items(fields.Nested(of))
    return Items(fields.Nested(of), required=True, validate=AT_LEAST_ONE, metadata={"minItems": 1})


def _number(*, required: bool = False) -> Exact:
    return Exact(required=required, metadata=NUMBER)


def _no_text() -> Text:
    return Text("")


class DocumentPart(Part):
    """A document that rules cite."""

    builds = Document
    code = Code(required=True)
    kind = _text()
    number = Line(load_default=str)
    dated = Dated(load_default=str)
    issuer = fields.Nested(TextPart, load_default=_no_text)
    subject = fields.Nested(PassagePart, load_default=_no_text)


class CriterionPart(Part):
    """A criterion with its parts."""

    builds = Criterion
    named_by: ClassVar = "code"
    code = Code(required=True)
    name = _text()
    max_points = _number(required=True)
    min_points = _number()
    step = _number()
    method = OfKind(Method, method_of)
    combined = OfKind(Combining, combining_of)
    not_applicable = Choice(Absence)
    extra = fields.Boolean(truthy={True}, falsy={False}, metadata={"type": "boolean"})
    guidance = fields.Nested(PassagePart, load_default=_no_text)
    source = fields.Nested(PassagePart, load_default=_no_text)
    parts = _list("CriterionPart")


class ScopePart(Part):
    """A named set of criteria."""

    builds = Scope
    code = Code(required=True)
    name = _text()
    criteria = Items(Code(), required=True, validate=AT_LEAST_ONE, metadata={"minItems": 1, "uniqueItems": True})


class IndicatorPart(Part):
    """A named value that is not points."""

    builds = Indicator
    code = Code(required=True)
    name = _text()
    unit = _text(required=False)
    low = _number()
    high = _number()


class ExemptionPart(Part):
    """A criterion that is not assessed for an agency."""

    builds = Exemption
    criterion = Code(required=True)
    agency = Code(required=True)


class CitationPart(Part):
    """Where a rule stands."""

    builds = Citation
    document = Code(required=True)
    article = Line()
    stated_in = Code()
    place = _text(required=False)


class MeasurePart(Schema):
    """A measure: its kind and what it is about."""

    kind = Choice(Kind, required=True)
    criterion = Code()
    scope = Code()
    percent = _number()
    indicator = Code()
    table = Code()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Measure:
        """The frozen measure; a field that its kind does not have, or lacks, is an error."""
        kind = MEASURES[data.pop("kind")]
        takes, needs = about(kind)
        wrong: dict[str, Any] = {name: [UnknownField(allowed=("kind", *takes))] for name in data if name not in takes}
        wrong |= {name: [MISSING] for name in needs if name not in data}
        if wrong:
            raise ValidationError(wrong)
        try:
            measure: Measure = kind(**data)
        except Refusal as refusal:
            raise ValidationError([refusal]) from refusal
        return measure


def about(kind: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields that a *kind* of measure takes, and those among them that it needs."""
    takes = fields_of(kind)
    return tuple(each.name for each in takes), tuple(each.name for each in takes if each.default is NO_DEFAULT)


THRESHOLD: Final = {
    **Line().metadata,
    "type": ["string", "number", "boolean", "array"],
    "items": {"type": "string", **Line().metadata},
    "minItems": 1,
    "uniqueItems": True,
}
"""How a threshold is described: a number, yes or no, a code, or codes."""


class ConditionPart(Schema):
    """A measure, an operator and a threshold."""

    measure = fields.Nested(MeasurePart, required=True)
    operator = Choice(Operator, required=True)
    threshold = fields.Raw(metadata=THRESHOLD)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Condition:
        """The frozen condition; a threshold is a number wherever the measure is one."""
        threshold = _threshold(data["measure"], data.get("threshold"))
        try:
            return Condition(data["measure"], data["operator"], threshold)
        except Refusal as refusal:
            raise ValidationError(list(all_of(refusal))) from refusal


def _threshold(measure: Measure, given: Any) -> Threshold:
    try:
        return _read_threshold(measure, given)
    except ValidationError as error:
        raise ValidationError({"threshold": error.messages}) from error
    except Refusal as refusal:
        raise ValidationError({"threshold": [refusal]}) from refusal


def _read_threshold(measure: Measure, given: Any) -> Threshold:
    match given:
        case None | bool():
            return given
        case list():
            return tuple(str(code) for code in Items(Line()).deserialize(given))
        case _ if isinstance(measure, CodeMeasure):
            code: str = Line().deserialize(given)
            return code
        case _ if isinstance(measure, PreviousReviewed):
            raise ValidationError([NotYesOrNo()])
        case str() | JsonNumber():
            return exact(str(given))
        case _:
            raise NotANumber(shown(given))


class OutcomePart(Part):
    """What a rule concludes."""

    builds = Outcome
    code = Code(required=True)
    name = _text()
    value = _number()


class RulePart(Part):
    """Conditions, outcome, citations."""

    builds = Rule
    code = Code(required=True)
    conditions = _list(ConditionPart, required=True)
    outcome = Code(required=True)
    citations = _list(CitationPart, required=True)


class TablePart(Part):
    """A decision table."""

    builds = Table
    code = Code(required=True)
    name = _text()
    grain = Choice(Grain, required=True)
    hit_policy = Choice(HitPolicy, required=True)
    outcomes = _list(OutcomePart, required=True)
    rules = _list(RulePart, required=True)
    scope = Code()
    default = Code()
    places = Whole(metadata={"type": "integer", "minimum": 0, "maximum": 6})
    assumptions = _list(PassagePart)
    subject = Choice(Subject)


class RubricDocument(Part):
    """A whole rubric document."""

    builds = Rubric
    format = Choice(Format, required=True)
    code = Code(required=True)
    name = _text()
    block = Code(required=True)
    documents = _list(DocumentPart)
    criteria = _list(CriterionPart, required=True)
    scopes = _list(ScopePart)
    indicators = _list(IndicatorPart)
    exemptions = _list(ExemptionPart)
    tables = _list(TablePart)
    review_table = Code()

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Rubric:
        """The rubric, in which caps fit those of parts and components can be scored. The format is no part of it."""
        del data["format"]
        rubric: Rubric = super().build(data, **kwargs)
        wrong = [*unsummed(rubric.criteria), *faults(rubric.criteria)]
        if wrong:
            raise ValidationError(wrong)
        return rubric


class OwnPart(Schema):
    """What a rubric says of itself."""

    name = _text()
    review_table = Code()


PARTS: Final[Mapping[str, type[Part]]] = {
    "criteria": CriterionPart,
    "scopes": ScopePart,
    "indicators": IndicatorPart,
    "exemptions": ExemptionPart,
    "tables": TablePart,
    "documents": DocumentPart,
}
"""How what a rubric has several of is read, by the name of the list."""


def read_part(kind: str, content: Any) -> dict[str, Any]:
    """A part of a rubric, one of the list *kind*, as content in canonical form; a blank kind is what it says of itself.

    Raises: `Refused` with everything that is wrong.
    """
    if not kind:
        own = load(OwnPart(), content)
        return {
            "name": text_content(own["name"]),
            **({"review_table": own["review_table"]} if "review_table" in own else {}),
        }
    return part_content(load(PARTS[kind](), content))


def read_rubric(content: Any) -> Rubric:
    """The rubric in a document's *content*.

    Raises: `marshmallow.ValidationError` with messages by path; refusals of the values stand among the messages.
    """
    rubric: Rubric = RubricDocument().load(content)
    return rubric
