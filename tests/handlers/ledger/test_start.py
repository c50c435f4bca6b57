"""/caseload start: what will happen, who may press it, and that it happens once."""

import pytest

from handlers.messages import Replace
from scoring.case import Kind
from scoring.people import Role
from storage.database import Database
from storage.joining import change_team, end_role
from storage.teams import load_team
from tests.handlers.views_council import Council, buttons, open_council, said


@pytest.fixture
def council(database: Database) -> Council:
    """The council before any team has been started."""
    return open_council(database, started=False)


def press_start(council: Council, who: str) -> str:
    return said(council.press(who, "team_start", str(council.teams["North"])))


def is_started(council: Council) -> bool:
    with council.database.reading() as session:
        return load_team(session, council.teams["North"]).started_at is not None


def test_it_says_what_will_happen_before_anything_does(council: Council) -> None:
    council.holds("sam", 17)
    council.holds("lee", 1, Kind.CP, start=2000)
    council.holds(None, 2, start=3000)
    reply = council.command("ann", "/caseload start")
    text = said(reply)
    for part in (
        "Start Caseload Promise in North?",
        "4 promises are not kept today. Each is opened and asks for a plan",
        "• Promises of children not kept: 1",
        "• Cases with a worker who may not lead them: 1",
        "• Children who have waited too long: 2",
        "except the supervisor about urgent work in the wrong hands.",
        "The team's messages go to <#C01NORTH>.",
        "goes to Ann Abbott by direct message.",
        "trial figures that nobody has agreed yet",
    ):
        assert part in text
    assert list(buttons(reply)) == ["Start North"]
    assert not is_started(council)


def test_starting_opens_what_stands_as_baseline_and_posts_one_summary(council: Council) -> None:
    council.holds("sam", 17)
    council.holds(None, 2, start=3000)
    council.rescore()
    assert council.outbox() == []
    assert press_start(council, "ann").startswith("North has started.")
    council.rescore()
    assert [entry.kind for entry in council.outbox()] == ["baseline"]
    assert council.says("ann", "/caseload breaches").startswith("North: 3 promises are not being kept.")
    assert "it stood when we began to count" in council.says("ann", "/caseload breaches")
    assert [who for who, _, _ in council.audited("team_started")] == ["ann"]


def test_starting_twice_says_since_when_it_runs(council: Council) -> None:
    press_start(council, "ann")
    council.waits(hours=1)
    reply = council.press("mel", "team_start", str(council.teams["North"]))
    assert isinstance(reply, Replace)
    since = "North was started on Thursday 26 November, and nothing has changed now."
    assert said(reply) == since
    assert council.says("ann", "/caseload start") == since
    assert len(council.audited("team_started")) == 1


def test_what_is_missing_is_warned_of(council: Council) -> None:
    with council.database.writing() as session:
        change_team(session, council.change(), council.teams["North"], channel=None)
        people, team = council.workers, council.teams["North"]
        end_role(session, council.change(), people["ann"], Role.SUPERVISOR, team=team)
    text = council.says("mel", "/caseload start north")
    assert "North has no channel" in text
    assert "North has no supervisor here" in text
    assert "Ask a service manager or an administrator to name one." in text
    assert "Every promise is kept here today" in text


@pytest.mark.parametrize("line", ["start", "start North", "start team North", "start “north”"])
def test_the_team_is_named_in_any_way(council: Council, line: str) -> None:
    assert "Start Caseload Promise in North?" in council.says("ann", f"/caseload {line}")


@pytest.mark.parametrize(
    ("who", "may"),
    [("ann", True), ("mel", True), ("hal", True), ("sam", False), ("sue", False), ("ada", False)],
)
def test_who_may_start_a_team(council: Council, who: str, may: bool) -> None:
    assert ("Start Caseload Promise" in council.says(who, "/caseload start North")) == may
    assert ("has started" in press_start(council, who)) == may
    assert is_started(council) == may


def test_cover_may_start_it_too(council: Council) -> None:
    council.covers("kit", "North", council.now, council.now)
    assert press_start(council, "kit").startswith("North has started.")
