"""Which masks of a call hide one and the same value."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("masks", sa.Column("value_number", sa.Integer(), nullable=True))
