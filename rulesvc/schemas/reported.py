"""What is reported of one component, in each form that a method of scoring asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from marshmallow import Schema, fields, post_load
from marshmallow.exceptions import ValidationError

from rules.answer import Answer
from rules.answer_content import BESIDE, FORMS, answer_with
from rules.ballots import GroupBallots, Marks
from rules.errors import N_, InputRefusal
from rules.text import is_in_words
from rulesvc.schemas.bounded import Items, Members
from rulesvc.schemas.mistakes import MISSING, Longest
from rulesvc.schemas.numbers import NUMBER, Exact, Whole
from rulesvc.schemas.texts import NAME, PASSAGE, Day, code

_COUNT: Final = {"type": "integer", "minimum": 0, "maximum": 999_999_999}


FORMS_TOLD: Final = (
    "What is reported of one component, in one of these forms: `points` given within the maximum; the code of an "
    "`option`; a `value` (a percentage, or another figure); a `count`, or the `date` on which something was done, "
    "with `waived` and a `reason` where it is excused; `numerator` and `denominator` of a percentage; `items`, how "
    "many of each; `values` for the names of a formula; `groups`, the ballots of a survey, with the `block_average` "
    "where too small a sample earns it, or the `points` that the council concluded on such a sample, with their "
    "`document`; the `percent` of another survey and its `document`; `not_applicable` and a "
    "`reason`. Points, options, values, counts, dates, items and proportions that another body supplied have the "
    "`document` they came with. The scoring guide of an edition says which form it asks for."
)
"""How the forms are told to those who send them."""


@dataclass(eq=False)
class NothingReported(InputRefusal):
    """An answer that says nothing."""

    criterion: str
    words = N_("{criterion}: nothing is reported. The scoring guide says which form of answer is asked for.")


@dataclass(eq=False)
class TwoAnswers(InputRefusal):
    """An answer that says more than one thing."""

    criterion: str
    given: tuple[str, ...]
    words = N_("{criterion}: {given} are different answers. Allowed: one of them.")


@dataclass(eq=False)
class NotBeside(InputRefusal):
    """A field that an answer in its form does not have."""

    criterion: str
    given: str
    form: str
    words = N_("{criterion}: “{given}” does not belong to an answer with “{form}”. Leave it out.")


@dataclass(eq=False)
class IdleReason(InputRefusal):
    """A reason where nothing is waived."""

    criterion: str
    given: str
    words = N_("{criterion}: “{given}” belongs to a waiver alone. Leave it out, or send “waived”: true with it.")


@dataclass(eq=False)
class NotInWords(InputRefusal):
    """A sign in place of a reason."""

    criterion: str
    given: str
    words = N_("{criterion}: “{given}” is not a reason. Allowed: at least two words and eight letters.")


class MarksPart(Schema):
    """The answers to one question in one group of respondents; levels that nobody chose may be left out."""

    levels = Members(keys=fields.String(), values=Whole(metadata=_COUNT), required=True)
    blank = Whole(load_default=0, metadata={**_COUNT, "description": "ballots without an answer"})
    no_opinion = Whole(load_default=0, metadata={**_COUNT, "description": "ballots that say “no opinion”"})

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Marks:
        """The frozen counts."""
        return Marks(**data)


class GroupPart(Schema):
    """The ballots of one group of respondents, counted; never a single ballot."""

    group = code(required=True)
    issued = Whole(required=True, metadata=_COUNT)
    returned = Whole(required=True, metadata=_COUNT)
    invalid = Whole(load_default=0, metadata=_COUNT)
    questions = Members(keys=fields.String(), values=fields.Nested(MarksPart), required=True)
    all_positive = Whole(metadata={**_COUNT, "description": "valid ballots with every answer positive"})

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> GroupBallots:
        """The frozen ballots."""
        return GroupBallots(**data)


class AnswerPart(Schema):
    """What is reported of one component, in the one form that its method of scoring asks for."""

    named_by: ClassVar = "criterion"
    criterion = code(required=True)
    points = Exact(metadata={**NUMBER, "example": "9.75"})
    option = code(metadata={"description": "the code of one of the options"})
    value = Exact(metadata={**NUMBER, "description": "a percentage (of a hundred), or another figure"})
    count = Whole(metadata={**_COUNT, "description": "how many, or how many violations or days late"})
    numerator = Exact(metadata=NUMBER)
    denominator = Exact(metadata=NUMBER)
    date = Day()
    waived = fields.Boolean(truthy={True}, falsy={False}, metadata={"description": "being late, or faults, is excused"})
    items = Members(keys=fields.String(), values=Whole(metadata=_COUNT), metadata={"description": "how many of each"})
    values = Members(
        keys=fields.String(), values=Exact(metadata=NUMBER), metadata={"description": "for the names of the formula"}
    )
    groups = Items(fields.Nested(GroupPart))
    block_average = Exact(metadata={**NUMBER, "description": "per cent, where too small a sample earns it"})
    percent = Exact(metadata={**NUMBER, "description": "the percentage of another survey"})
    document = fields.String(validate=Longest(NAME), metadata={"description": "where what was supplied stands"})
    not_applicable = fields.Boolean(truthy={True}, falsy={False})
    reason = fields.String(validate=Longest(PASSAGE))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Answer:
        """The frozen answer."""
        refusals = list(_misused(data))
        if refusals:
            raise ValidationError(refusals)
        lacking = [name for name in FORMS[_form(data)] if name not in data]
        if lacking:
            raise ValidationError({name: [MISSING] for name in lacking})
        return answer_with(data)


def _forms(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The forms of which *data* has anything; that something is not not applicable says nothing."""
    return tuple(form for form, names in FORMS.items() if any(data.get(name, False) is not False for name in names))


def _form(data: Mapping[str, Any]) -> str:
    return _forms(data)[0]


def _misused(data: Mapping[str, Any]) -> Iterator[InputRefusal]:
    criterion, forms = data["criterion"], _forms(data)
    if not forms:
        yield NothingReported(criterion)
        return
    if len(forms) > 1:
        yield TwoAnswers(criterion, forms)
        return
    (form,) = forms
    beside = BESIDE.get(form, ())
    of_form = {"criterion", "not_applicable", *FORMS[form], *beside}
    for name in data:
        is_idle_reason = name == "reason" and "waived" in beside and not data.get("waived", False)
        if name not in of_form:
            yield NotBeside(criterion, name, form, at=(name,))
        elif is_idle_reason:
            yield IdleReason(criterion, name, at=(name,))
        elif name == "reason" and data[name].strip() and not is_in_words(data[name]):
            yield NotInWords(criterion, data[name], at=(name,))
