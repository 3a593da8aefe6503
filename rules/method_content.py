"""Methods and combinings as plain content, both ways: as they stand in rubric documents."""

from typing import Any, cast

from rules.combining import Combining
from rules.methods import Method
from rules.plain import hints_of, kinds_of, made, plain


def method_content(method: Method) -> dict[str, Any]:
    """*method* as content: its kind, and its parameters."""
    return cast(dict[str, Any], plain(method))


def method_of(content: Any) -> Method:
    """The method in *content*, which may be a stranger's.

    Raises: `RubricRefusal`, `NotANumber`, `TooManyDecimals`, `TooLarge`; the paths are within the content.
    """
    return cast(Method, made(Method, content))


def combining_content(combined: Combining) -> dict[str, Any]:
    """*combined* as content: its kind, and its parameters."""
    return cast(dict[str, Any], plain(combined))


def combining_of(content: Any) -> Combining:
    """The combining in *content*, which may be a stranger's.

    Raises: as `method_of`.
    """
    return cast(Combining, made(Combining, content))


def fields_of_kind(kind: str) -> tuple[str, ...]:
    """The fields of a method or a combining of that *kind*; none where there is no such kind."""
    of = kinds_of(Method | Combining).get(kind)
    return () if of is None else tuple(hints_of(of))
