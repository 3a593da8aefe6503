"""The page of one rule: what it looks at, chosen from lists in words, with the sentence and the picture beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import opened
from admin.accounts import actor, database, now
from admin.criterion_form import Lines
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.rule_choices import Choosing
from admin.rule_form import CONDITIONS, blank, fields_of, fitted, free_code, lines_of, more, rule_of
from admin.views.edition import Shown, Tab, shown
from admin.views.rating_rules_grid import meaning
from admin.views.rating_rules_lines import Line, line_of, listed
from admin.views.rating_rules_picture import rating
from rules.addresses import UnknownElement, element
from rules.content import rubric_content, rule_content
from rules.errors import N_, require
from rules.phrases import document_name
from rules.rubric import Rubric, codes_of, conditions
from rules.table import Rule, Table
from rulesvc.schemas.rubric_document import read_part
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.drafting import Added, Amendment, Changed, amend, tag_of
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.periods import list_periods

_SAVED: Final = N_("The rule is saved.")
_ADDED: Final = N_("The rule is added, below the others.")
_NOT_FIELDS: Final = ("csrf_token", "tag", "do")


@dataclass(frozen=True, slots=True)
class One:
    """A *rule* of a *table* as it is stored, none where it is new, and the *fields* that are shown for it."""

    found: Shown
    table: Table
    rule: Rule | None
    fields: dict[str, str]

    @property
    def choosing(self) -> Choosing:
        """What there is to choose from."""
        return _choosing(self.found.rubric, self.table)

    @property
    def tag(self) -> str:
        """The tag of the rule as it is stored."""
        if self.rule is None:
            return ""
        address = ("tables", self.table.code, "rules", self.rule.code)
        return tag_of(element(rubric_content(self.found.rubric), address))

    def as_typed(self) -> Rule:
        """The rule that the fields say.

        Raises: `rules.errors.Refused`, `rules.errors.BadValue`.
        """
        if self.rule is not None:
            return rule_of(self.rule.code, self.fields, self.choosing)
        taken = {each.code for each in self.table.rules}
        return rule_of(free_code(self.fields.get("outcome", ""), taken), self.fields, self.choosing)

    def rubric_with(self, rule: Rule) -> Rubric:
        """The rubric with *rule* in place of the stored one, or below the others.

        Raises: `rules.errors.RubricRefusal`.
        """
        if self.rule is None:
            rules: tuple[Rule, ...] = (*self.table.rules, rule)
        else:
            rules = tuple(rule if each.code == rule.code else each for each in self.table.rules)
        table = replace(self.table, rules=rules)
        tables = tuple(table if each.code == table.code else each for each in self.found.rubric.tables)
        return replace(self.found.rubric, tables=tables)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the fields mean: a *sentence* and the *rubric* with it, or what is *wrong* so far."""

    sentence: str
    rubric: Rubric
    wrong: tuple[str, ...] = ()


class RulePages(Tab):
    """A rule: changed, or added."""

    @opened("/tables/<table>/rules/<rule>/", Ability.DRAFT)
    def rule(self, rubric: str, number: int, table: str, rule: str) -> ResponseReturnValue:
        """Its form."""
        return self._rule(_stored(rubric, number, table, rule), Mistakes())

    @opened("/tables/<table>/rules/<rule>/", Ability.DRAFT, methods=["POST"])
    def change_rule(self, rubric: str, number: int, table: str, rule: str) -> ResponseReturnValue:
        """Keep what was chosen; or show what it means, with a line more or less."""
        one = _as_sent(_stored(rubric, number, table, rule))
        if request.form.get("do") != "save":
            return self._rule(one, Mistakes())
        seen = EditionRef(rubric, number, request.form.get("tag") or None)
        with saying() as mistakes:
            content = rule_content(one.as_typed())
            _keep(seen, Changed(("tables", table, "rules", rule), {**content}))
        return self._kept(one, mistakes, _SAVED)

    @opened("/tables/<table>/new", Ability.DRAFT)
    def new_rule(self, rubric: str, number: int, table: str) -> ResponseReturnValue:
        """The form of a rule that is not there yet."""
        return self._rule(_to_come(rubric, number, table), Mistakes())

    @opened("/tables/<table>/new", Ability.DRAFT, methods=["POST"])
    def add_rule(self, rubric: str, number: int, table: str) -> ResponseReturnValue:
        """Add it below the others; or show what it means, with a line more or less."""
        one = _as_sent(_to_come(rubric, number, table))
        if request.form.get("do") != "save":
            return self._rule(one, Mistakes())
        with saying() as mistakes:
            _keep(EditionRef(rubric, number), Added(("tables", table, "rules"), rule_content(one.as_typed())))
        return self._kept(one, mistakes, _ADDED)

    def _kept(self, one: One, mistakes: Mistakes, said: str) -> ResponseReturnValue:
        line = one.found.line
        if mistakes:
            return self._rule(_again(one), mistakes), 422
        flash(spoken().words(said))
        anchor = f"table-{one.table.code}"
        return redirect(url_for(".index", rubric=line.rubric, number=line.number, _anchor=anchor), 303)

    def _rule(self, one: One, mistakes: Mistakes) -> str:
        into, choosing, means = spoken(), one.choosing, _meaning(one)
        code = one.rule.code if one.rule else ""
        lines = tuple(line_of(one.fields, at, choosing, code) for at in lines_of(one.fields, CONDITIONS))
        picture = rating(one.found, means.rubric)
        return self.tab(
            one.found,
            "rating_rule",
            one=one,
            lines=lines,
            listed=listed(choosing, into),
            citations=lines_of(one.fields, "citations"),
            documents={each.code: document_name(into, each) for each in one.found.rubric.documents},
            mistakes=mistakes,
            apart=mistakes.beside(*_telling(one, lines)),
            means=means,
            as_stored=meaning(one.found.rubric, one.table, one.rule, into) if one.rule else "",
            rating=picture if picture and picture.picture.plane.table.code == one.table.code else None,
        )


def _telling(one: One, lines: tuple[Line, ...]) -> Iterator[str]:
    """The fields that tell their own mistakes."""
    yield from one.fields
    for line in lines:
        yield from (f"{line.at}.{name}" for name in ("percent", "comparison", "value", "upper", "code"))


def _meaning(one: One) -> Meaning:
    means = Meaning("", one.found.rubric)
    with saying() as mistakes:
        rule = one.as_typed()
        rubric = one.rubric_with(rule)
        means = Meaning(meaning(rubric, rubric.table[one.table.code], rule, spoken()), rubric)
    return replace(means, wrong=tuple(dict.fromkeys(mistakes.beside())))


def _choosing(rubric: Rubric, table: Table) -> Choosing:
    """With all periods that there are, and those that rules name already."""
    with database().reading() as reading:
        known = [each.code for each in list_periods(reading)]
    named = [code for each in conditions(table) if each.measure.kind == "period" for code in codes_of(each)]
    return Choosing(rubric, table, tuple(dict.fromkeys((*known, *named))))


def _table(rubric: Rubric, code: str) -> Table:
    require(code in rubric.table, UnknownElement(f"tables/{code}"))
    return rubric.table[code]


def _stored(rubric: str, number: int, table: str, rule: str) -> One:
    """The rule as it is stored.

    Raises: `UnknownRubric`, `UnknownEdition`, `UnknownElement`.
    """
    found = shown(rubric, number)
    of = _table(found.rubric, table)
    require(any(each.code == rule for each in of.rules), UnknownElement(f"tables/{table}/rules/{rule}"))
    return One(found, of, of.rule(rule), fields_of(of.rule(rule), spoken()))


def _to_come(rubric: str, number: int, table: str) -> One:
    """A rule that is not there yet.

    Raises: `UnknownRubric`, `UnknownEdition`, `UnknownElement`.
    """
    found = shown(rubric, number)
    of = _table(found.rubric, table)
    return One(found, of, None, blank(_choosing(found.rubric, of)))


def _as_sent(one: One) -> One:
    """*one* with the fields that were sent, and the line more or less that is asked for."""
    form = request.form
    fields: dict[str, str] = {name: text for name, text in form.items() if name not in _NOT_FIELDS}
    asked, _, about = form.get("do", "").partition(":")
    of, _, place = about.partition(":")
    if asked == "more":
        fields = more(fields, of, one.choosing)
    if asked == "less" and place.isdecimal():
        fields = Lines(fields).less(of, int(place))
    if asked != "save":
        fields = fitted(fields, one.choosing)
    return replace(one, fields=fields)


def _again(one: One) -> One:
    """What is stored by now, with the fields as they were sent; what is gone by now stays as it was."""
    found = shown(one.found.line.rubric, one.found.line.number)
    table = found.rubric.table.get(one.table.code)
    if table is None or one.rule is None:
        return one
    rules = {each.code: each for each in table.rules}
    return One(found, table, rules[one.rule.code], one.fields) if one.rule.code in rules else one


def _keep(ref: EditionRef, change: Changed | Added) -> dict[str, Any]:
    """Make the change.

    Raises: as `rulesvc.usecases.drafting.amend`.
    """
    with database().writing() as writing:
        return amend(writing, ref, Amendment(change, read_part), actor=actor(), now=now()).content
