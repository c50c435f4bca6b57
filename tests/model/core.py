"""The product's core under the same acts as the model: its own storage, scoring and due job, on SQLite."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import count
from typing import Any

from sqlalchemy import select

from bot.bank_holidays import bank_holidays, calendar_of
from handlers.desk import Desk
from handlers.upkeep.due import rescore_due
from scoring.breaches import Cause
from scoring.case import Case, CoWorker, Factor, Facts, Judgement, JudgementReason, Kind, Need
from scoring.ids import CaseId, FamilyKey, Reference, TeamId, WorkerId
from scoring.people import Extra, Grade, Reduction, ReductionReason
from scoring.readings import Subject, SubjectKind
from scoring.working_time import london_day
from storage.allocations import close_case, record_case, reopen_case
from storage.cases import list_team_cases, load_case
from storage.change import Change, Grounds, Source
from storage.database import Database
from storage.details import PersonDetails, TeamDetails
from storage.due import find_next_due, mark_subjects
from storage.joining import (
    add_extra,
    add_reduction,
    add_service,
    add_team,
    add_worker,
    change_reduction,
    change_worker,
    end_extra,
)
from storage.judgements import add_proposal, record_judgement
from storage.loads import find_team_load, list_loads
from storage.people import list_team_workers
from storage.policies import add_policy, default_policy_text, load_policy
from storage.session import Session
from storage.tables.ledger import BREACHES
from storage.tables.post import AUDIT
from storage.teams import claim_start
from tests.model.ledger import expected_episodes
from tests.model.world import Act, Rules, load, replay, team_load
from tests.recording import add_case, change_facts, change_family, change_lead

A_MINUTE = timedelta(minutes=1)
FIRST_RULES = Rules(bandwidth=450, asye_bandwidth=400)


def policy_text(version: int, starts: date, rules: Rules) -> str:
    """The shipped policy with other numbers."""
    text = default_policy_text().replace('version = "2026-1"', f'version = "v{version}"', 1)
    text = text.replace("starts = 2026-01-01", f"starts = {starts}", 1)
    text = text.replace("bandwidth = 100", f"bandwidth = {rules.bandwidth / 10}")
    text = text.replace("bandwidth = 90", f"bandwidth = {rules.asye_bandwidth / 10}")
    text = text.replace("[kinds.cin]\npoints = 4", f"[kinds.cin]\npoints = {rules.cin / 10}", 1)
    if rules.support_leads_assessment:
        never = '[kinds.assessment]\npoints = 5\nsupport_worker = "never"'
        assert never in text
        text = text.replace(never, never.replace("never", "always"), 1)
    return text


@dataclass
class Core:
    """Teams 1 and 2 of one council; every act is done, and written down for the model, a minute apart."""

    database: Database
    now: datetime
    acts: list[Act] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)
    people: list[int] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    reductions: list[tuple[int, int, int]] = field(default_factory=list)
    proposals: dict[int, Judgement] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        with self.database.writing() as session:
            add_policy(session, self._change(), policy_text(0, date(2026, 1, 1), FIRST_RULES))
            service = add_service(session, self._change(), "Safeguarding")
            for name in ("North", "South"):
                add_team(session, self._change(), TeamDetails(name, service))
        self.acts.append((self.now, "policy", {"starts": date(2026, 1, 1), "rules": FIRST_RULES}))
        self.written["policy_added"] += 1

    @property
    def today(self) -> date:
        return london_day(self.now)

    def pass_time(self, time: timedelta) -> None:
        """Let time pass, looking at what falls due exactly when it does."""
        until = self.now + time
        while True:
            with self.database.reading() as session:
                next_due = find_next_due(session)
            if next_due is None or next_due > until:
                break
            self.now = max(self.now, next_due)
            self.rescore()
        self.now = until

    def rescore(self) -> None:
        while True:
            with self.database.reading() as session:
                policy = load_policy(session, self.today)
                desk = Desk(self.database, session, self.now, policy, calendar_of(policy), Source.TICK)
                if not rescore_due(desk):
                    return

    def policy(self, days_ahead: int, rules: Rules) -> None:
        starts = self.today + timedelta(days=days_ahead)
        if any(each["starts"] == starts for _, name, each in self.acts if name == "policy"):
            return
        text = policy_text(next(self.numbers), starts, rules)
        self._do("policy", "policy_added", lambda s, c: add_policy(s, c, text), starts=starts, rules=rules)

    def start(self, team: int) -> None:
        def begin(session: Session, change: Change) -> None:
            if claim_start(session, TeamId(team), change.at):
                subjects = [Subject(SubjectKind.TEAM, team)]
                workers = list_team_workers(session, TeamId(team))
                subjects += [Subject(SubjectKind.WORKER, worker) for worker in workers]
                cases = list_team_cases(session, TeamId(team))
                subjects += [Subject(SubjectKind.CASE, case.id) for case in cases]
                mark_subjects(session, subjects, change.at, Cause.BASELINE)

        self._do("start", "", begin, team=team)

    def join(
        self, team: int, grade: Grade, fte: Fraction, promise: int | None, starts_in: int | None
    ) -> None:
        number = next(self.numbers)
        starts = None if starts_in is None else self.today + timedelta(days=starts_in)
        details = PersonDetails(
            f"Worker {number}", f"w{number}@council.example", TeamId(team), grade, fte=fte, promise=promise,
            starts_on=starts,
        )  # fmt: skip
        given = {"team": team, "grade": grade.value, "fte": fte, "promise": promise, "starts": starts}
        self.people.append(self._do("join", "person_added", lambda s, c: add_worker(s, c, details), **given))

    def change_person(self, who: int, **given: Any) -> None:
        """`given` are the model's names; nothing is done where nothing would change."""
        world = replay(self.acts, self.now).people[who]
        if all(getattr(world, name) == value for name, value in given.items()):
            return
        if given.get("ends") is not None and world.starts is not None and given["ends"] < world.starts:
            return
        names = {"ends": "ends_on", "starts": "starts_on"}
        changes = {names.get(name, name): value for name, value in given.items()}
        if "grade" in changes:
            changes["grade"] = Grade(changes["grade"])
        self._do(
            "change_person", "person_changed",
            lambda s, c: change_worker(s, c, WorkerId(who), **changes), who=who, **given,
        )  # fmt: skip

    def reduce(self, who: int, share: Fraction, starts_in: int, days: int | None) -> None:
        starts = self.today + timedelta(days=starts_in)
        ends = None if days is None else starts + timedelta(days=days)
        if any(each[1] == starts for each in replay(self.acts, self.now).people[who].reductions):
            return
        reduction = Reduction(ReductionReason.OTHER, share, starts, ends)
        place = sum(each == who for each, _, _ in self.reductions)
        row = self._do(
            "reduce", "reduction_added", lambda s, c: add_reduction(s, c, WorkerId(who), reduction),
            who=who, share=share, starts=starts, ends=ends,
        )  # fmt: skip
        self.reductions.append((who, place, row))

    def end_reduction(self, which: int, days_ahead: int) -> None:
        who, place, row = self.reductions[which]
        _, starts, ends = replay(self.acts, self.now).people[who].reductions[place]
        new = max(starts, self.today + timedelta(days=days_ahead))
        if new != ends:
            self._do(
                "end_reduction", "reduction_changed",
                lambda s, c: change_reduction(s, c, row, ends_on=new), who=who, number=place, ends=new,
            )  # fmt: skip

    def extra(self, who: int, name: str, points: int) -> None:
        self._do(
            "extra", "extra_added", lambda s, c: add_extra(s, c, WorkerId(who), Extra(name, points)),
            who=who, what=name, points=points,
        )  # fmt: skip

    def end_extra(self, who: int, name: str) -> None:
        self._do(
            "end_extra", "extra_ended", lambda s, c: end_extra(s, c, WorkerId(who), name), who=who, what=name
        )

    def add(self, facts: Facts, family: str | None, lead: int | None, team: int) -> None:
        reference = f"AB-{1000 + next(self.numbers)}"
        since = self.today if lead is not None else None
        team = team if lead is None else replay(self.acts, self.now).people[lead].team
        given = {"reference": reference, "team": team, "family": family, "lead": lead, "led_since": since}
        row: dict[str, Any] = {
            "reference": Reference(reference), "team": TeamId(team), "facts": facts, "led_since": since,
            "family": FamilyKey(family) if family else None, "lead": WorkerId(lead) if lead else None,
        }  # fmt: skip
        act = lambda s, c: add_case(s, c, **row)  # noqa: E731
        self.cases.append(self._do("add", "case_added", act, **given, **_facts(facts)))

    def facts(self, case: int, facts: Facts) -> None:
        self._change_case(
            case, "facts_changed", lambda s, c, known: change_facts(s, c, known, facts), **_facts(facts)
        )

    def family(self, case: int, family: str | None) -> None:
        key = FamilyKey(family) if family else None
        self._change_case(
            case, "family_changed", lambda s, c, known: change_family(s, c, known, key), family=family
        )

    def co_work(self, case: int, shares: dict[int, int]) -> None:
        others = tuple(CoWorker(WorkerId(who), percent) for who, percent in shares.items())
        self._change_case(
            case, "co_work_changed",
            lambda s, c, known: record_case(
                s, c, known, replace(known, co_workers=others), Grounds("co_work_changed")
            ),
            others=dict(shares),
        )  # fmt: skip

    def move(self, case: int, lead: int | None, team: int) -> None:
        since = self.today if lead is not None else None
        team = team if lead is None else replay(self.acts, self.now).people[lead].team
        to: dict[str, Any] = {
            "lead": WorkerId(lead) if lead else None,
            "team": TeamId(team),
            "led_since": since,
        }
        known = self._case(case)
        if (known.lead, known.team) != (to["lead"], to["team"]):
            self._do(
                "move", "lead_changed", lambda s, c: change_lead(s, c, known, reason="OTHERS", **to),
                who=case, lead=lead, team=team, since=since,
            )  # fmt: skip

    def propose(self, case: int, points: int, weeks: int) -> None:
        """One of the two proposes; it counts for nothing, so the model knows nothing of it."""
        known = self._case(case)
        if known.lead is None:
            return
        review = self.today + timedelta(weeks=weeks)
        supervisor = WorkerId(next(each for each in self.people if each != known.lead))
        judgement = Judgement(points, JudgementReason.COMPLEX, known.lead, supervisor, review)
        self.proposals[case] = judgement
        self._do(
            "nothing", "judgement_proposed", lambda s, c: add_proposal(s, c, known, judgement, None),
        )  # fmt: skip

    def agree(self, case: int) -> None:
        judgement, known = self.proposals.pop(case, None), self._case(case)
        if judgement is None or known.lead != judgement.worker or judgement.review_on <= self.today:
            return
        self._do(
            "change_child", "judgement_agreed", lambda s, c: record_judgement(s, c, known, judgement),
            who=case, judgement=(judgement.points, judgement.review_on),
        )  # fmt: skip

    def close(self, case: int) -> None:
        known = self._case(case)
        self._do("close", "case_closed", lambda s, c: close_case(s, c, known), who=case)

    def reopen(self, case: int, lead: int | None, team: int) -> None:
        since, known = self.today if lead is not None else None, self._case(case)
        team = team if lead is None else replay(self.acts, self.now).people[lead].team
        after = replace(
            known, lead=WorkerId(lead) if lead else None, team=TeamId(team), led_since=since, co_workers=()
        )
        self._do(
            "reopen", "case_reopened", lambda s, c: reopen_case(s, c, known, after, Grounds("case_reopened")),
            who=case, lead=lead, team=team, since=since,
        )  # fmt: skip

    def check_loads(self) -> None:
        """Every stored load and team's sum, against the model's."""
        world = replay(self.acts, self.now)
        with self.database.reading() as session:
            stored = {row.load.worker: row.load for row in list_loads(session, [TeamId(1), TeamId(2)])}
            teams = {team: find_team_load(session, TeamId(team)) for team in (1, 2)}
        for who in world.people:
            expected = load(world, who, self.today)
            found = {name: getattr(stored[WorkerId(who)], name) for name in expected}
            assert found == expected, (who, found, expected)
        for team, sums in teams.items():
            expected = team_load(world, team, self.today)
            found = {name: getattr(sums, name) for name in expected}
            assert found == expected, (team, found, expected)

    def check_ledger(self) -> None:
        """Every breach and every row of the audit there should be, and no other."""
        expected = expected_episodes(self.acts, self.now, bank_holidays())
        with self.database.reading() as session:
            rows = session.execute(select(BREACHES)).all()
            audited = Counter(session.execute(select(AUDIT.c.action)).scalars())
        found = [
            (
                (row.subject_kind, row.subject_id, row.line),
                *(row.opened_at, row.value, row.worst, row.back_at, row.closed_at),
            )
            for row in rows
        ]  # fmt: skip
        wanted = [
            (each.key, each.opened, each.value, each.worst, each.back, each.closed) for each in expected
        ]
        only_found = sorted(set(found) - set(wanted), key=str)
        only_wanted = sorted(set(wanted) - set(found), key=str)
        assert not only_found, ("stored, and shouldn't be", only_found, "missing", only_wanted)
        assert not only_wanted, ("missing", only_wanted)
        self.written["breach_opened"] = len(expected)
        self.written["breach_closed"] = sum(each.closed is not None for each in expected)
        counted = {name: audited[name] for name in self.written}
        assert counted == dict(self.written), (counted, dict(self.written))

    def _change_case(
        self, case: int, action: str, act: Callable[[Session, Change, Case], Any], **given: Any
    ) -> None:
        known = self._case(case)
        child = replay(self.acts, self.now).children[case]
        if any(getattr(child, name) != value for name, value in given.items()):
            self._do("change_child", action, lambda s, c: act(s, c, known), who=case, **given)

    def _do(self, name: str, action: str, act: Callable[[Session, Change], Any], **given: Any) -> Any:
        """Do it in the product, note it for the model, and look at what it has made due."""
        self.pass_time(A_MINUTE)
        with self.database.writing() as session:
            made = act(session, self._change())
        if name in ("join", "add"):
            given["who"] = made
        if name != "nothing":
            self.acts.append((self.now, name, given))
        if action:
            self.written[action] += 1
        self.rescore()
        return made

    def _case(self, case: int) -> Case:
        with self.database.reading() as session:
            return load_case(session, CaseId(case))

    def _change(self) -> Change:
        return Change(self.now.astimezone(UTC), Source.SLACK)


def _facts(facts: Facts) -> dict[str, Any]:
    """Facts in the model's plain words."""
    return {
        "kind": facts.kind.value, "need": facts.need.value, "unsettled": facts.unsettled,
        "factors": frozenset(each.value for each in facts.factors), "travel": facts.travel_minutes,
    }  # fmt: skip


__all__ = ["Core", "Factor", "Kind", "Need", "Rules"]
