"""The methods that post, change and take back messages ("chat.*" method pages)."""

import json
from typing import Any

from bot.sandbox.errors import Refused
from bot.sandbox.people import Channel, Json, Message
from bot.sandbox.surfaces import check_message_blocks
from bot.sandbox.workspace import Workspace, read_json

POST_CHARACTERS = 40_000
UPDATE_CHARACTERS = 4_000
METADATA_BYTES = 8_000
ATTACHMENTS = 100


def read_content(workspace: Workspace, arguments: Json, most: int) -> Json:
    """Returns text, blocks, attachments and metadata of a message, as far as given, or raises Refused.

    A message without `text` is refused even where Slack would accept its blocks: text is what is read aloud
    and notified, and the project always sends it.
    """
    text = arguments.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refused("no_text")
    if len(text) > most:
        raise Refused("msg_too_long")
    content: Json = {"text": text}
    if "blocks" in arguments:
        content["blocks"] = check_message_blocks(read_json(arguments["blocks"], "invalid_blocks_format"))
        _check_files(workspace, content["blocks"])
    if "attachments" in arguments:
        content["attachments"] = _attachments(arguments["attachments"])
    if "metadata" in arguments:
        content["metadata"] = _metadata(arguments["metadata"])
    return content


def _check_files(workspace: Workspace, blocks: list[Json]) -> None:
    for index, block in enumerate(blocks):
        pictures = [block, block.get("accessory", {}), *block.get("elements", [])]
        for picture in pictures if block["type"] in {"image", "section", "context"} else []:
            file_id = picture.get("slack_file", {}).get("id")
            if file_id and not workspace.files.get(file_id, {}).get("is_complete"):
                raise Refused(
                    "invalid_blocks", [f"invalid slack file [json-pointer:/blocks/{index}/slack_file]"]
                )


def _attachments(value: Any) -> list[Json]:
    attachments = read_json(value, "invalid_attachments")
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > ATTACHMENTS:
        raise Refused("too_many_attachments")
    for index, one in enumerate(attachments):
        check_message_blocks(one.get("blocks", []), f"/attachments/{index}/blocks")
    return attachments


def _metadata(value: Any) -> Json:
    metadata = read_json(value, "invalid_metadata_format")
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or set(metadata) != {"event_type", "event_payload"}:
        raise Refused("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_BYTES:
        raise Refused("metadata_too_large")
    return metadata


def _place(workspace: Workspace, channel_id: Any) -> Channel:
    """Finds where a post goes: a channel, or a person's direct messages if their user id is given."""
    person = workspace.people.get(str(channel_id))
    if person is not None and not person.is_bot and not person.deleted:
        return workspace.direct_channel(person)
    channel = workspace.channel_for_bot(channel_id)
    if channel.is_archived:
        raise Refused("is_archived")
    if workspace.bot.id not in channel.members and "chat:write.public" not in workspace.manifest.scopes:
        raise Refused("not_in_channel")
    return channel


def _check_direct(workspace: Workspace, channel: Channel) -> None:
    if channel.is_im and not workspace.manifest.has_messages:
        raise Refused("messages_tab_disabled")
    if channel.is_im and any(workspace.people[member].deleted for member in channel.members):
        raise Refused("channel_not_found")


def place_for_post(workspace: Workspace, channel_id: Any) -> Channel:
    """Returns the channel a post goes to and counts it against the pace there, or raises Refused."""
    channel = _place(workspace, channel_id)
    _check_direct(workspace, channel)
    workspace.pace.post(channel.id)
    return channel


def post_message(workspace: Workspace, arguments: Json) -> Json:
    """chat.postMessage."""
    content = read_content(workspace, arguments, POST_CHARACTERS)
    channel = place_for_post(workspace, arguments["channel"])
    message = Message(
        channel,
        workspace.new_ts(),
        workspace.bot.id,
        thread_ts=arguments.get("thread_ts"),
        by_app=workspace.by_app(),
        **content,
    )
    workspace.add_message(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_message(with_metadata=True)}


def post_ephemeral(workspace: Workspace, arguments: Json) -> Json:
    """chat.postEphemeral."""
    content = read_content(workspace, arguments, POST_CHARACTERS)
    content.pop("metadata", None)
    channel = _place(workspace, arguments["channel"])
    if arguments["user"] not in channel.members:
        raise Refused("user_not_in_channel")
    workspace.pace.post(channel.id)
    message = Message(
        channel,
        workspace.new_ts(),
        workspace.bot.id,
        thread_ts=arguments.get("thread_ts"),
        ephemeral_to=arguments["user"],
        by_app=workspace.by_app(),
        **content,
    )
    workspace.add_message(message)
    return {"message_ts": message.ts}


def _own_message(workspace: Workspace, arguments: Json, refusal: str) -> Message:
    channel = workspace.channel_for_bot(arguments["channel"])
    message = workspace.find_message(channel, arguments["ts"])
    if message is None:
        raise Refused("message_not_found")
    if message.user_id != workspace.bot.id:
        raise Refused(refusal)
    if channel.is_archived:
        raise Refused("is_archived")
    return message


def update_message(workspace: Workspace, arguments: Json) -> Json:
    """chat.update; what is not given stays, and nobody is notified."""
    content = read_content(workspace, arguments, UPDATE_CHARACTERS)
    message = _own_message(workspace, arguments, "cant_update_message")
    workspace.change_message(message, **content)
    body = message.as_message(with_metadata=True)
    return {"channel": message.channel.id, "ts": message.ts, "text": message.text, "message": body}


def delete_message(workspace: Workspace, arguments: Json) -> Json:
    """chat.delete."""
    message = _own_message(workspace, arguments, "cant_delete_message")
    workspace.delete_message(message)
    return {"channel": message.channel.id, "ts": message.ts}


def permalink(workspace: Workspace, arguments: Json) -> Json:
    """chat.getPermalink."""
    channel = workspace.channel_for_bot(arguments["channel"])
    message = workspace.find_message(channel, arguments["message_ts"])
    if message is None:
        raise Refused("message_not_found")
    link = f"{workspace.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}
