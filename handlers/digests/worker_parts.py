"""What whoever looks after a team is told of each worker before supervision: weekly, or on demand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.access import can_answer_concern
from handlers.desk import Desk
from handlers.digests.contents import earlier_of, list_made_plans, load_snapshots
from handlers.views.digests.worker_parts import WorkerPart
from scoring.case import Case
from scoring.concerns import Concern
from scoring.digest import WorkerWeek, build_worker_notes
from scoring.ids import WorkerId
from scoring.load import Load
from scoring.load_words import explain_lines
from scoring.people import Worker
from scoring.points import score_cases
from scoring.readings import Subject, SubjectKind
from scoring.snapshots import Snapshot
from scoring.supervision import Standing, score_standing
from scoring.working_time import london_day
from storage.accounts import Account
from storage.breaches import list_team_standing
from storage.cases import list_last_seen, load_casebook
from storage.concerns import list_open_concerns
from storage.digests import list_discussed, list_proposed
from storage.loads import list_loads
from storage.people import load_workers
from storage.snapshots import list_snapshots_on
from storage.supervision import list_last_supervisions
from storage.teams import TeamRecord


@dataclass(frozen=True, slots=True)
class Book:
    """Some workers with what they hold: their loads as they stand, and every case these depend on."""

    loads: Mapping[WorkerId, Load]
    cases: Sequence[Case]

    def led_by(self, worker: WorkerId) -> list[Case]:
        return [case for case in self.cases if case.lead == worker]


def read_worker_parts(
    desk: Desk,
    team: TeamRecord,
    compared: date,
    concerns: Mapping[WorkerId, Concern],
    only: WorkerId | None = None,
) -> list[WorkerPart]:
    """What is told of each worker who carries something or is promised something, by name.

    `compared` is the day to compare with for those whose last supervision has none. `concerns` are the open
    ones that whoever reads this may know of. With `only`, that one worker, whatever they carry.
    """
    listed = [each.load for each in list_loads(desk.session, [team.id])]
    if only is None:
        loads = {load.worker: load for load in listed if load.points or load.children or load.bandwidth}
    else:
        loads = {load.worker: load for load in listed if load.worker == only}
    book = Book(loads, load_casebook(desk.session, loads))
    weeks = _worker_weeks(desk, team, compared, concerns, book)
    why = _explained(desk, book)
    discussed = list_discussed(desk.session, team.id)
    cases = {case.id: case for case in book.cases}
    notes = build_worker_notes(weeks, desk.today, desk.policy, desk.calendar)
    return [WorkerPart(note, why[note.worker.id], cases, discussed[note.worker.id]) for note in notes]


def concerns_told_to(desk: Desk, reader: Account | None, team: TeamRecord) -> dict[WorkerId, Concern]:
    """The team's open concerns that have come to this reader, by worker."""
    if reader is None:
        return {}
    open_ones = list_open_concerns(desk.session, desk.today, [team.id])
    return {each.concern.worker: each.concern for each in open_ones if can_answer_concern(reader, each)}


def _worker_weeks(
    desk: Desk, team: TeamRecord, compared: date, concerns: Mapping[WorkerId, Concern], book: Book
) -> Iterable[WorkerWeek]:
    workers = load_workers(desk.session, book.loads)
    standings = _standings(desk, team, workers)
    earlier = _earlier_loads(desk, compared, standings)
    last_seen = list_last_seen(desk.session, [case.id for case in book.cases])
    proposed = list_proposed(desk.session, team.id, desk.today)
    plans = list_made_plans(desk, list_team_standing(desk.session, [team.id]))
    for id_, worker in workers.items():
        led = book.led_by(id_)
        own = {Subject(SubjectKind.WORKER, id_), *(Subject(SubjectKind.CASE, case.id) for case in led)}
        yield WorkerWeek(
            worker=worker,
            load=book.loads[id_],
            earlier=earlier.get(id_),
            cases=led,
            last_seen=last_seen,
            proposed=[case.id for case in led if case.id in proposed],
            plans=[(subject, plan) for subject, plan in plans if subject in own],
            supervision=standings[id_],
            concern=concerns.get(id_),
        )


def _standings(desk: Desk, team: TeamRecord, workers: Mapping[WorkerId, Worker]) -> dict[WorkerId, Standing]:
    """How each worker's supervision stands; it is counted from the team's start at the earliest."""
    known_from = None if team.started_at is None else london_day(team.started_at)
    last = list_last_supervisions(desk.session, workers)
    return {
        id_: score_standing(worker, last.get(id_), known_from, desk.today, desk.policy)
        for id_, worker in workers.items()
    }


def _earlier_loads(
    desk: Desk, compared: date, standings: Mapping[WorkerId, Standing]
) -> dict[WorkerId, Snapshot]:
    """Each worker's load at the end of their last supervision's day, else of the day to compare with."""
    days: dict[int, date] = {
        id_: each.last.held_on for id_, each in standings.items() if each.last is not None
    }
    found = list_snapshots_on(desk.session, SubjectKind.WORKER, days)
    others = load_snapshots(
        desk, SubjectKind.WORKER, [id_ for id_ in standings if id_ not in found], compared
    )
    weekly = ((id_, earlier_of(snapshots, compared)) for id_, snapshots in others.items())
    earlier = {**found, **{id_: each for id_, each in weekly if each is not None}}
    return {WorkerId(id_): each for id_, each in earlier.items()}


def _explained(desk: Desk, book: Book) -> dict[WorkerId, str | None]:
    """Why each worker's two lines disagree, where they do."""
    points = score_cases(book.cases, desk.policy, desk.today)
    held: dict[WorkerId, list[Case]] = {worker: [] for worker in book.loads}
    for case in book.cases:
        for worker in {case.lead, *(each.worker for each in case.co_workers)}:
            if worker is not None and worker in held:
                held[worker].append(case)
    return {worker: explain_lines(load, points, held[worker]) for worker, load in book.loads.items()}
