"""Where the bot's own posts stand, by Slack's clock."""

from datetime import datetime

from sqlalchemy import select

from scoring.ids import ChannelId
from storage.session import Session
from storage.tables.post import OUTBOX


def find_ts_before(session: Session, channel: ChannelId, moment: datetime) -> str | None:
    """Slack's timestamp of the last post in a conversation sent before a moment of ours; None for none.

    So a span of Slack's time follows from ours, however far the two clocks are apart.
    """
    query = (
        select(OUTBOX.c.ts)
        .where(OUTBOX.c.channel_id == channel, OUTBOX.c.ts.is_not(None), OUTBOX.c.sent_at < moment)
        .order_by(OUTBOX.c.sent_at.desc())
        .limit(1)
    )
    return session.execute(query).scalar()
