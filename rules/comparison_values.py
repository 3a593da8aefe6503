"""What a comparison of two editions is made of: the parts of an edition, what is said of each, and the changes.

A value is kept as exactly as the rubric has it, together with the names it takes to tell it to people.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from rules.combining import Combining
from rules.condition import Condition
from rules.criterion import Criterion
from rules.document import Citation
from rules.methods import Method
from rules.rubric import Rubric
from rules.text import Text


class Part(StrEnum):
    """The kinds of parts that an edition has, and the edition itself."""

    RUBRIC = "rubric"
    DOCUMENT = "document"
    CRITERION = "criterion"
    SCOPE = "scope"
    INDICATOR = "indicator"
    EXEMPTION = "exemption"
    TABLE = "table"
    OUTCOME = "outcome"
    RULE = "rule"


class Kind(StrEnum):
    """What happened to a part, or to one of its fields."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"


# ---- values ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Score:
    """A number of points."""

    points: Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the *unit* of an indicator, as printed."""

    number: Fraction
    unit: Text


@dataclass(frozen=True, slots=True)
class Rounding:
    """How many decimals are left before figures are compared."""

    places: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A day (ISO 8601), or a year where no more is known."""

    day: str


@dataclass(frozen=True, slots=True)
class Named:
    """A part that is referred to: its code, and its name for people."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition of the *rubric*, which has the names."""

    condition: Condition
    rubric: Rubric = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation in the *rubric*, which has the documents."""

    citation: Citation
    rubric: Rubric = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ScoredBy:
    """The method by which a *criterion* is scored."""

    method: Method
    criterion: Criterion = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class CombinedBy:
    """How the parts of a *criterion* of the *rubric* are combined."""

    combined: Combining
    criterion: Criterion = field(repr=False, compare=False)
    rubric: Rubric = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a part is called and where it belongs.

    *number* is the one that is printed: of a criterion where its code is one, of a rule its place. *within* names what
    holds the part, outermost first: areas of a criterion, the table of a rule; of an exemption, the agency.
    """

    part: Part
    codes: tuple[str, ...]
    name: Text
    number: str = ""
    within: tuple[Text, ...] = ()

    @property
    def key(self) -> str:
        """One text for one part, such as `rule/head_rating/hoan-thanh`."""
        return "/".join((self.part, *self.codes))


@dataclass(frozen=True, slots=True)
class Position:
    """Where something stands: behind *after* among what keeps its place, or first.

    *item* is what stands there, where it is an entry of a list and no part by itself. *moved_under* is told of a
    criterion that comes to another one: `True` at the top of the tree, else the new parent.
    """

    after: "Value"
    item: "Value" = None
    moved_under: "Named | bool" = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of a part, by *name*, with its *value*. Two are the same where their *keys* are.

    One that is *silent* goes without saying where the part is described: it stands in the heading or is usual.
    """

    name: str
    value: "Value"
    key: Hashable = field(repr=False, compare=False)
    silent: bool = field(default=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list.

    *keys* say ever less exactly which one it is; the first that an old and a new one share makes them a pair.
    """

    value: "Value"
    keys: tuple[Hashable, ...] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """A field of a part that is a list, in order."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """A part of an edition with all that is said of it, its own parts left out: those are elements themselves.

    An old and a new one are the same where their *keys* are, and siblings where their *groups* are.
    """

    heading: Heading
    said: tuple[Fact | Listed, ...]
    key: Hashable = field(repr=False, compare=False)
    group: Hashable = field(repr=False, compare=False)
    parent: Named | None = field(default=None, repr=False, compare=False)


Value = (
    None
    | bool
    | str
    | Fraction
    | Text
    | Score
    | Quantity
    | Rounding
    | Dated
    | Named
    | Asked
    | Cited
    | ScoredBy
    | CombinedBy
    | Heading
    | Position
    | Element
    | tuple["Value", ...]
)
"""What a field has; `None` where it has nothing. Enumerations are their own texts."""


# ---- changes ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what it is about as the edition in force (*before*) and as the draft (*after*) have it, and how.

    *field* is blank where the part as a whole was added, removed, moved, split or merged; *old* and *new* are the
    elements then. *place* is the order of the document.
    """

    kind: Kind
    before: Heading | None
    after: Heading | None
    field: str = ""
    old: Value = None
    new: Value = None
    place: int = 0

    @property
    def heading(self) -> Heading:
        """What people know it by: the edition in force where it is there, else the draft."""
        heading = self.before or self.after
        assert heading is not None  # noqa: S101 -- every change is about something
        return heading

    @property
    def subject(self) -> Part:
        """What kind of part it is about."""
        return self.heading.part

    @property
    def name(self) -> Text:
        """What people call it."""
        return self.heading.name

    @property
    def codes(self) -> tuple[str, ...]:
        """Its codes in the draft, those of the edition in force where it is gone."""
        return (self.after or self.heading).codes

    @property
    def key(self) -> str:
        """One text for one part, by which the reasons of an editor are kept."""
        return (self.after or self.heading).key


def with_agencies(changes: Iterable[Change], names: Mapping[str, Text]) -> tuple[Change, ...]:
    """*changes* with the agencies of exemptions called by their *names*: a rubric knows no more than their codes."""
    return tuple(
        replace(
            each,
            before=each.before and _called(each.before, names),
            after=each.after and _called(each.after, names),
            old=_with_agencies(each.old, names),
            new=_with_agencies(each.new, names),
        )
        for each in changes
    )


def _called(heading: Heading, names: Mapping[str, Text]) -> Heading:
    if heading.part is not Part.EXEMPTION:
        return heading
    return replace(heading, within=(names.get(heading.codes[1], heading.within[0]),))


def _with_agencies(value: Value, names: Mapping[str, Text]) -> Value:
    match value:
        case Heading():
            return _called(value, names)
        case Element(heading):
            return replace(value, heading=_called(heading, names))
        case Position(after):
            return replace(value, after=_with_agencies(after, names))
        case _:
            return value
