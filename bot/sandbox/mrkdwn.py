"""Slack's marked-up text as a person reads it: names for mentions, words for links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.people import Channel, Person

_MARK = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


@dataclass(frozen=True)
class Names:
    """Knows what people and channels are called, by id."""

    people: Mapping[str, Person]
    channels: Mapping[str, Channel]

    def person(self, user_id: str) -> str:
        """Returns "@handle"."""
        return f"@{self.people[user_id].handle}" if user_id in self.people else f"@{user_id}"

    def channel(self, channel_id: str) -> str:
        """Returns "#name"."""
        return f"#{self.channels[channel_id].name}" if channel_id in self.channels else f"#{channel_id}"

    def read(self, text: str) -> str:
        """Returns the text as it reads; `*bold*` and `_italic_` keep their signs."""
        text = _MARK.sub(self._mark, text)
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    def _mark(self, match: re.Match[str]) -> str:
        sign, target, words = match[1], match[2], match[3]
        if sign == "@":
            return self.person(target)
        if sign == "#":
            return self.channel(target)
        if sign == "!":
            return words or f"@{target}"
        return f"{words} ({target})" if words and words != target else target
