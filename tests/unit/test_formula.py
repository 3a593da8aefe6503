"""Formulas: what is read, what it comes to, and what is refused before it can do harm."""

import operator
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from rules import formula_errors
from rules.errors import NotANumber, Refusal, TooManyDecimals
from rules.formula import computed, names_in
from rules.formula_reading import build_grammar, formula
from tests.told import VI

NAMES = ("a", "b", "max_points")
VALUES = {"a": Fraction(7), "b": Fraction(2), "max_points": Fraction(10)}


@pytest.fixture(scope="module", autouse=True)
def grammar() -> None:
    """Its tables are built once, with the first formula of a process."""
    build_grammar()


def value(text: str) -> Fraction:
    return computed(formula(text, NAMES), VALUES)


# ---- what is computed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", 3),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("a / 3", Fraction(7, 3)),
        ("a / 3 * 3", 7),
        ("1 - 2 - 3", -4),
        ("a - b * 3", 1),
        ("(a - b) * 3", 15),
        ("8 / 4 / 2", 1),
        ("-b ** 2", -4),
        ("(-b) ** 2", 4),
        ("b ** 0", 1),
        ("b ** 4", 16),
        ("(2 ** 3) ** 2", 64),
        ("((2 ** (3))) ** 2 - b ** 2 * b ** 1", 56),
        ("a >= 7 ? max_points : 0", 10),
        ("a > 7 ? max_points : 0", 0),
        ("a < b ? 1 : a == 7 ? 2 : 3", 2),
        ("a != 7 ? 1 : 0", 0),
        ("b <= 2 and a < 8 ? 1 : 0", 1),
        ("b < 2 and a / 0.000001 < 8 ? 1 : 0", 0),
        ("b < 2 or a < 8 ? 1 : 0", 1),
        ("not b < 2 and a < 8 ? 1 : 0", 1),
        ("b == 2 ? 5 : a / (b - 2)", 5),
        ("b == 2 or a / (b - 2) > 0 ? 5 : 0", 5),
        ("b != 2 and a / (b - 2) > 0 ? 5 : 0", 0),
        ("a\n  * b", 14),
    ],
)
def test_a_formula_comes_to_its_exact_value(text: str, expected: int | Fraction) -> None:
    assert value(text) == expected


def test_a_formula_knows_which_names_it_looks_at() -> None:
    assert names_in(formula("a > 1 and not a < 2 ? -a ** 2 : 1 / max_points", NAMES)) == {"a", "max_points"}


def test_a_division_by_what_happens_to_be_zero_is_refused_when_it_is_computed() -> None:
    with pytest.raises(ZeroDivisionError):
        computed(formula("a / (b - 2)", NAMES), VALUES)


def test_whoever_has_no_formula_does_not_wait_for_the_grammar() -> None:
    program = "import sys, rules.scoring, rules.method_content; sys.exit('rule_engine' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False).returncode == 0


def test_no_request_waits_for_the_grammar() -> None:
    program = """if True:
        import sys
        from rulesvc.application import create_app
        from rulesvc.settings import Settings
        create_app(Settings("sqlite://"))
        sys.exit("rule_engine" not in sys.modules)
    """
    assert subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False).returncode == 0


def test_what_is_refused_at_a_glance_does_not_wait_for_the_grammar() -> None:
    program = """if True:
        import sys
        from rules.errors import Refusal
        from rules.formula_reading import formula
        for text in ("1" * 2_001, "(" * 51, "a + é", "a**2**3"):
            try:
                formula(text, ("a",))
            except Refusal:
                continue
            sys.exit(2)
        sys.exit("rule_engine" in sys.modules)
    """
    assert subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False).returncode == 0


def test_threads_read_formulas_without_meeting() -> None:
    texts = [f"a + {number} * (b - {number}) + max_points" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(value, texts)) == [17 + n * (2 - n) for n in range(200)]


OPERATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
RELATIONS = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}

Told = tuple[str, Callable[[], Fraction]]
"""A formula, and what Python makes of it."""


def expressions() -> SearchStrategy[Told]:
    names = st.sampled_from(sorted(VALUES)).map(lambda name: (name, lambda: VALUES[name]))
    numbers = st.sampled_from(["0", "1", "2.5", "0.01"]).map(lambda text: (text, lambda: Fraction(text)))
    return st.recursive(names | numbers, grown, max_leaves=12)


def grown(inner: SearchStrategy[Told]) -> SearchStrategy[Told]:
    def joined(left: Told, sign: str, right: Told) -> Told:
        return f"({left[0]} {sign} {right[0]})", lambda: OPERATIONS[sign](left[1](), right[1]())

    def raised(base: Told, exponent: int) -> Told:
        return f"({base[0]} ** {exponent})", lambda: base[1]() ** exponent

    def chosen(sides: tuple[Told, Told], sign: str, yes: Told, no: Told) -> Told:
        left, right = sides
        return (
            f"({left[0]} {sign} {right[0]} ? {yes[0]} : {no[0]})",
            lambda: yes[1]() if RELATIONS[sign](left[1](), right[1]()) else no[1](),
        )

    return (
        st.builds(joined, inner, st.sampled_from(sorted(OPERATIONS)), inner)
        | st.builds(raised, inner, st.integers(0, 4))
        | st.builds(chosen, st.tuples(inner, inner), st.sampled_from(sorted(RELATIONS)), inner, inner)
    )


@given(expressions())
def test_a_formula_comes_to_what_python_makes_of_it(told: Told) -> None:
    text, expected = told
    try:
        number = formula(text, NAMES)
    except formula_errors.AlwaysByZero:
        assert "/" in text
    except formula_errors.FormulaTooLarge:
        assert text.count("**") > 2
    else:
        assert outcome(lambda: computed(number, VALUES)) == outcome(expected)


def outcome(computing: Callable[[], Fraction]) -> Fraction | str:
    try:
        return computing()
    except ZeroDivisionError:
        return "divided by zero"


# ---- what is refused -------------------------------------------------------------------------------------------------

HOSTILE = [
    ("10**10", formula_errors.BadExponent),
    ("10**10**10", formula_errors.PowerOfPower),
    ("a**5", formula_errors.BadExponent),
    ("a**-1", formula_errors.BadExponent),
    ("a**b", formula_errors.BadExponent),
    ("a**0.5", formula_errors.BadExponent),
    ("((((((a**4)**4)**4)**4)**4)**4)**4", formula_errors.FormulaTooLarge),
    ("a**2**3", formula_errors.PowerOfPower),
    ("a ** (2) ** 3", formula_errors.PowerOfPower),
    ("2 + (b**4**(4))", formula_errors.PowerOfPower),
    ("a**(2**3)", formula_errors.BadExponent),
    ("a" + " **  (" * 50 + " " * 1_600, formula_errors.FormulaUnreadable),
    ("(" * 500_000 + "1" + ")" * 500_000, formula_errors.FormulaTooLong),
    ("1" * 2_001, formula_errors.FormulaTooLong),
    ("1" * 2_000, Refusal),
    ("(" * 51 + "1" + ")" * 51, formula_errors.FormulaTooDeep),
    ("-" * 1_999 + "1", formula_errors.FormulaTooDeep),
    ("+".join("a" * 52), formula_errors.FormulaTooDeep),
    ("nope + 1", formula_errors.UnknownName),
    ("$now", formula_errors.NotInFormulas),
    ("$max([a, b])", formula_errors.NotInFormulas),
    ("a.b", formula_errors.NotInFormulas),
    ("a.__class__", formula_errors.NotInFormulas),
    ("a[0]", formula_errors.NotInFormulas),
    ("a[0:1]", formula_errors.NotInFormulas),
    ("[a]", formula_errors.NotInFormulas),
    ("[x for x in a]", formula_errors.NotInFormulas),
    ("{a: b}", formula_errors.NotInFormulas),
    ("abs(a)", formula_errors.NotInFormulas),
    ("a // b", formula_errors.NotInFormulas),
    ("a % b", formula_errors.NotInFormulas),
    ("a & b", formula_errors.NotInFormulas),
    ("a << b", formula_errors.NotInFormulas),
    ("a ?? b", formula_errors.NotInFormulas),
    ("a in b", formula_errors.NotInFormulas),
    ("a =~ b", formula_errors.NotInFormulas),
    ("true", formula_errors.NotInFormulas),
    ("null", formula_errors.NotInFormulas),
    ("'text'", formula_errors.NotInFormulas),
    ("b'\\x00'", formula_errors.NotInFormulas),
    ("d'2022-12-31'", formula_errors.NotInFormulas),
    ("t'P1D'", formula_errors.NotInFormulas),
    ("a # remark", formula_errors.NotInFormulas),
    ("1 / 0", formula_errors.AlwaysByZero),
    ("a / (1 - 1)", formula_errors.AlwaysByZero),
    ("a / (1 / (2 - 2))", formula_errors.AlwaysByZero),
    ("a > b", formula_errors.NoNumber),
    ("a > b and a < b", formula_errors.NoNumber),
    ("(a > b) + 1", formula_errors.NumberExpected),
    ("-(a > b)", formula_errors.NumberExpected),
    ("(a > b) ** 2", formula_errors.NumberExpected),
    ("a > 1 ? b > 1 : 2", formula_errors.NumberExpected),
    ("(a > b) == (b > a) ? 1 : 0", formula_errors.NumberExpected),
    ("a ? 1 : 0", formula_errors.ConditionExpected),
    ("not a ? 1 : 0", formula_errors.ConditionExpected),
    ("a and b > 1 ? 1 : 0", formula_errors.ConditionExpected),
    ("", formula_errors.FormulaUnfinished),
    ("a +", formula_errors.FormulaUnfinished),
    ("a b", formula_errors.FormulaUnreadable),
    ("1 < 2 < 3", formula_errors.FormulaUnreadable),
    ("a; b", formula_errors.FormulaUnreadable),
    ("é", formula_errors.FormulaUnreadable),
    ("a + \N{FULLWIDTH DIGIT ONE}", formula_errors.FormulaUnreadable),
    ("'ghi chú'", formula_errors.NotInFormulas),
    ("a # ghi chú", formula_errors.NotInFormulas),
    ("\x00", formula_errors.FormulaUnreadable),
    ("while", formula_errors.FormulaUnreadable),
    ("'" * 1_999, formula_errors.FormulaUnreadable),
    ("b'\\q'", formula_errors.FormulaUnreadable),
    ("1e5", NotANumber),
    ("0x10", NotANumber),
    ("inf", NotANumber),
    ("nan", NotANumber),
    (".5", NotANumber),
    ("0.1234567", TooManyDecimals),
]


@pytest.mark.parametrize(
    ("text", "kind"), HOSTILE, ids=[f"{place}: {text[:20]}" for place, (text, _) in enumerate(HOSTILE)]
)
def test_a_hostile_formula_is_refused_within_a_tenth_of_a_second(text: str, kind: type[Refusal]) -> None:
    started = process_time()
    with pytest.raises(kind):
        formula(text, NAMES)
    assert process_time() - started < 0.1


@given(st.text(alphabet="ab12. ()[]{}+-*/%<>=!?:&|^~'\"$#\\\nnotad", max_size=60))
def test_whatever_is_sent_is_read_or_refused(text: str) -> None:
    try:
        number = formula(text, NAMES)
    except Refusal:
        return
    try:
        computed(number, VALUES)
    except ZeroDivisionError:
        assert "/" in text


def test_what_cannot_be_read_is_shown_from_where_reading_stopped() -> None:
    with pytest.raises(formula_errors.FormulaUnreadable) as refused:
        formula("a + b b + and so on and on and on", NAMES)
    assert refused.value.given == "b + and so on and on"


def test_a_power_of_a_power_is_shown_with_the_brackets_it_needs() -> None:
    with pytest.raises(formula_errors.PowerOfPower) as refused:
        formula("10 * a**2**3", NAMES)
    assert VI.say(refused.value) == (
        "Công thức có thể hiểu theo hai cách tại “**2**3”. Lũy thừa của một lũy thừa phải có dấu ngoặc: (a ** 2) ** 3."
    )


def terms(term: str, count: int) -> str:
    """So many terms added up, ten at a time."""
    tens = [f"({'+'.join([term] * 10)})" for _ in range(count // 10)]
    return "+".join(tens)


@pytest.mark.parametrize(
    "text",
    [
        f"({terms('a', 390)}) * ({terms('b', 390)})",
        terms("1.234567/7.654321", 100),
        "(" + " * ".join(f"(a+{number}.{number:06}/{number + 1}.7)" for number in range(40)) + ")",
        "(((1.234567/7.654321 + a)**4)**4)**4 - (((1.234567/7.654321 - a)**4)**4)**4",
    ],
    ids=["sums", "quotients", "products", "powers"],
)
def test_the_longest_formulas_are_computed_at_once(text: str) -> None:
    started = process_time()
    assert value(text) != 0
    assert process_time() - started < 0.5


@pytest.mark.parametrize(
    ("text", "vietnamese"),
    [
        ("'text'", "chữ trong dấu nháy"),
        ("b'\\x00'", "chữ trong dấu nháy"),
        ("[a]", "danh sách"),
        ("{a: b}", "danh sách"),
        ("{a, b}", "danh sách"),
        ("d'2022-12-31'", "ngày giờ"),
        ("t'P1D'", "khoảng thời gian"),
        ("null", "null"),
        ("a[0]", "[ ]"),
    ],
)
def test_what_may_not_stand_in_a_formula_is_told_without_the_names_of_programmers(text: str, vietnamese: str) -> None:
    with pytest.raises(formula_errors.NotInFormulas) as refused:
        formula(text, ("a", "b"))
    assert VI.say(refused.value).startswith(f"Công thức không được có “{vietnamese}”. Được phép: số, ")
