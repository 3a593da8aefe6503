"""Refusals of counted ballots: what does not add up, what is unknown or missing, what is too few."""

from dataclasses import dataclass, field

from rules.errors import N_, InputRefusal


@dataclass(eq=False)
class BallotRefusal(InputRefusal):
    """Ballots of a survey that cannot be counted as they were sent; *component* is the one that they are about."""

    component: object = field(default="", kw_only=True)


@dataclass(eq=False)
class UnknownToSurvey(BallotRefusal):
    """A group, question or level that the survey does not have."""

    what: object
    given: str
    allowed: tuple[str, ...]
    words = N_("{component}, {what}: “{given}” is not part of this survey. Allowed: {allowed}.")


@dataclass(eq=False)
class MissingFromSurvey(BallotRefusal):
    """A group or question without figures."""

    what: object
    missing: tuple[str, ...]
    words = N_("{component}, {what}: no figures for {missing}. Where there are none, give 0.")


@dataclass(eq=False)
class CountedTwice(BallotRefusal):
    """Two sets of figures for one group."""

    given: str
    words = N_("{component}: respondent group “{given}” stands twice. Allowed: one set of figures for each group.")


@dataclass(eq=False)
class BallotsOutOfRange(BallotRefusal):
    """A number of ballots or answers that cannot be: negative, or more than there are."""

    what: object
    given: int
    low: int
    high: int
    words = N_("{component}, {what}: {given} is not possible. Allowed: whole numbers from {low} to {high}.")


@dataclass(eq=False)
class AnswersDiffer(BallotRefusal):
    """Answers, blanks and “no opinion” to a question that do not add up to the valid ballots."""

    group: object
    question: object
    total: int
    valid: int
    words = N_(
        "{component}, {group}, {question}: answers, blanks and “no opinion” add up to {total}, but {valid} ballots are "
        "valid. Each valid ballot counts once."
    )


@dataclass(eq=False)
class NotAsked(BallotRefusal):
    """A figure that this survey does not use."""

    what: object
    words = N_("{component}, {what}: this survey does not use it. Leave it out.")


@dataclass(eq=False)
class PercentOutOfRange(BallotRefusal):
    """A percentage that cannot be taken over."""

    what: object
    given: object
    places: int
    words = N_("{component}, {what}: {given}% is not possible. Allowed: from 0 to 100 with at most {places} decimals.")


@dataclass(eq=False)
class SurveyDocumentMissing(BallotRefusal):
    """A percentage taken over without the document it stands in."""

    words = N_("{component}: the percentage of another survey needs the document in which it stands.")


@dataclass(eq=False)
class NobodyAnswered(BallotRefusal):
    """A survey without any answer that counts, where the rubric does not say what then."""

    words = N_(
        "{component}: no answer counts, so there is no percentage. Allowed: at least one answer, or “not applicable”."
    )


@dataclass(eq=False)
class SampleTooSmall(BallotRefusal):
    """Fewer ballots than the least, where the rubric does not score such a survey."""

    what: object
    given: object
    least: object
    words = N_("{component}, {what}: {given}. Allowed: at least {least}; with fewer this survey is not scored.")
