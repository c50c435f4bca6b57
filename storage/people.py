"""Who is who: workers with what changes their capacity, their teams, and finding them by what people type."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, literal, null, or_, select, update

from scoring.ids import SlackUserId, TeamId, WorkerId
from scoring.people import Extra, Grade, Worker
from storage.details import PersonDetails, person_details_of
from storage.grouping import group
from storage.names import name_key
from storage.prepared import Prepared
from storage.rows import reduction_of, worker_of
from storage.session import Session
from storage.tables.columns import lasts
from storage.tables.people import ACCOUNTS, EXTRAS, REDUCTIONS, WORKERS


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Somebody as they are listed: enough to find them and to name them."""

    id: WorkerId
    name: str
    email: str
    team: TeamId | None
    grade: Grade
    starts_on: date | None
    ends_on: date | None


_PERSON_COLUMNS = (
    WORKERS.c.id, WORKERS.c.name, WORKERS.c.email, WORKERS.c.team_id, WORKERS.c.grade,
    WORKERS.c.starts_on, WORKERS.c.ends_on,
)  # fmt: skip


# The hot path's statements are built once: building one costs more than SQLite takes to answer it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_BY_ACCOUNT = Prepared(
    select(*_PERSON_COLUMNS)
    .join(ACCOUNTS, ACCOUNTS.c.worker_id == WORKERS.c.id)
    .where(ACCOUNTS.c.slack_user_id == bindparam("user"), ACCOUNTS.c.confirmed_at.is_not(None))
)
_WORKERS = Prepared(select(WORKERS).where(WORKERS.c.id.in_(_IDS), WORKERS.c.team_id.is_not(None)))
_PARTS = Prepared(
    select(
        REDUCTIONS.c.worker_id, literal(True).label("is_reduction"), REDUCTIONS.c.reason.label("reason"),
        REDUCTIONS.c.share_thousandths, REDUCTIONS.c.starts_on, REDUCTIONS.c.ends_on,
    )
    .where(REDUCTIONS.c.worker_id.in_(_IDS))
    .union_all(
        select(
            EXTRAS.c.worker_id, literal(False), EXTRAS.c.responsibility,
            EXTRAS.c.points_tenths, null(), null(),
        ).where(EXTRAS.c.worker_id.in_(_IDS), EXTRAS.c.until_at.is_(None))
    )
)  # fmt: skip
"""What changes a worker's capacity or load, in one statement: reductions and extra responsibilities."""


def _person_of(row: Any) -> PersonRecord:
    team = None if row.team_id is None else TeamId(row.team_id)
    return PersonRecord(
        WorkerId(row.id), row.name, row.email, team, Grade(row.grade), row.starts_on, row.ends_on
    )


def list_people(session: Session) -> list[PersonRecord]:
    """Everybody the council told us of, by name."""
    rows = session.execute(select(*_PERSON_COLUMNS).order_by(WORKERS.c.name_key, WORKERS.c.id))
    return [_person_of(row) for row in rows]


def find_people(session: Session, text: str) -> list[PersonRecord]:
    """Everybody whose e-mail or whole name this is, or whose first name or surname it is if nobody's is."""
    key = name_key(text)
    whole = select(*_PERSON_COLUMNS).where(or_(WORKERS.c.email == key, WORKERS.c.name_key == key))
    people = [_person_of(row) for row in session.execute(whole.order_by(WORKERS.c.id))]
    if people or " " in key or not key:
        return people
    like = key.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    part = select(*_PERSON_COLUMNS).where(
        or_(
            WORKERS.c.name_key.like(f"{like} %", escape="\\"),
            WORKERS.c.name_key.like(f"% {like}", escape="\\"),
        )
    )
    return [_person_of(row) for row in session.execute(part.order_by(WORKERS.c.name_key).limit(20))]


def find_person_by_account(session: Session, user: SlackUserId) -> PersonRecord | None:
    """The worker whose confirmed Slack account this is."""
    row = _BY_ACCOUNT.first(session, {"user": user})
    return None if row is None else _person_of(row)


def list_names_holding(session: Session, keys: Iterable[str]) -> list[str]:
    """The names of everybody in whose name one of these stands, as whole words, whatever their capitals."""
    spaced = literal(" ") + WORKERS.c.name_key + " "
    holding = [spaced.contains(f" {key} ", autoescape=True) for key in sorted(set(keys))]
    if not holding:
        return []
    return list(session.execute(select(WORKERS.c.name).where(or_(*holding))).scalars())


def list_named(session: Session, words: Iterable[str]) -> list[PersonRecord]:
    """Everybody in whose name one of these stands as a whole word, by name; words are compared as names."""
    spaced = literal(" ") + WORKERS.c.name_key + " "
    holding = [spaced.contains(f" {word} ", autoescape=True) for word in sorted(set(words))]
    if not holding:
        return []
    query = select(*_PERSON_COLUMNS).where(or_(*holding)).order_by(WORKERS.c.name_key, WORKERS.c.id)
    return [_person_of(row) for row in session.execute(query)]


def list_name_words(session: Session) -> set[str]:
    """Every word that stands in somebody's name, as names are compared."""
    keys = session.execute(select(WORKERS.c.name_key)).scalars()
    return {word for key in keys for word in key.split(" ")}


def load_person(session: Session, id_: WorkerId) -> PersonRecord:
    """The person with this id, who must exist."""
    return _person_of(session.execute(select(*_PERSON_COLUMNS).where(WORKERS.c.id == id_)).one())


def load_people(session: Session, ids: Iterable[WorkerId]) -> dict[WorkerId, PersonRecord]:
    """These people, by id."""
    rows = session.execute(select(*_PERSON_COLUMNS).where(WORKERS.c.id.in_(sorted(set(ids)))))
    return {person.id: person for person in map(_person_of, rows)}


def load_names(session: Session, ids: Iterable[WorkerId]) -> dict[WorkerId, str]:
    """The names of these people, as they wrote them."""
    rows = session.execute(select(WORKERS.c.id, WORKERS.c.name).where(WORKERS.c.id.in_(sorted(set(ids)))))
    return {WorkerId(row.id): row.name for row in rows}


def load_workers(session: Session, ids: Iterable[WorkerId]) -> dict[WorkerId, Worker]:
    """These people as workers; those who are in no team can't hold cases and are left out."""
    wanted = {"ids": sorted(set(ids))}
    rows = _WORKERS.all(session, wanted)
    parts = _PARTS.all(session, wanted)
    reductions = group((each.worker_id, reduction_of(each)) for each in parts if each.is_reduction)
    extras = group(
        (each.worker_id, Extra(each.reason, each.share_thousandths))
        for each in parts
        if not each.is_reduction
    )
    return {WorkerId(row.id): worker_of(row, reductions[row.id], extras[row.id]) for row in rows}


def list_people_details(session: Session, team: TeamId | None) -> dict[WorkerId, PersonDetails]:
    """What is kept of everybody in a team (None: in no team), those who left too, by name."""
    of_team = WORKERS.c.team_id.is_(None) if team is None else WORKERS.c.team_id == team
    rows = session.execute(select(WORKERS).where(of_team).order_by(WORKERS.c.name_key, WORKERS.c.id))
    return {WorkerId(row.id): person_details_of(row) for row in rows}


def count_people(session: Session, today: date) -> dict[TeamId | None, int]:
    """How many people are in each team and in none, without those who left."""
    stays = lasts(WORKERS.c.ends_on, today)
    query = select(WORKERS.c.team_id, func.count().label("number")).where(stays).group_by(WORKERS.c.team_id)
    return {
        None if row.team_id is None else TeamId(row.team_id): row.number for row in session.execute(query)
    }


def lock_person(session: Session, id_: WorkerId) -> None:
    """Have whoever else changes this person wait until this transaction ends (SQLite: one writer)."""
    row = select(WORKERS.c.id).where(WORKERS.c.id == id_)
    session.execute(row.with_for_update(key_share=True))


def list_team_workers(session: Session, team: TeamId) -> list[WorkerId]:
    """Everybody in the team, those who left too, by name."""
    query = select(WORKERS.c.id).where(WORKERS.c.team_id == team).order_by(WORKERS.c.name_key, WORKERS.c.id)
    return [WorkerId(id_) for id_ in session.execute(query).scalars()]


def change_name_in_channel(session: Session, worker: WorkerId, shows: bool) -> None:
    """Whether the team's channel may show this worker's name."""
    session.execute(update(WORKERS).where(WORKERS.c.id == worker).values(name_in_channel=shows))
