"""Who hears of a concern: whoever is asked and the worker, by direct message only and never in a channel."""

from datetime import datetime

from handlers.desk import Desk
from scoring.concerns import Asked
from scoring.ids import ConcernId, WorkerId
from scoring.readings import Subject, SubjectKind
from storage.concerns import list_messages
from storage.outbox import Recipe, add_recipes
from storage.session import Session

ASKED, NEWS, REDRAWN = "concern", "concern_news", "concern_redrawn"
CLIMBED, ANSWERED, CLOSED = "climbed", "answered", "closed"


def soon(desk: Desk) -> datetime:
    """Now, or when the quiet hours end."""
    return desk.calendar.next_sending_moment(desk.now, desk.policy.hours)


def ask(
    session: Session,
    desk: Desk,
    id_: ConcernId,
    worker: WorkerId,
    asked: Asked,
    earlier: WorkerId | None = None,
) -> None:
    """Have whoever is asked told; `earlier` hasn't answered in time."""
    fixed = {"concern": id_, "why": asked.why.value, "earlier": earlier}
    _add(session, desk, Recipe(ASKED, _subject(worker), soon(desk), asked.worker, fixed=fixed))


def tell_worker(session: Session, desk: Desk, id_: ConcernId, worker: WorkerId, news: str) -> None:
    """Have the worker told what became of it."""
    fixed = {"concern": id_, "news": news}
    _add(session, desk, Recipe(NEWS, _subject(worker), soon(desk), worker, fixed=fixed))


def redraw(session: Session, desk: Desk, id_: ConcernId, worker: WorkerId) -> None:
    """Have every message that stands about it show how it is now."""
    recipes = [
        Recipe(
            REDRAWN,
            _subject(worker),
            soon(desk),
            each.worker,
            fixed={"concern": id_, "channel": each.channel, "ts": each.ts},
        )
        for each in list_messages(session, id_)
    ]
    _add(session, desk, *recipes)


def _subject(worker: WorkerId) -> Subject:
    return Subject(SubjectKind.WORKER, worker)


def _add(session: Session, desk: Desk, *recipes: Recipe) -> None:
    add_recipes(session, desk.now, list(recipes))
