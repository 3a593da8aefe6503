"""Sentences: why a result is what it is, in Vietnamese and English, from stored verdicts and stored texts.

The order is that of a good letter: conclusion, figures, the condition that decided, why not the next better, why not
lower, what is missing, where it is written. One rule is told for all agencies alike.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypedDict

from rules.components import ComponentLine, components
from rules.conclusion import Conclusion, Precedent
from rules.council import concluded, precedents
from rules.document import Citation, Document
from rules.errors import N_
from rules.language import Language
from rules.phrases import cited, counted, document_name
from rules.reasons import reasons
from rules.result import OutcomeLine, Result
from rules.rubric import Rubric
from rules.shorts import short
from rules.table import Grain, Subject, Table
from rules.telling import NAMELESS, NOTHING_GIVEN, Given, Names, Telling, is_review


class TableExplanation(TypedDict):
    """Why one table answers as it does, and what the *council* concluded beside it. *short* says it on one line."""

    table: str
    title: str
    conclusion: str
    council: list[str]
    sentences: list[str]
    assumptions: list[str]
    citations: list[str]
    short: str


class Explanation(TypedDict):
    """Why a result is what it is, table by table, in one language. *status* says whether it is published."""

    agency: str
    subject: str
    head: str
    rubric: str
    edition: int
    period: str
    language: str
    status: str
    tables: list[TableExplanation]
    components: list[ComponentLine]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a result and is none of the engine's.

    *published_by* is the decision that published it; without one it is provisional. *conclusions* are what the council
    concluded, *precedents* how it concluded in earlier periods where the rules were silent; both by table. *given* is
    what the result was made from and does not repeat.
    """

    published_by: Document | None = None
    conclusions: Mapping[str, Conclusion] = field(default_factory=dict)
    precedents: Mapping[str, tuple[Precedent, ...]] = field(default_factory=dict)
    given: Given = NOTHING_GIVEN


ALONE = Beside()
"""Nothing beside a result."""


def explain(
    rubric: Rubric, result: Result, language: Language, names: Names = NAMELESS, beside: Beside = ALONE
) -> Explanation:
    """The explanation of *result*, told about those with these *names*, and of what stands *beside* it."""
    telling = Telling(rubric, result, language, names, beside.given)
    return {
        "agency": result["agency"],
        "subject": telling.agency,
        "head": telling.head,
        "rubric": result["rubric"],
        "edition": result["edition"],
        "period": result["period"],
        "language": language.code,
        "status": _status(language, beside.published_by),
        "tables": [_table(telling, table, beside) for table in rubric.tables],
        "components": components(telling),
    }


def one_line(rubric: Rubric, result: Result, language: Language) -> str:
    """The reasons on one line: each table that says more than “none”."""
    telling = Telling(rubric, result, language)
    shorts = (short(telling, table, result["outcomes"][table.code]) for table in rubric.tables if _says(result, table))
    return " · ".join(short for short in shorts if short)


def as_text(explanation: Explanation, language: Language) -> str:
    """*explanation* as plain text, for a letter or a terminal."""
    blocks = [explanation["status"]]
    for table in explanation["tables"]:
        lines = [table["title"], table["conclusion"], *table["council"], *table["sentences"]]
        lines += [language.words(N_("Assumption: {text}"), text=text) for text in table["assumptions"]]
        lines.append(language.words(N_("Basis: {documents}."), documents="; ".join(table["citations"])))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _status(language: Language, published_by: Document | None) -> str:
    if published_by is None:
        return language.words(N_("Provisional result, not published."))
    document = document_name(language, published_by)
    return language.words(N_("Result published by {document}."), document=document)


def _says(result: Result, table: Table) -> bool:
    """Whether the answer of *table* is more than an empty list."""
    outcome = result["outcomes"][table.code]
    return not outcome["determined"] or outcome["code"] is not None or bool(result["findings"].get(table.code))


def _table(telling: Telling, table: Table, beside: Beside) -> TableExplanation:
    outcome = telling.result["outcomes"][table.code]
    return {
        "table": table.code,
        "title": telling.language.text(table.name),
        "conclusion": _conclusion(telling, table, outcome),
        "council": [_sentence(text) for text in _council(telling, table, beside)],
        "sentences": [_sentence(text) for text in reasons(telling, table, outcome)],
        "assumptions": [telling.language.text(assumption) for assumption in table.assumptions],
        "citations": list(_basis(telling.language, telling.rubric)[table.code]),
        "short": short(telling, table, outcome),
    }


@lru_cache(maxsize=64)
def _basis(language: Language, rubric: Rubric) -> dict[str, tuple[str, ...]]:
    """Where the rules of *rubric* are written, by table: made once, not for every agency."""
    return {
        table.code: tuple(cited(language, rubric, each) for each in dict.fromkeys(_citations(table)))
        for table in rubric.tables
    }


def _citations(table: Table) -> Iterator[Citation]:
    return (citation for rule in table.rules for citation in rule.citations)


def _council(telling: Telling, table: Table, beside: Beside) -> list[str]:
    """What the council concluded on *table*, and how it did before where the rules leave it to the council again."""
    told = concluded(telling, table, beside.conclusions[table.code]) if table.code in beside.conclusions else []
    is_silent = telling.result["outcomes"][table.code].get("reason") == "no_rule"
    return told + (precedents(telling, table, beside.precedents.get(table.code, ())) if is_silent else [])


def _sentence(text: str) -> str:
    """*text* with a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


# ---- conclusions -----------------------------------------------------------------------------------------------------

_UNDETERMINED = {
    "no_rule": N_(
        "“{table}” cannot be determined for {subject} {when} under the rules in force: they do not cover this case. "
        "It is submitted to the Council."
    ),
    "missing": N_("“{table}” cannot be determined yet for {subject} {when}, because data are missing."),
    "conflict": N_(
        "“{table}” cannot be determined for {subject} {when}: the rules overlap, and this case falls under several "
        "of them at once. It is submitted to the Council."
    ),
}


def _conclusion(telling: Telling, table: Table, outcome: OutcomeLine) -> str:
    words, facts = _concluded(telling, table, outcome)
    subject, when = telling.subject(table), telling.when
    return _sentence(telling.language.words(words, subject=subject, when=when, table=table.name, **facts))


def _concluded(telling: Telling, table: Table, outcome: OutcomeLine) -> tuple[str, dict[str, str]]:
    """The words for what *table* answers, and what they need beside subject, period and table."""
    if not outcome["determined"]:
        return _UNDETERMINED[outcome.get("reason", "no_rule")], {}
    if not telling.is_considered(table):
        return N_("{table} for {subject} {when}: not considered, since none of the criteria is assessed"), {}
    if is_review(telling, table):
        return _reviewed(telling, table)
    answer = _answer(telling, table, outcome)
    if table.subject is Subject.HEAD and outcome["code"] is not None:
        return N_("{subject} receives {answer} {when} ({table})"), {"answer": answer}
    if not answer:
        return N_("{table} for {subject} {when}: none"), {}
    return N_("{table} for {subject} {when}: {answer}"), {"answer": answer}


def _answer(telling: Telling, table: Table, outcome: OutcomeLine) -> str:
    """The outcome, the number, or what was found; nothing where nothing was."""
    if outcome["code"] is not None:
        return telling.outcome(table, outcome["code"])
    if "number" in outcome:
        return telling.language.digits(outcome["number"])
    findings = telling.result["findings"][table.code]
    if findings and table.grain is Grain.CRITERION:
        return counted(telling, table, len({each["criterion"] for each in findings}))
    return "; ".join(dict.fromkeys(telling.outcome(table, each["code"]) for each in findings))


def _reviewed(telling: Telling, table: Table) -> tuple[str, dict[str, str]]:
    """That the agency comes under review, and for what."""
    codes = [each["criterion"] or "" for each in telling.result["findings"][table.code]]
    if not codes:
        return N_("{subject} is not under accountability review {when}"), {}
    names = [telling.language.text(telling.rubric.criterion[code].name) for code in codes]
    facts = {"counted": counted(telling, table, len(codes)), "names": "; ".join(names)}
    return N_("{subject} is under accountability review {when} for {counted}: {names}"), facts
