"""After the tour: commands typed as any of the council's people, buttons by number, forms, and the clock."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.demo.cast import find_people, people_lines
from bot.demo.controls import Control, controls_of, fields_of, find_field, pick, read_value
from bot.demo.faults import take_faults
from bot.demo.moments import next_hour, next_monday, tomorrow
from bot.demo.scene import Scene
from bot.demo.telling import Teller, fitted
from bot.sandbox import CannotDo, Message, Outcome, Person, View
from handlers.views.words import moment_text

Ask = Callable[[str], Awaitable[str | None]]
MOST_SHOWN, MOST_NAMED = 5, 8


@dataclass
class Prompt:
    """One sitting at the prompt: who types, and what can be pressed."""

    scene: Scene
    tell: Teller
    me: Person
    controls: list[Control] = field(default_factory=list)
    is_over: bool = False

    async def run(self, ask: Ask) -> None:
        """Take lines until somebody leaves or there are no more."""
        self._look_everywhere()
        self.tell.note(f"You are {self.me.name}. Type a slash command, or help.")
        while not self.is_over:
            line = await ask(f"{self.me.handle}> ")
            if line is None:
                break
            await self.take(line.strip())
        self.tell.note("Goodbye. Nothing of this is kept.")

    async def take(self, line: str) -> None:
        """Do what one line says; whatever is wrong with it is said, and nothing ends."""
        word, _, rest = line.partition(" ")
        try:
            if line.startswith("/"):
                await self._command(line)
            elif word.casefold() in WORDS:
                await WORDS[word.casefold()].run(self, rest.strip())
            elif line:
                self.tell.note(f"I don't know “{word}”. Slash commands begin with /; help lists the rest.")
        except CannotDo as problem:
            self.tell.note(f"Slack wouldn't let you: {problem}")

    async def become(self, name: str) -> None:
        """Switch to somebody else."""
        found = find_people(self.scene, name)
        if len(found) != 1:
            names = ", ".join(f"{person.handle} ({person.name})" for person in found[:8])
            self.tell.note(
                f"Who? {names}" if names else f"Nobody here is called “{name}”. people lists them."
            )
            return
        self.me, self.controls = found[0], []
        self.tell.note(f"You are {self.me.name} now.")
        self._show_front()

    async def _command(self, line: str) -> None:
        outcome = await self.scene.say(self.me, line)
        self.controls = []
        self._show(outcome)

    async def ask(self, words: str) -> None:
        """Ask the bot in plain words, by direct message."""
        self.scene.slack.say(self.me, None, words or "?")
        self.scene.sight.look(self.me)
        await self.scene.slack.settled()
        await self.scene.settle()
        self.controls = []
        self._news()

    async def press(self, rest: str) -> None:
        """Press a button by its number, or choose in a menu."""
        number, _, choice = rest.partition(" ")
        if not number.isdecimal() or not 1 <= int(number) <= len(self.controls):
            self.tell.note(f"Which? There are {len(self.controls)} numbered buttons now.")
            return
        control = self.controls[int(number) - 1]
        if control.options and not choice:
            offered = "  ".join(f"{n} {o['text']['text']}" for n, o in enumerate(control.options, 1))
            self.tell.note(f"Choose one, as in press {number} 1:  {offered}")
            return
        value = pick(control.options, choice) if control.options else None
        slack = self.scene.slack
        outcome = await slack.click(
            self.me, control.where, control.action_id, value, block_id=control.block_id
        )
        await self.scene.settle()
        self.controls = []
        self._show(outcome)

    async def fill_in(self, rest: str) -> None:
        """Fill in a field of the form in front."""
        form, (name, _, value) = self._form(), rest.partition(" ")
        block_id, element = find_field(form, name)
        await self.scene.fill_in(self.me, form, {block_id: read_value(element, value.strip())})
        self.controls = []
        self._show_front()

    async def submit(self, _: str) -> None:
        """Send the form in front."""
        outcome = await self.scene.submit(self.me, self._form())
        for name, words in outcome.field_errors.items():
            self.tell.note(f"  {name}: {words}")
        self.controls = []
        self._show(outcome)

    async def close(self, _: str) -> None:
        """Close the form in front."""
        await self.scene.slack.close(self.me, self._form())
        self._show_front()

    async def turn(self, rest: str) -> None:
        """Turn the clock by an hour."""
        if rest not in ("", "hour"):
            self.tell.note("The clock turns by: next hour, tomorrow, monday.")
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
            self.tell.note(f"There is no channel #{name}. There are: #{', #'.join(self.scene.channels)}.")
            return
        place = channel or self.scene.slack.direct_channel(self.me)
        if self.me.id not in place.members:
            self.tell.note(f"{self.me.name} isn't in #{place.name}.")
            return
        found = self.scene.slack.messages(place, self.me)[-MOST_SHOWN:]
        if not found:
            self.tell.note("Nothing has been written there yet.")
        self.controls = []
        for message in found:
            self._show_message(message)

    async def people(self, rest: str) -> None:
        """Everybody, team by team."""
        for line in people_lines(self.scene, rest):
            for part in fitted(line):
                self.tell.note(part)

    async def faults(self, rest: str) -> None:
        """What goes wrong in Slack, on order."""
        for line in take_faults(self.scene.slack, rest, self.scene.council.seed):
            self.tell.note(line)

    async def help(self, _: str) -> None:
        """What can be typed."""
        self.tell.note(
            f"It is {moment_text(self.scene.now)}. /caseload help says what the bot can do. Beside it:"
        )
        for usage, summary in ((word.usage, word.summary) for word in WORDS.values() if word.usage):
            self.tell.note(f"  {usage:<22}{summary}")

    async def leave(self, _: str) -> None:
        """Leave."""
        self.is_over = True

    async def _turn(self, to: datetime) -> None:
        await self.scene.turn_clock(to)
        self.tell.note(f"It is {moment_text(self.scene.now)}.")
        self.controls = []
        self._news()

    def _form(self) -> View:
        views = self.scene.slack.open_views(self.me)
        if not views:
            raise CannotDo("no form is open. /allocate opens one.")
        return views[-1]

    def _show(self, outcome: Outcome) -> None:
        """What has come of something: an error, a form, the answer, and whatever else is new."""
        if outcome.error is not None:
            self.tell.note(f"Slack says: {outcome.seen}")
        self._show_front()
        self._news()

    def _show_front(self) -> None:
        views = self.scene.slack.open_views(self.me)
        if not views:
            return
        self.tell.view(views[-1])
        self._number(views[-1])
        fields = ", ".join(fields_of(views[-1]))
        if fields:
            self.tell.note(f"    set FIELD VALUE · submit · close; fields: {fields}")
        else:
            self.tell.note("    close")

    def _news(self) -> None:
        for message in self.scene.sight.news(self.me):
            self._show_message(message)
        told = [person.name for person in self._others() if self._is_told(person)]
        if told:
            more = " and others" if len(told) > MOST_NAMED else ""
            self.tell.note(f"    Also told by direct message: {', '.join(told[:MOST_NAMED])}{more}.")

    def _is_told(self, person: Person) -> bool:
        return any(message.channel.is_im for message in self.scene.sight.news(person))

    def _show_message(self, message: Message) -> None:
        if message.channel.is_im:
            self.tell.note("By direct message:")
        elif message.ephemeral_to is None:
            self.tell.note(f"In #{message.channel.name}:")
        self.tell.message(message)
        self._number(message)

    def _number(self, where: Message | View) -> None:
        for control in controls_of(where):
            self.controls.append(control)
            self.tell.note(f"    press {len(self.controls)}: {control.label}")

    def _look_everywhere(self) -> None:
        for person in self.scene.people.values():
            self.scene.sight.look(person)

    def _others(self) -> list[Person]:
        return [person for person in self.scene.people.values() if person is not self.me]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the prompt's own; without a usage it is another name for one that has it."""

    run: Callable[[Prompt, str], Awaitable[None]]
    usage: str = ""
    summary: str = ""


WORDS: Mapping[str, Word] = {
    "ask": Word(Prompt.ask, "ask who has room?", "ask in plain words, by direct message"),
    "as": Word(Prompt.become, "as sam", "act as somebody else"),
    "press": Word(Prompt.press, "press 1", "press a numbered button; press 2 3 chooses in a menu"),
    "set": Word(
        Prompt.fill_in, "set kind cp", "fill in a field; several values with commas; nothing empties"
    ),
    "submit": Word(Prompt.submit, "submit", "send the form"),
    "close": Word(Prompt.close, "close", "close the form"),
    "next": Word(Prompt.turn, "next hour", "turn the clock by an hour"),
    "tomorrow": Word(Prompt.tomorrow, "tomorrow", "turn it to nine tomorrow"),
    "monday": Word(Prompt.monday, "monday", "turn it to nine on Monday, when digests go out"),
    "messages": Word(
        Prompt.messages, "messages #north", "read a channel; messages alone: what you were told"
    ),
    "faults": Word(
        Prompt.faults, "faults on", "let Slack fail now and then; faults off ends it, faults lists"
    ),
    "people": Word(Prompt.people, "people north", "who there is"),
    "help": Word(Prompt.help, "help", "this list"),
    "quit": Word(Prompt.leave, "quit", "leave"),
    "exit": Word(Prompt.leave),
    "cancel": Word(Prompt.close),
}
