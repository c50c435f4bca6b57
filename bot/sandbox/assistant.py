"""The methods of Slack's assistant threads ("assistant.threads.*" method pages)."""

from typing import Any

from bot.sandbox.errors import Refused
from bot.sandbox.people import Json
from bot.sandbox.rules import Items, Obj, Problems, Str
from bot.sandbox.workspace import Workspace, read_json

MOST_PROMPTS = 4
_PROMPTS = Items(Obj({"title": Str(), "message": Str()}), MOST_PROMPTS)
_LOADING = Items(Str(), 10)


def _thread(workspace: Workspace, arguments: Json) -> Json:
    """What stands in the thread, which must be one of the assistant's."""
    channel = workspace.channel_for_bot(arguments["channel_id"])
    thread = workspace.assistant_threads.get((channel.id, str(arguments.get("thread_ts", ""))))
    if thread is None:
        raise Refused("invalid_thread_ts")
    return thread


def _check(rule: Items, value: Any, path: str) -> Any:
    read = read_json(value, "invalid_arguments")
    problems: Problems = []
    rule(read, path, problems)
    if problems:
        raise Refused("invalid_arguments", problems)
    return read


def set_status(workspace: Workspace, arguments: Json) -> Json:
    """assistant.threads.setStatus; an empty status takes it away, and so does the bot's next message."""
    thread = _thread(workspace, arguments)
    if "loading_messages" in arguments:
        _check(_LOADING, arguments["loading_messages"], "/loading_messages")
    thread["status"] = arguments.get("status", "")
    workspace.changes.happened()
    return {}


def set_prompts(workspace: Workspace, arguments: Json) -> Json:
    """assistant.threads.setSuggestedPrompts: up to four, each with a title and a message."""
    prompts = _check(_PROMPTS, arguments["prompts"], "/prompts")
    _thread(workspace, arguments).update(prompts=prompts, prompts_title=arguments.get("title", ""))
    workspace.changes.happened()
    return {}


def set_title(workspace: Workspace, arguments: Json) -> Json:
    """assistant.threads.setTitle."""
    _thread(workspace, arguments)["title"] = arguments["title"]
    workspace.changes.happened()
    return {}
