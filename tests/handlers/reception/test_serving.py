"""What somebody reads when the database fails under their request."""

import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from bot.bank_holidays import calendar_of
from handlers.desk import Desk
from handlers.messages import Command, Message, Reply
from handlers.reception.serving import Route, Server, route_key
from tests.office import Office, text_of


def answer(office: Office, run: Callable[[Command, Desk], Reply]) -> str:
    route = Route(Command, "/try", run)
    server = Server(office.database, {route_key(route): route}, lambda: office.now, calendar_of, lambda: "17")
    return text_of(server.serve(Command(office.origin("ann"), "/try", "")))


def failing(statement: str | None, original: Exception, *, is_broken: bool) -> Callable[..., Message]:
    def run(_command: Command, _desk: Desk) -> Message:
        raise OperationalError(statement, None, original, connection_invalidated=is_broken)

    return run


def test_a_connection_that_breaks_while_saving_leaves_it_open_whether_it_was_saved(office: Office) -> None:
    text = answer(office, failing(None, ConnectionError("closed"), is_broken=True))
    assert "I can't tell whether this was saved" in text


def test_one_that_breaks_before_saving_has_changed_nothing(office: Office) -> None:
    text = answer(office, failing("SELECT 1", ConnectionError("closed"), is_broken=True))
    assert "nothing was changed" in text
    assert "the number 17" in text


def test_a_full_disk_is_named_in_the_log_and_nothing_was_changed(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    assert "nothing was changed" in answer(office, failing("INSERT", full, is_broken=False))
    assert "The disk that holds the database is full" in caplog.text
