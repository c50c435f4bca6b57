"""Drawing what the outbox says must be posted, with today's truth, and keeping where it then stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.desk import Desk
from handlers.messages import Post
from scoring.ids import ChannelId
from storage.accounts import Account, find_account, load_users
from storage.outbox import OutboxEntry
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Later:
    """Not its turn yet: something else has to be sent first."""

    not_before: datetime


Drawn = Post | Later | None
"""None: there is nothing left to say."""


def keep_nothing(_session: Session, _entry: OutboxEntry, _channel: ChannelId, _ts: str) -> None:
    """For messages that are never rewritten."""


@dataclass(frozen=True, slots=True)
class Drawer:
    """How one kind of recipe is drawn, and what is kept once it has been posted.

    `unreachable` says what becomes of it when its person or channel can't be written to.
    """

    draw: Callable[[Desk, OutboxEntry], Drawn]
    keep: Callable[[Session, OutboxEntry, ChannelId, str], None] = keep_nothing


Drawers = Mapping[str, Drawer]


def reader_of(desk: Desk, entry: OutboxEntry) -> Account | None:
    """The account of whoever gets a direct message: what they may know is asked when it is drawn."""
    users = {} if entry.worker is None else load_users(desk.session, [entry.worker])
    return next((find_account(desk.session, user, desk.today) for user in users.values()), None)
