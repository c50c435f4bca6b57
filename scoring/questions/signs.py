"""What a word or a way of saying means for a question."""

from enum import StrEnum, auto


class Sign(StrEnum):
    """One meaning; several may stand in one question, and topics and subjects are read from them."""

    # what is asked
    LOAD = auto()
    STATE = auto()
    ROOM = auto()
    OVER = auto()
    BREACH = auto()
    PROMISE = auto()
    PLAN = auto()
    WHY = auto()
    POINTS = auto()
    RULES = auto()
    FACTOR = auto()
    GENERAL = auto()
    HOURS = auto()
    NEEDS = auto()
    SUPERVISION = auto()
    CONCERN = auto()
    STRAIN = auto()
    WAITING = auto()
    TREND = auto()
    DIGEST = auto()
    WAS = auto()
    MONTH = auto()
    COMPARE = auto()
    CASE = auto()
    HELP = auto()
    HOWTO = auto()
    PEOPLE = auto()
    POLICY = auto()
    START = auto()
    # how it is asked
    HOW = auto()
    WHO = auto()
    WHICH = auto()
    MANY = auto()
    SHOW = auto()
    DUE = auto()
    AND = auto()
    ALL = auto()
    # of whom
    ME = auto()
    WE = auto()
    THEM = auto()
    IT = auto()
    THERE = auto()
    TEAM = auto()
    TEAMS = auto()
    SERVICE = auto()
    SERVICES = auto()
    COUNCIL = auto()
    WORKER = auto()
    NAMED = auto()
    # what is wanted done
    ALLOCATE = auto()
    CLOSE = auto()
    ESCALATE = auto()
    STEP_DOWN = auto()
    REALLOCATE = auto()
    CO_WORK = auto()
    REWEIGH = auto()
    REOPEN = auto()
    WHETHER = auto()
    NEW = auto()
    # of what kind a case is
    CIN = auto()
    ASSESSMENT = auto()
    S47 = auto()
    CP = auto()
    CLA = auto()
    CARE_LEAVER = auto()
    CARERS = auto()
    # what isn't answered
    HARM = auto()
    RISK = auto()
    UNSAFE = auto()
    CHILD = auto()
    HERE = auto()
    RELATIVE = auto()
    SICKNESS = auto()
    HR = auto()
    MOST = auto()
    LEAST = auto()
    LEAGUE = auto()
    PRIVATE = auto()
    ABOUT = auto()
    ELSE = auto()
    ELSEWHERE = auto()
    # what is only said
    GREETING = auto()
    THANKS = auto()
    INSULT = auto()
    INSTRUCTIONS = auto()


DEED_SIGNS = frozenset(
    {
        Sign.CLOSE,
        Sign.ESCALATE,
        Sign.STEP_DOWN,
        Sign.REALLOCATE,
        Sign.CO_WORK,
        Sign.REWEIGH,
        Sign.REOPEN,
    }
)
"""What can be wanted done with a case."""
