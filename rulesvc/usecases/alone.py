"""Alone: what takes long is done once at a time on a machine, so that a few who ask cannot occupy the whole service.

The lock is one of the operating system on a file: whatever becomes of the process, it ends with it. When it was begun
is when the file was last written.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from time import monotonic, sleep
from typing import Final

from sqlalchemy.orm import Session

from rules.errors import N_
from rules.said import said
from rulesvc.errors import DoneAlready

PATIENCE: Final = 10.0
"""How long one waits for one's turn before one is told to come back (seconds)."""

_PAUSE: Final = 0.05
_OWN: Final = 0o700
_OWN_FILE: Final = 0o600


class Long(StrEnum):
    """What takes long."""

    CASES = "cases"
    CHECK = "check"
    IMPACT = "impact"


_WORDS: Final = {
    Long.CASES: N_("generating test cases"),
    Long.CHECK: N_("checking the rules"),
    Long.IMPACT: N_("working out the impact"),
}


@contextmanager
def alone(session: Session, kind: Long) -> Iterator[None]:
    """Do something of that *kind* while nobody else does on this machine, for the database of *session*.

    Raises: `DoneAlready` where somebody does.
    """
    opened = os.open(_file(session, kind), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, _OWN_FILE)
    try:
        _lock(opened, kind)
        os.utime(opened)
        yield
    finally:
        os.close(opened)


def _lock(opened: int, kind: Long) -> None:
    ends = monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() >= ends:
                begun = datetime.fromtimestamp(os.fstat(opened).st_mtime, UTC)
                raise DoneAlready(said(_WORDS[kind]), begun) from None
        sleep(_PAUSE)


def _file(session: Session, kind: Long) -> Path:
    url = session.get_bind().engine.url
    place = Path(url.database or "").resolve() if url.get_backend_name() == "sqlite" else url.database
    name = sha256(f"{url.host} {url.port} {place}".encode()).hexdigest()
    folder = Path(gettempdir()) / f"rulesvc-{os.getuid()}"
    folder.mkdir(_OWN, exist_ok=True)
    return folder / f"{name}.{kind}"
