"""Formulas for people: with the names of the figures, or with the figures themselves, as each language writes them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, assert_never

from rules.errors import N_
from rules.formula import (
    Compared,
    Computed,
    Denied,
    Either,
    Joined,
    Link,
    Literal,
    Name,
    Negated,
    Number,
    Operation,
    Power,
    Relation,
    Truth,
    Values,
    holds,
)
from rules.language import Language

SIGNS: Final = {
    Operation.PLUS: N_("{left} + {right}"),
    Operation.MINUS: N_("{left} - {right}"),
    Operation.TIMES: N_("{left} x {right}"),
    Operation.OVER: N_("{left} / {right}"),
}
"""How two numbers are written with what is done with them."""

_RELATIONS: Final = {
    Relation.EQUAL: N_("{left} equals {right}"),
    Relation.UNEQUAL: N_("{left} differs from {right}"),
    Relation.ABOVE: N_("{left} is more than {right}"),
    Relation.AT_LEAST: N_("{left} is {right} or more"),
    Relation.BELOW: N_("{left} is below {right}"),
    Relation.AT_MOST: N_("{left} is at most {right}"),
}

_OPPOSITES: Final = {
    Relation.EQUAL: Relation.UNEQUAL,
    Relation.UNEQUAL: Relation.EQUAL,
    Relation.ABOVE: Relation.AT_MOST,
    Relation.AT_MOST: Relation.ABOVE,
    Relation.BELOW: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.BELOW,
}

_LINKS: Final = {Link.AND: N_("{left} and {right}"), Link.OR: N_("{left} or {right}")}

_LOOSE, _SUM, _PRODUCT, _WHOLE = range(4)
"""How firmly the parts of a number hold together: what is looser than its surroundings stands in brackets."""


def with_figures(number: Number, values: Values) -> Number:
    """What is computed of *number* with these *values*: figures in place of names, and of two cases the one taken."""
    match number:
        case Literal():
            return number
        case Name(name):
            return Literal(values[name])
        case Negated(inner):
            return Negated(with_figures(inner, values))
        case Computed(operation, left, right):
            return Computed(operation, with_figures(left, values), with_figures(right, values))
        case Power(base, exponent):
            return Power(with_figures(base, values), exponent)
        case Either(condition, yes, no):
            return with_figures(yes if holds(condition, values) else no, values)
        case _:
            assert_never(number)


def cases_taken(number: Number, values: Values) -> Iterator[Truth]:
    """The conditions by which *number* comes to what is computed of it: those that hold, the others denied."""
    match number:
        case Literal() | Name():
            return
        case Negated(inner) | Power(inner, _):
            yield from cases_taken(inner, values)
        case Computed(_, left, right):
            yield from cases_taken(left, values)
            yield from cases_taken(right, values)
        case Either(condition, yes, no):
            is_so = holds(condition, values)
            yield condition if is_so else denied(condition)
            yield from cases_taken(yes if is_so else no, values)
        case _:
            assert_never(number)


def denied(truth: Truth) -> Truth:
    """What holds where *truth* does not, as people say it: not “not more than 10” but “at most 10”."""
    match truth:
        case Compared(relation, left, right):
            return Compared(_OPPOSITES[relation], left, right)
        case Joined(link, first, second):
            return Joined(Link.OR if link is Link.AND else Link.AND, denied(first), denied(second))
        case Denied(inner):
            return inner
        case _:
            assert_never(truth)


def written_formula(number: Number, names: Mapping[str, str], language: Language) -> str:
    """*number* with what its *names* are called: “10 x number of documents / 15”."""
    match number:
        case Literal(value):
            return language.decimals(value)
        case Name(name):
            return names[name]
        case Negated(inner):
            return "-" + _part(inner, _WHOLE, names, language)
        case Computed(operation, left, right):
            least = _firmness(number)
            facts = {"left": _part(left, least, names, language), "right": _part(right, least + 1, names, language)}
            return language.words(SIGNS[operation], **facts)
        case Power(base, exponent):
            words = N_("{base} to the power of {exponent}")
            return language.words(words, base=_part(base, _WHOLE, names, language), exponent=exponent)
        case Either(condition, yes, no):
            told = (
                written_condition(condition, names, language),
                *(_case(each, names, language) for each in (yes, no)),
            )
            facts = dict(zip(("condition", "yes", "no"), told, strict=True))
            return language.words(N_("where {condition}: {yes}, otherwise: {no}"), **facts)
        case _:
            assert_never(number)


def _part(number: Number, least: int, names: Mapping[str, str], language: Language) -> str:
    """*number* inside another one, in brackets where it holds together less than *least*."""
    written = written_formula(number, names, language)
    return f"({written})" if _firmness(number) < least else written


def _case(number: Number, names: Mapping[str, str], language: Language) -> str:
    """*number* as one of two cases, in brackets where it has cases of its own: nobody could tell whose the last is."""
    written = written_formula(number, names, language)
    return f"({written})" if isinstance(number, Either) else written


def _firmness(number: Number) -> int:
    match number:
        case Computed(Operation.PLUS | Operation.MINUS):
            return _SUM
        case Computed():
            return _PRODUCT
        case Negated() | Power() | Either():
            return _LOOSE
        case Literal(value):
            return _LOOSE if value < Fraction(0) else _WHOLE
        case Name():
            return _WHOLE
        case _:
            assert_never(number)


def written_condition(truth: Truth, names: Mapping[str, str], language: Language) -> str:
    """*truth* with what the *names* in it are called: “number of documents is more than 10”."""
    match truth:
        case Compared(relation, left, right):
            facts = {"left": _part(left, _SUM, names, language), "right": _part(right, _SUM, names, language)}
            return language.words(_RELATIONS[relation], **facts)
        case Joined(link, first, second):
            facts = {"left": _joined(first, link, names, language), "right": _joined(second, link, names, language)}
            return language.words(_LINKS[link], **facts)
        case Denied(inner):
            return language.words(N_("not ({condition})"), condition=written_condition(inner, names, language))
        case _:
            assert_never(truth)


def _joined(truth: Truth, link: Link, names: Mapping[str, str], language: Language) -> str:
    """A condition beside another, in brackets where it is joined in another way."""
    written = written_condition(truth, names, language)
    return f"({written})" if isinstance(truth, Joined) and truth.link is not link else written
