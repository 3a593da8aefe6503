"""Tables say whom they are about: the agency, as all did, or its head."""

import sqlalchemy as sa
from alembic import op

revision = "0002_tables_say_whom_they_are_about"
down_revision = "0001_rubrics_sheets_and_evaluations_are_kept"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("decision_table", schema=None) as batch_op:
        batch_op.add_column(sa.Column("subject", sa.String(length=100), server_default="agency", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("decision_table", schema=None) as batch_op:
        batch_op.drop_column("subject")
