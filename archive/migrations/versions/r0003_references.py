"""What a switchboard calls a call, as keyed codes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calls", sa.Column("reference_codes", sa.JSON(), nullable=True))
