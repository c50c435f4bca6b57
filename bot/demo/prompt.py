"""After the tour: commands typed as any of the council's people, buttons by number, forms, and the clock."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.demo.cast import find_people, people_lines
from bot.demo.controls import find_field, pick, read_value
from bot.demo.faults import take_faults
from bot.demo.moments import next_hour, next_monday, tomorrow
from bot.demo.scene import Scene
from bot.demo.screen import Screen
from bot.demo.telling import fitted
from bot.sandbox import CannotDo, Person, View
from handlers.views.words import moment_text

Ask = Callable[[str], Awaitable[str | None]]
MOST_SHOWN = 5


@dataclass
class Prompt:
    """One sitting at the prompt: who types, and what can be pressed."""

    screen: Screen
    is_over: bool = False

    @property
    def scene(self) -> Scene:
        return self.screen.scene

    @property
    def me(self) -> Person:
        return self.screen.me

    def note(self, words: str) -> None:
        """Say something to whoever sits here."""
        self.screen.tell.note(words)

    async def run(self, ask: Ask) -> None:
        """Take lines until somebody leaves or there are no more."""
        self.screen.look_everywhere()
        self.note(f"You are {self.me.name}. Type a slash command, home, or help.")
        while not self.is_over:
            line = await ask(f"{self.me.handle}> ")
            if line is None:
                break
            await self.take(line.strip())
        self.note("Goodbye. Nothing of this is kept.")

    async def take(self, line: str) -> None:
        """Do what one line says; whatever is wrong with it is said, and nothing ends."""
        word, _, rest = line.partition(" ")
        try:
            if line.startswith("/"):
                await self._command(line)
            elif word.casefold() in WORDS:
                await WORDS[word.casefold()].run(self, rest.strip())
            elif line:
                self.note(f"I don't know “{word}”. Slash commands begin with /; help lists the rest.")
        except CannotDo as problem:
            self.note(f"Slack wouldn't let you: {problem}")

    async def become(self, name: str) -> None:
        """Switch to somebody else."""
        found = find_people(self.scene, name)
        if len(found) != 1:
            names = ", ".join(f"{person.handle} ({person.name})" for person in found[:8])
            self.note(f"Who? {names}" if names else f"Nobody here is called “{name}”. people lists them.")
            return
        self.screen.me = found[0]
        self.note(f"You are {self.me.name} now.")
        self.screen.clear(is_form_seen=False)
        self.screen.show_front()

    async def _command(self, line: str) -> None:
        outcome = await self.scene.say(self.me, line)
        self.screen.clear()
        self.screen.show(outcome)

    async def ask(self, words: str) -> None:
        """Ask the bot in plain words, by direct message."""
        self.scene.slack.say(self.me, None, words or "?")
        self.scene.sight.look(self.me)
        await self.scene.slack.settled()
        await self.scene.settle()
        self.screen.clear()
        self.screen.show_news()

    async def press(self, rest: str) -> None:
        """Press a button by its number, or choose in a menu."""
        number, _, choice = rest.partition(" ")
        if not number.isdecimal() or not 1 <= int(number) <= len(self.screen.controls):
            there = len(self.screen.controls)
            self.note(
                f"Which? press takes a number from 1 to {there}."
                if there
                else "There is nothing to press now."
            )
            return
        control = self.screen.controls[int(number) - 1]
        if control.options and not choice:
            offered = "  ".join(f"{n} {o['text']['text']}" for n, o in enumerate(control.options, 1))
            self.note(f"Choose one, as in press {number} 1:  {offered}")
            return
        value = pick(control.options, choice) if control.options else None
        slack = self.scene.slack
        outcome = await slack.click(
            self.me, control.where, control.action_id, value, block_id=control.block_id
        )
        await self.scene.settle()
        self.screen.clear()
        self.screen.show(outcome)

    async def fill_in(self, rest: str) -> None:
        """Fill in a field of the form in front."""
        form, (name, _, value) = self._form(), rest.partition(" ")
        block_id, element = find_field(form, name)
        await self.scene.fill_in(self.me, form, {block_id: read_value(element, value.strip())})
        self.screen.clear(is_form_seen=False)
        self.screen.show_front()

    async def submit(self, _: str) -> None:
        """Send the form in front."""
        outcome = await self.scene.submit(self.me, self._form())
        for name, words in outcome.field_errors.items():
            self.note(f"  {name}: {words}")
        self.screen.clear()
        self.screen.show(outcome)

    async def close(self, _: str) -> None:
        """Close the form in front."""
        await self.scene.slack.close(self.me, self._form())
        self.screen.show_front()

    async def form(self, _: str) -> None:
        """Show the form in front once more."""
        self._form()
        self.screen.clear(is_form_seen=False)
        self.screen.show_front()

    async def home(self, _: str) -> None:
        """Open the bot's Home."""
        slack = self.scene.slack
        slack.open_home(self.me)
        await slack.settled()
        await self.scene.settle()
        self.screen.clear()
        view = slack.home(self.me)
        if view is None:
            self.note("The bot has drawn no Home for you.")
            return
        self.screen.show_view(view)

    async def turn(self, rest: str) -> None:
        """Turn the clock by an hour."""
        if rest not in ("", "hour"):
            self.note("The clock turns by: next hour, tomorrow, monday.")
            return
        await self._turn(next_hour(self.scene.now))

    async def tomorrow(self, _: str) -> None:
        """Turn the clock to nine the next morning."""
        await self._turn(tomorrow(self.scene.now))

    async def monday(self, _: str) -> None:
        """Turn the clock to nine on Monday, when digests go out."""
        await self._turn(next_monday(self.scene.now))

    async def messages(self, rest: str) -> None:
        """What stands in a channel, or in the direct messages."""
        name = rest.removeprefix("#")
        channel = self.scene.channels.get(name) if name else None
        if name and channel is None:
            self.note(f"There is no channel #{name}. There are: #{', #'.join(self.scene.channels)}.")
            return
        place = channel or self.scene.slack.direct_channel(self.me)
        if self.me.id not in place.members:
            self.note(f"{self.me.name} isn't in #{place.name}.")
            return
        found = self.scene.slack.messages(place, self.me)[-MOST_SHOWN:]
        if not found:
            self.note("Nothing has been written there yet.")
        self.screen.clear()
        for message in found:
            self.screen.show_message(message)

    async def people(self, rest: str) -> None:
        """Everybody, team by team."""
        for line in people_lines(self.scene, rest):
            for part in fitted(line):
                self.note(part)

    async def faults(self, rest: str) -> None:
        """What goes wrong in Slack, on order."""
        for line in take_faults(self.scene.slack, rest, self.scene.council.seed):
            self.note(line)

    async def help(self, _: str) -> None:
        """What can be typed."""
        self.note(f"You are {self.me.name}; it is {moment_text(self.scene.now)}. You can type:")
        for usage, summary in COMMANDS:
            self.note(f"  {usage:<22}{summary}")
        for usage, summary in ((word.usage, word.summary) for word in WORDS.values() if word.usage):
            self.note(f"  {usage:<22}{summary}")

    async def leave(self, _: str) -> None:
        """Leave."""
        self.is_over = True

    async def _turn(self, to: datetime) -> None:
        await self.scene.turn_clock(to)
        self.note(f"It is {moment_text(self.scene.now)}.")
        self.screen.clear()
        self.screen.show_news()

    def _form(self) -> View:
        views = self.scene.slack.open_views(self.me)
        if not views:
            raise CannotDo("no form is open. /allocate opens one.")
        return views[-1]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the prompt's own; without a usage it is another name for one that has it."""

    run: Callable[[Prompt, str], Awaitable[None]]
    usage: str = ""
    summary: str = ""


COMMANDS = (
    ("/caseload", "your caseload or your team's; /caseload help lists everything the bot can do"),
    ("/allocate", "give a case to a worker, by a form or in one line"),
    ("/case REF", "one case, with its buttons"),
)
"""The bot's own commands, said before the prompt's words."""

WORDS: Mapping[str, Word] = {
    "ask": Word(Prompt.ask, "ask who has room?", "ask in plain words, by direct message"),
    "as": Word(Prompt.become, "as sam", "act as somebody else"),
    "press": Word(Prompt.press, "press 1", "press a numbered button; press 2 3 chooses in a menu"),
    "set": Word(
        Prompt.fill_in, "set kind cp", "fill in a field; several values with commas; nothing empties"
    ),
    "form": Word(Prompt.form, "form", "show the open form again"),
    "submit": Word(Prompt.submit, "submit", "send the form"),
    "close": Word(Prompt.close, "close, or cancel", "close the form"),
    "home": Word(Prompt.home, "home", "open the bot's Home"),
    "next": Word(Prompt.turn, "next hour", "turn the clock by an hour"),
    "tomorrow": Word(Prompt.tomorrow, "tomorrow", "turn it to nine tomorrow"),
    "monday": Word(Prompt.monday, "monday", "turn it to nine on Monday, when digests go out"),
    "messages": Word(
        Prompt.messages, "messages #north", "read a channel; messages alone: what you were told directly"
    ),
    "faults": Word(
        Prompt.faults, "faults on", "let Slack fail now and then; faults off ends it, faults lists"
    ),
    "people": Word(Prompt.people, "people north", "who is in a team; people alone: everybody"),
    "help": Word(Prompt.help, "help", "this list"),
    "quit": Word(Prompt.leave, "quit, or exit", "leave"),
    "exit": Word(Prompt.leave),
    "cancel": Word(Prompt.close),
}
