"""A survey in the form of a criterion: what a new one begins with, and what its choices leave out again."""

from collections.abc import Mapping
from typing import Final

from rules.errors import N_
from rules.language import Language

Fields = Mapping[str, str]

SURVEYS: Final = ("survey", "survey_taken_over")
"""The kinds of methods that are scored by the percentage of a survey."""

WEIGHINGS: Final[Mapping[str, str]] = {
    "equal": N_("each the same"),
    "ballots": N_("by number of ballots"),
    "answers": N_("by number of answers"),
    "fixed": N_("with fixed weights"),
}
QUESTION_WEIGHINGS: Final = ("equal", "answers", "fixed")
"""Those of questions: every one of them stands on every ballot."""

COUNTED: Final[Mapping[str, str]] = {
    "": N_("answers at levels that count"),
    "1": N_("ballots with every answer at a level that counts"),
}
ORDERS: Final[Mapping[str, str]] = {
    "questions": N_("the questions of each group first, then the groups"),
    "groups": N_("the groups for each question first, then the questions"),
}
THENS: Final[Mapping[str, str]] = {
    "council": N_("the Council decides"),
    "deduct": N_("points are deducted"),
    "block_average": N_("the average of the block holds"),
    "exclude": N_("the criterion leaves the maximum points"),
    "refuse": N_("the survey is not scored"),
}
SCALES: Final[Mapping[str, str]] = {
    "proportional": N_("the percentage of the maximum"),
    "target": N_("the maximum from a target on, below it in proportion"),
    "bands": N_("so many points from one percentage on to the next"),
}
_LEVELS: Final = (
    ("rat-khong-hai-long", N_("Very dissatisfied"), "0"),
    ("khong-hai-long", N_("Dissatisfied"), "0"),
    ("binh-thuong", N_("Neither satisfied nor dissatisfied"), "0"),
    ("hai-long", N_("Satisfied"), "100"),
    ("rat-hai-long", N_("Very satisfied"), "100"),
)
_PARTS: Final = ("questions", "groups")


def is_unseen(fields: Fields, at: str) -> bool:
    """Whether nobody has seen yet what the survey *at* begins with: the method was chosen a moment ago."""
    return fields.get(f"{at}.kind") == "survey" and not _has_levels(fields, at)


def begun(fields: Fields, at: str, into: Language) -> dict[str, str]:
    """*fields* with what the survey *at* begins with, where that is lacking, and without what its choices leave out."""
    kept = dict(fields)
    kind = kept.get(f"{at}.kind")
    if kind not in SURVEYS:
        return kept
    kept.setdefault(f"{at}.scale.kind", "proportional")
    if is_unseen(kept, at):
        kept |= _new(at, into)
    if kept[f"{at}.scale.kind"] == "bands":
        kept.setdefault(f"{at}.scale.bands.0.at_least", "0")
        kept.setdefault(f"{at}.scale.bands.0.points", "")
    return {name: text for name, text in kept.items() if not _is_left_out(name, at, kept)}


def _has_levels(fields: Fields, at: str) -> bool:
    return any(name.startswith(f"{at}.levels.") for name in fields)


def _new(at: str, into: Language) -> dict[str, str]:
    """The usual survey: the share of satisfied answers to one question, asked of one group."""
    fields = {
        f"{at}.{name}": text
        for place, (code, words, worth) in enumerate(_LEVELS)
        for name, text in (
            (f"levels.{place}.code", code),
            (f"levels.{place}.name.vi", into.words(words)),
            (f"levels.{place}.worth", worth),
        )
    }
    for part, code, words in (
        ("questions", "chung", N_("Overall satisfaction")),
        ("groups", "chung", N_("All respondents")),
    ):
        fields |= {f"{at}.{part}.0.code": code, f"{at}.{part}.0.name.vi": into.words(words)}
    return fields


def _is_left_out(name: str, at: str, fields: Fields) -> bool:
    """Whether what is chosen elsewhere in the survey has no room for the field."""
    if not name.startswith(f"{at}."):
        return False
    rest = name[len(at) + 1 :].split(".")
    match rest:
        case ["scale", "percent" | "floor"]:
            return fields[f"{at}.scale.kind"] != "target"
        case ["scale", "bands", *_]:
            return fields[f"{at}.scale.kind"] != "bands"
        case ["minimum", "deduction"]:
            return fields.get(f"{at}.minimum.then") != "deduct"
        case [part, _, "weight"] if part in _PARTS:
            return fields.get(f"{at}.{part}_by") != "fixed"
        case _:
            return False
