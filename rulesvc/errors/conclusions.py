"""Conclusions of the council."""

from dataclasses import dataclass
from datetime import date

from rules.errors import N_, InputRefusal
from rules.said import Said
from rules.text import Text
from rulesvc.errors.families import Conflict, Forbidden, NotFound


@dataclass(eq=False)
class UnknownConclusion(NotFound):
    """A conclusion that is not stored."""

    given: str
    words = N_("There is no conclusion {given}.")


@dataclass(eq=False)
class NotConcludedOn(Conflict):
    """A conclusion about an evaluation of a stage that the council does not stand behind."""

    evaluation: str
    stage: str
    allowed: str
    words = N_("Evaluation {evaluation} is of stage “{stage}”. The Council concludes on stage “{allowed}” only.")


@dataclass(eq=False)
class EvaluationSuperseded(Conflict):
    """A conclusion about an evaluation that another one has taken the place of."""

    evaluation: str
    current: str
    words = N_("Evaluation {evaluation} was superseded. Propose the conclusion for evaluation {current} instead.")


@dataclass(eq=False)
class TableNotConcluded(InputRefusal):
    """A table that decides no single outcome about the agency."""

    given: str
    allowed: tuple[str, ...]
    words = N_("The Council cannot conclude on table “{given}”. Allowed: {allowed}.")


@dataclass(eq=False)
class OutcomeNotOfTable(InputRefusal):
    """An outcome that the table does not have."""

    given: str
    table: str
    allowed: tuple[str, ...]
    words = N_("Table {table} has no outcome “{given}”. Allowed: {allowed}.")


class ReasonMissing(InputRefusal):
    """A conclusion without its reason."""

    words = N_("The reason of the conclusion is missing. It is told wherever the conclusion is.")


class CommentMissing(InputRefusal):
    """A rejection that does not say why."""

    words = N_("Say why the proposal is rejected.")


@dataclass(eq=False)
class ProposalOpen(Conflict):
    """A second proposal on a table while the first is not decided."""

    table: str
    agency: Text
    period: str
    words = N_(
        "A conclusion on “{table}” of {agency}, period {period}, is proposed already and not decided yet. Confirm or "
        "reject it before another is made."
    )


@dataclass(eq=False)
class VotedDown(InputRefusal):
    """A conclusion for which no more voted than against it."""

    in_favour: int
    against: int
    words = N_(
        "{in_favour} voted for it and {against} against: by that the Council has not concluded so. Allowed: more votes "
        "for than against."
    )


@dataclass(eq=False)
class MinutesTooEarly(InputRefusal):
    """Minutes of a meeting before the period began that it would have concluded on."""

    document: Text
    period: str
    first_day: date
    words = N_(
        "Minutes “{document}” are dated before period {period} began ({first_day}). Allowed: minutes dated in the "
        "period or later."
    )


@dataclass(eq=False)
class ConclusionDecided(Conflict):
    """A decision about a conclusion that is decided."""

    conclusion: str
    words = N_("Conclusion {conclusion} was confirmed or rejected already. A new one can be proposed.")


@dataclass(eq=False)
class OwnProposal(Forbidden):
    """Somebody who would decide about what they proposed themselves."""

    conclusion: str
    words = N_("You proposed conclusion {conclusion}: a second person confirms or rejects it.")


@dataclass(eq=False)
class LenderProposed(Forbidden):
    """Somebody who may decide only by the role of one who proposed the conclusion."""

    conclusion: str
    lenders: tuple[str, ...]
    words = N_(
        "You would decide conclusion {conclusion} for {lenders}, who proposed it. Allowed: by a role of your own, or "
        "for somebody else."
    )


@dataclass(eq=False)
class NotMinutes(InputRefusal):
    """A document of another kind in the place of minutes."""

    document: Text
    kind: Text
    words = N_(
        "Document “{document}” is not minutes but: {kind}. The Council concludes by minutes of its meeting only."
    )


@dataclass(eq=False)
class MinutesNotComplete(Conflict):
    """Minutes that are not signed yet, so that what they say may still change."""

    document: Text
    missing: tuple[Said, ...]
    words = N_(
        "Minutes “{document}” lack: {missing}. A conclusion is confirmed by minutes that are issued and signed only."
    )
