"""The page's switches for what goes wrong."""

import pytest
from playwright.async_api import expect

from tests.bot.sandbox.page.conftest import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_fault_is_switched_on_strikes_is_counted_and_is_switched_off(desk: Desk) -> None:
    page, stage = desk.page, desk.stage
    await page.get_by_role("button", name="Faults").click()
    switch = page.get_by_role("switch", name="The channel is archived")
    await switch.check()
    await expect(page.get_by_role("button", name="Faults: 1 on")).to_be_visible()
    refused = await stage.error("chat.postMessage", channel=stage.team.id, text="words")
    assert refused == "is_archived"
    await expect(page.get_by_text("Done once so far.")).to_be_visible()
    await expect(switch).to_be_checked()
    await page.get_by_role("button", name="Switch all off").click()
    await expect(switch).not_to_be_checked()
    assert await stage.error("chat.postMessage", channel=stage.team.id, text="words") is None


async def test_a_broken_connection_is_ordered_by_a_button_and_the_page_says_so(desk: Desk) -> None:
    await desk.page.get_by_role("button", name="Faults").click()
    await desk.page.get_by_role("button", name="The connection breaks").click()
    await expect(desk.page.get_by_text("The bot isn’t connected")).to_be_visible()
    assert desk.stage.slack.faults.on == []
