"""What was asked last in a conversation: a route and ids, for a short while, and nothing that was typed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from scoring.ids import ChannelId, WorkerId
from storage.session import Session
from storage.tables.questions import LAST_QUERIES
from storage.upsert import put_rows

Ids = Mapping[str, Any]
"""Ids and codes by what they are of: {"teams": [3]}."""


@dataclass(frozen=True, slots=True)
class Place:
    """One person's conversation with the bot: where, and in which thread ("" outside one)."""

    worker: WorkerId
    channel: ChannelId
    thread: str = ""


def find_last_query(session: Session, place: Place, since: datetime) -> tuple[str, Ids] | None:
    """The route and ids of what was asked there last, unless that is longer ago."""
    query = select(LAST_QUERIES.c.route, LAST_QUERIES.c.ids).where(
        LAST_QUERIES.c.worker_id == place.worker,
        LAST_QUERIES.c.channel_id == place.channel,
        LAST_QUERIES.c.thread_ts == place.thread,
        LAST_QUERIES.c.asked_at >= since,
    )
    row = session.execute(query).first()
    return None if row is None else (row.route, json.loads(row.ids))


def record_last_query(
    session: Session, place: Place, route: str, ids: Ids, now: datetime, forget_before: datetime
) -> None:
    """Keep what was asked, over what was asked there before; what is older than that moment goes."""
    session.execute(delete(LAST_QUERIES).where(LAST_QUERIES.c.asked_at < forget_before))
    row = {
        "worker_id": place.worker,
        "channel_id": place.channel,
        "thread_ts": place.thread,
        "route": route,
        "ids": json.dumps(dict(ids)),
        "asked_at": now,
    }
    put_rows(session, LAST_QUERIES, [row])
