"""Deciding and drawing North's digests, for their tests."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from handlers.digests.digests import DRAWERS, write_digest
from handlers.messages import Message, Post
from scoring.breaches import Closed, Settled
from scoring.case import JudgementReason, Kind
from scoring.digest_weeks import DigestDue
from scoring.ids import TeamId
from scoring.policy import Policy
from scoring.readings import Line, SubjectKind
from scoring.timetable import Occasion, OccasionKind
from scoring.working_time import london_day
from storage.breaches import record_moves
from storage.snapshots import add_snapshots
from storage.tables.cases import CASES, JUDGEMENTS
from tests.handlers.council import NOW, Council
from tests.handlers.slack_rules import require_postable
from tests.scoring.london import MONDAY, at

KINDS = ("team_digest", "supervisor_digest")


def due_for(team: TeamId, *owed: str, week: str = "2026-W48", send_at: datetime = NOW) -> DigestDue:
    return DigestDue(team, week, (*owed, week), send_at)


def write(council: Council, now: datetime = NOW, due: DigestDue | None = None) -> None:
    """What the tick does with North's digest."""
    due = due or due_for(council.north)
    with council.desk(now) as desk:
        write_digest(desk, Occasion(OccasionKind.DIGEST, due.send_at, london_day(due.send_at), due))


def draw(council: Council, kind: str, now: datetime = NOW, policy: Policy | None = None) -> Message | None:
    """What the newest recipe of this kind says when it is sent."""
    entry = council.outbox(kind)[-1]
    with council.desk(now, policy=policy) as desk:
        drawn = DRAWERS[kind].draw(desk, entry)
    if drawn is None:
        return None
    assert isinstance(drawn, Post)
    require_postable(drawn.message)
    return drawn.message


def written(council: Council, kind: str, now: datetime = NOW, policy: Policy | None = None) -> str:
    """The digest's text, decided and drawn at one moment."""
    write(council, now)
    message = draw(council, kind, now, policy)
    assert message is not None
    return message.text


def close(council: Council, breach: Any, back_at: datetime) -> None:
    closed = Closed(breach.id, back_at, back_at + timedelta(days=1))
    with council.database.writing() as session:
        record_moves(session, [Settled(breach.id, back_at), closed], {})


def keep_day(council: Council, day: date) -> None:
    with council.database.writing() as session:
        add_snapshots(session, day)


def a_judgement_row(case: int, worker: int, supervisor: int | None, review_on: date) -> dict[str, Any]:
    return {
        "case_id": case, "points": 1, "reason": JudgementReason.COMPLEX.value, "worker_id": worker,
        "supervisor_id": supervisor, "proposed_at": NOW, "agreed_at": NOW if supervisor else None,
        "review_on": review_on,
    }  # fmt: skip


def a_large_team(council: Council, workers: int, cases: int) -> None:
    """A team in which every visit is overdue and every case has a judgement to agree."""
    keys = [f"w{number:02}" for number in range(workers)]
    for key in keys:
        council.join(key, f"Wilhelmina Worker-{key} Longsurname", council.north)
    ids = [id_ for key in keys for id_ in council.lead(key, cases, Kind.CP)]
    with council.database.writing() as session:
        session.execute(update(CASES).values(last_seen_on=date(2026, 10, 30)))
        lead = {row.id: row.lead_id for row in session.execute(select(CASES.c.id, CASES.c.lead_id))}
        rows = [a_judgement_row(id_, lead[id_], None, MONDAY + timedelta(days=40)) for id_ in ids]
        session.execute(insert(JUDGEMENTS), rows)
    for key in keys:
        for line in (Line.CHILDREN, Line.POINTS):
            council.breach(SubjectKind.WORKER, council.people[key], line, at("Fri 09:00", -1))
