"""Points that an appraiser gives within the maximum."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class GivenPoints:
    """Any points within the range of the component."""

    kind: ClassVar[str] = "points"
