"""Acknowledgements say what they rest on: once that is changed, the problem is to be acknowledged anew."""

import sqlalchemy as sa
from alembic import op

revision = "0010_acknowledgements_say_what_they_rest_on"
down_revision = "0009_persons_sign_in"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("basis_sha256", sa.String(length=100), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.drop_column("basis_sha256")
