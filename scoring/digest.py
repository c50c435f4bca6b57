"""The weekly digests, composed from finished values: the team's, for its channel, and the supervisor's.

No wording: `handlers/views/digests` draws what stands here. The team's digest holds numbers only, never a
child's details, and no name of a worker.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from scoring.breaches import Breach
from scoring.case import Case
from scoring.climb import nobody_there_channel_at
from scoring.concerns import Concern
from scoring.digest_weeks import DigestDue
from scoring.ids import CaseId, Reference
from scoring.load import Load, TeamLoad
from scoring.people import Worker
from scoring.plans import Plan
from scoring.policy import Policy
from scoring.readings import Line, Subject
from scoring.small_numbers import suppress
from scoring.snapshots import Change, Snapshot, change_since
from scoring.supervision import Standing
from scoring.visits import visits_overdue
from scoring.working_time import Calendar, london_day

LAPSING_WITHIN = timedelta(days=14)
PLAN_DUE_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class BreachNote:
    """One breach as the digest tells of it; `lasted` is elapsed time up to its end or to now."""

    subject: Subject
    line: Line
    opened_at: datetime
    ended_at: datetime | None
    lasted: timedelta
    worst: int
    promised: int


@dataclass(frozen=True, slots=True)
class PlanDue:
    """A plan whose day has come or comes within a week."""

    subject: Subject
    plan: Plan
    is_past: bool


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """What a team's digest is composed of.

    `breaches` are the team's, its workers' and its cases', open now or closed since `since`, the moment up to
    which the last digest told. `kept` is the rate of the quarter so far. `plans` are those of open breaches.
    `kinds` counts the open cases by kind.
    """

    due: DigestDue
    load: TeamLoad
    earlier: Snapshot | None
    since: datetime
    breaches: Sequence[Breach]
    kept: Fraction | None
    plans: Sequence[tuple[Subject, Plan]]
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TeamDigest:
    """A team's week in numbers; `nobody_there` is None while it may not show in the channel yet."""

    due: DigestDue
    load: TeamLoad
    change: Change | None
    nobody_there: int | None
    is_over_average: bool
    opened: tuple[BreachNote, ...]
    closed: tuple[BreachNote, ...]
    standing: tuple[BreachNote, ...]
    kept: Fraction | None
    plans_due: tuple[PlanDue, ...]
    kinds: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class VisitOverdue:
    """A child whose visit was due by a day that has passed."""

    case: CaseId
    reference: Reference
    due_on: date


@dataclass(frozen=True, slots=True)
class WorkerWeek:
    """What is told of one worker; `cases` are those they lead, `proposed` those with an open proposal.

    `earlier` is the load at their last supervision, if it is known. `concern` is an open one of theirs that
    whoever reads this may know of.
    """

    worker: Worker
    load: Load
    earlier: Snapshot | None
    cases: Sequence[Case]
    last_seen: Mapping[CaseId, date]
    proposed: Sequence[CaseId]
    plans: Sequence[tuple[Subject, Plan]]
    supervision: Standing | None = None
    concern: Concern | None = None


@dataclass(frozen=True, slots=True)
class WorkerNote:
    """One worker in the supervisor's digest.

    `to_agree` are cases with a proposed judgement or one agreed with an earlier lead; `lapsing` those whose
    judgement lapses within 14 days.
    """

    worker: Worker
    load: Load
    change: Change | None
    to_agree: tuple[CaseId, ...]
    lapsing: tuple[CaseId, ...]
    visits_overdue: tuple[VisitOverdue, ...]
    plans_due: tuple[PlanDue, ...]
    supervision: Standing | None
    concern: Concern | None


def build_team_digest(week: TeamWeek, now: datetime, policy: Policy, calendar: Calendar) -> TeamDigest:
    """The digest for a team's channel."""
    told = [each for each in week.breaches if _may_show(each, week.load, now, policy, calendar)]
    standing = [each for each in told if each.back_at is None]
    closed = [each for each in told if each.back_at is not None and each.back_at > week.since]
    return TeamDigest(
        due=week.due,
        load=week.load,
        change=change_since(week.earlier, week.load, policy.version),
        nobody_there=_nobody_there(week.load, standing),
        is_over_average=week.load.over_average(policy),
        opened=_notes((each for each in told if each.opened_at > week.since), now),
        closed=_notes(closed, now),
        standing=_notes(standing, now),
        kept=week.kept,
        plans_due=_plans_due(week.plans, london_day(now)),
        kinds=suppress(week.kinds, policy.small_number),
    )


def build_worker_notes(
    workers: Iterable[WorkerWeek], today: date, policy: Policy, calendar: Calendar
) -> list[WorkerNote]:
    """What to know of each of these workers before supervision, by name."""
    notes = (build_worker_note(week, today, policy, calendar) for week in workers)
    return sorted(notes, key=lambda note: (note.worker.name, note.worker.id))


def build_worker_note(week: WorkerWeek, today: date, policy: Policy, calendar: Calendar) -> WorkerNote:
    """What to know of one worker before supervision."""
    return WorkerNote(
        worker=week.worker,
        load=week.load,
        change=change_since(week.earlier, week.load, policy.version),
        to_agree=tuple(case.id for case in week.cases if _is_to_agree(case, week)),
        lapsing=tuple(case.id for case in week.cases if _is_lapsing(case, today)),
        visits_overdue=tuple(_overdue(week, today, policy, calendar)),
        plans_due=_plans_due(week.plans, today),
        supervision=week.supervision,
        concern=week.concern,
    )


def _may_show(breach: Breach, load: TeamLoad, now: datetime, policy: Policy, calendar: Calendar) -> bool:
    """Whether the channel may hear of it: a short `nobody_there` would tell of somebody's absence."""
    if breach.line is not Line.NOBODY_THERE:
        return True
    somebody_left = breach.back_at is None and load.nobody_there_left > 0
    shows_at = nobody_there_channel_at(breach.opened_at, somebody_left, policy, calendar)
    return shows_at <= (now if breach.back_at is None else breach.back_at)


def _nobody_there(load: TeamLoad, standing: Iterable[Breach]) -> int | None:
    """The number the channel may see: 0, or that of a breach that may show."""
    may_show = load.nobody_there == 0 or any(each.line is Line.NOBODY_THERE for each in standing)
    return load.nobody_there if may_show else None


def _notes(breaches: Iterable[Breach], now: datetime) -> tuple[BreachNote, ...]:
    notes = (_note(breach, now) for breach in breaches)
    return tuple(sorted(notes, key=lambda note: (note.opened_at, note.subject, note.line)))


def _note(breach: Breach, now: datetime) -> BreachNote:
    ended_at = breach.back_at
    lasted = (now if ended_at is None else ended_at) - breach.opened_at
    return BreachNote(
        breach.subject, breach.line, breach.opened_at, ended_at, lasted, breach.worst, breach.promised
    )


def _plans_due(plans: Iterable[tuple[Subject, Plan]], today: date) -> tuple[PlanDue, ...]:
    due = [PlanDue(who, plan, plan.by_when < today) for who, plan in plans]
    near = (each for each in due if each.plan.by_when <= today + PLAN_DUE_WITHIN)
    return tuple(sorted(near, key=lambda each: (each.plan.by_when, each.subject)))


def _is_to_agree(case: Case, week: WorkerWeek) -> bool:
    was_with_another = case.judgement is not None and case.judgement.worker != week.worker.id
    return was_with_another or case.id in week.proposed


def _is_lapsing(case: Case, today: date) -> bool:
    return case.judgement is not None and today < case.judgement.review_on <= today + LAPSING_WITHIN


def _overdue(week: WorkerWeek, today: date, policy: Policy, calendar: Calendar) -> Iterable[VisitOverdue]:
    for case in week.cases:
        due = visits_overdue(case.facts.kind, week.last_seen.get(case.id), today, policy, calendar)
        if due is not None:
            yield VisitOverdue(case.id, case.reference, due)
