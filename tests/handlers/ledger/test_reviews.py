"""When a plan's day has passed: the channel says so, its maker is asked, and what may come of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.messages import Done, FieldErrors, Form, Message, OpenView, Post, Redraw, Reply
from scoring.people import Role
from storage.joining import change_worker, end_role
from storage.teams import load_team
from tests.handlers.ledger.broken import breaches, close, give, open_plan, plan_state
from tests.handlers.views_council import accepted
from tests.office import Office

PASSED = datetime(2026, 12, 4, 17, tzinfo=UTC)


@pytest.fixture
def planned(office: Office) -> Office:
    """Sam has 16 children; Ann planned until Friday 4 December, and that day has passed."""
    give(office, "sam", 16)
    office.deliver()
    view = open_plan(office)
    office.submit(
        "ann", "plan", plan_state(office, view, text="Kit Novak takes two"), view["private_metadata"]
    )
    office.deliver()
    office.now = PASSED
    office.rescore()
    return office


def told(office: Office) -> dict[str, Post]:
    return {entry.kind: post for entry, post in office.deliver() if post is not None}


def open_review(office: Office, who: str = "ann") -> Reply:
    return accepted(office.click(who, "review:worker-2", "1"))


def fields(reply: Reply) -> set[str]:
    assert isinstance(reply, Form | Redraw), reply
    return {block["block_id"] for block in reply.view["blocks"] if block["type"] == "input"}


def choose(office: Office, outcome: str) -> Redraw:
    form = open_review(office)
    assert isinstance(form, Form)
    view = OpenView("V1", "h", "review", form.view["private_metadata"], {"outcome": outcome})
    drawn = accepted(office.click("ann", "review_outcome", outcome, view))
    assert isinstance(drawn, Redraw)
    return drawn


def send(office: Office, **state: Any) -> Reply:
    return accepted(office.submit("ann", "review", state, '{"plan": 1}'))


def test_the_channel_says_so_and_whoever_made_the_plan_is_asked_once(planned: Office) -> None:
    posts = told(planned)
    assert set(posts) == {"living", "plan_review"}
    assert (
        "That day has passed: please review the plan by Tuesday 8 December at 17:00."
        in posts["living"].message.text
    )
    text = posts["plan_review"].message.text
    assert text.startswith("Your plan's day, Friday 4 December, has passed. Please say how it goes on.")
    assert "We are not keeping our promise to Sam Okafor: 16 children, we promised 15." in text
    assert "Please review it by Tuesday 8 December at 17:00, or it goes to the service manager." in text
    give(planned, "sam", 1, start=2000)
    assert "plan_review" not in told(planned)


def test_a_minute_earlier_nothing_is_said_and_there_is_nothing_to_review(planned: Office) -> None:
    planned.now = datetime(2026, 12, 4, 16, 59, tzinfo=UTC)
    reply = open_review(planned)
    assert isinstance(reply, Message)
    assert "This plan runs until Friday 4 December." in reply.text


def test_two_working_days_later_it_goes_one_level_up_and_says_why(planned: Office) -> None:
    planned.deliver()
    planned.now = datetime(2026, 12, 8, 16, 59, tzinfo=UTC)
    planned.rescore()
    assert "climb" not in told(planned)
    planned.waits(minutes=1)
    text = told(planned)["climb"].message.text
    assert "There was a plan until Friday 4 December, and nobody has reviewed it since" in text


def test_the_form_asks_only_for_what_follows_from_what_is_chosen(planned: Office) -> None:
    assert fields(open_review(planned)) == {"outcome"}
    assert fields(choose(planned, "done")) == {"outcome"}
    assert fields(choose(planned, "go_on")) == {"outcome", "by_when"}
    assert fields(choose(planned, "another")) == {"outcome", "code", "who", "by_when", "text"}


def test_it_goes_on_until_another_day_with_the_same_words(planned: Office) -> None:
    planned.deliver()
    reply = send(planned, outcome="go_on", by_when="2026-12-11")
    assert isinstance(reply, Done)
    assert "The plan goes on; Ann Abbott sees to it by Friday 11 December." in reply.message.text
    planned.rescore()
    text = told(planned)["living"].message.text
    assert "Kit Novak takes two" in text
    assert "by Friday 11 December." in text
    planned.now = datetime(2026, 12, 9, 12, tzinfo=UTC)
    planned.rescore()
    assert {row.climbed_to for row in breaches(planned)} == {"supervisor"}


def test_done_is_recorded_and_does_not_stop_the_climb(planned: Office) -> None:
    planned.deliver()
    reply = send(planned, outcome="done")
    assert isinstance(reply, Done)
    assert (
        "Please make another plan by Tuesday 8 December at 17:00, or it goes to the service manager."
        in reply.message.text
    )
    planned.rescore()
    text = told(planned)["living"].message.text
    assert "The plan until Friday 4 December is done (move cases to somebody with room)." in text
    planned.now = datetime(2026, 12, 8, 17, tzinfo=UTC)
    planned.rescore()
    assert "is done, and no other has been made since" in told(planned)["climb"].message.text


def test_another_plan_takes_its_place(planned: Office) -> None:
    planned.deliver()
    jo = str(planned.workers["jo"])
    reply = send(planned, outcome="another", code="CLOSE", who=jo, by_when="2026-12-11", text="")
    assert isinstance(reply, Done)
    planned.rescore()
    text = told(planned)["living"].message.text
    assert "close cases that are ready to close; Jo Price sees to it by Friday 11 December." in text
    assert "Kit Novak" not in text


@pytest.mark.parametrize(
    ("state", "field"),
    [
        ({"outcome": None}, "outcome"),
        ({"outcome": "go_on", "by_when": "2026-12-04"}, None),
        ({"outcome": "go_on", "by_when": "2026-12-03"}, "by_when"),
        ({"outcome": "go_on", "by_when": None}, "by_when"),
        ({"outcome": "another", "by_when": "2026-12-11", "code": "MOVE", "who": "7"}, "who"),
    ],
)
def test_what_will_not_do_is_said_beside_the_field(
    planned: Office, state: dict[str, Any], field: str | None
) -> None:
    reply = send(planned, **state)
    assert isinstance(reply, FieldErrors) == (field is not None)
    if isinstance(reply, FieldErrors):
        assert set(reply.errors) == {field}


def test_a_form_that_was_sent_before_it_was_drawn_again_asks_for_the_rest(planned: Office) -> None:
    assert fields(send(planned, outcome="go_on")) == {"outcome", "by_when"}


def test_a_second_review_reads_who_was_faster(planned: Office) -> None:
    send(planned, outcome="done")
    reply = open_review(planned, "mel")
    assert isinstance(reply, Message)
    assert reply.text.startswith("Ann Abbott reviewed this plan on Friday 4 December at 17:00: “It is done”.")


def once_kept(office: Office) -> None:
    close(office, 4)


def once_planned_anew(office: Office) -> None:
    view = open_plan(office)
    state = plan_state(office, view, by_when="2026-12-11")
    office.submit("ann", "plan", state, view["private_metadata"])


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [(once_kept, "being kept again"), (once_planned_anew, "a newer plan")],
)
def test_an_old_button_says_why_there_is_nothing_to_review(
    planned: Office, meanwhile: Callable[[Office], None], sentence: str
) -> None:
    meanwhile(planned)
    reply = open_review(planned)
    assert isinstance(reply, Message)
    assert sentence in reply.text


@pytest.mark.parametrize("who", ["sam", "jo", "sue", "ada"])
def test_only_those_above_the_team_review_its_plans(planned: Office, who: str) -> None:
    for reply in (open_review(planned, who), planned.submit(who, "review", {}, '{"plan": 1}')):
        assert isinstance(reply, Message)
        assert "Only North's supervisor" in reply.text


def test_once_its_maker_no_longer_looks_after_the_team_its_supervisor_is_asked(office: Office) -> None:
    give(office, "sam", 16)
    view = open_plan(office, "mel")
    office.submit("mel", "plan", plan_state(office, view), view["private_metadata"])
    with office.database.writing() as session:
        service = load_team(session, office.teams["North"]).service
        end_role(session, office.change(), office.workers["mel"], Role.SERVICE_MANAGER, service=service)
    office.now = PASSED
    office.rescore()
    assert [entry.worker for entry in office.outbox("plan_review")] == [office.workers["ann"]]


def test_a_plan_cannot_go_on_with_somebody_who_has_moved_away(planned: Office) -> None:
    send(planned, outcome="another", code="MOVE", who=str(planned.workers["jo"]), by_when="2026-12-07")
    with planned.database.writing() as session:
        change_worker(session, planned.change(), planned.workers["jo"], team=planned.teams["South"])
    planned.now = datetime(2026, 12, 7, 17, tzinfo=UTC)
    planned.rescore()
    reply = planned.submit("ann", "review", {"outcome": "go_on", "by_when": "2026-12-11"}, '{"plan": 2}')
    assert isinstance(reply, FieldErrors)
    assert "Jo Price is no longer in this team." in reply.errors["outcome"]
