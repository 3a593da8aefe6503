"""Changing the content of a draft: only the rows that differ are written, so that the trail of a change is short."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from rules.canonical import canonical, digest
from rules.content import rubric_content
from rules.rubric import Rubric
from rulesvc import models
from rulesvc.database import act_as
from rulesvc.models.base import table
from rulesvc.store.edition_rows import Row, content_rows
from rulesvc.store.editions import EditionLine
from rulesvc.store.frozen import frozen
from rulesvc.store.periods import PeriodLine
from rulesvc.store.persons import Actor

_KEYS: Final[Mapping[type[models.Base], tuple[str, ...]]] = {
    models.CitedDocument: ("code",),
    models.Criterion: ("code",),
    models.Scope: ("code",),
    models.ScopeMember: ("scope", "criterion"),
    models.Indicator: ("code",),
    models.Exemption: ("criterion", "agency"),
    models.DecisionTable: ("code",),
    models.Assumption: ("position",),
    models.Outcome: ("decision_table", "code"),
    models.Rule: ("decision_table", "code"),
    models.Condition: ("position",),
    models.RuleCitation: ("position",),
}
"""What the rows of a model are told apart by within an edition; each refers only to rows of models before it."""

_Key = tuple[Any, ...]


def rewrite(session: Session, line: EditionLine, old: Rubric, new: Rubric, *, actor: Actor) -> None:
    """Turn the rows of a draft that say *old* into rows that say *new*. The database refuses if it is no draft."""
    act_as(session, actor.person_id)
    own = {"name_vi": new.name.vi, "name_en": new.name.en, "review_table": new.review_table}
    sha256 = digest(canonical(rubric_content(new)))
    edition = table(models.Edition)
    session.execute(update(edition).where(edition.c.id == line.id).values(**own, draft_sha256=sha256))
    frozen(sha256, lambda: new)
    before, after = dict(content_rows(old)), dict(content_rows(new))
    for model in _KEYS:
        _put(session, line.id, model, _keyed(model, before), _keyed(model, after))
    for model in reversed(tuple(_KEYS)):
        _take(session, line.id, model, _keyed(model, before), _keyed(model, after))
    session.expire_all()


def cover_instead(session: Session, line: EditionLine, covered: tuple[PeriodLine, ...], *, actor: Actor) -> None:
    """Let a draft cover these periods and no others."""
    act_as(session, actor.person_id)
    row = table(models.EditionPeriod)
    wanted = {period.id for period in covered}
    known = set(session.scalars(select(row.c.period_id).where(row.c.edition_id == line.id)))
    session.execute(delete(row).where(row.c.edition_id == line.id, row.c.period_id.in_(known - wanted)))
    for period in sorted(wanted - known):
        session.execute(insert(row), {"edition_id": line.id, "period_id": period})
    session.expire_all()


def origins(session: Session, edition_id: int) -> dict[str, tuple[str, ...]]:
    """What each criterion of an edition comes from, in the edition it is based on."""
    row = models.CriterionOrigin
    found: dict[str, tuple[str, ...]] = {}
    of_edition = select(row.criterion, row.origin).where(row.edition_id == edition_id).order_by(row.origin)
    for criterion, origin in session.execute(of_edition):
        found[criterion] = (*found.get(criterion, ()), origin)
    return found


def set_origins(session: Session, edition_id: int, wanted: Mapping[str, tuple[str, ...]], *, actor: Actor) -> None:
    """Let the criteria named in *wanted* come from these, and from no others."""
    act_as(session, actor.person_id)
    row = table(models.CriterionOrigin)
    known = origins(session, edition_id)
    differ = {criterion: codes for criterion, codes in wanted.items() if known.get(criterion, ()) != codes}
    stale = [criterion for criterion in differ if criterion in known]
    if stale:
        session.execute(delete(row).where(row.c.edition_id == edition_id, row.c.criterion.in_(stale)))
    rows = [
        {"edition_id": edition_id, "criterion": criterion, "origin": origin}
        for criterion, codes in differ.items()
        for origin in codes
    ]
    if rows:
        session.execute(insert(row), rows)


def _keyed(model: type[models.Base], rows: Mapping[type[models.Base], list[Row]]) -> dict[_Key, Row]:
    return {tuple(row[name] for name in _KEYS[model]): row for row in rows.get(model, ())}


def _put(
    session: Session, edition_id: int, model: type[models.Base], before: dict[_Key, Row], after: dict[_Key, Row]
) -> None:
    new = [{"edition_id": edition_id, **row} for key, row in after.items() if key not in before]
    if new:
        session.execute(insert(table(model)), new)
    differing = [row for key, row in after.items() if key in before and before[key] != row]
    if differing:
        values: dict[str, Any] = {name: bindparam(name) for name in differing[0] if name not in _KEYS[model]}
        keys = [{f"key_{name}": row[name] for name in _KEYS[model]} for row in differing]
        session.connection().execute(
            _at(update(table(model)), model).values(**values),
            [{**row, **key, "key_edition": edition_id} for row, key in zip(differing, keys, strict=True)],
        )


def _take(
    session: Session, edition_id: int, model: type[models.Base], before: dict[_Key, Row], after: dict[_Key, Row]
) -> None:
    """Those with parts after their parts."""
    for key in reversed(list(before)):
        if key not in after:
            keys = {f"key_{name}": value for name, value in zip(_KEYS[model], key, strict=True)}
            session.connection().execute(_at(delete(table(model)), model), {**keys, "key_edition": edition_id})


def _at(statement: Any, model: type[models.Base]) -> Any:
    columns = table(model).c
    return statement.where(
        columns.edition_id == bindparam("key_edition"),
        *(columns[name] == bindparam(f"key_{name}") for name in _KEYS[model]),
    )
