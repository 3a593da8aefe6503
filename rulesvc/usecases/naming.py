"""Names: what a request calls by its code must be known, and everything that is not is told at once."""

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from rules.errors import Refusal
from rulesvc.errors import NotFound, UnknownStage
from rulesvc.models.stage import Stage
from rulesvc.store import agencies, periods, rubrics

_BY_CODE = {"agency": agencies.by_code, "rubric": rubrics.by_code, "period": periods.by_code}


def unknown(session: Session, codes: Mapping[str, str]) -> tuple[Refusal, ...]:
    """A refusal for each of *codes*, of a stage, an agency, a rubric or a period by name, that nothing has."""
    return tuple(_unknown(session, codes))


def _unknown(session: Session, codes: Mapping[str, str]) -> Iterator[Refusal]:
    if "stage" in codes and codes["stage"] not in tuple(Stage):
        yield UnknownStage(codes["stage"], tuple(Stage), at=("stage",))
    for name, by_code in _BY_CODE.items():
        try:
            if name in codes:
                by_code(session, codes[name], at=(name,))
        except NotFound as refusal:
            yield refusal
