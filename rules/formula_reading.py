"""The one door to rule-engine: the text of a formula becomes a tree of our own, or is refused.

Of rule-engine the grammar is used and nothing else. It builds its own tree after parsing, and computes what it can
while it does so: with rounded decimals, and `10**10**10` for as long as that takes. So the tree is taken before it is
built. What may stand in it is listed here; the rest of the language (functions, attributes, texts, dates, `$now`) is
refused. Length, brackets and characters are looked at before parsing, which needs no grammar; the size of exact values
after it.
"""

import re
from copy import copy
from functools import cache, lru_cache
from typing import Any, Final, assert_never

from rules.errors import N_, require
from rules.formula import (
    Compared,
    Computed,
    Denied,
    Either,
    Expression,
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
    computed,
    names_in,
    within,
)
from rules.formula_errors import (
    AlwaysByZero,
    BadExponent,
    ConditionExpected,
    FormulaRefusal,
    FormulaTooDeep,
    FormulaTooLarge,
    FormulaTooLong,
    FormulaUnfinished,
    FormulaUnreadable,
    NoNumber,
    NotInFormulas,
    NumberExpected,
    PowerOfPower,
    UnknownName,
)
from rules.number import exact
from rules.said import Said, said

LONGEST: Final = 2_000
"""Characters."""

DEEPEST: Final = 50
"""Operations or brackets within each other; a sum of 50 terms is 49 sums within each other."""

LARGEST_EXPONENT: Final = 4

_MOST_BITS: Final = 100_000
"""What the exact value of a formula may need. Without powers none of this length comes so far; powers of powers of
powers would never end."""

_BITS_OF_A_VALUE: Final = 80
"""A number below 10^11 with six decimals, over 10^6."""

_LONGEST_SHOWN: Final = 20

_STRANGE: Final = re.compile(r"""[ !$-&(-~\t\r\n]*+[^'"#]""")
"""Up to the first letter that no formula has; what stands in quotes or remarks is told as such by the grammar."""

_POWERS: Final = re.compile(r"\*\*(?=(?P<opened>[\s(]*)[0-9.]+(?P<closed>[\s)]*)\*\*)")
"""An exponent before another one. Where no bracket is closed that was opened before it, nobody knows which is first."""

_TEXT: Final = N_("a text")

_Names = tuple[str, ...]


@lru_cache(maxsize=1024)
def formula(text: str, names: _Names) -> Number:
    """The formula written in *text*, over the declared *names*.

    Raises: `FormulaRefusal`, and as `exact` for a number.
    """
    _require_readable(text)
    statement = _parsed(text)
    require("comment" not in statement.kwargs, NotInFormulas("#"))
    number = _read(statement.args[1], names, 1)
    if isinstance(number, Truth):
        raise NoNumber
    require(_bits(number) <= _MOST_BITS, FormulaTooLarge())
    _require_divisors(number)
    return number


def build_grammar() -> None:
    """Build the grammar now, which takes most of a second once in a process, so that no formula waits for it."""
    _grammar()


def _require_readable(text: str) -> None:
    """Refuse at a glance what is too long or nested too deeply, has strange letters or can be read in two ways."""
    require(len(text) <= LONGEST, FormulaTooLong(len(text), LONGEST))
    require(_brackets(text) <= DEEPEST, FormulaTooDeep(DEEPEST))
    if strange := _STRANGE.match(text):
        raise FormulaUnreadable(text[strange.end() - 1 :][:_LONGEST_SHOWN])
    for each in _POWERS.finditer(text):
        bare = each["opened"].count("(") == each["closed"].count(")")
        require(not bare, PowerOfPower(text[each.start() :][:_LONGEST_SHOWN]))


def _brackets(text: str) -> int:
    """How deep brackets stand within each other."""
    depth = deepest = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    return deepest


@cache
def _grammar() -> tuple[Any, type[Exception]]:
    """The parser of rule-engine and what it raises. Building its tables takes longer than all our other imports."""
    from rule_engine import EngineError, Rule  # noqa: PLC0415 -- whoever has no formula does without

    return Rule.parser, EngineError


def _parsed(text: str) -> Any:
    """The tree of *text* as the grammar leaves it, before anything in it is built or computed.

    The parser and its lexer remember where they are; copies of them keep threads apart.
    """
    grammar, problem = _grammar()
    try:
        return copy(grammar._parser).parse(text, lexer=grammar._lexer.clone())  # noqa: SLF001 -- nothing public stops here
    except problem as error:
        raise _unreadable(text, error.args) from None


def _unreadable(text: str, told: tuple[Any, ...]) -> FormulaRefusal:
    """What rule-engine tells: words, and the token at which it stopped, which is nothing at the end of the text."""
    if told[1:] == (None,):
        return FormulaUnfinished()
    place = next((token.lexpos for token in told if hasattr(token, "lexpos")), 0)
    return FormulaUnreadable(text[place:][:_LONGEST_SHOWN])


# ---- what may stand in a formula -------------------------------------------------------------------------------------


def _read(deferred: Any, names: _Names, depth: int) -> Expression:
    require(depth <= DEEPEST, FormulaTooDeep(DEEPEST))
    kind = deferred.cls.__name__
    reader = _READERS.get(kind)
    if reader is None:
        raise NotInFormulas(_SHOWN.get(kind, kind))
    return reader(deferred, names, depth + 1)


def _number(deferred: Any, names: _Names, depth: int, sign: str) -> Number:
    """What *sign* needs a number of."""
    read = _read(deferred, names, depth)
    if isinstance(read, Truth):
        raise NumberExpected(sign)
    return read


def _truth(deferred: Any, names: _Names, depth: int, sign: str) -> Truth:
    """What *sign* needs a condition of."""
    read = _read(deferred, names, depth)
    if not isinstance(read, Truth):
        raise ConditionExpected(sign)
    return read


def _literal(deferred: Any, _names: _Names, _depth: int) -> Expression:
    return Literal(exact(str(deferred.args[1])))


def _name(deferred: Any, names: _Names, _depth: int) -> Expression:
    name = deferred.args[1]
    require(deferred.kwargs["scope"] is None, NotInFormulas(f"${name[:_LONGEST_SHOWN]}"))
    require(name in names, UnknownName(name, names))
    return Name(name)


def _unary(deferred: Any, names: _Names, depth: int) -> Expression:
    if deferred.args[1] == "NOT":
        return Denied(_truth(deferred.args[2], names, depth, "not"))
    return Negated(_number(deferred.args[2], names, depth, "-"))


def _arithmetic(deferred: Any, names: _Names, depth: int) -> Expression:
    sign, left, right = deferred.args[1:]
    if sign == "POW":
        return Power(_number(left, names, depth, "**"), _exponent(right))
    operation = _OPERATIONS.get(sign)
    if operation is None:
        raise NotInFormulas(_SHOWN[sign])
    return Computed(operation, *(_number(side, names, depth, operation) for side in (left, right)))


def _exponent(deferred: Any) -> int:
    written = str(deferred.args[1]) if deferred.cls.__name__ == "FloatExpression" else ""
    allowed = {str(exponent): exponent for exponent in range(LARGEST_EXPONENT + 1)}
    require(written in allowed, BadExponent(LARGEST_EXPONENT))
    return allowed[written]


def _comparison(deferred: Any, names: _Names, depth: int) -> Expression:
    sign, left, right = deferred.args[1:]
    relation = _RELATIONS[sign]
    return Compared(relation, *(_number(side, names, depth, relation) for side in (left, right)))


def _logic(deferred: Any, names: _Names, depth: int) -> Expression:
    sign, left, right = deferred.args[1:]
    link = Link[sign]
    return Joined(link, *(_truth(side, names, depth, link) for side in (left, right)))


def _ternary(deferred: Any, names: _Names, depth: int) -> Expression:
    condition, yes, no = deferred.args[1:]
    return Either(_truth(condition, names, depth, "?"), *(_number(side, names, depth, "? :") for side in (yes, no)))


_READERS: Final = {
    "FloatExpression": _literal,
    "SymbolExpression": _name,
    "UnaryExpression": _unary,
    "ArithmeticExpression": _arithmetic,
    "AddExpression": _arithmetic,
    "SubtractExpression": _arithmetic,
    "ComparisonExpression": _comparison,
    "ArithmeticComparisonExpression": _comparison,
    "LogicExpression": _logic,
    "TernaryExpression": _ternary,
}

_OPERATIONS: Final = {
    "ADD": Operation.PLUS,
    "SUB": Operation.MINUS,
    "MUL": Operation.TIMES,
    "TDIV": Operation.OVER,
}

_RELATIONS: Final = {
    "EQ": Relation.EQUAL,
    "NE": Relation.UNEQUAL,
    "GT": Relation.ABOVE,
    "GE": Relation.AT_LEAST,
    "LT": Relation.BELOW,
    "LE": Relation.AT_MOST,
}

_SHOWN: Final[dict[str, str | Said]] = {
    "FDIV": "//",
    "MOD": "%",
    "ArrayExpression": said(N_("a list")),
    "BitwiseExpression": "& | ^",
    "BitwiseShiftExpression": "<< >>",
    "BooleanExpression": "true, false",
    "BytesExpression": said(_TEXT),
    "CoalesceExpression": "??",
    "ComprehensionExpression": "[for in]",
    "ContainsExpression": "in",
    "DatetimeExpression": said(N_("a date or a time")),
    "FunctionCallExpression": "f( )",
    "FuzzyComparisonExpression": "=~",
    "GetAttributeExpression": ".",
    "GetItemExpression": "[ ]",
    "GetSliceExpression": "[:]",
    "MappingExpression": said(N_("a list")),
    "NullExpression": "null",
    "SetExpression": said(N_("a list")),
    "StringExpression": said(_TEXT),
    "TimedeltaExpression": said(N_("a length of time")),
}
"""How it is written, or what it is: the names of its kind are those of programmers."""


# ---- what a formula may come to --------------------------------------------------------------------------------------


def _bits(expression: Expression) -> int:
    """The most bits that the exact value of *expression*, and of all inside it, may need."""
    match expression:
        case Literal() | Name():
            return _BITS_OF_A_VALUE
        case Negated(inner):
            return _bits(inner)
        case Power(base, exponent):
            return _bits(base) * max(exponent, 1)
        case Computed(_, left, right) | Compared(_, left, right):
            return _bits(left) + _bits(right) + 1
        case Joined(_, first, second):
            return max(_bits(first), _bits(second))
        case Denied(denied):
            return _bits(denied)
        case Either(condition, yes, no):
            return max(_bits(condition), _bits(yes), _bits(no))
        case _:
            assert_never(expression)


def _require_divisors(number: Number) -> None:
    """Refuse a division by what names nothing and is zero."""
    divisors = (
        part.right for part in within(number) if isinstance(part, Computed) and part.operation is Operation.OVER
    )
    for divisor in divisors:
        if not names_in(divisor):
            try:
                value = computed(divisor, {})
            except ZeroDivisionError:
                raise AlwaysByZero from None
            require(value != 0, AlwaysByZero())
