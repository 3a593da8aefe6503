"""An edition changes only while it is open, moves only by its steps, and is cleared by somebody who had no hand in it.

Every change of content first locks the edition, so that none slips into an edition that is being issued, and writes
whoever acts among its editors.
"""

from collections.abc import Iterator
from typing import Final

from rulesvc import models
from rulesvc.models.edition import OPEN, STEPS, Status, among
from rulesvc.models.triggers.replacing import unmoved, unreplaced
from rulesvc.models.triggers.trigger import Guard, Refusal, Trigger, changed, nobody

_ABOUT_EDITIONS: Final = frozenset({"applicability", "edition_editor", "edition_step", "evaluation", "remark"})

CONTENT: Final = tuple(
    sorted(
        name
        for name, each in models.Base.metadata.tables.items()
        if "edition_id" in each.columns and name not in _ABOUT_EDITIONS
    )
)
"""The tables that hold the content of editions."""

_NOT_OPEN: Final = "the edition is not open"
_FIXED: Final = ("id", "rubric_id", "number", "bootstrap", "based_on", "created_by", "created_at")
_WORDING: Final = ("name_vi", "name_en", "review_table", "draft_sha256")
_BY_ISSUING: Final = ("sha256", "issued_at", "issued_by", "document_id")
_BY_STEPS: Final = ("submitted_by", "cleared_by", *_BY_ISSUING)
_SAME_NUMBER: Final = "other.rubric_id = NEW.rubric_id AND other.number = NEW.number"
_SAME_OPEN: Final = "other.rubric_id = NEW.rubric_id AND other.period_id = NEW.period_id AND other.until IS NULL"


def editions(dialect: str) -> Iterator[Trigger]:
    """The triggers on editions and on all that belongs to them."""
    yield Guard("edition", "INSERT", (*_begins(), *unreplaced(dialect, "edition", (_SAME_NUMBER,)))).trigger(dialect)
    yield Guard("edition", "UPDATE", _moves(), (_editor("NEW.id", changed(_WORDING)),)).trigger(dialect)
    yield Guard("edition", "DELETE", (Refusal("TRUE", "an edition is never deleted"),)).trigger(dialect)
    for name in CONTENT:
        yield from _of_content(dialect, name)
    begins = (*_applies(), *unreplaced(dialect, "applicability", (_SAME_OPEN,)))
    yield Guard("applicability", "INSERT", begins).trigger(dialect)
    yield Guard("applicability", "UPDATE", _ends()).trigger(dialect)
    yield Guard("applicability", "DELETE", (Refusal("TRUE", "what applied is never deleted"),)).trigger(dialect)


def _of_content(dialect: str, name: str) -> Iterator[Trigger]:
    new, old = _opens(dialect, "NEW.edition_id"), _opens(dialect, "OLD.edition_id")
    yield Guard(name, "INSERT", (*new, *unreplaced(dialect, name)), (_editor("NEW.edition_id"),)).trigger(dialect)
    moved = Refusal("NEW.edition_id {differs} OLD.edition_id", "content does not move to another edition")
    yield Guard(name, "UPDATE", (*old, moved, *unmoved(dialect, name)), (_editor("OLD.edition_id"),)).trigger(dialect)
    yield Guard(name, "DELETE", old, (_editor("OLD.edition_id"),)).trigger(dialect)


def table_columns(name: str) -> frozenset[str]:
    """The columns of the table *name*."""
    return frozenset(models.Base.metadata.tables[name].columns.keys())


def _opens(dialect: str, edition: str) -> tuple[Refusal, ...]:
    lock = " FOR SHARE" if dialect == "postgresql" else ""
    is_open = f"SELECT 1 FROM edition WHERE id = {edition} AND status IN {among(OPEN)}{lock}"  # noqa: S608 -- ours
    return nobody(), Refusal(f"NOT EXISTS ({is_open})", _NOT_OPEN)


def _editor(edition: str, condition: str = "TRUE") -> str:
    known = f"SELECT 1 FROM edition_editor WHERE edition_id = {edition} AND person_id = {{actor}}"  # noqa: S608 -- ours
    return (
        "INSERT INTO edition_editor (edition_id, person_id)"
        f" SELECT {edition}, {{actor}} WHERE {condition} AND NOT EXISTS ({known})"
    )


def _begins() -> tuple[Refusal, ...]:
    unset = " AND ".join(f"NEW.{column} IS NULL" for column in _BY_STEPS)
    others = "EXISTS (SELECT 1 FROM edition AS other WHERE other.rubric_id = NEW.rubric_id)"
    return (
        nobody(),
        Refusal(
            f"NOT (NEW.status = '{Status.DRAFT}' AND NEW.created_by = {{actor}} AND {unset})",
            "an edition begins as a draft of whoever makes it",
        ),
        Refusal(f"NEW.bootstrap AND {others}", "only the first edition of a rubric is brought in whole"),
    )


def _moves() -> tuple[Refusal, ...]:
    steps = " OR ".join(f"(OLD.status = '{before}' AND NEW.status = '{after}')" for before, after in sorted(STEPS))
    bootstrap = f"(OLD.bootstrap AND OLD.status = '{Status.DRAFT}' AND NEW.status = '{Status.ISSUED}')"
    had_a_hand = (
        "OLD.created_by = {actor} OR OLD.submitted_by = {actor} OR EXISTS"
        " (SELECT 1 FROM edition_editor WHERE edition_id = OLD.id AND person_id = {actor})"
    )
    return (
        nobody(),
        Refusal(changed(_FIXED), "number, author and origin of an edition do not change"),
        Refusal(
            f"{changed(_WORDING)} AND NOT (OLD.status IN {among(OPEN)} AND NEW.status = OLD.status)",
            _NOT_OPEN,
        ),
        Refusal(f"NEW.status <> OLD.status AND NOT ({steps} OR {bootstrap})", "an edition does not take this step"),
        Refusal(f"{changed(_BY_ISSUING)} AND NOT {_to(Status.ISSUED)}", "only issuing sets this"),
        Refusal(f"{_to(Status.ISSUED)} AND NEW.issued_by {{differs}} {{actor}}", "whoever issues is the actor"),
        Refusal(
            f"NEW.submitted_by {{differs}} CASE WHEN {_to(Status.SUBMITTED)} THEN {{actor}} ELSE OLD.submitted_by END",
            "whoever submits is the actor",
        ),
        Refusal(
            f"NEW.cleared_by {{differs}} CASE WHEN {_to(Status.CLEARED)} THEN {{actor}}"
            f" WHEN {_to(Status.RETURNED)} THEN NULL ELSE OLD.cleared_by END",
            "whoever clears is the actor",
        ),
        Refusal(f"{_to(Status.CLEARED)} AND ({had_a_hand})", "nobody clears what they had a hand in"),
    )


def _to(status: Status) -> str:
    return f"(OLD.status <> '{status}' AND NEW.status = '{status}')"


def _applies() -> tuple[Refusal, ...]:
    of_period = "other.rubric_id = NEW.rubric_id AND other.period_id = NEW.period_id"
    earlier = f"SELECT 1 FROM applicability AS other WHERE {of_period}"  # noqa: S608 -- ours
    issued = f"SELECT 1 FROM edition WHERE id = NEW.edition_id AND status = '{Status.ISSUED}'"  # noqa: S608 -- ours
    return (
        Refusal("NEW.until IS NOT NULL", "what begins to apply has no end yet"),
        Refusal(f"NOT EXISTS ({issued})", "only an issued edition applies"),
        Refusal(
            f"EXISTS ({earlier} AND (other.since > NEW.since OR other.until > NEW.since))",
            "what applied earlier does not change",
        ),
    )


def _ends() -> tuple[Refusal, ...]:
    fixed = changed(sorted(table_columns("applicability") - {"until"}))
    return (Refusal(f"{fixed} OR OLD.until IS NOT NULL OR NEW.until IS NULL", "what applied only ends, once"),)
