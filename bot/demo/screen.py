"""What the prompt's person has before them: the form in front, what is new, each button by its number."""

from dataclasses import dataclass, field

from bot.demo.controls import Control, controls_of, fields_of
from bot.demo.scene import Scene
from bot.demo.telling import Teller
from bot.sandbox import Message, Outcome, Person, View

MOST_NAMED = 8


@dataclass
class Screen:
    """One person's view of the scene; `controls` are numbered as they are shown."""

    scene: Scene
    tell: Teller
    me: Person
    controls: list[Control] = field(default_factory=list)
    _front: tuple[str, str] | None = None

    def clear(self, is_form_seen: bool = True) -> None:
        """Forget the numbers; and the form, where it is to be shown again whatever has become of it."""
        self.controls = []
        self._front = self._front if is_form_seen else None

    def show(self, outcome: Outcome) -> None:
        """What has come of something: an error, a form, the answer, and whatever else is new."""
        if outcome.error is not None:
            self.tell.note(f"Slack says: {outcome.seen}")
        self.show_front()
        self.show_news()

    def show_front(self) -> None:
        """The form in front; of one that was shown last as it stands, only that it is still open."""
        views = self.scene.slack.open_views(self.me)
        shown, self._front = self._front, (views[-1].id, views[-1].hash) if views else None
        if not views:
            return
        if shown == self._front:
            self.tell.note(f"    The form “{views[-1].title}” is still open: form shows it, close closes it.")
            return
        self.show_view(views[-1])
        fields = ", ".join(fields_of(views[-1]))
        self.tell.note(
            f"    set FIELD VALUE · submit · close; fields: {fields}" if fields else "    close closes it"
        )

    def show_view(self, view: View) -> None:
        """A form or a Home, with the numbers of its buttons."""
        self.tell.view(view)
        self._number(view)

    def show_news(self) -> None:
        """The messages that are new for this person, and who else has been told something."""
        for message in self.scene.sight.news(self.me):
            self.show_message(message)
        told = [person.name for person in self._others() if self._is_told(person)]
        if told:
            more = " and others" if len(told) > MOST_NAMED else ""
            self.tell.note(f"    Also told by direct message: {', '.join(told[:MOST_NAMED])}{more}.")

    def show_message(self, message: Message) -> None:
        """One message, with where it stands unless only this person sees it there."""
        if message.channel.is_im:
            self.tell.note("By direct message:")
        elif message.ephemeral_to is None:
            self.tell.note(f"In #{message.channel.name}:")
        self.tell.message(message)
        self._number(message)

    def look_everywhere(self) -> None:
        """Everybody has seen what is there now."""
        for person in self.scene.people.values():
            self.scene.sight.look(person)

    def _is_told(self, person: Person) -> bool:
        return any(message.channel.is_im for message in self.scene.sight.news(person))

    def _others(self) -> list[Person]:
        return [person for person in self.scene.people.values() if person is not self.me]

    def _number(self, where: Message | View) -> None:
        for control in controls_of(where):
            self.controls.append(control)
            self.tell.note(f"    press {len(self.controls)}: {control.label}")
