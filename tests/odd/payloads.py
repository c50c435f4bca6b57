"""Requests as the bodies Slack sends, so that they can be spoiled before they come in."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from handlers.messages import Click, Command, HomeOpened, OpenView, Question, Submission, ThreadOpened

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}

Json = dict[str, Any]


def payload_of(request: Any, response_url: str, number: int) -> Json:
    """The body of one request, as a tree; `number` makes ids of events and triggers its own."""
    if isinstance(request, Command):
        return _command(request, response_url, number)
    if isinstance(request, Click | Submission):
        return _interaction(request, response_url, number)
    return _event(request, number)


def encode(body: Any) -> tuple[bytes, dict[str, str]]:
    """The bytes and headers in which Slack sends such a tree, whatever has become of it."""
    if isinstance(body, dict) and "command" in body:
        fields = {key: value if isinstance(value, str) else _dump(value) for key, value in body.items()}
        return urlencode(fields, errors="replace").encode(), FORM
    if isinstance(body, dict) and "event" in body:
        return _dump(body).encode(errors="replace"), JSON
    return urlencode({"payload": _dump(body)}, errors="replace").encode(), FORM


def _dump(value: Any) -> str:
    return json.dumps(value)


def _command(request: Command, response_url: str, number: int) -> Json:
    origin = request.origin
    return {
        "token": "unused", "team_id": origin.workspace, "team_domain": "council",
        "channel_id": origin.channel, "channel_name": "north",
        "user_id": origin.user, "user_name": "x", "command": request.name,
        "text": request.text, "api_app_id": "A01", "is_enterprise_install": "false",
        "response_url": response_url, "trigger_id": f"{number}.2.3",
    }  # fmt: skip


def _interaction(request: Click | Submission, response_url: str, number: int) -> Json:
    origin, view = request.origin, request.view
    body: Json = {
        "type": "view_submission" if isinstance(request, Submission) else "block_actions",
        "team": {"id": origin.workspace, "domain": "council"},
        "user": {"id": origin.user, "username": "x", "name": "x", "team_id": origin.workspace},
        "api_app_id": "A01", "token": "unused", "enterprise": None, "is_enterprise_install": False,
        "trigger_id": f"{number}.2.3",
    }  # fmt: skip
    if view is not None:
        body["view"] = _view(view)
        body["container"] = {"type": "view", "view_id": view.id}
    if isinstance(request, Click):
        action = {"action_id": request.action, "block_id": "b", "type": "button", "value": request.value}
        body["actions"] = [{**action, "action_ts": f"{number}.1"}]
        if view is None:
            body |= {"channel": {"id": origin.channel, "name": "north"}, "response_url": response_url}
            body["container"] = {"type": "message", "message_ts": "1.2", "channel_id": origin.channel}
            body["message"] = {"ts": "1.2", "text": "x", "blocks": []}
    return body


def _view(view: OpenView) -> Json:
    values = {block: {f"{block}_element": _element(value)} for block, value in view.state.items()}
    return {
        "id": view.id, "hash": view.hash, "type": "modal", "callback_id": view.name, "team_id": "T01HOME",
        "private_metadata": view.metadata, "state": {"values": values}, "blocks": [],
        "title": {"type": "plain_text", "text": "A form"},
    }  # fmt: skip


def _element(value: Any) -> Json:
    if isinstance(value, list | tuple):
        return {"type": "checkboxes", "selected_options": [{"value": each} for each in value]}
    return {"type": "plain_text_input", "value": value}


def _event(request: Any, number: int) -> Json:
    origin = request.origin
    event: Json = {"user": origin.user, "channel": origin.channel, "event_ts": "1.2", "ts": f"{number}.3"}
    if isinstance(request, Question):
        event |= {"type": "message", "channel_type": "im", "text": request.text, "team": origin.workspace}
        event["channel"] = "D01"
    elif isinstance(request, HomeOpened):
        event |= {"type": "app_home_opened", "tab": "home"}
    elif isinstance(request, ThreadOpened):
        thread = {"user_id": origin.user, "channel_id": "D01", "thread_ts": "1.2", "context": {}}
        event = {"type": "assistant_thread_started", "assistant_thread": thread, "event_ts": "1.2"}
    else:
        event = {"type": "user_change", "user": {"id": origin.user, "team_id": origin.workspace}}
    return _envelope(event, origin.workspace, number)


def _envelope(event: Mapping[str, Any], workspace: str, number: int) -> Json:
    return {
        "token": "unused", "team_id": workspace, "api_app_id": "A01", "event": dict(event),
        "type": "event_callback", "event_id": f"Ev{number}", "event_time": 1,
        "authorizations": [{"team_id": workspace, "user_id": "U0BOT", "is_bot": True}],
        "is_ext_shared_channel": False,
    }  # fmt: skip
