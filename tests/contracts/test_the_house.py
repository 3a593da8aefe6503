"""Guards of the whole project: what no single module can promise."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("rules", "foresight", "rulesvc", "admin")
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
NAMES_THAT_SAY_NOTHING = re.compile(r"(utils?|helpers?|common|managers?|handlers?)")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*places: str) -> list[Path]:
    return sorted(file for place in places for file in (ROOT / place).rglob("*.py"))


def shown(file: Path) -> str:
    return str(file.relative_to(ROOT))


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def functions(file: Path) -> list[Function]:
    return [node for node in ast.walk(parsed(file)) if isinstance(node, Function)]


def length(function: Function) -> int:
    """Lines from `def` to the end, the docstring not counted: explaining more is no fault."""
    first = function.body[0]
    docstring = first.end_lineno - first.lineno + 1 if ast.get_docstring(function) and first.end_lineno else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def public_definitions(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node.body)


def imported_packages(file: Path) -> set[str]:
    packages = set()
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            packages |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            packages.add(node.module.partition(".")[0])
    return packages


def is_float(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=float() | complex()) | ast.Call(func=ast.Name(id="float")):
            return True
        case _:
            return False


def test_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_engine_imports_durable_rules_a_grammar_and_the_reader_of_catalogues_and_nothing_else() -> None:
    allowed = {*sys.stdlib_module_names, "rules", "durable_rules_engine", "rule_engine", "babel"}
    strangers = {shown(file): imported_packages(file) - allowed for file in python_files("rules")}
    assert {file: packages for file, packages in strangers.items() if packages} == {}


def test_the_web_framework_stays_out_of_usecases_store_and_models() -> None:
    web = re.compile(r"flask(_\w+)?|werkzeug|click")
    inner = python_files("rulesvc/usecases", "rulesvc/store", "rulesvc/models")
    assert [shown(file) for file in inner if any(map(web.fullmatch, imported_packages(file)))] == []


def test_the_engine_makes_no_binary_floating_point_number() -> None:
    found = [
        f"{shown(file)}:{node.lineno}"
        for file in python_files("rules")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.expr) and is_float(node)
    ]
    assert found == []


def test_no_work_is_left_as_a_remark_in_the_code() -> None:
    remark = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    files = [
        *python_files(*PRODUCT, "migrations", "tests", "bench"),
        *ROOT.glob("*.py"),
        *ROOT.glob("scripts/*.*"),
        ROOT / "Makefile",
        ROOT / ".ci" / "run",
    ]
    assert [shown(file) for file in files if remark.search(file.read_text(encoding="utf-8"))] == []


def test_no_file_is_longer_than_can_be_read_at_a_sitting() -> None:
    lines = {shown(file): file.read_text(encoding="utf-8").count("\n") for file in python_files(*PRODUCT)}
    assert {file: count for file, count in lines.items() if count > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    found = [
        f"{shown(file)}:{function.lineno} {function.name}, {length(function)} lines"
        for file in python_files(*PRODUCT)
        for function in functions(file)
        if length(function) > LONGEST_FUNCTION
    ]
    assert found == []


def test_vietnamese_stands_in_catalogues_and_data_not_in_code() -> None:
    files = [*python_files(*PRODUCT, "migrations"), *ROOT.glob("*.py")]
    found = [
        f"{shown(file)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if any(letter.isalpha() and not letter.isascii() for letter in line)
    ]
    assert found == []


def test_every_module_has_a_name_that_says_something() -> None:
    files = python_files(*PRODUCT, "migrations", "tests", "bench")
    named = [file for file in files if any(map(NAMES_THAT_SAY_NOTHING.fullmatch, (file.stem, file.parent.name)))]
    assert [shown(file) for file in named] == []


def test_the_locks_name_versions_and_hashes_and_no_host_or_path() -> None:
    entry = re.compile(r"(#.*|[a-z0-9._-]+==[^\s/:]+( ; [^/:]+)? \\| +--hash=sha256:[0-9a-f]{64}( \\)?)")
    for lock in ROOT.glob("requirements*.lock"):
        lines = lock.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if not entry.fullmatch(line) or "/" in line] == [], lock.name


def test_every_module_says_what_it_is_for() -> None:
    files = python_files("rules", "rulesvc")
    assert [shown(file) for file in files if not ast.get_docstring(parsed(file))] == []


def test_everything_public_in_the_engine_says_what_it_is_or_does() -> None:
    found = [
        f"{shown(file)}:{node.lineno} {node.name}"
        for file in python_files("rules")
        for node in public_definitions(parsed(file).body)
        if not ast.get_docstring(node)
    ]
    assert found == []
