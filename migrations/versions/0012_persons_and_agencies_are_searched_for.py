"""Persons, agencies and their heads are searched for by words without accents and case."""

from unicodedata import combining, normalize

import sqlalchemy as sa
from alembic import op

revision = "0012_persons_and_agencies_are_searched_for"
down_revision = "0011_heads_have_terms_and_figures_are_supplied"
branch_labels = None
depends_on = None

_NAMES = ("name", "short_name", "head_title")
_SEARCHED = {
    "head_term": ("name", "title"),
    "person": ("name", "title", "code"),
    "agency": ("code", *(f"{name}_{language}" for name in _NAMES for language in ("vi", "en"))),
}


def upgrade() -> None:
    for name, words in _SEARCHED.items():
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.add_column(sa.Column("searched", sa.Text(), server_default="", nullable=False))
        make_searchable(name, words)


def make_searchable(name: str, words: tuple[str, ...]) -> None:
    """Give the rows of a table the *words* of those columns without accents and case."""
    table = sa.table(name, *(sa.column(each) for each in ("id", "searched", *words)))
    for row in op.get_bind().execute(sa.select(table)).mappings().all():
        letters = normalize("NFKD", " ".join(row[each] for each in words if row[each]).casefold())
        plain = "".join(letter for letter in letters if not combining(letter))
        searched = plain.replace("\N{LATIN SMALL LETTER D WITH STROKE}", "d")
        op.execute(table.update().where(table.c.id == row["id"]).values(searched=searched))


def downgrade() -> None:
    for name in _SEARCHED:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_column("searched")
