"""Families as the years of the council make them: how many children, which kind of work, for how long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from bot.demo.posts import Work
from scoring.case import Factor, Facts, Kind, Need
from scoring.ids import FamilyKey, Reference, TeamId, WorkerId


@dataclass(frozen=True, slots=True)
class Spell:
    """One worker's unbroken lead of one child."""

    worker: WorkerId
    team: TeamId
    began_at: datetime
    ended_at: datetime | None = None
    ended_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """What was true of a child from a moment on."""

    from_at: datetime
    team: TeamId
    facts: Facts


@dataclass
class Child:
    """One child while the years go by; `last_at` is when something last happened."""

    reference: Reference
    family: FamilyKey | None
    opened_at: datetime
    phases: list[Phase] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    closed_at: datetime | None = None

    @property
    def facts(self) -> Facts:
        return self.phases[-1].facts

    @property
    def team(self) -> TeamId:
        return self.phases[-1].team


@dataclass
class Household:
    """The children of one family, in one team with one lead."""

    children: list[Child]
    team: TeamId
    lead: WorkerId | None
    ends_on: date
    weight: int = 0

    @property
    def began_at(self) -> datetime:
        """Since when its lead has it."""
        return self.children[0].spells[-1].began_at


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of work: its kind, how often it comes, how long it lasts (days), how often with each factor."""

    kind: Kind
    weight: int
    days: tuple[int, int]
    factors: Mapping[Factor, float] = field(default_factory=dict)
    lower: float = 0.0
    unsettled: float = 0.0
    most: int = 4


SORTS: Mapping[Work, Sequence[Sort]] = {
    Work.ASSESSMENT: (
        Sort(Kind.ASSESSMENT, 82, (25, 55), {Factor.INTERPRETER: 0.1}),
        Sort(Kind.S47, 18, (10, 25), {Factor.INTERPRETER: 0.1}, most=3),
    ),
    Work.SAFEGUARDING: (
        Sort(Kind.CIN, 73, (90, 330), {Factor.INTERPRETER: 0.08, Factor.DISABILITY: 0.06}, lower=0.42),
        Sort(Kind.CP, 21, (150, 400), {Factor.PREPROCEEDINGS: 0.15, Factor.INTERPRETER: 0.08}),
        Sort(Kind.CP, 6, (200, 400), {Factor.COURT: 1.0, Factor.INTERPRETER: 0.06}, most=3),
    ),
    Work.LOOKED_AFTER: (
        Sort(Kind.CLA, 84, (300, 1100), {Factor.COURT: 0.08, Factor.UASC: 0.08}, unsettled=0.14, most=2),
        Sort(Kind.CARERS, 16, (400, 1500), most=1),
    ),
    Work.LEAVING_CARE: (Sort(Kind.CARE_LEAVER, 100, (300, 900), {Factor.UASC: 0.15}, most=1),),
}
TRAVEL = {
    Work.ASSESSMENT: (0, 0, 0, 0, 30),
    Work.SAFEGUARDING: (0, 0, 0, 0, 0, 0, 0, 0, 35, 60),
    Work.LOOKED_AFTER: (0, 0, 0, 0, 30, 65),
    Work.LEAVING_CARE: (0, 0, 0, 40),
}
SIZES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4)


def draw_sort(random: Random, work: Work) -> Sort:
    """A sort of work, as often as it comes."""
    sorts = SORTS[work]
    return random.choices(sorts, [sort.weight for sort in sorts])[0]


def draw_size(random: Random, sort: Sort) -> int:
    """How many children a family has."""
    return min(random.choice(SIZES), sort.most)


def draw_facts(random: Random, work: Work, sort: Sort, size: int) -> list[Facts]:
    """The facts of each child of a family: what concerns the family is the same for all."""
    factors = frozenset(
        factor for factor, often in sort.factors.items() if factor in FAMILY_WIDE and random.random() < often
    )
    travel = random.choice(TRAVEL[work])
    need = _need(random, sort)
    return [_child_facts(random, sort, need, factors, travel) for _ in range(size)]


FAMILY_WIDE = frozenset({Factor.COURT, Factor.PREPROCEEDINGS, Factor.INTERPRETER})


def _need(random: Random, sort: Sort) -> Need:
    if sort.kind is not Kind.CIN:
        return Need.UNKNOWN
    if random.random() < sort.lower:
        return Need.LOWER
    return Need.UNKNOWN if random.random() < 0.06 else Need.STANDARD


def _child_facts(random: Random, sort: Sort, need: Need, factors: frozenset[Factor], travel: int) -> Facts:
    own = {
        factor
        for factor, often in sort.factors.items()
        if factor not in FAMILY_WIDE and random.random() < often
    }
    unsettled = random.random() < sort.unsettled
    return Facts(sort.kind, need, unsettled, factors | own, travel)
