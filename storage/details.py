"""What is kept of a team and of a person: between the forms and files that give it and its rows."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from scoring.errors import BadInput
from scoring.ids import ChannelId, ServiceId, TeamId, WorkerId
from scoring.people import Employment, Grade, Reduction
from scoring.tenths import round_half_up
from storage.names import name_key, name_problem
from storage.rows import fraction_of, millionths_of, words_of
from storage.session import Session
from storage.tables.people import TEAMS, WORKERS

LAST_WEEKDAY = 4
"""Friday, where Monday is 0: digests come on working days."""


@dataclass(frozen=True, slots=True)
class TeamDetails:
    """What is kept of a team. `digest_minute` is minutes after midnight, London; None means the policy's."""

    name: str
    service: ServiceId
    channel: ChannelId | None = None
    established_fte: Fraction | None = None
    digest_weekday: int | None = None
    digest_minute: int | None = None


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is kept of a person. `fte` is of one full-time post (0–1); `promise` is the full-time number."""

    name: str
    email: str
    team: TeamId | None
    grade: Grade
    fte: Fraction = Fraction(1)
    employment: Employment = Employment.PERMANENT
    starts_on: date | None = None
    ends_on: date | None = None
    promise: int | None = None
    swe_number: str | None = None
    languages: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    name_in_channel: bool | None = None


def load_team_details(session: Session, team: TeamId) -> TeamDetails:
    """What is kept of a team, which must exist."""
    row = session.execute(select(TEAMS).where(TEAMS.c.id == team)).one()
    fte = row.established_fte_millionths
    return TeamDetails(
        row.name,
        ServiceId(row.service_id),
        row.channel_id,
        None if fte is None else fraction_of(fte),
        row.digest_weekday,
        row.digest_minute,
    )


def load_person_details(session: Session, worker: WorkerId) -> PersonDetails:
    """What is kept of a person, who must exist."""
    row = session.execute(select(WORKERS).where(WORKERS.c.id == worker)).one()
    return person_details_of(row)


def person_details_of(row: Any) -> PersonDetails:
    """What is kept of a person, from their row."""
    return PersonDetails(
        row.name,
        row.email,
        None if row.team_id is None else TeamId(row.team_id),
        Grade(row.grade),
        fraction_of(row.fte_millionths),
        Employment(row.employment),
        row.starts_on,
        row.ends_on,
        row.promise,
        row.swe_number,
        words_of(row.languages),
        words_of(row.skills),
        row.name_in_channel,
    )


def changed_fields(before: Any, after: Any) -> list[str]:
    """The names of the details that differ."""
    was, now = asdict(before), asdict(after)
    return sorted(name for name in was if was[name] != now[name])


def team_values(details: TeamDetails) -> dict[str, Any]:
    """The columns of a team."""
    fte = details.established_fte
    return {
        "name": details.name,
        "name_key": name_key(details.name),
        "service_id": details.service,
        "channel_id": details.channel,
        "established_fte_millionths": None if fte is None else millionths_of(fte),
        "digest_weekday": details.digest_weekday,
        "digest_minute": details.digest_minute,
    }


MOST_PROMISE = 99
MOST_POSTS = 1000


def check_person(details: PersonDetails) -> None:
    """BadInput, naming the field, for what can't be kept of a person, whoever says it: a file or a form."""
    _check_name(details.name, "name", "A name")
    if details.starts_on and details.ends_on and details.ends_on < details.starts_on:
        raise BadInput("The last day can't be before the first.", "end")
    if not 0 <= details.fte <= 1:
        raise BadInput("Hours are part of one full-time post, from 0 to 1.", "fte")
    if details.promise is not None and not 0 <= details.promise <= MOST_PROMISE:
        raise BadInput(f"A promise is a whole number of children, from 0 to {MOST_PROMISE}.", "promise")


def check_team(details: TeamDetails) -> None:
    """BadInput, naming the field, for what can't be kept of a team, whoever says it: a file or a form."""
    _check_name(details.name, "team", "A team's name")
    if details.established_fte is not None and not 0 <= details.established_fte <= MOST_POSTS:
        raise BadInput(f"Established posts are a number from 0 to {MOST_POSTS}.", "established_fte")
    if details.digest_weekday is not None and not 0 <= details.digest_weekday <= LAST_WEEKDAY:
        raise BadInput("The digest comes on a day from Monday to Friday.", "digest_day")
    if details.digest_minute is not None and details.digest_minute // 60 == 1:
        raise BadInput(
            "The digest can't come between 01:00 and 01:59: in October that hour comes twice.", "digest_time"
        )


def _check_name(name: str, field: str, what: str) -> None:
    problem = name_problem(name)
    if problem is not None:
        raise BadInput(f"{what} {problem}.", field)


def person_values(details: PersonDetails) -> dict[str, Any]:
    """The columns of a person."""
    values = {
        name: getattr(details, name)
        for name in ("name", "starts_on", "ends_on", "promise", "swe_number", "name_in_channel")
    }
    return values | {
        "name_key": name_key(details.name),
        "email": details.email.lower(),
        "team_id": details.team,
        "grade": details.grade.value,
        "fte_millionths": millionths_of(details.fte),
        "employment": details.employment.value,
        "languages": _spaced(details.languages),
        "skills": _spaced(details.skills),
    }


def _spaced(words: Iterable[str]) -> str:
    return "".join(f" {word}" for word in sorted(words)) + " " if words else ""


def reduction_values(reduction: Reduction) -> dict[str, Any]:
    """The columns of a reduction. BadInput when it ends before it starts."""
    if reduction.ends_on is not None and reduction.ends_on < reduction.starts_on:
        raise BadInput("A reduction can't end before it starts.", "to")
    return {
        "reason": reduction.reason.value,
        "share_thousandths": round_half_up(reduction.share * 1000),
        "starts_on": reduction.starts_on,
        "ends_on": reduction.ends_on,
    }
