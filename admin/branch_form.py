"""A branch in the form of a criterion: on which answer it hangs, and which part counts with each option of that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules.criterion import Criterion, leaves, walk
from rules.language import Language
from rules.methods import whoever_supplies
from rules.methods.choice import Choice
from rules.rubric import Rubric
from rules.text import Text

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """An *option* that may be chosen elsewhere, what it is *called*, and the names of the fields that say its case."""

    place: int
    option: str
    called: str

    @property
    def part(self) -> str:
        """The name of the field that says which part counts."""
        return f"combined.cases.{self.place}.part"


def choosable(criterion: Criterion, rubric: Rubric, into: Language) -> tuple[tuple[str, str], ...]:
    """The components on which *criterion* can hang, by code: those with options that do not lie below it."""
    below = {each.code for each in walk((criterion,))}
    return tuple(
        (leaf.code, f"{leaf.code} {into.text(leaf.name)}")
        for leaf in leaves(rubric.criteria)
        if leaf.code not in below and _options(leaf)
    )


def asked_of(fields: Fields, rubric: Rubric, into: Language) -> tuple[Asked, ...]:
    """The options of the component that the *fields* hang on."""
    on = rubric.criterion.get(fields.get("combined.on", ""))
    options = _options(on) if on else ()
    return tuple(Asked(place, code, into.text(name)) for place, (code, name) in enumerate(options))


def branched(fields: Fields, criterion: Criterion, rubric: Rubric, into: Language) -> dict[str, str]:
    """*fields* with a case for each option of what they hang on; without any where parts are put together otherwise."""
    kept = {name: text for name, text in fields.items() if not name.startswith(("combined.cases.", "combined.on"))}
    if fields.get("combined.kind") != "branch":
        return kept
    on = [code for code, _ in choosable(criterion, rubric, into)]
    kept["combined.on"] = fields.get("combined.on") or (on[0] if on else "")
    taken = dict(_cases(fields))
    for asked in asked_of(kept, rubric, into):
        kept[f"combined.cases.{asked.place}.option"] = asked.option
        kept[asked.part] = taken.get(asked.option, "")
    return kept


def _cases(fields: Fields) -> Iterator[tuple[str, str]]:
    for name, option in fields.items():
        if name.startswith("combined.cases.") and name.endswith(".option"):
            yield option, fields.get(f"{name.removesuffix('.option')}.part", "")


def _options(leaf: Criterion) -> tuple[tuple[str, Text], ...]:
    method = whoever_supplies(leaf.method)
    return tuple((each.code, each.name) for each in method.options) if isinstance(method, Choice) else ()
