"""Answers at a response URL, or in the acknowledgement of a command ("Handling user interaction" page)."""

from bot.sandbox.chat import POST_CHARACTERS, read_content
from bot.sandbox.errors import Refused
from bot.sandbox.people import Channel, Json, Message, Person
from bot.sandbox.workspace import Workspace

ALLOWED = {
    *("text", "blocks", "attachments", "metadata", "thread_ts", "response_type"),
    *("replace_original", "delete_original"),
    *("unfurl_links", "unfurl_media", "mrkdwn", "link_names", "parse"),
}


def answer_message(workspace: Workspace, person: Person, channel: Channel, body: Json) -> Message:
    """Posts the answer to a command or click and returns it; `in_channel` answers are seen by all."""
    if unknown := sorted(set(body) - ALLOWED):
        raise Refused("invalid_arguments", [f"invalid additional property: {name}" for name in unknown])
    kind = body.get("response_type", "ephemeral")
    if kind not in {"ephemeral", "in_channel"}:
        raise Refused("invalid_arguments", ["response_type must be ephemeral or in_channel"])
    message = Message(
        channel,
        workspace.new_ts(),
        workspace.bot.id,
        thread_ts=body.get("thread_ts"),
        ephemeral_to=person.id if kind == "ephemeral" else None,
        by_app=workspace.by_app(),
        **read_content(workspace, body, POST_CHARACTERS),
    )
    return workspace.add_message(message)


def respond(workspace: Workspace, name: str, body: Json) -> None:
    """Carries out one post to a response URL: a new message, or the clicked one replaced or deleted."""
    for flag in ("replace_original", "delete_original"):
        if not isinstance(body.get(flag, False), bool):
            raise Refused("invalid_arguments", [f"must be a boolean [json-pointer:/{flag}]"])
    url = workspace.tickets.use_url(name)
    original = url.message
    if original is not None and not original.is_deleted and body.get("delete_original") is True:
        workspace.delete_message(original)
    elif original is not None and not original.is_deleted and body.get("replace_original") is True:
        content = read_content(workspace, body, POST_CHARACTERS)
        workspace.change_message(original, **{"blocks": [], **content})
    else:
        answer_message(workspace, url.person, url.channel, body)
