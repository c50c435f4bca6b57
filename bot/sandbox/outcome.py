"""What came of something a person did."""

from dataclasses import dataclass, field

from bot.sandbox.people import Json, Message, View

SEEN = {
    "operation_timeout": "failed with the error “operation_timeout”: no answer within three seconds.",
    "dispatch_failed": "failed with the error “dispatch_failed”: the app could not be reached.",
}


@dataclass(frozen=True)
class Outcome:
    """The acknowledgement of a command, click or submit, and what the person has before them after it.

    `error` is Slack's name for the failure the person sees, or None; `problems` its details. `body` is the
    acknowledgement's body as sent, `seconds` the real time it took. `message` is the message the
    acknowledgement posted, `view` the modal now in front, `field_errors` the words by block_id.
    """

    error: str | None
    seconds: float
    body: Json = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    message: Message | None = None
    view: View | None = None
    field_errors: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the person saw no failure and no words under a field."""
        return self.error is None and not self.field_errors

    @property
    def seen(self) -> str:
        """The failure as a person reads it, or nothing."""
        if self.error is None:
            return ""
        return SEEN.get(
            self.error, f"failed with the error “{self.error}”. {' '.join(self.problems)}".strip()
        )
