"""A browser, and a local Slack with Ann, Bo and a bot that does what it is told."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.sandbox import Person
from tests.bot.sandbox.stage import Json, RawBot, Stage, raw_bot, staged
from tests.browser import FLAGS, SECONDS, WIDE, chromium


@dataclass
class Desk:
    """A browser tab on the local Slack, in which Ann looks at #team."""

    page: Page
    stage: Stage
    bot: RawBot
    bo: Person
    wrong: list[str] = field(default_factory=list)

    async def go(self, handle: str = "ann", place: str = "team") -> None:
        """Opens a place as somebody."""
        await self.page.goto(f"{self.stage.slack.page_url}/#/{handle}/{place}")
        await expect(self.page.locator("#places a[aria-current=page]")).to_be_visible()

    async def open(self, view: Json) -> None:
        """Opens a form for Ann and waits until it is in front."""
        assert await self.stage.open(view) is None
        await expect(self.page.get_by_role("dialog")).to_be_visible()

    def heard(self, kind: str) -> list[Json]:
        """The interactions of this kind that the bot was told of."""
        payloads = [envelope["payload"] for envelope in self.bot.seen]
        return [payload for payload in payloads if payload.get("type") == kind]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser) -> AsyncIterator[Desk]:
    """Nothing may go wrong in the page's own code, and nothing may be asked of any other machine."""
    page = await browser.new_page(viewport=WIDE, locale="en-GB")
    page.set_default_timeout(SECONDS * 1000)
    async with staged() as stage, raw_bot(stage) as bot:
        bo = stage.slack.add_person("Bo <b>Jones</b> & Söhne", handle="bo", title="Social worker")
        stage.slack.invite(stage.team, bo)
        made = Desk(page, stage, bot, bo)
        page.on("pageerror", lambda problem: made.wrong.append(str(problem)))
        page.on("request", lambda asked: None if "localhost" in asked.url else made.wrong.append(asked.url))
        await made.go()
        yield made
        await page.close()
        assert made.wrong == []
