"""Finding the council's people by what somebody types, and listing them."""

from bot.demo.scene import Scene
from bot.sandbox import Person


def find_people(scene: Scene, name: str) -> list[Person]:
    """Everybody whose handle or name this is, else whose name begins so."""
    wanted = name.removeprefix("@").casefold()
    if not wanted:
        return []
    people = list(scene.people.values())
    exact = [each for each in people if wanted in (each.handle, each.name.casefold())]
    return exact or [
        each for each in people if any(w.startswith(wanted) for w in each.name.casefold().split())
    ]


def people_lines(scene: Scene, team: str) -> list[str]:
    """Who works where, with the handle to type; all teams, or the one that is named."""
    lines = []
    named = [each for each in scene.council.teams if team.casefold() in each.name.casefold()]
    for each in named:
        staff = [person for person in scene.council.people if person.worker and person.worker.team == each.id]
        here = [f"{p.handle} ({p.name})" for p in staff if p.handle in scene.people]
        lines.append(f"{each.name}: {', '.join(here)}")
    if len(named) == len(scene.council.teams):
        above = [p for p in scene.council.people if p.worker is None]
        lines.append(
            f"Above the teams: {', '.join(f'{p.handle} ({p.name}, {p.grants[0].role})' for p in above)}"
        )
    return lines or [f"There is no team {team}."]
