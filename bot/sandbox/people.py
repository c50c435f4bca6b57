"""Who and what a workspace holds: people, channels, messages, views, in the shapes Slack gives them."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]


@dataclass(eq=False)
class Person:
    """Someone in the workspace or, if a stranger, someone of another workspace in a shared channel."""

    id: str
    team_id: str
    name: str
    email: str
    handle: str
    title: str = ""
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    deleted: bool = False

    def as_user(self, *, with_email: bool, updated: int = 0) -> Json:
        """Returns Slack's user object; the deactivated have no roles, `email` needs `users:read.email`."""
        profile: Json = {"real_name": self.name, "display_name": self.handle, "team": self.team_id}
        if self.title:
            profile["title"] = self.title
        if with_email and not self.is_bot:
            profile["email"] = self.email
        user: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.handle,
            "real_name": self.name,
            "deleted": self.deleted,
            "profile": profile,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": updated,
        }
        if not self.deleted:
            user |= {
                "tz": "Europe/London",
                "is_admin": self.is_admin,
                "is_owner": False,
                "is_primary_owner": False,
                "is_restricted": self.is_restricted or self.is_ultra_restricted,
                "is_ultra_restricted": self.is_ultra_restricted,
            }
        if self.is_stranger:
            user["is_stranger"] = True
        return user


@dataclass(eq=False)
class Channel:
    """A public or private channel, or the direct messages between one person and the bot (`is_im`)."""

    id: str
    name: str
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    is_im: bool = False
    members: list[str] = field(default_factory=list)

    @property
    def kind(self) -> Literal["public_channel", "private_channel", "im"]:
        """The conversation's type, as `conversations.list` names it."""
        return "im" if self.is_im else "private_channel" if self.is_private else "public_channel"

    def as_conversation(self, bot_id: str) -> Json:
        """Returns Slack's conversation object as the bot sees it."""
        if self.is_im:
            other = next(member for member in self.members if member != bot_id)
            return {"id": self.id, "is_im": True, "is_channel": False, "user": other, "is_archived": False}
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_ext_shared": self.is_ext_shared,
            "is_shared": self.is_ext_shared,
            "is_member": bot_id in self.members,
            "num_members": len(self.members),
        }


@dataclass(eq=False)
class Message:
    """One message; `ephemeral_to` is the only person who sees it, or None when the whole channel does."""

    channel: Channel
    ts: str
    user_id: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    ephemeral_to: str | None = None
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    by_app: Json | None = None
    edited_ts: str | None = None
    is_deleted: bool = False
    values: Json = field(default_factory=dict)

    def as_message(self, *, with_metadata: bool = False) -> Json:
        """Returns Slack's message object."""
        body: Json = {"type": "message", "user": self.user_id, "text": self.text, "ts": self.ts}
        body |= self.by_app or {}
        if self.blocks:
            body["blocks"] = self.blocks
        if self.attachments:
            body["attachments"] = self.attachments
        if self.files:
            body["files"] = self.files
        if self.thread_ts:
            body["thread_ts"] = self.thread_ts
        if self.edited_ts:
            body["edited"] = {"user": self.user_id, "ts": self.edited_ts}
        if with_metadata and self.metadata:
            body["metadata"] = self.metadata
        return body


@dataclass(eq=False)
class View:
    """A modal or a Home as one person has it before them; `values` is what is typed and chosen in it."""

    id: str
    person: Person
    definition: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    is_open: bool = True

    @property
    def blocks(self) -> list[Json]:
        """The view's blocks, each with its block_id."""
        blocks: list[Json] = self.definition["blocks"]
        return blocks

    @property
    def callback_id(self) -> str:
        """The name the bot gave the view, or nothing."""
        return str(self.definition.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        """What the bot stored in the view, or nothing."""
        return str(self.definition.get("private_metadata", ""))

    @property
    def title(self) -> str:
        """The words at the head of a modal; a Home has none."""
        return str(self.definition.get("title", {}).get("text", ""))

    def as_view(self, app: Json) -> Json:
        """Returns Slack's view object; `app` holds team_id, app_id, bot_id and app_installed_team_id."""
        defaults: Json = {"private_metadata": "", "callback_id": "", "external_id": ""}
        if self.definition["type"] == "modal":
            defaults |= {"close": None, "submit": None, "clear_on_close": False, "notify_on_close": False}
        return {
            **defaults,
            **self.definition,
            "id": self.id,
            "hash": self.hash,
            "state": {"values": self.values},
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            **app,
        }
