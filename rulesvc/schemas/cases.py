"""Stored cases as they are sent and answered over HTTP."""

from typing import Any

from marshmallow import Schema, fields, post_load

from foresight.cases import Case, Decided, in_order
from foresight.witness import AGENCY
from rules.settlement import Reason
from rules.sheet import Sheet
from rulesvc.schemas.answers import EditionShape, Shape
from rulesvc.schemas.bounded import Items, Members
from rulesvc.schemas.evaluation import PreviousPart, Query
from rulesvc.schemas.numbers import NUMBER, Best, Exact
from rulesvc.schemas.reported import FORMS_TOLD, AnswerPart
from rulesvc.schemas.texts import PASSAGE, Choice, Code, Line, code

_EXPECTED = (
    "what each table is to say, by its code; tables that are not named may say anything. Of a table with findings all "
    "of them, none as an empty list; of one about criteria, one for each"
)


class DecidedPart(Schema):
    """What a table is to say: an outcome, the reason why there is none or why it is not certain, or a number."""

    criterion = code()
    outcome = code()
    reason = Choice(Reason)
    number = Exact(metadata=NUMBER)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Decided:
        """The frozen value."""
        return Decided(**data)


class CaseBody(Schema):
    """A case written by hand: a sheet, what is expected of it, and what it is there for.

    The exemptions of the agency hold; without one, nobody's.
    """

    name = Code(required=True)
    agency = Code(load_default=AGENCY)
    period = Code(required=True)
    answers = Items(fields.Nested(AnswerPart), required=True, metadata={"description": FORMS_TOLD})
    indicators = Members(keys=fields.String(), values=Exact(metadata=NUMBER))
    previous = fields.Nested(PreviousPart)
    bests = Members(keys=fields.String(), values=Best())
    expected = Members(
        keys=Code(), values=Items(fields.Nested(DecidedPart)), required=True, metadata={"description": _EXPECTED}
    )
    reason = Line(PASSAGE)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The case, and the reason."""
        facts = {name: data[name] for name in ("indicators", "previous", "bests") if name in data}
        sheet = Sheet(data["agency"], data["period"], tuple(data["answers"]), **facts)
        expected = {table: in_order(decided) for table, decided in data["expected"].items()}
        return {"case": Case(data["name"], sheet, expected, tuple(expected)), "reason": data.get("reason", "")}


class ConfirmBody(Schema):
    """That a person stands behind a case."""

    reason = Line(PASSAGE)


class ReasonQuery(Query):
    """Why a case that somebody wrote or confirmed is taken out; the papers of the submission tell it."""

    reason = Line(PASSAGE)


class CaseShape(Shape):
    """A stored case: its sheet and what is expected of it, how it comes out now, and who stands behind it."""

    name = fields.String()
    origin = fields.String(metadata={"description": "`generated` or `written`"})
    about = fields.List(fields.String(), metadata={"description": "the tables that it is there for"})
    sheet = fields.Dict()
    expected = fields.Dict(metadata={"description": _EXPECTED})
    figures = fields.Dict(metadata={"description": "what its tables look at, in words"})
    passed = fields.Boolean()
    told = fields.Dict(metadata={"description": "that it is as expected, or what differs, in words"})
    confirmed = fields.Boolean(metadata={"description": "whether somebody stands behind it as its tables are now"})
    confirmed_by = fields.String(allow_none=True)
    confirmed_at = fields.AwareDateTime(allow_none=True)
    reason = fields.String()


class CoveredShape(Shape):
    """What the green cases show of a rule: that it is met, that it decides, and each condition by a pair of cases."""

    table = fields.String()
    rule = fields.String()
    met = fields.Boolean()
    decides = fields.Boolean()
    conditions = fields.List(fields.Boolean())


class CasesShape(Shape):
    """The cases of an edition and what they show of its rules. Without a confirmed one, `no_cases` is acknowledged."""

    edition = fields.Nested(EditionShape)
    green = fields.Boolean(metadata={"description": "whether every case is as expected and confirmed"})
    cases = fields.List(fields.Nested(CaseShape))
    coverage = fields.List(fields.Nested(CoveredShape))


class GeneratedShape(CasesShape):
    """The cases of a draft after generating: what cannot be shown is proven so, or was not found out in time."""

    impossible = fields.List(fields.String())
    unproven = fields.List(fields.String())
