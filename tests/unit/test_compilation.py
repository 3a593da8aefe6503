"""What compilation relies on: `in` never reaches the rules engine as an operator of its own."""

import pytest

from rules.compilation import _on_range
from rules.condition import Operator


def test_one_of_several_codes_is_no_operator_of_the_rules_engine() -> None:
    with pytest.raises(ValueError, match="in"):
        _on_range(Operator.IN, 0, 0, certain=True)
