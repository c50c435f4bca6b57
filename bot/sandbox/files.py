"""Uploading a file in Slack's three steps: ask for an address, send the bytes, say where it belongs."""

from bot.sandbox.chat import place_for_post
from bot.sandbox.errors import Refused
from bot.sandbox.people import Json, Message
from bot.sandbox.workspace import Workspace, read_json


def get_upload_url(workspace: Workspace, arguments: Json) -> Json:
    """files.getUploadURLExternal."""
    length = str(arguments["length"])
    if not length.isdigit() or int(length) == 0:
        raise Refused("invalid_arguments", ["must be a positive integer [json-pointer:/length]"])
    file_id = workspace.new_id("F")
    workspace.files[file_id] = {
        "id": file_id,
        "name": arguments["filename"],
        "title": arguments["filename"],
        "size": int(length),
        "alt_txt": arguments.get("alt_txt", ""),
        "content": b"",
        "is_complete": False,
    }
    return {"upload_url": f"{workspace.base_url}/upload/{file_id}", "file_id": file_id}


def receive_upload(workspace: Workspace, file_id: str, content: bytes) -> None:
    """Takes in the bytes of an announced file, or raises Refused with an HTTP status."""
    file = workspace.files.get(file_id)
    if file is None or file["is_complete"]:
        raise Refused("file_not_found", status=404)
    if len(content) != file["size"]:
        raise Refused("invalid_length", status=400)
    file["content"] = content


def complete_upload(workspace: Workspace, arguments: Json) -> Json:
    """files.completeUploadExternal: shares uploaded files in one channel, or keeps them for image blocks."""
    wanted = read_json(arguments["files"], "invalid_arguments")
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise Refused("invalid_arguments", ["must be an array of objects [json-pointer:/files]"])
    files = [workspace.files.get(str(one.get("id"))) for one in wanted]
    if not files or any(file is None or not file["content"] for file in files):
        raise Refused("file_not_found")
    done: list[Json] = []
    for file, one in zip(files, wanted, strict=True):
        if file is not None:
            file |= {"title": one.get("title", file["title"]), "is_complete": True}
            done.append(
                {name: value for name, value in file.items() if name not in {"content", "is_complete"}}
            )
    if channel_id := arguments.get("channel_id") or arguments.get("channels"):
        _share(workspace, arguments, str(channel_id), done)
    return {"files": done}


def _share(workspace: Workspace, arguments: Json, channel_id: str, files: list[Json]) -> None:
    channel = place_for_post(workspace, channel_id)
    message = Message(
        channel,
        workspace.new_ts(),
        workspace.bot.id,
        str(arguments.get("initial_comment", "")),
        thread_ts=arguments.get("thread_ts"),
        files=files,
        by_app=workspace.by_app(),
    )
    workspace.add_message(message)
