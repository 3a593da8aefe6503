"""Cases are stored: sheets with the outcomes that an edition is expected to come to."""

import sqlalchemy as sa
from alembic import op

revision = "0008_cases_are_stored"
down_revision = "0007_problems_are_acknowledged"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=100), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("format_version", sa.String(length=100), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tables_sha256", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("origin IN ('generated', 'written')", name=op.f("ck_stored_case_origin")),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)", name=op.f("ck_stored_case_confirmed_sometime")
        ),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (tables_sha256 = '')", name=op.f("ck_stored_case_confirmed_as_it_was")
        ),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name=op.f("fk_stored_case_confirmed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_stored_case_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_case")),
        sa.UniqueConstraint("edition_id", "name", name=op.f("uq_stored_case_edition_id_name")),
    )
    with op.batch_alter_table("stored_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_case_confirmed_by"), ["confirmed_by"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("stored_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stored_case_confirmed_by"))

    op.drop_table("stored_case")
