"""What is asked, from the signs in a question: the heaviest rule whose signs are all there."""

from dataclasses import dataclass, field
from enum import StrEnum, auto

from scoring.questions.signs import DEED_SIGNS, Sign


class Topic(StrEnum):
    LOAD = auto()
    ROOM = auto()
    OVER = auto()
    BREACHES = auto()
    POINTS = auto()
    POLICY = auto()
    NEEDS = auto()
    SUPERVISION = auto()
    CONCERN = auto()
    WAITING = auto()
    TREND = auto()
    DIGEST = auto()
    COMPARE = auto()
    CASE = auto()
    HELP = auto()
    PEOPLE = auto()
    START = auto()
    ALLOCATE = auto()
    RISK = auto()
    SICKNESS = auto()
    HR = auto()
    RANKING = auto()
    PRIVATE = auto()
    ABOUT = auto()
    ELSE = auto()


@dataclass(frozen=True, slots=True)
class Rule:
    """All these signs and none of those: then it is this topic, so heavy. Of equals the first is taken."""

    topic: Topic
    signs: frozenset[Sign]
    weight: int
    without: frozenset[Sign] = field(default=frozenset())


def _rule(topic: Topic, weight: int, *signs: Sign, without: tuple[Sign, ...] = ()) -> Rule:
    return Rule(topic, frozenset(signs), weight, frozenset(without))


S, T = Sign, Topic
KINDS = (S.CIN, S.ASSESSMENT, S.S47, S.CP, S.CLA, S.CARE_LEAVER, S.CARERS)
CASELOAD = (S.LOAD, S.ROOM, S.OVER, S.BREACH, S.WAITING)
DEEDS = tuple(sorted(DEED_SIGNS))
WORK = (S.ME, S.WE, S.STRAIN, S.CONCERN, S.OVER, S.HERE)
"""Signs that what isn't safe is the work: who speaks of it, how much it is, or only "this is"."""
CHILDREN = (S.CHILD, S.RELATIVE, S.THEM, *DEEDS)
OTHERS = (S.NAMED, S.WHO, S.WE, S.TEAM, S.TEAMS, S.SERVICE, S.SERVICES, S.COUNCIL, S.THEM, S.THERE, S.WORKER)

RULES: tuple[Rule, ...] = (
    # What isn't answered comes before everything it may be mixed with.
    _rule(T.RISK, 10, S.HARM),
    _rule(T.PRIVATE, 9, S.PRIVATE),
    _rule(T.PRIVATE, 9, S.RELATIVE, without=(*DEEDS, S.RISK, S.UNSAFE)),
    _rule(T.ABOUT, 9, S.ABOUT),
    _rule(T.SICKNESS, 9, S.SICKNESS, without=(S.PEOPLE, S.NEEDS, S.HOWTO)),
    _rule(T.HR, 9, S.HR),
    _rule(T.RISK, 9, S.RISK, without=(S.OVER, S.BREACH, S.CONCERN)),
    _rule(T.CONCERN, 9, S.CONCERN, S.RISK),
    # "Safe" is said of work and of children; of work where somebody speaks of themselves or of too much.
    *(_rule(T.RISK, 10, S.UNSAFE, about) for about in (S.CHILD, S.RELATIVE)),
    *(_rule(T.CONCERN, 10, S.UNSAFE, work, without=CHILDREN) for work in WORK),
    _rule(T.RISK, 9, S.UNSAFE, without=WORK),
    _rule(T.RISK, 9, S.UNSAFE, S.THEM, without=(S.STRAIN, S.CONCERN, S.OVER)),
    *(_rule(T.RISK, 9, S.UNSAFE, deed) for deed in DEEDS),
    _rule(T.RANKING, 9, S.LEAGUE, without=(S.TEAMS, S.TEAM, S.SERVICES, S.TREND, S.SHOW)),
    _rule(T.RANKING, 9, S.LEAGUE, S.WHO),
    _rule(T.RANKING, 9, S.LEAGUE, S.WORKER),
    _rule(T.RANKING, 8, S.MOST, S.WHO, without=(S.ROOM,)),
    _rule(T.RANKING, 7, S.MOST, S.WORKER, without=(S.ROOM,)),
    _rule(T.ROOM, 8, S.LEAST),
    _rule(T.COMPARE, 8, S.TEAMS, S.MOST),
    _rule(T.COMPARE, 8, S.TEAMS, S.LEAGUE),
    _rule(T.COMPARE, 8, S.SERVICES, S.MOST),
    # What somebody needs for themselves.
    _rule(T.CONCERN, 8, S.CONCERN, without=(S.OVER, S.CASE)),
    _rule(T.CONCERN, 7, S.CONCERN),
    _rule(T.OVER, 9, S.STRAIN, S.NAMED, S.THEM),
    _rule(T.CONCERN, 8, S.STRAIN, S.ME),
    _rule(T.CONCERN, 8, S.OVER, S.ME, S.STRAIN),
    _rule(T.CONCERN, 7, S.STRAIN, without=OTHERS),
    _rule(T.OVER, 6, S.STRAIN),
    _rule(T.ELSE, 8, S.ELSE),
    _rule(T.POLICY, 9, S.RULES),
    _rule(T.NEEDS, 6, S.NEEDS),
    _rule(T.SUPERVISION, 8, S.SUPERVISION),
    _rule(T.WAITING, 6, S.WAITING),
    _rule(T.ALLOCATE, 8, S.ALLOCATE, S.NEW),
    *(_rule(T.ALLOCATE, 4, S.NEW, S.NAMED, kind, without=(S.MANY, S.WHO, S.WHICH)) for kind in KINDS),
    _rule(T.ROOM, 7, S.ALLOCATE, S.WHO, without=(S.WAITING,)),
    _rule(T.ALLOCATE, 6, S.ALLOCATE, S.CASE, without=(S.WHO,)),
    _rule(T.ALLOCATE, 4, S.ALLOCATE, without=(S.WHO, S.LOAD)),
    _rule(T.DIGEST, 9, S.DIGEST),
    _rule(T.TREND, 7, S.TREND, S.LOAD),
    _rule(T.TREND, 5, S.TREND),
    _rule(T.TREND, 6, S.WAS, S.MONTH),
    _rule(T.ROOM, 6, S.ROOM),
    _rule(T.BREACHES, 6, S.BREACH),
    _rule(T.BREACHES, 6, S.PLAN),
    _rule(T.BREACHES, 4, S.PROMISE),
    _rule(T.OVER, 7, S.OVER, S.BREACH, S.ME),
    _rule(T.OVER, 5, S.PROMISE, S.ME, without=(S.WE, S.WHO)),
    _rule(T.COMPARE, 7, S.COMPARE),
    _rule(T.COMPARE, 6, S.TEAMS, S.OVER),
    _rule(T.COMPARE, 7, S.TEAMS, S.ROOM),
    _rule(T.COMPARE, 4, S.TEAMS),
    _rule(T.COMPARE, 4, S.SERVICES),
    _rule(T.OVER, 5, S.OVER),
    _rule(T.POINTS, 6, S.WHY, S.POINTS),
    _rule(T.POINTS, 7, S.WHY, S.LOAD),
    _rule(T.POINTS, 4, S.WHY),
    _rule(T.POINTS, 4, S.POINTS),
    _rule(T.POLICY, 5, S.POLICY),
    _rule(T.POLICY, 7, S.HOURS, S.PROMISE, without=(S.NAMED, S.ME)),
    _rule(T.PEOPLE, 7, S.HOURS, without=(*CASELOAD, S.POINTS, S.PROMISE, S.MANY, S.WHY)),
    _rule(T.PEOPLE, 5, S.PEOPLE),
    _rule(T.START, 7, S.START, S.BREACH, without=(S.PLAN,)),
    _rule(T.START, 5, S.START, S.TEAM),
    _rule(T.START, 4, S.START),
    _rule(T.HELP, 5, S.HELP),
    _rule(T.LOAD, 5, S.MANY, S.LOAD),
    _rule(T.LOAD, 3, S.LOAD),
    _rule(T.LOAD, 3, S.MANY),
    _rule(T.CASE, 2, S.CASE),
    _rule(T.LOAD, 2, S.STATE),
    _rule(T.LOAD, 1, S.HOW),
)
WEAK = 2
"""Topics so light need a subject that is said, or nothing that isn't understood beside them."""

HARD = frozenset({T.RISK, T.SICKNESS, T.HR, T.RANKING, T.PRIVATE, T.ABOUT})
"""The topics that get a sentence instead of an answer. What is asked of somebody ELSE gets none."""


def weigh_topics(signs: frozenset[Sign]) -> list[tuple[Topic, int]]:
    """The topics these signs allow, the heaviest first, each once with its best weight."""
    best: dict[Topic, int] = {}
    for rule in sorted(RULES, key=lambda each: -each.weight):
        if rule.signs <= signs and not rule.without & signs:
            best.setdefault(rule.topic, rule.weight)
    return list(best.items())
