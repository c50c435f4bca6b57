"""What a question is read with, and what it can turn out to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scoring.case import Kind
from scoring.ids import Reference, ServiceId, TeamId, WorkerId


class Deed(StrEnum):
    """What somebody wants done with a case; it is never done by asking, only its form is offered."""

    CLOSE = "close"
    ESCALATE = "escalate"
    STEP_DOWN = "step_down"
    REALLOCATE = "reallocate"
    CO_WORK = "co_work"
    REWEIGH = "reweigh"
    REOPEN = "reopen"


class Why(StrEnum):
    """Why a question gets a sentence instead of an answer."""

    EMPTY = "empty"
    GREETING = "greeting"
    THANKS = "thanks"
    INSULT = "insult"
    INSTRUCTIONS = "instructions"
    LANGUAGE = "language"
    LONG = "long"
    STRANGER = "stranger"
    WHICH_CASE = "which_case"
    RISK = "risk"
    SICKNESS = "sickness"
    HR = "hr"
    RANKING = "ranking"
    PRIVATE = "private"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Query:
    """One thing to show: a route of the bot, and whom or what it is about, by id.

    `howto` is the route whose use is asked about, `deed` what is wanted done there; `kind` fills in a form.
    """

    route: str
    worker: WorkerId | None = None
    teams: tuple[TeamId, ...] = ()
    service: ServiceId | None = None
    reference: Reference | None = None
    howto: str = ""
    deed: Deed | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff; `user` is their Slack account's id."""

    id: WorkerId
    name: str
    email: str
    team: TeamId | None = None
    user: str | None = None


@dataclass(frozen=True, slots=True)
class TeamName:
    id: TeamId
    name: str
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class ServiceName:
    id: ServiceId
    name: str


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody and everything that can be named."""

    people: Sequence[Person] = ()
    teams: Sequence[TeamName] = ()
    services: Sequence[ServiceName] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: `teams` are their own and those they look after, where a name is looked for first."""

    worker: WorkerId
    teams: frozenset[TeamId] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question understood. `also` are the further ones in the same message.

    `assumed` are other people of that name: the asker's own team was looked in first.
    """

    query: Query
    also: tuple[Query, ...] = ()
    assumed: tuple[WorkerId, ...] = ()


@dataclass(frozen=True, slots=True)
class Which:
    """A name fits several: the same question about each of them, to choose from."""

    options: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence is the answer; `also` is what can be shown instead."""

    why: Why
    also: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """Not understood: the questions that can be answered, the nearest first."""

    nearest: tuple[Query, ...]


Reading = Asked | Which | Said | Lost
