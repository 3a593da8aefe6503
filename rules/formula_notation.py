"""Formulas as they are typed: for whoever wrote one and is to find a part of it again."""

from typing import assert_never

from rules.formula import Compared, Computed, Denied, Either, Expression, Joined, Literal, Name, Negated, Power
from rules.number import exact_text


def notation(expression: Expression) -> str:
    """*expression* in the signs of formulas, with brackets around whatever is more than a number or a name."""
    match expression:
        case Literal(value):
            return exact_text(value)
        case Name(name):
            return name
        case Negated(inner):
            return f"-{_part(inner)}"
        case Power(base, exponent):
            return f"{_part(base)} ** {exponent}"
        case Computed(sign, left, right) | Compared(sign, left, right) | Joined(sign, left, right):
            return f"{_part(left)} {sign} {_part(right)}"
        case Denied(denied):
            return f"not {_part(denied)}"
        case Either(condition, yes, no):
            return f"{_part(condition)} ? {_part(yes)} : {_part(no)}"
        case _:
            assert_never(expression)


def _part(expression: Expression) -> str:
    written = notation(expression)
    return written if isinstance(expression, Literal | Name) else f"({written})"
