"""Replaying: the same edition and the same input once more, compared byte by byte with what was answered then."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from rules import evaluation
from rules.canonical import canonical
from rules.errors import Path
from rules.rubric import Edition
from rulesvc.store import evaluations
from rulesvc.store.inputs import read_input
from rulesvc.store.snapshots import rebuilt


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two results first differ; `None` where one has nothing there."""

    path: Path
    stored: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Replay:
    """What the engine answers now, and whether that is what is *stored*, the engine's version apart."""

    evaluation: int
    identical: bool
    result: bytes
    stored: bytes
    difference: Difference | None


def replay(session: Session, evaluation_id: int) -> Replay:
    """Evaluate again what is stored, from the snapshot of its edition and its input alone.

    Raises: `rulesvc.errors.UnknownEvaluation`, `UnreadableFormat`, `SnapshotDiffers`.
    """
    record = evaluations.by_id(session, evaluation_id)
    edition = Edition(rebuilt(session, record.edition_sha256), record.edition, record.edition_sha256)
    sheet = read_input(record.input, record.format_version)
    result = canonical(evaluation.evaluate(edition, sheet))
    difference = first_difference(_identity(record.result), _identity(result))
    return Replay(evaluation_id, difference is None, result, record.result, difference)


def first_difference(stored: Any, now: Any) -> Difference | None:
    """Where *now* first differs from *stored*, in the order of canonical JSON."""
    return next(_differences(stored, now, ()), None)


def _identity(result: bytes) -> Any:
    """What must be the same in every replay: all but the version of the engine."""
    content = json.loads(result)
    del content["receipt"]["engine_version"]
    return content


def _differences(stored: Any, now: Any, path: Path) -> Iterator[Difference]:
    match stored, now:
        case dict(), dict():
            for name in sorted({*stored, *now}):
                yield from _differences(stored.get(name), now.get(name), (*path, name))
        case list(), list():
            for place in range(max(len(stored), len(now))):
                then = stored[place] if place < len(stored) else None
                yield from _differences(then, now[place] if place < len(now) else None, (*path, place))
        case _:
            if canonical(stored) != canonical(now):
                yield Difference(path, stored, now)
