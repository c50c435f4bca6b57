"""Everything that is held about one person: a worker may see all of it (policy guide §10).

`PLACES` names every column of every table that can hold something of a person; a test fails when a new table
isn't in it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import ColumnElement, Table, bindparam, func, select

from scoring.ids import ConcernId, TeamId, WorkerId
from scoring.people import Grade, Role
from scoring.working_time import london_day
from storage.details import PersonDetails, load_person_details
from storage.reductions import ReductionRecord, list_reductions
from storage.rows import fraction_of
from storage.session import Session
from storage.tables import METADATA
from storage.tables.people import COVERS, EXTRAS, ROLES, SERVICES, TEAMS, WORKER_HISTORY
from storage.tables.post import OUTBOX

PLACES: Mapping[tuple[str, str], str] = {
    ("account", "worker_id"): "[Slack account|Slack accounts]",
    ("audit", "actor_id"): "[entry|entries] of what {they} did or looked at",
    ("child_case", "lead_id"): "[case|cases] that {they} lead today",
    ("allocation", "worker_id"): "[case|cases] that {they} lead or have led",
    ("co_work", "worker_id"): "[case|cases] that {they} co-work or have co-worked",
    ("judgement", "worker_id"): "[judgement|judgements] on the points of {their} cases",
    ("judgement", "supervisor_id"): "[judgement|judgements] that {they} agreed as a supervisor",
    ("concern", "worker_id"): "[time|times] that {they} asked to talk about {their} caseload",
    ("concern", "asked_id"): "[concern|concerns] that came to {them}",
    ("concern", "answered_by_id"): "[concern|concerns] that {they} answered",
    ("concern", "closed_by_id"): "[concern|concerns] that {they} closed",
    ("concern_message", "worker_id"): "[message|messages] to {them} about a concern",
    ("cover", "worker_id"): "[time|times] of cover for a team",
    ("extra", "worker_id"): "[extra responsibility|extra responsibilities], now or before",
    ("last_query", "worker_id"): "what {they} asked last, as a command, for an hour",
    ("load_now", "worker_id"): "{their} load as it was counted last",
    ("next_look", "owner_id"): "[waiting child|waiting children] whom {they} look after",
    ("offer", "offered_by_id"): "[case|cases] that {they} offered to another team",
    ("offer", "answered_by_id"): "[offer|offers] that {they} answered",
    ("outbox", "to_worker_id"): "[message|messages] written to {them}",
    ("plan", "who_id"): "[plan|plans] that {they} see to",
    ("plan", "made_by_id"): "[plan|plans] that {they} made",
    ("plan_review", "reviewed_by_id"): "[plan|plans] that {they} reviewed",
    ("plan_step", "worker_id"): "[case|cases] that a plan would move to {them}",
    ("planned_change", "worker_id"): "[change|changes] of {their} post, hours or team, still to come",
    ("planned_change", "planned_by_id"): "[change|changes] to come that {they} entered for somebody",
    ("reduction", "worker_id"): "[absence or reduction|absences and reductions]",
    ("remind", "worker_id"): "[reminder|reminders] that {they} put off",
    ("role", "worker_id"): "[role|roles]",
    ("seen", "worker_id"): "[note|notes] that {they} have seen a promise not kept",
    ("supervision", "worker_id"): "[day|days] on which {they} had supervision",
    ("supervision", "recorded_by_id"): "[supervision|supervisions] that {they} recorded",
    (
        "worker_history",
        "worker_id",
    ): "[change|changes] of {their} post, hours or team, the first day included",
}
"""Table and column of everything that names a worker by id, with the words for how many there are.

"[case|cases] that {they} lead" is for one and for several; without brackets no number is said.
{they}, {them} and {their} are the person, or you.
"""

SUBJECTS: Mapping[str, str] = {
    "audit": "[entry|entries] of who looked at {their} figures or changed them",
    "breach": "[time|times] when our promise to {them} wasn't kept",
    "due": "[moment|moments] at which {their} load will be counted again",
    "living_message": "[message|messages] in a channel about our promise to {them}",
    "outbox": "[message|messages] about {them}",
    "remind": "[reminder|reminders] about our promise to {them}, put off",
    "seen": "[note|notes] that somebody has seen that it wasn't kept",
    "snapshot": "[day|days] at whose end {their} load was written down",
}
"""Tables whose rows may be about a worker by `subject_kind` and `subject_id`, in the same words."""


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody's post was from a day on."""

    since: date
    team: str | None
    grade: Grade
    fte: Fraction


@dataclass(frozen=True, slots=True)
class Held:
    """Everything held about a person: in words where it says something of them, else how many there are."""

    worker: WorkerId
    details: PersonDetails
    reductions: tuple[ReductionRecord, ...]
    extras: tuple[tuple[str, int], ...]
    roles: tuple[str, ...]
    covers: tuple[tuple[str, date, date | None], ...]
    posts: tuple[Post, ...]
    teams: frozenset[TeamId]
    counts: tuple[tuple[str, int], ...]
    was_asked_name: bool = False


def load_held(session: Session, worker: WorkerId, concerns: Collection[ConcernId] | None = None) -> Held:
    """Everything held about this person, who must exist.

    `concerns` are those a reader other than the person may know of; of any other nothing is counted.
    """
    posts = session.execute(
        select(WORKER_HISTORY, TEAMS.c.name)
        .outerjoin(TEAMS, TEAMS.c.id == WORKER_HISTORY.c.team_id)
        .where(WORKER_HISTORY.c.worker_id == worker)
        .order_by(WORKER_HISTORY.c.from_at)
    ).all()
    return Held(
        worker=worker,
        details=load_person_details(session, worker),
        reductions=tuple(list_reductions(session, [worker])[worker]),
        extras=_extras(session, worker),
        roles=_roles(session, worker),
        covers=_covers(session, worker),
        posts=tuple(
            Post(london_day(row.from_at), row.name, Grade(row.grade), fraction_of(row.fte_millionths))
            for row in posts
        ),
        teams=frozenset(TeamId(row.team_id) for row in posts if row.team_id is not None),
        counts=tuple(_counts(session, worker, concerns)),
        was_asked_name=session.execute(_ASKED_NAME, {"worker": worker}).first() is not None,
    )


_ASKED_NAME = select(OUTBOX.c.id).where(
    OUTBOX.c.to_worker_id == bindparam("worker"),
    OUTBOX.c.kind == "promise_broken",
    OUTBOX.c.state.in_(("sent", "unknown")),
)
"""The message that asks whether the team's channel may name somebody has gone to them."""


def _extras(session: Session, worker: WorkerId) -> tuple[tuple[str, int], ...]:
    query = select(EXTRAS).where(EXTRAS.c.worker_id == worker, EXTRAS.c.until_at.is_(None))
    return tuple((row.responsibility, row.points_tenths) for row in session.execute(query))


def _roles(session: Session, worker: WorkerId) -> tuple[str, ...]:
    query = (
        select(ROLES.c.role, func.coalesce(TEAMS.c.name, SERVICES.c.name, "the council").label("place"))
        .outerjoin(TEAMS, TEAMS.c.id == ROLES.c.team_id)
        .outerjoin(SERVICES, SERVICES.c.id == ROLES.c.service_id)
        .where(ROLES.c.worker_id == worker)
    )
    return tuple(f"{Role(row.role).value.replace('_', ' ')} of {row.place}" for row in session.execute(query))


def _covers(session: Session, worker: WorkerId) -> tuple[tuple[str, date, date | None], ...]:
    query = (
        select(TEAMS.c.name, COVERS.c.starts_on, COVERS.c.ends_on)
        .join(COVERS, COVERS.c.team_id == TEAMS.c.id)
        .where(COVERS.c.worker_id == worker)
    )
    return tuple((row.name, row.starts_on, row.ends_on) for row in session.execute(query))


def _counts(
    session: Session, worker: WorkerId, concerns: Collection[ConcernId] | None
) -> list[tuple[str, int]]:
    """How many rows of each place are theirs or about them; places without any are left out."""
    found: list[tuple[str, int]] = []
    for (name, column), words in PLACES.items():
        table = METADATA.tables[name]
        found.append((words, _count(session, table, concerns, table.c[column] == worker)))
    for name, words in SUBJECTS.items():
        table = METADATA.tables[name]
        about = (table.c.subject_kind == "worker", table.c.subject_id == worker)
        found.append((words, _count(session, table, concerns, *about)))
    return [(words, number) for words, number in found if number]


def _count(
    session: Session, table: Table, concerns: Collection[ConcernId] | None, *where: ColumnElement[bool]
) -> int:
    query = select(func.count()).select_from(table).where(*where, *_known(table, concerns))
    return session.execute(query).scalar_one()


def _known(table: Table, concerns: Collection[ConcernId] | None) -> tuple[ColumnElement[bool], ...]:
    """Leaves out what would tell of a concern that isn't one of these; None leaves out nothing."""
    if concerns is None:
        return ()
    if table.name in ("concern", "concern_message"):
        id_ = table.c.id if table.name == "concern" else table.c.concern_id
        return (id_.in_(sorted(concerns)),)
    word = {"audit": "action", "outbox": "kind"}.get(table.name)
    return (table.c[word].not_like("concern%"),) if word is not None else ()
