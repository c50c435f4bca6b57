"""What the weekly digests hold, read with a handful of queries for a team, however many work in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from handlers.desk import Desk
from handlers.ledger.kept import team_kept
from handlers.views.digests.digests import TeamPicture
from handlers.views.digests.supervisor_digests import WorkerPart
from handlers.views.trends import CHART_WEEKS
from scoring.breaches import Breach
from scoring.case import Case
from scoring.digest import TeamWeek, WorkerWeek, build_supervisor_digest, build_team_digest
from scoring.digest_weeks import DigestDue, monday_of
from scoring.ids import WorkerId
from scoring.load import Load
from scoring.load_words import explain_lines
from scoring.plans import Plan
from scoring.points import score_cases
from scoring.policy import Policy
from scoring.readings import Subject, SubjectKind
from scoring.snapshots import Snapshot
from scoring.working_time import ONE_DAY
from storage.breaches import list_history, list_team_standing
from storage.cases import list_last_seen, load_casebook
from storage.digests import (
    count_kinds,
    find_last_told,
    list_discussed,
    list_proposed,
)
from storage.loads import list_loads, load_team_load
from storage.people import load_workers
from storage.plans import list_plans
from storage.snapshots import list_snapshots
from storage.teams import TeamRecord

WEEK = timedelta(days=7)


def read_team_picture(desk: Desk, team: TeamRecord, due: DigestDue) -> TeamPicture | None:
    """The team's week in numbers; None before the team was started or scored."""
    load = load_team_load(desk.session, team.id)
    if load is None or team.started_at is None:
        return None
    since = find_last_told(desk.session, team.id, due.week) or team.started_at
    history = list_history(desk.session, [team.id], since)
    kept = team_kept(desk, team)
    snapshots = _snapshots(desk, SubjectKind.TEAM, [team.id], desk.today - WEEK * CHART_WEEKS)[team.id]
    week = TeamWeek(
        due=due,
        load=load,
        earlier=_earlier(snapshots, _compared_day(desk, team, due)),
        since=since,
        breaches=history,
        kept=None if kept is None else kept.rate,
        plans=_plans(desk, history),
        kinds=count_kinds(desk.session, team.id),
    )
    digest = build_team_digest(week, desk.now, desk.policy, desk.calendar)
    trend = [each for each in snapshots if (desk.today - ONE_DAY - each.day) % WEEK == timedelta()]
    return TeamPicture(team.name, digest, since, kept, trend)


def read_worker_parts(desk: Desk, team: TeamRecord, due: DigestDue) -> list[WorkerPart]:
    """What the supervisor is told of each worker who carries something or is promised something, by name."""
    listed = [each.load for each in list_loads(desk.session, [team.id])]
    loads = {load.worker: load for load in listed if load.points or load.children or load.bandwidth}
    book = load_casebook(desk.session, loads)
    digest = build_supervisor_digest(
        due, _worker_weeks(desk, team, due, loads, book), desk.today, desk.policy, desk.calendar
    )
    why = _explained(desk, loads, book)
    discussed = list_discussed(desk.session, team.id)
    cases = {case.id: case for case in book}
    return [
        WorkerPart(note, why[note.worker.id], cases, discussed[note.worker.id]) for note in digest.workers
    ]


def _worker_weeks(
    desk: Desk, team: TeamRecord, due: DigestDue, loads: Mapping[WorkerId, Load], book: Sequence[Case]
) -> Iterable[WorkerWeek]:
    compared = _compared_day(desk, team, due)
    snapshots = _snapshots(desk, SubjectKind.WORKER, loads, compared)
    last_seen = list_last_seen(desk.session, [case.id for case in book])
    proposed = list_proposed(desk.session, team.id, desk.today)
    plans = _plans(desk, list_team_standing(desk.session, [team.id]))
    for id_, worker in load_workers(desk.session, loads).items():
        led = [case for case in book if case.lead == id_]
        own = {Subject(SubjectKind.WORKER, id_), *(Subject(SubjectKind.CASE, case.id) for case in led)}
        yield WorkerWeek(
            worker=worker,
            load=loads[id_],
            earlier=_earlier(snapshots[id_], compared),
            cases=led,
            last_seen=last_seen,
            proposed=[case.id for case in led if case.id in proposed],
            plans=[(subject, plan) for subject, plan in plans if subject in own],
        )


def _explained(
    desk: Desk, loads: Mapping[WorkerId, Load], book: Sequence[Case]
) -> dict[WorkerId, str | None]:
    """Why each worker's two lines disagree, where they do."""
    points = score_cases(book, desk.policy, desk.today)
    held: dict[WorkerId, list[Case]] = {worker: [] for worker in loads}
    for case in book:
        for worker in {case.lead, *(each.worker for each in case.co_workers)}:
            if worker is not None and worker in held:
                held[worker].append(case)
    return {worker: explain_lines(load, points, held[worker]) for worker, load in loads.items()}


def _snapshots(
    desk: Desk, kind: SubjectKind, ids: Iterable[int], since: date
) -> Mapping[int, Sequence[Snapshot]]:
    """The days' ends from that day to yesterday; an empty list for somebody who has none."""
    wanted = list(ids)
    found = list_snapshots(desk.session, kind, wanted, since, desk.today - ONE_DAY)
    return {id_: found.get(id_, []) for id_ in wanted}


def digest_weekday(team: TeamRecord, policy: Policy) -> int:
    """The day of the week on which the team's digest is scheduled: its own, else the policy's."""
    return policy.hours.digest_weekday if team.digest_weekday is None else team.digest_weekday


def _compared_day(desk: Desk, team: TeamRecord, due: DigestDue) -> date:
    """The day before the weeks that are told of, by the schedule: a bank holiday moves no week's bounds."""
    scheduled = monday_of(due.weeks_owed[0]) + ONE_DAY * digest_weekday(team, desk.policy)
    return scheduled - WEEK - ONE_DAY


def _earlier(snapshots: Sequence[Snapshot], day: date) -> Snapshot | None:
    """The end of the day to compare with, or of the first day after it that was kept."""
    return next((each for each in snapshots if each.day >= day), None)


def _plans(desk: Desk, breaches: Sequence[Breach]) -> list[tuple[Subject, Plan]]:
    """The plans of the lines that are passed now, each once for a subject."""
    standing = [breach for breach in breaches if breach.back_at is None]
    records = list_plans(desk.session, [breach.id for breach in standing])
    made = [(breach.subject, records[breach.id]) for breach in standing if breach.id in records]
    return list({(subject, record.id): (subject, record.plan) for subject, record in made}.values())
