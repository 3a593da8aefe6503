"""Problems in sentences: what is left open or decided twice, the case that shows it, the rule that closes it."""

from collections.abc import Iterable
from typing import Any, Final

from foresight.made_up import nobody
from foresight.naming import stale_wordings
from foresight.problem import Kind, Problem, Witness
from rules.comparison_phrases import asked, capital, told
from rules.condition import Condition
from rules.content import condition_content
from rules.errors import N_
from rules.language import Language
from rules.number import Count
from rules.phrases import cited, seen
from rules.result import ConditionLine
from rules.rubric import Rubric
from rules.table import HitPolicy, Rule, Table
from rules.telling import Telling
from rules.threshold_checks import beyond

_WORDS: Final = {
    Kind.GAP: N_("“{table}”: no rule says anything of {members}{box}"),
    Kind.OVERLAP: N_("“{table}”: the rules for {rules} both apply to {members}{box}"),
    Kind.NEVER_MATCHES: N_("“{table}”: nothing can meet what is asked for {rules} ({asked})"),
    Kind.NEVER_DECIDES: N_(
        "“{table}”: {rules} is never the result: whatever meets the rule is decided by another one, or lacks the data "
        "to rule another one out"
    ),
    Kind.UNREACHED: N_("“{table}”: no result can come to “{outcome}”"),
    Kind.REDUNDANT: N_("“{table}”, {rules}: “{box}” always holds where the rest of the rule does"),
    Kind.NOT_PROVEN: N_("“{table}”: not proven in the time allowed: {unproven}"),
    Kind.OUT_OF_RANGE: N_("“{table}”, {rules}: “{box}” names a percentage that there cannot be. Allowed: {allowed}"),
    Kind.STALE_NAME: N_("“{table}”: the name “{wording}” says {figures}, which no rule for this result asks for"),
    Kind.SAME_CITATION: N_("{changes} The basis stays as it was: {cited}"),
}

_BESIDE_ANOTHER: Final = N_(
    "“{table}”: {rules} is never the result: whatever meets the rule meets another one as well, or lacks the data to "
    "rule another one out"
)
"""Of a rule that never decides, where rules that are met at once contradict each other."""

_TRIED: Final = N_(
    "“{table}”: not proven: {unproven}. For {members}{box} results were tried ({tried}), and for none of them was a "
    "report found that earns just these points"
)

_UNPROVEN: Final = {
    Kind.GAP: N_("that some rule applies to every result"),
    Kind.OVERLAP: N_("that no two rules apply to one result"),
    Kind.NEVER_MATCHES: N_("that every rule can be met"),
    Kind.NEVER_DECIDES: N_("that every rule decides some result"),
    Kind.UNREACHED: N_("that every outcome can be reached"),
    Kind.REDUNDANT: N_("that every condition is needed"),
}


def problem_text(problem: Problem, rubric: Rubric, language: Language) -> str:
    """What is wrong, in one sentence."""
    table = rubric.table[problem.table]
    rules = [table.rule(code) for code in problem.rules]
    conditions = [condition for rule in rules for condition in rule.conditions]
    names = (language.text(rubric.criterion[code].name) for code in problem.members)
    of_members = "; ".join(names)
    sentence = language.words(
        _words(problem, table),
        table=table.name,
        tried=Count(problem.tried),
        members=f"{of_members}: " if of_members else "",
        box=_where(problem, rubric, language),
        rules=", ".join(_rule_name(table, rule, language) for rule in rules),
        asked=box_text(conditions, rubric, language),
        outcome=table.outcome(problem.outcome).name if problem.outcome else "",
        unproven=language.words(_UNPROVEN[problem.unproven]) if problem.unproven else "",
        **_drifted(problem, rubric, language),
    )
    return capital(sentence) + "."


def _words(problem: Problem, table: Table) -> str:
    if problem.tried:
        return _TRIED
    if problem.kind is Kind.NEVER_DECIDES and table.hit_policy in {HitPolicy.UNIQUE, HitPolicy.ANY}:
        return _BESIDE_ANOTHER
    return _WORDS[problem.kind]


def _drifted(problem: Problem, rubric: Rubric, language: Language) -> dict[str, Any]:
    """What is said of a rule that was changed alone, without what goes with it."""
    table = rubric.table[problem.table]
    match problem.kind:
        case Kind.OUT_OF_RANGE:
            about = (problem.table, *problem.rules, *problem.box)
            allowed = next(each.allowed for each in beyond(rubric) if (each.table, each.rule, each.condition) == about)
            return {"allowed": allowed}
        case Kind.STALE_NAME:
            stale = stale_wordings(rubric, table, problem.outcome)
            code = language.code if language.code in stale else next(iter(stale))
            wording = table.outcome(problem.outcome).name.in_language(code)
            return {"wording": wording, "figures": ", ".join(stale[code])}
        case Kind.SAME_CITATION:
            changes = " ".join(told(change, language) for change in problem.changes)
            sources = [cited(language, rubric, each) for rule in problem.rules for each in table.rule(rule).citations]
            return {"changes": changes, "cited": "; ".join(sources)}
        case _:
            return {}


def _where(problem: Problem, rubric: Rubric, language: Language) -> str:
    """The results that *problem* is about."""
    said = [box_text(problem.box, rubric, language)]
    if problem.except_periods:
        words = N_("every period but {periods}")
        said.append(language.words(words, periods=", ".join(problem.except_periods)))
    for code in problem.unsettled:
        words = N_("whether the number of cases of “{table}” is as asked cannot be told, since data are missing")
        said.append(language.words(words, table=rubric.table[code].name))
    return "; ".join(filter(None, said)) or language.words(N_("any result"))


def box_text(box: Iterable[Condition], rubric: Rubric, language: Language) -> str:
    """The results that *box* tells: “the composite index at 65% or more; at least one of the seven areas below 50%”."""
    return "; ".join(asked(condition, rubric, language) for condition in box)


def witness_text(problem: Problem, rubric: Rubric, language: Language) -> str:
    """The case that shows a *problem*, by what its rules look at; nothing where there is none."""
    if problem.witness is None:
        return ""
    figures = "; ".join(_figures(problem, problem.witness, rubric, language))
    return language.words(N_("For example: {figures}."), figures=figures) if figures else ""


def _figures(problem: Problem, witness: Witness, rubric: Rubric, language: Language) -> list[str]:
    """What was seen of each measure of the box, as the result says it."""
    telling = Telling(rubric, witness.result, language, nobody(language))
    member = problem.members[0] if problem.members else ""
    lines: dict[str, tuple[Condition, ConditionLine]] = {}
    for rule, line in telling.judged(rubric.table[problem.table], member):
        for condition, looked in zip(rule.conditions, line["conditions"], strict=True):
            lines.setdefault(_about(condition), (condition, looked))
    looked_at = [_about(condition) for condition in problem.box] or list(lines)
    return list(dict.fromkeys(seen(telling, *lines[about], member) for about in looked_at if about in lines))


def _about(condition: Condition) -> str:
    return str(condition_content(condition)["measure"])


def proposal_text(problem: Problem, rubric: Rubric, language: Language) -> str:
    """The rule that closes a *problem*; nothing where none is proposed."""
    proposal = problem.proposed
    if proposal is None:
        return ""
    box = box_text(proposal.conditions, rubric, language)
    if not proposal.outcome:
        words = N_("Proposed, to be decided: a rule for {box}; its result and the document are to be chosen.")
        return language.words(words, box=box)
    outcome = rubric.table[problem.table].outcome(proposal.outcome).name
    words = N_("Proposed, to be decided: “{outcome}” for {box}; the document is to be chosen.")
    return language.words(words, outcome=outcome, box=box)


def _rule_name(table: Table, rule: Rule, language: Language) -> str:
    """The outcome of a rule, with its code where several rules have that outcome."""
    name = f"“{language.text(table.outcome(rule.outcome).name)}”"
    alike = sum(each.outcome == rule.outcome for each in table.rules)
    return f"{name} ({rule.code})" if alike > 1 else name
