"""What the page draws: every block and element the local Slack accepts, safely, in every light and width."""

import pytest
from playwright.async_api import FloatRect, expect

from bot.sandbox.block_rules import BLOCKS
from bot.sandbox.element_rules import ELEMENTS
from bot.sandbox.people import Message
from bot.sandbox.surfaces import elements_of
from tests.bot.sandbox.page.conftest import Desk
from tests.bot.sandbox.page.contrast import too_faint
from tests.bot.sandbox.page.gallery import CONTROLS, FIELDS, MARKUP, MESSAGES, WORDS, data_table, whole_form
from tests.bot.sandbox.stage import Json, field, modal, section
from tests.browser import PHONE, picture

pytestmark = pytest.mark.asyncio(loop_scope="session")
OPENED = "app_home_opened"
ON_FORMS_ONLY = {"input", "alert"}


async def hang(desk: Desk) -> None:
    """Posts the whole gallery."""
    for blocks in MESSAGES:
        desk.stage.turn(1)
        assert await desk.stage.post(*blocks) is None
    await expect(desk.page.locator(".message")).to_have_count(len(MESSAGES))


def kinds(blocks: tuple[Json, ...]) -> set[str]:
    return {block["type"] for block in blocks} | {
        part["type"] for block in blocks for part in elements_of(block)
    }


async def test_nothing_that_slack_accepts_is_left_undrawn(desk: Desk) -> None:
    shown = set().union(*map(kinds, MESSAGES)) | {element["type"] for _, element in FIELDS} | ON_FORMS_ONLY
    missing = (set(BLOCKS) | set(ELEMENTS)) - shown
    assert missing == {"conversations_select"}, "the gallery shows one of each"
    await hang(desk)
    await desk.open(whole_form())
    await expect(desk.page.get_by_role("dialog").get_by_label("Moment")).to_be_attached()
    await expect(desk.page.locator(".undrawn")).to_have_count(0)


async def test_what_cannot_be_drawn_says_so(desk: Desk) -> None:
    message = Message(
        desk.stage.team, desk.stage.slack.workspace.new_ts(), desk.bo.id, "words", [{"type": "wall"}]
    )
    desk.stage.slack.workspace.add_message(message)
    await expect(desk.page.get_by_text("I can’t draw a block of type “wall”.")).to_be_visible()


async def test_what_people_write_is_never_taken_as_markup(desk: Desk) -> None:
    blocks = [section(MARKUP), {"type": "header", "text": {"type": "plain_text", "text": MARKUP[:150]}}]
    blocks += [{"type": "markdown", "text": MARKUP}, data_table(2) | {"caption": MARKUP}]
    assert await desk.stage.post(*blocks, text=MARKUP) is None
    desk.stage.slack.say(desk.bo, desk.stage.team, f"{MARKUP} <javascript:alert(1)|press>")
    message = desk.page.locator(".message").last
    await expect(message).to_contain_text("<script>document.title=2</script>")
    await expect(message).to_contain_text("Bo <b>Jones</b> & Söhne")
    assert await desk.page.locator(".message img[src=x], .message script, .message b").count() == 0
    assert await desk.page.locator("a[href^=javascript]").count() == 0
    assert await desk.page.title() == "#team · Ann Smith"


async def test_marked_up_text_reads_as_it_does_in_slack(desk: Desk) -> None:
    await desk.stage.post(*WORDS)
    message = desk.page.locator(".message")
    await expect(message.locator("strong", has_text="bold").first).to_be_visible()
    for words in (
        "⚠️ :unheard_of:",
        "@here",
        "2*3*4 and snake_case_words",
        "quoted & kept",
        "Fri 15 Jan at 08:00",
    ):
        await expect(message).to_contain_text(words)
    await expect(message.get_by_role("link", name="a page").first).to_have_attribute(
        "rel", "noopener noreferrer"
    )


async def test_a_data_table_is_sorted_by_its_heads_and_turned_page_by_page(desk: Desk) -> None:
    await desk.stage.post(data_table(23, page_size=8))
    table = desk.page.get_by_role("table", name="North")
    await expect(table.get_by_role("row")).to_have_count(9)
    await table.get_by_role("button", name="Children").click()
    await table.get_by_role("button", name="Children").click()
    await expect(table.get_by_role("columnheader", name="Children")).to_have_attribute(
        "aria-sort", "descending"
    )
    await expect(table.get_by_role("row").nth(1)).to_contain_text("22")
    await desk.page.get_by_role("button", name="Next", exact=True).click()
    await expect(desk.page.get_by_text("Page 2 of 3")).to_be_visible()
    await expect(table.get_by_role("row").nth(1)).to_contain_text("14")


async def test_a_chart_has_its_numbers_in_words_and_as_a_table(desk: Desk) -> None:
    await desk.stage.post(*MESSAGES[1])
    await expect(desk.page.get_by_role("img", name="At 12 Oct: Children 107; Promise 108")).to_have_count(2)
    await desk.page.get_by_text("The same as a table").first.click()
    await expect(desk.page.get_by_role("row", name="7 Sep 98 105")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everything_can_be_read_in_light_and_in_dark(desk: Desk, scheme: str) -> None:
    await desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await hang(desk)
    await desk.page.set_viewport_size({"width": 1280, "height": 3900})
    for part in range(3):
        clip: FloatRect = {"x": 0, "y": part * 1300, "width": 1280, "height": 1300}
        await desk.page.screenshot(path=picture(f"gallery-{scheme}-{part + 1}"), clip=clip)
    assert await too_faint(desk.page) == []
    desk.bot.answer = lambda _: {
        "response_action": "errors",
        "errors": {"Words": "Please say it in other words."},
    }
    await desk.open(whole_form(close={"type": "plain_text", "text": "Back"}))
    await desk.page.get_by_role("button", name="Save").click()
    await expect(desk.page.get_by_text("in other words")).to_be_visible()
    await desk.page.set_viewport_size({"width": 1280, "height": 980})
    await desk.page.screenshot(path=picture(f"form-{scheme}"))
    assert await too_faint(desk.page) == []


async def test_on_a_phone_nothing_is_wider_than_the_screen(desk: Desk) -> None:
    await desk.page.set_viewport_size(PHONE)
    await hang(desk)
    await desk.page.screenshot(path=picture("phone"))
    assert await desk.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    wide = "(all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).length"
    assert await desk.page.eval_on_selector_all(".message .block", wide) == 0
    await desk.page.get_by_role("button", name="Channels and apps").click()
    await desk.page.screenshot(path=picture("phone-places"))
    await desk.page.get_by_role("link", name="Home").click()
    await expect(desk.page.get_by_text("Nothing here yet")).to_be_visible()
    await desk.open(whole_form())
    await desk.page.screenshot(path=picture("phone-form"))


async def test_a_home_appears_when_it_is_published_and_is_asked_for_at_each_opening(desk: Desk) -> None:
    await desk.go(place="app/home")
    await expect(desk.page.get_by_text("Nothing here yet")).to_be_visible()
    await desk.page.get_by_role("link", name="Messages").first.click()
    await desk.page.get_by_role("link", name="Home").first.click()
    await desk.stage.slack.wait_for(
        lambda: [event.name for event in desk.stage.slack.events].count(OPENED) == 2
    )
    view = {"type": "home", "blocks": [section("Good morning, Ann"), *CONTROLS[:1]]}
    assert await desk.stage.error("views.publish", user_id=desk.stage.ann.id, view=view) is None
    await expect(desk.page.get_by_text("Good morning, Ann")).to_be_visible()
    await desk.page.get_by_role("button", name="Plain").click()
    await desk.stage.slack.wait_for(lambda: desk.heard("block_actions"))
    [heard] = desk.heard("block_actions")
    assert heard["actions"][0]["value"] == "p"
    assert heard["view"]["type"] == "home"


async def test_a_form_drawn_again_keeps_what_is_being_typed(desk: Desk) -> None:
    words = field({"type": "plain_text_input", "action_id": "value"}, block_id="words")
    await desk.open(modal(words))
    box = desk.page.get_by_label("Label")
    await box.fill("half a sen")
    [view] = desk.stage.slack.open_views(desk.stage.ann)
    again = modal(section("New"), words | {"hint": {"type": "plain_text", "text": "In short"}})
    assert await desk.stage.error("views.update", view_id=view.id, view=again) is None
    await expect(desk.page.get_by_text("In short")).to_be_visible()
    await desk.page.keyboard.type("tence")
    await expect(box).to_have_value("half a sentence")
