"""which offers were made in the same step

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offer", sa.Column("made_with", sa.Integer(), nullable=True))
    op.create_index("ix_offer_made_with", "offer", ["made_with"])
