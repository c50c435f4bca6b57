"""A worker's own concern, "I need to talk about my caseload": what it says, whom it goes to, and by when.

It goes to the worker's supervisor, or whoever stands in for them; unanswered it goes one level up, and one
more. Whoever is a level of their own team themselves begins above it. It stands whatever the numbers say
(policy guide §6).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scoring.breaches import Level
from scoring.errors import BadInput
from scoring.ids import ConcernId, WorkerId
from scoring.policy import Policy
from scoring.working_time import Calendar

MOST_CHARACTERS = 200
LEVELS = tuple(Level)


class Topic(StrEnum):
    """What a worker would like to talk about."""

    CASES = "CASES"
    POINTS = "POINTS"
    SAFETY = "SAFETY"
    CASE = "CASE"
    OTHER = "OTHER"


class Suits(StrEnum):
    """When it would suit the worker."""

    TODAY = "TODAY"
    WEEK = "WEEK"
    SUPERVISION = "SUPERVISION"
    ANY = "ANY"


class Outcome(StrEnum):
    """What came of it; `WITHDRAWN` is the worker's own word, the others are agreed in the talk."""

    PAUSE = "PAUSE"
    MOVE = "MOVE"
    WEIGH = "WEIGH"
    SAFETY = "SAFETY"
    SUPPORT = "SUPPORT"
    TALKED = "TALKED"
    OTHER = "OTHER"
    WITHDRAWN = "WITHDRAWN"


TOPIC_WORDS = {
    Topic.CASES: "too many cases",
    Topic.POINTS: "too many points, or cases that are too complex",
    Topic.SAFETY: "unsafe travel or hours",
    Topic.CASE: "a case to talk about",
    Topic.OTHER: "something else",
}
SUITS_WORDS = {
    Suits.TODAY: "today, if possible",
    Suits.WEEK: "this week",
    Suits.SUPERVISION: "at the next supervision",
    Suits.ANY: "any time",
}
OUTCOME_WORDS = {
    Outcome.PAUSE: "no new cases for now",
    Outcome.MOVE: "cases will be moved or shared",
    Outcome.WEIGH: "what the cases weigh will be looked at again",
    Outcome.SAFETY: "travel or hours will change",
    Outcome.SUPPORT: "more support or supervision",
    Outcome.TALKED: "talking was enough for now",
    Outcome.OTHER: "something else",
}
"""What can be agreed; nobody but the worker withdraws a concern."""


class Why(StrEnum):
    """Why somebody is asked: as usual, instead of the worker themselves, or since nobody is there below."""

    USUAL = "usual"
    OWN = "own"
    NOBODY = "nobody"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Said:
    """What a worker said, in codes and at most a few words."""

    topics: tuple[Topic, ...]
    suits: Suits
    text: str = ""


@dataclass(frozen=True, slots=True)
class Concern:
    """One concern. It has gone to every level from `first_level` to `level`; `asked` was asked last.

    `answered_by` has said that they will talk with the worker. `outcome` is there once it is closed.
    """

    id: ConcernId
    worker: WorkerId
    said: Said
    raised_at: datetime
    first_level: Level
    level: Level
    asked: WorkerId
    answer_by: datetime
    answered_at: datetime | None = None
    answered_by: WorkerId | None = None
    closed_at: datetime | None = None
    closed_by: WorkerId | None = None
    outcome: Outcome | None = None
    outcome_text: str = ""

    @property
    def levels(self) -> frozenset[Level]:
        """The levels it has gone to, and nobody else may know of it."""
        return frozenset(LEVELS[LEVELS.index(self.first_level) : LEVELS.index(self.level) + 1])


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody at a level above a worker; the worker is among them where they stand there themselves."""

    level: Level
    worker: WorkerId


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, as what, and why they are."""

    worker: WorkerId
    level: Level
    why: Why


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a concern, with at most a few words."""

    outcome: Outcome
    text: str = ""


def decide_said(topics: Iterable[str], suits: str, text: str) -> Said:
    """What somebody filled in; BadInput names the field. Nobody has to find words: codes are enough.

    That the text holds no personal data is checked where it comes in.
    """
    ticked = set(topics)
    known = tuple(topic for topic in Topic if topic.value in ticked)
    if not known:
        raise BadInput("Tick at least one thing that it is about.", "topics")
    if suits not in set(Suits):
        raise BadInput("Choose when it would suit you.", "suits")
    return Said(known, Suits(suits), _few_words(text))


def decide_result(code: str, text: str) -> Result:
    """What was agreed; BadInput names the field. OTHER needs words."""
    if code not in set(OUTCOME_WORDS):
        raise BadInput("Choose what was agreed.", "outcome")
    outcome, words = Outcome(code), _few_words(text)
    if outcome is Outcome.OTHER and not words:
        raise BadInput("Say in a few words what was agreed.", "text")
    return Result(outcome, words)


def answer_deadline(asked_at: datetime, policy: Policy, calendar: Calendar) -> datetime:
    """By when whoever is asked answers: 17:00 on the 2nd working day after (policy guide §6 and §12)."""
    ledger = policy.ledger
    return calendar.deadline(asked_at, ledger.concern_working_days, ledger.deadline)


def decide_first(candidates: Sequence[Candidate], worker: WorkerId) -> Asked | None:
    """Who is asked first, of those who can be told, in their order; None where nobody is there."""
    own = [LEVELS.index(each.level) for each in candidates if each.worker == worker]
    least = max(own) + 1 if own else 0
    found = _first(candidates, worker, least)
    if found is None:
        return None
    is_above = found.level is not Level.SUPERVISOR
    why = Why.OWN if own else Why.NOBODY if is_above else Why.USUAL
    return Asked(found.worker, found.level, why)


def decide_again(candidates: Sequence[Candidate], worker: WorkerId, level: Level) -> Asked | None:
    """Who is asked at the level a concern has reached already, or above it where nobody is there now."""
    found = _first(candidates, worker, LEVELS.index(level))
    return None if found is None else Asked(found.worker, found.level, Why.USUAL)


def decide_next(candidates: Sequence[Candidate], worker: WorkerId, level: Level) -> Asked | None:
    """Who is asked when a level hasn't answered in time; None at the top."""
    found = _first(candidates, worker, LEVELS.index(level) + 1)
    return None if found is None else Asked(found.worker, found.level, Why.UNANSWERED)


def _first(candidates: Sequence[Candidate], worker: WorkerId, least: int) -> Candidate | None:
    able = (each for each in candidates if each.worker != worker and LEVELS.index(each.level) >= least)
    return next(able, None)


def _few_words(text: str) -> str:
    words = " ".join(text.split())
    if len(words) > MOST_CHARACTERS:
        raise BadInput(f"That is {len(words)} characters; {MOST_CHARACTERS} is the most I keep.", "text")
    return words
