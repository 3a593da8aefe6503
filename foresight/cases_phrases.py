"""Cases in sentences: whether one passes and what differs, what the cases show of the rules, and what cannot be."""

from typing import Final

from foresight.cases import Case, Decided, Difference, Run
from foresight.coverage import Covered
from foresight.made_up import nobody
from rules.errors import N_, Refusal, Refused
from rules.evaluation import evaluate
from rules.language import Language
from rules.phrases import seen
from rules.rubric import Edition, Rubric
from rules.settlement import Reason
from rules.table import Table
from rules.telling import Telling, looked_at

_REASONS: Final = {
    Reason.NO_RULE: N_("no rule applies"),
    Reason.MISSING: N_("not determined, since data are missing"),
    Reason.CONFLICT: N_("rules overlap"),
}


def run_text(run: Run, rubric: Rubric, language: Language) -> str:
    """Whether a case passes, or what differs."""
    if run.passed:
        return language.words(N_("as expected"))
    refused = [language.say(each) for each in run.refused]
    return " ".join((*refused, *(difference_text(each, rubric, language) for each in run.differences)))


def difference_text(difference: Difference, rubric: Rubric, language: Language) -> str:
    """What a table was expected to say, and what it says."""
    if difference.found is None or difference.table not in rubric.table:
        return language.words(N_("There is no table “{table}” any more."), table=difference.table)
    table = rubric.table[difference.table]
    return language.words(
        N_("“{table}”: expected {expected}; now {found}."),
        table=table.name,
        expected=decided_text(difference.expected, table, rubric, language),
        found=decided_text(difference.found, table, rubric, language),
    )


def expected_text(case: Case, rubric: Rubric, language: Language) -> str:
    """What is expected of the tables that a case is about."""
    tables = [rubric.table[code] for code in case.about if code in rubric.table and code in case.expected]
    words = N_("“{table}”: {said}")
    told = ((each, decided_text(case.expected[each.code], each, rubric, language)) for each in tables)
    return "; ".join(language.words(words, table=table.name, said=said) for table, said in told)


def figures_text(case: Case, edition: Edition, language: Language) -> str:
    """What the tables that a case is about look at in it, of the agency or of each criterion, as the engine sees it.

    Nothing where the sheet is refused.
    """
    rubric = edition.rubric
    try:
        telling = Telling(rubric, evaluate(edition, case.sheet), language, nobody(language))
    except (Refused, Refusal):
        return ""
    tables = [rubric.table[code] for code in case.about if code in rubric.table]
    looked = {
        (condition.measure, member): seen(telling, condition, line, member)
        for table in tables
        for member in rubric.members(table)
        for condition, line in looked_at(telling.judged(table, member))
    }
    return "; ".join(dict.fromkeys(looked.values()))


def decided_text(decided: tuple[Decided, ...], table: Table, rubric: Rubric, language: Language) -> str:
    """What a table says, one thing after the other."""
    if not decided:
        return language.words(N_("nothing found"))
    return "; ".join(_decided(each, table, rubric, language) for each in decided)


def _decided(decided: Decided, table: Table, rubric: Rubric, language: Language) -> str:
    said = _said(decided, table, language)
    if decided.criterion not in rubric.criterion:
        return said
    name = language.text(rubric.criterion[decided.criterion].name)
    return language.words(N_("{criterion}: {said}"), criterion=name, said=said)


def _said(decided: Decided, table: Table, language: Language) -> str:
    if decided.number is not None:
        return language.number(decided.number)
    if not decided.outcome:
        return language.words(_REASONS[decided.reason or Reason.NO_RULE])
    known = decided.outcome in table.outcome_codes
    label = language.text(table.outcome(decided.outcome).name) if known else decided.outcome
    if decided.reason is None:
        return language.words(N_("“{outcome}”"), outcome=label)
    return language.words(N_("“{outcome}” perhaps, since data are missing"), outcome=label)


def covered_text(covered: Covered, rubric: Rubric, language: Language) -> str:
    """What the confirmed cases show of a rule, where it is not everything."""
    lacking = [] if covered.met else [N_("no case meets it")]
    if covered.met and not covered.decides:
        lacking.append(N_("it decides no case"))
    table = rubric.table[covered.table]
    told = [language.words(each) for each in lacking]
    shown = sum(covered.conditions)
    if covered.met and shown < len(covered.conditions):
        words = N_("{shown} of {count} conditions have a pair of cases")
        told.append(language.words(words, shown=str(shown), count=str(len(covered.conditions))))
    return _of_rule(covered.rule, table, language, lacking="; ".join(told))


def _of_rule(code: str, table: Table, language: Language, *, lacking: str) -> str:
    """What is lacking, of a rule by its outcome; among several of the same outcome by its place too."""
    outcome = table.rule(code).outcome
    known = outcome in table.outcome_codes
    named = {"table": table.name, "outcome": table.outcome(outcome).name if known else outcome, "lacking": lacking}
    alike = [rule.code for rule in table.rules if rule.outcome == outcome]
    if len(alike) == 1:
        return language.words(N_("“{table}”, rule for “{outcome}”: {lacking}"), **named)
    words = N_("“{table}”, rule {place} of {count} for “{outcome}”: {lacking}")
    return language.words(words, place=str(1 + alike.index(code)), count=str(len(alike)), **named)
