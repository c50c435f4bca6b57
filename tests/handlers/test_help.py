"""/caseload help is the table of routes itself."""

from handlers.help import FOR_MANAGERS, help_route
from handlers.messages import Command
from handlers.reception.serving import Route
from handlers.routes import ROUTES
from tests.handlers.views_council import Council


def plain(text: str) -> list[str]:
    return text.splitlines()


def test_a_manager_sees_every_command_there_is(council: Council) -> None:
    lines = plain(council.says("ann", "/caseload help"))
    for route in ROUTES:
        if route.entry is Command and route.usage:
            assert f"{route.usage} {route.summary}" in lines


def test_every_command_has_words_for_help() -> None:
    assert all(route.usage and route.summary for route in ROUTES if route.entry is Command)


def test_a_worker_sees_what_is_for_them(council: Council) -> None:
    text = council.says("sam", "/caseload help")
    assert "What you can ask" in text
    assert "/caseload [me | @worker]" in text
    assert "/caseload start" not in text
    assert "/allocate" not in text


def test_a_manager_finds_their_teams_commands_first(council: Council) -> None:
    lines = plain(council.says("ann", "/caseload help"))
    assert lines.index("For your team") < lines.index("For you")
    assert any(line.startswith("/allocate") for line in lines[: lines.index("For you")])


def test_a_command_that_nobody_sorted_is_shown_to_everybody(council: Council) -> None:
    new = Route(Command, "/caseload concern", lambda _command, _desk: None, "/caseload concern", "say so")  # type: ignore[arg-type,return-value]
    route = help_route([new])
    assert route.name == "/caseload help"
    shown = route.run.args[0]  # type: ignore[attr-defined]
    assert [each.name for each in shown] == ["/caseload concern", "/caseload help"]


def test_what_is_for_managers_is_there() -> None:
    assert {route.name for route in ROUTES if route.entry is Command} >= FOR_MANAGERS
