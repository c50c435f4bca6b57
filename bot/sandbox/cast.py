"""Who is there: adding people and channels, and what happens to them."""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.core import Core
from bot.sandbox.errors import CannotDo
from bot.sandbox.people import Channel, Person
from bot.sandbox.workspace import OTHER_TEAM_ID, TEAM_ID


class Cast(Core):
    """Sets the scene."""

    @property
    def bot(self) -> Person:
        """The bot's own user."""
        return self.workspace.bot

    @property
    def people(self) -> list[Person]:
        """Everyone but the bot."""
        return [person for person in self.workspace.people.values() if not person.is_bot]

    def add_person(
        self,
        name: str,
        email: str = "",
        handle: str = "",
        *,
        title: str = "",
        is_admin: bool = False,
        is_restricted: bool = False,
        is_ultra_restricted: bool = False,
        is_stranger: bool = False,
        team_id: str = "",
        deleted: bool = False,
    ) -> Person:
        """Adds someone and returns them; email and handle follow the name unless given.

        `title` is what their profile says they do.
        A stranger belongs to another workspace. Sends team_join if the manifest subscribes to it.
        """
        handle = handle or name.lower().replace(" ", ".")
        if handle in self.workspace.handles:
            raise CannotDo(f"@{handle} is taken")
        person = Person(
            self.workspace.new_id("U"),
            team_id or (OTHER_TEAM_ID if is_stranger else TEAM_ID),
            name,
            email or f"{handle}@council.example",
            handle,
            title,
            is_admin=is_admin,
            is_restricted=is_restricted,
            is_ultra_restricted=is_ultra_restricted,
            is_stranger=is_stranger or team_id not in ("", TEAM_ID),
            deleted=deleted,
        )
        self.workspace.add_person(person)
        self._emit_user("team_join", person)
        return person

    def add_channel(
        self,
        name: str,
        members: Iterable[Person] = (),
        *,
        has_bot: bool = True,
        is_private: bool = False,
        is_archived: bool = False,
        is_ext_shared: bool = False,
    ) -> Channel:
        """Adds a channel with these members, the bot among them unless `has_bot` is False, and returns it."""
        ids = [member.id for member in members] + ([self.bot.id] if has_bot else [])
        channel = Channel(
            self.workspace.new_id("C"), name, is_private, is_archived, is_ext_shared, members=ids
        )
        return self.workspace.add_channel(channel)

    def invite(self, channel: Channel, *people: Person) -> None:
        """Adds people (or the bot) to a channel; the bot hears of it if it is there and subscribed."""
        for person in people:
            if person.id not in channel.members:
                channel.members.append(person.id)
                self._emit_member("member_joined_channel", channel, person)
        self.workspace.changes.happened()

    def remove(self, channel: Channel, person: Person) -> None:
        """Takes someone (or the bot) out of a channel."""
        self._emit_member("member_left_channel", channel, person)
        channel.members.remove(person.id)
        self.workspace.changes.happened()

    def archive(self, channel: Channel) -> None:
        """Archives a channel; sends channel_archive."""
        channel.is_archived = True
        content = {
            "type": "channel_archive",
            "channel": channel.id,
            "user": "",
            "event_ts": self.workspace.new_ts(),
        }
        self._emit("channel_archive", content, channel)
        self.workspace.changes.happened()

    def change_person(self, person: Person, **changes: Any) -> None:
        """Changes someone's name, email, handle, roles or `deleted`; sends user_change."""
        for name, value in changes.items():
            if not hasattr(person, name):
                raise CannotDo(f"a person has no {name}")
            setattr(person, name, value)
        self.workspace.rename(person)
        if person.deleted:
            self.workspace.close_modals(person)
        self._emit_user("user_change", person)
        self.workspace.changes.happened()

    def deactivate(self, person: Person) -> None:
        """Deactivates someone's account; sends user_change."""
        self.change_person(person, deleted=True)

    def _emit_user(self, name: str, person: Person) -> None:
        now = self.workspace.keeper.now()
        with_email = "users:read.email" in self.workspace.manifest.scopes
        user = person.as_user(with_email=with_email, updated=int(now))
        self._emit(
            name, {"type": name, "user": user, "cache_ts": int(now), "event_ts": self.workspace.new_ts()}
        )

    def _emit_member(self, name: str, channel: Channel, person: Person) -> None:
        if self.bot.id not in channel.members or channel.is_im:
            return
        content = {
            "type": name,
            "user": person.id,
            "channel": channel.id,
            "channel_type": "G" if channel.is_private else "C",
            "team": person.team_id,
            "event_ts": self.workspace.new_ts(),
        }
        self._emit(name, content, channel)
