"""A Monday at nine in a council of its own: every team's digest and every supervisor's, composed and posted.

`python -m tests.benchmarks.mondays DATABASE MONDAY API_URL` says in JSON what `Monday` holds.
"""

import asyncio
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.bank_holidays import calendar_of
from bot.clock import monotonic
from bot.courier import Courier
from bot.delivery import Delivery
from bot.pace import Pace
from bot.sandbox.slack import BOT_TOKEN
from bot.schedule import Schedule
from bot.slack_client import open_session, slack_client
from handlers.desk import Desk
from handlers.routes import DRAWERS
from handlers.views.trends import YEAR_PICTURE
from scoring.trend import week_ends
from scoring.working_time import ONE_DAY, london_day
from storage.change import Source
from storage.database import Database, open_database, read_url
from storage.letters import count_states
from storage.marks import TICK, put_mark
from storage.outbox import entry_of
from storage.policies import load_policy
from storage.snapshots import add_snapshots
from storage.tables.post import OUTBOX

WEEKS_KNOWN = 30
"""So many weeks have a picture of the year under the digest."""
EARLY = timedelta(minutes=30)
WAIT_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Monday:
    """Messages, seconds to decide upon and draw them all, and seconds until the local Slack had them all."""

    messages: int
    composed: float
    delivered: float


def settle_in(database: Database, monday: datetime) -> Schedule:
    """Weeks of snapshots, and everything looked at that fell due before nine."""
    with database.writing() as session:
        for day in week_ends(london_day(monday) - ONE_DAY, WEEKS_KNOWN):
            add_snapshots(session, day)
        put_mark(session, TICK, monday - EARLY)
    schedule = Schedule(database, ThreadPoolExecutor(1), lambda: monday - EARLY, calendar_of, lambda: None)
    asyncio.run(schedule.settle())
    with database.writing() as session:
        session.execute(OUTBOX.delete())
    return schedule


def compose(database: Database, schedule: Schedule, monday: datetime) -> float:
    """What the tick of nine o'clock decides, then every message drawn once; nothing is sent yet."""
    schedule.clock = lambda: monday
    started = time.perf_counter()
    asyncio.run(schedule.tick())
    with database.reading() as session:
        policy = load_policy(session, london_day(monday))
        desk = Desk(database, session, monday, policy, calendar_of(policy), Source.TICK)
        for row in session.execute(select(OUTBOX).where(OUTBOX.c.state == "queued")).all():
            drawn = DRAWERS[row.kind].draw(desk, entry_of(row))
            if drawn is None and row.kind != YEAR_PICTURE:  # it waits for the digest it stands under
                raise RuntimeError(f"nothing was drawn for {row.kind}")
    return time.perf_counter() - started


async def deliver(database: Database, monday: datetime, api_url: str) -> float:
    """Post everything through the courier, at Slack's pace; what Slack puts off is waited for."""
    threads, started = ThreadPoolExecutor(1), time.perf_counter()

    def now() -> datetime:
        return monday + timedelta(seconds=time.perf_counter() - started)

    async with open_session() as session:
        slack = slack_client(BOT_TOKEN, api_url, session)
        delivery = Delivery(database, DRAWERS, slack, threads, now, calendar_of, Pace(monotonic))
        courier = Courier(database, threads, now, delivery)
        await courier.drain()
        while not await asyncio.to_thread(_is_done, database):
            await asyncio.sleep(WAIT_SECONDS)
            await courier.drain()
        return time.perf_counter() - started


def _is_done(database: Database) -> bool:
    with database.reading() as session:
        return not count_states(session).keys() & {"queued", "sending", "unknown"}


def main(path: str, at: str, api_url: str) -> None:
    """Compose, deliver, and say how long each took."""
    database, monday = open_database(read_url(f"sqlite:///{path}")), datetime.fromisoformat(at)
    schedule = settle_in(database, monday)
    composed = compose(database, schedule, monday)
    delivered = asyncio.run(deliver(database, monday, api_url))
    with database.reading() as session:
        states = count_states(session)
    if set(states) != {"sent"}:
        raise RuntimeError(f"not everything was posted: {states}")
    print(json.dumps(asdict(Monday(states["sent"], composed, delivered))), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
