"""/caseload trend: whose trend somebody may see, and the year's picture for whoever asks."""

from datetime import timedelta

import pytest

from handlers.messages import Message, Post, Reply
from scoring.people import Role
from scoring.readings import SubjectKind
from scoring.working_time import london_day
from storage.joining import change_team, change_worker, end_role
from storage.outbox import OutboxEntry
from storage.snapshots import add_snapshots
from tests.handlers.views_council import Council, buttons, said

SEND = "Send me the year as a picture"


def remember(council: Council, weeks: int) -> None:
    """Keep what is carried now as the ends of the last weeks."""
    with council.database.writing() as session:
        for week in range(weeks):
            add_snapshots(session, london_day(council.now) - timedelta(days=1 + 7 * week))


@pytest.fixture
def watched(council: Council) -> Council:
    council.holds("sam", 16)
    remember(council, 30)
    council.deliver()
    return council


def charts(reply: Reply) -> int:
    assert isinstance(reply, Message)
    return sum(block["type"] == "data_visualization" for block in reply.blocks)


def test_a_supervisor_sees_their_teams_trend_in_charts_and_words(watched: Council) -> None:
    reply = watched.command("ann", "/caseload trend")
    assert said(reply).startswith("North over 20 weeks, at each week's end.")
    assert "Children: 16 against 50 on 25 November; 16 against 50 on 15 July" in said(reply)
    assert charts(reply) == 2


def test_a_worker_sees_their_own_and_their_teams_totals(watched: Council) -> None:
    assert said(watched.command("sam", "/caseload trend")).startswith("Your load over 20 weeks")
    assert "16 against 15 on 25 November" in said(watched.command("sam", "/caseload trend me"))
    assert said(watched.command("jo", "/caseload trend North")).startswith("North over 20 weeks")


def test_another_teams_trend_is_for_those_who_look_after_it(watched: Council) -> None:
    for who in ("sam", "sue", "ada"):
        name = "South" if who == "sam" else "North"
        assert "for the team itself and for those" in said(watched.command(who, f"/caseload trend {name}"))
    assert said(watched.command("mel", "/caseload trend South")).startswith("South over 20 weeks")


def test_those_above_see_all_they_look_after_added_up(watched: Council) -> None:
    assert said(watched.command("hal", "/caseload trend")).startswith("The council over 20 weeks")
    together = said(watched.command("mel", "/caseload trend"))
    assert together.startswith("Your services together over 20 weeks")
    assert "Children: 16 against 65 on 25 November" in together


def test_before_two_weeks_are_known_it_says_so(council: Council) -> None:
    remember(council, 1)
    assert "not yet two weeks to compare" in said(council.command("ann", "/caseload trend"))


def test_the_year_is_offered_only_where_it_is_longer_than_the_charts(council: Council) -> None:
    remember(council, 20)
    assert SEND not in buttons(council.command("ann", "/caseload trend"))
    council.waits(days=7)
    remember(council, 1)
    assert SEND in buttons(council.command("ann", "/caseload trend"))


def ask(council: Council, who: str) -> list[OutboxEntry]:
    button = buttons(council.command(who, "/caseload trend"))[SEND]
    council.press(who, button["action_id"], button["value"])
    return council.outbox("year_picture")


def test_the_picture_comes_to_its_asker_alone_once_however_often_they_press(watched: Council) -> None:
    ask(watched, "ann")
    [entry] = ask(watched, "ann")
    assert (entry.worker, entry.channel) == (watched.workers["ann"], None)
    [(_, post)] = watched.deliver()
    assert isinstance(post, Post)
    assert post.picture is not None
    assert post.picture.content.startswith(b"\x89PNG")
    assert post.message.text == "North over the year, at each week's end, against what we promised."


def test_whoever_may_not_see_it_any_more_when_it_is_drawn_gets_nothing(watched: Council) -> None:
    ask(watched, "ann")
    with watched.database.writing() as session:
        end_role(
            session, watched.change(), watched.workers["ann"], Role.SUPERVISOR, team=watched.teams["North"]
        )
        change_worker(session, watched.change(), watched.workers["ann"], team=watched.teams["South"])
    assert [post for entry, post in watched.deliver() if entry.kind == "year_picture"] == [None]


def test_a_button_for_somebody_elses_load_is_refused(watched: Council) -> None:
    reply = watched.press("ann", "year_picture", f"{SubjectKind.WORKER}:{watched.workers['sam']}")
    assert "for the team itself" in said(reply)
    assert watched.outbox("year_picture") == []


def test_a_teams_name_does_nothing_in_a_message(watched: Council) -> None:
    with watched.database.writing() as session:
        change_team(session, watched.change(), watched.teams["North"], name="<!here> & Co")
    assert said(watched.command("ann", "/caseload trend")).startswith("&lt;!here&gt; &amp; Co over 20 weeks")
