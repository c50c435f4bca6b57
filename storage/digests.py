"""Which weekly digests have been decided: the key (team, ISO week) is what makes each exactly one."""

from sqlalchemy import func, insert, select
from sqlmodel import Session

from scoring.digest_weeks import DigestDue
from scoring.ids import TeamId
from storage.change import Change
from storage.tables.post import DIGESTS


def list_last_weeks(session: Session) -> dict[TeamId, str]:
    """The latest week for which each team has had its digest."""
    rows = session.execute(select(DIGESTS.c.team_id, func.max(DIGESTS.c.week)).group_by(DIGESTS.c.team_id))
    return {TeamId(team): week for team, week in rows}


def add_digest(session: Session, change: Change, due: DigestDue) -> None:
    """Say that this team's digest of this week is written; a second time the unique key refuses."""
    row = {
        "team_id": due.team,
        "week": due.week,
        "decided_at": change.at,
        "weeks_owed": " ".join(due.weeks_owed),
    }
    session.execute(insert(DIGESTS).values(row))
