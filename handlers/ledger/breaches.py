"""Moving breaches and saying who must hear of it; a breach is a row, its message a picture of it.

Whoever is looked at here has just been scored. Breaches open only in teams that have been started; one that
somebody brings into another team eases and closes there with the truth, in silence until that one starts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from handlers.desk import Desk
from handlers.ledger.asks import post_climbs, post_reviews
from handlers.ledger.posts import Moved, post_moves, quietened, redraw, redraw_living
from scoring.breaches import Breach, Cause, Closed, Move, Opened, decide_breaches, settles_at
from scoring.climb import decide_climb, next_look, plan_ends_at
from scoring.ids import BreachId, TeamId
from scoring.readings import Reading, Subject
from storage.audit import Deed, record_all
from storage.breaches import (
    change_breach_team,
    change_living,
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
    came = _follow(session, desk, teams)
    started = list_started(session, teams.values())
    watched = {subject: started[team] for subject, team in teams.items() if team in started}
    living = find_living(session, watched)
    standing = _by_subject(with_replies(list_standing(session, teams), living))
    read = _by_subject(readings)
    _ease(session, desk, {each: own for each, own in standing.items() if each not in watched}, read)
    if not watched:
        return
    inherited = _inherited(causes, teams)
    moved = []
    for subject, team in sorted(watched.items(), key=lambda pair: pair[0]):
        cause = causes.get(subject) or inherited.get(team.id, Cause.TIME)
        moves = decide_breaches(standing[subject], read[subject], desk.now, desk.policy, desk.calendar, cause)
        before = {breach.id: breach for breach in standing[subject]}
        brought = subject in came and any(reading.over for reading in read[subject])
        moved.append(Moved(subject, team, tuple(moves), before, living.get(subject), came=brought))
    earlier = count_imported(session, {each.team.id for each in moved}, desk.now - ONE_IMPORT)
    moved = quietened(moved, earlier, desk.policy)
    record_moves(session, (move for each in moved for move in each.moves), teams)
    post_moves(session, desk, moved)
    _audit(session, desk, ((each.moves, each.before) for each in moved))
    _climb(session, desk, watched)


def _follow(session: Session, desk: Desk, teams: Mapping[Subject, TeamId]) -> set[Subject]:
    """Whoever changes team takes their standing breaches along: to its list, its plans, its managers.

    The channel they leave reads that it has ended there. Returns those who came to another team.
    """
    stood = list_breach_teams(session, teams)
    came = {subject for subject, team in stood.items() if teams[subject] != team}
    for living in find_living(session, came).values():
        change_living(session, living.id, ended_at=desk.now)
        redraw(session, desk, living)
    for subject in sorted(came):
        change_breach_team(session, subject, teams[subject])
    return came


def _ease(
    session: Session,
    desk: Desk,
    standing: Mapping[Subject, list[Breach]],
    read: Mapping[Subject, list[Reading]],
) -> None:
    """Breaches brought into a team that hasn't started move on with the truth; none opens, nobody is told."""
    for subject, own in sorted(standing.items()):
        moves = decide_breaches(own, read[subject], desk.now, desk.policy, desk.calendar, Cause.TIME)
        going_on = [move for move in moves if not isinstance(move, Opened)]
        record_moves(session, going_on, {})
        _audit(session, desk, [(going_on, {breach.id: breach for breach in own})])
    settling = ((breach, settles_at(breach, desk.policy)) for breach in list_standing(session, standing))
    add_marks(session, [Mark(breach.subject, at, Cause.TIME) for breach, at in settling if at is not None])


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


def _audit(
    session: Session, desk: Desk, moved: Iterable[tuple[Iterable[Move], Mapping[BreachId, Breach]]]
) -> None:
    """What has opened and closed; each move comes with how the breaches stood before it."""
    record_all(
        session,
        desk.change,
        (
            _deed(move, before)
            for moves, before in moved
            for move in moves
            if isinstance(move, Opened | Closed)
        ),
    )


def _deed(move: Opened | Closed, before: Mapping[BreachId, Breach]) -> Deed:
    about = move if isinstance(move, Opened) else before[move.breach]
    action = "breach_opened" if isinstance(move, Opened) else "breach_closed"
    return Deed(action, about.subject.kind, about.subject.id, {"line": about.line})


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
    post_reviews(session, desk, _ended(desk, standing, plans, watched))
    post_climbs(session, desk, climbs)
    for subject in sorted({breach.subject for breach, _, _ in climbs}):
        redraw_living(session, desk, subject)
    add_marks(session, marks)


def _ended(
    desk: Desk,
    standing: Iterable[Breach],
    plans: Mapping[BreachId, PlanRecord],
    watched: Mapping[Subject, TeamRecord],
) -> list[tuple[Breach, PlanRecord, TeamRecord]]:
    """What isn't kept although its plan's day has passed, and nobody has said yet what came of the plan."""
    return [
        (breach, plans[breach.id], watched[breach.subject])
        for breach in standing
        if breach.id in plans
        and not breach.is_settling
        and plans[breach.id].review is None
        and plan_ends_at(plans[breach.id].plan.by_when, desk.policy) <= desk.now
    ]


def _ends(plan: PlanRecord | None) -> date | None:
    return plan.plan.by_when if plan is not None else None
