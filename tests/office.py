"""An office without Slack: requests go straight to the table of routes, posts are drawn instead of sent.

North: Ann supervises Sam (experienced), Jo (ASYE), Lee (support worker) and Max (experienced, half-time).
South: Sue supervises Kit. Mel manages their service, Hal is head of service, Ada is an administrator.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import count
from typing import Any

from sqlalchemy import select

from bot.bank_holidays import calendar_of
from handlers.desk import AccountFacts, ChannelFacts, Desk
from handlers.messages import (
    Click,
    Command,
    HomeOpened,
    Message,
    OpenView,
    Origin,
    Post,
    Question,
    Reply,
    Submission,
)
from handlers.reception.posting import Later
from handlers.reception.serving import Server
from handlers.routes import DRAWERS, ROUTE_TABLE
from handlers.upkeep.due import CHUNK, rescore_due
from scoring.ids import ChannelId, SlackUserId, TeamId, WorkerId
from scoring.people import Grade, Role
from scoring.working_time import london_day
from storage.accounts import Proposal, confirm_accounts, propose_accounts
from storage.change import Change, Source
from storage.database import Database
from storage.details import PersonDetails, TeamDetails
from storage.joining import add_role, add_service, add_team, add_worker
from storage.outbox import OutboxEntry, entry_of, record_sent
from storage.policies import add_policy, default_policy_text, load_policy
from storage.session import Session
from storage.tables.post import OUTBOX
from storage.teams import claim_start

THURSDAY = datetime(2026, 11, 26, 10, tzinfo=UTC)
"""An ordinary Thursday at 10:00, in winter time."""

HOME = "T01HOME"
STAFF = (
    ("Ann Abbott", "North", Grade.TEAM_MANAGER, Fraction(1)),
    ("Sam Okafor", "North", Grade.EXPERIENCED, Fraction(1)),
    ("Jo Price", "North", Grade.NEWLY_QUALIFIED, Fraction(1)),
    ("Lee Marsh", "North", Grade.SUPPORT_WORKER, Fraction(1)),
    ("Max Field", "North", Grade.EXPERIENCED, Fraction(1, 2)),
    ("Sue Bright", "South", Grade.TEAM_MANAGER, Fraction(1)),
    ("Kit Novak", "South", Grade.EXPERIENCED, Fraction(1)),
    ("Mel Hart", None, Grade.NONE, Fraction(1)),
    ("Hal Grey", None, Grade.NONE, Fraction(1)),
    ("Ada Finch", None, Grade.NONE, Fraction(1)),
)


@dataclass
class Register:
    """What Slack would say of channels and e-mail addresses, where a test says so."""

    channels: dict[str, ChannelFacts] = field(default_factory=dict)
    accounts: dict[str, AccountFacts] = field(default_factory=dict)

    def channel(self, channel: ChannelId, /) -> ChannelFacts | None:
        return self.channels.get(channel)

    def account(self, email: str, /) -> AccountFacts | None:
        return self.accounts.get(email)


@dataclass
class Office:
    """A council's people at their desks; `now` is turned by hand."""

    database: Database
    now: datetime = THURSDAY
    workers: dict[str, WorkerId] = field(default_factory=dict)
    teams: dict[str, TeamId] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    slack: Register = field(default_factory=Register)

    def command(self, who: str, line: str, **origin: Any) -> Reply:
        """What somebody gets for a command they type."""
        name, _, text = line.partition(" ")
        return self._server().serve(Command(self.origin(who, **origin), name, text))

    def says(self, who: str, line: str) -> str:
        """The text of the message somebody gets for a command; fails if it is something else."""
        return text_of(self.command(who, line))

    def click(self, who: str, action: str, value: str, view: OpenView | None = None, **origin: Any) -> Reply:
        return self._server().serve(Click(self.origin(who, **origin), action, value, view))

    def ask(self, who: str, text: str, channel: str = "D01", **origin: Any) -> Reply:
        """What somebody gets for plain words: in their direct messages unless a channel is given."""
        where = replace(self.origin(who, **origin), channel=ChannelId(channel))
        return self._server().serve(Question(where, text))

    def submit(self, who: str, name: str, state: dict[str, object], metadata: str = "") -> Reply:
        return self._server().serve(Submission(self.origin(who), OpenView("V1", "h", name, metadata, state)))

    def home(self, who: str, page: str = "", **origin: Any) -> Reply:
        """What somebody's Home is when they open it."""
        return self._server().serve(HomeOpened(self.origin(who, **origin), page))

    def rescore(self) -> None:
        """Look at everything that is due."""
        while self.rescore_once():
            pass

    def waits(self, **time: float) -> None:
        """Let time pass, and look at what has fallen due."""
        self.now += timedelta(**time)
        self.rescore()

    def outbox(self, kind: str = "") -> list[OutboxEntry]:
        """What waits to be posted, the oldest first."""
        with self.database.reading() as session:
            rows = session.execute(select(OUTBOX).where(OUTBOX.c.state == "queued").order_by(OUTBOX.c.id))
            return [entry for entry in map(entry_of, rows) if kind in ("", entry.kind)]

    def deliver(self) -> list[tuple[OutboxEntry, Post | None]]:
        """Draw and "send" everything that may go out now, in order; returns what was drawn."""
        return [(entry, self._deliver(entry)) for entry in self.outbox() if entry.not_before <= self.now]

    def texts(self) -> list[str]:
        """The texts of everything that may go out now, delivered."""
        return [post.message.text for _, post in self.deliver() if post is not None]

    def origin(self, who: str, **changes: Any) -> Origin:
        return replace(Origin(user_of(who), HOME, HOME, ChannelId("C01NORTH")), **changes)

    def change(self) -> Change:
        return Change(self.now, Source.SHELL)

    def _server(self) -> Server:
        return Server(
            self.database,
            ROUTE_TABLE,
            lambda: self.now,
            calendar_of,
            lambda: str(next(self.numbers)),
            self.slack,
        )

    def _desk(self, session: Session) -> Desk:
        policy = load_policy(session, london_day(self.now))
        return Desk(self.database, session, self.now, policy, calendar_of(policy), Source.TICK)

    def rescore_once(self, size: int = CHUNK) -> bool:
        """Look at one chunk of what is due; says whether there was any."""
        with self.database.reading() as session:
            return rescore_due(self._desk(session), size)

    def _deliver(self, entry: OutboxEntry) -> Post | None:
        drawer = DRAWERS[entry.kind]
        with self.database.reading() as session:
            drawn = drawer.draw(self._desk(session), entry)
        assert not isinstance(drawn, Later), "in order, nothing has to wait"
        with self.database.writing() as session:
            channel, ts = entry.channel or ChannelId(f"D{entry.worker}"), f"{entry.id}.000100"
            record_sent(session, entry.id, self.now, channel, ts)
            if drawn is not None:
                drawer.keep(session, entry, channel, ts)
        return drawn


def text_of(reply: Reply) -> str:
    """The text of a message; anything else fails the test that asked."""
    assert isinstance(reply, Message), reply
    return reply.text


def user_of(who: str) -> SlackUserId:
    return SlackUserId(f"U0{who.upper()}")


def open_office(database: Database, *, started: bool = True) -> Office:
    """The office with everybody in it and nobody holding a case."""
    office = Office(database)
    change = office.change()
    with database.writing() as session:
        add_policy(session, change, default_policy_text())
        service = add_service(session, change, "Safeguarding")
        for name in ("North", "South"):
            details = TeamDetails(name, service, ChannelId(f"C01{name.upper()}"))
            office.teams[name] = add_team(session, change, details)
            if started:
                claim_start(session, office.teams[name], change.at - timedelta(days=30))
        for full, team, grade, fte in STAFF:
            key = full.split(" ")[0].lower()
            person = PersonDetails(
                full, f"{key}@council.example", office.teams[team] if team else None, grade, fte
            )
            office.workers[key] = add_worker(session, change, person)
        people = office.workers
        add_role(session, change, people["ann"], Role.SUPERVISOR, team=office.teams["North"], is_first=True)
        add_role(session, change, people["sue"], Role.SUPERVISOR, team=office.teams["South"], is_first=True)
        add_role(session, change, people["mel"], Role.SERVICE_MANAGER, service=service)
        add_role(session, change, people["hal"], Role.HEAD)
        add_role(session, change, people["ada"], Role.ADMIN)
        accounts = [Proposal(user_of(who), HOME, worker) for who, worker in people.items()]
        propose_accounts(session, change, accounts)
        confirm_accounts(session, change, [account.user for account in accounts])
    office.rescore()
    return office
