"""A browser, and a local Slack with Ann, Bo and a bot that does what it is told."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest_asyncio
from playwright.async_api import Error, Page, Request, async_playwright, expect

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

    def note_problem(self, problem: Error) -> None:
        """Remembers what went wrong in the page's own code."""
        self.wrong.append(str(problem))

    def note_request(self, asked: Request) -> None:
        """Remembers what was asked of another machine."""
        if not asked.url.startswith((self.stage.slack.page_url, "about:", "data:")):
            self.wrong.append(asked.url)

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
async def tab() -> AsyncIterator[Page]:
    """One tab for all tests of a worker: opening another costs more than most of them."""
    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        context = await browser.new_context(locale="en-GB")
        page = await context.new_page()
        page.set_default_timeout(SECONDS * 1000)
        yield page
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def desk(tab: Page) -> AsyncIterator[Desk]:
    """Nothing may go wrong in the page's own code, and nothing may be asked of any other machine."""
    async with staged() as stage, raw_bot(stage) as bot:
        bo = stage.slack.add_person("Bo <b>Jones</b> & Söhne", handle="bo", title="Social worker")
        stage.slack.invite(stage.team, bo)
        made = Desk(tab, stage, bot, bo)
        tab.on("pageerror", made.note_problem)
        tab.on("request", made.note_request)
        await tab.set_viewport_size(WIDE)
        await tab.emulate_media(color_scheme="light")
        await made.go()
        yield made
        await tab.goto("about:blank")
        tab.remove_listener("pageerror", made.note_problem)
        tab.remove_listener("request", made.note_request)
        assert made.wrong == []
