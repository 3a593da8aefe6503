"""Refusals of formulas: each says what stands in the formula and what may."""

from dataclasses import dataclass

from rules.errors import N_, RubricRefusal


class FormulaRefusal(RubricRefusal):
    """A formula that cannot be computed, or not within bounds."""


@dataclass(eq=False)
class FormulaTooLong(FormulaRefusal):
    """More characters than are read."""

    given: int
    limit: int
    words = N_("The formula has {given} characters. Allowed: at most {limit}.")


@dataclass(eq=False)
class FormulaTooDeep(FormulaRefusal):
    """Operations or brackets within each other, or one after the other, beyond the limit."""

    limit: int
    words = N_("The formula nests too deeply. Allowed: at most {limit} operations or brackets within each other.")


@dataclass(eq=False)
class FormulaTooLarge(FormulaRefusal):
    """Products and powers whose exact value would have too many digits."""

    words = N_("The formula multiplies too much: its exact value could not be written. Use fewer factors or powers.")


@dataclass(eq=False)
class FormulaUnreadable(FormulaRefusal):
    """Text that is no formula; *given* is where reading stopped."""

    given: str
    words = N_("The formula cannot be read at “{given}”. Allowed: numbers, declared names, operators and brackets.")


@dataclass(eq=False)
class FormulaUnfinished(FormulaRefusal):
    """A formula that ends before it is whole."""

    words = N_("The formula is empty or ends too early.")


@dataclass(eq=False)
class NotInFormulas(FormulaRefusal):
    """A construction of the language that formulas do without: functions, attributes, texts, built-in values."""

    given: object
    words = N_(
        "“{given}” may not stand in a formula. Allowed: numbers, declared names, + - * / **, comparisons, and, or, "
        "not, condition ? value : value."
    )


@dataclass(eq=False)
class UnknownName(FormulaRefusal):
    """A name that is not declared."""

    given: str
    allowed: tuple[str, ...]
    words = N_("The formula names “{given}”, which is not declared. Declared: {allowed}.")


@dataclass(eq=False)
class BadExponent(FormulaRefusal):
    """An exponent that is computed, or beyond the limit."""

    limit: int
    words = N_("An exponent of the formula is not a whole number from 0 to {limit}, written out.")


@dataclass(eq=False)
class PowerOfPower(FormulaRefusal):
    """An exponent after another one, which some read from the left and some from the right."""

    given: str
    words = N_(
        "The formula can be read in two ways at “{given}”. Write a power of a power with brackets: (a ** 2) ** 3."
    )


@dataclass(eq=False)
class NoNumber(FormulaRefusal):
    """A formula that is a condition as a whole."""

    words = N_("The formula is a condition, and points are a number. Write: condition ? points : points.")


@dataclass(eq=False)
class NumberExpected(FormulaRefusal):
    """A condition where the formula needs a number."""

    given: str
    words = N_("“{given}” needs numbers on all sides, and the formula has a condition there.")


@dataclass(eq=False)
class ConditionExpected(FormulaRefusal):
    """A number where the formula needs a condition."""

    given: str
    words = N_("“{given}” needs a condition, such as a comparison, and the formula has a number there.")


@dataclass(eq=False)
class AlwaysByZero(FormulaRefusal):
    """A division by what is zero whatever is reported."""

    words = N_("The formula divides by zero whatever is reported.")
