"""The Home tab with the real bot on the local Slack: opened, acted from, refused, and drawn more plainly."""

from datetime import timedelta

from sqlalchemy import update

from bot.sandbox import View
from bot.sandbox.errors import Refused
from scoring.working_time import london_day
from storage.snapshots import add_snapshots
from storage.tables.people import ACCOUNTS
from tests.e2e.town import Town


async def home(place: Town, who: str) -> View:
    """Somebody opens the Home tab, and the bot publishes theirs."""
    place.slack.open_home(place.people[who])
    await place.slack.settled()
    await place.settle()
    return await place.slack.wait_for(lambda: place.slack.home(place.people[who]))


async def allocate(place: Town, *references: str) -> None:
    for reference in references:
        await place.type("ann", f"/allocate {reference} cin lower @sam because=AGREED")
    await place.settle()


def shown(place: Town, view: View) -> str:
    return place.slack.show(view)


async def test_a_home_that_slack_puts_off_is_published_when_slack_says_so(place: Town) -> None:
    place.slack.faults.order("ratelimited", methods=["views.publish"], wait=1)
    assert shown(place, await home(place, "sam"))
    assert place.slack.faults.struck["ratelimited"] == 1


async def test_what_a_worker_answers_from_home_is_gone_from_it_at_once(place: Town) -> None:
    await allocate(place, "AB-1001", "AB-1002")
    view = await home(place, "sam")
    assert "*AB-1001* came to you" in shown(place, view)
    case = next(part for part in view.blocks if "AB-1001" in str(part.get("elements")))
    agree = next(part for part in case["elements"] if part["text"]["text"] == "Agree")
    await place.slack.click(place.people["sam"], view, agree["action_id"])
    await place.settle()
    assert "*AB-1001* came to you" not in shown(place, view)
    assert "*AB-1002* came to you" in shown(place, view)
    [window] = place.slack.open_views(place.people["sam"])
    assert "you have seen these points and agree" in shown(place, window)


async def test_a_form_opened_from_home_and_sent_is_followed_by_a_new_home(place: Town) -> None:
    ann = place.people["ann"]
    await allocate(place, "AB-1001")
    view = await home(place, "ann")
    assert "North: 1 of" in shown(place, view)
    await place.slack.click(ann, view, f"typed:allocate-{place.teams['north']}")
    await place.settle()
    [form] = place.slack.open_views(ann)
    await place.slack.submit(
        ann, form, {"reference": "AB-1002", "kind": "cin", "worker": str(place.workers["jo"])}
    )
    await place.settle()
    assert "North: 2 of" in shown(place, view)


async def test_what_is_done_elsewhere_publishes_nobodys_home(place: Town) -> None:
    await allocate(place, "AB-1001")
    view = await home(place, "ann")
    published = len([call for call in place.slack.calls if call.method == "views.publish"])
    await allocate(place, "AB-1002")
    assert len([call for call in place.slack.calls if call.method == "views.publish"]) == published
    assert "North: 1 of" in shown(place, view)
    assert "North: 2 of" in shown(place, await home(place, "ann"))


async def test_a_button_of_home_opens_what_its_command_would_answer(place: Town) -> None:
    ann = place.people["ann"]
    await allocate(place, "AB-1001")
    view = await home(place, "sam")
    await place.slack.click(place.people["sam"], view, "typed:case-AB-1001", block_id=last_block(view))
    await place.settle()
    [card] = place.slack.open_views(place.people["sam"])
    assert "AB-1001: child in need" in shown(place, card)
    team = await home(place, "ann")
    await place.slack.click(ann, team, f"typed:breaches-{place.teams['north']}")
    await place.settle()
    assert "every promise is being kept today" in shown(place, place.slack.open_views(ann)[-1])


def last_block(view: View) -> str:
    """The block of the case among the cases: its button also stands among what needs an answer."""
    return str([part["block_id"] for part in view.blocks if "typed:case-AB-1001" in str(part)][-1])


async def test_a_team_with_a_table_opens_in_a_window_from_home(place: Town) -> None:
    await allocate(place, "AB-1001")
    view = await home(place, "mel")
    await place.slack.click(place.people["mel"], view, f"typed:team-{service_of(view)}", "North")
    await place.settle()
    [window] = place.slack.open_views(place.people["mel"])
    assert "Sam Okafor" in shown(place, window)
    assert place.slack.failures == []


def service_of(view: View) -> str:
    names = [part["action_id"] for block in view.blocks for part in block.get("elements", [])
             if "action_id" in part]  # fmt: skip
    return str(next(name for name in names if name.startswith("typed:team-"))).removeprefix("typed:team-")


async def test_strangers_guests_and_deactivated_people_get_a_home_that_says_why_and_nothing_else(
    place: Town,
) -> None:
    await allocate(place, "AB-1001")
    place.people["nan"] = place.slack.add_person("Nan Nobody", "nan@elsewhere.example", "nan")
    said = shown(place, await home(place, "nan"))
    assert "I don't know you yet" in said
    view = await home(place, "sam")
    assert "AB-1001" in shown(place, view)
    with place.database.writing() as session:
        session.execute(update(ACCOUNTS).values(is_guest=True))
    await home(place, "sam")
    said = shown(place, view)
    assert "Guests of this workspace" in said
    assert "AB-1001" not in said
    with place.database.writing() as session:
        session.execute(update(ACCOUNTS).values(is_guest=False, is_deactivated=True))
    await home(place, "sam")
    assert "Your access has ended" in shown(place, view)


async def test_where_slack_refuses_the_newest_blocks_home_says_the_same_in_plain_ones(
    place: Town,
) -> None:
    await allocate(place, "AB-1001")
    publish = place.slack.workspace.publish_home

    def refuse_tables(person: object, definition: dict[str, object]) -> View:
        if "data_table" in str(definition):
            raise Refused("invalid_arguments", ["unsupported type: data_table"])
        return publish(person, definition)  # type: ignore[arg-type]

    place.slack.workspace.publish_home = refuse_tables  # type: ignore[method-assign]
    said = shown(place, await home(place, "ann"))
    assert "*Sam Okafor*: children 1 of 15, points" in said


async def test_a_years_picture_is_drawn_on_asking_and_sent_to_the_asker_alone(place: Town) -> None:
    await allocate(place, "AB-1001")
    await place.slack.settled()
    with place.database.writing() as session:
        for week in range(30):
            add_snapshots(session, london_day(place.clock.now()) - timedelta(days=1 + 7 * week))
    outcome = await place.type("ann", "/caseload trend")
    assert outcome.message is not None
    await place.slack.click(place.people["ann"], outcome.message, "year_picture")
    await place.settle()
    [sent] = [message for message in place.slack.direct_messages(place.people["ann"]) if message.files]
    assert sent.files[0]["alt_txt"].startswith("Two line charts of North, one point a week")
    content = place.slack.workspace.files[sent.files[0]["id"]]["content"]
    assert content.startswith(b"\x89PNG")
    assert [message for message in place.posted("north") if message.files] == []
