"""One answer, whichever way it is asked for: from files on the command line, from what is stored, or over HTTP."""

import json

import pytest
from flask import Flask

from rules.canonical import canonical
from rulesvc.database import Database
from rulesvc.usecases.evaluations import Filters, list_evaluations
from tests.command_line import INDICATORS, PREVIOUS, SCORES, run_on
from tests.hai_duong import BLOCKS, block_of, published, rows
from tests.service.calling import Caller, bearer, body_for, new_key, result_bytes

pytestmark = pytest.mark.on_both

WITH_FACTS = ("--period", "2022", "--previous", PREVIOUS, "--indicators", INDICATORS, "--format", "json")


def indicators_of(agency: str) -> dict[str, str]:
    return {row["indicator"]: row["value"] for row in rows("indicators") if row["agency"] == agency}


def from_files(database: Database) -> dict[str, bytes]:
    """The results of all agencies as the command line prints them."""
    cli = run_on(database)
    printed = [line for block in BLOCKS for line in cli("evaluate", SCORES, "--rubric", block, *WITH_FACTS).lines]
    results = [line.partition(',"edition_caution":')[0] + "}" for line in printed if line not in ("[", "]")]
    return {json.loads(result)["agency"]: result.encode() for result in results}


def stored(database: Database) -> dict[str, bytes]:
    with database.reading() as session:
        records = list_evaluations(session, Filters(period="2022", current=True), limit=100).records
    return {record.agency: record.result for record in records}


@pytest.fixture
def api(app: Flask, committing: Database) -> Caller:
    return Caller(app, committing, bearer(new_key(committing).secret))


def test_files_the_store_and_the_interface_give_the_same_bytes(api: Caller) -> None:
    printed, kept = from_files(api.database), stored(api.database)
    assert len(printed) == 30
    assert printed == kept
    for agency, result in printed.items():
        body = body_for(agency, indicators=indicators_of(agency), stage="self")
        assert result_bytes(api.evaluate(body)) == result
        assert canonical(json.loads(result)) == result


def test_the_file_of_indicators_holds_what_was_published() -> None:
    for agency, cells in published().items():
        share = cells["online_dossier_percent"]
        assert indicators_of(agency) == ({"ho-so-truc-tuyen": share} if share else {})
        assert {row["block"] for row in rows("indicators") if row["agency"] == agency} <= {block_of(agency)}
