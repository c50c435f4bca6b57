"""The methods that open and change views ("views.*" method pages)."""

from typing import Any

from bot.sandbox.block_rules import Surface
from bot.sandbox.errors import Refused
from bot.sandbox.people import Json, View
from bot.sandbox.surfaces import check_view
from bot.sandbox.workspace import Workspace, read_json


def _read_view(workspace: Workspace, arguments: Json, kind: Surface, own: View | None = None) -> Json:
    definition = check_view(read_json(arguments["view"], "invalid_arguments"), kind)
    other = workspace.find_view(external_id=definition.get("external_id"))
    if other is not None and other is not own:
        raise Refused("duplicate_external_id")
    return definition


def _shown(workspace: Workspace, view: View) -> Json:
    return {"view": view.as_view(workspace.view_owner())}


def open_view(workspace: Workspace, arguments: Json) -> Json:
    """views.open."""
    definition = _read_view(workspace, arguments, "modal")
    trigger = workspace.tickets.use_trigger(arguments["trigger_id"])
    return _shown(workspace, workspace.open_modal(trigger.person, definition))


def push_view(workspace: Workspace, arguments: Json) -> Json:
    """views.push."""
    definition = _read_view(workspace, arguments, "modal")
    trigger = workspace.tickets.use_trigger(arguments["trigger_id"])
    return _shown(workspace, workspace.push_modal(trigger.person, definition))


def _check_hash(view: View, wanted: Any) -> None:
    if wanted is not None and wanted != view.hash:
        raise Refused("hash_conflict")


def update_view(workspace: Workspace, arguments: Json) -> Json:
    """views.update, by view_id or external_id."""
    view = workspace.find_view(arguments.get("view_id"), arguments.get("external_id"))
    if view is None:
        raise Refused("not_found")
    kind: Surface = "home" if view.definition["type"] == "home" else "modal"
    definition = _read_view(workspace, arguments, kind, own=view)
    _check_hash(view, arguments.get("hash"))
    return _shown(workspace, workspace.draw(view, definition))


def publish_view(workspace: Workspace, arguments: Json) -> Json:
    """views.publish."""
    if not workspace.manifest.has_home:
        raise Refused("not_enabled")
    person = workspace.people.get(arguments["user_id"])
    if person is None:
        raise Refused("user_not_found")
    home = workspace.homes.get(person.id)
    definition = _read_view(workspace, arguments, "home", own=home)
    if home is not None:
        _check_hash(home, arguments.get("hash"))
    return _shown(workspace, workspace.publish_home(person, definition))
