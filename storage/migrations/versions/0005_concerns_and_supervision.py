"""concerns and supervision

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

import storage.tables.columns


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('concern',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('worker_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('raised_at', storage.tables.columns.Instant(), nullable=False),
    sa.Column('suits', sa.String(), nullable=False),
    sa.Column('words', sa.String(length=200), nullable=False),
    sa.Column('first_level', sa.String(), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('asked_id', sa.Integer(), nullable=False),
    sa.Column('answer_by', storage.tables.columns.Instant(), nullable=False),
    sa.Column('answered_at', storage.tables.columns.Instant(), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('closed_at', storage.tables.columns.Instant(), nullable=True),
    sa.Column('closed_by_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(), nullable=True),
    sa.Column('outcome_words', sa.String(length=200), nullable=False),
    sa.CheckConstraint("first_level IN ('supervisor', 'service_manager', 'head')", name=op.f('ck_concern_first_level_known')),
    sa.CheckConstraint("level IN ('supervisor', 'service_manager', 'head')", name=op.f('ck_concern_level_known')),
    sa.CheckConstraint("outcome IN ('PAUSE', 'MOVE', 'WEIGH', 'SAFETY', 'SUPPORT', 'TALKED', 'OTHER', 'WITHDRAWN')", name=op.f('ck_concern_outcome_known')),
    sa.CheckConstraint("suits IN ('TODAY', 'WEEK', 'SUPERVISION', 'ANY')", name=op.f('ck_concern_suits_known')),
    sa.CheckConstraint('(answered_at IS NULL) = (answered_by_id IS NULL)', name=op.f('ck_concern_answered_by_somebody')),
    sa.CheckConstraint('(closed_at IS NULL) = (outcome IS NULL)', name=op.f('ck_concern_closed_with_an_outcome')),
    sa.CheckConstraint('asked_id <> worker_id', name=op.f('ck_concern_never_ones_own')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['worker.id'], name=op.f('fk_concern_answered_by_id')),
    sa.ForeignKeyConstraint(['asked_id'], ['worker.id'], name=op.f('fk_concern_asked_id')),
    sa.ForeignKeyConstraint(['closed_by_id'], ['worker.id'], name=op.f('fk_concern_closed_by_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_concern_team_id')),
    sa.ForeignKeyConstraint(['worker_id'], ['worker.id'], name=op.f('fk_concern_worker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concern'))
    )
    with op.batch_alter_table('concern', schema=None) as batch_op:
        batch_op.create_index('one_open_concern', ['worker_id'], unique=True, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.create_table('supervision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('worker_id', sa.Integer(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=False),
    sa.Column('recorded_at', storage.tables.columns.Instant(), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 1 AND 1440', name=op.f('ck_supervision_minutes_range')),
    sa.CheckConstraint('recorded_by_id <> worker_id', name=op.f('ck_supervision_never_ones_own')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['worker.id'], name=op.f('fk_supervision_recorded_by_id')),
    sa.ForeignKeyConstraint(['worker_id'], ['worker.id'], name=op.f('fk_supervision_worker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supervision')),
    sa.UniqueConstraint('worker_id', 'held_on', name=op.f('uq_supervision_worker_id_held_on'))
    )
    op.create_table('concern_topic',
    sa.Column('concern_id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(), nullable=False),
    sa.CheckConstraint("topic IN ('CASES', 'POINTS', 'SAFETY', 'CASE', 'OTHER')", name=op.f('ck_concern_topic_topic_known')),
    sa.ForeignKeyConstraint(['concern_id'], ['concern.id'], name=op.f('fk_concern_topic_concern_id')),
    sa.PrimaryKeyConstraint('concern_id', 'topic', name=op.f('pk_concern_topic'))
    )
    op.create_table('concern_message',
    sa.Column('channel_id', sa.String(), nullable=False),
    sa.Column('ts', sa.String(), nullable=False),
    sa.Column('concern_id', sa.Integer(), nullable=False),
    sa.Column('worker_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['concern_id'], ['concern.id'], name=op.f('fk_concern_message_concern_id')),
    sa.ForeignKeyConstraint(['worker_id'], ['worker.id'], name=op.f('fk_concern_message_worker_id')),
    sa.PrimaryKeyConstraint('channel_id', 'ts', name=op.f('pk_concern_message'))
    )
    with op.batch_alter_table('concern_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_concern_message_concern_id'), ['concern_id'], unique=False)
