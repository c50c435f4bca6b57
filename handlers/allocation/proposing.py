"""What an allocation would do, worked out before anything is written; for the line, form and buttons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from handlers.access import can_see_team, is_manager, supervised_teams, way_on
from handlers.desk import Desk
from handlers.escaping import escape
from handlers.reception.finding import find_person, find_typed_case
from handlers.reception.privacy import read_family_key
from scoring.allocation_line import Line, check_facts, facts_of
from scoring.case import Case, CoWorker
from scoring.eligibility import Allocation, Decision, decide_allocation, decide_together
from scoring.errors import BadInput, Conflict, NotAllowed, NotFound
from scoring.hard_rules import Rule, RuleCode
from scoring.ids import CaseId, FamilyKey, TeamId, WorkerId
from scoring.load import Load
from scoring.load_after import LoadChange, load_after_all
from scoring.moves import lead_changed
from scoring.pace import LedSpell
from scoring.people import Worker
from scoring.points import CasePoints, score_cases, scored_together
from scoring.suggest import Situation, Suggestion, Wish, suggest_lead
from storage.allocations import NEW
from storage.cases import list_family, load_casebook
from storage.people import list_team_workers, load_workers
from storage.session import Session
from storage.spells import list_earlier_leads, list_spells, lock_led
from storage.teams import load_teams

WITH_FIGURES = frozenset({RuleCode.OVER_PROMISE, RuleCode.OVER_BANDWIDTH, RuleCode.PACE})
"""The rules whose sentences tell a worker's load."""

NOT_YOUR_TEAM = "That case is with another team. Its supervisor or service manager can change it; ask them."


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case as it would stand before somebody leads it: what is known, with what was said now.

    `known` is the open case as stored, `closed` the closed one, both None for a new reference.
    `team` is the team that allocates.
    """

    case: Case
    team: TeamId
    known: Case | None
    closed: Case | None

    @property
    def changes_kind(self) -> bool:
        """Whether what was said gives a known case another kind, which is asked about first."""
        return self.known is not None and self.known.facts.kind is not self.case.facts.kind


@dataclass(frozen=True, slots=True)
class Proposed:
    """One allocation with everything it would do; nothing of it has been written.

    `unseen` are workers whose figures the viewer may not see: they are in somebody else's team. `along` are
    siblings that move in the same step, each before it and after; `scores` has every moved case's points.
    """

    prepared: Prepared
    after: Case
    lead: Worker
    change: LoadChange
    points: CasePoints
    decision: Decision
    co_workers: tuple[tuple[Worker, Load], ...]
    cases: tuple[Case, ...]
    unseen: frozenset[WorkerId] = frozenset()
    along: tuple[tuple[Prepared, Case], ...] = ()
    scores: Mapping[CaseId, CasePoints] = field(default_factory=dict)

    @property
    def moved(self) -> list[Case]:
        """Every case that this step gives to the lead, as it would then stand."""
        return [self.after, *(after for _, after in self.along)]


def veiled(decision: Decision, names: Iterable[str]) -> Decision:
    """The decision without figures of workers whose load is for their own team's managers (guide §9)."""
    soft = tuple(_veiled(rule, list(names)) for rule in decision.soft)
    return replace(decision, soft=soft)


def _veiled(rule: Rule, names: list[str]) -> Rule:
    whose = next((name for name in names if name in rule.sentence), None)
    if whose is None or rule.code not in WITH_FIGURES:
        return rule
    sentence = f"{whose} would have more than their own team would usually give them. Ask it first."
    return replace(rule, sentence=sentence)


def prepare(desk: Desk, line: Line, team: TeamId | None = None, lead_team: TeamId | None = None) -> Prepared:
    """The case a line speaks of. Raises what is wrong with the reference, the facts or the family.

    A new case is allocated in `team`, where a form says it, else in the team of the chosen lead.
    """
    reference, found, is_open = find_typed_case(desk, line.reference)
    known, closed = (found, None) if is_open else (None, found)
    facts = check_facts(facts_of(line, known.facts if known else None))
    family = read_family_key(line.family) if line.family else (known.family if known else None)
    allocating = known.team if known else team or allocating_team(desk, lead_team)
    _require(desk, allocating, NOT_YOUR_TEAM if known else _no_supervisor(desk))
    if known is not None:
        return Prepared(replace(known, facts=facts, family=family), allocating, known, None)
    base = closed or Case(NEW, reference, allocating, facts)
    case = replace(
        base, team=allocating, facts=facts, family=family, lead=None, co_workers=(), led_since=None
    )
    return Prepared(case, allocating, None, closed)


def allocating_team(desk: Desk, lead_team: TeamId | None = None) -> TeamId:
    """The team in whose name somebody allocates a case that isn't known yet.

    The chosen lead's team, where they may allocate in it; else the one team they supervise.
    """
    if lead_team is not None and sees_team(desk, lead_team):
        return lead_team
    teams = supervised_teams(desk.viewer)
    if len(teams) == 1:
        return teams[0]
    if teams or is_manager(desk.viewer):
        raise BadInput(
            "You look after several teams. Name the worker, or use the form: /allocate on its own."
        )
    raise NotAllowed(_no_supervisor(desk))


def _no_supervisor(desk: Desk) -> str:
    way = way_on(desk.viewer, "Ask yours, or your service manager.")
    return f"Cases are allocated by a team's supervisor. {way}"


def sees_team(desk: Desk, team: TeamId) -> bool:
    """Whether the viewer may see this team in full and allocate in it."""
    return can_see_team(desk.viewer, team, desk.team(team).service)


def propose(
    desk: Desk,
    prepared: Prepared,
    worker: WorkerId,
    co_workers: Iterable[CoWorker] = (),
    along: Sequence[Prepared] = (),
) -> Proposed:
    """What it would do to give the case to this worker, with these co-workers added.

    `along` are siblings given to the same worker in the same step; a co-worker joins each with a share left.
    """
    named = tuple(co_workers)
    people = _load_holders(desk, worker, named)
    lead = people[worker]
    after = _given(prepared.case, lead, desk)
    after = replace(after, co_workers=_merged(after, named))
    others = tuple((each, _joined(_given(each.case, lead, desk), named)) for each in along)
    moved = [after, *(case for _, case in others)]
    cases = load_casebook(desk.session, _holders(moved))
    changes = _changes(desk, people, cases, moved)
    co_loads = tuple((people[each.worker], changes[each.worker].after) for each in named)
    decision = decide_together(
        decide(desk, each, lead, changes[worker].after, co_loads) for each in (prepared, *along)
    )
    unseen = frozenset(each.id for each in people.values() if not sees_team(desk, each.team))
    ids = {case.id for case in moved}
    everything = (*(case for case in cases if case.id not in ids), *moved)
    scores = score_cases(scored_together(moved, everything), desk.policy, desk.today)
    return Proposed(
        prepared=prepared,
        after=after,
        lead=lead,
        change=changes[worker],
        points=scores[after.id],
        decision=veiled(decision, [people[id_].name for id_ in sorted(unseen)]),
        co_workers=co_loads,
        cases=everything,
        unseen=unseen,
        along=others,
        scores={id_: scores[id_] for id_ in ids},
    )


def _load_holders(desk: Desk, lead: WorkerId, named: Sequence[CoWorker]) -> dict[WorkerId, Worker]:
    """The lead and the co-workers named; NotFound for a lead in no team."""
    people = load_workers(desk.session, [lead, *(each.worker for each in named)])
    if lead not in people:
        raise NotFound("They are in no team, so they can't hold cases. Choose somebody else.")
    return people


def _holders(cases: Sequence[Case]) -> set[WorkerId]:
    """Everybody who leads or co-works one of these cases."""
    leads = {case.lead for case in cases if case.lead is not None}
    return leads | {each.worker for case in cases for each in case.co_workers}


def _changes(
    desk: Desk, people: Mapping[WorkerId, Worker], cases: Sequence[Case], moved: Sequence[Case]
) -> dict[WorkerId, LoadChange]:
    """Each person's load before and after all of it."""
    teams = {each.team: desk.team(each.team) for each in people.values()}
    return {
        id_: load_after_all(person, teams, cases, moved, desk.policy, desk.today)
        for id_, person in people.items()
    }


def decide(
    desk: Desk,
    prepared: Prepared,
    lead: Worker,
    after: Load,
    co_workers: tuple[tuple[Worker, Load], ...],
) -> Decision:
    """What the rules say; `case.team` there is the team that allocates."""
    before = replace(prepared.case, team=prepared.team)
    question = Allocation(before, lead, after, co_workers, read_spells(desk, [lead.id]).get(lead.id, ()))
    return decide_allocation(question, desk.policy, desk.today, desk.now)


def read_spells(desk: Desk, workers: Iterable[WorkerId]) -> dict[WorkerId, tuple[LedSpell, ...]]:
    """The workers' leads that touch the pace's window."""
    return list_spells(desk.session, workers, desk.now - timedelta(hours=desk.policy.pace.window_hours))


def suggest(desk: Desk, prepared: Prepared, wish: Wish, along: Sequence[Case] = ()) -> list[Suggestion]:
    """Everybody in the allocating team who may lead the case and the siblings along with it, best first."""
    staff = list_team_workers(desk.session, prepared.team)
    workers = load_workers(desk.session, staff)
    family = prepared.case.family
    siblings = list_family(desk.session, family) if family else []
    earlier = list_earlier_leads(desk.session, family) if family else set()
    cases = {case.id: case for case in (*load_casebook(desk.session, staff), *siblings)}
    situation = Situation(
        workers=tuple(workers.values()),
        teams=load_teams(desk.session, {worker.team for worker in workers.values()}),
        cases=tuple(cases.values()),
        spells=read_spells(desk, workers),
        families_before={id_: _families(family, id_ in earlier) for id_ in workers},
    )
    case = replace(prepared.case, team=prepared.team)
    moved = [replace(each, team=prepared.team) for each in along]
    return suggest_lead(case, wish, situation, desk.policy, desk.today, desk.now, moved)


def find_co_workers(desk: Desk, line: Line) -> tuple[CoWorker, ...]:
    """The co-workers a line names."""
    return tuple(CoWorker(find_person(desk.session, who).id, percent) for who, percent in line.co_workers)


def hold_lead(session: Session, proposed: Proposed) -> None:
    """Keep what the rules saw of the lead as it was until this is written.

    Raises Conflict when they have been given or have lost another case meanwhile: two cases that come to one
    worker at once would each fit, and both together not.
    """
    own = {case.id for case in proposed.moved}
    seen = {(case.id, case.version) for case in proposed.cases if case.lead == proposed.lead.id}
    changed = lock_led(session, proposed.lead.id) ^ seen
    if any(id_ not in own for id_, _ in changed):
        raise Conflict(
            f"{escape(proposed.lead.name)}'s caseload has just changed. Look at it again, then decide."
        )


def _require(desk: Desk, team: TeamId, sentence: str) -> None:
    if not sees_team(desk, team):
        raise NotAllowed(sentence)


def _families(family: FamilyKey | None, worked_before: bool) -> frozenset[FamilyKey]:
    return frozenset({family}) if family is not None and worked_before else frozenset()


def _given(case: Case, lead: Worker, desk: Desk) -> Case:
    return lead_changed(case, lead.id, lead.team, _led_since(case, lead.id, desk))


def _joined(case: Case, named: tuple[CoWorker, ...]) -> Case:
    """The case with these co-workers as well, where that leaves the lead a share."""
    try:
        return replace(case, co_workers=_merged(case, named))
    except BadInput:
        return case


def _led_since(case: Case, worker: WorkerId, desk: Desk) -> date | None:
    return case.led_since if case.lead == worker else desk.today


def _merged(case: Case, named: tuple[CoWorker, ...]) -> tuple[CoWorker, ...]:
    fresh = {each.worker for each in named}
    if case.lead in fresh:
        raise BadInput("The lead can't co-work their own case. Name somebody else as co-worker.", "co_worker")
    merged = (*(each for each in case.co_workers if each.worker not in fresh), *named)
    if sum(each.percent for each in merged) > 99:
        raise BadInput(
            "The co-workers' shares leave nothing for the lead; keep them under 100 %.", "co_worker"
        )
    return merged
