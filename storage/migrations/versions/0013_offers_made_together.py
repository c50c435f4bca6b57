"""which offers were made in the same step

Revision: 0013, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offer", sa.Column("made_with", sa.Integer(), nullable=True))
    op.create_index("ix_offer_made_with", "offer", ["made_with"])
