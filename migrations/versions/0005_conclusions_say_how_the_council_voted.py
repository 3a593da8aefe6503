"""Conclusions say how the council voted, and which opinions were reserved."""

import sqlalchemy as sa
from alembic import op

revision = "0005_conclusions_say_how_the_council_voted"
down_revision = "0004_editions_go_through_steps"
branch_labels = None
depends_on = None

VOTES = ("votes_in_favour", "votes_against", "votes_abstaining")


def upgrade() -> None:
    with op.batch_alter_table("conclusion", schema=None) as batch_op:
        for votes in VOTES:
            batch_op.add_column(sa.Column(votes, sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reserved_opinions", sa.Text(), server_default="", nullable=False))
        batch_op.create_check_constraint(
            "votes_all_or_none",
            "(votes_in_favour IS NULL) = (votes_against IS NULL)"
            " AND (votes_in_favour IS NULL) = (votes_abstaining IS NULL)",
        )
        batch_op.create_check_constraint(
            "votes_counted", "votes_in_favour >= 0 AND votes_against >= 0 AND votes_abstaining >= 0"
        )


def downgrade() -> None:
    with op.batch_alter_table("conclusion", schema=None) as batch_op:
        batch_op.drop_constraint("votes_counted", type_="check")
        batch_op.drop_constraint("votes_all_or_none", type_="check")
        batch_op.drop_column("reserved_opinions")
        for votes in reversed(VOTES):
            batch_op.drop_column(votes)
