"""Who can't be written to any more, and what they still hold."""

from datetime import date

from sqlalchemy import exists, func, select

from scoring.ids import WorkerId
from storage.session import Session
from storage.tables.cases import CASES
from storage.tables.columns import lasts
from storage.tables.people import ACCOUNTS, WORKERS

_LEADS = exists().where(CASES.c.lead_id == ACCOUNTS.c.worker_id, CASES.c.closed_at.is_(None))


def is_account_closed(session: Session, worker: WorkerId) -> bool:
    """Whether Slack has told us that their account is deactivated; not so where they have none."""
    query = select(ACCOUNTS.c.is_deactivated).where(
        ACCOUNTS.c.worker_id == worker, ACCOUNTS.c.confirmed_at.is_not(None)
    )
    found = list(session.execute(query).scalars())
    return bool(found) and all(found)


def list_closed_leading(session: Session, today: date) -> list[WorkerId]:
    """Workers in post whose account is deactivated and who still lead cases."""
    query = (
        select(ACCOUNTS.c.worker_id)
        .join(WORKERS, WORKERS.c.id == ACCOUNTS.c.worker_id)
        .where(
            ACCOUNTS.c.is_deactivated.is_(True),
            ACCOUNTS.c.confirmed_at.is_not(None),
            lasts(WORKERS.c.ends_on, today),
            _LEADS,
        )
        .order_by(ACCOUNTS.c.worker_id)
    )
    return [WorkerId(id_) for id_ in session.execute(query).scalars()]


def count_led(session: Session, worker: WorkerId) -> int:
    """How many open cases somebody leads."""
    query = select(func.count()).where(CASES.c.lead_id == worker, CASES.c.closed_at.is_(None))
    return int(session.execute(query).scalar_one())
