"""Remarks are settled by a reply, and drafts that were never submitted are discarded."""

import sqlalchemy as sa
from alembic import op

revision = "0014_remarks_are_settled_and_drafts_discarded"
down_revision = "0013_criteria_have_guidance_and_a_source"
branch_labels = None
depends_on = None

_STATUSES = "'draft', 'submitted', 'returned', 'cleared', 'issued', 'superseded', 'repealed'"


def upgrade() -> None:
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.add_column(sa.Column("settles", sa.String(length=100), nullable=True))
        batch_op.create_check_constraint("settles", "settles IN ('accepted', 'explained')")
        batch_op.create_check_constraint("settled_by_a_reply", "settles IS NULL OR replies_to IS NOT NULL")
    _allow(f"{_STATUSES}, 'discarded'")


def downgrade() -> None:
    _require_none()
    _allow(_STATUSES)
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.drop_constraint("settled_by_a_reply", type_="check")
        batch_op.drop_constraint("settles", type_="check")
        batch_op.drop_column("settles")


def _allow(statuses: str) -> None:
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_constraint("status", type_="check")
        batch_op.create_check_constraint("status", f"status IN ({statuses})")


def _require_none() -> None:
    """Refuse to go back where there are any: they have nowhere to go, and nothing is lost."""
    edition, remark = sa.table("edition", sa.column("status")), sa.table("remark", sa.column("settles"))
    discarded = sa.select(sa.func.count()).select_from(edition).where(edition.c.status == "discarded")
    settled = sa.select(sa.func.count()).select_from(remark).where(remark.c.settles.is_not(None))
    if op.get_bind().scalar(discarded) or op.get_bind().scalar(settled):
        raise ValueError("Not downgraded: drafts are discarded or remarks settled, which has no place before.")
