"""One council in a process of its own: does one change or shows one team, and says how long that took.

`python -m tests.benchmarks.growing DATABASE NOW` reads words from standard input, a line each, and answers
each with seconds: `due` is everything the due job does after one allocation, `team` one team's view.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from bot.bank_holidays import calendar_of
from bot.clock import new_id
from handlers.desk import Desk
from handlers.messages import Command, Message, Origin
from handlers.reception.serving import Server
from handlers.routes import ROUTE_TABLE
from handlers.upkeep.due import rescore_due
from scoring.ids import SlackUserId, WorkerId
from scoring.working_time import london_day
from storage.change import Source
from storage.database import Database, open_database, read_url
from storage.policies import load_policy
from tests.benchmarks.council_people import TEAM_SIZE, account_of
from tests.benchmarks.council_rows import WORKSPACE
from tests.benchmarks.orders import Orders

TEAM_VIEW = (Command, "/caseload team")


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


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def main(path: str, now: str) -> None:
    """Answer until standard input ends."""
    database = open_database(read_url(f"sqlite:///{path}"))
    orders = Orders(Path(path), Random(7))
    council = Growing(database, orders, Random(8), datetime.fromisoformat(now), orders.teams)
    for line in sys.stdin:
        call = council.due if line.strip() == "due" else council.team
        print(call(), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
