"""Keeping people and teams on the local Slack: what the bot asks Slack, and the forms as people fill them."""

from storage.details import load_team_details
from tests.e2e.test_main_job import said
from tests.e2e.town import Town


async def press(place: Town, who: str, line: str, button: str) -> None:
    outcome = await place.type(who, line)
    assert outcome.message is not None
    await place.slack.click(place.people[who], outcome.message, button)
    await place.settle()


async def test_a_person_is_opened_and_their_hours_change_after_a_look(place: Town) -> None:
    ann = place.people["ann"]
    sam = str(place.workers["sam"])
    await press(place, "ann", "/caseload people", f"person:{sam}")
    [card] = place.slack.open_views(ann)
    await place.slack.click(ann, card, "person_change")
    await place.settle()
    [form] = place.slack.open_views(ann)
    await place.slack.submit(ann, form, {"fte": "50%"})
    await place.settle()
    [form] = place.slack.open_views(ann)
    assert "15 → 8 children" in place.slack.show(form)
    await place.slack.submit(ann, form)
    await place.settle()
    assert "we promised" not in said(await place.type("ann", "/caseload @sam"))
    assert "0 of 8 children" in said(await place.type("ann", "/caseload @sam"))


async def test_the_teams_channel_is_asked_of_slack_before_it_is_kept(place: Town) -> None:
    ann = place.people["ann"]
    strange = place.slack.add_channel("somewhere", [ann], has_bot=False)
    await press(place, "ann", "/caseload people", "team_settings")
    [form] = place.slack.open_views(ann)
    outcome = await place.slack.submit(ann, form, {"channel": strange.id})
    await place.settle()
    assert outcome.field_errors is not None
    assert "I'm not in that channel" in outcome.field_errors["channel"]
    place.slack.invite(strange, place.slack.bot)
    await place.slack.submit(ann, form, {"channel": strange.id})
    await place.settle()
    with place.database.reading() as session:
        assert load_team_details(session, place.teams["north"]).channel == strange.id


async def test_a_joiner_is_found_in_slack_by_their_e_mail(place: Town) -> None:
    zoe = place.slack.add_person("Zoe New", "zoe@council.example", "zoe")
    ann = place.people["ann"]
    await press(place, "ann", "/caseload people", "person_join")
    [form] = place.slack.open_views(ann)
    await place.slack.submit(ann, form, {"name": "Zoe New", "email": "zoe@council.example"})
    await place.settle()
    [done] = place.slack.open_views(ann)
    assert "an administrator confirms that it is them" in place.slack.show(done)
    assert zoe.id in str(done)
