"""Criteria say how they are scored and combined, and answers are kept in the form in which they are sent."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006_criteria_say_how_they_are_scored"
down_revision = "0005_conclusions_say_how_the_council_voted"
branch_labels = None
depends_on = None

CRITERION = sa.table(
    "criterion",
    *(sa.column(name) for name in ("method", "combined", "not_applicable")),
    sa.column("extra", sa.Boolean()),
)
ANSWER = sa.table(
    "answer",
    *(sa.column(name) for name in ("id", "criterion", "points", "reason", "content")),
    sa.column("not_applicable", sa.Boolean()),
)


def upgrade() -> None:
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("method", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("combined", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("not_applicable", sa.String(length=100), server_default="leaves_maximum", nullable=False)
        )
        batch_op.add_column(sa.Column("extra", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("content", sa.Text(), server_default="", nullable=False))
    _answers_to_content()
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_constraint("points_or_not_applicable", type_="check")
        batch_op.drop_column("points")
        batch_op.drop_column("not_applicable")
        batch_op.drop_column("reason")


def downgrade() -> None:
    _require_usual_criteria()
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("points", sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column("not_applicable", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("reason", sa.Text(), server_default="", nullable=False))
    _answers_from_content()
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_check_constraint("points_or_not_applicable", "(points IS NULL) = not_applicable")
        batch_op.drop_column("content")
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        for name in ("method", "combined", "not_applicable", "extra"):
            batch_op.drop_column(name)


def _require_usual_criteria() -> None:
    """Refuse to go back where criteria say how they are scored: it has nowhere to go, and nothing is lost."""
    said = CRITERION.c
    unusual = (said.method != "", said.combined != "", said.not_applicable != "leaves_maximum", said.extra)
    count = op.get_bind().scalar(sa.select(sa.func.count()).select_from(CRITERION).where(sa.or_(*unusual)))
    if count:
        raise ValueError(f"{count} criteria say how they are scored, which earlier versions do not know")


def _answers_to_content() -> None:
    rows = op.get_bind().execute(sa.select(ANSWER)).all()
    for row in rows:
        told = {"not_applicable": True, "reason": row.reason} if row.not_applicable else {"points": row.points}
        content = json.dumps(
            {"criterion": row.criterion, **told}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        op.execute(ANSWER.update().where(ANSWER.c.id == row.id).values(content=content))


def _answers_from_content() -> None:
    """Answers of other forms have nowhere to go: their sheets are refused by the check, and nothing is lost."""
    rows = op.get_bind().execute(sa.select(ANSWER.c.id, ANSWER.c.content)).all()
    for row in rows:
        told = json.loads(row.content)
        old = {
            "points": told.get("points"),
            "not_applicable": told.get("not_applicable", False),
            "reason": told.get("reason", ""),
        }
        op.execute(ANSWER.update().where(ANSWER.c.id == row.id).values(**old))
