"""Every sentence is tested on both evaluators: the exact one that explains, and durable-rules that decides."""

import pytest

from tests.evaluators import Evaluator, Judge, by_deciding, by_examining, judge_with


@pytest.fixture(params=[by_examining, by_deciding], ids=["examined", "decided"])
def evaluator(request: pytest.FixtureRequest) -> Evaluator:
    chosen: Evaluator = request.param
    return chosen


@pytest.fixture
def judge(evaluator: Evaluator) -> Judge:
    return judge_with(evaluator)
