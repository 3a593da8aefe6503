"""Families of refusals, by what becomes of the request: statuses stand in one table at the edge.

A `NotFound` with a path is about a field that was sent, without one about the address.
"""

from rules.errors import Refusal


class NotFound(Refusal):
    """What was named does not exist."""


class Conflict(Refusal):
    """What was asked cannot be done in the present state."""


class Busy(Refusal):
    """What was asked is done for somebody else, and is to be asked for again."""


class PreconditionFailed(Refusal):
    """What was asked rests on a state that is no longer the present one."""


class PreconditionRequired(Refusal):
    """What was asked must say on what state it rests."""


class Forbidden(Refusal):
    """Whoever asks is known and may not."""


class Unauthorised(Refusal):
    """Whoever asks is not known."""
