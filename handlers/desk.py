"""What a feature works with: who asks, when, under which policy, and the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from scoring.errors import NotReached
from scoring.ids import ChannelId, SlackUserId, TeamId
from scoring.people import Team
from scoring.policy import Policy
from scoring.working_time import Calendar, london_day
from storage.accounts import Account
from storage.change import Change, Source
from storage.database import Database
from storage.policies import load_policy
from storage.session import Session
from storage.signed_requests import claim_delivery
from storage.teams import load_teams


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What Slack says of a channel that the bot can see."""

    name: str
    has_bot: bool
    is_archived: bool
    is_shared: bool


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What Slack says of an account with some e-mail address."""

    user: SlackUserId
    slack_team: str
    is_guest: bool


class Directory(Protocol):
    """What a feature may ask Slack before it decides. Raises NotReached when Slack doesn't answer in time."""

    def channel(self, channel: ChannelId, /) -> ChannelFacts | None:
        """The channel; None when the bot can't see it."""

    def account(self, email: str, /) -> AccountFacts | None:
        """The active account with this e-mail; None when Slack knows none."""


class NoDirectory:
    """Where there is no Slack to ask: at the tick, and wherever nobody brought one."""

    def channel(self, _channel: ChannelId, /) -> ChannelFacts | None:
        raise NotReached(NOT_REACHED)

    def account(self, _email: str, /) -> AccountFacts | None:
        raise NotReached(NOT_REACHED)


NOT_REACHED = (
    "Slack didn't answer just now, so I couldn't check. Nothing is changed; please try again in a minute."
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """The very bytes a request came in over HTTP, and which run of it this is."""

    key: str
    run: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's desk. `session` reads one consistent state; `writing` records in a short transaction.

    Load and decide with `session` first: on SQLite the write lock is held only inside `writing`.
    """

    database: Database
    session: Session
    now: datetime
    policy: Policy
    calendar: Calendar
    source: Source
    account: Account | None = None
    directory: Directory = field(default_factory=NoDirectory)
    teams: dict[TeamId, Team] = field(default_factory=dict)
    delivery: Delivery | None = None

    def team(self, id_: TeamId) -> Team:
        """The team with this id, read once for each request."""
        if id_ not in self.teams:
            self.teams.update(load_teams(self.session, [id_]))
        return self.teams[id_]

    @property
    def today(self) -> date:
        """The London day."""
        return london_day(self.now)

    @property
    def viewer(self) -> Account:
        """The person who asks; there is always one behind a request from Slack."""
        if self.account is None:
            raise LookupError("nobody is asking")
        return self.account

    @property
    def change(self) -> Change:
        """What this request writes into every row and audit row it makes."""
        return Change(self.now, self.source, self.account.worker if self.account else None)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A write transaction; what was read before may have changed, and versions are checked inside.

        Raises Repeated where the same signed bytes have written before.
        """
        self.session.rollback()
        with self.database.writing() as session:
            if self.delivery is not None:
                claim_delivery(session, self.delivery.key, self.delivery.run, self.now)
            yield session


def unasked_desk(
    database: Database, session: Session, now: datetime, calendar: Callable[[Policy], Calendar]
) -> Desk:
    """The desk of what nobody asked for: the timetable's work, and drawing what is sent."""
    policy = load_policy(session, london_day(now))
    return Desk(database, session, now, policy, calendar(policy), Source.TICK)
