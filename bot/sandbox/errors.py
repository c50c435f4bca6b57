"""What can go wrong in the local Slack: what Slack answers the bot, and what a person cannot do.

Exception
├── Refused     the bot's call, answered with Slack's own error name
└── CannotDo    a person tries what Slack's client would not offer them
"""

from collections.abc import Mapping, Sequence
from typing import Any


class Refused(Exception):
    """Slack's refusal of a call: `name` is Slack's error, `problems` the sentences with their JSON pointers.

    `status` is the HTTP status (Slack answers 200 to nearly every refusal), `headers` go with it, and
    `extra` holds further fields of the answer, such as `needed` and `provided`.
    """

    def __init__(
        self,
        name: str,
        problems: Sequence[str] = (),
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{name}: {'; '.join(problems)}" if problems else name)
        self.name = name
        self.problems = list(problems)
        self.status = status
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})

    def answer(self) -> dict[str, Any]:
        """Returns the body Slack would send, with the problems bare and marked, as Slack repeats them."""
        body: dict[str, Any] = {"ok": False, "error": self.name, **self.extra}
        if self.problems:
            body["errors"] = self.problems
            body["response_metadata"] = {"messages": [f"[ERROR] {problem}" for problem in self.problems]}
        return body


class CannotDo(Exception):
    """A person asked for something Slack's client does not offer; the message says what and why."""
