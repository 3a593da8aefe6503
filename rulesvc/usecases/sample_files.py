"""The files of a sample: the sheets of its agencies stand there as they are sent, with what each component asks for."""

from pathlib import Path
from typing import Any

from rules.answer_content import answer_of
from rules.number import exact
from rules.sheet import Previous
from rules.text import Text
from rulesvc.store.facts import Fact
from rulesvc.store.sheets import StoredSheet
from rulesvc.usecases.case_files import CaseAgency, CaseFiles, Content, case_agency, case_in, content_of, rows


def read_sample(folder: Path) -> CaseFiles:
    """The sample in *folder*."""
    return case_in(folder, _agencies)


def _agencies(folder: Path, case: Content) -> tuple[CaseAgency, ...]:
    bodies = {body["agency"]: body for body in content_of(folder / "answers.json")}
    sheets, facts = (Text(**case[name]["provenance"]) for name in ("sheets", "facts"))
    return tuple(
        case_agency(row, _sheet(bodies[row["agency"]], sheets), _fact(bodies[row["agency"]], facts))
        for row in rows(folder / "agencies.csv")
    )


def _sheet(body: Any, provenance: Text) -> StoredSheet:
    indicators = {code: exact(value) for code, value in body["indicators"].items()}
    return StoredSheet(tuple(map(answer_of, body["answers"])), indicators, provenance)


def _fact(body: Any, provenance: Text) -> Fact:
    return Fact(Previous(**body["previous"]), provenance)
