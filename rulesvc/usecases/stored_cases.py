"""Stored cases as they stand: which come out as expected, and which a person stands behind."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from foresight.cases import Run, run
from foresight.cases_phrases import figures_text, run_text
from rules.content import edition_of
from rules.errors import Refusal, Refused
from rules.language import CODES
from rules.rubric import Rubric
from rules.text import Text
from rulesvc.errors import CaseDiffers, CaseNotConfirmed
from rulesvc.languages import language
from rulesvc.store import cases
from rulesvc.store.cases import CaseLine
from rulesvc.store.editions import EditionKey
from rulesvc.usecases.resting import tables_sha256


@dataclass(frozen=True, slots=True)
class Standing:
    """A stored case, how it comes out now, *told* in words, and whether a person stands behind it as it is.

    Nobody does any more once a table that it is about, or what that looks at, is not what it was when it was confirmed.
    """

    line: CaseLine
    run: Run
    told: Text
    is_confirmed: bool

    @property
    def is_green(self) -> bool:
        """Whether nothing is to be done about it."""
        return self.run.passed and self.is_confirmed


def standings(session: Session, key: EditionKey, rubric: Rubric) -> tuple[Standing, ...]:
    """How the cases of an edition stand under *rubric*, which is what it says."""
    return _standings(cases.of_edition(session, key.id), key, rubric)


def standing_of(session: Session, key: EditionKey, rubric: Rubric, name: str) -> Standing | None:
    """How the case of that *name* stands, `None` where the edition has none."""
    named = tuple(line for line in cases.of_edition(session, key.id) if line.case.name == name)
    return next(iter(_standings(named, key, rubric)), None)


def figures(standing: Standing, key: EditionKey, rubric: Rubric) -> Text:
    """What the tables that a case is about look at in it."""
    edition, case = edition_of(rubric, key.number), standing.line.case
    return Text(*(figures_text(case, edition, language(code)) for code in CODES))


def unsettled_cases(session: Session, key: EditionKey, rubric: Rubric) -> Iterator[Refusal]:
    """A refusal for each case that comes out otherwise than expected, or that nobody stands behind."""
    for each in standings(session, key, rubric):
        if not each.run.passed:
            yield CaseDiffers(each.line.case.name, each.told, at=("cases", each.line.case.name))
        elif not each.is_confirmed:
            yield CaseNotConfirmed(each.line.case.name, at=("cases", each.line.case.name))


def require_green(session: Session, key: EditionKey, rubric: Rubric) -> None:
    """Refuse an edition with a case that is not green; one without any case is let through.

    Raises: `rules.errors.Refused` with each `CaseDiffers` and `CaseNotConfirmed`.
    """
    refusals = tuple(unsettled_cases(session, key, rubric))
    if refusals:
        raise Refused(refusals)


def _standings(lines: tuple[CaseLine, ...], key: EditionKey, rubric: Rubric) -> tuple[Standing, ...]:
    if not lines:
        return ()
    edition = edition_of(rubric, key.number)
    now = {about: tables_sha256(rubric, about) for about in {line.case.about for line in lines}}
    return tuple(_standing(line, run(edition, line.case), rubric, now[line.case.about]) for line in lines)


def _standing(line: CaseLine, came_out: Run, rubric: Rubric, now: str) -> Standing:
    confirmed = line.confirmed
    is_confirmed = confirmed is not None and confirmed.tables_sha256 == now
    told = Text(*(run_text(came_out, rubric, language(code)) for code in CODES))
    return Standing(line, came_out, told, is_confirmed)
