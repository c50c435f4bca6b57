"""Views as people and the bot work on them: triggers, hashes, typed values, stacks."""

from typing import Any

import pytest

from bot.sandbox import CannotDo, View
from tests.bot.sandbox.stage import (
    Json,
    RawBot,
    Stage,
    actions,
    button,
    field,
    modal,
    option,
    raw_bot,
    section,
    select,
    staged,
)

FORM = modal(
    field({"type": "plain_text_input", "action_id": "words"}, block_id="note"),
    field(
        select(option("Red", "r"), option("Blue", "b"), action_id="colour"), block_id="colour", optional=True
    ),
    callback_id="form",
)


async def opened(stage: Stage, definition: Json = FORM) -> View:
    assert await stage.open(definition) is None
    return stage.slack.open_views(stage.ann)[-1]


async def test_unknown_triggers_are_refused(stage: Stage) -> None:
    assert await stage.error("views.open", trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"


async def test_an_update_with_an_old_hash_conflicts_and_one_with_the_newest_does_not(stage: Stage) -> None:
    view = await opened(stage)
    old = view.hash
    assert await stage.error("views.update", view_id=view.id, view=FORM, hash=old) is None
    assert await stage.error("views.update", view_id=view.id, view=FORM, hash=old) == "hash_conflict"
    assert await stage.error("views.update", view_id=view.id, view=FORM, hash=view.hash) is None


async def test_a_closed_view_cannot_be_updated(stage: Stage) -> None:
    view = await opened(stage)
    assert await stage.slack.close(stage.ann, view) is None
    assert await stage.error("views.update", view_id=view.id, view=FORM) == "not_found"


async def test_a_view_is_found_by_its_external_id_which_is_its_own(stage: Stage) -> None:
    await opened(stage, FORM | {"external_id": "mine"})
    assert await stage.error("views.update", external_id="mine", view=FORM | {"external_id": "mine"}) is None
    assert await stage.open(modal(external_id="mine")) == "duplicate_external_id"


async def test_typed_values_stay_only_under_the_same_ids(stage: Stage) -> None:
    view = await opened(stage)
    await stage.slack.fill(stage.ann, view, {"note": "kept", "colour": "Blue"})
    other = modal(FORM["blocks"][0], field(select(option("Blue", "b"), action_id="new"), block_id="colour"))
    assert await stage.error("views.update", view_id=view.id, view=other) is None
    assert view.values["note"]["words"]["value"] == "kept"
    assert view.values["colour"] == {"new": {"type": "static_select", "selected_option": None}}


async def test_a_new_first_value_under_the_same_ids_is_not_shown(stage: Stage) -> None:
    view = await opened(stage)
    filled = field(
        {"type": "plain_text_input", "action_id": "words", "initial_value": "new"}, block_id="note"
    )
    await stage.call("views.update", view_id=view.id, view=modal(filled))
    assert view.values["note"]["words"]["value"] is None


async def test_without_an_open_view_nothing_can_be_pushed(stage: Stage) -> None:
    assert await stage.error("views.push", trigger_id=stage.trigger(), view=modal()) == "not_found"


async def test_a_home_needs_its_tab() -> None:
    async with staged(home=False) as stage:
        home = {"type": "home", "blocks": []}
        assert await stage.error("views.publish", user_id=stage.ann.id, view=home) == "not_enabled"


async def test_a_home_with_an_old_hash_conflicts(stage: Stage) -> None:
    home = {"type": "home", "blocks": [section("Hello")]}
    first = (await stage.call("views.publish", user_id=stage.ann.id, view=home))["view"]["hash"]
    assert await stage.error("views.publish", user_id=stage.ann.id, view=home, hash=first) is None
    assert await stage.error("views.publish", user_id=stage.ann.id, view=home, hash=first) == "hash_conflict"
    assert await stage.error("views.publish", user_id="U404", view=home) == "user_not_found"


async def test_a_submit_carries_the_view_as_slack_does(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        view = await opened(stage, FORM | {"private_metadata": "{}"})
        outcome = await stage.slack.submit(stage.ann, view, {"note": "Hello", "colour": "r"})
        [envelope] = bot.seen
    payload = envelope["payload"]
    assert outcome.ok
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("interactive", True)
    assert payload["type"] == "view_submission"
    assert payload["user"]["id"] == stage.ann.id
    assert payload["view"]["state"]["values"]["note"]["words"] == {
        "type": "plain_text_input",
        "value": "Hello",
    }
    assert payload["view"]["state"]["values"]["colour"]["colour"]["selected_option"]["value"] == "r"
    assert {"id", "hash", "root_view_id", "private_metadata", "callback_id", "app_id"} <= set(payload["view"])
    assert stage.slack.open_views(stage.ann) == []


async def answered(stage: Stage, bot: RawBot, body: Json) -> Any:
    bot.answer = lambda envelope: body
    view = await opened(stage)
    return await stage.slack.submit(stage.ann, view, {"note": "Hello"})


async def test_errors_stand_under_their_fields_and_the_form_stays(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        outcome = await answered(stage, bot, {"response_action": "errors", "errors": {"note": "No"}})
    assert (outcome.ok, outcome.error, outcome.field_errors) == (False, None, {"note": "No"})
    assert stage.slack.open_views(stage.ann) == [outcome.view]


ANSWERS: dict[str, Json] = {
    "errors for a block that is no field": {"response_action": "errors", "errors": {"nowhere": "No"}},
    "errors for nothing": {"response_action": "errors", "errors": {}},
    "an update that Slack refuses": {"response_action": "update", "view": {}},
    "an update without a view": {"response_action": "update"},
    "an action Slack does not know": {"response_action": "shout"},
    "a message": {"text": "words"},
}


@pytest.mark.parametrize("body", ANSWERS.values(), ids=ANSWERS.keys())
async def test_the_person_sees_a_failure_after_a_wrong_answer_to_a_submit(stage: Stage, body: Json) -> None:
    async with raw_bot(stage) as bot:
        outcome = await answered(stage, bot, body)
    assert outcome.error == "invalid_arguments"
    assert outcome.problems
    assert len(stage.slack.open_views(stage.ann)) == 1


@pytest.mark.parametrize(("action", "depth", "title"), [("update", 1, "Next"), ("push", 2, "Next")])
async def test_a_submit_may_lead_to_another_form(stage: Stage, action: str, depth: int, title: str) -> None:
    async with raw_bot(stage) as bot:
        following = modal(title={"type": "plain_text", "text": "Next"})
        outcome = await answered(stage, bot, {"response_action": action, "view": following})
    assert len(stage.slack.open_views(stage.ann)) == depth
    assert outcome.view is not None
    assert outcome.view.title == title


async def test_a_submit_may_clear_all_forms(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        assert (await answered(stage, bot, {"response_action": "clear"})).view is None


async def test_the_bot_hears_of_a_close_if_it_asked_to(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        view = await opened(stage, FORM | {"notify_on_close": True})
        outcome = await stage.slack.close(stage.ann, view)
    assert outcome is not None
    assert outcome.ok
    assert (bot.seen[0]["payload"]["type"], bot.seen[0]["payload"]["is_cleared"]) == ("view_closed", False)


async def test_a_field_that_dispatches_is_heard_at_once(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        live = field(select(option(), action_id="a"), block_id="b", dispatch_action=True)
        view = await opened(stage, modal(live))
        [outcome] = await stage.slack.fill(stage.ann, view, {"b": "One"})
    payload = bot.seen[0]["payload"]
    assert outcome.ok
    assert payload["type"] == "block_actions"
    assert payload["container"] == {"type": "view", "view_id": view.id}
    assert payload["actions"][0]["selected_option"]["value"] == "1"
    assert payload["view"]["state"]["values"]["b"]["a"]["selected_option"]["value"] == "1"
    assert "response_url" not in payload


async def test_options_of_an_external_select_come_from_the_bot(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        bot.answer = lambda envelope: {"options": [option("Bo Jones", "7")]}
        view = await opened(stage, modal(field({"type": "external_select", "action_id": "a"}, block_id="b")))
        await stage.slack.fill(stage.ann, view, {"b": "Bo Jones"})
    asked = bot.seen[0]["payload"]
    assert (asked["type"], asked["value"], asked["block_id"]) == ("block_suggestion", "Bo Jones", "b")
    assert view.values["b"]["a"]["selected_option"]["value"] == "7"


NUMBER = {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"}
MANY = {"type": "multi_static_select", "options": [option(), option("Two", "2")], "max_selected_items": 1}
IMPOSSIBLE: dict[str, tuple[Json, Any]] = {
    "an option that is not there": (select(option()), "Three"),
    "too many options": (MANY, ["One", "Two"]),
    "half a number": (NUMBER, "1.5"),
    "too small a number": (NUMBER, "0"),
    "too great a number": (NUMBER, "10"),
    "words for a number": (NUMBER, "ten"),
    "an address that is none": ({"type": "email_text_input"}, "ann"),
    "a link that is none": ({"type": "url_text_input"}, "council"),
    "a date that is none": ({"type": "datepicker"}, "tomorrow"),
    "a time that is none": ({"type": "timepicker"}, "25:00"),
    "too few characters": ({"type": "plain_text_input", "min_length": 3}, "x"),
}


@pytest.mark.parametrize(("element", "value"), IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
async def test_a_person_cannot_enter_it(stage: Stage, element: Json, value: Any) -> None:
    view = await opened(stage, modal(field(element, block_id="b")))
    with pytest.raises(CannotDo):
        await stage.slack.fill(stage.ann, view, {"b": value})


POSSIBLE: dict[str, tuple[Json, Any, Any]] = {
    "a number": (NUMBER, 5, "5"),
    "a date": ({"type": "datepicker"}, "2027-02-28", "2027-02-28"),
    "a moment": ({"type": "datetimepicker"}, 1_800_000_000, 1_800_000_000),
    "a person by id": ({"type": "users_select"}, "U1", "U1"),
    "people": ({"type": "multi_users_select"}, ["U1", "U2"], ["U1", "U2"]),
    "boxes": ({"type": "checkboxes", "options": [option()]}, ["1"], [option()]),
    "nothing": ({"type": "plain_text_input"}, None, None),
    "no boxes": ({"type": "checkboxes", "options": [option()]}, None, []),
}


@pytest.mark.parametrize(("element", "value", "state"), POSSIBLE.values(), ids=POSSIBLE.keys())
async def test_a_person_can_enter_it(stage: Stage, element: Json, value: Any, state: Any) -> None:
    view = await opened(stage, modal(field(element, block_id="b")))
    await stage.slack.fill(stage.ann, view, {"b": value})
    [held] = view.values["b"].values()
    assert state in held.values()


async def test_a_form_with_an_empty_required_field_is_not_sent(stage: Stage) -> None:
    view = await opened(stage)
    with pytest.raises(CannotDo, match="complete: Label"):
        await stage.slack.submit(stage.ann, view, {"colour": "Red"})


async def test_only_the_form_in_front_can_be_submitted(stage: Stage) -> None:
    view = await opened(stage)
    await stage.call("views.push", trigger_id=stage.trigger(), view=modal())
    with pytest.raises(CannotDo, match="in front"):
        await stage.slack.submit(stage.ann, view, {"note": "x"})


async def test_nobody_works_on_the_form_of_another(stage: Stage) -> None:
    view = await opened(stage)
    with pytest.raises(CannotDo):
        await stage.slack.submit(stage.slack.add_person("Bo Jones"), view, {"note": "x"})


async def test_a_button_that_is_not_there_cannot_be_clicked(stage: Stage) -> None:
    view = await opened(stage, modal(actions(button(action_id="go"))))
    with pytest.raises(CannotDo, match="go"):
        await stage.slack.click(stage.ann, view, "stop")
