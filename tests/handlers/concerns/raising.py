"""Raising, reading and answering a concern at the council's desks."""

from typing import Any

from handlers.messages import Done, FieldErrors, Form, Reply
from scoring.ids import WorkerId
from storage.concerns import ConcernRecord, find_concern, find_open_concern
from tests.handlers.views_council import Council

SAID: dict[str, object] = {"topics": ["CASES"], "suits": "WEEK", "text": ""}


def raise_concern(council: Council, who: str, **said: object) -> Reply:
    """Somebody fills in the form and sends it."""
    form = council.command(who, "/caseload concern")
    if not isinstance(form, Form):
        form = council.press(who, "concern")
    assert isinstance(form, Form), form
    return council.sends(who, {"private_metadata": "", **form.view}, SAID | said)


def raised(council: Council, who: str, **said: object) -> str:
    """The same, as the button's value; fails if it wasn't taken."""
    reply = raise_concern(council, who, **said)
    assert isinstance(reply, Done), reply
    return str(open_one(council, who).concern.id)


def open_one(council: Council, who: str) -> ConcernRecord:
    """The open concern of somebody who has one."""
    with council.database.reading() as session:
        found = find_open_concern(session, council.workers[who])
    assert found is not None
    return found


def stored(council: Council, value: str) -> ConcernRecord:
    """The concern a button names, open or closed."""
    with council.database.reading() as session:
        found = find_concern(session, int(value))  # type: ignore[arg-type]
    assert found is not None
    return found


def close(council: Council, who: str, value: str, outcome: str = "PAUSE", text: str = "") -> Reply:
    """Somebody opens the outcome's form and sends it."""
    form = council.press(who, "concern_close", value)
    assert isinstance(form, Form), form
    return council.sends(who, form.view, {"outcome": outcome, "text": text})


def told(council: Council) -> dict[str, list[str]]:
    """Everything that may go out now, delivered: by first name, or by channel."""
    names = {id_: who for who, id_ in council.workers.items()}
    texts: dict[str, list[str]] = {}
    for entry, post in council.deliver():
        if post is not None:
            to = str(entry.channel) if entry.worker is None else names[WorkerId(entry.worker)]
            texts.setdefault(to, []).append(post.message.text)
    return texts


def errors(reply: Reply) -> Any:
    """What is wrong in a form, by field."""
    assert isinstance(reply, FieldErrors), reply
    return dict(reply.errors)
