"""Heads of agencies have terms, figures are supplied for all agencies, and facts of earlier years have a percentage."""

import sqlalchemy as sa
from alembic import op

revision = "0011_heads_have_terms_and_figures_are_supplied"
down_revision = "0010_acknowledgements_say_what_they_rest_on"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "head_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_head_term_days")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_head_term_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_term")),
        sa.UniqueConstraint("agency_id", "first_day", name=op.f("uq_head_term_agency_id_first_day")),
    )
    op.create_table(
        "supplied_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=100), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("provenance", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_supplied_value_agency_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_supplied_value_period_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplied_value")),
        sa.UniqueConstraint(
            "agency_id", "period_id", "indicator", name=op.f("uq_supplied_value_agency_id_period_id_indicator")
        ),
    )
    with op.batch_alter_table("supplied_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplied_value_period_id"), ["period_id"], unique=False)

    with op.batch_alter_table("previous_fact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("percent", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("previous_fact", schema=None) as batch_op:
        batch_op.drop_column("percent")

    with op.batch_alter_table("supplied_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplied_value_period_id"))

    op.drop_table("supplied_value")
    op.drop_table("head_term")
