"""The whole demonstration: the council, the scene with its page, the story, and what is typed."""

import asyncio
import contextlib
import signal

from bot.demo.council import build_council
from bot.demo.faults import switch_on
from bot.demo.front import open_browser, set_up
from bot.demo.north import PRIYA
from bot.demo.prompt import Ask, Prompt
from bot.demo.scene import Scene, open_scene
from bot.demo.screen import Screen
from bot.demo.story import tell_story
from bot.demo.telling import Teller

SEED = 1


async def show_tour(seed: int) -> None:
    """Tell the story of the council of this seed, and leave."""
    async with open_scene(build_council(seed)) as scene:
        await _tell(scene, Teller(scene))


async def show_all(seed: int, port: int, ask: Ask, *, has_faults: bool = False) -> None:
    """Tell the story, to be watched in the page too; then both the page and the prompt are somebody's.

    With faults Slack has a bad day from then on.
    """
    async with open_scene(build_council(seed), port) as scene:
        teller = Teller(scene)
        _open_page(scene, teller)
        await _tell(scene, teller)
        teller.note(f"It goes on in a browser, {scene.slack.page_url}, or here.")
        _begin_faults(scene, teller, has_faults)
        priya = scene.people[scene.council.person(PRIYA).handle]
        await Prompt(Screen(scene, teller, priya)).run(ask)


async def show_page(seed: int, port: int, *, has_faults: bool = False) -> None:
    """The page alone, with nothing told, until somebody ends it."""
    async with open_scene(build_council(seed), port) as scene:
        teller = Teller(scene)
        welcome(scene, teller)
        _open_page(scene, teller)
        _begin_faults(scene, teller, has_faults)
        teller.note("Ctrl-C ends it; nothing of it is kept.")
        await _until_stopped()


def _open_page(scene: Scene, teller: Teller) -> None:
    set_up(scene)
    teller.note(f"In a browser: {scene.slack.page_url}")
    open_browser(scene.slack.page_url)


def _begin_faults(scene: Scene, teller: Teller, is_wanted: bool) -> None:
    if is_wanted:
        for line in switch_on(scene.slack, scene.council.seed):
            teller.note(line)


async def _tell(scene: Scene, teller: Teller) -> None:
    welcome(scene, teller)
    await tell_story(scene, teller)
    teller.note("")
    teller.note("That was the story; every figure in it was read from what the local Slack received.")


async def _until_stopped() -> None:
    stop = asyncio.Event()
    with contextlib.suppress(NotImplementedError):  # where there are no such signals, Ctrl-C cancels us
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


def welcome(scene: Scene, teller: Teller) -> None:
    """What is there: read from the local Slack, as everything that follows."""
    people, channels = len(scene.slack.people), len(scene.channels)
    teller.note(
        f"A made-up council (seed {scene.council.seed}) on a local Slack: {people} people, {channels} team "
        "channels, two years behind them. Nobody in it is real."
    )
