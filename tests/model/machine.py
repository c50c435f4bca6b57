"""What may be done in any order: a hypothesis state machine over the core, checked after every step."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from scoring.case import STATED_FACTORS, Facts, Kind, Need
from scoring.people import Grade
from storage.database import Database
from tests.model.core import Core
from tests.model.world import Rules, replay

PLACE = st.integers(0, 40)
TEAM = st.sampled_from((1, 2))
FTE = st.sampled_from((Fraction(1), Fraction(1, 2), Fraction(3, 5), Fraction(4, 5)))
GRADE = st.sampled_from(
    (
        Grade.EXPERIENCED,
        Grade.NEWLY_QUALIFIED,
        Grade.SUPPORT_WORKER,
        Grade.TEAM_MANAGER,
        Grade.SUPPORT_OFFICER,
    )
)
FAMILY = st.sampled_from((None, None, "F-1", "F-2"))
MORNINGS = (
    datetime(2026, 11, 26, 10, tzinfo=UTC),
    datetime(2026, 10, 23, 9, tzinfo=UTC),
    datetime(2027, 3, 25, 16, 30, tzinfo=UTC),
    datetime(2026, 12, 22, 17, 45, tzinfo=UTC),
)
"""An ordinary day, and the days before each clock change and before Christmas."""


@st.composite
def some_facts(draw: Any) -> Facts:
    kind = draw(st.sampled_from(Kind))
    return Facts(
        kind,
        draw(st.sampled_from(Need)) if kind is Kind.CIN else Need.UNKNOWN,
        kind is Kind.CLA and draw(st.booleans()),
        draw(st.frozensets(st.sampled_from(sorted(STATED_FACTORS)), max_size=2)),
        draw(st.sampled_from((0, 0, 29, 30, 60, 89, 90, 300))),
    )


class Machine(RuleBasedStateMachine):
    """`fresh` opens an empty database with its tables; the test sets it."""

    fresh: Callable[[], Database]

    @initialize(at=st.sampled_from(MORNINGS), started=st.booleans())
    def begin(self, at: datetime, started: bool) -> None:
        self.core = Core(type(self).fresh(), at)
        for team, grade, promise in (
            (1, Grade.EXPERIENCED, 2),
            (1, Grade.NEWLY_QUALIFIED, 1),
            (2, Grade.EXPERIENCED, 1),
        ):
            self.core.join(team, grade, Fraction(1), promise, None)
        for who, kind, family in (
            (0, Kind.CP, "F-1"),
            (0, Kind.CIN, "F-1"),
            (1, Kind.CIN, None),
            (9, Kind.S47, None),
        ):
            self.core.add(Facts(kind), family, self._anybody(who % 5), 1)
        if started:
            self.core.start(1)

    @rule(facts=some_facts(), family=FAMILY, who=PLACE, team=TEAM)
    def add(self, facts: Facts, family: str | None, who: int, team: int) -> None:
        self.core.add(facts, family, self._anybody(who), team)

    @rule(time=st.integers(1, 30 * 24), minutes=st.integers(0, 59))
    def time_passes(self, time: int, minutes: int) -> None:
        self.core.pass_time(timedelta(hours=time, minutes=minutes))

    @rule(hours=st.sampled_from((1, 7, 14, 23, 24, 25)))
    def a_while_passes(self, hours: int) -> None:
        self.core.pass_time(timedelta(hours=hours))

    @rule(team=TEAM)
    def start(self, team: int) -> None:
        self.core.start(team)

    @rule(
        team=TEAM,
        grade=GRADE,
        fte=FTE,
        promise=st.sampled_from((None, 1, 2, 3)),
        starts=st.sampled_from((None, 0, 5)),
    )
    def join(self, team: int, grade: Grade, fte: Fraction, promise: int | None, starts: int | None) -> None:
        if len(self.core.people) < 8:
            self.core.join(team, grade, fte, promise, starts)

    @rule(who=PLACE, days=st.sampled_from((None, 0, 1, 6)))
    def leave(self, who: int, days: int | None) -> None:
        ends = None if days is None else self.core.today + timedelta(days=days)
        self.core.change_person(self._person(who), ends=ends)

    @rule(who=PLACE, fte=FTE)
    def change_hours(self, who: int, fte: Fraction) -> None:
        self.core.change_person(self._person(who), fte=fte)

    @rule(who=PLACE, grade=GRADE)
    def change_grade(self, who: int, grade: Grade) -> None:
        self.core.change_person(self._person(who), grade=grade.value)

    @rule(who=PLACE, team=TEAM)
    def change_team(self, who: int, team: int) -> None:
        self.core.change_person(self._person(who), team=team)

    @rule(
        who=PLACE, share=st.sampled_from((Fraction(1, 4), Fraction(1, 2), Fraction(1))),
        starts=st.integers(-3, 5), days=st.sampled_from((None, 0, 3, 20)),
    )  # fmt: skip
    def reduce(self, who: int, share: Fraction, starts: int, days: int | None) -> None:
        self.core.reduce(self._person(who), share, starts, days)

    @precondition(lambda self: self.core.reductions)
    @rule(which=PLACE, days=st.integers(0, 3))
    def end_reduction(self, which: int, days: int) -> None:
        self.core.end_reduction(which % len(self.core.reductions), days)

    @rule(
        who=PLACE, name=st.sampled_from(("duty", "practice educator")), points=st.sampled_from((50, 75, 100))
    )
    def extra(self, who: int, name: str, points: int) -> None:
        self.core.extra(self._person(who), name, points)

    @rule(who=PLACE, name=st.sampled_from(("duty", "practice educator")))
    def end_extra(self, who: int, name: str) -> None:
        self.core.end_extra(self._person(who), name)

    @rule(case=PLACE, facts=some_facts())
    def facts(self, case: int, facts: Facts) -> None:
        self._with_open(case, lambda each: self.core.facts(each, facts))

    @rule(case=PLACE, family=FAMILY)
    def family(self, case: int, family: str | None) -> None:
        self._with_open(case, lambda each: self.core.family(each, family))

    @rule(case=PLACE, first=PLACE, second=PLACE, percent=st.sampled_from((10, 25, 33, 49)))
    def co_work(self, case: int, first: int, second: int, percent: int) -> None:
        def share(each: int) -> None:
            lead = replay(self.core.acts, self.core.now).children[each].lead
            others = {who: percent for who in map(self._person, (first, second)) if who != lead}
            if lead is not None:
                self.core.co_work(each, others)

        self._with_open(case, share)

    @rule(case=PLACE, who=PLACE, team=TEAM)
    def move(self, case: int, who: int, team: int) -> None:
        self._with_open(case, lambda each: self.core.move(each, self._anybody(who), team))

    @rule(case=PLACE, points=st.integers(-2, 3), weeks=st.integers(1, 3))
    def propose(self, case: int, points: int, weeks: int) -> None:
        self._with_open(case, lambda each: self.core.propose(each, points, weeks))

    @rule(case=PLACE)
    def agree(self, case: int) -> None:
        self._with_open(case, self.core.agree)

    @rule(case=PLACE)
    def close(self, case: int) -> None:
        self._with_open(case, self.core.close)

    @rule(case=PLACE, who=PLACE, team=TEAM)
    def reopen(self, case: int, who: int, team: int) -> None:
        children = replay(self.core.acts, self.core.now).children
        shut = [each for each, child in children.items() if not child.is_open]
        if shut:
            self.core.reopen(shut[case % len(shut)], self._anybody(who), team)

    @rule(
        days=st.sampled_from((0, 1, 7)), bandwidth=st.sampled_from((300, 450, 1000)),
        cin=st.sampled_from((40, 55)), supports=st.booleans(),
    )  # fmt: skip
    def policy(self, days: int, bandwidth: int, cin: int, supports: bool) -> None:
        self.core.policy(days, Rules(bandwidth, bandwidth - 50, cin, supports))

    def check_invariants(self, *args: Any, **more: Any) -> None:
        """After every step: the loads are the model's."""
        super().check_invariants(*args, **more)
        if hasattr(self, "core"):
            self.core.check_loads()

    def teardown(self) -> None:
        """At the end: the ledger and the audit are the model's, from the first moment on."""
        if hasattr(self, "core"):
            try:
                self.core.check_ledger()
            finally:
                self.core.database.close()

    def _person(self, place: int) -> int:
        return self.core.people[place % len(self.core.people)]

    def _anybody(self, place: int) -> int | None:
        """Somebody, or nobody: one place more than there are people."""
        place %= len(self.core.people) + 1
        return None if place == len(self.core.people) else self.core.people[place]

    def _with_open(self, place: int, act: Callable[[int], Any]) -> None:
        children = replay(self.core.acts, self.core.now).children
        open_ones = [each for each, child in children.items() if child.is_open]
        if open_ones:
            act(open_ones[place % len(open_ones)])
