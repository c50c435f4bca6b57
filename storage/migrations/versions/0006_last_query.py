"""what was asked last

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

import storage.tables.columns


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('last_query',
    sa.Column('worker_id', sa.Integer(), nullable=False),
    sa.Column('channel_id', sa.String(), nullable=False),
    sa.Column('thread_ts', sa.String(), nullable=False),
    sa.Column('route', sa.String(), nullable=False),
    sa.Column('ids', sa.String(), nullable=False),
    sa.Column('asked_at', storage.tables.columns.Instant(), nullable=False),
    sa.CheckConstraint("channel_id <> ''", name=op.f('ck_last_query_place_given')),
    sa.ForeignKeyConstraint(['worker_id'], ['worker.id'], name=op.f('fk_last_query_worker_id')),
    sa.PrimaryKeyConstraint('worker_id', 'channel_id', 'thread_ts', name=op.f('pk_last_query'))
    )
    with op.batch_alter_table('last_query', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_last_query_asked_at'), ['asked_at'], unique=False)
