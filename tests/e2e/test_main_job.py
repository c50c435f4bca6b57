"""The main job with the real bot on the local Slack: what people type, see and are told."""

from datetime import timedelta

from bot.sandbox import Outcome
from storage.letters import count_states
from tests.e2e.town import Town


def said(outcome: Outcome) -> str:
    """What the person read; fails if Slack showed them an error instead."""
    assert outcome.error is None, outcome
    assert outcome.message is not None, outcome
    return outcome.message.text


async def overload(place: Town, who: str = "sam") -> None:
    """Give somebody one child more than we promised."""
    for number in range(1001, 1017):
        await place.type("ann", f"/allocate AB-{number} cin lower @{who} because=AGREED")
    await place.settle()


async def test_a_case_is_allocated_in_one_line_and_the_worker_told(place: Town) -> None:
    assert "AB-1234 is with Sam Okafor." in said(await place.type("ann", "/allocate AB-1234 cp @sam court"))
    await place.settle()
    [told] = place.told("sam")
    assert told.startswith("Ann Abbott has allocated AB-1234 to you")


async def test_a_mention_reaches_the_bot_as_slack_sends_it(place: Town) -> None:
    sam = place.people["sam"]
    assert "is with Sam Okafor" in said(await place.type("ann", f"/allocate AB-1234 cin <@{sam.id}|sam>"))


async def test_the_worker_agrees_and_their_message_says_so(place: Town) -> None:
    await place.type("ann", "/allocate AB-1234 cp @sam")
    await place.settle()
    [message] = place.slack.direct_messages(place.people["sam"])
    await place.slack.click(place.people["sam"], message, "allocation_agree")
    await place.settle()
    assert "you have seen these points and agree" in place.told("sam")[0]


async def test_the_form_is_drawn_again_as_it_is_filled_and_allocates(place: Town) -> None:
    ann = place.people["ann"]
    await place.type("ann", "/allocate")
    [form] = place.slack.open_views(ann)
    await place.slack.fill(ann, form, {"reference": "AB-1234", "kind": "cp"})
    await place.settle()
    assert "Suggested" in place.slack.show(form)
    await place.slack.fill(ann, form, {"worker": str(place.workers["jo"])})
    await place.settle()
    shown = place.slack.show(form)
    assert "0 → 1 of 12 children" in shown
    assert "first year" in shown
    outcome = await place.slack.submit(ann, form)
    assert outcome.field_errors == {"because": "Choose the reason to go ahead, or choose somebody else."}
    outcome = await place.slack.submit(ann, form, {"because": "DIRECTED"})
    assert not outcome.field_errors
    assert "AB-1234 is with Jo Price." in place.slack.show(place.slack.open_views(ann)[-1])


async def test_a_broken_promise_reaches_the_worker_then_the_channel_and_a_plan_shows(place: Town) -> None:
    await overload(place)
    await place.slack.wait_for(lambda: place.posted("north"))
    assert any(text.startswith("We are not keeping our promise to you: 16") for text in place.told("sam"))
    [living] = place.posted("north")
    ann = place.people["ann"]
    await place.slack.click(ann, living, f"plan:worker-{place.workers['sam']}")
    form = await place.slack.wait_for(lambda: next(iter(place.slack.open_views(ann)), None))
    await place.slack.submit(ann, form, {"code": "MOVE"})
    await place.settle()
    assert "Plan: move cases to somebody with room" in place.posted("north")[0].text
    assert len(place.posted("north")) == 1


async def test_on_monday_each_team_has_exactly_one_digest_however_often_the_clock_ticks(place: Town) -> None:
    await overload(place)
    await place.turn(timedelta(days=4))
    assert place.bot is not None
    for _ in range(3):
        await place.bot.schedule.tick()
        await place.bot.courier.drain()
    for channel in ("north", "south"):
        digests = [m.text for m in place.posted(channel) if "week of 30 November" in m.text]
        assert len(digests) == 1


async def test_people_of_other_organisations_guests_and_strangers_are_refused_in_words(place: Town) -> None:
    guest = place.slack.add_person("Gus Guest", "gus@elsewhere.example", "gus", is_restricted=True)
    stranger = place.slack.add_person(
        "Stan", "stan@other.example", "stan", team_id="T0OTHER", is_stranger=True
    )
    unknown = place.slack.add_person("Una", "una@council.example", "una")
    for person in (guest, stranger, unknown):
        place.slack.invite(place.channels["north"], person)
    refusals = {}
    for name, person in (("guest", guest), ("stranger", stranger), ("unknown", unknown)):
        outcome = await place.slack.type_command(person, place.channels["north"], "/caseload")
        refusals[name] = said(outcome)
    assert "don't know you yet" in refusals["unknown"]
    assert "don't know you yet" in refusals["guest"]
    assert "this council's own Slack workspace" in refusals["stranger"]


async def test_in_a_shared_channel_nobody_gets_an_answer(place: Town) -> None:
    shared = place.slack.add_channel("with-partners", [place.people["ann"]], is_ext_shared=True)
    outcome = await place.slack.type_command(place.people["ann"], shared, "/caseload team North")
    assert "shared with another organisation" in said(outcome)


async def test_a_deactivated_account_loses_its_access_at_once(place: Town) -> None:
    await place.type("ann", "/allocate AB-1234 cp @sam")
    await place.settle()
    place.slack.change_person(place.people["sam"], is_restricted=True)
    await place.slack.settled()
    assert "Guests" in said(await place.type("sam", "/caseload"))


async def test_everything_sent_was_accepted_by_slack(place: Town) -> None:
    await overload(place)
    for line in ("/caseload", "/caseload room", "/caseload breaches", "/caseload help", "/case AB-1001"):
        said(await place.type("ann", line))
    await place.turn(timedelta(days=6))
    assert [(call.method, call.error) for call in place.slack.calls if not call.ok] == []
    assert place.slack.failures == []
    with place.database.reading() as session:
        assert set(count_states(session)) <= {"sent", "dropped"}
