"""The people, teams and services that the phrasings speak of, and who asks: Ann, who supervises North."""

from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.questions.model import Asker, Directory, Person, ServiceName, TeamName

TEAMS = ("North", "South", "East", "Front Door", "Looked After", "Leaving Care")
SERVICES = ("Safeguarding and Family Support", "Assessment", "Looked After and Leaving Care")
PEOPLE = (
    ("Ann Abbott", "North"),
    ("Sam Okafor", "North"),
    ("Jo Price", "North"),
    ("Lee Marsh", "North"),
    ("Max Field", "North"),
    ("Priya Raman", "North"),
    ("Will Grant", "North"),
    ("Sue Bright", "South"),
    ("Sam Lee", "South"),
    ("Kit Novak", "South"),
    ("Siobhan O'Brien", "South"),
    ("Kit Osei", "East"),
    ("Grace Adeyemi", "East"),
    ("Mohammed Iqbal", "Front Door"),
)
REFERENCES = r"^[A-Z]{0,4}[-/]?\d{4,12}$"

DIRECTORY = Directory(
    people=[
        Person(
            WorkerId(place),
            name,
            f"{name.lower().replace(' ', '.')}@council.example",
            TeamId(TEAMS.index(team) + 1),
            f"U{place:03}",
        )
        for place, (name, team) in enumerate(PEOPLE, start=1)
    ],
    teams=[TeamName(TeamId(place), name, f"C{place:03}") for place, name in enumerate(TEAMS, start=1)],
    services=[ServiceName(ServiceId(place), name) for place, name in enumerate(SERVICES, start=1)],
)
ANN = Asker(WorkerId(1), frozenset({TeamId(1)}))
