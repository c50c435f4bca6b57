"""Moving breaches and saying who must hear of it; a breach is a row, its message a picture of it.

Whoever is looked at here has just been scored. Only teams that have been started have breaches.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from handlers.desk import Desk
from handlers.ledger.posts import Moved, post_climbs, post_moves, quietened, redraw_living
from scoring.breaches import Breach, Cause, Closed, Opened, decide_breaches
from scoring.climb import decide_climb, next_look
from scoring.ids import TeamId
from scoring.readings import Reading, Subject
from storage.audit import Deed, record_all
from storage.breaches import (
    change_breach_team,
    count_imported,
    find_living,
    list_breach_teams,
    list_standing,
    record_climb,
    record_moves,
    with_replies,
)
from storage.due import Mark, add_marks
from storage.plans import PlanRecord, list_plans
from storage.session import Session
from storage.teams import TeamRecord, list_started

ONE_IMPORT = timedelta(minutes=5)
"""What one file changes is looked at within this time, a chunk after the other."""

T = TypeVar("T", Breach, Reading)


def move_breaches(
    session: Session,
    desk: Desk,
    teams: Mapping[Subject, TeamId],
    readings: Iterable[Reading],
    causes: Mapping[Subject, Cause],
) -> None:
    """Open, move and close the breaches of these subjects, and put what must be said into the outbox."""
    _follow(session, teams)
    started = list_started(session, teams.values())
    watched = {subject: started[team] for subject, team in teams.items() if team in started}
    if not watched:
        return
    living = find_living(session, watched)
    standing = _by_subject(with_replies(list_standing(session, watched), living))
    read = _by_subject(readings)
    inherited = _inherited(causes, teams)
    moved = []
    for subject, team in sorted(watched.items(), key=lambda pair: pair[0]):
        cause = causes.get(subject) or inherited.get(team.id, Cause.TIME)
        moves = decide_breaches(standing[subject], read[subject], desk.now, desk.policy, desk.calendar, cause)
        before = {breach.id: breach for breach in standing[subject]}
        moved.append(Moved(subject, team, tuple(moves), before, living.get(subject)))
    earlier = count_imported(session, {each.team.id for each in moved}, desk.now - ONE_IMPORT)
    moved = quietened(moved, earlier, desk.policy)
    record_moves(session, (move for each in moved for move in each.moves), teams)
    post_moves(session, desk, moved)
    _audit(session, desk, moved)
    _climb(session, desk, watched)


def _follow(session: Session, teams: Mapping[Subject, TeamId]) -> None:
    """Whoever changes team takes their standing breaches along: to its list, its plans, its managers."""
    for subject, team in list_breach_teams(session, teams).items():
        if teams[subject] != team:
            change_breach_team(session, subject, teams[subject])


def _by_subject(items: Iterable[T]) -> Mapping[Subject, list[T]]:
    groups: dict[Subject, list[T]] = defaultdict(list)
    for item in items:
        groups[item.subject].append(item)
    return groups


def _inherited(causes: Mapping[Subject, Cause], teams: Mapping[Subject, TeamId]) -> dict[TeamId, Cause]:
    """Why a subject that wasn't marked itself was looked at: because of somebody in its own team.

    A start is never inherited: it marks everything of its team itself.
    """
    found: dict[TeamId, Cause] = {}
    for subject, cause in causes.items():
        if subject in teams and cause is not Cause.BASELINE:
            found.setdefault(teams[subject], cause)
    return found


def _audit(session: Session, desk: Desk, moved: Iterable[Moved]) -> None:
    record_all(
        session,
        desk.change,
        (_deed(each, move) for each in moved for move in each.moves if isinstance(move, Opened | Closed)),
    )


def _deed(moved: Moved, move: Opened | Closed) -> Deed:
    line = move.line if isinstance(move, Opened) else moved.before[move.breach].line
    action = "breach_opened" if isinstance(move, Opened) else "breach_closed"
    return Deed(action, moved.subject.kind, moved.subject.id, {"line": line})


def _climb(session: Session, desk: Desk, watched: Mapping[Subject, TeamRecord]) -> None:
    """One level up for what has no plan in time, and the moment of the next look at each breach."""
    standing = list_standing(session, watched)
    plans = list_plans(session, [breach.id for breach in standing])
    climbs = []
    marks = []
    for breach in standing:
        ends = _ends(plans.get(breach.id))
        level = decide_climb(breach, ends, desk.now, desk.policy, desk.calendar)
        if level is not None:
            record_climb(session, breach.id, level, desk.now)
            climbs.append((breach, level, watched[breach.subject]))
            breach = replace(breach, climbed_to=level, climbed_at=desk.now)
        look = next_look(breach, ends, desk.now, desk.policy, desk.calendar)
        if look is not None:
            marks.append(Mark(breach.subject, max(look, desk.now), Cause.TIME))
    post_climbs(session, desk, climbs)
    for subject in sorted({breach.subject for breach, _, _ in climbs}):
        redraw_living(session, desk, subject)
    add_marks(session, marks)


def _ends(plan: PlanRecord | None) -> date | None:
    return plan.plan.by_when if plan is not None else None
