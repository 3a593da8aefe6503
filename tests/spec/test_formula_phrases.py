"""Formulas for people: in names where the scoring guide is told, in figures where a working is."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from rules.formula import Values, computed
from rules.formula_phrases import cases_taken, with_figures, written_condition, written_formula
from rules.formula_reading import formula
from rules.language import Language
from rules.method_phrases import method_sentence
from rules.methods.figure import Figure, Quantity
from rules.methods.formula import Formula, Input
from rules.scoring import score
from rules.text import Text
from rules.working_phrases import arithmetic, working_sentence
from tests.builders import Number, leaf
from tests.scoring import CODE, values
from tests.told import EN, VI

TEN = leaf(CODE, 10)
ISSUED = Figure(Quantity.VALUE, Text("Số văn bản ban hành", "Documents issued"))
PLANNED = Figure(Quantity.VALUE, Text("Số văn bản theo kế hoạch", "Documents planned"))
SHARE = Formula("max_points * 0.5 * done / planned", (Input("done", ISSUED), Input("planned", PLANNED)))


def written(text: str, language: Language = EN, **names: str) -> str:
    return written_formula(formula(text, tuple(names)), names, language)


def in_figures(text: str, language: Language = EN, **numbers: Number) -> str:
    figures = {name: Fraction(number) for name, number in numbers.items()}
    return written_formula(with_figures(formula(text, tuple(figures)), figures), {}, language)


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("a + b ** 2", []),
        ("a > b ? 1 : 0", ["A is at most B"]),
        ("a <= b ? (a == 1 ? 1 : 2) : (b == 1 ? 3 : 4)", ["A is at most B", "A equals 1"]),
        ("-(a != 1 ? 1 : 2) + 2 * (not a >= b ? 1 : 0)", ["A equals 1", "not (A is B or more)"]),
        ("(a > 1 or not b > 1 ? 1 : 2) ** 2", ["A is at most 1 and B is more than 1"]),
        ("a > 1 and b > 1 ? 1 : 2", ["A is at most 1 or B is at most 1"]),
    ],
)
def test_the_cases_that_are_taken_are_told_as_what_holds(text: str, cases: list[str]) -> None:
    figures = {"a": Fraction(1), "b": Fraction(2)}
    names = {"a": "A", "b": "B"}
    taken = cases_taken(formula(text, tuple(figures)), figures)
    assert [written_condition(case, names, EN) for case in taken] == cases


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("a + b * 2", "A + B × 2", "A + B x 2"),
        ("(a + b) * 2", "(A + B) × 2", "(A + B) x 2"),
        ("a - (b - 2)", "A - (B - 2)", "A - (B - 2)"),
        ("a - b - 2", "A - B - 2", "A - B - 2"),
        ("a / (b * 2)", "A / (B × 2)", "A / (B x 2)"),
        ("-(a + b)", "-(A + B)", "-(A + B)"),
        ("2 * -a", "2 × (-A)", "2 x (-A)"),
        ("(a + 1) ** 2", "(A + 1) lũy thừa 2", "(A + 1) to the power of 2"),
        ("0.5 * a ** 2", "0,5 × (A lũy thừa 2)", "0.5 x (A to the power of 2)"),
        (
            "a > b ? 1 : 0",
            "nếu A lớn hơn B thì tính 1, trường hợp khác tính 0",
            "where A is more than B: 1, otherwise: 0",
        ),
        (
            "2 * (a >= 1 and b < 2 ? a : b)",
            "2 × (nếu A từ 1 trở lên và B nhỏ hơn 2 thì tính A, trường hợp khác tính B)",
            "2 x (where A is 1 or more and B is below 2: A, otherwise: B)",
        ),
        (
            "a == 1 or a != 2 and not b <= 3 ? 1 : 0",
            "nếu A bằng 1 hoặc (A khác 2 và không phải (B không quá 3)) thì tính 1, trường hợp khác tính 0",
            "where A equals 1 or (A differs from 2 and not (B is at most 3)): 1, otherwise: 0",
        ),
        (
            "a > b ? (b == 1 ? 1 : 2) : 3",
            "nếu A lớn hơn B thì tính (nếu B bằng 1 thì tính 1, trường hợp khác tính 2), trường hợp khác tính 3",
            "where A is more than B: (where B equals 1: 1, otherwise: 2), otherwise: 3",
        ),
        (
            "a > b ? 1 : b == 1 ? 2 : 3",
            "nếu A lớn hơn B thì tính 1, trường hợp khác tính (nếu B bằng 1 thì tính 2, trường hợp khác tính 3)",
            "where A is more than B: 1, otherwise: (where B equals 1: 2, otherwise: 3)",
        ),
    ],
)
def test_a_formula_is_written_with_names_signs_and_words_of_the_language(
    text: str, vietnamese: str, english: str
) -> None:
    assert written(text, VI, a="A", b="B") == vietnamese
    assert written(text, EN, a="A", b="B") == english


@pytest.mark.parametrize(
    ("text", "numbers", "told"),
    [
        ("10 * a / b", {"a": 1234, "b": "0.5"}, "10 × 1.234 / 0,5"),
        ("a - b", {"a": 5, "b": -3}, "5 - (-3)"),
        ("-a", {"a": -3}, "-(-3)"),
        ("a ** 2", {"a": -3}, "(-3) lũy thừa 2"),
        ("a > 1 ? a * 2 : a / 0.5", {"a": 3}, "3 × 2"),
        ("a > 1 ? a * 2 : a / 0.5", {"a": 1}, "1 / 0,5"),
    ],
)
def test_in_figures_only_what_was_computed_is_written(text: str, numbers: Mapping[str, Number], told: str) -> None:
    assert in_figures(text, VI, **numbers) == told


@pytest.mark.parametrize("figures", [{"a": Fraction(3), "b": Fraction(-2)}, {"a": Fraction(-1), "b": Fraction(7)}])
@pytest.mark.parametrize("text", ["a - (b - a) * -b", "a / (b / (a + 5))", "a > b ? (a - b) ** 2 : b - (a - b)"])
def test_what_is_written_in_figures_comes_to_the_same(text: str, figures: Values) -> None:
    """Read again, with the signs of formulas: no bracket is missing."""
    written = written_formula(with_figures(formula(text, tuple(figures)), figures), {}, EN)
    again = written.replace(" x ", " * ").replace(" to the power of ", " ** ")
    assert computed(formula(again, ()), {}) == computed(formula(text, tuple(figures)), figures)


def test_a_working_names_the_figures_and_computes_with_them() -> None:
    scored = score(SHARE, values(done=8, planned=15), TEN)
    assert working_sentence(SHARE, scored, TEN, VI) == (
        "trừ 7,33 điểm: số văn bản ban hành: 8; số văn bản theo kế hoạch: 15; số liệu tự kê khai"
    )
    assert arithmetic(scored.working, VI) == "10 × 0,5 × 8 / 15, làm tròn đến 2 chữ số thập phân: 2,67"
    assert arithmetic(score(SHARE, values(done=8, planned=10), TEN).working, EN) == "10 x 0.5 x 8 / 10 = 4"
    assert arithmetic(score(Formula("7", (Input("done", ISSUED),)), values(done=8), TEN).working, EN) == "7"


def test_the_guide_has_the_formula_in_names_and_tells_two_of_one_name_apart() -> None:
    assert method_sentence(SHARE, TEN, VI) == (
        "tính theo công thức: 10 × 0,5 × “số văn bản ban hành” / “số văn bản theo kế hoạch”, làm tròn đến 2 chữ số "
        "thập phân"
    )
    unnamed = Figure(Quantity.VALUE)
    alike = Formula("a / b", (Input("a", unnamed), Input("b", unnamed)))
    assert method_sentence(alike, TEN, EN) == "formula: “c (en) (a)” / “c (en) (b)”, rounded to 2 decimals"
