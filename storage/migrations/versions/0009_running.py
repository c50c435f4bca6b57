"""which bots are running, and which of them holds a request

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

import storage.tables.columns

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "running",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("started_at", storage.tables.columns.Instant(), nullable=False),
        sa.Column("seen_at", storage.tables.columns.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_running")),
    )
    op.add_column("inbox", sa.Column("held_by", sa.String(), nullable=True))
