"""Changes in sentences: what, where, from what to what, as an approver reads them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Final, assert_never, cast

from rules.combining_phrases import ABSENCES, combining_sentence
from rules.comparison_content import value_content
from rules.comparison_values import (
    Asked,
    Change,
    Cited,
    CombinedBy,
    Dated,
    Element,
    Fact,
    Heading,
    Kind,
    Listed,
    Named,
    Part,
    Position,
    Quantity,
    Rounding,
    Score,
    ScoredBy,
    Value,
)
from rules.condition import Condition
from rules.content import measure_content
from rules.criterion import Absence, Criterion
from rules.errors import N_
from rules.language import CODES, Language
from rules.measure import CriterionMeasure
from rules.method_phrases import method_sentence
from rules.phrases import cited, requirement
from rules.result import Result
from rules.rubric import Rubric
from rules.table import Grain, HitPolicy, Subject
from rules.telling import Telling
from rules.text import Text

_FIELDS: Final = {
    "code": N_("code"),
    "name": N_("name"),
    "block": N_("block"),
    "periods": N_("periods of application"),
    "review_table": N_("table that tells what is under accountability review"),
    "kind": N_("kind of document"),
    "number": N_("number and symbol"),
    "dated": N_("date of issue"),
    "issuer": N_("issuer"),
    "subject": N_("subject"),
    "max_points": N_("maximum"),
    "min_points": N_("minimum"),
    "step": N_("step"),
    "method": N_("way of scoring"),
    "combined": N_("way of combining"),
    "not_applicable": N_("what follows where nothing arises"),
    "extra": N_("bonus or penalty points beside the maximum"),
    "guidance": N_("guidance"),
    "source": N_("source of the figures"),
    "criteria": N_("area"),
    "unit": N_("unit"),
    "low": N_("lowest value"),
    "high": N_("highest value"),
    "grain": N_("what is decided about"),
    "hit_policy": N_("how the result is found"),
    "scope": N_("list of areas"),
    "default": N_("result by default"),
    "places": N_("rounding before figures are compared"),
    "assumptions": N_("assumption"),
    "value": N_("value"),
    "conditions": N_("condition"),
    "outcome": N_("result"),
    "citations": N_("basis"),
}

_ABOUT: Final = N_("whom the result is about")

_SUBJECTS: Final = {Subject.AGENCY: N_("the agency"), Subject.HEAD: N_("the head of the agency")}

_GRAINS: Final = {Grain.AGENCY: N_("the agency as a whole"), Grain.CRITERION: N_("each area of the list")}

_POLICIES: Final = {
    HitPolicy.UNIQUE: N_("every case has one result only"),
    HitPolicy.FIRST: N_("the rules are tried in their order, and the first that is met decides"),
    HitPolicy.ANY: N_("rules that are met at once must have the same result"),
    HitPolicy.PRIORITY: N_("the best result that is met holds"),
    HitPolicy.COLLECT: N_("all cases that meet a rule are listed"),
    HitPolicy.RULE_ORDER: N_("all cases that meet a rule are listed, in the order of the rules"),
    HitPolicy.OUTPUT_ORDER: N_("all cases that meet a rule are listed, the best result first"),
    HitPolicy.SUM: N_("the values of the rules that are met are added up"),
    HitPolicy.MIN: N_("the least value of the rules that are met"),
    HitPolicy.MAX: N_("the greatest value of the rules that are met"),
    HitPolicy.COUNT: N_("the rules that are met are counted"),
}

_YES: Final = N_("yes")
_NO: Final = N_("no")

_IN_LANGUAGE: Final = {"vi": N_("{field} (in Vietnamese)"), "en": N_("{field} (in English)")}

_NO_RESULT = cast("Result", {})
"""What a rule asks and where it stands is told of the rubric alone."""


# ---- sentences -------------------------------------------------------------------------------------------------------


def told(change: Change, language: Language) -> str:
    """*change* in one sentence."""
    sentence = _of_field(change, language) if change.field else _of_part(change, language)
    return capital(sentence) + "."


def capital(text: str) -> str:
    """*text* with a capital, where it begins with a letter."""
    return text[:1].upper() + text[1:]


_WHOLE: Final = {
    (Kind.ADDED, False): N_("{what} is added"),
    (Kind.ADDED, True): N_("{what} is added: {details}"),
    (Kind.REMOVED, False): N_("{what} is removed"),
    (Kind.REMOVED, True): N_("{what} is removed: {details}"),
}


def _of_part(change: Change, language: Language) -> str:
    old, new = change.old, change.new
    if isinstance(old, tuple) and isinstance(new, tuple):
        words = N_("{old} is split into {new}") if change.kind is Kind.SPLIT else N_("{old} are merged into {new}")
        return language.words(words, old=_together(old, language), new=_together(new, language))
    if change.kind is Kind.MOVED:
        facts = {"old": written(old, language), "new": written(new, language)}
        return language.words(N_("{what} is moved from {old} to {new}"), what=what(change, language), **facts)
    element = new if old is None else old
    said = "; ".join(details(element, language)) if isinstance(element, Element) else ""
    return language.words(_WHOLE[change.kind, said != ""], what=what(change, language), details=said)


def _together(values: Iterable[Value], language: Language) -> str:
    """*values* one after the other: “a”, “b” and “c”."""
    *first, last = (written(value, language) for value in values)
    return language.words(N_("{first} and {last}"), first=", ".join(first), last=last) if first else last


def _of_field(change: Change, language: Language) -> str:
    field, old, new = contrast(change, language)
    facts = {"what": what(change, language), "field": field, "old": old, "new": new}
    if isinstance(change.old, Position):
        words = N_("{what}: {field} {item} is moved from {old} to {new}")
        return language.words(words, item=written(change.old.item, language), **facts)
    if not old:
        return language.words(N_("{what}: {field} {new} is added"), **facts)
    if not new:
        return language.words(N_("{what}: {field} {old} is removed"), **facts)
    return language.words(N_("{what}: {field} {old} becomes {new}"), **facts)


def contrast(change: Change, language: Language) -> tuple[str, str, str]:
    """The field of *change*, its old and its new value, blank where there is none.

    They are in another language, or with codes, where only these differ.
    """
    field, old, new = field_name(change.subject, change.field, language), change.old, change.new
    pair = written(old, language), written(new, language)
    if pair[0] != pair[1]:
        return field, *pair
    for code in CODES:
        other = Language(code)
        pair = _apart(old, other), _apart(new, other)
        if pair[0] != pair[1]:
            return language.words(_IN_LANGUAGE[code], field=field), *pair
    return field, _with_codes(old, new, language), _with_codes(new, old, language)


def _apart(value: Value, language: Language) -> str:
    """*value* as *language* alone has it: a text may have none, and is not told in the other one then."""
    if isinstance(value, Text):
        own = value.en if language.code == "en" else value.vi
        return f"“{own}”" if own else ""
    return written(value, language)


def _with_codes(value: Value, other: Value, language: Language) -> str:
    """*value* with what tells it from the *other*, which reads the same."""
    codes = ", ".join(_codes(value, other))
    return f"{written(value, language)} ({codes})" if codes else written(value, language)


def _codes(value: Value, other: Value) -> Iterable[str]:
    """The codes that *value* names; of a method the parameters that the *other* does not have."""
    match value:
        case Asked(condition):
            return (code for name, code in measure_content(condition.measure).items() if name != "kind")
        case Cited(citation):
            return filter(None, (citation.document, citation.stated_in))
        case ScoredBy() | CombinedBy():
            others = set(_parameters(value_content(other)))
            return (each for each in _parameters(value_content(value)) if each not in others)
        case _:
            return (value.code,) if isinstance(value, Named) else ()


def _parameters(content: Any, at: str = "") -> Iterator[str]:
    """What stands in *content*, each behind where it stands: `figure.deadline.day 15`."""
    match content:
        case dict() | list():
            for name, each in content.items() if isinstance(content, dict) else enumerate(content, start=1):
                yield from _parameters(each, f"{at}.{name}".lstrip("."))
        case _:
            yield f"{at} {content}"


# ---- what it is about ------------------------------------------------------------------------------------------------

_WHAT: Final = {
    Part.RUBRIC: N_("the rubric"),
    Part.DOCUMENT: N_("document “{name}”"),
    Part.SCOPE: N_("list of areas “{name}”"),
    Part.INDICATOR: N_("indicator “{name}”"),
    Part.EXEMPTION: N_("exemption of “{within}” from “{name}”"),
    Part.TABLE: N_("table “{name}”"),
    Part.OUTCOME: N_("result “{name}” of the table “{within}”"),
    Part.RULE: N_("rule {number} (“{name}”) of the table “{within}”"),
}

_CRITERIA: Final = (
    N_("area {title}"),
    N_("criterion {title} of the area “{within}”"),
    N_("component {title} of the area “{within}”"),
)


def what(change: Change, language: Language) -> str:
    """What *change* is about, as it stands inside a sentence."""
    return part_name(change.heading, language)


def part_name(heading: Heading, language: Language) -> str:
    """What a part is called, with what holds it."""
    depth = min(len(heading.within), len(_CRITERIA) - 1)
    words = _CRITERIA[depth] if heading.part is Part.CRITERION else _WHAT[heading.part]
    within = heading.within[0] if heading.within else ""
    title = title_of(heading, language)
    return language.words(words, name=heading.name, number=heading.number, title=title, within=within)


def title_of(heading: Heading, language: Language) -> str:
    """The printed number and the name."""
    return f"{heading.number} “{language.text(heading.name)}”".lstrip()


def field_name(part: Part, field: str, language: Language) -> str:
    """What a field of a *part* is called."""
    return language.words(_ABOUT if (part, field) == (Part.TABLE, "subject") else _FIELDS[field])


def details(element: Element, language: Language, shown: Collection[str] = ()) -> list[str]:
    """What is said of *element* beside its heading, field by field; of what goes without saying only the *shown*."""
    return [
        f"{field_name(element.heading.part, each.name, language)} {text}"
        for each in element.said
        if (text := _detail(each, language, shown))
    ]


def _detail(said: Fact | Listed, language: Language, shown: Collection[str]) -> str:
    if isinstance(said, Listed):
        return _together((entry.value for entry in said.entries), language) if said.entries else ""
    return "" if said.silent and said.name not in shown else written(said.value, language)


# ---- values ----------------------------------------------------------------------------------------------------------


def written(value: Value, language: Language) -> str:
    """*value* for people: with its unit, by its name, a condition in words; blank where there is none."""
    match value:
        case None:
            return ""
        case bool():
            return f"“{language.words(_YES if value else _NO)}”"
        case Fraction():
            return language.number(value)
        case Score(points):
            return f"{language.number(points)} {language.words(N_('points'))}"
        case Quantity(number, unit):
            return language.number(number) + language.text(unit)
        case Rounding(places):
            return language.words(N_("to {places} decimals"), places=places)
        case tuple():
            return ", ".join(each if isinstance(each, str) else written(each, language) for each in value)
        case Heading() | Element() | Position():
            return _written_part(value, language)
        case Absence() | ScoredBy() | CombinedBy():
            return f"“{_of_scoring(value, language)}”"
        case _:
            return _quoted(value, language)


def _of_scoring(value: Absence | ScoredBy | CombinedBy, language: Language) -> str:
    match value:
        case Absence():
            return language.words(ABSENCES[value])
        case ScoredBy(method, criterion):
            return method_sentence(method, criterion, language)
        case CombinedBy(combined, criterion, rubric):
            return combining_sentence(combined, criterion, rubric, language)
        case _:
            assert_never(value)


def _written_part(value: Heading | Element | Position, language: Language) -> str:
    match value:
        case Position():
            return _position(value, language)
        case Element(heading):
            of_it = "; ".join(details(value, language))
            return language.words(N_("{what} ({details})"), what=part_name(heading, language), details=of_it)
        case Heading(part=Part.RULE):
            return language.words(N_("rule {number} (“{name}”)"), number=value.number, name=value.name)
        case Heading(part=Part.EXEMPTION):
            return language.words(N_("“{name}” for “{within}”"), name=value.name, within=value.within[0])
        case Heading():
            return title_of(value, language)
        case _:
            assert_never(value)


def _position(position: Position, language: Language) -> str:
    after = None if position.after is None else written(position.after, language)
    text = language.words(N_("the place behind {after}") if after else N_("the first place"), after=after)
    match position.moved_under:
        case Named(_, name):
            return language.words(N_("{position} under “{parent}”"), position=text, parent=name)
        case True:
            return language.words(N_("{position} among the areas"), position=text)
        case _:
            return text


def _quoted(value: str | Text | Dated | Named | Asked | Cited, language: Language) -> str:
    match value:
        case Dated(day):
            return language.day(date.fromisoformat(day)) if "-" in day else day
        case Subject():
            return f"“{language.words(_SUBJECTS[value])}”"
        case Grain():
            return f"“{language.words(_GRAINS[value])}”"
        case HitPolicy():
            return f"“{language.words(_POLICIES[value])}”"
        case str():
            return f"“{value}”"
        case Text() | Named(_, Text()):
            return f"“{language.text(value if isinstance(value, Text) else value.name)}”"
        case Asked(condition, rubric):
            return f"“{asked(condition, rubric, language)}”"
        case Cited(citation, rubric):
            return f"“{cited(language, rubric, citation)}”"
        case _:
            assert_never(value)


def asked(condition: Condition, rubric: Rubric, language: Language) -> str:
    """What *condition* asks; of the criterion at hand where it names none."""
    if isinstance(condition.measure, CriterionMeasure) and not condition.measure.criterion:
        at_hand = Criterion("at-hand", Text(language.words(N_("the area considered"))), Fraction(1))
        alone = Rubric("at-hand", Text(""), "", (at_hand,))
        return requirement(Telling(alone, _NO_RESULT, language), condition, at_hand.code)
    return requirement(Telling(rubric, _NO_RESULT, language), condition)
