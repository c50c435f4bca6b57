"""What people of the council do, as their Slack profiles say it."""

from collections.abc import Mapping

from bot.demo.council import Council
from bot.demo.staff import Person
from scoring.people import Grade, Role

GRADES: Mapping[Grade, str] = {
    Grade.NEWLY_QUALIFIED: "Newly qualified social worker",
    Grade.EXPERIENCED: "Social worker",
    Grade.ADVANCED_PRACTITIONER: "Advanced practitioner",
    Grade.SUPPORT_WORKER: "Support worker",
    Grade.SUPPORT_OFFICER: "Support officer",
    Grade.TEAM_MANAGER: "Team manager",
    Grade.NONE: "Colleague",
}
ROLES: Mapping[Role, str] = {
    Role.HEAD: "Head of service",
    Role.SERVICE_MANAGER: "Service manager",
    Role.ADMIN: "Performance analyst",
}


def title_of(person: Person, council: Council) -> str:
    """ "Team manager, North"; for those above the teams "Service manager, Assessment"."""
    if person.worker is not None:
        team = next(team for team in council.teams if team.id == person.worker.team)
        return f"{GRADES[person.worker.grade]}, {team.name}"
    grant = person.grants[0]
    role = ROLES.get(grant.role, "")
    return f"{role}, {council.services[grant.service - 1]}" if grant.service else role
