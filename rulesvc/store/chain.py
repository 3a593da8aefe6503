"""Chains: the evaluations of one key, each superseding the one before it."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_


class Key(NamedTuple):
    """What evaluations supersede each other for."""

    agency_id: int
    rubric_id: int
    period_id: int
    stage: str


def of_key(evaluation: FromClause, key: Key) -> ColumnElement[bool]:
    """That *evaluation* is one of *key*."""
    return and_(*(evaluation.c[name] == value for name, value in key._asdict().items()))


def same_key(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """That two evaluations are of one key."""
    return and_(*(one.c[name] == other.c[name] for name in Key._fields))
