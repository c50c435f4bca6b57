"""What the story's steps work with: its people at hand, and how forms and messages are found and sent."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from bot.demo.north import LEAH, PRIYA, SAM
from bot.demo.scene import Scene, channel_name
from bot.demo.telling import StoryBroken, Teller, expect
from bot.sandbox import Channel, Message, Outcome, Person, View
from handlers.views.words import moment_text
from scoring.case import Case
from scoring.ids import FamilyKey


@dataclass
class Stage:
    """The scene with the people of the story at hand, and somebody who tells it."""

    scene: Scene
    tell: Teller

    @property
    def priya(self) -> Person:
        return self._person(PRIYA)

    @property
    def sam(self) -> Person:
        return self._person(SAM)

    @property
    def leah(self) -> Person:
        return self._person(LEAH)

    @property
    def north(self) -> Channel:
        return self.scene.channels[channel_name("North")]

    def sams_cases(self) -> list[Case]:
        """What Sam led when the story began."""
        return self.scene.council.led_by(self.scene.council.person(SAM).id)

    def siblings(self) -> FamilyKey:
        """A family of which Sam leads two children."""
        led = Counter(case.family for case in self.sams_cases() if case.family)
        return next(family for family, number in led.items() if family and number == 2)

    def living(self) -> Message:
        """The one message in North's channel about the promise to Sam; it has buttons while it stands."""
        button = f"plan:worker-{self.scene.council.person(SAM).id}"
        found = [each for each in self.scene.slack.messages(self.north) if button in actions_of(each)]
        expect(len(found) == 1, f"{len(found)} messages in the channel are about the promise to Sam.")
        return found[0]

    def _person(self, name: str) -> Person:
        return self.scene.people[self.scene.council.person(name).handle]


def newest(messages: list[Message], words: str) -> Message:
    """The newest message with these words in it."""
    found = [message for message in messages if words in message.text]
    expect(found, f"no message says “{words}”.")
    return found[-1]


def front(outcome: Outcome) -> View:
    """The form that a command or a click opened."""
    if outcome.view is None:
        raise StoryBroken(f"The story broke off: no form opened. {outcome.seen}")
    return outcome.view


def offered(form: View, field: str) -> list[str]:
    """The values that a form's field offers, in its order."""
    block = next(block for block in form.blocks if block["block_id"] == field)
    return [option["value"] for option in block["element"].get("options", [])]


def actions_of(message: Message) -> list[str]:
    """The names of a message's buttons and menus."""
    parts = [part for block in message.blocks for part in block.get("elements", ()) if isinstance(part, dict)]
    accessories = [block["accessory"] for block in message.blocks if "accessory" in block]
    return [part["action_id"] for part in [*parts, *accessories] if "action_id" in part]


async def later(stage: Stage, by: timedelta) -> None:
    """Turn the clock, and say so."""
    await stage.scene.turn_clock(stage.scene.now + by)
    stage.tell.note(f"The clock is turned: it is {moment_text(stage.scene.now)}.")


async def send(stage: Stage, form: View) -> None:
    """Send a form; where a rule asks for a reason, the first that fits is given."""
    await stage.scene.submit(stage.priya, form)
    if form.is_open and any(block["block_id"] == "because" for block in form.blocks):
        stage.tell.note("A rule asks for a reason, and Priya chooses AGREED: agreed with the worker.")
        await stage.scene.fill_in(stage.priya, form, {"because": "AGREED"})
        await stage.scene.submit(stage.priya, form)


async def clear(stage: Stage) -> None:
    """Priya closes what is still open."""
    for view in reversed(stage.scene.slack.open_views(stage.priya)):
        await stage.scene.slack.close(stage.priya, view)
