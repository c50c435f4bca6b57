"""which signed requests have written something

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Instant

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signed_request",
        sa.Column("delivery", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("delivery", name=op.f("pk_signed_request")),
    )
    with op.batch_alter_table("signed_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signed_request_at"), ["at"], unique=False)
