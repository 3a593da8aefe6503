"""`rulesvc init | rubric | api-key | replay | serve`, and help everywhere."""

import json
import re
import socket
from pathlib import Path

import pytest

from rulesvc.cli.serve import arguments, environment
from rulesvc.database import Database
from rulesvc.usecases.evaluations import Filters, list_evaluations
from tests.command_line import SCORES, Run, run, run_on
from tests.hai_duong import BLOCKS, CASE
from tests.service.people import everybody
from tests.service.test_check import GAP

KNOWN = ("--acknowledge-all", "As the decision in force has it")


@pytest.fixture
def cli(committing: Database) -> Run:
    return run_on(committing, by=everybody(committing, "lan").person)


@pytest.fixture
def stored(committing: Database) -> int:
    with committing.reading() as session:
        found = list_evaluations(session, Filters(), limit=1).records[0].id
    assert found is not None
    return found


COMMANDS = [
    [],
    ["init"],
    ["serve"],
    ["evaluate"],
    ["replay"],
    ["rubric"],
    ["rubric", "list"],
    ["rubric", "show"],
    ["rubric", "export"],
    ["rubric", "import"],
    ["period"],
    ["period", "list"],
    ["period", "add"],
    ["block"],
    ["block", "list"],
    ["block", "add"],
    ["agency"],
    ["agency", "list"],
    ["agency", "import"],
    ["person"],
    ["person", "list"],
    ["person", "add"],
    ["person", "change"],
    ["person", "end"],
    ["person", "password"],
    ["person", "unlock"],
    ["person", "deputy"],
    ["person", "deputy", "list"],
    ["person", "deputy", "add"],
    ["person", "deputy", "end"],
    ["api-key"],
    ["api-key", "create"],
    ["api-key", "list"],
    ["api-key", "revoke"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_an_example(command: list[str]) -> None:
    ran = run(*command, "--help")
    assert ran.code == 0
    assert "Example" in ran.text
    assert " ".join(["rulesvc", *command]) in ran.text.partition("Example")[2]


# ---- init ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def new(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}"}


def test_init_sets_up_and_loads_and_a_second_run_changes_nothing(new: dict[str, str]) -> None:
    first, second = run("init", "--lang", "en", env=new), run("init", "--lang", "en", env=new)
    assert (first.code, second.code) == (0, 0)
    assert "set up." in first.lines[0]
    assert "Its points are reconstructed." in first.lines[1]
    assert "was set up already." in second.lines[0]
    assert second.lines[1] == "Reference case Hai Duong 2022: nothing new."


def test_init_loads_the_sample_only_when_asked_and_says_what_it_is(new: dict[str, str]) -> None:
    without, first, second = (
        run("init", *flags, "--lang", "en", env=new) for flags in ((), ("--sample",), ("--sample",))
    )
    assert (without.code, first.code, second.code) == (0, 0, 0)
    assert "Sample" not in without.text
    assert first.lines[2].startswith("Sample rubric, not the text of any decision: ")
    assert first.lines[2].endswith("Its figures are made up.")
    assert second.lines[2] == "Sample rubric, not the text of any decision: nothing new."


def test_init_speaks_vietnamese(new: dict[str, str]) -> None:
    assert "số liệu dựng lại để minh họa" in run("init", env=new).text


def test_before_init_every_command_says_what_to_do(new: dict[str, str]) -> None:
    for words in (("evaluate", SCORES, "--rubric", "so", "--period", "2022"), ("rubric", "list"), ("replay", "1")):
        ran = run(*words, "--lang", "en", env=new)
        assert (ran.code, ran.out) == (1, b"")
        assert "Run “rulesvc init” first." in ran.err
    assert not Path(new["DATABASE_URL"].removeprefix("sqlite:///")).exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [("mysql://me:secret@host/x", "mysql"), ("sqlite:////nowhere/at/all/x.db", "not set up")],
)
def test_a_database_that_cannot_be_used_is_said_to_be_so(url: str, said: str) -> None:
    ran = run("rubric", "list", "--lang", "en", env={"DATABASE_URL": url})
    assert ran.code == 1
    assert said in ran.err
    assert "secret" not in ran.err


def test_a_database_that_does_not_answer_is_said_to_be_so() -> None:
    url = "postgresql://me:secret@127.0.0.1:1/x"
    ran = run("rubric", "list", env={"DATABASE_URL": url})
    assert ran.code == 1
    assert ran.err.startswith("Không kết nối được cơ sở dữ liệu (")
    assert "secret" not in ran.err


# ---- rubric ----------------------------------------------------------------------------------------------------------


def test_rubrics_are_listed_with_their_editions(cli: Run) -> None:
    ran = cli("rubric", "list", "--lang", "en")
    assert ran.lines[0].startswith("huyen  ")
    assert "huyen, edition 1  issued  periods 2022  recorded " in ran.lines[1]


def test_an_edition_is_shown_with_criteria_and_rules(cli: Run) -> None:
    text = cli("rubric", "show", "so").text
    assert "Cải cách thủ tục hành chính (thu-tuc-hanh-chinh): tối đa 16 điểm" in text
    assert "(group): xét lần lượt từ mức cao xuống mức thấp, lấy mức đầu tiên đáp ứng" in text
    assert "(hoan-thanh-xuat-sac): Chỉ số tổng hợp từ 90% trở lên; từng lĩnh vực" in text
    assert "tiêu chí được xét dưới 75%" in text
    assert re.search("[<>]=?|total_percent", text) is None
    assert cli("rubric", "show", "so", "--edition", "1").text == text


@pytest.mark.parametrize("block", BLOCKS)
def test_what_is_exported_is_the_document_that_was_imported(cli: Run, block: str) -> None:
    assert json.loads(cli("rubric", "export", block).out) == json.loads((CASE / f"{block}.json").read_bytes())


def test_an_import_is_a_draft(cli: Run) -> None:
    ran = cli("rubric", "import", str(CASE / "so.json"), "--lang", "en")
    assert ran.code == 0
    assert ran.lines[0].startswith("so, edition 2  draft")


@pytest.mark.parametrize("issuing", [(), ("--issue", "--period", "2022", *KNOWN)])
def test_what_should_be_looked_at_is_said_beside_an_import(cli: Run, tmp_path: Path, issuing: tuple[str, ...]) -> None:
    document = json.loads((CASE / "so.json").read_bytes()) | {"code": "moi"}
    figure = {"quantity": "percent", "most": "80"}
    document["criteria"][0]["method"] = {"kind": "ratio", "figure": figure, "target": "85"}
    path = tmp_path / "rubric.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    ran = cli("rubric", "import", str(path), *issuing, "--lang", "en")
    assert ran.code == 0
    assert ran.complaints[0].startswith("To be looked at: Criterion chi-dao-dieu-hanh: No answer earns the maximum")


def test_only_the_first_edition_can_be_issued_by_import(cli: Run) -> None:
    ran = cli("rubric", "import", str(CASE / "so.json"), "--issue", "--period", "2022", "--lang", "en")
    assert ran.code == 1
    assert "Only the first can be issued by import" in ran.err


@pytest.fixture
def unheard(tmp_path: Path) -> Path:
    """The document of a rubric that is not stored yet."""
    path = tmp_path / "rubric.json"
    path.write_text(json.dumps(json.loads((CASE / "so.json").read_bytes()) | {"code": "moi"}), encoding="utf-8")
    return path


def test_what_a_first_edition_leaves_open_is_acknowledged_when_it_is_issued_by_import(cli: Run, unheard: Path) -> None:
    issuing = ("rubric", "import", str(unheard), "--issue", "--period", "2022", "--lang", "en")
    refused = cli(*issuing)
    assert refused.code == 1
    assert [line.rpartition("problem: ")[2] for line in refused.complaints] == [GAP, "no_cases"]
    silent = cli(*issuing, "--acknowledge-all", "-")
    assert (silent.code, silent.err.startswith("--acknowledge-all: The reason “-” says too little")) == (1, True)
    assert cli(*issuing, *KNOWN).lines[0].startswith("moi, edition 1  issued")
    checked = cli("rubric", "check", "moi", "--lang", "en")
    assert (checked.code, checked.text.count("Acknowledged by lan at "), checked.text.count(KNOWN[1])) == (0, 2, 2)


def test_one_with_errors_is_not_issued_by_import_for_any_reason(cli: Run, unheard: Path) -> None:
    document = json.loads(unheard.read_bytes())
    document["tables"][0]["hit_policy"] = "UNIQUE"
    unheard.write_text(json.dumps(document), encoding="utf-8")
    refused = cli("rubric", "import", str(unheard), "--issue", "--period", "2022", *KNOWN, "--lang", "en")
    assert (refused.code, len(refused.complaints) > 0) == (1, True)
    assert all("cannot be submitted so. Name of the problem: overlap:group" in line for line in refused.complaints)
    assert "moi" not in cli("rubric", "list").text


def test_the_warnings_about_a_draft_are_not_acknowledged_all_at_once(cli: Run, unheard: Path) -> None:
    refused = cli("rubric", "import", str(unheard), *KNOWN, "--lang", "en")
    assert (refused.code, "one by one" in refused.err) == (1, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not JSON: line 1"),
        (b"{", "is not JSON: line 1"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"code": 1, "code": 2}', "“code” stands twice"),
        (b"\xff\xfe", "is not UTF-8"),
        (b" " * 10_000_001, "too large"),
        (b"[]", "not an object"),
        (b'{"colour": 1}', "colour"),
    ],
)
def test_a_document_with_mistakes_is_refused(cli: Run, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "rubric.json"
    path.write_bytes(content)
    ran = cli("rubric", "import", str(path), "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    assert said in ran.err


def test_all_mistakes_of_a_document_are_named_with_their_paths(cli: Run, tmp_path: Path) -> None:
    document = json.loads((CASE / "so.json").read_bytes())
    del document["tables"][0]["rules"][0]["outcome"]
    document["criteria"][0]["max_points"] = "much"
    path = tmp_path / "rubric.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    ran = cli("rubric", "import", str(path), "--lang", "en")
    assert ran.code == 1
    assert "/criteria/0/max_points: Criterion chi-dao-dieu-hanh: “much” is not a number" in ran.err
    assert "/tables/0/rules/0/outcome: this field is missing" in ran.err


@pytest.mark.parametrize("words", [("show", "none"), ("export", "none"), ("export", "so", "--edition", "7")])
def test_what_is_not_there_is_said_to_be_so(cli: Run, words: tuple[str, ...]) -> None:
    ran = cli("rubric", *words, "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    assert len(ran.complaints) == 1


@pytest.mark.parametrize(("path", "said"), [("none.json", "There is no file"), (".", "is a directory")])
def test_a_document_that_is_not_there_is_said_to_be_so(cli: Run, path: str, said: str) -> None:
    assert said in cli("rubric", "import", path, "--lang", "en").err


# ---- keys ------------------------------------------------------------------------------------------------------------


def test_a_key_is_printed_alone_on_stdout_once_and_listed_by_its_prefix(cli: Run) -> None:
    made = cli("api-key", "create", "--scope", "evaluate", "--scope", "read", "--lang", "en")
    (secret,) = made.lines
    prefix, _, rest = secret.partition(".")
    assert "will not be shown again" in made.err
    listed = cli("api-key", "list").text
    assert f"{prefix}  lan  read,evaluate" in listed
    assert rest not in listed


def test_a_key_is_revoked_once(cli: Run) -> None:
    prefix = cli("api-key", "create", "--scope", "read").lines[0].partition(".")[0]
    first = cli("api-key", "revoke", prefix, "--lang", "en")
    second = cli("api-key", "revoke", prefix, "--lang", "en")
    assert (first.code, second.code) == (0, 1)
    assert "revoked" in first.text
    assert "is revoked already" in second.err


def test_a_key_can_end_by_itself(cli: Run) -> None:
    words = ("api-key", "create", "--scope", "read", "--expires")
    assert cli(*words, "2099-01-01T00:00:00+07:00").code == 0
    assert "until 00:00 on 2099-01-01 (UTC+7)" in cli("api-key", "list", "--lang", "en").text
    assert "not an instant" in cli(*words, "tomorrow", "--lang", "en").err
    passed = cli(*words, "2020-01-01T00:00:00+07:00", "--lang", "en").err
    assert passed.startswith("--expires: A key cannot end at 00:00 on 2020-01-01 (UTC+7), which has passed.")


def test_a_key_for_a_person_who_is_not_known_is_refused(cli: Run) -> None:
    ran = cli("api-key", "create", "--person", "lam", "--scope", "read")
    assert (ran.code, ran.out) == (1, b"")
    assert "Không có người dùng “lam”. Gần nhất: lan" in ran.err
    assert cli("api-key", "list").text == ""


def test_a_scope_that_does_not_exist_is_refused(cli: Run) -> None:
    ran = cli("api-key", "create", "--scope", "admin", "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    assert ran.err.startswith("--scope: Scope “admin” is not known.")
    assert cli("api-key", "list").text == ""


# ---- replay and serve ------------------------------------------------------------------------------------------------


def test_a_stored_evaluation_is_replayed_to_the_same_bytes(cli: Run, stored: int) -> None:
    ran = cli("replay", str(stored), "--lang", "en")
    assert (ran.code, ran.text) == (0, f"Evaluation {stored}: identical.\n")


def test_an_evaluation_that_is_not_stored_is_said_to_be_so(cli: Run) -> None:
    ran = cli("replay", "999999", "--lang", "en")
    assert (ran.code, ran.complaints) == (1, ["There is no evaluation 999999."])


def test_serving_is_done_by_processes_with_one_thread() -> None:
    words = arguments("127.0.0.1:8000", 4)
    assert words[:6] == ["--bind", "127.0.0.1:8000", "--workers", "4", "--worker-class", "sync"]
    assert words[-1] == "wsgi:app"


def test_processes_share_a_secret_that_is_made_where_none_is_set() -> None:
    secrets = {environment({"SECRET_KEY": ""})["SECRET_KEY"], environment({})["SECRET_KEY"]}
    assert {len(secret) for secret in secrets} == {64}
    assert len(secrets) == 2
    given = {"SECRET_KEY": "x" * 32, "HOME": "/"}
    assert environment(given) == given


@pytest.mark.parametrize("name", ["SECRET_KEY", "INSECURE_COOKIES", "OIDC_ISSUER"])
def test_a_setting_that_cannot_be_is_named_before_anything_is_served(cli: Run, name: str) -> None:
    ran = cli("serve", env={name: "perhaps"})
    assert (ran.code, ran.out) == (1, b"")
    assert ran.err.startswith(
        ("SECRET_KEY: “7 ký tự” không hợp lệ.", "INSECURE_COOKIES: “perhaps”", "OIDC_CLIENT_ID: “”")
    )


def test_a_port_that_is_taken_is_named_and_nothing_is_started(cli: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = {lang: cli("serve", "--port", port, "--lang", lang) for lang in ("vi", "en")}
    assert {ran.code for ran in said.values()} == {1}
    assert {ran.out for ran in said.values()} == {b""}
    assert said["vi"].err.startswith(f"Cổng {port} đang được chương trình khác sử dụng.")
    assert said["en"].err.startswith(f"Port {port} is used by another program.")


@pytest.mark.parametrize("host", ["203.0.113.1", "nowhere.invalid"])
def test_an_address_of_another_machine_is_refused(cli: Run, host: str) -> None:
    ran = cli("serve", "--host", host, "--port", "8123", "--lang", "en")
    assert (ran.code, ran.out) == (1, b"")
    assert ran.err.startswith(f"Cannot listen on {host}:8123: ")
