"""Requests that came signed over HTTP and wrote something: the same bytes sent again write nothing."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from scoring.errors import Repeated
from storage.session import Session
from storage.tables.post import SIGNED_REQUESTS
from storage.upsert import add_once

_RUN = select(SIGNED_REQUESTS.c.run).where(SIGNED_REQUESTS.c.delivery == bindparam("delivery"))


def claim_delivery(session: Session, delivery: str, run: str, now: datetime) -> None:
    """Take a delivery for one run of its request, in the transaction of what it writes.

    Raises Repeated when another run has written already: on another process too, or before a restart.
    """
    if add_once(session, SIGNED_REQUESTS, {"delivery": delivery, "run": run, "at": now}):
        return
    if session.execute(_RUN, {"delivery": delivery}).scalar_one() != run:
        raise Repeated("I have done that already. If you mean it once more, please ask for it again.")


def forget_deliveries(session: Session, before: datetime) -> None:
    """Take away what came before a moment; its signature is too old by then anyway."""
    session.execute(delete(SIGNED_REQUESTS).where(SIGNED_REQUESTS.c.at < before))
