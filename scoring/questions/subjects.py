"""Of whom or what a question is asked."""

from dataclasses import dataclass
from enum import StrEnum, auto

from scoring.ids import Reference, ServiceId, TeamId
from scoring.questions.model import Asker, Person, Query, ServiceName, TeamName
from scoring.questions.names import Name
from scoring.questions.signs import Sign

PRONOUNS = frozenset({Sign.THEM, Sign.IT, Sign.THERE})
"""The signs of what was spoken of before."""


class Who(StrEnum):
    """The sorts of subject a topic can be about."""

    NOBODY = auto()
    SELF = auto()
    WORKER = auto()
    TEAM = auto()
    TEAMS = auto()
    OWN_TEAM = auto()
    EVERY_TEAM = auto()
    SERVICE = auto()
    COUNCIL = auto()
    CASE = auto()


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject; `others` are people of the same name, when one of them was taken for a reason."""

    who: Who
    person: Person | None = None
    teams: tuple[TeamId, ...] = ()
    service: ServiceId | None = None
    reference: Reference | None = None
    others: tuple[Person, ...] = ()


NOBODY = Subject(Who.NOBODY)


def choose_subjects(name: Name, asker: Asker) -> list[Subject]:
    """What a name can mean: one subject, or several to choose from.

    Of several people of one name, the one in the asker's own teams is meant.
    """
    people = [each for each in name.fits if isinstance(each, Person)]
    if people:
        near = [each for each in people if each.team in asker.teams]
        if len(people) > 1 and len(near) == 1:
            others = tuple(each for each in people if each is not near[0])
            return [Subject(Who.WORKER, near[0], others=others)]
        return [Subject(Who.WORKER, each) for each in near or people]
    teams = [each for each in name.fits if isinstance(each, TeamName)]
    services = [each for each in name.fits if isinstance(each, ServiceName)]
    return [
        *(Subject(Who.TEAM, teams=(each.id,)) for each in teams),
        *(Subject(Who.SERVICE, service=each.id) for each in services),
    ]


def general_subject(signs: frozenset[Sign]) -> Subject:
    """The subject that is said without a name: the council, the teams, my service, my team, me."""
    for sign, who in (
        (Sign.COUNCIL, Who.COUNCIL),
        (Sign.SERVICES, Who.COUNCIL),
        (Sign.TEAMS, Who.EVERY_TEAM),
        (Sign.SERVICE, Who.SERVICE),
        (Sign.WE, Who.OWN_TEAM),
        (Sign.TEAM, Who.OWN_TEAM),
        (Sign.ME, Who.SELF),
    ):
        if sign in signs:
            return Subject(who)
    return NOBODY


def subject_of(last: Query) -> Subject:
    """What the question before this one was about."""
    if last.reference is not None:
        return Subject(Who.CASE, reference=last.reference)
    if last.worker is not None:
        return Subject(Who.WORKER, Person(last.worker, "", ""))
    if len(last.teams) == 1:
        return Subject(Who.TEAM, teams=last.teams)
    if last.service is not None:
        return Subject(Who.SERVICE, service=last.service)
    return NOBODY
