"""Dumps: stored records as response bodies. Canonical result bytes are sent as they are kept."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from flask import Response

from rules.canonical import canonical
from rules.content import text_content
from rulesvc.store.conclusions import ConclusionRecord
from rulesvc.store.editions import EditionLine
from rulesvc.store.effective import EffectiveLine
from rulesvc.store.evaluations import EvaluationRecord
from rulesvc.usecases.edition_words import caution

JSON = "application/json"


def json_response(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """*body*, already JSON, as the response."""
    return Response(body, status, headers, content_type=JSON)


def content_response(content: Any, status: int = 200) -> Response:
    """*content* as canonical JSON."""
    return json_response(canonical(content), status)


def evaluation_body(record: EvaluationRecord) -> bytes:
    """A record with its result, the result's bytes as they are stored."""
    head = canonical(summary(record))
    return head[:-1] + b',"result":' + record.result + b"}"


def summary(record: EvaluationRecord) -> dict[str, Any]:
    """A record without its result."""
    return {
        "id": record.id,
        "created_at": None if record.created_at is None else instant(record.created_at),
        "agency": record.agency,
        "agency_name": text_content(record.agency_name),
        "rubric": record.rubric,
        "edition": record.edition,
        "edition_status": record.edition_status,
        "edition_replaced": record.edition_replaced,
        "edition_caution": text_content(caution(record.edition_status, replaced=record.edition_replaced)),
        "period": record.period,
        "stage": record.stage,
        "total_percent": record.total["percent"],
        "supersedes": record.supersedes,
        "superseded_by": record.superseded_by,
        "provenance": text_content(record.provenance),
        "effective": {table: _effective(line) for table, line in record.effective.items()},
    }


def _effective(line: EffectiveLine) -> dict[str, Any]:
    concluded = line["conclusion"]
    return {**line, "conclusion": None if concluded is None else conclusion(concluded)}


def conclusion(record: ConclusionRecord) -> dict[str, Any]:
    """What the council concluded, by whom it was entered and decided, and whether it is to be confirmed."""
    minutes = record.minutes
    return {
        "id": record.id,
        "evaluation": record.evaluation,
        "agency": record.agency,
        "rubric": record.rubric,
        "period": record.period,
        "table": record.table,
        "outcome": record.outcome,
        "reason": record.reason,
        "minutes": {
            "code": minutes.code,
            "kind": text_content(minutes.kind),
            "number": minutes.number,
            "dated": minutes.dated,
            "issuer": text_content(minutes.issuer),
        },
        "votes": None if record.votes is None else asdict(record.votes),
        "reserved_opinions": record.reserved_opinions,
        "status": record.status,
        "proposed_by": record.proposed_by,
        "proposed_at": instant(record.proposed_at),
        "decided_by": record.decided_by,
        "decided_at": None if record.decided_at is None else instant(record.decided_at),
        "comment": record.comment,
        "current": record.current,
        "to_confirm": record.to_confirm,
    }


def edition(line: EditionLine) -> dict[str, Any]:
    """An edition without its content."""
    return {
        "rubric": line.rubric,
        "number": line.number,
        "status": line.status,
        "bootstrap": line.bootstrap,
        "periods": list(line.periods),
        "sha256": line.sha256,
        "author": line.author,
        "based_on": line.based_on,
        "document": line.document,
        "issued_at": None if line.issued_at is None else instant(line.issued_at),
    }


def instant(moment: datetime) -> str:
    """*moment* in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
