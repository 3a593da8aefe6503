"""What the database itself refuses, whoever writes to it: every trigger is fired."""

import pytest
from sqlalchemy.exc import DBAPIError

from rulesvc import models
from rulesvc.models.edition import Status

TABLES = models.Base.metadata.tables
NOT_OPEN = "the edition is not open"
FINAL = [Status.SUBMITTED, Status.CLEARED, Status.ISSUED]


def refused(message: str) -> "pytest.RaisesExc[DBAPIError]":
    return pytest.raises(DBAPIError, match=message)
