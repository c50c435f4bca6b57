"""Moves that would really help: which case could go to whom, with both loads after it.

Nobody takes a case that a hard rule refuses or a soft rule asks about, and whoever takes one stays within
both lines. A child is never moved away from siblings in the same hands. Source: policy guide §5 and §6.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from scoring.case import Case
from scoring.load import Load, score_loads
from scoring.load_after import LoadChange, load_after
from scoring.moves import lead_changed
from scoring.people import Worker
from scoring.policy import Policy
from scoring.suggest import Situation, Suggestion, Wish, suggest_lead, with_pick


@dataclass(frozen=True, slots=True)
class Relief:
    """One case that could move: to whom and why, and both loads before and after.

    `holder` leads it now; None, like their loads, for a child who waits.
    """

    case: Case
    holder: Worker | None
    given: LoadChange | None
    lead: Worker
    taken: LoadChange
    reasons: tuple[str, ...]


def plan_relief(
    holder: Worker, situation: Situation, policy: Policy, today: date, now: datetime, most: int
) -> list[Relief]:
    """Moves, one after the other, until the holder is within both lines: at most `most`, maybe too few.

    First what brings them back at once, then the case they have led for the shortest time.
    """
    moves: list[Relief] = []
    while len(moves) < most and _load_of(holder, situation, policy, today).is_over:
        move = _next_move(holder, situation, policy, today, now)
        if move is None:
            break
        moves.append(move)
        situation = with_pick(situation, move.case, move.lead.id, today, now)
    return moves


def plan_homes(
    cases: Sequence[Case], situation: Situation, policy: Policy, today: date, now: datetime, most: int
) -> list[Relief]:
    """Who could lead each of these children, counting those given before; those nobody can are left out."""
    holders = {worker.id: worker for worker in situation.workers}
    homes: list[Relief] = []
    for case in cases:
        if len(homes) == most:
            break
        holder = holders.get(case.lead) if case.lead is not None else None
        home = _home(case, holder, situation, _free(situation, policy, today), policy, today, now)
        if home is not None:
            homes.append(home)
            situation = with_pick(situation, case, home.lead.id, today, now)
    return homes


def _next_move(
    holder: Worker, situation: Situation, policy: Policy, today: date, now: datetime
) -> Relief | None:
    led = [case for case in situation.cases if case.lead == holder.id]
    alone = [case for case in led if not _leaves_siblings(case, led)]
    changes = {case.id: _given(case, holder, situation, policy, today) for case in alone}
    free = _free(situation, policy, today)
    for case in sorted(alone, key=lambda each: _rank(each, changes[each.id].after)) if free else ():
        home = _home(case, holder, situation, free, policy, today, now)
        if home is not None:
            return home
    return None


def _rank(case: Case, after: Load) -> tuple[bool, Fraction, int, str]:
    """The order in which moves are tried; smaller comes first."""
    since = case.led_since.toordinal() if case.led_since is not None else 0
    return (after.is_over, after.fuller_line if after.is_over else Fraction(0), -since, case.reference)


def _leaves_siblings(case: Case, led: Iterable[Case]) -> bool:
    return case.family is not None and any(
        other.family == case.family and other.id != case.id for other in led
    )


def _free(situation: Situation, policy: Policy, today: date) -> tuple[Worker, ...]:
    """Those who could take another child; whether its points fit is told apart by the case."""
    loads = score_loads(situation.workers, situation.teams, situation.cases, policy, today)
    return tuple(worker for worker in situation.workers if _has_place(loads[worker.id]))


def _home(
    case: Case,
    holder: Worker | None,
    situation: Situation,
    free: tuple[Worker, ...],
    policy: Policy,
    today: date,
    now: datetime,
) -> Relief | None:
    """The first of these who may take it without passing a line and without a reason being asked for."""
    for found in suggest_lead(case, Wish(), replace(situation, workers=free), policy, today, now):
        if not found.after.is_over and not found.decision.soft:
            given = _given(case, holder, situation, policy, today) if holder is not None else None
            return _relief(case, holder, given, found)
    return None


def _has_place(load: Load) -> bool:
    return load.has_capacity and load.children < load.promise and not load.over_points


def _relief(case: Case, holder: Worker | None, given: LoadChange | None, found: Suggestion) -> Relief:
    taken = LoadChange(found.before, found.after)
    return Relief(case, holder, given, found.worker, taken, found.reasons)


def _given(case: Case, holder: Worker, situation: Situation, policy: Policy, today: date) -> LoadChange:
    """What giving the case away does to its holder, whoever takes it."""
    away = lead_changed(case, None, case.team, None)
    return load_after(holder, situation.teams, situation.cases, away, policy, today)


def _load_of(worker: Worker, situation: Situation, policy: Policy, today: date) -> Load:
    loads = score_loads([worker], situation.teams, situation.cases, policy, today)
    return loads[worker.id]
