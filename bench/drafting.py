"""Drafting: every cap of a large rubric read and changed, one by one, over HTTP."""

import json
import tempfile
from dataclasses import replace
from fractions import Fraction
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from bench.case import BLOCK, case
from bench.report import milliseconds, require_equal, show
from bench.service import DATABASES, Service, run, running_service
from rules.canonical import readable
from rules.content import rubric_content
from rules.criterion import Criterion
from rules.rubric import Rubric

CELLS: Final = 170
"""Criteria that are changed."""


def measure(quick: bool) -> None:  # noqa: FBT001 -- every part is called so
    """Measure on each database, and print."""
    rows = []
    cells = CELLS // 10 if quick else CELLS
    for database in DATABASES:
        with running_service(database) as service:
            taken = _measured(service, cells)
            rows.append(
                (database, f"{len(_large().leaf_codes)}", f"{cells}", f"{taken:.1f}", milliseconds(taken / cells))
            )
    show(
        "Drafting: caps read and changed one by one, each against the ETag that was read",
        ("database", "components", "changed", "seconds", "ms each"),
        rows,
        "Two requests a cell, by one client. What stands there in the end is compared with what was sent.",
    )


def _measured(service: Service, cells: int) -> float:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder) / "large.json"
        file.write_bytes(readable(rubric_content(_large())))
        known = ("--acknowledge-all", "Only measured by it")
        run(service.environment, "rubric", "import", str(file), "--issue", "--period", "2022", *known, "--as", "bench")
    _sent(service, "POST", "/api/v1/rubrics/large/editions", {"based_on": 1, "periods": ["2022"]})
    codes = _large().leaf_codes[:cells]
    started = perf_counter()
    for code in codes:
        at = f"/api/v1/rubrics/large/editions/2/content/criteria/{code}"
        _, tag = _sent(service, "GET", at)
        _sent(service, "PATCH", at, {"max_points": "1.25"}, tag)
    taken = perf_counter() - started
    content, _ = _sent(service, "GET", "/api/v1/rubrics/large/editions/2")
    caps = {part["code"]: part["max_points"] for area in content["content"]["criteria"] for part in area["parts"]}
    require_equal({code: caps[code] for code in codes}, dict.fromkeys(codes, "1.25"), "caps of the draft")
    return taken


def _sent(service: Service, method: str, path: str, body: Any = None, tag: str = "") -> tuple[Any, str]:
    """The answer to a request, and its ETag."""
    connection = HTTPConnection("127.0.0.1", service.port, timeout=60)
    headers = {"Authorization": f"Bearer {service.key}", "Content-Type": "application/json"}
    if tag:
        headers["If-Match"] = tag
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse()
    content = json.loads(answer.read())
    connection.close()
    require_equal(answer.status in (200, 201), True, f"{method} {path}: {content}")  # noqa: FBT003
    return content, answer.headers.get("ETag", "")


def _large() -> Rubric:
    """The rubric of the block with every area in twenty parts."""
    rubric = next(each for each in case().rubrics if each.code == BLOCK)
    areas = tuple(
        replace(area, step=None, parts=tuple(_part(area, place) for place in range(20))) for area in rubric.criteria
    )
    return replace(rubric, code="large", criteria=areas)


def _part(area: Criterion, place: int) -> Criterion:
    return Criterion(f"{area.code}-{place}", area.name, area.max_points / Fraction(20))
