"""What is new for a person: messages that came, or that read differently, since they last looked."""

from bot.sandbox import Channel, LocalSlack, Message, Person


class Sight:
    """Remembers what each person has seen."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._seen: dict[str, dict[str, str | None]] = {}

    def places(self, person: Person) -> list[Channel]:
        """Where somebody reads: the channels they are in, and their direct messages last."""
        channels = [each for each in self._slack.workspace.channels.values() if not each.is_im]
        mine = [channel for channel in channels if person.id in channel.members]
        return [*mine, self._slack.direct_channel(person)]

    def news(self, person: Person) -> list[Message]:
        """The messages that are new or changed for somebody, in the order of their places."""
        seen = self._seen.setdefault(person.id, {})
        fresh = []
        for channel in self.places(person):
            for message in self._slack.messages(channel, person):
                if seen.get(message.ts, "") != message.edited_ts:
                    fresh.append(message)
                seen[message.ts] = message.edited_ts
        return fresh

    def look(self, person: Person) -> None:
        """They have seen everything up to now."""
        self.news(person)
