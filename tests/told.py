"""Explanations told for a test: in Vietnamese and English, of one table."""

from rules.language import Language
from rules.rubric import Rubric
from rules.sentences import ALONE, Beside, TableExplanation, explain
from rules.sheet import Sheet
from rules.telling import NAMELESS, Names
from tests.builders import result_of

VI, EN = Language("vi"), Language("en")


def told(
    rubric: Rubric,
    sheet: Sheet,
    code: str,
    language: Language = EN,
    names: Names = NAMELESS,
    *,
    beside: Beside = ALONE,
) -> TableExplanation:
    """What is told about table *code*."""
    tables = explain(rubric, result_of(rubric, sheet), language, names, beside)["tables"]
    return next(each for each in tables if each["table"] == code)
