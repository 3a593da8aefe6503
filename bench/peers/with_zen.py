"""zen-engine: one decision graph with three tables, in the two ways its documentation gives.

`create_decision` is its first example. A loader is what it recommends for speed: the graph is then compiled once, and
that is by far the quicker way.
"""

import json
from fractions import Fraction
from typing import Any, ClassVar, Final

import zen

from bench.peers.tables import Answer, Line, Peer, Tables
from rules.number import exact_text

_KEY: Final = "decision"


class _Zen(Peer):
    @staticmethod
    def number(exact: Fraction) -> float:
        """A double."""
        return float(exact)

    def _answer(self, result: dict[str, Any]) -> Answer:
        return result.get("group"), result.get("head_rating"), tuple([each["area"] for each in result["review"]])


class ZenCreated(_Zen):
    """The decision made from its content."""

    name: ClassVar[str] = "zen-engine, `create_decision`"
    numbers: ClassVar[str] = "doubles, read as decimals"

    def __init__(self, tables: Tables) -> None:
        self._decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(_graph(tables))))

    def decide(self, prepared: Any) -> Answer:
        """Evaluate the graph."""
        return self._answer(self._decision.evaluate(prepared)["result"])


class ZenLoaded(_Zen):
    """The decision compiled by the engine's static loader."""

    name: ClassVar[str] = "zen-engine, static loader"
    numbers: ClassVar[str] = "doubles, read as decimals"

    def __init__(self, tables: Tables) -> None:
        self._engine = zen.ZenEngine({"loader": {"type": "static", "content": {_KEY: _graph(tables)}}})

    def decide(self, prepared: Any) -> Answer:
        """Evaluate the graph."""
        return self._answer(self._engine.evaluate(_KEY, prepared)["result"])


def _graph(tables: Tables) -> dict[str, Any]:
    """The tables side by side between input and output."""
    nodes = [
        _table("group", "first", "group", tables.group),
        _table("head_rating", "first", "head_rating", tables.head_rating),
        _table("review", "collect", "area", tables.review),
    ]
    nodes[2]["content"]["outputPath"] = "review"
    edges = [
        {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
        for node in nodes
        for source, target in (("in", node["id"]), (node["id"], "out"))
    ]
    return {"nodes": [_node("in", "inputNode", {}), *nodes, _node("out", "outputNode", {})], "edges": edges}


def _table(name: str, policy: str, output: str, lines: tuple[Line, ...]) -> dict[str, Any]:
    fields = tuple(dict.fromkeys(test.field for line in lines for test in line.tests))
    return _node(
        name,
        "decisionTableNode",
        {
            "hitPolicy": policy,
            "inputs": [{"id": field, "name": field, "field": field} for field in fields],
            "outputs": [{"id": "out", "name": output, "field": output}],
            "rules": [_row(f"{name}-{place}", fields, line) for place, line in enumerate(lines)],
        },
    )


def _row(name: str, fields: tuple[str, ...], line: Line) -> dict[str, str]:
    """One row: a unary test a cell, two tests of one field joined, nothing where a field is not tested."""
    cells = {
        field: " and ".join(
            f"{test.operator} {exact_text(test.threshold)}" for test in line.tests if test.field == field
        )
        for field in fields
    }
    return {"_id": name, **cells, "out": json.dumps(line.outcome)}


def _node(name: str, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content}
