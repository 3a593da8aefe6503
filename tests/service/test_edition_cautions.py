"""Results under a draft, or under an edition that applies no longer, say so wherever they are shown."""

from pathlib import Path

import pytest

from rulesvc.database import Database
from rulesvc.store.persons import Actor
from rulesvc.usecases.editions import EditionRef, repeal
from rulesvc.usecases.evaluate import dry_run
from rulesvc.usecases.evaluations import Filters, find_evaluation, list_evaluations
from tests.command_line import SCORES, run_on
from tests.service.asking import evaluated, queries, request_for
from tests.service.calling import EVALUATIONS, Caller, body_for
from tests.service.databases import NOW
from tests.service.editing import DAY, FIRST, cleared, decision, drafted, hoa, issued, submitted

DRAFT = "Dự thảo, chưa ban hành: chấm thử, không có giá trị sử dụng."
REPLACED = "Bộ chỉ số đã được thay thế, không còn áp dụng cho kỳ này: kết quả chỉ để tra cứu, đối chiếu."
REPEALED = "Bộ chỉ số đã bị bãi bỏ, không còn áp dụng: kết quả chỉ để tra cứu, đối chiếu."
EVALUATE = ("evaluate", SCORES, "--rubric", "so", "--period", "2022")


def repealed(database: Database) -> None:
    document, actor = decision(database), hoa(database)
    with database.writing() as session:
        repeal(session, FIRST, document, actor=actor, now=NOW + 3 * DAY)


# ---- drafts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [lambda _, ref: ref, submitted, cleared], ids=["draft", "submitted", "cleared"])
def test_a_trial_under_what_is_not_issued_says_so(api: Caller, step: object) -> None:
    assert callable(step)
    ref: EditionRef = step(api.database, drafted(api.database))
    found = api.evaluate(body_for("so-y-te", edition=ref.number), "?dry_run=true").get_json()
    assert found["edition_status"] in {"draft", "submitted", "cleared"}
    assert found["edition_caution"]["vi"] == DRAFT
    assert found["edition_caution"]["en"] == "Draft, not issued: this is a trial and of no validity."
    assert found["edition_replaced"] is False


def test_a_batch_of_trials_says_so_of_each(api: Caller) -> None:
    body = {"items": [body_for("so-y-te", edition=drafted(api.database).number)]}
    (item,) = api.post(f"{EVALUATIONS}/batch?dry_run=true", body).get_json()["items"]
    assert item["evaluation"]["edition_caution"]["vi"] == DRAFT


def test_under_the_edition_that_applies_there_is_nothing_to_say(api: Caller) -> None:
    for changes in ({}, {"edition": 1}):
        found = api.evaluate(body_for("so-y-te", **changes), "?dry_run=true").get_json()
        assert (found["edition_status"], found["edition_replaced"], found["edition_caution"]) == ("issued", False, {})


def test_the_table_of_a_draft_says_so_above_the_figures(committing: Database) -> None:
    number = str(drafted(committing).number)
    ran = run_on(committing)(*EVALUATE, "--edition", number)
    assert ran.code == 0
    assert ran.lines.index(DRAFT) < ran.text[: ran.text.index("Sở Giao thông vận tải")].count("\n")
    assert DRAFT not in run_on(committing)(*EVALUATE).text


@pytest.mark.parametrize("form", ["csv", "json"])
def test_for_other_programs_a_draft_is_said_on_stderr(committing: Database, form: str) -> None:
    words = (*EVALUATE, "--format", form, "--edition", str(drafted(committing).number))
    assert DRAFT in run_on(committing)(*words).complaints
    assert "Draft, not issued: this is a trial and of no validity." in run_on(committing)(*words, "--lang", "en").err
    assert DRAFT not in run_on(committing)(*words[:-2]).complaints


def test_json_of_a_draft_says_so_beside_each_result(committing: Database) -> None:
    words = ("--format", "json", "--edition", str(drafted(committing).number))
    for each in run_on(committing)(*EVALUATE, *words).printed:
        assert (each["edition_status"], each["edition_caution"]["vi"]) == ("draft", DRAFT)


# ---- editions that apply no longer -----------------------------------------------------------------------------------


def test_evaluations_under_a_replaced_edition_are_listed_as_such(hai_duong: Database, actor: Actor) -> None:
    issued(hai_duong, drafted(hai_duong))
    newer = evaluated(hai_duong, request_for("so-y-te"), actor)
    assert newer.supersedes is not None
    assert (newer.edition_status, newer.edition_replaced) == ("issued", False)
    with hai_duong.reading() as session, queries(hai_duong) as sent:
        replaced = list_evaluations(session, Filters(replaced=True), limit=100).records
    assert len(sent) <= 2
    with hai_duong.reading() as session:
        others = list_evaluations(session, Filters(), limit=100).records
        older = find_evaluation(session, newer.supersedes)
    assert len(replaced) == 18
    assert {(each.rubric, each.edition, each.edition_status) for each in replaced} == {("so", 1, "superseded")}
    assert (older.edition_status, older.edition_replaced) == ("superseded", True)
    assert len([each for each in others if each.edition_replaced]) == 18
    assert len(others) == 31


def test_an_edition_that_still_applies_to_another_period_is_replaced_for_this_one(hai_duong: Database) -> None:
    both = issued(hai_duong, drafted(hai_duong, periods=("2021", "2022")))
    issued(hai_duong, drafted(hai_duong, periods=("2022",)), replaces=(both.number,), at=NOW + 3 * DAY)
    with hai_duong.reading() as session:
        found = dry_run(session, request_for("so-y-te", edition=both.number), now=NOW)
    assert (found.edition_status, found.edition_replaced) == ("issued", True)


def test_the_interface_lists_and_explains_what_was_replaced(api: Caller) -> None:
    assert api.get(f"{EVALUATIONS}?replaced=true").get_json()["items"] == []
    issued(api.database, drafted(api.database))
    first, *_ = found = api.get(f"{EVALUATIONS}?replaced=true&limit=200").get_json()["items"]
    assert {(each["edition_replaced"], each["edition_caution"]["vi"]) for each in found} == {(True, REPLACED)}
    address = f"{EVALUATIONS}/{first['id']}/explanation"
    assert api.get(address).get_json()["edition_caution"] == REPLACED
    assert f"({REPLACED})\n" in api.get(address, Accept="text/plain").text
    assert api.get(f"{EVALUATIONS}?replaced=perhaps").status_code == 422


def test_nothing_is_cautioned_of_where_the_edition_applies(api: Caller) -> None:
    address = f"{EVALUATIONS}/1/explanation"
    assert api.get(address).get_json()["edition_caution"] == ""
    assert api.get(address, Accept="text/plain").text.startswith("(số liệu dựng lại để minh họa)\n\nKết quả dự kiến")


def test_under_a_repealed_edition_results_say_so(api: Caller) -> None:
    repealed(api.database)
    found = api.evaluate(body_for("so-y-te", edition=1), "?dry_run=true").get_json()
    assert (found["edition_status"], found["edition_replaced"]) == ("repealed", True)
    assert found["edition_caution"]["vi"] == REPEALED
    assert REPEALED in api.get(f"{EVALUATIONS}/1/explanation").get_json()["edition_caution"]


def test_the_command_line_says_so_of_editions_that_apply_no_longer(committing: Database) -> None:
    issued(committing, drafted(committing))
    cli = run_on(committing)
    assert REPLACED in " ".join(cli(*EVALUATE, "--edition", "1").text.split())
    assert REPLACED not in " ".join(cli(*EVALUATE, "--edition", "2").text.split())
    before = (NOW + DAY).isoformat()
    assert REPLACED in " ".join(cli(*EVALUATE, "--as-of", before).text.split())


# ---- where figures come from -----------------------------------------------------------------------------------------


def test_the_shipped_figures_carry_their_label_into_every_format(committing: Database) -> None:
    cli, label = run_on(committing), "số liệu dựng lại để minh họa"
    assert label in cli(*EVALUATE).lines[:3]
    assert "figures reconstructed for illustration" in cli(*EVALUATE, "--lang", "en").lines[:3]
    head, *rows = cli(*EVALUATE, "--format", "csv").text.splitlines()
    assert head.endswith(",reason,provenance")
    assert len(rows) == 18
    assert all(row.endswith(f",{label}") for row in rows)
    assert {each["provenance"]["vi"] for each in cli(*EVALUATE, "--format", "json").printed} == {label}


def test_a_label_of_some_agencies_stands_with_them(committing: Database, tmp_path: Path) -> None:
    cli, rows = run_on(committing), Path(SCORES).read_text(encoding="utf-8").splitlines()
    of = {code: [row.split(",")[:4] for row in rows if f",{code}," in row] for code in ("so-y-te", "so-noi-vu")}
    labelled = [[*of["so-y-te"][0], "tự chấm"], *([*row, ""] for row in of["so-y-te"][1:])]
    lines = [*rows[:1], *(",".join(row) for row in (*labelled, *([*row, ""] for row in of["so-noi-vu"])))]
    file = tmp_path / "scores.csv"
    file.write_text("\n".join(lines).replace(",provenance_en", "") + "\n", encoding="utf-8")
    words = ("evaluate", str(file), "--rubric", "so", "--period", "2022")
    text = [line.strip() for line in cli(*words).lines]
    (labelled_one,) = (place for place, line in enumerate(text) if line == "tự chấm")
    health, home = (
        next(i for i, line in enumerate(text) if line.startswith(name)) for name in ("Sở Y tế", "Sở Nội vụ")
    )
    assert health < labelled_one < home
    said = {each["agency"]: each["provenance"] for each in cli(*words, "--format", "json").printed}
    assert said == {"so-y-te": {"vi": "tự chấm"}, "so-noi-vu": {}}
