"""The children of one made-up team: in families, with their leads, co-workers and judgements."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random

from scoring.case import Case, CoWorker, Factor, Facts, Judgement, JudgementReason, Kind, Need
from scoring.ids import CaseId, FamilyKey, Reference, TeamId, WorkerId
from scoring.people import Grade, Worker

KINDS = {
    Kind.CIN: 40, Kind.CLA: 22, Kind.CP: 13, Kind.ASSESSMENT: 14,
    Kind.CARE_LEAVER: 8, Kind.S47: 2, Kind.CARERS: 1,
}  # fmt: skip
"""Children of each kind in a hundred, roughly as councils in England have them."""

FLAGS = (Factor.INTERPRETER, Factor.UASC, Factor.DISABILITY, Factor.CLOSING, Factor.PREPROCEEDINGS)
NEWEST_DAYS, OLDEST_DAYS = 8, 730


@dataclass
class Children:
    """Makes children one after another; everything comes from `random`."""

    random: Random
    today: date

    def __post_init__(self) -> None:
        self._ids = count(1)
        self._families = count(1)

    def led_by(
        self, worker: Worker, number: int, colleagues: list[WorkerId], supervisor: WorkerId
    ) -> list[Case]:
        """As many children of one worker, in families of one to three."""
        cases: list[Case] = []
        while len(cases) < number:
            family = FamilyKey(f"F{next(self._families)}")
            since = self.today - timedelta(days=self.random.randrange(NEWEST_DAYS, OLDEST_DAYS))
            for _ in range(min(self.random.choice((1, 1, 1, 2, 3)), number - len(cases))):
                case = self._case(worker, colleagues, supervisor)
                cases.append(replace(case, led_since=since, family=family))
        return cases

    def waiting(self, team: TeamId) -> Case:
        """A child that waits in a team."""
        number = next(self._ids)
        return Case(CaseId(number), _reference(number), team, Facts(Kind.CIN, Need.STANDARD))

    def _case(self, worker: Worker, colleagues: list[WorkerId], supervisor: WorkerId) -> Case:
        number = next(self._ids)
        return Case(
            CaseId(number),
            _reference(number),
            worker.team,
            self._facts(worker),
            worker.id,
            co_workers=self._co_workers(worker, colleagues),
            judgement=self._judgement(worker.id, supervisor),
        )

    def _facts(self, worker: Worker) -> Facts:
        if worker.grade is Grade.SUPPORT_WORKER:
            return Facts(Kind.CIN, Need.LOWER)
        kind = self.random.choices(list(KINDS), list(KINDS.values()))[0]
        need = Need.STANDARD if kind is Kind.CIN else Need.UNKNOWN
        flags = {self.random.choice(FLAGS)} if self.random.random() < 0.1 else set()
        travel = self.random.choice((0, 0, 0, 0, 0, 35))
        return Facts(kind, need, kind is Kind.CLA and self.random.random() < 0.1, frozenset(flags), travel)

    def _co_workers(self, lead: Worker, colleagues: list[WorkerId]) -> tuple[CoWorker, ...]:
        if self.random.random() >= 0.03:
            return ()
        other = self.random.choice(colleagues)
        return () if other == lead.id else (CoWorker(other, 20),)

    def _judgement(self, worker: WorkerId, supervisor: WorkerId) -> Judgement | None:
        if self.random.random() >= 0.01:
            return None
        review = self.today + timedelta(days=self.random.randrange(20, 200))
        return Judgement(1, JudgementReason.COMPLEX, worker, supervisor, review)


def _reference(number: int) -> Reference:
    """A reference of its own for each number, in no order that the numbers have."""
    return Reference(f"C-{number * 7_654_321 % 100_000_007:09d}")
