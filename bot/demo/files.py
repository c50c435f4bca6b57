"""The children of the years as cases: who co-works, what was agreed, who waits, when each was last seen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from bot.demo.households import Child, Phase, Spell
from bot.demo.north import LEAH, SAM
from bot.demo.years import Years
from scoring.case import Case, CoWorker, Factor, Facts, Judgement, JudgementReason, Kind, Need
from scoring.ids import CaseId, WorkerId
from scoring.load import score_loads
from scoring.people import Grade, Role, Team, Worker
from scoring.policy import Policy, VisitUnit
from scoring.working_time import london, london_day

SLACK_POINTS = {SAM: 180, LEAH: 400}
"""How far (tenths of a point) below the bandwidth the story needs these people to be."""

WAITING = (("Front Door", 3), ("North", 1), ("South", 2), ("East", 2), ("West", 2), ("Looked After", 1))


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as it stands, and everything that ever was true of it. Only the newest spell may be open."""

    case: Case
    opened_at: datetime
    closed_at: datetime | None
    phases: tuple[Phase, ...]
    spells: tuple[Spell, ...]
    last_seen: date | None = None
    proposed: Judgement | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


def build_files(years: Years, policy: Policy, today: date, random: Random) -> tuple[CaseFile, ...]:
    """Every case the council has had in its two years, those of today last changed yesterday."""
    team_of = {team.id: team for team in years.staff.teams}
    workers = {w.id: w for team in years.staff.teams for w in years.staff.workers_of(team.id)}
    children = sorted(years.children, key=lambda child: child.opened_at)
    files = [_file(CaseId(number), child) for number, child in enumerate(children, 1)]
    files = [_shared(file, workers, random) for file in files]
    files = [_judged(file, years, today, random) for file in files]
    files = [_visited(file, policy, today, random) for file in files]
    files += _waiting(years, len(files), today, random)
    for name, slack in SLACK_POINTS.items():
        worker = next(each for each in workers.values() if each.name == name)
        files = _lightened(files, worker, team_of[worker.team], slack, policy, today)
    return tuple(files)


def _file(id_: CaseId, child: Child) -> CaseFile:
    lead = None if child.closed_at else child.spells[-1].worker
    case = Case(
        id=id_,
        reference=child.reference,
        team=child.team,
        facts=child.facts,
        lead=lead,
        led_since=None if lead is None else london_day(child.spells[-1].began_at),
        family=child.family,
    )
    return CaseFile(case, child.opened_at, child.closed_at, tuple(child.phases), tuple(child.spells))


def _shared(file: CaseFile, workers: dict[WorkerId, Worker], random: Random) -> CaseFile:
    """Newly qualified workers share child protection and court with a colleague; so do some others."""
    facts, lead = file.case.facts, file.case.lead
    if lead is None:
        return file
    demanding = facts.kind is Kind.CP or Factor.COURT in facts.factors
    newly = workers[lead].grade is Grade.NEWLY_QUALIFIED
    if not (demanding and (newly or random.random() < 0.06)):
        return file
    mates = [w.id for w in workers.values() if w.team == file.case.team and _may_share(w, lead)]
    return replace(file, case=replace(file.case, co_workers=(CoWorker(mates[0], 25 if newly else 20),)))


def _may_share(worker: Worker, lead: WorkerId) -> bool:
    grades = (Grade.ADVANCED_PRACTITIONER, Grade.EXPERIENCED)
    return worker.id != lead and worker.grade in grades and worker.ends_on is None


def _judged(file: CaseFile, years: Years, today: date, random: Random) -> CaseFile:
    """A few cases weigh more or less because two people agreed so; one or two more are proposed."""
    lead = file.case.lead
    if lead is None or random.random() > 0.025:
        return file
    supervisor = next(
        person.id
        for person in years.staff.people
        if person.worker
        and any(g.role is Role.SUPERVISOR and g.team == file.case.team for g in person.grants)
    )
    points = random.choice((-1, 1, 1, 2, 2))
    reasons = (JudgementReason.STEADY,) if points < 0 else (JudgementReason.COMPLEX, JudgementReason.CONFLICT)
    review = today + timedelta(days=random.randint(6, 80))
    judgement = Judgement(points, random.choice(reasons), lead, supervisor, review)
    if random.random() < 0.3:
        return replace(file, proposed=judgement)
    return replace(file, case=replace(file.case, judgement=judgement))


def _visited(file: CaseFile, policy: Policy, today: date, random: Random) -> CaseFile:
    """Most children were seen within the usual interval; a few visits are late."""
    visit = policy.kinds[file.case.facts.kind].visit
    if not file.is_open or visit is None:
        return file
    days = visit.count * (7 if visit.unit is VisitUnit.WEEKS else 1)
    ago = random.randint(1, days) if random.random() < 0.95 else days * 14 // 10 + random.randint(1, 9)
    seen = max(today - timedelta(days=ago), london_day(file.opened_at))
    return replace(file, last_seen=seen)


def _waiting(years: Years, known: int, today: date, random: Random) -> list[CaseFile]:
    """Children who came since yesterday and wait for a worker."""
    found: list[CaseFile] = []
    for name, number in WAITING:
        team = years.staff.team(name)
        kind = {"Front Door": Kind.ASSESSMENT, "Looked After": Kind.CLA}.get(name, Kind.CIN)
        for _ in range(number):
            hour = time(random.randint(13, 16), random.choice(range(0, 60, 5)))
            opened = london(today - timedelta(days=1), hour)
            facts = Facts(kind, Need.UNKNOWN)
            id_ = CaseId(known + len(found) + 1)
            case = Case(id_, years.reference(), team.id, facts)
            found.append(CaseFile(case, opened, None, (Phase(opened, team.id, facts),), ()))
    return found


def _lightened(
    files: list[CaseFile], worker: Worker, team: Team, slack: int, policy: Policy, today: date
) -> list[CaseFile]:
    """The files with a worker's heaviest families made ordinary ones until the worker has this slack."""
    touched = {file.case.id: file for file in files if _concerns(file.case, worker.id)}
    for id_ in sorted(touched, key=lambda id_: -len(touched[id_].case.facts.factors)):
        cases = [file.case for file in touched.values()]
        load = score_loads([worker], {team.id: team}, cases, policy, today)[worker.id]
        if load.bandwidth - load.points >= slack:
            break
        touched[id_] = _ordinary(touched[id_])
    return [touched.get(file.case.id, file) for file in files]


def _concerns(case: Case, worker: WorkerId) -> bool:
    return case.lead == worker or any(each.worker == worker for each in case.co_workers)


def _ordinary(file: CaseFile) -> CaseFile:
    if file.case.facts.kind is Kind.CP and file.case.family is None and not file.case.facts.factors:
        return file
    need = file.case.facts.need if file.case.facts.need is Need.LOWER else Need.STANDARD
    facts = Facts(Kind.CIN, need)
    phases = (*file.phases[:-1], replace(file.phases[-1], facts=facts))
    return replace(file, case=replace(file.case, facts=facts, co_workers=(), judgement=None), phases=phases)


def list_open(files: Iterable[CaseFile]) -> list[Case]:
    return [file.case for file in files if file.is_open]
