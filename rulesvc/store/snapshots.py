"""Snapshots: the canonical content of issued editions, read by the format it was written in.

They are read without the schemas of rubric documents: those may change, what was issued may not.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.canonical import canonical, digest
from rules.combining import SUM
from rules.condition import Condition, Operator, Threshold
from rules.content import rubric_content
from rules.criterion import GIVEN_POINTS, Absence, Criterion
from rules.document import Citation, Document
from rules.errors import require
from rules.measure import CodeMeasure, Measure
from rules.method_content import combining_of, method_of
from rules.rubric import Rubric
from rules.scope import Exemption, Indicator, Scope
from rules.table import Grain, HitPolicy, Outcome, Rule, Subject, Table
from rules.text import Text
from rules.version import FORMAT_VERSION
from rulesvc import models
from rulesvc.errors import SnapshotDiffers, UnreadableFormat
from rulesvc.store.edition_values import measure_of
from rulesvc.store.frozen import frozen, not_kept

Content = Mapping[str, Any]


def take(session: Session, rubric: Rubric) -> str:
    """Keep the canonical content of *rubric* under its hash, once; the hash."""
    content = canonical(rubric_content(rubric))
    sha256 = digest(content)
    if session.get(models.EditionText, sha256) is None:
        session.add(models.EditionText(sha256=sha256, format_version=FORMAT_VERSION, content=content))
        session.flush()
    frozen(sha256, lambda: rubric)
    return sha256


def rebuilt(session: Session, sha256: str) -> Rubric:
    """The rubric in the snapshot with that hash, built anew from its bytes.

    Raises: `SnapshotDiffers`, `UnreadableFormat`.
    """
    text = models.EditionText
    found = session.execute(select(text.format_version, text.content).where(text.sha256 == sha256)).one()
    return _verified(sha256, found.format_version, found.content)


def issued(session: Session, sha256: str) -> Rubric:
    """The rubric that was issued under that hash, kept in memory once it was rebuilt.

    Raises: `SnapshotDiffers`, `UnreadableFormat`.
    """
    return frozen(sha256, lambda: rebuilt(session, sha256))


def all_issued(session: Session, hashes: Iterable[str]) -> Mapping[str, Rubric]:
    """The rubrics that were issued under those *hashes*, by hash; those that are not in memory in one query.

    Raises: `SnapshotDiffers`, `UnreadableFormat`.
    """
    wanted = frozenset(hashes)
    text = models.EditionText
    rows = session.execute(
        select(text.sha256, text.format_version, text.content).where(text.sha256.in_(not_kept(wanted)))
    )
    read = {each.sha256: frozen(each.sha256, partial(_verified, *each)) for each in rows}
    return {sha256: read.get(sha256) or issued(session, sha256) for sha256 in wanted}


def _verified(sha256: str, format_version: str, content: bytes) -> Rubric:
    require(digest(content) == sha256, SnapshotDiffers(sha256, digest(content)))
    return read_content(json.loads(content), format_version)


def read_content(content: Content, format_version: str) -> Rubric:
    """The rubric in canonical *content* of that format.

    Raises: `UnreadableFormat`.
    """
    reader = READERS.get(format_version)
    if reader is None:
        raise UnreadableFormat(format_version, tuple(READERS))
    return reader(content)


# ---- format 1 --------------------------------------------------------------------------------------------------------


def _rubric(content: Content) -> Rubric:
    return Rubric(
        code=content["code"],
        name=_text(content["name"]),
        block=content["block"],
        criteria=_each(_criterion, content, "criteria"),
        scopes=_each(_scope, content, "scopes"),
        indicators=_each(_indicator, content, "indicators"),
        exemptions=_each(_exemption, content, "exemptions"),
        tables=_each(_table, content, "tables"),
        documents=_each(_document, content, "documents"),
        review_table=content.get("review_table", ""),
    )


def _each(read: Callable[[Content], Any], content: Content, name: str) -> tuple[Any, ...]:
    return tuple(read(part) for part in content.get(name, ()))


def _text(content: Content | None) -> Text:
    return Text(content.get("vi", ""), content.get("en", "")) if content else Text("")


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _document(content: Content) -> Document:
    return Document(
        code=content["code"],
        kind=_text(content["kind"]),
        number=content.get("number", ""),
        dated=content.get("dated", ""),
        issuer=_text(content.get("issuer")),
        subject=_text(content.get("subject")),
    )


def _criterion(content: Content) -> Criterion:
    return Criterion(
        code=content["code"],
        name=_text(content.get("name")),
        max_points=Fraction(content["max_points"]),
        min_points=Fraction(content.get("min_points", "0")),
        step=_number(content.get("step")),
        method=method_of(content["method"]) if "method" in content else GIVEN_POINTS,
        combined=combining_of(content["combined"]) if "combined" in content else SUM,
        not_applicable=Absence(content.get("not_applicable", Absence.LEAVES)),
        extra=content.get("extra", False),
        guidance=_text(content.get("guidance")),
        source=_text(content.get("source")),
        parts=_each(_criterion, content, "parts"),
    )


def _scope(content: Content) -> Scope:
    return Scope(content["code"], _text(content.get("name")), tuple(content["criteria"]))


def _indicator(content: Content) -> Indicator:
    low, high = _number(content.get("low")), _number(content.get("high"))
    return Indicator(content["code"], _text(content.get("name")), _text(content.get("unit")), low, high)


def _exemption(content: Content) -> Exemption:
    return Exemption(content["criterion"], content["agency"])


def _table(content: Content) -> Table:
    return Table(
        code=content["code"],
        name=_text(content.get("name")),
        grain=Grain(content["grain"]),
        hit_policy=HitPolicy(content["hit_policy"]),
        outcomes=_each(_outcome, content, "outcomes"),
        rules=_each(_rule, content, "rules"),
        scope=content.get("scope", ""),
        default=content.get("default", ""),
        places=content.get("places"),
        assumptions=_each(_text, content, "assumptions"),
        subject=Subject(content.get("subject", Subject.AGENCY)),
    )


def _outcome(content: Content) -> Outcome:
    return Outcome(content["code"], _text(content.get("name")), _number(content.get("value")))


def _rule(content: Content) -> Rule:
    conditions = _each(_condition, content, "conditions")
    return Rule(content["code"], conditions, content["outcome"], _each(_citation, content, "citations"))


def _citation(content: Content) -> Citation:
    place = _text(content.get("place"))
    return Citation(content["document"], content.get("article", ""), content.get("stated_in", ""), place)


def _condition(content: Content) -> Condition:
    about = {name: Fraction(v) if name == "percent" else v for name, v in content["measure"].items() if name != "kind"}
    measure = measure_of(content["measure"]["kind"], about)
    return Condition(measure, Operator(content["operator"]), _threshold(measure, content.get("threshold")))


def _threshold(measure: Measure, content: Any) -> Threshold:
    match content:
        case list():
            return tuple(content)
        case str() if not isinstance(measure, CodeMeasure):
            return Fraction(content)
        case str() | bool():
            return content
        case _:
            return None


READERS: Final[Mapping[str, Callable[[Content], Rubric]]] = {"1": _rubric}
"""A reader for every format that was ever written."""
