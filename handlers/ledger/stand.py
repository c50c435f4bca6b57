"""A subject as it stands at this moment, as every message about its broken promises shows it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.desk import Desk
from handlers.views.ledger.case_sentences import case_sentence
from handlers.views.ledger.living import LivingPicture
from scoring.breaches import Breach
from scoring.case import Case
from scoring.climb import climb_deadline, nobody_there_channel_at
from scoring.ids import BreachId, CaseId, TeamId, WorkerId
from scoring.people import Worker
from scoring.readings import Line, Reading, Subject, SubjectKind, read_team, read_worker
from storage.breaches import LivingMessage, list_standing
from storage.cases import find_open_case, list_waiting_since
from storage.loads import find_load, find_team_load
from storage.people import load_workers
from storage.plans import PlanRecord, list_plans, list_seen
from storage.teams import TeamRecord, load_team


@dataclass(frozen=True, slots=True)
class Stand:
    """A subject as it stands now: its team, what to call it, its breaches and its lines.

    `said` is a case's own sentence, None for others.
    """

    team: TeamRecord
    whom: str
    breaches: Sequence[Breach]
    readings: Mapping[Line, Reading]
    said: str | None = None


def standing_now(breaches: Iterable[Breach]) -> list[Breach]:
    """The breaches to speak up about: one that settles is back within its line."""
    return [breach for breach in breaches if not breach.is_settling]


def picture_of(desk: Desk, subject: Subject, stand: Stand, living: LivingMessage | None) -> LivingPicture:
    """What is shown of a subject's standing breaches."""
    plans = list_plans(desk.session, [breach.id for breach in stand.breaches])
    since = living.began_at if living is not None else min(b.opened_at for b in stand.breaches)
    return LivingPicture(
        subject=subject,
        whom=stand.whom,
        lines=stand.breaches,
        readings=stand.readings,
        plans=plans,
        climbs=dict(climbs_of(desk, stand.breaches, plans)),
        seen_by=list_seen(desk.session, subject, since),
        now=desk.now,
        policy=desk.policy,
    )


def climbs_of(
    desk: Desk, breaches: Iterable[Breach], plans: Mapping[BreachId, PlanRecord]
) -> Iterator[tuple[BreachId, datetime]]:
    """When each of these goes one level up, unless it is at the top."""
    for breach in breaches:
        plan = plans.get(breach.id)
        ends = plan.plan.by_when if plan is not None else None
        at = climb_deadline(breach, ends, desk.policy, desk.calendar)
        if at is not None:
            yield breach.id, at


def stand_of(desk: Desk, subject: Subject, team: TeamId | None, *, to_channel: bool) -> Stand:
    breaches = list_standing(desk.session, [subject])
    if subject.kind is SubjectKind.CASE:
        case = find_open_case(desk.session, CaseId(subject.id))
        record = load_team(desk.session, team or (case.team if case else TeamId(0)))
        said = case_said(desk, case)[0] if case else None
        return Stand(record, "a child", breaches, {}, said)
    if subject.kind is SubjectKind.TEAM:
        record = load_team(desk.session, TeamId(subject.id))
        load = find_team_load(desk.session, record.id)
        readings = read_team(load, desk.policy) if load is not None else []
        shown = [b for b in breaches if not to_channel or _may_show(desk, b, record)]
        return Stand(record, record.name, shown, {each.line: each for each in readings})
    worker = worker_of(desk, subject)
    own = find_load(desk.session, worker.id)
    record = load_team(desk.session, team or worker.team)
    named = worker.name_in_channel or not to_channel
    whom = worker.name if named else f"a colleague in {record.name}"
    lines = {each.line: each for each in read_worker(own)} if own is not None else {}
    return Stand(record, whom, breaches, lines)


def _may_show(desk: Desk, breach: Breach, team: TeamRecord) -> bool:
    """Children with nobody there show in the channel only after some working days (policy guide §4)."""
    if breach.line is not Line.NOBODY_THERE:
        return True
    load = find_team_load(desk.session, team.id)
    left = load is not None and load.nobody_there_left > 0
    return nobody_there_channel_at(breach.opened_at, left, desk.policy, desk.calendar) <= desk.now


def case_said(desk: Desk, case: Case) -> tuple[str, Worker | None]:
    """What isn't kept of a case, in a sentence, and who leads it."""
    leads = load_workers(desk.session, [case.lead] if case.lead is not None else [])
    lead = next(iter(leads.values()), None)
    since = list_waiting_since(desk.session, [case.id]).get(case.id)
    return case_sentence(case, lead, since), lead


def worker_of(desk: Desk, subject: Subject) -> Worker:
    worker = WorkerId(subject.id)
    return load_workers(desk.session, [worker])[worker]
