"""Sentences: why a result is what it is, in Vietnamese and English, from stored verdicts and stored texts.

The order is that of a good letter: conclusion, figures, the condition that decided, why not the next better, why not
lower, what is missing, where it is written. One rule is told for all agencies alike.
"""

from typing import TypedDict

from rules.errors import N_
from rules.language import Language
from rules.phrases import cited
from rules.reasons import reasons
from rules.result import OutcomeLine, Result
from rules.rubric import Rubric
from rules.shorts import short
from rules.table import Table
from rules.telling import Telling


class TableExplanation(TypedDict):
    """Why one table answers as it does. *short* says it on one line."""

    table: str
    title: str
    conclusion: str
    sentences: list[str]
    assumptions: list[str]
    citations: list[str]
    short: str


class Explanation(TypedDict):
    """Why a result is what it is, table by table, in one language."""

    agency: str
    subject: str
    rubric: str
    edition: int
    period: str
    language: str
    tables: list[TableExplanation]


def explain(rubric: Rubric, result: Result, language: Language, subject: str = "") -> Explanation:
    """The explanation of *result*, told about *subject* (the agency's name; its code where blank)."""
    telling = Telling(rubric, result, language, subject or result["agency"])
    return {
        "agency": result["agency"],
        "subject": telling.subject,
        "rubric": result["rubric"],
        "edition": result["edition"],
        "period": result["period"],
        "language": language.code,
        "tables": [_table(telling, table) for table in rubric.tables],
    }


def one_line(rubric: Rubric, result: Result, language: Language) -> str:
    """The reasons on one line: each table that says more than “none”."""
    telling = Telling(rubric, result, language, result["agency"])
    shorts = (short(telling, table, result["outcomes"][table.code]) for table in rubric.tables if _says(result, table))
    return " · ".join(short for short in shorts if short)


def as_text(explanation: Explanation, language: Language) -> str:
    """*explanation* as plain text, for a letter or a terminal."""
    blocks = []
    for table in explanation["tables"]:
        lines = [table["title"], table["conclusion"], *table["sentences"]]
        lines += [language.words(N_("Assumption: {text}"), text=text) for text in table["assumptions"]]
        lines.append(language.words(N_("Basis: {documents}."), documents="; ".join(table["citations"])))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _says(result: Result, table: Table) -> bool:
    """Whether the answer of *table* is more than an empty list."""
    outcome = result["outcomes"][table.code]
    return not outcome["determined"] or outcome["code"] is not None or bool(result["findings"].get(table.code))


def _table(telling: Telling, table: Table) -> TableExplanation:
    outcome = telling.result["outcomes"][table.code]
    citations = dict.fromkeys(citation for rule in table.rules for citation in rule.citations)
    return {
        "table": table.code,
        "title": telling.language.text(table.name),
        "conclusion": _conclusion(telling, table, outcome),
        "sentences": [_sentence(text) for text in reasons(telling, table, outcome)],
        "assumptions": [telling.language.text(assumption) for assumption in table.assumptions],
        "citations": [cited(telling, citation) for citation in citations],
        "short": short(telling, table, outcome),
    }


def _sentence(text: str) -> str:
    """*text* with a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


# ---- conclusions -----------------------------------------------------------------------------------------------------

_UNDETERMINED = {
    "no_rule": N_(
        "{subject}, period {period}: “{table}” cannot be determined under the rules in force; the rules do not cover "
        "this case. It is submitted to the Council."
    ),
    "missing": N_("{subject}, period {period}: “{table}” cannot be determined yet because data are missing."),
    "conflict": N_(
        "{subject}, period {period}: “{table}” cannot be determined; rules that overlap give different results. "
        "It is submitted to the Council."
    ),
}


def _conclusion(telling: Telling, table: Table, outcome: OutcomeLine) -> str:
    facts = {"subject": telling.subject, "period": telling.result["period"], "table": table.name}
    if not outcome["determined"]:
        return telling.language.words(_UNDETERMINED[outcome.get("reason", "no_rule")], **facts)
    if outcome["code"] is not None:
        label = table.outcome(outcome["code"]).name
        return telling.language.words(N_("{subject}, period {period}: {table}: “{label}”."), label=label, **facts)
    if "number" in outcome:
        number = telling.language.digits(outcome["number"])
        return telling.language.words(N_("{subject}, period {period}: {table}: {number}."), number=number, **facts)
    count = len(telling.result["findings"][table.code])
    if count == 0:
        return telling.language.words(N_("{subject}, period {period}: {table}: none."), **facts)
    return telling.language.words(N_("{subject}, period {period}: {table}: {count}."), count=f"{count:02}", **facts)
