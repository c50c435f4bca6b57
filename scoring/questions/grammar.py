"""What is asked of whom is which route: the table, and the query it makes."""

from collections.abc import Mapping

from scoring.questions.model import Asker, Query
from scoring.questions.subjects import Subject, Who
from scoring.questions.topics import Topic

LOAD, TEAM, ROOM = "/caseload", "/caseload team", "/caseload room"
SERVICE, COUNCIL, COMPARE = "/caseload service", "/caseload council", "/caseload compare"
BREACHES, START, HELP = "/caseload breaches", "/caseload start", "/caseload help"
NEEDS, SUPERVISION, CONCERN = "/caseload needs", "/caseload supervision", "/caseload concern"
WAITING, TREND, DIGEST = "/caseload waiting", "/caseload trend", "/caseload digest"
PEOPLE, POLICY = "/caseload people", "/caseload policy"
CASE, ALLOCATE = "/case", "/allocate"

BY_SUBJECT: Mapping[Who, str] = {
    Who.WORKER: LOAD,
    Who.SELF: LOAD,
    Who.TEAM: TEAM,
    Who.OWN_TEAM: TEAM,
    Who.TEAMS: COMPARE,
    Who.EVERY_TEAM: COMPARE,
    Who.SERVICE: SERVICE,
    Who.COUNCIL: COUNCIL,
    Who.CASE: CASE,
}
"""How each subject stands: what most questions about it come to."""

GRAMMAR: Mapping[Topic, Mapping[Who, str]] = {
    Topic.LOAD: {**BY_SUBJECT, Who.NOBODY: LOAD},
    Topic.POINTS: {**BY_SUBJECT, Who.NOBODY: LOAD},
    Topic.COMPARE: {**BY_SUBJECT, Who.NOBODY: COMPARE, Who.OWN_TEAM: COMPARE},
    Topic.CASE: {**BY_SUBJECT, Who.NOBODY: CASE},
    Topic.OVER: {**BY_SUBJECT, Who.NOBODY: BREACHES},
    Topic.BREACHES: {
        **BY_SUBJECT, Who.NOBODY: BREACHES, Who.SELF: BREACHES, Who.TEAM: BREACHES,
        Who.OWN_TEAM: BREACHES, Who.EVERY_TEAM: BREACHES, Who.COUNCIL: BREACHES, Who.SERVICE: BREACHES,
    },
    Topic.ROOM: {
        **BY_SUBJECT, Who.NOBODY: ROOM, Who.TEAM: ROOM, Who.OWN_TEAM: ROOM,
        Who.SERVICE: ROOM, Who.COUNCIL: ROOM,
    },
}  # fmt: skip

WHATEVER: Mapping[Topic, str] = {
    Topic.NEEDS: NEEDS,
    Topic.SUPERVISION: SUPERVISION,
    Topic.CONCERN: CONCERN,
    Topic.WAITING: WAITING,
    Topic.TREND: TREND,
    Topic.DIGEST: DIGEST,
    Topic.HELP: HELP,
    Topic.PEOPLE: PEOPLE,
    Topic.POLICY: POLICY,
    Topic.START: START,
    Topic.ALLOCATE: ALLOCATE,
}
"""The topics whose route doesn't depend on the subject."""

TAKES: Mapping[str, frozenset[Who]] = {
    LOAD: frozenset({Who.WORKER, Who.SELF}),
    TEAM: frozenset({Who.TEAM}),
    ROOM: frozenset({Who.TEAM}),
    SERVICE: frozenset({Who.SERVICE}),
    COMPARE: frozenset({Who.TEAMS}),
    BREACHES: frozenset({Who.TEAM}),
    START: frozenset({Who.TEAM}),
    SUPERVISION: frozenset({Who.WORKER, Who.TEAM}),
    WAITING: frozenset({Who.TEAM}),
    TREND: frozenset({Who.TEAM, Who.SERVICE}),
    DIGEST: frozenset({Who.TEAM}),
    CASE: frozenset({Who.CASE}),
    ALLOCATE: frozenset({Who.CASE, Who.WORKER, Who.TEAM}),
}
"""Which subjects a route can be told of."""

ROUTES_ASKED = frozenset(
    [*BY_SUBJECT.values(), *WHATEVER.values(), *(route for row in GRAMMAR.values() for route in row.values())]
)
"""Every route that words can lead to."""


def make_query(topic: Topic, subject: Subject, asker: Asker) -> Query:
    """The query for a topic and a subject."""
    route = WHATEVER[topic] if topic in WHATEVER else GRAMMAR[topic][subject.who]
    return fill_query(route, subject, asker)


def fill_query(route: str, subject: Subject, asker: Asker) -> Query:
    """The route, told of the subject as far as it takes one."""
    if subject.who not in TAKES.get(route, ()):
        return Query(route)
    worker = asker.worker if subject.who is Who.SELF else subject.person.id if subject.person else None
    return Query(
        route, worker=worker, teams=subject.teams, service=subject.service, reference=subject.reference
    )


def topic_of(route: str) -> Topic:
    """What a route was asked about, so that "and South?" can be asked about it again."""
    for topic, name in WHATEVER.items():
        if name == route:
            return topic
    return {ROOM: Topic.ROOM, BREACHES: Topic.BREACHES, COMPARE: Topic.COMPARE}.get(route, Topic.LOAD)
