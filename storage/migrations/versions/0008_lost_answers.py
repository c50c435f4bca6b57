"""how often a post's answer was lost

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lost", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_check_constraint(op.f("ck_outbox_lost_range"), "lost BETWEEN 0 AND 99")
    op.execute("UPDATE outbox SET lost = 1 WHERE state = 'unknown'")
