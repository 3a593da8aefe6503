"""Refusals of the service: what was asked cannot be found, may not be done, or contradicts what is stored.

Each owns its words, as in `rules.errors`. The families say what kind of answer is due; the HTTP status of each stands
in one table at the edge. A `NotFound` with a path is about a field that was sent, one without about the address.
"""

from dataclasses import dataclass
from datetime import date, datetime

from rules.errors import N_, InputRefusal, Refusal
from rules.said import Said

# ---- families --------------------------------------------------------------------------------------------------------


class NotFound(Refusal):
    """What was named does not exist."""


class Conflict(Refusal):
    """What was asked cannot be done in the present state."""


class PreconditionFailed(Refusal):
    """What was asked rests on a state that is no longer the present one."""


class PreconditionRequired(Refusal):
    """What was asked must say on what state it rests."""


class Forbidden(Refusal):
    """Whoever asks is known and may not."""


class Unauthorised(Refusal):
    """Whoever asks is not known."""


# ---- not found -------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class UnknownAgency(NotFound):
    """An agency that is not stored."""

    given: str
    closest: tuple[str, ...]
    nothing = N_("no agency yet")
    words = N_("Agency “{given}” is not known. Closest: {closest}.")


@dataclass(eq=False)
class UnknownRubric(NotFound):
    """A rubric that is not stored."""

    given: str
    allowed: tuple[str, ...]
    nothing = N_("no rubric yet")
    words = N_("Rubric “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class UnknownBlock(NotFound):
    """A block that is not stored."""

    given: str
    allowed: tuple[str, ...]
    nothing = N_("no block yet")
    words = N_("Block “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class UnknownPeriod(NotFound):
    """A period that is not stored."""

    given: str
    allowed: tuple[str, ...]
    nothing = N_("no period yet")
    words = N_("Period “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class UnknownEdition(NotFound):
    """An edition that the rubric does not have."""

    rubric: str
    given: str
    allowed: tuple[str, ...]
    nothing = N_("no edition yet")
    words = N_("Rubric {rubric} has no edition {given}. Editions: {allowed}.")


@dataclass(eq=False)
class UnknownEvaluation(NotFound):
    """An evaluation that is not stored."""

    given: str
    words = N_("There is no evaluation {given}.")


@dataclass(eq=False)
class UnknownPerson(NotFound):
    """A person who is not stored."""

    given: str
    closest: tuple[str, ...]
    words = N_("Person “{given}” is not known. Closest: {closest}.")


@dataclass(eq=False)
class UnknownKey(NotFound):
    """An API key that is not stored."""

    given: str
    words = N_("There is no API key that begins with “{given}”.")


@dataclass(eq=False)
class NoEditionForPeriod(NotFound):
    """No edition applies to the period; never another period's edition."""

    rubric: str
    period: str
    nearest: str
    words = N_("No edition of rubric {rubric} applies to period {period}. Nearest period that has one: {nearest}.")


@dataclass(eq=False)
class NoIssuedEdition(NotFound):
    """A rubric of which nothing applies to any period."""

    rubric: str
    words = N_("No edition of rubric {rubric} applies to any period.")


@dataclass(eq=False)
class NothingKnownAsOf(NotFound):
    """An edition applies to the period now, and none was known to apply then."""

    rubric: str
    period: str
    as_of: datetime
    since: datetime
    words = N_("No edition of rubric {rubric} applied to period {period} as known at {as_of}. The first: from {since}.")


# ---- input -----------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class UnknownStage(InputRefusal):
    """A stage that result sheets do not have."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Stage “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class UnknownScope(InputRefusal):
    """A scope that API keys do not have."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Scope “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class ExpiryPassed(InputRefusal):
    """A key that would have ended before it begins."""

    given: str
    words = N_("A key cannot end at {given}, which has passed. Allowed: an instant to come.")


@dataclass(eq=False)
class UnknownLanguage(InputRefusal):
    """A language without a catalogue."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Language “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class AgencyOfAnotherBlock(InputRefusal):
    """An agency under the rubric of a block that it does not belong to."""

    agency: object
    block: str
    rubric: str
    allowed: str
    words = N_("{agency} belongs to block {block}. Rubric {rubric} is for block {allowed}.")


@dataclass(eq=False)
class AgencyNotInPeriod(InputRefusal):
    """An agency that did not exist in the period."""

    agency: object
    period: str
    since: date | str
    until: date | str
    words = N_("{agency} did not exist in period {period}. It existed from {since} to {until}.")


@dataclass(eq=False)
class EditionNotOfPeriod(InputRefusal):
    """An edition together with a period that it does not cover."""

    rubric: str
    edition: int
    period: str
    allowed: tuple[str, ...]
    nothing = N_("no period yet")
    words = N_("Edition {edition} of rubric {rubric} does not cover period {period}. Periods it covers: {allowed}.")


@dataclass(eq=False)
class ContradictsStored(InputRefusal):
    """A fact of the previous period that was sent and is stored otherwise."""

    fact: str
    given: object
    stored: object
    period: str
    words = N_(
        "{fact}: “{given}” was sent, “{stored}” is stored for period {period}. Leave it out, or send what is stored."
    )


@dataclass(eq=False)
class OnlyForDryRuns(InputRefusal):
    """An edition or an instant named for an evaluation that is to be stored."""

    field: str
    words = N_("“{field}” is only allowed in a dry run: a stored evaluation takes the edition that applies now.")


@dataclass(eq=False)
class PeriodsMissing(InputRefusal):
    """An edition that is to be issued and covers no period."""

    rubric: str
    words = N_("Rubric {rubric}: an edition that is issued must name the periods it covers.")


@dataclass(eq=False)
class BadSetting(InputRefusal):
    """A setting from the environment that cannot be used."""

    name: str
    given: str
    allowed: str
    words = N_("{name}: “{given}” is not allowed. Allowed: {allowed}.")


# ---- conflicts -------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class RubricHasEditions(Conflict):
    """A first edition for a rubric that has editions."""

    rubric: str
    count: int
    words = N_("Rubric {rubric} has {count} editions. Only the first can be issued by import; import it as a draft.")


@dataclass(eq=False)
class RubricOfAnotherBlock(Conflict):
    """A document of a stored rubric that names another block."""

    rubric: str
    given: str
    stored: str
    words = N_("Rubric {rubric} is for block {stored}, not for “{given}”.")


@dataclass(eq=False)
class KeyAlreadyRevoked(Conflict):
    """An API key that cannot be revoked twice."""

    prefix: str
    words = N_("API key {prefix} is revoked already.")


@dataclass(eq=False)
class IdempotencyKeyReused(Conflict):
    """An Idempotency-Key that came before with another body."""

    given: str
    words = N_("Idempotency-Key “{given}” was used with another body. Send the same body, or another key.")


# ---- access ----------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class KeyMissing(Unauthorised):
    """No API key was sent."""

    words = N_("An API key is needed: send the header “Authorization: Bearer …”.")


@dataclass(eq=False)
class KeyWrong(Unauthorised):
    """An API key that was never issued."""

    words = N_("This API key is not known. Check that it was copied whole.")


@dataclass(eq=False)
class KeyRevoked(Unauthorised):
    """An API key that was revoked."""

    prefix: str
    words = N_("API key {prefix} was revoked. Ask for a new one.")


@dataclass(eq=False)
class KeyExpired(Unauthorised):
    """An API key whose time is over."""

    prefix: str
    words = N_("API key {prefix} has expired. Ask for a new one.")


@dataclass(eq=False)
class ScopeMissing(Forbidden):
    """An API key that does not reach as far as the request."""

    needed: str
    held: tuple[str, ...]
    words = N_("This API key lacks the scope “{needed}”. It has: {held}.")


@dataclass(eq=False)
class ScopeBeyondRoles(ScopeMissing):
    """A scope that an API key was given and that the roles of its person no longer allow."""

    person: str
    words = N_(
        "This API key was given the scope “{needed}”, which the roles of {person} do not allow now. They allow: {held}."
    )


@dataclass(eq=False)
class SystemAccount(Forbidden):
    """An account of the service itself in place of a person."""

    person: str
    words = N_("“{person}” is an account of the service itself: nobody acts as it, and it is not changed.")


@dataclass(eq=False)
class PersonEnded(Unauthorised):
    """Somebody who has left and would act."""

    person: str
    ended: datetime
    words = N_("“{person}” left at {ended} and cannot act any more.")


@dataclass(eq=False)
class NobodyActs(Unauthorised):
    """A change on the command line by nobody."""

    words = N_(
        "Name who does this: --as PERSON, or RULESVC_AS. Where there is no administrator yet, the first is added by: "
        "rulesvc person add CODE --name NAME --role administrator."
    )


@dataclass(eq=False)
class SignInFailed(Unauthorised):
    """A name and a password that do not belong together, or to nobody who may sign in."""

    words = N_("Name or password is wrong.")


# ---- what is stored --------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class StoredContentDiffers(Refusal):
    """The rows of an issued edition do not say what its hash says: somebody changed them behind the service."""

    rubric: str
    edition: int
    stored: str
    found: str
    words = N_("Edition {edition} of rubric {rubric}: its content has hash {found}, it was issued with {stored}.")


@dataclass(eq=False)
class UnreadableFormat(Refusal):
    """Something stored under a format version that this program has no reader for."""

    given: str
    allowed: tuple[str, ...]
    words = N_("What is stored has format {given}, which this program cannot read. It reads: {allowed}.")


@dataclass(eq=False)
class SnapshotDiffers(Refusal):
    """The snapshot of an issued edition does not have the hash under which it is kept."""

    stored: str
    found: str
    words = N_("The snapshot of the edition with hash {stored} has hash {found}. It was changed behind the service.")


@dataclass(eq=False)
class EditionAndInstant(InputRefusal):
    """An edition and an instant together, which may name two editions."""

    words = N_("Name either an edition or an instant, not both.")


# ---- editions --------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class RoleMissing(Forbidden):
    """Somebody without a role that may do this."""

    person: str
    needed: str
    allowed: tuple[Said, ...]
    words = N_("{person} may not do this ({needed}). Roles that may: {allowed}.")


@dataclass(eq=False)
class HadAHand(Forbidden):
    """Somebody who made, changed or submitted the edition that is to be cleared."""

    rubric: str
    edition: int
    words = N_("You took part in drafting edition {edition} of rubric {rubric} and cannot approve it.")


@dataclass(eq=False)
class StepNotPossible(Conflict):
    """A step that an edition cannot take from where it is."""

    rubric: str
    edition: int
    status: object
    wanted: object
    words = N_("Edition {edition} of rubric {rubric} is “{status}”; it cannot become “{wanted}” from there.")


@dataclass(eq=False)
class NotOpen(Conflict):
    """A change to an edition that is not a draft."""

    rubric: str
    edition: int
    status: object
    words = N_("Edition {edition} of rubric {rubric} is “{status}” and is not changed. Make a draft from it instead.")


@dataclass(eq=False)
class NotConsulted(Conflict):
    """A remark on an edition that is past being changed."""

    rubric: str
    edition: int
    status: object
    words = N_("Edition {edition} of rubric {rubric} is “{status}”: remarks are made on drafts only.")


@dataclass(eq=False)
class UnknownRemark(NotFound):
    """A remark that nobody made on this edition."""

    given: str
    words = N_("There is no remark {given} on this edition.")


@dataclass(eq=False)
class ReplacesOthers(Conflict):
    """An edition that is to be issued without naming exactly those that it replaces."""

    rubric: str
    edition: int
    replaces: tuple[int, ...]
    nothing = N_("no edition")
    words = N_("Edition {edition} of rubric {rubric} replaces these editions, which must be named: {replaces}.")


@dataclass(eq=False)
class EarlierThanKnown(Conflict):
    """A step at an instant before the last one that is recorded: the clock was set back."""

    rubric: str
    latest: datetime
    words = N_("Rubric {rubric} has a step recorded at {latest}, later than the clock. Check the clock of the server.")


@dataclass(eq=False)
class ContentChanged(PreconditionFailed):
    """Content that somebody else changed since it was read."""

    rubric: str
    edition: int
    person: str
    when: datetime
    words = N_(
        "Edition {edition} of rubric {rubric} was changed by {person} at {when}. Nothing was overwritten: compare with "
        "what stands there now, then save again."
    )


@dataclass(eq=False)
class UnknownDocument(NotFound):
    """A document that is not in the register."""

    given: str
    closest: tuple[str, ...]
    words = N_("Document “{given}” is not in the register. Closest: {closest}.")


@dataclass(eq=False)
class DocumentNotComplete(Conflict):
    """A document that lacks what it takes to issue by it."""

    document: str
    missing: tuple[Said, ...]
    words = N_("Document {document} lacks: {missing}. An edition is issued or repealed by a signed document only.")


# ---- conclusions -----------------------------------------------------------------------------------------------------


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

    evaluation: str
    table: str
    conclusion: str
    words = N_(
        "Proposal {conclusion} on table {table} of evaluation {evaluation} is not decided yet. Confirm or reject it "
        "before another is made."
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
