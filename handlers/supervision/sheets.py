"""One worker's sheet for supervision: the weekly digest's part about them, and every case explained."""

from collections.abc import Sequence
from datetime import date

from handlers.access import can_answer_concern, can_see_team
from handlers.desk import Desk
from handlers.digests.worker_parts import read_worker_parts
from handlers.views.supervision.sheets import News, Sheet
from scoring.case import Case
from scoring.errors import NotFound
from scoring.ids import WorkerId
from scoring.people import Worker
from scoring.points import score_cases
from scoring.supervision import supervision_interval
from scoring.working_time import end_of_day
from storage.cases import load_casebook
from storage.concerns import find_open_concern
from storage.spells import list_spells
from storage.teams import TeamRecord


def read_sheet(desk: Desk, worker: Worker, team: TeamRecord) -> Sheet:
    """The sheet as whoever asks may see it; NotFound before the worker was counted for the first time."""
    is_own = worker.id == desk.viewer.worker
    record = find_open_concern(desk.session, worker.id)
    is_told = record is not None and can_answer_concern(desk.viewer, record)
    concerns = {worker.id: record.concern} if record is not None and is_told else {}
    compared = desk.today - supervision_interval(worker, desk.today, desk.policy)
    parts = read_worker_parts(desk, team, compared, concerns, only=worker.id)
    if not parts:
        raise NotFound(
            "This caseload hasn't been counted yet. It takes a few seconds; please ask again in a minute."
        )
    [part] = parts
    last = part.note.supervision.last if part.note.supervision is not None else None
    book = load_casebook(desk.session, [worker.id])
    return Sheet(
        part=part,
        cases=book,
        points=score_cases(book, desk.policy, desk.today),
        news=None if last is None else _news(desk, worker.id, last.held_on, book),
        is_own=is_own,
        may_record=not is_own and can_see_team(desk.viewer, team.id, team.service),
        today=desk.today,
        policy=desk.policy,
    )


def _news(desk: Desk, worker: WorkerId, day: date, book: Sequence[Case]) -> News:
    """What the worker leads that they didn't at the end of that day, and how many they no longer lead."""
    since = end_of_day(day)
    spells = list_spells(desk.session, [worker], since).get(worker, ())
    led = {case.id: case for case in book if case.lead == worker}
    began = {spell.case for spell in spells if spell.began_at >= since and spell.ended_at is None}
    had = {spell.case for spell in spells if spell.began_at < since}
    new = [case for id_, case in led.items() if id_ in began - had]
    return News(day, sorted(new, key=lambda case: case.reference), len(had - set(led)))
