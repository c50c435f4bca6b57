"""The whole demonstration: make the council, open the scene, tell the story, then take what is typed."""

from bot.demo.council import build_council
from bot.demo.north import PRIYA
from bot.demo.prompt import Ask, Prompt
from bot.demo.scene import Scene, open_scene
from bot.demo.story import tell_story
from bot.demo.telling import Teller

SEED = 1


async def show(seed: int, ask: Ask | None) -> None:
    """Tell the story of the council of this seed; with `ask` the prompt follows it."""
    async with open_scene(build_council(seed)) as scene:
        teller = Teller(scene)
        welcome(scene, teller)
        await tell_story(scene, teller)
        teller.note("")
        teller.note("That was the story; every figure in it was read from what the local Slack received.")
        if ask is not None:
            await Prompt(scene, teller, scene.people[scene.council.person(PRIYA).handle]).run(ask)


def welcome(scene: Scene, teller: Teller) -> None:
    """What is there: read from the local Slack, as everything that follows."""
    people, channels = len(scene.slack.people), len(scene.channels)
    teller.note(
        f"A made-up council (seed {scene.council.seed}) on a local Slack: {people} people, {channels} team "
        "channels, two years behind them. Nobody in it is real."
    )
