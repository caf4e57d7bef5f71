"""By what a party's clock ran from the recorder's."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call_details", sa.Column("drift_ms", sa.BigInteger()))
