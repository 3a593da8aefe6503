"""Refusals: each owns its words and says what, where, and what is allowed. Callers pass facts.

The words are English message ids; the catalogues under `locale/` hold the Vietnamese. A refusal is said in a
language by `rules.language.Language.say`.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from rules.said import said

Path = tuple[str | int, ...]
"""Where in the input: field names and list positions, outermost first."""


def N_(words: str) -> str:  # noqa: N802 -- the name by which gettext tools find message ids
    """Mark *words* for the catalogues."""
    return words


@dataclass(eq=False)
class Refusal(Exception):
    """Something was asked that cannot be done: *at* a path, *of* a criterion where the words themselves name none."""

    words: ClassVar[str] = ""
    nothing: ClassVar[str] = N_("none")
    """What a list among the facts reads as where it is empty."""
    at: Path = field(default=(), kw_only=True)
    of: str = field(default="", kw_only=True)

    def __reduce__(self) -> tuple[Any, ...]:
        """Refusals travel between processes; an exception would be made again from its `args`, which are empty."""
        return (_made_again, (type(self), vars(self)))

    def __str__(self) -> str:
        """The English words, for logs and tracebacks."""
        facts = {name: str(value) for name, value in self.facts().items()}
        told = self.words.format(**facts)
        return f"{self.of}: {told}" if self.of else told

    @property
    def code(self) -> str:
        """A stable name for machines: `OverCap` is `over-cap`."""
        name = type(self).__name__
        return "".join("-" + c.lower() if c.isupper() else c for c in name).lstrip("-")

    def facts(self) -> dict[str, Any]:
        """What the words are filled with."""
        return {name: value for name, value in vars(self).items() if name not in {"at", "of"}}


def _made_again(kind: type[Refusal], facts: dict[str, Any]) -> Refusal:
    return kind(**facts)


class Refused(Exception):
    """All refusals of one input together, in the order of the input."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        """Keep the *refusals*; there is at least one."""
        super().__init__("; ".join(str(refusal) for refusal in refusals))
        self.refusals = refusals

    def __reduce__(self) -> tuple[Any, ...]:
        """As for a single refusal."""
        return (Refused, (self.refusals,))


class Refusals:
    """Collects refusals, so that a person sees all that is wrong at once."""

    def __init__(self) -> None:
        """Start with none."""
        self._found: list[Refusal] = []

    def add(self, refusal: Refusal) -> None:
        """Keep *refusal* for later."""
        self._found.append(refusal)

    def raise_if_any(self) -> None:
        """Raise `Refused` with all that was found; return where nothing was."""
        if self._found:
            raise Refused(tuple(self._found))


def require(condition: bool, refusal: Refusal) -> None:  # noqa: FBT001 -- reads as a sentence
    """Raise *refusal* unless *condition* holds."""
    if not condition:
        raise refusal


def require_code(what: str, code: str) -> None:
    """Refuse a part of a rubric without a code; *what* is in words for the catalogues."""
    require(code.strip() != "", BadValue(said(what), code, said(N_("a code")), at=("code",)))


# ---- numbers ---------------------------------------------------------------------------------------------------------


class InputRefusal(Refusal):
    """A value that was sent is not acceptable."""


@dataclass(eq=False)
class NotANumber(InputRefusal):
    """Text, an exponent, another script's digits, NaN or an infinity in place of a number."""

    given: str
    words = N_("“{given}” is not a number. Allowed: digits with an optional minus sign and decimal part, such as 9.75.")


@dataclass(eq=False)
class TooManyDecimals(InputRefusal):
    """More decimals than can be kept exactly."""

    given: str
    places: int
    words = N_("“{given}” has too many decimals. Allowed: at most {places} decimals.")


@dataclass(eq=False)
class TooLarge(InputRefusal):
    """A number beyond any point, percentage or indicator."""

    given: str
    limit: int
    words = N_("“{given}” is too large. Allowed: numbers below {limit}.")


# ---- rubrics ---------------------------------------------------------------------------------------------------------


class RubricRefusal(Refusal):
    """A rubric that cannot be built."""


@dataclass(eq=False)
class BadValue(RubricRefusal):
    """A part of a rubric has a value outside what is allowed."""

    what: object
    given: object
    allowed: object
    words = N_("{what}: “{given}” is not allowed. Allowed: {allowed}.")


@dataclass(eq=False)
class UnknownReference(RubricRefusal):
    """A part of a rubric names something the rubric does not have."""

    what: object
    given: str
    allowed: tuple[str, ...]
    words = N_("{what} names “{given}”, which this rubric does not have. Known: {allowed}.")


@dataclass(eq=False)
class DuplicateCode(RubricRefusal):
    """Two parts of one kind with the same code."""

    what: object
    given: str
    words = N_("{what}: the code “{given}” stands twice. Each code may stand once.")


@dataclass(eq=False)
class SumDiffers(RubricRefusal):
    """The caps of the children do not add up to the cap of their parent."""

    criterion: str
    given: object
    total: object
    words = N_("Criterion {criterion}: the maximum is {given}, but the maximum points of its parts add up to {total}.")


@dataclass(eq=False)
class PointsTooLarge(RubricRefusal):
    """The maxima or minima of a rubric add up to more than can be computed exactly."""

    rubric: object
    given: object
    limit: int
    words = N_("{rubric}: the points of all criteria add up to {given}. Allowed: between -{limit} and {limit}.")


@dataclass(eq=False)
class PercentTooLow(RubricRefusal):
    """Large minima beside a tiny maximum: a percentage so far below 0 that it cannot be compared exactly."""

    rubric: object
    low: object
    cap: object
    limit: int
    words = N_(
        "{rubric}: the points of all criteria may be {low}, and the smallest maximum is {cap}. Allowed: a maximum of "
        "which that is more than -{limit}%."
    )


class BeyondTheEngine(RubricRefusal):
    """A table that exceeds what was measured to be safe in the rules engine."""


@dataclass(eq=False)
class TooManyRules(BeyondTheEngine):
    """More rules than are safe, each counted for every criterion and every combination of the codes it lists."""

    tables: tuple[object, ...]
    given: int
    limit: int
    words = N_(
        "{tables}: {given} rules, one for each criterion and each combination of codes. Allowed: at most {limit}. "
        "Use fewer rules, fewer codes or fewer criteria."
    )


@dataclass(eq=False)
class TooManyMeasures(BeyondTheEngine):
    """A rule that looks at more different values than are safe."""

    table: object
    rule: str
    given: int
    limit: int
    words = N_(
        "{table}, rule {rule}: the conditions look at {given} different values. Allowed: at most {limit}. Use fewer "
        "conditions."
    )


# ---- result sheets ---------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class UnknownCriterion(InputRefusal):
    """An answer for a criterion that the edition does not have."""

    given: str
    allowed: tuple[str, ...]
    closest: tuple[str, ...]
    words = N_("Criterion “{given}” is not in this rubric. Closest: {closest}. Allowed: {allowed}.")


@dataclass(eq=False)
class NotALeaf(InputRefusal):
    """An answer for a criterion whose points follow from its parts."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Criterion “{given}” is not scored itself; its points follow from its parts. Allowed: {allowed}.")


@dataclass(eq=False)
class DuplicateAnswer(InputRefusal):
    """Two answers for one criterion."""

    criterion: object
    given: str
    words = N_("{criterion}: answered twice. Allowed: one answer for each criterion.")


@dataclass(eq=False)
class MissingAnswers(InputRefusal):
    """Leaves without an answer."""

    count: int
    criteria: tuple[str, ...]
    words = N_(
        "Criteria without an answer ({count}): {criteria}. Each needs points, a choice or a figure, as it is scored, "
        "or “not applicable” with a reason."
    )


@dataclass(eq=False)
class OverCap(InputRefusal):
    """Points above the maximum."""

    criterion: object
    given: object
    low: object
    cap: object
    words = N_("{criterion}: {given} points exceed the maximum of {cap} points. Allowed: from {low} to {cap}.")


@dataclass(eq=False)
class UnderMinimum(InputRefusal):
    """Points below the minimum."""

    criterion: object
    given: object
    low: object
    cap: object
    words = N_("{criterion}: {given} points are below the minimum of {low} points. Allowed: from {low} to {cap}.")


@dataclass(eq=False)
class ReasonMissing(InputRefusal):
    """An answer “not applicable” without a reason."""

    criterion: object
    words = N_("{criterion}: “not applicable” needs a reason.")


@dataclass(eq=False)
class Exempted(InputRefusal):
    """Points for a criterion that the edition does not assess for this agency."""

    criterion: object
    agency: str
    words = N_("{criterion} is not assessed for “{agency}” by this rubric. Leave it out, or answer “not applicable”.")


@dataclass(eq=False)
class NothingApplicable(InputRefusal):
    """A sheet on which no criterion with points is left."""

    agency: str
    words = N_("“{agency}”: no criterion with points is applicable. At least one must be assessed.")


@dataclass(eq=False)
class UnknownIndicator(InputRefusal):
    """A value for an indicator that the edition does not have."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Indicator “{given}” is not in this rubric. Allowed: {allowed}.")


@dataclass(eq=False)
class IndicatorOutOfRange(InputRefusal):
    """An indicator outside its range."""

    indicator: object
    given: object
    low: object
    high: object
    words = N_("{indicator}: {given} is out of range. Allowed: from {low} to {high}.")


@dataclass(eq=False)
class UnknownTable(InputRefusal):
    """An outcome of the previous period for a table that the edition does not have."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Table “{given}” is not in this rubric. Allowed: {allowed}.")


@dataclass(eq=False)
class UnknownOutcome(InputRefusal):
    """An outcome of the previous period that the table does not have."""

    table: object
    given: str
    allowed: tuple[str, ...]
    words = N_("{table}: outcome “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class BadRank(InputRefusal):
    """A rank that is no place in a ranking."""

    given: int
    limit: int
    words = N_("Rank {given} is not possible. Allowed: whole numbers from 1 to {limit}.")


@dataclass(eq=False)
class Blank(InputRefusal):
    """A sheet that does not say whom or when it is about."""

    field: str
    words = N_("{field}: may not be empty.")


# ---- the engine itself -----------------------------------------------------------------------------------------------


@dataclass(eq=False)
class Disagreement(Refusal):
    """The two evaluators answer differently: nothing may be answered and nothing stored."""

    table: str
    rule: str
    criterion: str
    examined: str
    decided: str
    words = N_(
        "Two calculations of {table}, rule {rule}, differ ({examined}, {decided}). Nothing was answered or stored."
    )


@dataclass(eq=False)
class EngineFailure(Refusal):
    """The rules engine answered with something that cannot be."""

    reason: str
    words = N_("The rules engine failed: {reason}. Nothing was answered or stored.")
