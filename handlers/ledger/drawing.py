"""Drawing what the outbox says of breaches, with today's truth; and keeping where a living message stands."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from handlers.desk import Desk
from handlers.messages import Message, Post
from handlers.reception.posting import Drawer, Drawers, Drawn, Later
from handlers.views.ledger import breaches as view
from handlers.views.ledger.case_sentences import case_sentence
from scoring.breaches import Breach, Level
from scoring.case import Case
from scoring.climb import is_plan_missing, nobody_there_channel_at
from scoring.ids import CaseId, ChannelId, TeamId, WorkerId
from scoring.people import Worker
from scoring.readings import Line, Reading, Subject, SubjectKind, read_team, read_worker
from storage.accounts import find_supervisor
from storage.breaches import (
    LivingMessage,
    change_living,
    find_span,
    list_standing,
    list_team_standing,
    load_living,
)
from storage.cases import find_open_case, list_waiting_since
from storage.loads import list_loads, load_load, load_team_load
from storage.outbox import OutboxEntry, find_unsent
from storage.people import load_names, load_workers
from storage.plans import list_plans, list_seen
from storage.teams import TeamRecord, load_team

WAIT_FOR_WORKER = timedelta(milliseconds=200)
SUMMED = tuple(line for line in Line if line is not Line.NOBODY_THERE)
"""The lines a summary counts; that somebody is away is not told to the channel at once."""


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


def draw_living(desk: Desk, entry: OutboxEntry) -> Drawn:
    """The channel's one message about a subject; the worker's own message goes first."""
    living = load_living(desk.session, entry.fixed["living"])
    wait = _wait_for_worker(desk, entry) if living.ts is None else None
    if wait is not None:
        return Later(wait)
    stand = _stand(desk, entry.subject, living.team, to_channel=True)
    if not stand.breaches:
        if living.ts is None:
            return None
        lasted = _lasted(desk, living)
        return _rewrite(living, view.kept_again_message(stand.whom, lasted))
    message = view.living_message(picture_of(desk, entry.subject, stand, living))
    return _rewrite(living, message) if living.ts is not None else Post(message)


def keep_living(session: Session, entry: OutboxEntry, channel: ChannelId, ts: str) -> None:
    """Remember where the living message stands, from its first posting on."""
    if load_living(session, entry.fixed["living"]).ts is None:
        change_living(session, entry.fixed["living"], channel_id=channel, ts=ts)


def draw_worse(desk: Desk, entry: OutboxEntry) -> Drawn:
    """The one reply when it becomes much worse."""
    living = load_living(desk.session, entry.fixed["living"])
    stand = _stand(desk, entry.subject, living.team, to_channel=True)
    if living.ts is None or not standing_now(stand.breaches):
        return None
    picture = picture_of(desk, entry.subject, stand, living)
    return Post(view.worse_message(stand.whom, picture), thread_ts=living.ts, channel=living.channel)


def draw_closing(desk: Desk, entry: OutboxEntry) -> Drawn:
    """The short note with the duration, once the last line has closed."""
    living = load_living(desk.session, entry.fixed["living"])
    if living.ts is None:
        return None
    stand = _stand(desk, entry.subject, living.team, to_channel=True)
    note = view.closing_note(stand.whom, _lasted(desk, living))
    return Post(note, thread_ts=living.ts, channel=living.channel)


def draw_promise_broken(desk: Desk, entry: OutboxEntry) -> Drawn:
    """What the worker hears first."""
    stand = _stand(desk, entry.subject, None, to_channel=False)
    standing = standing_now(stand.breaches)
    if not stand.breaches:
        return None
    if not standing:
        return Post(view.was_broken_message(stand.breaches))
    worker = _worker(desk, entry.subject)
    supervisor = find_supervisor(desk.session, stand.team.id, desk.today)
    names = load_names(desk.session, [supervisor] if supervisor else [])
    asks = worker.name_in_channel is None
    name = names.get(supervisor) if supervisor else None
    return Post(view.promise_broken_message(standing, stand.readings, asks, name, desk.policy))


def draw_tell_worker(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the supervisor of a worker without a Slack account."""
    stand = _stand(desk, entry.subject, None, to_channel=False)
    standing = standing_now(stand.breaches)
    if not standing:
        return None
    return Post(view.tell_worker_message(stand.whom, standing, stand.readings))


def draw_nobody_there(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the supervisor: whose children have nobody there."""
    team = load_team(desk.session, TeamId(entry.subject.id))
    away = [each for each in list_loads(desk.session, [team.id]) if not each.load.has_capacity]
    names = [(each.name, each.load.children) for each in away if each.load.children]
    if not names:
        return None
    return Post(view.nobody_there_message(team.name, sum(number for _, number in names), names))


def draw_case_breach(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the supervisor: a case with the wrong holder, or one that has waited too long."""
    line = Line(entry.fixed["line"])
    breaches = standing_now(list_standing(desk.session, [entry.subject]))
    standing = [each for each in breaches if each.line is line]
    case = find_open_case(desk.session, CaseId(entry.subject.id))
    if not standing or case is None:
        return None
    said, lead = _case_said(desk, case)
    return Post(view.case_breach_message(said, case, line, lead, desk.policy))


def _case_said(desk: Desk, case: Case) -> tuple[str, Worker | None]:
    """What isn't kept of a case, in a sentence, and who leads it."""
    leads = load_workers(desk.session, [case.lead] if case.lead is not None else [])
    lead = next(iter(leads.values()), None)
    since = list_waiting_since(desk.session, [case.id]).get(case.id)
    return case_sentence(case, lead, since), lead


def draw_climb(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the service manager or the head; nothing once a plan has been made, or while it settles."""
    stand = _stand(desk, entry.subject, None, to_channel=False)
    level = Level(entry.fixed["level"])
    first = entry.fixed["breach"]
    about = [b for b in stand.breaches if b.id == first or b.climbed_to is level]
    plans = list_plans(desk.session, [breach.id for breach in about])
    ends = {breach: record.plan.by_when for breach, record in plans.items()}
    open_ones = [b for b in about if is_plan_missing(b, ends.get(b.id), desk.now, desk.policy)]
    if not open_ones:
        return None
    shown = replace(stand, breaches=open_ones)
    picture = picture_of(desk, entry.subject, shown, None)
    return Post(view.climb_message(picture, stand.team.name, level, stand.said))


def draw_baseline(desk: Desk, entry: OutboxEntry) -> Drawn:
    """One summary for a team that has just been started, or that a large import changed."""
    team = load_team(desk.session, TeamId(entry.subject.id))
    standing = standing_now(list_team_standing(desk.session, [team.id]))
    counts = Counter(breach.line for breach in standing)
    shown: dict[Line, int] = {line: counts[line] for line in SUMMED if counts[line]}
    return Post(view.baseline_message(team.name, shown, entry.fixed["started"]))


def standing_now(breaches: Iterable[Breach]) -> list[Breach]:
    """The breaches to speak up about: one that settles is back within its line."""
    return [breach for breach in breaches if not breach.is_settling]


def picture_of(
    desk: Desk, subject: Subject, stand: Stand, living: LivingMessage | None
) -> view.LivingPicture:
    """What is shown of a subject's standing breaches."""
    since = living.began_at if living is not None else min(b.opened_at for b in stand.breaches)
    return view.LivingPicture(
        subject=subject,
        whom=stand.whom,
        lines=stand.breaches,
        readings=stand.readings,
        plans=list_plans(desk.session, [breach.id for breach in stand.breaches]),
        seen_by=list_seen(desk.session, subject, since),
        policy=desk.policy,
    )


def _stand(desk: Desk, subject: Subject, team: TeamId | None, *, to_channel: bool) -> Stand:
    breaches = list_standing(desk.session, [subject])
    if subject.kind is SubjectKind.CASE:
        case = find_open_case(desk.session, CaseId(subject.id))
        record = load_team(desk.session, team or (case.team if case else TeamId(0)))
        said = _case_said(desk, case)[0] if case else None
        return Stand(record, "a child", breaches, {}, said)
    if subject.kind is SubjectKind.TEAM:
        record = load_team(desk.session, TeamId(subject.id))
        load = load_team_load(desk.session, record.id)
        readings = read_team(load, desk.policy) if load is not None else []
        shown = [b for b in breaches if not to_channel or _may_show(desk, b, record)]
        return Stand(record, record.name, shown, {each.line: each for each in readings})
    worker = _worker(desk, subject)
    own = load_load(desk.session, worker.id)
    record = load_team(desk.session, team or worker.team)
    named = worker.name_in_channel or not to_channel
    whom = worker.name if named else f"a colleague in {record.name}"
    lines = {each.line: each for each in read_worker(own)} if own is not None else {}
    return Stand(record, whom, breaches, lines)


def _may_show(desk: Desk, breach: Breach, team: TeamRecord) -> bool:
    """Children with nobody there show in the channel only after some working days (policy guide §4)."""
    if breach.line is not Line.NOBODY_THERE:
        return True
    load = load_team_load(desk.session, team.id)
    left = load is not None and load.nobody_there_left > 0
    return nobody_there_channel_at(breach.opened_at, left, desk.policy, desk.calendar) <= desk.now


def _worker(desk: Desk, subject: Subject) -> Worker:
    worker = WorkerId(subject.id)
    return load_workers(desk.session, [worker])[worker]


def _wait_for_worker(desk: Desk, entry: OutboxEntry) -> datetime | None:
    """When to look again whether the worker's own message has gone; None when it has, or can't."""
    first = find_unsent(desk.session, ("promise_broken", "tell_worker"), entry.subject)
    return None if first is None else max(first.not_before, desk.now + WAIT_FOR_WORKER)


def _rewrite(living: LivingMessage, message: Message) -> Post:
    return Post(message, update_ts=living.ts, channel=living.channel)


def _lasted(desk: Desk, living: LivingMessage) -> timedelta:
    """From the first line's opening to the last one's end."""
    span = find_span(desk.session, living.subject, living.began_at)
    return timedelta(0) if span is None else span[1] - span[0]


DRAWERS: Drawers = {
    "living": Drawer(draw_living, keep_living),
    "worse": Drawer(draw_worse),
    "closing": Drawer(draw_closing),
    "promise_broken": Drawer(draw_promise_broken),
    "tell_worker": Drawer(draw_tell_worker),
    "nobody_there": Drawer(draw_nobody_there),
    "case_breach": Drawer(draw_case_breach),
    "climb": Drawer(draw_climb),
    "baseline": Drawer(draw_baseline),
}
