"""offers to another team, next looks at waiting children, one open proposal of a judgement

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

import storage.tables.columns

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

OLDER_PROPOSALS = """
UPDATE judgement SET replaced_at = proposed_at
WHERE agreed_at IS NULL AND replaced_at IS NULL AND id NOT IN (
    SELECT MAX(id) FROM judgement WHERE agreed_at IS NULL AND replaced_at IS NULL GROUP BY case_id
)
"""


def upgrade() -> None:
    """Add the tables; of several open proposals about one case only the newest stays open."""
    _add_offers()
    op.create_table(
        "next_look",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("set_at", storage.tables.columns.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["child_case.id"], name=op.f("fk_next_look_case_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["worker.id"], name=op.f("fk_next_look_owner_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_next_look")),
    )
    op.execute(OLDER_PROPOSALS)
    _add_index("one_open_proposal", "judgement", "case_id", "agreed_at IS NULL AND replaced_at IS NULL", True)


def _add_offers() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("from_team_id", sa.Integer(), nullable=False),
        sa.Column("to_team_id", sa.Integer(), nullable=False),
        sa.Column("offered_by_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", storage.tables.columns.Instant(), nullable=False),
        sa.Column("ended_at", storage.tables.columns.Instant(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'declined', 'withdrawn', 'overtaken')", name=op.f("ck_offer_outcome_known")
        ),
        sa.CheckConstraint(
            "reason IN ('ROOM', 'SKILL', 'DISTANCE', 'FAMILY', 'REMIT', 'TALK')", name=op.f("ck_offer_reason_known")
        ),
        sa.CheckConstraint("from_team_id <> to_team_id", name=op.f("ck_offer_two_teams")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (outcome IS NULL)", name=op.f("ck_offer_ended_with_an_outcome")
        ),
        sa.CheckConstraint(
            "reason IS NULL OR (outcome IS NOT NULL AND outcome = 'declined')", name=op.f("ck_offer_declined_with_a_reason")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["child_case.id"], name=op.f("fk_offer_case_id")),
        sa.ForeignKeyConstraint(["from_team_id"], ["team.id"], name=op.f("fk_offer_from_team_id")),
        sa.ForeignKeyConstraint(["to_team_id"], ["team.id"], name=op.f("fk_offer_to_team_id")),
        sa.ForeignKeyConstraint(["offered_by_id"], ["worker.id"], name=op.f("fk_offer_offered_by_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["worker.id"], name=op.f("fk_offer_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index("ix_offer_case_id", "offer", ["case_id"])
    _add_index("one_open_offer", "offer", "case_id", "outcome IS NULL", True)
    _add_index("offer_open_to", "offer", "to_team_id", "outcome IS NULL", False)


def _add_index(name: str, table: str, column: str, where: str, unique: bool) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, [column], unique=unique, sqlite_where=condition, postgresql_where=condition
    )
