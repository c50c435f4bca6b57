"""When loads change by themselves: the days on which somebody or something starts or ends.

Source: policy guide §3 and §4. Days are London dates; a change takes effect at 00:00 of its day.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from scoring.case import Case
from scoring.ids import WorkerId
from scoring.people import Worker
from scoring.policy import Policy

_ONE_DAY = timedelta(days=1)


def next_changes(
    workers: Iterable[Worker], cases: Iterable[Case], policy: Policy, today: date
) -> dict[WorkerId, date | None]:
    """By worker, the next day after today on which their load may change by itself, if one is known.

    `cases` are those they lead or co-work: a case's change touches everybody who holds a share of it. A new
    policy is no part of it.
    """
    days = {worker.id: list(_worker_days(worker)) for worker in workers}
    for case in cases:
        ahead = [day for day in _case_days(case, policy) if day > today]
        if not ahead:
            continue  # most cases, of a country's
        for holder in {case.lead, *(co_worker.worker for co_worker in case.co_workers)}:
            if holder is not None and holder in days:
                days[holder].extend(ahead)
    return {worker: _first_after(today, known) for worker, known in days.items()}


def next_case_change(case: Case, policy: Policy, today: date) -> date | None:
    """The next day after today on which a case's points change by themselves, None if none is known."""
    return _first_after(today, _case_days(case, policy))


def _worker_days(worker: Worker) -> Iterator[date]:
    """The first day in post, the day after the last, and the same for every reduction."""
    if worker.starts_on is not None:
        yield worker.starts_on
    if worker.ends_on is not None:
        yield worker.ends_on + _ONE_DAY
    for reduction in worker.reductions:
        yield reduction.starts_on
        if reduction.ends_on is not None:
            yield reduction.ends_on + _ONE_DAY


def _case_days(case: Case, policy: Policy) -> Iterator[date]:
    """The day the lead begins, the first day past the first weeks, and the day a judgement lapses."""
    if case.lead is not None and case.led_since is not None:
        yield case.led_since
        yield case.led_since + timedelta(days=policy.first_weeks_days)
    if case.judgement is not None:
        yield case.judgement.review_on


def _first_after(today: date, days: Iterable[date]) -> date | None:
    return min((day for day in days if day > today), default=None)
