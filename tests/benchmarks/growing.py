"""One council in a process of its own: does one change or shows one team, and says how long that took.

`python -m tests.benchmarks.growing DATABASE NOW` reads words from standard input, a line each, and answers
each with seconds: `due` is everything the due job does after one allocation, `team` one team's view, `home`
its supervisor's Home, `head` that of a head of five services.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import select

from bot.bank_holidays import calendar_of
from bot.clock import new_id
from handlers.desk import Desk
from handlers.messages import Command, Home, HomeOpened, Message, Origin, Reply
from handlers.reception.serving import Server
from handlers.routes import ROUTE_TABLE
from handlers.upkeep.due import rescore_due
from scoring.ids import ServiceId, SlackUserId, WorkerId
from scoring.people import Grade, Role
from scoring.trend import week_ends
from scoring.working_time import ONE_DAY, london_day
from storage.accounts import Proposal, confirm_accounts, propose_accounts
from storage.change import Change, Source
from storage.database import Database, open_database, read_url
from storage.details import PersonDetails
from storage.joining import add_role, add_worker
from storage.policies import load_policy
from storage.snapshots import add_snapshots
from storage.tables.people import SERVICES
from tests.benchmarks.council_people import TEAM_SIZE, account_of
from tests.benchmarks.council_rows import WORKSPACE
from tests.benchmarks.orders import Orders

HEAD_USER = "U0HEAD"
WEEKS_KNOWN = 8


@dataclass
class Growing:
    """A council with its product's own server, without HTTP. Each request has its own moment."""

    database: Database
    orders: Orders
    random: Random
    now: datetime
    teams: int

    def __post_init__(self) -> None:
        self._ticks = count(1)
        self._server = Server(self.database, ROUTE_TABLE, self._moment, calendar_of, new_id)

    def due(self) -> float:
        """Allocate, then look at everything that is due; only the latter is timed."""
        [order] = self.orders.take(1)
        self._ask(order.user, "/allocate", f"{order.reference} cin <@{order.mentioned}>", " is with ")
        return _timed(self._rescore)

    def team(self) -> float:
        """A random team's view, for its supervisor."""
        number = self.random.randrange(self.teams)
        user = account_of(WorkerId(number * TEAM_SIZE + 1))
        return _timed(lambda: self._ask(user, "/caseload", "team", f"Team {number + 1}"))

    def home(self) -> float:
        """A random team's supervisor opens their Home."""
        return self._open(account_of(WorkerId(self.random.randrange(self.teams) * TEAM_SIZE + 1)))

    def head(self) -> float:
        """The head of five services opens theirs."""
        return self._open(HEAD_USER)

    def _open(self, user: str) -> float:
        request = HomeOpened(Origin(SlackUserId(user), WORKSPACE, WORKSPACE))
        reply: list[Reply] = []
        took = _timed(lambda: reply.append(self._server.serve(request)))
        if not isinstance(reply[0], Home):
            raise RuntimeError(f"an unexpected answer: {reply[0]}")
        return took

    def _ask(self, user: str, name: str, text: str, expected: str) -> None:
        origin = Origin(SlackUserId(user), WORKSPACE, WORKSPACE)
        reply = self._server.serve(Command(origin, name, text))
        if not isinstance(reply, Message) or expected not in reply.text:
            raise RuntimeError(f"an unexpected answer: {reply}")

    def _rescore(self) -> None:
        is_more = True
        while is_more:
            with self.database.reading() as session:
                now = self._moment()
                policy = load_policy(session, london_day(now))
                is_more = rescore_due(
                    Desk(self.database, session, now, policy, calendar_of(policy), Source.TICK)
                )

    def _moment(self) -> datetime:
        return self.now + timedelta(milliseconds=next(self._ticks))


def settle_in(database: Database, now: datetime) -> None:
    """A head of the first five services, and the ends of some weeks to show them."""
    change = Change(now, Source.SHELL)
    with database.writing() as session:
        details = PersonDetails("Hana Head", "hana@council.example", None, Grade.NONE)
        worker = add_worker(session, change, details)
        for service in session.execute(select(SERVICES.c.id).order_by(SERVICES.c.id).limit(5)).scalars():
            add_role(session, change, worker, Role.HEAD, service=ServiceId(service))
        propose_accounts(session, change, [Proposal(SlackUserId(HEAD_USER), WORKSPACE, worker)])
        confirm_accounts(session, change, [SlackUserId(HEAD_USER)])
        for day in week_ends(london_day(now) - ONE_DAY, WEEKS_KNOWN):
            add_snapshots(session, day)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def main(path: str, now: str) -> None:
    """Answer until standard input ends."""
    database = open_database(read_url(f"sqlite:///{path}"))
    orders = Orders(Path(path), Random(7))
    settle_in(database, datetime.fromisoformat(now))
    council = Growing(database, orders, Random(8), datetime.fromisoformat(now), orders.teams)
    for line in sys.stdin:
        print(getattr(council, line.strip())(), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
