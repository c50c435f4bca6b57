"""What each person has read, and what is new for them."""

from bot.sandbox.looks import Looks
from bot.sandbox.people import Channel, Message, Person


class Unread:
    """Remembers up to which message each person has read each channel."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._marks: dict[tuple[str, str], float] = {}

    def mark(self, person: Person, channel: Channel) -> float:
        """Returns the timestamp up to which they have read, 0 if they never looked."""
        return self._marks.get((person.id, channel.id), 0.0)

    def read(self, person: Person, channel: Channel, ts: float) -> None:
        """They have read everything up to this timestamp."""
        self._marks[person.id, channel.id] = max(ts, self.mark(person, channel))
        self._looks.workspace.changes.happened()

    def count(self, person: Person, channel: Channel) -> int:
        """Returns how many messages of others are new for them."""
        mark = self.mark(person, channel)
        return sum(
            float(message.ts) > mark and message.user_id != person.id and not self._is_asked(message)
            for message in self._looks.messages(channel, person)
        )

    def _is_asked(self, message: Message) -> bool:
        """Whether it stands in a conversation with Slack's assistant, which people read where they asked."""
        place = (message.channel.id, message.thread_ts or message.ts)
        return place in self._looks.workspace.assistant_threads

    def told(self) -> dict[str, int]:
        """Returns how many direct messages are new, by person; nobody who has read all of theirs."""
        counts = {
            person_id: self.count(self._looks.workspace.people[person_id], channel)
            for person_id, channel in self._looks.workspace.direct.items()
        }
        return {person_id: number for person_id, number in counts.items() if number}
