"""Canonical JSON: one content has one text."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest

from rules.canonical import canonical, digest, readable


class Colour(StrEnum):
    RED = "red"


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert canonical({"b": [1, True, None], "a": {"d": "x", "c": ()}}) == b'{"a":{"c":[],"d":"x"},"b":[1,true,null]}'


def test_text_is_composed_and_written_as_it_is() -> None:
    assert canonical("Sở Nội vụ") == '"Sở Nội vụ"'.encode()
    assert canonical("e\u0302\u0301") == canonical("\u1ebf") == '"\u1ebf"'.encode()


def test_for_people_fields_stand_in_their_order_and_are_indented() -> None:
    assert readable({"b": "e\u0302", "a": 1}) == '{\n  "b": "\u00ea",\n  "a": 1\n}\n'.encode()


def test_keys_are_composed_before_they_are_sorted() -> None:
    assert canonical({"e\u0302": 1, "f": 2}) == canonical({"\u00ea": 1, "f": 2})


def test_named_values_are_written_as_their_text() -> None:
    assert canonical({"colour": Colour.RED}) == b'{"colour":"red"}'


@pytest.mark.parametrize("content", [1.0, float("nan"), Decimal(1), Fraction(1), {1, 2}, b"x", object()])
def test_binary_floating_point_and_anything_that_is_no_json_is_refused(content: Any) -> None:
    with pytest.raises(TypeError, match="has no canonical form"):
        canonical({"deep": [content]})


def test_the_digest_is_sha_256_in_hexadecimal() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
