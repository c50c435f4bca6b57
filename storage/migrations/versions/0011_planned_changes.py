"""changes of hours, grade or team that begin on a day to come

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

import storage.tables.columns

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

GRADES = (
    "'newly_qualified', 'experienced', 'advanced_practitioner', 'support_worker', 'support_officer', "
    "'team_manager', 'none'"
)


def upgrade() -> None:
    op.create_table(
        "planned_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("fte_millionths", sa.Integer(), nullable=True),
        sa.Column("employment", sa.String(), nullable=True),
        sa.Column("changes_promise", sa.Boolean(), nullable=False),
        sa.Column("promise", sa.Integer(), nullable=True),
        sa.Column("planned_by_id", sa.Integer(), nullable=True),
        sa.Column("planned_at", storage.tables.columns.Instant(), nullable=False),
        sa.CheckConstraint(f"grade IN ({GRADES})", name=op.f("ck_planned_change_grade_known")),
        sa.CheckConstraint(
            "employment IN ('permanent', 'agency', 'fixed_term')",
            name=op.f("ck_planned_change_employment_known"),
        ),
        sa.CheckConstraint(
            "fte_millionths BETWEEN 0 AND 1000000", name=op.f("ck_planned_change_fte_millionths_range")
        ),
        sa.CheckConstraint("promise BETWEEN 0 AND 99", name=op.f("ck_planned_change_promise_range")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_planned_change_worker_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_planned_change_team_id")),
        sa.ForeignKeyConstraint(
            ["planned_by_id"], ["worker.id"], name=op.f("fk_planned_change_planned_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_change")),
        sa.UniqueConstraint("worker_id", "from_on", name=op.f("uq_planned_change_worker_id_from_on")),
    )
