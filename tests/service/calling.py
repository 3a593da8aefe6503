"""Calling the HTTP interface as another system does: with a key, over a test client or over real HTTP."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from rules.answer import Points
from rules.number import exact_text
from rulesvc import models
from rulesvc.database import Database
from rulesvc.usecases.keys import IssuedKey, NewKey, create_key
from tests.hai_duong import block_of, sheets
from tests.service.databases import NOW
from tests.service.people import everybody

EVALUATIONS = "/api/v1/evaluations"
RUBRICS = "/api/v1/rubrics"
JSON = "application/json"
PROBLEM = "application/problem+json"

BOTH_SCOPES = ("read", "evaluate")

Body = dict[str, Any]


@dataclass
class Caller:
    """Another system: a test client with the key that *headers* hold."""

    app: Flask
    database: Database
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def client(self) -> FlaskClient:
        self.app.extensions["database"] = self.database
        return self.app.test_client()

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=self._with(headers))

    def post(self, path: str, body: Body | bytes | str = b"", **headers: str) -> TestResponse:
        sent = json.dumps(body) if isinstance(body, dict) else body
        return self.client.post(path, data=sent, content_type=JSON, headers=self._with(headers))

    def send(self, method: str, path: str, body: Body | None = None) -> TestResponse:
        """A request by any method, which says that it has seen what it changes; without a body, one that has none."""
        kind = "application/merge-patch+json" if path.startswith("/api/v1/documents") and method == "PATCH" else JSON
        headers = {**self.headers, "If-Match": '"seen"'} if method in {"PATCH", "PUT", "DELETE"} else self.headers
        if body is None:
            return self.client.open(path, method=method, headers=headers)
        return self.client.open(path, method=method, headers=headers, data=json.dumps(body), content_type=kind)

    def evaluate(self, body: Body | bytes | str, query: str = "", **headers: str) -> TestResponse:
        return self.post(EVALUATIONS + query, body, **headers)

    def _with(self, headers: dict[str, str]) -> dict[str, str]:
        """Our headers and those of the call, whose names are written with underscores."""
        return {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}


def new_key(
    database: Database, scopes: tuple[str, ...] = BOTH_SCOPES, *, expires_at: datetime | None = None
) -> IssuedKey:
    """A key of somebody who has every role."""
    actor = everybody(database, "dashboard")
    with database.writing() as session:
        return create_key(session, NewKey(actor.person, scopes, expires_at), actor=actor, now=NOW)


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def body_for(agency: str, /, **changes: Any) -> Body:
    """The reconstructed sheet of *agency* as a body, with other fields where *changes* name them."""
    answers = [
        {"criterion": answer.criterion, "points": exact_text(answer.points)}
        for answer in sheets()[agency].answers
        if isinstance(answer, Points)
    ]
    return {"agency": agency, "rubric": block_of(agency), "period": "2022", "answers": answers, **changes}


def answering(agency: str, criterion: str, **given: Any) -> Body:
    """The body of *agency* in which one criterion is answered otherwise."""
    body = body_for(agency)
    others = [answer for answer in body["answers"] if answer["criterion"] != criterion]
    return {**body, "answers": [{"criterion": criterion, **given}, *others]}


def result_bytes(response: TestResponse) -> bytes:
    """The result in an answer, in the bytes in which it was sent: it stands last."""
    sent: bytes = response.data
    return sent.partition(b',"result":')[2][:-1]


def rows(database: Database) -> dict[str, int]:
    """How many rows there are of everything that a request may add."""
    kinds = (models.Evaluation, models.AuditEvent, models.KeptAnswer, models.Person, models.Sheet)
    with database.reading() as session:
        return {kind.__tablename__: session.scalar(select(func.count(kind.id))) or 0 for kind in kinds}
