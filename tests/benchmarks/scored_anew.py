"""A council in a process of its own: everybody's values loaded, and everybody scored by another policy.

`python -m tests.benchmarks.scored_anew DATABASE NOW` has the policy count from NOW's day on and says in JSON
how many seconds each took, a chunk at a time as the due job does it.
"""

import json
import re
import sys
import time
from datetime import date, datetime

from sqlalchemy import select

from bot.bank_holidays import calendar_of
from handlers.desk import Desk
from handlers.upkeep.due import CHUNK, rescore_due
from scoring.ids import WorkerId
from scoring.working_time import london_day
from storage.cases import load_casebook
from storage.change import Change, Source
from storage.database import Database, open_database, read_url
from storage.due import mark_due
from storage.loads import count_loads
from storage.people import load_workers
from storage.policies import add_policy, default_policy_text, load_policy
from storage.tables.people import WORKERS
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
    """The values that scoring needs, loaded as the due job loads them, and left alone."""
    started = time.perf_counter()
    with database.reading() as session:
        ids = [
            WorkerId(id_) for id_ in session.execute(select(WORKERS.c.id).order_by(WORKERS.c.id)).scalars()
        ]
        for start in range(0, len(ids), CHUNK):
            some = ids[start : start + CHUNK]
            load_casebook(session, some)
            load_teams(session, {worker.team for worker in load_workers(session, some).values()})
    return time.perf_counter() - started


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
    """Load, score, load again: the loading between which the scoring stands is its measure."""
    database, now = open_database(read_url(f"sqlite:///{path}")), datetime.fromisoformat(at)
    with database.writing() as session:
        mark_due(session, "worker", [1], now)
    score_everything(database, now)  # loads what is imported at first use
    first = load_everything(database)
    store_policy(database, now)
    scored = score_everything(database, now)
    loaded = (first + load_everything(database)) / 2
    with database.reading() as session:
        workers = count_loads(session)
    print(json.dumps({"workers": workers, "loaded": loaded, "scored": scored}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
