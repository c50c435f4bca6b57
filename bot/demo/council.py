"""A believable council, made up from a seed and a day: the same seed, the same council."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from bot.bank_holidays import calendar_of
from bot.demo.day_ends import DayEnd, build_days
from bot.demo.files import CaseFile, build_files
from bot.demo.ledger import Episode, Ledger
from bot.demo.north import set_north
from bot.demo.posts import LEAVING_CARE_PROMISES, SERVICES, TeamPlan
from bot.demo.staff import Person, Staff, build_staff
from bot.demo.years import Years
from scoring.case import Case
from scoring.ids import WorkerId
from scoring.people import Team
from scoring.policy import Policy
from scoring.policy_file import read_policy
from scoring.working_time import london
from storage.policies import default_policy_text

DEMO_DAY = date(2026, 11, 12)
"""An ordinary Thursday in term time."""

DEMO_HOUR = time(10)
HISTORY = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Council:
    """Everything about a council at 10:00 on its day; ids are final."""

    seed: int
    now: datetime
    policy_text: str
    policy: Policy
    services: tuple[str, ...]
    staff: Staff
    files: tuple[CaseFile, ...]
    day_ends: tuple[DayEnd, ...]
    episodes: tuple[Episode, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        return self.staff.people

    @property
    def teams(self) -> tuple[Team, ...]:
        return self.staff.teams

    @property
    def plans(self) -> tuple[TeamPlan, ...]:
        return self.staff.plans

    @property
    def open_cases(self) -> list[Case]:
        """Every child the council works with now, those who wait included."""
        return [file.case for file in self.files if file.closed_at is None]

    def person(self, name: str) -> Person:
        """The person of that whole name."""
        return next(person for person in self.people if person.name == name)

    def led_by(self, worker: WorkerId) -> list[Case]:
        return [case for case in self.open_cases if case.lead == worker]


def build_council(seed: int, today: date = DEMO_DAY) -> Council:
    """The council of this seed on this day: two years of its life lead up to it."""
    random = Random(seed)
    text = policy_text()
    policy = read_policy(text)
    calendar = calendar_of(policy)
    staff = build_staff(random, today)
    years = Years(staff, policy, calendar, random)
    years.live(today - HISTORY, today - timedelta(days=1))
    set_north(years, today)
    now = london(today, DEMO_HOUR)
    files = build_files(years, policy, today, random)
    days = build_days(staff, files, policy, today)
    ends = tuple(end for day in days[:-1] for end in day.ends)
    episodes = tuple(Ledger(staff, policy, calendar, now, random).write(days))
    return Council(seed, now, text, policy, SERVICES, staff, files, ends, episodes)


def policy_text() -> str:
    """The shipped figures, agreed, with other promises in one team."""
    text = default_policy_text()
    for line in ("agreed_by = ", "agreed_on = "):
        text = text.replace(f"# {line}", line)
    promises = "\n".join(f"{grade.value} = {number}" for grade, number in LEAVING_CARE_PROMISES.items())
    return text.replace("\n[load]\n", f'\n[team_promises."Leaving Care"]\n{promises}\n\n[load]\n')
