"""Several refusals of one value: a value is refused with the first, and whoever asks is told all of them."""

from collections.abc import Iterable

from rules.errors import Path, Refusal, Refused


def raise_first(found: Iterable[Refusal]) -> None:
    """Raise the first refusal that is *found*, caused by all of them; return where there is none."""
    refusals = tuple(found)
    if refusals:
        raise refusals[0] from Refused(refusals)


def all_of(refusal: Refusal) -> tuple[Refusal, ...]:
    """Everything that *refusal* was raised for, itself first."""
    cause = refusal.__cause__
    return cause.refusals if isinstance(cause, Refused) else (refusal,)


def within(at: Path, refusal: Refusal) -> Refusal:
    """*refusal*, with *at* before its own path."""
    refusal.at = (*at, *refusal.at)
    return refusal
