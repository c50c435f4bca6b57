"""How a team is set up: its channel, supervisors, posts and digest; and who covers for a supervisor."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.messages import Block, View
from handlers.views import blocks
from handlers.views.people.words import long_day
from handlers.views.words import escape
from scoring.policy import Policy
from scoring.policy_readers import WEEKDAYS
from storage.teams import CoverRecord

USUAL = "usual"
MOST_COVERS = 10
"""Slack shows at most ten boxes to tick."""


def settings_form(
    name: str, values: Mapping[str, Any], metadata: str, policy: Policy, *, note: str = "", all_: bool
) -> View:
    """The form; with `all_` also what only service managers and administrators decide."""
    hours = policy.hours
    usual = f"The council's usual, {WEEKDAYS[hours.digest_weekday].capitalize()}"
    days = [blocks.option(usual, USUAL)]
    usual_hour = f"{hours.digest_at:%H:%M}"
    chosen = _text(values, "digest_day")
    days += [blocks.option(day.capitalize(), str(number)) for number, day in enumerate(WEEKDAYS[:5])]
    parts = [
        *([blocks.section(f"*{note}*")] if note else []),
        blocks.section(f"*{escape(name)}*"),
        blocks.field(
            "channel",
            "Channel for the team's messages",
            _channels(values.get("channel")),
            optional=True,
            hint="Invite me there first. Without a channel, messages go to the supervisor alone.",
        ),
        *(_decided_above(values) if all_ else []),
        blocks.field(
            "digest_day",
            "Day of the weekly digest",
            blocks.select("digest_day", days, chosen),
        ),
        blocks.field(
            "digest_time",
            "Hour of the weekly digest",
            blocks.text_input(
                "digest_time", _text(values, "digest_time"), f"{hours.digest_at:%H:%M}", most=8
            ),
            optional=True,
            hint=f"Like 09:00. Left empty it is the council's usual, {usual_hour}.",
        ),
    ]
    return blocks.modal("team_settings", "Team", parts, submit="Save", metadata=metadata, close="Cancel")


def _decided_above(values: Mapping[str, Any]) -> list[Block]:
    return [
        blocks.field(
            "supervisors",
            "Supervisors",
            blocks.text_input("supervisors", _text(values, "supervisors"), most=600),
            hint="E-mail addresses or full names, commas between. The first gets the team's messages.",
        ),
        blocks.field(
            "established_fte",
            "Established posts",
            blocks.text_input("established_fte", _text(values, "established_fte"), most=8),
            optional=True,
            hint="Full-time posts, filled or vacant, like 6.5.",
        ),
    ]


def _text(values: Mapping[str, Any], name: str) -> str:
    return str(values.get(name) or "")


def _channels(chosen: object) -> Block:
    """A choice among the workspace's own channels."""
    element: Block = {
        "type": "conversations_select",
        "action_id": "channel",
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    if chosen:
        element["initial_conversation"] = str(chosen)
    return element


def cover_form(
    name: str, covers: Sequence[CoverRecord], values: Mapping[str, Any], metadata: str, note: str = ""
) -> View:
    """Who covers and when; cover that is no longer needed is ticked."""
    parts = [
        *([blocks.section(f"*{note}*")] if note else []),
        blocks.section(f"*{escape(name)}*"),
        *_new_cover(values),
    ]
    if covers:
        options = [blocks.option(blocks.clip(escape(cover_words(each)), 75), each.key) for each in covers]
        ticked = [str(each) for each in values.get("ends") or ()]
        parts.append(
            blocks.field(
                "ends",
                "No longer needed",
                blocks.checkboxes("ends", options[:MOST_COVERS], ticked),
                optional=True,
            )
        )
    parts.append(
        blocks.context("On these days they may do and see exactly what the supervisor may, and hear first.")
    )
    return blocks.modal("team_cover", "Cover", parts, submit="Save", metadata=metadata, close="Cancel")


def _new_cover(values: Mapping[str, Any]) -> list[Block]:
    """Who, from when and until when."""
    return [
        blocks.field(
            "who",
            "Who covers for the supervisor",
            blocks.text_input("who", _text(values, "who"), "E-mail address or full name", most=254),
            optional=True,
        ),
        blocks.field(
            "cover_from",
            "First day",
            blocks.datepicker("cover_from", values.get("cover_from")),
            optional=True,
        ),
        blocks.field(
            "cover_to",
            "Last day",
            blocks.datepicker("cover_to", values.get("cover_to")),
            optional=True,
            hint="Both days count. Leave it empty while nobody knows.",
        ),
    ]


def cover_words(cover: CoverRecord) -> str:
    """ "Max Field, Thursday 26 November 2026 to Friday 4 December 2026"."""
    until = f" to {long_day(cover.ends_on)}" if cover.ends_on else ", no last day yet"
    return f"{cover.name}, {long_day(cover.starts_on)}{until}"
