"""A council: two secretaries, an approver, a viewer, and signed minutes in the register."""

from dataclasses import dataclass
from typing import Any

from rules.document import Document
from rules.text import Text
from rulesvc.database import Database
from rulesvc.store import documents
from rulesvc.store.conclusions import ConclusionRecord
from rulesvc.store.persons import Actor
from rulesvc.usecases import conclusions
from rulesvc.usecases.conclusions import Proposal
from tests.hai_duong import at_percent
from tests.service.asking import LATER, evaluated, request_for
from tests.service.people import person
from tests.service.registering import attached

MINUTES = Document(
    "bien-ban-01",
    Text("Biên bản họp", "Minutes"),
    "01/BB-HĐ",
    "2023-01-20",
    Text("Hội đồng đánh giá, xác định Chỉ số CCHC tỉnh", "the Appraisal Council"),
    Text("Các trường hợp quy định chưa điều chỉnh"),
)
REASON = "Thiếu 0,06 điểm ở một lĩnh vực; Hội đồng thống nhất 12/12."
ROLES = {"secretary": "secretary", "second": "secretary", "approver": "approver", "viewer": "viewer"}
SILENT = at_percent({"tai-chinh-cong": 40}, 97).answers
"""Answers that the ratings of heads do not cover."""


@dataclass(frozen=True)
class Council:
    """Who acts, and on what."""

    database: Database
    actors: dict[str, Actor]

    def evaluate(self, agency: str = "so-noi-vu", **changes: object) -> int:
        """A stored evaluation that leaves the rating of the head to the council."""
        request = request_for(agency, **{"answers": SILENT, **changes})
        return evaluated(self.database, request, self.actors["secretary"]).id or 0

    def propose(self, evaluation: int, who: str = "secretary", /, **changes: Any) -> ConclusionRecord:
        said = {"table": "head_rating", "outcome": "hoan-thanh", "reason": REASON, "minutes": MINUTES.code, **changes}
        with self.database.writing() as session:
            return conclusions.propose(session, Proposal(evaluation, **said), actor=self.actors[who], now=LATER)

    def confirm(self, conclusion: int, who: str = "second", comment: str = "") -> ConclusionRecord:
        with self.database.writing() as session:
            return conclusions.confirm(session, conclusion, comment, actor=self.actors[who], now=LATER)

    def reject(self, conclusion: int, who: str = "second", comment: str = "Sai số liệu") -> ConclusionRecord:
        with self.database.writing() as session:
            return conclusions.reject(session, conclusion, comment, actor=self.actors[who], now=LATER)

    def conclude(self, evaluation: int, /, **changes: str) -> ConclusionRecord:
        """What the council concluded, with both persons."""
        return self.confirm(self.propose(evaluation, **changes).id)


def council_on(database: Database) -> Council:
    """The council, who may act on *database*."""
    with database.writing() as session:
        documents.register(session, (MINUTES,))
    actors = {code: person(database, code, role) for code, role in ROLES.items()}
    attached(database, actors["secretary"], MINUTES.code, name="BB 01.pdf")
    return Council(database, actors)
