"""Who may hold a case: hard rules refuse a new allocation, soft rules ask for a reason and record it.

Source: policy guide §5 and §12. What has already happened in the case system is recorded whatever these
rules say, and may then show a wrong holder (`wrong_holder`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scoring.capacity import capacity_share
from scoring.case import Case, Factor, Facts, Kind
from scoring.case_words import children_text
from scoring.errors import ReasonNeeded, Refused
from scoring.hard_rules import Rule, RuleCode, leading_rules, presence_rules
from scoring.ids import WorkerId
from scoring.load import Load
from scoring.pace import LedSpell, asks_about_pace
from scoring.people import Grade, Worker
from scoring.policy import Policy
from scoring.tenths import short_text


class SoftReason(StrEnum):
    """Why somebody decided to go ahead although a soft rule asks."""

    CONTINUITY = "CONTINUITY"
    SKILL = "SKILL"
    AGREED = "AGREED"
    NOBODY = "NOBODY"
    COVER = "COVER"
    DIRECTED = "DIRECTED"


SOFT_REASON_WORDS: dict[SoftReason, str] = {
    SoftReason.CONTINUITY: "knows the family",
    SoftReason.SKILL: "language or skill",
    SoftReason.AGREED: "agreed with the worker",
    SoftReason.NOBODY: "nobody else has room",
    SoftReason.COVER: "short-term cover",
    SoftReason.DIRECTED: "directed by a senior manager",
}


@dataclass(frozen=True, slots=True)
class Allocation:
    """The question about one allocation.

    `case` is as it stands before it: its `team` is the team that allocates. `after` is the proposed lead's
    load with the case, `co_workers` those named in the same step with their loads after it. `spells` are all
    of the lead's that were open at some time in the pace's window.
    """

    case: Case
    lead: Worker
    after: Load
    co_workers: tuple[tuple[Worker, Load], ...] = ()
    spells: tuple[LedSpell, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say of an allocation: any hard rule refuses it, any soft rule asks for a reason."""

    hard: tuple[Rule, ...] = ()
    soft: tuple[Rule, ...] = ()

    @property
    def is_allowed(self) -> bool:
        """Whether no hard rule refuses it."""
        return not self.hard

    @property
    def sentences(self) -> list[str]:
        """What every rule that speaks says, the hard ones first."""
        return [rule.sentence for rule in (*self.hard, *self.soft)]

    @property
    def refusal(self) -> str:
        """Why it can't be, "" where it may."""
        return " ".join(rule.sentence for rule in self.hard)

    @property
    def codes(self) -> frozenset[RuleCode]:
        """Every rule that speaks."""
        return frozenset(rule.code for rule in (*self.hard, *self.soft))


def decide_allocation(allocation: Allocation, policy: Policy, today: date, now: datetime) -> Decision:
    """Every rule that speaks about a new allocation made here; `today` is the London day of `now`."""
    holders = (allocation.lead, *(worker for worker, _ in allocation.co_workers))
    there = [rule for worker in holders for rule in presence_rules(worker, today)]
    leading = leading_rules(allocation.lead, allocation.case.facts, policy)
    return Decision(
        hard=(*there, *leading),
        soft=(
            *_over_rules(allocation),
            *_asye_rules(allocation, today),
            *_pace_rules(allocation, policy, now),
            *_team_rules(allocation),
        ),
    )


def decide_together(decisions: Iterable[Decision]) -> Decision:
    """What the rules say of several allocations made in one step; what they say twice counts once."""
    listed = list(decisions)
    hard = dict.fromkeys(rule for each in listed for rule in each.hard)
    soft = dict.fromkeys(rule for each in listed for rule in each.soft)
    return Decision(tuple(hard), tuple(soft))


def decide_co_work(
    before: Case, after: Case, people: Mapping[WorkerId, Worker], loads: Mapping[WorkerId, Load], today: date
) -> Decision:
    """Every rule that speaks about other co-workers of a case; `people` are its lead and its co-workers then.

    Whoever gets more of it must be there, and asks for a reason over the bandwidth; so does a newly qualified
    lead of child protection or court work who loses the qualified co-worker. `loads` are those after it.
    """
    was = {each.worker: each.percent for each in before.co_workers}
    grown = [people[each.worker] for each in after.co_workers if each.percent > was.get(each.worker, 0)]
    soft = [rule for worker in grown for rule in _over_points(worker, loads[worker.id])]
    stays = tuple((people[each.worker], loads[each.worker]) for each in after.co_workers)
    if after.lead is not None and after.lead in people and not set(was) <= {who.id for who, _ in stays}:
        soft += _asye_rules(Allocation(after, people[after.lead], loads[after.lead], stays), today)
    return Decision(tuple(rule for worker in grown for rule in presence_rules(worker, today)), tuple(soft))


def check_reason(decision: Decision, because: SoftReason | None) -> None:
    """Refused when a hard rule speaks, ReasonNeeded when a soft one does and no reason is given."""
    if decision.hard:
        raise Refused(decision.refusal)
    if decision.soft and because is None:
        sentences = [rule.sentence for rule in decision.soft]
        raise ReasonNeeded(" ".join([*sentences, "Choose a reason to go ahead."]), sentences)


def wrong_holder(worker: Worker, facts: Facts, policy: Policy) -> str | None:
    """Why somebody shouldn't lead a case they do lead, in a sentence; None when they may.

    An unknown need is to be confirmed, never wrong; being away or having left is another matter.
    """
    wrong = (
        rule for rule in leading_rules(worker, facts, policy) if rule.code is not RuleCode.NEED_NOT_STATED
    )
    return next((rule.sentence for rule in wrong), None)


def _over_rules(allocation: Allocation) -> Iterator[Rule]:
    """Lines that would be passed after it: the lead's both, a co-worker's bandwidth."""
    lead, after = allocation.lead, allocation.after
    if after.over_children:
        yield Rule(
            RuleCode.OVER_PROMISE,
            f"{lead.name} would have {children_text(after.children)}; we promised {after.promise}.",
        )
    for worker, load in ((lead, after), *allocation.co_workers):
        yield from _over_points(worker, load)


def _over_points(worker: Worker, load: Load) -> Iterator[Rule]:
    if load.over_points:
        figures = f"{short_text(load.points)} of {short_text(load.bandwidth)} points"
        yield Rule(RuleCode.OVER_BANDWIDTH, f"{worker.name} would carry {figures}.")


def _asye_rules(allocation: Allocation, today: date) -> Iterator[Rule]:
    """A newly qualified worker leads child protection and court work together with a qualified colleague."""
    facts = allocation.case.facts
    is_demanding = facts.kind is Kind.CP or Factor.COURT in facts.factors
    if not is_demanding or allocation.lead.grade is not Grade.NEWLY_QUALIFIED:
        return
    if not any(_is_qualified(worker, today) for worker, _ in allocation.co_workers):
        yield Rule(
            RuleCode.ASYE,
            f"{allocation.lead.name} is in their first year, and this is child protection or court work. "
            "Please name a qualified co-worker.",
        )


def _is_qualified(worker: Worker, today: date) -> bool:
    """Whether somebody is registered, past the first year and there for cases."""
    past_first_year = worker.is_registered and worker.grade is not Grade.NEWLY_QUALIFIED
    return past_first_year and capacity_share(worker, today) > 0


def _pace_rules(allocation: Allocation, policy: Policy, now: datetime) -> Iterator[Rule]:
    families = asks_about_pace(allocation.case, allocation.spells, policy.pace, now)
    if families is not None:
        yield Rule(
            RuleCode.PACE,
            f"With this one {allocation.lead.name} would start with {families} new families within "
            f"{_window_text(policy.pace.window_hours)}. Please give them time, or choose somebody else.",
        )


def _team_rules(allocation: Allocation) -> Iterator[Rule]:
    if allocation.lead.team != allocation.case.team:
        yield Rule(
            RuleCode.OTHER_TEAM,
            f"{allocation.lead.name} is in another team. An offer to that team lets its supervisor accept.",
        )


def _window_text(hours: int) -> str:
    return f"{hours // 24} days" if hours % 24 == 0 else f"{hours} hours"
