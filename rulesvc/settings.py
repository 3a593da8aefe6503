"""Settings: what is decided where the service runs, from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rulesvc.errors import BadSetting

_CASES: Final = Path(__file__).parents[1] / "cases"

REFERENCE_CASE: Final = _CASES / "hai-duong-2022"
"""The folder of the reference case in the project."""

SAMPLE: Final = _CASES / "sample"
"""The folder of the sample: a rubric and a period made by the project."""

DEFAULT_DATABASE_URL: Final = "sqlite:///rulesvc.db"
"""One file in the folder the service is started in."""

_DATABASES: Final = ("sqlite:", "postgresql:", "postgresql+psycopg:")


@dataclass(frozen=True, slots=True)
class Settings:
    """*database_url*: SQLite or PostgreSQL, as SQLAlchemy writes it."""

    database_url: str = DEFAULT_DATABASE_URL


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings in *environ*; what is absent or blank has its default.

    Raises: `BadSetting`.
    """
    url = environ.get("DATABASE_URL") or DEFAULT_DATABASE_URL
    if not url.startswith(_DATABASES):
        scheme = url.partition(":")[0]  # the rest may hold a password
        raise BadSetting("DATABASE_URL", scheme, "sqlite:///… , postgresql://…")
    return Settings(database_url=url)
