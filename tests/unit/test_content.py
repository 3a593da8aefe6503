"""Parts of a rubric as content: each as it stands in the whole."""

import pytest

from rules.content import part_content, rubric_content
from rules.measure import TotalPercent
from rules.rubric import Rubric
from rules.scope import Indicator
from tests.builders import LAW, leaf, rubric, rule, table, when
from tests.builders import text as named

WHOLE: Rubric = rubric(
    table("t", rule("x", when(TotalPercent(), ">=", 50))),
    criteria=(leaf("a", 10), leaf("b", 5)),
    scopes={"all": ("a", "b")},
    indicators=("online",),
    exemptions=[("b", "agency")],
)


@pytest.mark.parametrize("kind", ["criteria", "scopes", "indicators", "exemptions", "tables", "documents"])
def test_a_part_has_the_content_that_it_has_in_the_whole(kind: str) -> None:
    parts = getattr(WHOLE, kind)
    assert [part_content(part) for part in parts] == rubric_content(WHOLE)[kind]


def test_what_is_blank_or_not_there_is_left_out() -> None:
    assert part_content(Indicator("online", named("online"))).keys() == {"code", "name"}
    assert part_content(LAW).keys() >= {"code", "kind", "number", "dated"}
