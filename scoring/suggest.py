"""Whom to ask first about a case, and why: a ranking that explains itself and never decides.

Source: policy guide §5.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction

from scoring.case import Case, Kind
from scoring.case_words import children_text
from scoring.eligibility import Allocation, Decision, decide_allocation, decide_together
from scoring.hard_rules import RuleCode
from scoring.ids import FamilyKey, TeamId, WorkerId
from scoring.load import Load
from scoring.load_after import load_after_all
from scoring.moves import lead_changed
from scoring.pace import LedSpell
from scoring.people import Team, Worker
from scoring.policy import Policy
from scoring.tenths import short_text


@dataclass(frozen=True, slots=True)
class Wish:
    """What a case asks of its worker: a language, a skill; None where it asks for nothing."""

    language: str | None = None
    skill: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might lead a case: their load before and after it, and what speaks for them.

    `kinds` are the kinds of case they would lead with it; `decision` is what the rules say.
    """

    worker: Worker
    before: Load
    after: Load
    decision: Decision = field(default_factory=Decision)
    leads_sibling: bool = False
    worked_with_family_before: bool = False
    kinds: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate who may hold the case, with the reasons in words."""

    worker: Worker
    before: Load
    after: Load
    reasons: tuple[str, ...]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Situation:
    """Who might lead a case, and everything around them that the rules look at.

    `cases` are all that the workers lead or co-work, with every sibling under the same lead. `spells` are
    those of each worker that were open at some time in the pace's window, `families_before` the families
    each worker has led a child of at any time.
    """

    workers: tuple[Worker, ...]
    teams: Mapping[TeamId, Team]
    cases: tuple[Case, ...]
    spells: Mapping[WorkerId, tuple[LedSpell, ...]] = field(default_factory=dict)
    families_before: Mapping[WorkerId, frozenset[FamilyKey]] = field(default_factory=dict)


def rank_suggestions(candidates: Iterable[Candidate], wish: Wish) -> list[Suggestion]:
    """Those whom no hard rule refuses, best first; the order they are given in never matters."""
    allowed = [candidate for candidate in candidates if candidate.decision.is_allowed]
    return [
        Suggestion(each.worker, each.before, each.after, tuple(_reasons(each, wish)), each.decision)
        for each in sorted(allowed, key=lambda candidate: _rank(candidate, wish))
    ]


def suggest_lead(
    case: Case,
    wish: Wish,
    situation: Situation,
    policy: Policy,
    today: date,
    now: datetime,
    along: Sequence[Case] = (),
) -> list[Suggestion]:
    """Everybody who may lead a case, best first; never the one who leads it now.

    `along` are siblings that go to the same worker in the same step.
    """
    others = (worker for worker in situation.workers if worker.id != case.lead)
    candidates = [_candidate(worker, [case, *along], situation, policy, today, now) for worker in others]
    return rank_suggestions(candidates, wish)


def suggest_batch(
    asked: Sequence[tuple[Case, Wish]], situation: Situation, policy: Policy, today: date, now: datetime
) -> list[list[Suggestion]]:
    """Suggestions for several cases in the order given, as if the first of each were chosen at once."""
    suggestions = []
    for case, wish in asked:
        ranked = suggest_lead(case, wish, situation, policy, today, now)
        suggestions.append(ranked)
        if ranked:
            situation = with_pick(situation, case, ranked[0].worker.id, today, now)
    return suggestions


def _candidate(
    worker: Worker, cases: Sequence[Case], situation: Situation, policy: Policy, today: date, now: datetime
) -> Candidate:
    """What the rules look at, worked out for one worker and one case with the siblings that go along."""
    ids, family = {case.id for case in cases}, cases[0].family
    led = [other for other in situation.cases if other.lead == worker.id and other.id not in ids]
    moved = [lead_changed(case, worker.id, worker.team, today) for case in cases]
    change = load_after_all(worker, situation.teams, situation.cases, moved, policy, today)
    spells = situation.spells.get(worker.id, ())
    asked = [Allocation(case, worker, change.after, spells=spells) for case in cases]
    return Candidate(
        worker=worker,
        before=change.before,
        after=change.after,
        decision=decide_together([decide_allocation(each, policy, today, now) for each in asked]),
        leads_sibling=family is not None and any(other.family == family for other in led),
        worked_with_family_before=family in situation.families_before.get(worker.id, frozenset()),
        kinds=frozenset(other.facts.kind for other in (*cases, *led)),
    )


def with_pick(situation: Situation, case: Case, lead: WorkerId, today: date, now: datetime) -> Situation:
    """The situation once a case is in its new lead's hands."""
    moved = lead_changed(case, lead, case.team, today)
    spell = LedSpell(case.id, case.family, began_at=now)
    others = tuple(other for other in situation.cases if other.id != case.id)
    spells = {**situation.spells, lead: (*situation.spells.get(lead, ()), spell)}
    return replace(situation, cases=(*others, moved), spells=spells)


Rank = tuple[bool, bool, bool, int, bool, Fraction, int, str, str]


def _rank(candidate: Candidate, wish: Wish) -> Rank:
    """The order of policy guide §5; smaller comes first."""
    return (
        candidate.after.is_over,
        not candidate.leads_sibling,
        not candidate.worked_with_family_before,
        _unmet(candidate.worker, wish),
        RuleCode.PACE in candidate.decision.codes,
        candidate.after.fuller_line,
        len(candidate.kinds),
        candidate.worker.name.casefold(),
        str(candidate.worker.id),
    )


def _unmet(worker: Worker, wish: Wish) -> int:
    """How many of the case's wishes somebody can't meet."""
    return (wish.language is not None and not _has(wish.language, worker.languages)) + (
        wish.skill is not None and not _has(wish.skill, worker.skills)
    )


def _has(wanted: str, known: Iterable[str]) -> bool:
    return wanted.casefold() in {each.casefold() for each in known}


def _reasons(candidate: Candidate, wish: Wish) -> Iterator[str]:
    """What speaks for somebody, and at the end what speaks against."""
    if candidate.leads_sibling:
        yield "already leads a sibling"
    elif candidate.worked_with_family_before:
        yield "worked with the family before"
    if wish.language is not None and _has(wish.language, candidate.worker.languages):
        yield f"speaks {wish.language}"
    if wish.skill is not None and _has(wish.skill, candidate.worker.skills):
        yield f"has the skill: {wish.skill}"
    yield from _line_reasons(candidate.before, candidate.after)
    if RuleCode.PACE in candidate.decision.codes:
        yield "several new families in the last days"


def _line_reasons(before: Load, after: Load) -> Iterator[str]:
    """What the two lines say: room, within them, or past one."""
    if after.over_children:
        yield f"would have {children_text(after.children)}, we promised {after.promise}"
    if after.over_points:
        yield f"would carry {short_text(after.points)} of {short_text(after.bandwidth)} points"
    if after.is_over:
        return
    if before.has_room:
        more = before.promise - before.children
        yield f"room for {more} more {'child' if more == 1 else 'children'}"
    else:
        yield "stays within our promise"
