"""how often a post's answer was lost

Revision: 0008, after 0007
"""

from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In one statement that both databases have: SQLite adds a CHECK to a table that others refer to no other way.
    op.execute(
        "ALTER TABLE outbox ADD COLUMN lost INTEGER DEFAULT 0 NOT NULL "
        "CONSTRAINT ck_outbox_lost_range CHECK (lost BETWEEN 0 AND 99)"
    )
    op.execute("UPDATE outbox SET lost = 1 WHERE state = 'unknown'")
