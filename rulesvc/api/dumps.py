"""Dumps: stored records as response bodies. Canonical result bytes are sent as they are kept."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from flask import Response

from rules.canonical import canonical
from rules.text import Text
from rulesvc.store.editions import EditionLine
from rulesvc.store.evaluations import EvaluationRecord

JSON = "application/json"


def json_response(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """*body*, already JSON, as the response."""
    return Response(body, status, headers, content_type=JSON)


def content_response(content: Any, status: int = 200) -> Response:
    """*content* as canonical JSON."""
    return json_response(canonical(content), status)


def evaluation_body(record: EvaluationRecord) -> bytes:
    """A record with its result, the result's bytes as they are stored."""
    head = canonical({**summary(record), "effective": record.effective})
    return head[:-1] + b',"result":' + record.result + b"}"


def summary(record: EvaluationRecord) -> dict[str, Any]:
    """A record without its result."""
    return {
        "id": record.id,
        "created_at": None if record.created_at is None else instant(record.created_at),
        "agency": record.agency,
        "agency_name": text(record.agency_name),
        "rubric": record.rubric,
        "edition": record.edition,
        "period": record.period,
        "stage": record.stage,
        "total_percent": record.total["percent"],
        "supersedes": record.supersedes,
        "superseded_by": record.superseded_by,
        "provenance": text(record.provenance),
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
        "issued_at": None if line.issued_at is None else instant(line.issued_at),
    }


def text(value: Text) -> dict[str, str]:
    """A text by language; nothing where it is blank."""
    return {language: words for language, words in asdict(value).items() if words}


def instant(moment: datetime) -> str:
    """*moment* in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
