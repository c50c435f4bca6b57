"""What people do in the page reaches the bot as Slack would send it, and what the bot answers is seen."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Locator, WebSocketRoute, expect

from tests.bot.sandbox.page.conftest import Desk
from tests.bot.sandbox.page.gallery import CONTROLS, whole_form
from tests.bot.sandbox.stage import Json, actions, button, field, modal, plain, section
from tests.browser import picture

pytestmark = pytest.mark.asyncio(loop_scope="session")
GREEN = {"options": [{"text": plain("Groen"), "value": "g"}, {"text": plain("Grijs"), "value": "x"}]}


async def pick(desk: Desk, menu: str, *options: str) -> None:
    """Opens a menu and chooses; of several the list stays open until Escape."""
    await desk.page.get_by_role("combobox", name=menu).last.click()
    for option in options:
        await desk.page.get_by_role("option", name=option).click()
    if len(options) > 1:
        await desk.page.keyboard.press("Escape")


async def line(desk: Desk, words: str) -> None:
    """Types a line and sends it."""
    box = desk.page.get_by_role("combobox", name="Message", exact=True)
    await box.fill(words)
    await desk.page.get_by_role("button", name="Send", exact=True).click()
    await expect(box).to_have_value("")


async def actioned(desk: Desk, number: int = 1) -> Json:
    """The last of so many actions that the bot was told of."""
    heard = lambda: len(desk.heard("block_actions")) >= number  # noqa: E731
    await desk.stage.slack.wait_for(heard)
    action: Json = desk.heard("block_actions")[-1]["actions"][0]
    return action


async def test_a_form_with_a_field_of_every_kind_reaches_the_bot_filled_in(desk: Desk) -> None:
    desk.bot.answer = lambda envelope: GREEN if envelope["payload"].get("type") == "block_suggestion" else {}
    await desk.open(whole_form())
    form = desk.page.get_by_role("dialog")
    typed = {"Words": "a & b", "More words": "two\nlines", "Number": "7", "E-mail": "ann@council.example"}
    typed |= {
        "Address": "https://a.example",
        "Day": "2026-11-19",
        "Time": "09:30",
        "Moment": "2026-11-19T09:30",
    }
    for label, words in typed.items():
        await form.get_by_label(f"{label} (optional)", exact=True).fill(words)
    await pick(desk, "One", "Green")
    await pick(desk, "Several", "Red", "Blue")
    await pick(desk, "Person", "Bo <b>Jones</b>")
    await pick(desk, "People", "Ann Smith", "Bo <b>Jones</b>")
    await pick(desk, "Channel", "#team")
    await form.get_by_role("combobox", name="Found").click()
    await desk.page.keyboard.type("gr")
    await desk.page.get_by_role("option", name="Groen").click()
    await form.get_by_role("checkbox", name="Blue").check()
    await form.get_by_role("radio", name="Red").check()
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    [sent] = desk.heard("view_submission")
    assert {label: plainly(parts["value"]) for label, parts in sent["view"]["state"]["values"].items()} == {
        **typed, "Moment": 1795080600, "One": "g", "Several": ["r", "b"], "Person": desk.bo.id,
        "People": [desk.stage.ann.id, desk.bo.id], "Channel": desk.stage.team.id, "Found": "g",
        "Boxes": ["b"], "Choice": "r",
    }  # fmt: skip


def plainly(state: Json) -> Any:
    """What a field's state holds, an option by its value."""
    [held] = [value for name, value in state.items() if name != "type"]
    if isinstance(held, list):
        return [one["value"] if isinstance(one, dict) else one for one in held]
    return held["value"] if isinstance(held, dict) else held


async def test_what_is_wrong_stands_beside_its_field_which_has_the_focus(desk: Desk) -> None:
    answer = {"response_action": "errors", "errors": {"two": "Not on a Sunday."}}
    desk.bot.answer = lambda envelope: answer if envelope["payload"].get("type") == "view_submission" else {}
    await desk.open(modal(*(field(block_id=name, label=plain(name.title())) for name in ("one", "two"))))
    form = desk.page.get_by_role("dialog")
    await form.get_by_label("Two").fill("Sunday")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_label("One")).to_be_focused()
    await expect(form.get_by_label("One")).to_have_accessible_description("Please fill this in.")
    assert desk.heard("view_submission") == []
    await form.get_by_label("One").fill("x")
    await desk.page.keyboard.press("Enter")
    await expect(form.get_by_label("Two")).to_be_focused()
    await expect(form.get_by_label("Two")).to_have_accessible_description("Not on a Sunday.")
    await expect(form.get_by_label("Two")).to_have_value("Sunday")
    await expect(form.get_by_text("Please fill this in.")).to_have_count(0)


async def test_what_slack_would_not_let_somebody_type_is_said_beside_the_field(desk: Desk) -> None:
    await desk.open(whole_form())
    await desk.page.get_by_label("Number").fill("twelve")
    await desk.page.get_by_role("button", name="Save").click()
    await expect(desk.page.get_by_label("Number")).to_have_accessible_description("'twelve' is not a number")
    assert desk.heard("view_submission") == []


async def test_a_field_that_is_heard_at_once_sends_what_is_typed_in_the_others_too(desk: Desk) -> None:
    words = field(block_id="note", label=plain("Note"), optional=True)
    kind = {"type": "static_select", "action_id": "kind", "options": GREEN["options"]}
    await desk.open(modal(words, field(kind, block_id="kind", label=plain("Kind"), dispatch_action=True)))
    await desk.page.get_by_label("Note").fill("half")
    await pick(desk, "Kind", "Grijs")
    assert (await actioned(desk))["selected_option"]["value"] == "x"
    [heard] = desk.heard("block_actions")
    assert heard["view"]["state"]["values"]["note"]["words"]["value"] == "half"
    await expect(desk.page.get_by_role("combobox", name="Kind")).to_be_focused()


async def test_a_form_that_is_sent_twice_in_a_hurry_is_sent_once(desk: Desk) -> None:
    await desk.open(modal(field(block_id="note", label=plain("Note"))))
    await desk.page.get_by_label("Note").fill("once")
    await desk.page.get_by_role("button", name="Save").dblclick()
    await expect(desk.page.get_by_role("dialog")).to_have_count(0)
    assert len(desk.heard("view_submission")) == 1


async def test_a_form_keeps_the_focus_closes_with_escape_and_gives_the_focus_back(desk: Desk) -> None:
    box = desk.page.get_by_role("combobox", name="Message", exact=True)
    await box.focus()
    await desk.open(
        modal(field(block_id="note", label=plain("Note")), close=plain("Back"), notify_on_close=True)
    )
    await expect(desk.page.get_by_label("Note")).to_be_focused()
    for _ in range(6):
        await desk.page.keyboard.press("Tab")
        assert await desk.page.evaluate(
            "document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))"
        )
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.get_by_role("dialog")).to_have_count(0)
    await expect(box).to_be_focused()
    await desk.stage.slack.wait_for(lambda: desk.heard("view_closed"))


async def test_forms_lie_on_each_other_and_a_list_closes_before_its_form(desk: Desk) -> None:
    await desk.open(modal(section("Below"), actions(button("Further", action_id="on", value="1"))))
    await desk.page.get_by_role("button", name="Further").click()
    await actioned(desk)
    trigger = desk.heard("block_actions")[0]["trigger_id"]
    choice = field(
        {"type": "static_select", "action_id": "k", "options": GREEN["options"]}, label=plain("Kind")
    )
    assert await desk.stage.error("views.push", trigger_id=trigger, view=modal(choice)) is None
    await desk.page.get_by_role("combobox", name="Kind").click()
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.get_by_role("combobox", name="Kind")).to_be_focused()
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.get_by_role("dialog")).to_contain_text("Below")


async def test_buttons_and_menus_of_a_message_say_what_was_pressed_and_chosen(desk: Desk) -> None:
    assert await desk.stage.post(*CONTROLS) is None
    page = desk.page
    await page.get_by_role("button", name="Plain").click()
    assert (await actioned(desk, 1))["value"] == "p"
    await page.get_by_role("combobox", name="A colour").click()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    assert (await actioned(desk, 2))["selected_option"]["value"] == "g"
    await page.get_by_role("combobox", name="Somebody", exact=True).click()
    await page.keyboard.type("bo")
    await page.keyboard.press("Enter")
    assert (await actioned(desk, 3))["selected_user"] == desk.bo.id
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("option", name="Close").click()
    assert (await actioned(desk, 4))["selected_option"]["value"] == "c"
    await page.locator("input[type=date]").fill("2026-12-01")
    assert (await actioned(desk, 5))["selected_date"] == "2026-12-01"
    await pick(desk, "Several: Choose any", "Red", "Blue")
    assert [one["value"] for one in (await actioned(desk, 6))["selected_options"]] == ["r", "b"]
    await page.get_by_role("checkbox", name="Green").check()
    assert [one["value"] for one in (await actioned(desk, 7))["selected_options"]] == ["g"]
    await page.get_by_role("button", name="Bad").click()
    assert (await actioned(desk, 8))["value"] == "0"


async def test_a_button_that_asks_first_does_nothing_until_somebody_says_yes(desk: Desk) -> None:
    assert await desk.stage.post(*CONTROLS[:1]) is None
    delete = desk.page.get_by_role("button", name="Delete")
    await delete.click()
    await expect(desk.page.get_by_role("dialog", name="Sure?")).to_contain_text("Really")
    await desk.page.screenshot(path=picture("confirm"))
    await desk.page.get_by_role("button", name="No").click()
    await expect(delete).to_be_focused()
    assert desk.heard("block_actions") == []
    await delete.click()
    await desk.page.get_by_role("button", name="Yes").click()
    assert (await actioned(desk))["value"] == "s"


async def test_commands_complete_with_what_may_follow_and_mentions_reach_the_bot(desk: Desk) -> None:
    box = desk.page.get_by_role("combobox", name="Message", exact=True)
    await box.press_sequentially("/lo")
    await expect(desk.page.get_by_role("option", name="/load")).to_contain_text("Shows a load")
    await desk.page.keyboard.press("Tab")
    await expect(desk.page.get_by_text("/load [me | @worker] | room")).to_be_visible()
    await box.press_sequentially("@b")
    await desk.page.keyboard.press("Enter")
    desk.bot.answer = lambda _: {"text": "Bo holds 12 children."}
    await desk.page.keyboard.press("Enter")
    await expect(desk.page.get_by_text("Only visible to you")).to_be_visible()
    [command] = [envelope["payload"] for envelope in desk.bot.seen if envelope["type"] == "slash_commands"]
    await expect(box).to_have_value("")
    assert (command["command"], command["text"]) == ("/load", f"<@{desk.bo.id}|bo>")
    await desk.page.keyboard.press("ArrowUp")
    await expect(box).to_have_value("/load @bo")


async def test_what_failed_is_said_and_the_line_stays_to_be_sent_again(desk: Desk) -> None:
    box = desk.page.get_by_role("combobox", name="Message", exact=True)
    await box.fill("/nonsense")
    await desk.page.get_by_role("button", name="Send", exact=True).click()
    await expect(desk.page.get_by_role("alert")).to_contain_text("/nonsense is not a valid command.")
    await expect(box).to_have_value("/nonsense")
    desk.bot.answer = lambda _: {"nonsense": True}
    await box.fill("/load")
    await desk.page.get_by_role("button", name="Send", exact=True).click()
    await expect(desk.page.get_by_role("alert")).to_contain_text("failed with the error")
    await desk.page.screenshot(path=picture("failed"))


async def test_a_message_that_is_only_somebody_elses_is_not_there(desk: Desk) -> None:
    await desk.stage.call(
        "chat.postEphemeral", channel=desk.stage.team.id, user=desk.bo.id, text="For Bo alone"
    )
    await desk.stage.post(section("For everybody"))
    await expect(desk.page.get_by_text("For everybody")).to_be_visible()
    await expect(desk.page.get_by_text("For Bo alone")).to_have_count(0)
    await desk.go("bo")
    await expect(desk.page.get_by_text("For Bo alone")).to_be_visible()


async def test_messages_change_before_ones_eyes_and_threads_count_their_replies(desk: Desk) -> None:
    sent = await desk.stage.call("chat.postMessage", channel=desk.stage.team.id, text="First words")
    await expect(desk.page.get_by_text("First words")).to_be_visible()
    await desk.stage.call("chat.update", channel=desk.stage.team.id, ts=sent["ts"], text="Second thoughts")
    await expect(desk.page.get_by_text("(edited)")).to_be_visible()
    await desk.stage.call(
        "chat.postMessage", channel=desk.stage.team.id, text="A reply", thread_ts=sent["ts"]
    )
    await desk.page.get_by_role("button", name="1 reply").click()
    thread = desk.page.get_by_role("log", name="Thread")
    await expect(thread).to_contain_text("A reply")
    await desk.page.get_by_role("combobox", name="Reply in this thread").fill("Mine")
    await desk.page.keyboard.press("Enter")
    await expect(thread).to_contain_text("Mine")
    await expect(desk.page.get_by_role("button", name="2 replies")).to_be_visible()
    await desk.page.screenshot(path=picture("thread"))
    await desk.stage.call("chat.delete", channel=desk.stage.team.id, ts=sent["ts"])
    await expect(desk.page.get_by_text("Second thoughts")).to_have_count(0)


async def test_what_is_new_is_counted_until_it_has_been_looked_at(desk: Desk) -> None:
    other = desk.stage.slack.add_channel("other", [desk.stage.ann])
    desk.stage.slack.say(desk.stage.ann, other, "my own words")
    await desk.page.get_by_role("link", name="other").click()
    await expect(desk.page.get_by_text("my own words")).to_be_visible()
    await desk.page.get_by_role("link", name="team").click()
    await desk.stage.call("chat.postMessage", channel=other.id, text="news")
    await desk.stage.call("chat.postMessage", channel=desk.bo.id, text="for Bo")
    entry = desk.page.get_by_role("link", name="other 1 new")
    await expect(entry).to_be_visible()
    await desk.page.get_by_role("combobox", name="Switch to somebody else").click()
    await expect(desk.page.get_by_role("option", name="Bo <b>Jones</b>")).to_contain_text("1 new")
    await desk.page.keyboard.press("Escape")
    await entry.click()
    await expect(desk.page.get_by_role("separator", name="New")).to_be_visible()
    await expect(desk.page.get_by_role("link", name="other 1 new")).to_have_count(0)


async def test_a_message_shortcut_is_offered_beside_each_message(desk: Desk) -> None:
    desk.stage.slack.say(desk.bo, desk.stage.team, "look at this")
    message = desk.page.locator(".message", has_text="look at this")
    await message.hover()
    await message.get_by_role("button", name="More for this message").click()
    await desk.page.get_by_role("option", name="Look").click()
    await desk.stage.slack.wait_for(lambda: desk.heard("message_action"))
    assert desk.heard("message_action")[0]["message"]["text"] == "look at this"


async def test_a_lost_connection_is_said_and_comes_back_by_itself(desk: Desk) -> None:
    streams: list[WebSocketRoute] = []
    is_lost = asyncio.Event()

    async def carry(stream: WebSocketRoute) -> None:
        if streams and not is_lost.is_set():
            await stream.close()
            return
        streams.append(stream)
        stream.connect_to_server()

    page = await desk.page.context.new_page()
    await page.route_web_socket("**/page/stream", carry)
    await page.goto(desk.page.url)
    await expect(page.get_by_role("heading", name="#team")).to_be_visible()
    await streams[0].close()
    await expect(page.get_by_text("The connection is lost")).to_be_visible()
    await desk.stage.post(section("written meanwhile"))
    is_lost.set()
    await expect(page.get_by_text("written meanwhile")).to_be_visible()
    await expect(page.get_by_text("The connection is lost")).to_have_count(0)
    await page.close()


async def test_a_picture_is_shown_with_its_words_and_a_file_can_be_fetched(desk: Desk) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40"/></svg>'
    )
    for name, content in (("trend.svg", svg), ("load.csv", b"worker,children\n")):
        asked = await desk.stage.query(
            "files.getUploadURLExternal", filename=name, length=str(len(content)), alt_txt="The trend"
        )
        async with desk.stage.session.post(asked["upload_url"], data=content) as done:
            assert done.status == 200
        files = [{"id": asked["file_id"], "title": name}]
        assert (
            await desk.stage.call("files.completeUploadExternal", files=files, channel_id=desk.stage.team.id)
        )["ok"]
    picture_shown = desk.page.get_by_role("img", name="The trend")
    assert await wide(picture_shown) == 80
    async with desk.page.expect_download() as started:
        await desk.page.get_by_role("link", name="load.csv").click()
    assert (await started.value).suggested_filename == "load.csv"


async def wide(image: Locator) -> int:
    """How wide a picture is, once it has been fetched."""
    await image.scroll_into_view_if_needed()
    width: int = await image.evaluate("async (one) => { await one.decode(); return one.naturalWidth; }")
    return width


async def test_the_clock_is_turned_and_meanwhile_says_so(desk: Desk) -> None:
    may_end = asyncio.Event()

    async def turn() -> None:
        await may_end.wait()
        desk.stage.turn(3600)

    desk.stage.slack.page.turns = {"Next hour": turn}
    desk.stage.slack.workspace.changes.happened()
    await expect(desk.page.locator("#time")).to_have_text("Friday 15 January 2027, 08:00")
    await desk.page.get_by_role("button", name="Next hour").click()
    await expect(desk.page.get_by_text("Turning the clock…")).to_be_visible()
    may_end.set()
    await expect(desk.page.locator("#time")).to_have_text("Friday 15 January 2027, 09:00")


async def test_a_page_that_is_held_can_be_watched_and_says_why_it_does_nothing(desk: Desk) -> None:
    desk.stage.slack.page.notice = "The story is being told."
    await expect(desk.page.get_by_role("status").filter(has_text="The story is being told.")).to_be_visible()
    await desk.page.get_by_role("combobox", name="Message", exact=True).fill("/load")
    await desk.page.keyboard.press("Enter")
    await expect(desk.page.get_by_role("alert")).to_contain_text("The story is being told.")
    assert desk.bot.seen == [] or all(envelope["type"] == "events_api" for envelope in desk.bot.seen)


async def test_the_log_shows_what_the_bot_called_and_what_was_refused(desk: Desk) -> None:
    await desk.page.get_by_role("button", name="What the bot called").click()
    await desk.stage.post(section("words"))
    await desk.stage.call("chat.postMessage", channel="C404", text="lost")
    panel = desk.page.get_by_role("complementary")
    await expect(panel.get_by_text("refused: channel_not_found")).to_be_visible()
    await panel.get_by_text("chat.postMessage").first.click()
    await expect(panel.get_by_text('"channel": "C404"')).to_be_visible()
    await desk.page.screenshot(path=picture("log"))
    assert desk.stage.slack.bot_token not in await panel.inner_text()
