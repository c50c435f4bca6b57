"""People and teams as values, for tests that need no database."""

from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.people import Grade
from storage.people import PersonRecord
from storage.teams import TeamRecord


def some_people() -> list[PersonRecord]:
    """Sam Okafor and Priya Nair in team 1, a Jo Lee in each team."""
    names = (("Sam Okafor", 1), ("Priya Nair", 1), ("Jo Lee", 1), ("Jo Lee", 2))
    return [
        PersonRecord(
            WorkerId(number), name, f"p{number}@c.example", TeamId(team), Grade.EXPERIENCED, None, None
        )
        for number, (name, team) in enumerate(names, start=1)
    ]


def some_teams() -> list[TeamRecord]:
    """Team 1 is North, team 2 South."""
    return [
        TeamRecord(TeamId(number), name, ServiceId(1), "Safeguarding", None, None, None, None)
        for number, name in enumerate(("North", "South"), start=1)
    ]
