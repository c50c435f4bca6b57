"""Whoever leads a case now: their name, and how they can stay on when somebody else leads it."""

from handlers.desk import Desk
from scoring.capacity import capacity_share
from scoring.case import Case
from scoring.people import Worker
from storage.people import load_names, load_workers


def holder_of(desk: Desk, case: Case) -> Worker | None:
    """Who leads the case; None while the child waits, or for somebody who is in no team any more."""
    return load_workers(desk.session, [case.lead]).get(case.lead) if case.lead is not None else None


def holder_name(desk: Desk, case: Case) -> str | None:
    """The name of who leads the case now; None while the child waits."""
    return load_names(desk.session, [case.lead])[case.lead] if case.lead is not None else None


def stay_percent(desk: Desk, case: Case) -> int | None:
    """The share with which the earlier worker can stay on; None if they aren't there or it isn't left."""
    holder = holder_of(desk, case)
    percent = desk.policy.escalation_co_worker_percent
    taken = sum(each.percent for each in case.co_workers)
    if holder is None or capacity_share(holder, desk.today) == 0 or taken + percent > 99:
        return None
    return percent
