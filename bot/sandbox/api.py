"""The one place where a Web API call is answered: token, scope, pace, arguments, then the method itself."""

from collections import deque
from dataclasses import dataclass

from bot.sandbox.errors import Refused
from bot.sandbox.methods import METHODS, Method
from bot.sandbox.people import Json
from bot.sandbox.workspace import Workspace

CALLS_KEPT = 10_000
STRUCTURED = {
    *("blocks", "attachments", "metadata", "view", "files", "users", "channels", "file_ids"),
    *("prompts", "loading_messages"),
}
"""The arguments that may be more than a plain value."""


@dataclass(frozen=True)
class Call:
    """One call of the Web API and what was answered; the token is left out."""

    method: str
    arguments: Json
    answer: Json
    status: int
    at: float

    @property
    def ok(self) -> bool:
        """Whether Slack did what was asked."""
        return self.answer["ok"] is True

    @property
    def error(self) -> str | None:
        """Slack's name for the refusal, or None."""
        return self.answer.get("error")


@dataclass(frozen=True)
class Answer:
    """What goes back over HTTP."""

    body: Json
    status: int
    headers: dict[str, str]


class Api:
    """Answers calls, and keeps the last 10,000 of them in `calls`."""

    def __init__(self, workspace: Workspace, bot_token: str, app_token: str) -> None:
        self._workspace = workspace
        self._bot_token, self._app_token = bot_token, app_token
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.is_revoked = False

    def answer(self, name: str, arguments: Json, token: str | None) -> Answer:
        """Returns what Slack answers to one call; `arguments` are decoded, `token` is as sent or None."""
        granted = ",".join(sorted(self._workspace.manifest.scopes))
        headers = {"X-OAuth-Scopes": granted}
        try:
            answer = Answer({"ok": True, **self._run(name, arguments, token)}, 200, headers)
        except Refused as refusal:
            answer = Answer(refusal.answer(), refusal.status, {**headers, **refusal.headers})
        return self.record(name, arguments, answer)

    def record(self, name: str, arguments: Json, answer: Answer) -> Answer:
        """Writes a call down, wakes those who wait for it, and returns its answer."""
        now = self._workspace.keeper.now()
        kept = {key: value for key, value in arguments.items() if key != "token"}
        self.calls.append(Call(name, kept, answer.body, answer.status, now))
        self._workspace.changes.happened()
        return answer

    def _run(self, name: str, arguments: Json, token: str | None) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise Refused("unknown_method", extra={"req_method": name})
        if name != "api.test":
            self._check_token(method, token)
        self._check_scope(method)
        self._workspace.pace.call(name, method.per_minute)
        self._check_arguments(method, arguments)
        return method.run(self._workspace, arguments)

    def _check_token(self, method: Method, token: str | None) -> None:
        if not token:
            raise Refused("not_authed")
        if token not in (self._bot_token, self._app_token):
            raise Refused("invalid_auth")
        if (token == self._app_token) != method.needs_app_token:
            raise Refused("not_allowed_token_type")
        if self.is_revoked:
            raise Refused("token_revoked")

    def _check_scope(self, method: Method) -> None:
        scopes = self._workspace.manifest.scopes
        if method.scopes and scopes.isdisjoint(method.scopes):
            provided = ",".join(sorted(scopes))
            raise Refused("missing_scope", extra={"needed": ",".join(method.scopes), "provided": provided})

    def _check_arguments(self, method: Method, arguments: Json) -> None:
        problems = [
            f"missing required field: {name} [json-pointer:]"
            for name in method.required
            if not arguments.get(name)
        ]
        problems += [
            f"unknown argument: {name} [json-pointer:/{name}]"
            for name in arguments
            if not method.allows(name)
        ]
        problems += [
            f"must be a string [json-pointer:/{name}]"
            for name, value in arguments.items()
            if name not in STRUCTURED and not isinstance(value, (str, int, float))
        ]
        if problems:
            raise Refused("invalid_arguments", problems)
