"""How often a promise was kept this quarter, since the team was started: before that no ledger was kept."""

from collections.abc import Collection, Iterable
from datetime import date
from fractions import Fraction

from handlers.desk import Desk
from scoring.breaches import Span
from scoring.ids import WorkerId
from scoring.kept import Kept, Window, kept_rate, kept_rate_together, quarter_of
from scoring.readings import Subject, SubjectKind
from scoring.working_time import london_day, start_of_day
from storage.digests import list_worker_days, list_worker_spans
from storage.plans import list_spans
from storage.snapshots import list_capacity_days
from storage.teams import TeamRecord


def worker_kept(desk: Desk, worker: WorkerId, team: TeamRecord, window: Window | None = None) -> Kept | None:
    """The worker's own rate, whatever team their promises were broken in; None without any day.

    Of this quarter unless a window is given.
    """
    window = window or _window(desk, team)
    if window is None:
        return None
    subject = Subject(SubjectKind.WORKER, worker)
    days = list_capacity_days(desk.session, subject.kind, worker, window.first, window.last)
    return _kept([(list_spans(desk.session, subject, start_of_day(window.first)), days)], window)


def team_kept(desk: Desk, team: TeamRecord, window: Window | None = None) -> Kept | None:
    """The rate of the team's workers together: each day of each of them counts alike."""
    window = window or _window(desk, team)
    if window is None:
        return None
    days = list_worker_days(desk.session, team.id, window.first, window.last)
    spans = list_worker_spans(desk.session, team.id, start_of_day(window.first))
    return _kept([(spans[worker], own) for worker, own in days.items()], window)


def people_kept(desk: Desk, team: TeamRecord, window: Window) -> dict[WorkerId, Fraction]:
    """The rate of each worker of the team who had a day with capacity in the window."""
    days = list_worker_days(desk.session, team.id, window.first, window.last)
    spans = list_worker_spans(desk.session, team.id, start_of_day(window.first))
    rates = {WorkerId(worker): kept_rate(spans[worker], own, window) for worker, own in days.items()}
    return {worker: rate for worker, rate in rates.items() if rate is not None}


def _kept(people: Iterable[tuple[Collection[Span], Collection[date]]], window: Window) -> Kept | None:
    """The rate over these people's own days with capacity."""
    listed = list(people)
    rate = kept_rate_together(listed, window)
    return None if rate is None else Kept(rate, sum(len(days) for _, days in listed), window)


def _window(desk: Desk, team: TeamRecord) -> Window | None:
    if team.started_at is None:
        return None
    quarter = quarter_of(desk.today)
    return Window(max(quarter.first, london_day(team.started_at)), quarter.last)
