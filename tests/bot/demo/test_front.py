"""Where the page is served, when a browser is opened, and what its clock is turned to."""

import socket
from datetime import UTC, datetime
from queue import SimpleQueue

import pytest

from bot.demo.front import open_browser, port_for
from bot.demo.moments import next_hour, next_monday, tomorrow

THURSDAY = datetime(2026, 3, 26, 22, 30, tzinfo=UTC)
"""Late on the last Thursday before the clocks go forward in London."""


def test_a_free_port_is_taken_without_a_word() -> None:
    said: list[str] = []
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        free = other.getsockname()[1]
    assert (port_for(free, said.append), said) == (free, [])


def test_a_port_that_is_taken_is_said_and_any_free_one_used() -> None:
    said: list[str] = []
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        assert port_for(taken, said.append) == 0
    assert said == [f"Port {taken} is taken by another program, so another one is used."]


@pytest.mark.parametrize("port", [70_000, -1])
def test_a_port_that_cannot_be_is_said_too(port: int) -> None:
    said: list[str] = []
    assert port_for(port, said.append) == 0
    assert said == [f"Port {port} can't be used here, so another one is used."]


@pytest.mark.parametrize(("is_terminal", "display"), [(False, ":0"), (True, ""), (True, ":0")])
def test_a_browser_is_opened_only_at_a_terminal_with_a_display(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, display: str
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: is_terminal)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    opened: SimpleQueue[str] = SimpleQueue()
    is_opened = open_browser("http://localhost:8765", opened.put)
    assert is_opened == (is_terminal and bool(display))
    assert not is_opened or opened.get(timeout=5) == "http://localhost:8765"


def test_the_clock_is_turned_to_mornings_as_london_has_them() -> None:
    assert next_hour(THURSDAY) == datetime(2026, 3, 26, 23, 30, tzinfo=UTC)
    assert tomorrow(THURSDAY) == datetime(2026, 3, 27, 9, tzinfo=UTC)
    assert next_monday(THURSDAY) == datetime(2026, 3, 30, 8, tzinfo=UTC)
    assert next_monday(datetime(2026, 3, 30, 8, tzinfo=UTC)) == datetime(2026, 4, 6, 8, tzinfo=UTC)
