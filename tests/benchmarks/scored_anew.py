"""A council in a process of its own: everybody's values loaded, and everybody scored by another policy.

`python -m tests.benchmarks.scored_anew DATABASE NOW` has the policy count from NOW's day on and says in JSON
how many seconds each took, a chunk at a time as the due job does it.
"""

import json
import re
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select

from bot.bank_holidays import calendar_of
from bot.run import settle_memory
from handlers.desk import Desk
from handlers.upkeep.due import CASES, CHUNK, rescore_due
from scoring.breaches import Cause
from scoring.ids import CaseId, TeamId, WorkerId
from scoring.readings import SubjectKind
from scoring.working_time import london_day
from storage.cases import list_cases, list_waiting, list_waiting_since, load_casebook
from storage.change import Change, Source
from storage.database import Database, open_database, read_url
from storage.due import mark_due
from storage.loads import count_loads, list_members
from storage.people import load_workers
from storage.policies import add_policy, default_policy_text, load_policy
from storage.session import Session
from storage.tables.ledger import DUE
from storage.teams import load_teams


def another_policy(starts: date) -> str:
    """The default policy under another version: everything is scored, nothing much comes of it."""
    text = re.sub(r"(?m)^version = .*$", 'version = "bench-2"', default_policy_text())
    return re.sub(r"(?m)^starts = .*$", f"starts = {starts.isoformat()}", text)


def store_policy(database: Database, now: datetime) -> None:
    """The other policy counts from that day on, so that everybody is marked."""
    with database.writing() as session:
        add_policy(session, Change(now, Source.SHELL), another_policy(london_day(now)))


def load_everything(database: Database) -> float:
    """The values of whatever is marked, loaded in the due job's chunks, and left alone.

    Workers with every case of theirs, their teams with who else is in them and who waits; then the cases that
    are looked at by themselves, with their leads.
    """
    started = time.perf_counter()
    with database.reading() as session:
        marked = {kind: _marked(session, kind) for kind in SubjectKind}
        for some in _chunks(marked[SubjectKind.WORKER], CHUNK):
            load_casebook(session, map(WorkerId, some))
            workers = load_workers(session, map(WorkerId, some))
            load_teams(session, {worker.team for worker in workers.values()})
            _load_sums(session, {worker.team for worker in workers.values()})
        for some in _chunks(marked[SubjectKind.TEAM], CHUNK):
            _load_sums(session, set(map(TeamId, some)))
        for some in _chunks(marked[SubjectKind.CASE], CASES):
            cases = list_cases(session, map(CaseId, some))
            load_workers(session, [case.lead for case in cases if case.lead is not None])
            list_waiting_since(session, [case.id for case in cases])
    return time.perf_counter() - started


def _marked(session: Session, kind: SubjectKind) -> list[int]:
    ids = select(DUE.c.subject_id).where(DUE.c.subject_kind == kind.value, DUE.c.cause == Cause.POLICY.value)
    return list(session.execute(ids.order_by(DUE.c.subject_id)).scalars())


def _chunks(ids: list[int], size: int) -> Iterator[list[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _load_sums(session: Session, teams: set[TeamId]) -> None:
    list_members(session, teams)
    list_waiting(session, teams)


def score_everything(database: Database, now: datetime) -> float:
    """Look at everything that is due, and keep what comes of it."""
    started, is_more = time.perf_counter(), True
    while is_more:
        with database.reading() as session:
            policy = load_policy(session, london_day(now))
            desk = Desk(database, session, now, policy, calendar_of(policy), Source.TICK)
            is_more = rescore_due(desk)
    return time.perf_counter() - started


def main(path: str, at: str) -> None:
    """Load twice, then score."""
    database, now = open_database(read_url(f"sqlite:///{path}")), datetime.fromisoformat(at)
    with database.writing() as session:
        mark_due(session, "worker", [1], now)
    score_everything(database, now)  # loads what is imported at first use, and sees to what time has brought
    store_policy(database, now)
    settle_memory()  # as the bot does once it is ready
    loaded = (load_everything(database) + load_everything(database)) / 2
    scored = score_everything(database, now)
    with database.reading() as session:
        workers = count_loads(session)
    print(json.dumps({"workers": workers, "loaded": loaded, "scored": scored}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
