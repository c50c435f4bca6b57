"""The forms about one person: hours, grade or team; absence; leaving; words; and somebody new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.messages import Block, View
from handlers.views import blocks
from handlers.views.loads.loads import REDUCTION_WORDS
from handlers.views.people.words import EMPLOYMENT_WORDS, GRADE_WORDS
from handlers.views.words import escape
from scoring.ids import TeamId
from scoring.people import Role

LOOK = "See what it does"
SAVE = "Save"
HOURS_HINT = "0.8, 80% or 29.6 hrs. A full-time post is 1."
WORDS_HINT = "Commas between."
CHANNEL_CHOICES = (
    ("yes", "They chose to be named"),
    ("no", "They chose not to be"),
    ("ask", "Not asked yet"),
)
ROLE_WORDS = {
    Role.WORKER: "Worker",
    Role.SUPERVISOR: "Supervisor of this team",
    Role.SERVICE_MANAGER: "Service manager of this team's service",
    Role.HEAD: "Head of service",
    Role.ADMIN: "Administrator",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What every form shows around its fields. `said` are sentences of what its answers would do.

    `note` tells what has changed meanwhile. With `is_seen` the button saves; else it shows first.
    """

    values: Mapping[str, Any]
    metadata: str
    said: Sequence[str] = ()
    note: str = ""
    is_seen: bool = False

    def text(self, name: str) -> str:
        return str(self.values.get(name) or "")

    def choice(self, name: str) -> str | None:
        value = self.values.get(name)
        return str(value) if value else None


def change_form(name: str, shown: Shown, teams: Mapping[TeamId, str]) -> View:
    """Hours, grade, team, employment and own promise; they count from the day given, else at once."""
    parts = [
        blocks.field("grade", "Grade", _grades(shown)),
        blocks.field("fte", "Hours", blocks.text_input("fte", shown.text("fte"), most=20), hint=HOURS_HINT),
        *_team(shown, teams),
        blocks.field("employment", "Employment", _employments(shown)),
        blocks.field(
            "promise",
            "Children agreed with them, for full time",
            blocks.text_input("promise", shown.text("promise"), "The grade's own promise", most=3),
            optional=True,
            hint="Only where something else than the usual promise is agreed with this person.",
        ),
        blocks.field(
            "from",
            "From which day",
            blocks.datepicker("from", shown.choice("from")),
            optional=True,
            hint="Leave it empty if it is so now. On a day to come it starts by itself, at midnight.",
        ),
    ]
    note = (
        "Without a day this counts from the moment you save it. What is still to come stands on their card, "
        "where it can be taken back."
    )
    return _form("person_change", name, shown, parts, note)


def absence_form(name: str, shown: Shown, is_known: bool) -> View:
    """One absence or reduction; a known one can be ended early, or taken away if it was a mistake."""
    options = [
        blocks.option(words.removeprefix("a ").removeprefix("the ").capitalize(), reason.value)
        for reason, words in REDUCTION_WORDS.items()
    ]
    parts = [
        blocks.field("reason", "Why", blocks.select("reason", options, shown.choice("reason"))),
        blocks.field(
            "percent",
            "How much of their time",
            blocks.text_input("percent", shown.text("percent"), most=8),
            hint="100% for somebody who isn't there, 50% for half. Several absences add up.",
        ),
        blocks.field("from", "First day", blocks.datepicker("from", shown.choice("from"))),
        blocks.field(
            "to",
            "Last day",
            blocks.datepicker("to", shown.choice("to")),
            optional=True,
            hint="Leave it empty while nobody knows. Both days count.",
        ),
    ]
    if is_known:
        tick = [blocks.option("This was a mistake: take it away", "yes")]
        box = blocks.checkboxes("mistake", tick, [str(each) for each in shown.values.get("mistake") or ()])
        parts.append(blocks.field("mistake", "Was it never true?", box, optional=True))
    note = (
        "Annual leave isn't entered here. The reason is seen by the person themselves, their managers and "
        "those who keep this list; everybody else only sees today's promise."
    )
    return _form("absence", name, shown, parts, note)


def leave_form(name: str, shown: Shown, is_leaving: bool) -> View:
    """The last day; somebody who stays after all loses theirs."""
    parts = [
        blocks.field(
            "end", "Last day in post", blocks.datepicker("end", shown.choice("end")), optional=is_leaving
        )
    ]
    if is_leaving:
        tick = [blocks.option("They stay after all: no last day", "yes")]
        box = blocks.checkboxes("stays", tick, [str(each) for each in shown.values.get("stays") or ()])
        parts.append(blocks.field("stays", "Changed plans?", box, optional=True))
    note = "They are in post on their last day. After it they can't use me any more."
    return _form("person_leave", name, shown, parts, note)


def words_form(name: str, shown: Shown) -> View:
    """What somebody is called and can do, and whether the channel may name them; it changes no number."""
    choices = [blocks.option(words, value) for value, words in CHANNEL_CHOICES]
    parts = [
        blocks.field("name", "Name", blocks.text_input("name", shown.text("name"), most=80)),
        *_abilities(shown),
        blocks.field(
            "swe_number",
            "Social Work England number",
            blocks.text_input("swe_number", shown.text("swe_number"), most=12),
            optional=True,
        ),
        blocks.field(
            "name_in_channel",
            "Named in the team's channel",
            blocks.select("name_in_channel", choices, shown.choice("name_in_channel")),
            hint="Only ever as they chose themselves.",
        ),
    ]
    return _form("person_words", name, shown, parts)


def join_form(team: str, shown: Shown, roles: Sequence[Role]) -> View:
    """Somebody new; only an administrator gives a role beyond a worker's."""
    parts = [
        blocks.field("name", "Name", blocks.text_input("name", shown.text("name"), most=80)),
        blocks.field("email", "Work e-mail", blocks.text_input("email", shown.text("email"), most=254)),
        blocks.field("grade", "Grade", _grades(shown)),
        blocks.field("fte", "Hours", blocks.text_input("fte", shown.text("fte"), most=20), hint=HOURS_HINT),
        blocks.field("employment", "Employment", _employments(shown)),
        blocks.field("start", "First day", blocks.datepicker("start", shown.choice("start"))),
        *_abilities(shown),
    ]
    if len(roles) > 1:
        options = [blocks.option(ROLE_WORDS[role], role.value) for role in roles]
        parts.append(blocks.field("role", "Role", blocks.select("role", options, shown.choice("role"))))
    return _form("person_join", f"Somebody new in {team}", shown, parts)


def _form(callback: str, name: str, shown: Shown, parts: Sequence[Block], note: str = "") -> View:
    top = [blocks.section(f"*{escape(name)}*")]
    if shown.note:
        top.insert(0, blocks.section(f"*{shown.note}*"))
    below = [blocks.section("\n".join(shown.said))] if shown.said else []
    if shown.is_seen:
        below.append(blocks.context("That is what it would do. Press Save if it is right."))
    if note:
        below.append(blocks.context(note))
    needs_look = callback in ("person_change", "absence", "person_leave")
    submit = LOOK if needs_look and not shown.is_seen else SAVE
    return blocks.modal(
        callback, "People", [*top, *parts, *below], submit=submit, metadata=shown.metadata, close="Cancel"
    )


def _grades(shown: Shown) -> Block:
    options = [
        blocks.option(blocks.clip(words.capitalize().replace("asye", "ASYE"), 75), grade.value)
        for grade, words in GRADE_WORDS.items()
    ]
    return blocks.select("grade", options, shown.choice("grade"))


def _employments(shown: Shown) -> Block:
    options = [blocks.option(words.capitalize(), each.value) for each, words in EMPLOYMENT_WORDS.items()]
    return blocks.select("employment", options, shown.choice("employment"))


def _team(shown: Shown, teams: Mapping[TeamId, str]) -> list[Block]:
    """The teams to choose from; nothing where there is no choice."""
    if len(teams) < 2:
        return []
    options = [blocks.option(escape(name), str(id_)) for id_, name in teams.items()]
    return [blocks.field("team", "Team", blocks.select("team", options, shown.choice("team")))]


def _abilities(shown: Shown) -> list[Block]:
    return [
        blocks.field(
            each,
            each.capitalize(),
            blocks.text_input(each, shown.text(each), most=300),
            optional=True,
            hint=WORDS_HINT,
        )
        for each in ("languages", "skills")
    ]


def listed_words(words: frozenset[str]) -> str:
    """Languages or skills as they are typed: "polish, urdu"."""
    return ", ".join(sorted(words))
