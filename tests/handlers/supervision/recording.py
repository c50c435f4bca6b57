"""Recording supervision at the council's desks."""

from datetime import date, timedelta

from handlers.messages import Form, Reply
from scoring.working_time import london_day
from storage.change import Change, Source
from storage.supervision import record_supervision
from tests.handlers.views_council import Council


def days_ago(council: Council, days: int) -> date:
    return london_day(council.now) - timedelta(days=days)


def had(council: Council, who: str, *ago: int, minutes: int = 60) -> None:
    """Somebody had supervision so many days ago, recorded by Hal."""
    with council.database.writing() as session:
        change = Change(council.now, Source.SLACK, council.workers["hal"])
        for days in ago:
            record_supervision(session, change, council.workers[who], days_ago(council, days), minutes)


def record(council: Council, by: str, who: str, **typed: str | None) -> Reply:
    """Somebody opens the form from the worker's sheet and sends it."""
    form = council.press(by, "supervision_record", f"worker:{council.workers[who]}")
    assert isinstance(form, Form), form
    state: dict[str, object] = {
        "worker": str(council.workers[who]),
        "held_on": london_day(council.now).isoformat(),
        "minutes": "60",
    }
    return council.sends(by, form.view, state | typed)
