"""The model's ledger: every breach there should have been, looked for whenever anything could change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests.model.world import (
    LONDON,
    SETTLING,
    Act,
    Child,
    Rules,
    World,
    carried,
    load,
    london_day,
    replay,
    team_load,
)

Key = tuple[str, int, str]
TEAMS = (1, 2)
"""Also a team that everybody has left may have children who wait."""


@dataclass
class Episode:
    """One time a promise was not kept."""

    key: Key
    opened: datetime
    value: int
    worst: int
    back: datetime | None = None
    closed: datetime | None = None


class Ledger:
    """Walks through time from one moment to the next; `closed_days` are the bank holidays."""

    def __init__(self, closed_days: Iterable[date]) -> None:
        self.closed_days = set(closed_days)
        self.episodes: list[Episode] = []

    def look(self, world: World, now: datetime) -> None:
        """What opens, goes on, comes back and closes at this moment."""
        over = over_lines(world, now, self)
        for episode in self.episodes:
            if episode.closed is None and episode.back is not None and episode.back + SETTLING <= now:
                episode.closed = episode.back + SETTLING
        standing = {each.key: each for each in self.episodes if each.closed is None}
        for key, episode in standing.items():
            if key in over:
                episode.back, episode.worst = None, max(episode.worst, over[key])
            elif episode.back is None:
                episode.back = now
        for key, value in over.items():
            if key not in standing and is_watched(world, key, now):
                self.episodes.append(Episode(key, now, value, value))

    def waiting_until(self, child: Child) -> datetime:
        """17:00 on the first or third working day after the child began to wait."""
        assert child.waits_since is not None
        day, left = london_day(child.waits_since), 1 if child.kind in ("s47", "cp") else 3
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5 and day not in self.closed_days
        return in_london(day, time(17))


def in_london(day: date, at: time) -> datetime:
    """The moment, in UTC: hours between moments in London's own zone would be hours of its clocks."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def over_lines(world: World, now: datetime, ledger: Ledger) -> dict[Key, int]:
    """Every line that is passed, with its value."""
    day, over = london_day(now), dict[Key, int]()
    for who in world.people:
        numbers = load(world, who, day)
        if numbers["has_capacity"] and numbers["children"] > numbers["promise"]:
            over["worker", who, "children"] = numbers["children"]
        if numbers["has_capacity"] and carried(numbers) > numbers["bandwidth"]:
            over["worker", who, "points"] = carried(numbers)
    for who in TEAMS:
        sums = team_load(world, who, day)
        for line, limit in (
            ("children", sums["promise"]),
            ("points", sums["bandwidth"]),
            ("nobody_there", 0),
        ):
            if sums[line] > limit:
                over["team", who, line] = sums[line]
    for who, child in world.children.items():
        if child.is_open and child.lead is None and ledger.waiting_until(child) <= now:
            over["case", who, "waiting_too_long"] = 1
        if child.is_open and child.lead is not None and is_wrong(world, child, world.rules(day)):
            over["case", who, "wrong_holder"] = 1
    return over


def is_wrong(world: World, child: Child, rules: Rules) -> bool:
    """Whether a hard rule says that this grade may not lead this child."""
    assert child.lead is not None
    grade = world.people[child.lead].grade
    if grade == "support_officer":
        return True
    if grade != "support_worker" or child.kind == "care_leaver":
        return False
    if child.kind == "assessment" and rules.support_leads_assessment:
        return False
    return child.kind != "cin" or child.need == "standard"


def is_watched(world: World, key: Key, now: datetime) -> bool:
    """Whether the team in which it stands has been started."""
    kind, who, _ = key
    team = {
        "team": lambda: who,
        "worker": lambda: world.people[who].team,
        "case": lambda: _team_of(world, who),
    }[kind]()
    return team in world.started


def _team_of(world: World, who: int) -> int:
    child = world.children[who]
    return child.team


def every_moment(acts: list[Act], until: datetime, ledger: Ledger) -> list[datetime]:
    """When something was done, every midnight and every 17:00 in London, up to and with a moment."""
    done = sorted({at for at, _, _ in acts if at <= until})
    moments, day = {*done, until}, london_day(done[0])
    while day <= london_day(until):
        moments |= {in_london(day, time(17)), in_london(day + timedelta(days=1), time(0))}
        day += timedelta(days=1)
    return sorted(each for each in moments if done[0] <= each <= until)


def expected_episodes(acts: list[Act], until: datetime, closed_days: Iterable[date]) -> list[Episode]:
    """Every breach there should be by this moment, from nothing but what was done."""
    ledger = Ledger(closed_days)
    for moment in every_moment(acts, until, ledger):
        ledger.look(replay(acts, moment), moment)
    return ledger.episodes


def as_values(episodes: Iterable[Episode], until: datetime) -> list[Any]:
    """What can be compared: everything but ids, a settling end only where it has settled by now."""
    return sorted(
        (each.key, each.opened, each.value, each.worst, each.back, each.closed) for each in episodes
    )
