"""Missions that came back with a copy (2026-11-29)."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create their table; nothing that lies there is touched."""
    op.create_table(
        "restored",
        sa.Column("mission", sa.String(80), primary_key=True),
        sa.Column("copied_at", sa.BigInteger, nullable=False),
    )
