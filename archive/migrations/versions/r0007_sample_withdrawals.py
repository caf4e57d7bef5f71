"""Calls that were taken out of the training."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sample_withdrawals",
        sa.Column("call_id", sa.String(26), sa.ForeignKey("calls.call_id"), primary_key=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
    )
