"""Criteria have guidance for those who score them, and say where their figures come from."""

import sqlalchemy as sa
from alembic import op

revision = "0013_criteria_have_guidance_and_a_source"
down_revision = "0012_persons_and_agencies_are_searched_for"
branch_labels = None
depends_on = None

_COLUMNS = ("guidance_vi", "guidance_en", "source_vi", "source_en")


def upgrade() -> None:
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        for name in _COLUMNS:
            batch_op.add_column(sa.Column(name, sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    _require_none()
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        for name in _COLUMNS:
            batch_op.drop_column(name)


def _require_none() -> None:
    """Refuse to go back where criteria have any: it has nowhere to go, and nothing is lost."""
    criterion = sa.table("criterion", *(sa.column(name) for name in _COLUMNS))
    has_any = sa.or_(*(criterion.c[name] != "" for name in _COLUMNS))
    if op.get_bind().scalar(sa.select(sa.func.count()).select_from(criterion).where(has_any)):
        raise ValueError("Not downgraded: criteria have guidance or a source, which has no place before.")
