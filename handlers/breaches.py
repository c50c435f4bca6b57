"""Moving breaches and saying who must hear of it; a breach is a row, its message a picture of it.

Whoever is looked at here has just been scored. Only teams that have been started have breaches.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from sqlmodel import Session

from handlers.breach_posts import Moved, post_climb, post_moves, quietened
from handlers.desk import Desk
from scoring.breaches import Breach, Cause, Closed, Opened, decide_breaches
from scoring.climb import decide_climb, next_look
from scoring.ids import TeamId
from scoring.readings import Reading, Subject
from storage.audit import record_audit
from storage.breaches import (
    find_living,
    list_standing,
    record_climb,
    record_moves,
    with_replies,
)
from storage.due import mark_subjects
from storage.plans import PlanRecord, list_plans
from storage.teams import TeamRecord, list_started

T = TypeVar("T", Breach, Reading)


def move_breaches(
    session: Session,
    desk: Desk,
    teams: Mapping[Subject, TeamId],
    readings: Iterable[Reading],
    causes: Mapping[Subject, Cause],
) -> None:
    """Open, move and close the breaches of these subjects, and put what must be said into the outbox."""
    started = list_started(session, teams.values())
    watched = {subject: started[team] for subject, team in teams.items() if team in started}
    if not watched:
        return
    living = find_living(session, watched)
    standing = _by_subject(with_replies(list_standing(session, watched), living))
    read = _by_subject(readings)
    moved = []
    for subject, team in sorted(watched.items(), key=lambda pair: pair[0]):
        cause = causes.get(subject, _team_cause(causes))
        moves = decide_breaches(standing[subject], read[subject], desk.now, desk.policy, desk.calendar, cause)
        before = {breach.id: breach for breach in standing[subject]}
        moved.append(Moved(subject, team, tuple(moves), before, living.get(subject)))
    moved = quietened(moved, desk.policy)
    record_moves(session, (move for each in moved for move in each.moves), teams)
    post_moves(session, desk, moved)
    _audit(session, desk, moved)
    _climb(session, desk, watched)


def _by_subject(items: Iterable[T]) -> Mapping[Subject, list[T]]:
    groups: dict[Subject, list[T]] = defaultdict(list)
    for item in items:
        groups[item.subject].append(item)
    return groups


def _team_cause(causes: Mapping[Subject, Cause]) -> Cause:
    """A team that wasn't marked itself was looked at because of its workers."""
    return next(iter(causes.values()))


def _audit(session: Session, desk: Desk, moved: Iterable[Moved]) -> None:
    for each in moved:
        for move in each.moves:
            if isinstance(move, Opened | Closed):
                line = move.line if isinstance(move, Opened) else each.before[move.breach].line
                action = "breach_opened" if isinstance(move, Opened) else "breach_closed"
                record_audit(session, desk.change, action, each.subject.kind, each.subject.id, line=line)


def _climb(session: Session, desk: Desk, watched: Mapping[Subject, TeamRecord]) -> None:
    """One level up for what has no plan in time, and the moment of the next look at each breach."""
    standing = list_standing(session, watched)
    plans = list_plans(session, [breach.id for breach in standing])
    for breach in standing:
        ends = _ends(plans.get(breach.id))
        level = decide_climb(breach, ends, desk.now, desk.policy, desk.calendar)
        if level is not None:
            record_climb(session, breach.id, level, desk.now)
            post_climb(session, desk, breach, level, watched[breach.subject])
    for breach in list_standing(session, watched):
        look = next_look(breach, _ends(plans.get(breach.id)), desk.now, desk.policy, desk.calendar)
        if look is not None:
            mark_subjects(session, [breach.subject], max(look, desk.now), Cause.TIME)


def _ends(plan: PlanRecord | None) -> date | None:
    return plan.plan.by_when if plan is not None else None
