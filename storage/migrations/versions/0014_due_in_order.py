"""What is due is found in the order in which it is looked at

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('due_at', table_name='due')
    op.create_index('due_at', 'due', ['at', sa.text('subject_kind DESC'), 'subject_id'])
