"""How the story is told in a terminal: headings, who does what, and what people see, word for word."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from bot.demo.scene import Scene
from bot.sandbox import Channel, Message, Outcome, Person, View
from handlers.views.words import moment_text
from scoring.errors import CaseloadError

WIDTH = 110


class StoryBroken(CaseloadError):
    """A step of the story did not show what it must; the sentence says which."""


def to_terminal(line: str) -> None:
    """Print a line at once, also into a pipe."""
    print(line, flush=True)


@dataclass
class Teller:
    """Tells what happens in a scene; everything with a figure in it is read from what Slack received."""

    scene: Scene
    say: Callable[[str], None] = to_terminal

    def heading(self, number: int, title: str) -> None:
        """A step begins."""
        self.say("")
        self.say(f"━━ {number} · {title} ".ljust(WIDTH, "━"))
        self.say(moment_text(self.scene.now))

    def note(self, words: str) -> None:
        """What happens, in a sentence."""
        self.say(words)

    def typed(self, person: Person, line: str) -> None:
        """What somebody types."""
        self.say(f"{first_name(person)} types:  {line}")

    def outcome(self, outcome: Outcome) -> str:
        """The answer to a command, as its person sees it."""
        if outcome.error is not None or outcome.message is None:
            raise StoryBroken(f"The command was not answered: {outcome.seen or 'nothing was shown'}")
        return self.message(outcome.message)

    def message(self, message: Message) -> str:
        return self._quote(self.scene.slack.show(message))

    def view(self, view: View) -> str:
        return self._quote(self.scene.slack.show(view))

    def told(self, person: Person, message: Message) -> str:
        """A direct message, with whose it is."""
        self.say(f"{first_name(person)} is told by direct message:")
        return self.message(message)

    def posted(self, channel: Channel, message: Message) -> str:
        """A channel's message, with where it stands."""
        where = f"in a thread in #{channel.name}" if message.thread_ts else f"in #{channel.name}"
        self.say(f"What everybody reads {where}:")
        return self.message(message)

    def _quote(self, shown: str) -> str:
        for line in shown.split("\n"):
            for part in fitted(line):
                self.say(f"  │ {part}")
        return shown


def fitted(line: str) -> list[str]:
    """A line in lines that fit; of what a menu offers only the beginning."""
    if len(line) <= WIDTH:
        return [line]
    if " of: " in line:
        return [line[: WIDTH - 1] + "…"]
    return textwrap.wrap(line, WIDTH, subsequent_indent="    ", break_on_hyphens=False)


def first_name(person: Person) -> str:
    return person.name.split(" ")[0]


def expect(condition: object, sentence: str) -> None:
    """A step must have shown this."""
    if not condition:
        raise StoryBroken(f"The story broke off: {sentence}")
