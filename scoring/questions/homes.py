"""A person who is told by their team: "Sam in South", "south's Sam", "Mohammed at the front door"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from scoring.questions.model import Person, TeamName
from scoring.questions.names import Name
from scoring.questions.words import Token

JOINING = frozenset({"in", "at", "of", "from", "over", "on", "the", "team", "our", "who", "is"})
"""Words that may stand between a person and their team."""


def join_homes(names: Sequence[Name], tokens: Sequence[Token]) -> list[Name]:
    """The names, those of a person and of the team that they are in made one: the person of that team."""
    found = list(names)
    for one, other in pairwise(names):
        person, team = (one, other) if _is_person(one) else (other, one)
        home = _of_team(person, team)
        between = {token.text for token in tokens[one.end : other.start]}
        if home and between <= JOINING and person in found and team in found:
            found[found.index(person)] = replace(person, fits=home)
            found.remove(team)
    return found


def _of_team(person: Name, team: Name) -> tuple[Person, ...]:
    """Those of a name who are in a team; none if the names aren't one of a person and one of a team."""
    teams = {each.id for each in team.fits if isinstance(each, TeamName)}
    return tuple(each for each in person.fits if isinstance(each, Person) and each.team in teams)


def _is_person(name: Name) -> bool:
    return any(isinstance(each, Person) for each in name.fits)
