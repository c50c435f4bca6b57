"""What the story needs of North: Sam at the promise exactly, Leah with room."""

from datetime import date, timedelta

from bot.demo.households import Household
from bot.demo.years import Years
from scoring.case import Facts, Kind, Need
from scoring.people import Team, Worker
from scoring.working_time import london_day

SAM, LEAH, PRIYA = "Sam Okafor", "Leah Marsden", "Priya Raman"
ORDINARY = Facts(Kind.CIN, Need.STANDARD)
SIBLINGS = [ORDINARY, ORDINARY]
MOVABLE = [Facts(Kind.CP)]
"""A child without siblings here, whom the story moves to a colleague."""

SAMS_PROMISE, LEAHS_CHILDREN = 15, 9
NEW_DAYS = 24
"""A family that came within them would count for the pace, so somebody else leads it."""


def set_north(years: Years, today: date) -> None:
    """Sam leads a family of two, a child on a plan and whatever else makes the promise full."""
    team = years.staff.team("North")
    sam, leah = named(years, team, SAM), named(years, team, LEAH)
    for household in list(years.households):
        is_new = (today - london_day(household.began_at)).days < NEW_DAYS
        if household.lead in (sam.id, leah.id) and is_new:
            years.let_another_lead(household, (sam.id, leah.id))
    keeps = [
        years.keep(sam, team, SIBLINGS, today - timedelta(days=97)),
        years.keep(sam, team, MOVABLE, today - timedelta(days=61)),
    ]
    _lead_exactly(years, sam, team, SAMS_PROMISE, keeps, today)
    _lead_exactly(years, leah, team, LEAHS_CHILDREN, [], today)


def named(years: Years, team: Team, name: str) -> Worker:
    """The worker of that name, whom the table of posts holds."""
    return next(worker for worker in years.staff.workers_of(team.id) if worker.name == name)


def _lead_exactly(
    years: Years, worker: Worker, team: Team, number: int, keeps: list[Household], today: date
) -> None:
    """Forget or add families until somebody leads this number of children."""
    for household in [each for each in years.households if each.lead == worker.id and each not in keeps]:
        if years.choosing.held[worker.id] > number:
            years.erase(household)
    while years.choosing.held[worker.id] < number:
        years.keep(worker, team, [ORDINARY], today - timedelta(days=years.random.randint(50, 240)))
