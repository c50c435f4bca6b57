"""The model: plain dictionaries, worked out anew from the list of everything that was ever done.

Written from the policy guide (§3, §4, §6), not from the product's code, and shares none of it. Slow on
purpose: no caching, no marks, every number from scratch. Tenths of points are integers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

BASES = {"cin": 40, "assessment": 50, "s47": 70, "cp": 80, "cla": 50, "care_leaver": 30, "carers": 40}
REGISTERED = ("newly_qualified", "experienced", "advanced_practitioner", "team_manager")
STABLE, LOW_END, LEAST, FIRST_DAYS, SETTLING = 150, Fraction(7, 10), 10, 42, timedelta(hours=24)


@dataclass
class Rules:
    """The numbers that the versions of the policy differ in."""

    bandwidth: int = 1000
    asye_bandwidth: int = 900
    cin: int = 40
    support_leads_assessment: bool = False


@dataclass
class Person:
    team: int
    grade: str
    fte: Fraction = Fraction(1)
    promise: int | None = None
    starts: date | None = None
    ends: date | None = None
    reductions: list[tuple[Fraction, date, date | None]] = field(default_factory=list)
    extras: dict[str, int] = field(default_factory=dict)


@dataclass
class Child:
    reference: str
    team: int
    kind: str
    need: str = "unknown"
    unsettled: bool = False
    factors: frozenset[str] = frozenset()
    travel: int = 0
    family: str | None = None
    lead: int | None = None
    led_since: date | None = None
    others: dict[int, int] = field(default_factory=dict)
    judgement: tuple[int, date] | None = None
    is_open: bool = True
    waits_since: datetime | None = None


@dataclass
class World:
    """Everything as it stands at one moment."""

    people: dict[int, Person] = field(default_factory=dict)
    children: dict[int, Child] = field(default_factory=dict)
    started: dict[int, datetime] = field(default_factory=dict)
    policies: list[tuple[date, Rules]] = field(default_factory=list)

    def rules(self, day: date) -> Rules:
        return [rules for starts, rules in sorted(self.policies, key=lambda each: each[0]) if starts <= day][
            -1
        ]


Act = tuple[datetime, str, dict[str, Any]]


def replay(acts: Iterable[Act], until: datetime) -> World:
    """The world after everything done up to and with this moment."""
    world = World()
    for at, name, given in acts:
        if at <= until:
            getattr(Doing(world, at), name)(**given)
    return world


@dataclass
class Doing:
    """What each act does to the world."""

    world: World
    at: datetime

    def policy(self, starts: date, rules: Rules) -> None:
        self.world.policies.append((starts, rules))

    def start(self, team: int) -> None:
        self.world.started.setdefault(team, self.at)

    def join(self, who: int, **given: Any) -> None:
        self.world.people[who] = Person(**given)

    def change_person(self, who: int, **given: Any) -> None:
        for name, value in given.items():
            setattr(self.world.people[who], name, value)

    def reduce(self, who: int, share: Fraction, starts: date, ends: date | None) -> None:
        self.world.people[who].reductions.append((share, starts, ends))

    def end_reduction(self, who: int, number: int, ends: date) -> None:
        share, starts, _ = self.world.people[who].reductions[number]
        self.world.people[who].reductions[number] = (share, starts, ends)

    def extra(self, who: int, what: str, points: int) -> None:
        self.world.people[who].extras[what] = points

    def end_extra(self, who: int, what: str) -> None:
        self.world.people[who].extras.pop(what, None)

    def add(self, who: int, **given: Any) -> None:
        child = self.world.children[who] = Child(**given)
        child.waits_since = self.at if child.lead is None else None

    def change_child(self, who: int, **given: Any) -> None:
        for name, value in given.items():
            setattr(self.world.children[who], name, value)

    def move(self, who: int, lead: int | None, team: int, since: date | None) -> None:
        child = self.world.children[who]
        if lead is None:
            child.waits_since = child.waits_since if child.lead is None else self.at
            child.others = {}
        else:
            child.waits_since = None
            child.others.pop(lead, None)
        child.lead, child.team, child.led_since = lead, team, since

    def close(self, who: int) -> None:
        child = self.world.children[who]
        child.is_open, child.lead, child.led_since, child.others, child.waits_since = (
            False,
            None,
            None,
            {},
            None,
        )

    def reopen(self, who: int, lead: int | None, team: int, since: date | None) -> None:
        child = self.world.children[who]
        child.is_open, child.lead, child.team, child.led_since = True, lead, team, since
        child.waits_since = self.at if lead is None else None


def half_up(number: Fraction) -> int:
    """The nearest whole number, a half away from zero's side upwards."""
    return floor(number + Fraction(1, 2))


def london_day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def base(child: Child, rules: Rules) -> int:
    if child.kind == "cla" and child.unsettled:
        return 80
    return rules.cin if child.kind == "cin" else BASES[child.kind]


def travel_steps(child: Child) -> int:
    return 3 if child.travel >= 90 else 2 if child.travel >= 60 else 1 if child.travel >= 30 else 0


def points(world: World, who: int, day: date) -> int:
    """What one child weighs, all its siblings in the same hands looked at anew."""
    rules, child = world.rules(day), world.children[who]
    together = [who]
    if child.lead is not None and child.family is not None:
        together = [
            each
            for each, other in world.children.items()
            if other.is_open and other.lead == child.lead and other.family == child.family
        ]
    order = sorted(
        together, key=lambda each: (-base(world.children[each], rules), world.children[each].reference)
    )
    total = base(child, rules) if order[0] == who else half_up(Fraction(base(child, rules), 2))
    total += _of_the_family(world, who, order)
    total += 10 * len(child.factors & {"uasc", "disability"}) - 10 * ("closing" in child.factors)
    if child.lead is not None and child.led_since is not None:
        total += 10 * (0 <= (day - child.led_since).days < FIRST_DAYS)
    if child.judgement is not None and day < child.judgement[1]:
        total += 10 * child.judgement[0]
    return max(total, LEAST)


def _of_the_family(world: World, who: int, order: list[int]) -> int:
    """What counts once in a family, on the first child that has it (of travel, that has the most)."""
    children = [world.children[each] for each in order]
    place, total = order.index(who), 0
    court = [number for number, each in enumerate(children) if "court" in each.factors]
    before = [number for number, each in enumerate(children) if "preproceedings" in each.factors]
    speaks = [number for number, each in enumerate(children) if "interpreter" in each.factors]
    if court and court[0] == place:
        total += 40
    if before and not court and before[0] == place:
        total += 20
    if speaks and speaks[0] == place:
        total += 10
    steps = [travel_steps(each) for each in children]
    if max(steps) and steps.index(max(steps)) == place:
        total += 10 * max(steps)
    return total


def held(world: World, worker: int, day: date) -> int:
    """The points in somebody's hands: their share of each child they lead or co-work."""
    total = 0
    for who, child in world.children.items():
        if not child.is_open or child.lead is None or worker not in {child.lead, *child.others}:
            continue
        whole = left = points(world, who, day)
        parts = {}
        for other in sorted(child.others, key=str):
            parts[other] = min(left, half_up(Fraction(whole * child.others[other], 100)))
            left -= parts[other]
        parts[child.lead] = parts.get(child.lead, 0) + left
        total += parts.get(worker, 0)
    return total


def is_in_post(person: Person, day: date) -> bool:
    return (person.starts is None or person.starts <= day) and (person.ends is None or day <= person.ends)


def capacity(person: Person, day: date) -> Fraction:
    if not is_in_post(person, day):
        return Fraction(0)
    away = sum(
        (share for share, first, last in person.reductions if first <= day and (last is None or day <= last)),
        Fraction(0),
    )
    return person.fte * (1 - min(Fraction(1), away))


def load(world: World, worker: int, day: date) -> dict[str, Any]:
    """One worker's numbers."""
    person, rules = world.people[worker], world.rules(day)
    there = capacity(person, day)
    full = {"newly_qualified": (12, rules.asye_bandwidth), "team_manager": (0, 0), "support_officer": (0, 0)}
    promise, band = full.get(person.grade, (15, rules.bandwidth))
    promise = promise if person.promise is None else person.promise
    return {
        "children": sum(each.is_open and each.lead == worker for each in world.children.values()),
        "case_points": held(world, worker, day),
        "promise": half_up(promise * there),
        "bandwidth": half_up(band * there),
        "low_end": half_up(band * there * LOW_END),
        "stable": half_up(STABLE * there),
        "extras": sum(person.extras.values()),
        "has_capacity": there > 0,
    }  # fmt: skip


def carried(numbers: dict[str, Any]) -> int:
    """The points that stand against the bandwidth."""
    if numbers["bandwidth"] == 0:
        return int(numbers["case_points"])
    return int(numbers["case_points"] + numbers["stable"] + numbers["extras"])


def team_load(world: World, team: int, day: date) -> dict[str, Any]:
    """One team's sums."""
    members = {who: load(world, who, day) for who, person in world.people.items() if person.team == team}
    waiting = [
        who
        for who, each in world.children.items()
        if each.is_open and each.lead is None and each.team == team
    ]
    counted = [
        who for who in members
        if world.people[who].grade in REGISTERED
        and is_in_post(world.people[who], day)
        and members[who]["children"]
    ]  # fmt: skip
    return {
        "children": sum(each["children"] for each in members.values()) + len(waiting),
        "waiting": len(waiting),
        "points": sum(map(carried, members.values())) + sum(points(world, who, day) for who in waiting),
        "promise": sum(each["promise"] for each in members.values()),
        "bandwidth": sum(each["bandwidth"] for each in members.values()),
        "average_children": sum(members[who]["children"] for who in counted),
        "average_fte": sum((world.people[who].fte for who in counted), Fraction(0)),
        "nobody_there": sum(each["children"] for each in members.values() if not each["has_capacity"]),
    }
