"""The Web API as a table: each method with its scope, pace, arguments and the function that answers it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox import assistant, chat, conversations, files, views
from bot.sandbox.pace import SPECIAL, TIER_2, TIER_3, TIER_4
from bot.sandbox.people import Json
from bot.sandbox.workspace import BOT_ID, TEAM_DOMAIN, TEAM_ID, Workspace

Run = Callable[[Workspace, Json], Json]


@dataclass(frozen=True)
class Method:
    """One method: `scopes` (any one of them is needed), calls a minute, required and optional arguments.

    `is_form_only` marks methods that ignore a JSON body, `needs_app_token` those of the app-level token.
    """

    run: Run
    per_minute: int
    scopes: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()
    is_form_only: bool = False
    needs_app_token: bool = False

    def allows(self, name: str) -> bool:
        """Returns whether the method has an argument of this name."""
        return name in self.required or name in self.optional or name in {"token", "pretty", "team_id"}


def _test(_: Workspace, arguments: Json) -> Json:
    return {"args": {name: value for name, value in arguments.items() if name != "token"}}


def _auth_test(workspace: Workspace, _: Json) -> Json:
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": "Local council",
        "team_id": TEAM_ID,
        "user": workspace.bot.handle,
        "user_id": workspace.bot.id,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def _open_connection(workspace: Workspace, _: Json) -> Json:
    return {"url": workspace.new_link()}


def words(text: str) -> frozenset[str]:
    """Returns the set of names in a text."""
    return frozenset(text.split())


WRITE = ("chat:write",)
READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
CONTENT = words("text blocks attachments metadata thread_ts link_names parse mrkdwn markdown_text as_user")
POST = CONTENT | words("reply_broadcast unfurl_links unfurl_media username icon_emoji icon_url client_msg_id")
PAGES = words("cursor limit")
WINDOW = PAGES | words("oldest latest inclusive include_all_metadata")

METHODS: dict[str, Method] = {
    "apps.connections.open": Method(_open_connection, TIER_2, needs_app_token=True),
    "api.test": Method(_test, SPECIAL, optional=words("foo error")),
    "auth.test": Method(_auth_test, SPECIAL),
    "assistant.threads.setStatus": Method(
        assistant.set_status,
        SPECIAL,
        ("assistant:write", "chat:write"),
        ("channel_id", "thread_ts"),
        words("status loading_messages icon_emoji icon_url username"),
    ),
    "assistant.threads.setSuggestedPrompts": Method(
        assistant.set_prompts,
        TIER_4,
        ("assistant:write",),
        ("channel_id", "prompts"),
        words("thread_ts title"),
    ),
    "assistant.threads.setTitle": Method(
        assistant.set_title, TIER_4, ("assistant:write",), ("channel_id", "thread_ts", "title")
    ),
    "chat.postMessage": Method(chat.post_message, SPECIAL, WRITE, ("channel",), POST),
    "chat.postEphemeral": Method(chat.post_ephemeral, TIER_4, WRITE, ("channel", "user"), POST),
    "chat.update": Method(
        chat.update_message, TIER_3, WRITE, ("channel", "ts"), CONTENT | words("reply_broadcast file_ids")
    ),
    "chat.delete": Method(chat.delete_message, TIER_3, WRITE, ("channel", "ts"), words("as_user")),
    "chat.getPermalink": Method(
        chat.permalink, SPECIAL, required=("channel", "message_ts"), is_form_only=True
    ),
    "conversations.open": Method(
        conversations.open_conversation,
        TIER_3,
        ("im:write", "mpim:write", "channels:manage", "groups:write"),
        optional=words("users channel return_im prevent_creation"),
    ),
    "conversations.info": Method(
        conversations.conversation_info,
        TIER_3,
        READ,
        ("channel",),
        words("include_locale include_num_members"),
        is_form_only=True,
    ),
    "conversations.list": Method(
        conversations.list_conversations,
        TIER_2,
        READ,
        optional=PAGES | words("types exclude_archived"),
        is_form_only=True,
    ),
    "conversations.members": Method(
        conversations.list_members, TIER_4, READ, ("channel",), PAGES, is_form_only=True
    ),
    "conversations.join": Method(conversations.join_conversation, TIER_3, ("channels:join",), ("channel",)),
    "conversations.history": Method(
        conversations.conversation_history, TIER_3, HISTORY, ("channel",), WINDOW, is_form_only=True
    ),
    "conversations.replies": Method(
        conversations.conversation_replies, TIER_3, HISTORY, ("channel", "ts"), WINDOW, is_form_only=True
    ),
    "users.info": Method(
        conversations.user_info,
        TIER_4,
        ("users:read",),
        ("user",),
        words("include_locale"),
        is_form_only=True,
    ),
    "users.list": Method(
        conversations.list_users,
        TIER_2,
        ("users:read",),
        (),
        PAGES | words("include_locale"),
        is_form_only=True,
    ),
    "users.lookupByEmail": Method(
        conversations.user_by_email, TIER_3, ("users:read.email",), ("email",), is_form_only=True
    ),
    "users.conversations": Method(
        conversations.list_own_conversations,
        TIER_3,
        READ,
        optional=PAGES | words("types exclude_archived user"),
        is_form_only=True,
    ),
    "views.open": Method(views.open_view, TIER_4, required=("trigger_id", "view")),
    "views.push": Method(views.push_view, TIER_4, required=("trigger_id", "view")),
    "views.update": Method(
        views.update_view, TIER_4, required=("view",), optional=words("view_id external_id hash")
    ),
    "views.publish": Method(views.publish_view, TIER_4, required=("user_id", "view"), optional=words("hash")),
    "files.getUploadURLExternal": Method(
        files.get_upload_url,
        TIER_4,
        ("files:write",),
        ("filename", "length"),
        words("alt_txt snippet_type"),
        is_form_only=True,
    ),
    "files.completeUploadExternal": Method(
        files.complete_upload,
        TIER_4,
        ("files:write",),
        ("files",),
        words("channel_id channels initial_comment thread_ts"),
    ),
}
