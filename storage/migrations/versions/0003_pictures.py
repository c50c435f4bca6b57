"""snapshots by subject, dead letters by an index, and how far an upload has come

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

DEAD = "state = 'dead'"


def upgrade() -> None:
    op.create_index("snapshot_subject", "snapshot", ["subject_kind", "subject_id", "day"])
    op.add_column("outbox", sa.Column("file_id", sa.String(), nullable=True))
    op.create_index(
        "outbox_dead", "outbox", ["id"], sqlite_where=sa.text(DEAD), postgresql_where=sa.text(DEAD)
    )


def downgrade() -> None:
    op.drop_index("outbox_dead", table_name="outbox")
    op.drop_column("outbox", "file_id")
    op.drop_index("snapshot_subject", table_name="snapshot")
