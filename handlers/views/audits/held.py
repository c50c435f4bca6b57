"""What is held about somebody, readable: their post, absence, roles, how much of the rest, and who looked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.messages import Message
from handlers.views import blocks
from handlers.views.audits.trail import deed, moment
from handlers.views.people.changes import SOURCES
from handlers.views.people.words import (
    GRADE_WORDS,
    absence_words,
    days_words,
    hours_words,
    long_day,
    post_words,
)
from handlers.views.words import escape, listed, trial_note
from scoring.policy import Policy
from scoring.tenths import short_text
from storage.audit_trail import Trace
from storage.held import Held

MOST_TRACES = 25
MOST_LINES = 25
MOST_TEXT = 2_900
FOR_MANAGERS = "How much somebody holds is for themselves and their managers."


@dataclass(frozen=True, slots=True)
class Picture:
    """What is held and who looked at it. `shows_load` is False for who may not see how much they hold."""

    held: Held
    traces: Sequence[Trace]
    is_own: bool
    shows_load: bool
    today: date
    policy: Policy


def held_message(picture: Picture) -> Message:
    """Everything, under its headings."""
    held, today = picture.held, picture.today
    name = "you" if picture.is_own else escape(held.details.name)
    title = f"What is held about {name}"
    numbers = [f"{words}: {number}" for words, number in held.counts]
    groups = [
        ("As the council knows " + ("you" if picture.is_own else "them"), [*_known(held, today)]),
        (
            "Absence and reductions",
            [absence_words(each.reduction, picture.today) for each in held.reductions],
        ),
        ("The post so far", [*_posts(held)]),
        ("Roles and cover", [*_roles(held)]),
        ("Besides, in numbers", numbers if picture.shows_load else [FOR_MANAGERS]),
        ("Who looked or changed something, the latest first", [_trace(each) for each in picture.traces]),
    ]
    parts = [blocks.section(f"*{title}*")]
    said = [f"{title}."]
    for heading, lines in groups:
        shown = [*lines[:MOST_LINES]] or ["Nothing."]
        if len(lines) > len(shown):
            shown.append(f"and {len(lines) - len(shown)} earlier.")
        parts.append(blocks.section(blocks.clip(f"*{heading}*\n" + "\n".join(shown), MOST_TEXT)))
        said += [f"{heading}:", *shown]
    note = (
        "It is kept to share work fairly, never to judge performance. If something is wrong, tell the "
        "supervisor or an administrator; they can also print every entry of the audit."
    )
    parts.append(blocks.context(note, trial_note(picture.policy)))
    return Message(blocks.clip("\n".join(said), 3_900), tuple(parts))


def _known(held: Held, today: date) -> Iterator[str]:
    details = held.details
    facts = [post_words(details), *days_words(details, today)]
    yield f"{escape(details.name)}, {escape(details.email)}: {', '.join(facts)}"
    if details.starts_on is not None and details.starts_on <= today:
        yield f"First day: {long_day(details.starts_on)}"
    if details.promise is not None:
        yield f"Children agreed with them for full time: {details.promise}"
    if details.swe_number:
        yield f"Social Work England number: {escape(details.swe_number)}"
    for what, words in (("Languages", details.languages), ("Skills", details.skills)):
        if words:
            yield f"{what}: {listed(sorted(map(escape, words)))}"
    yield from (f"{escape(what)}: {short_text(points)} points" for what, points in held.extras)
    named = {True: "yes, as chosen", False: "no, as chosen", None: "not asked yet"}
    yield f"Named in the team's channel: {named[details.name_in_channel]}"


def _posts(held: Held) -> Iterator[str]:
    for post in reversed(held.posts):
        team = escape(post.team) if post.team else "no team"
        yield f"Since {long_day(post.since)}: {team}, {GRADE_WORDS[post.grade]}, {hours_words(post.fte)}"


def _roles(held: Held) -> Iterator[str]:
    yield from (f"{role[:1].upper()}{escape(role[1:])}" for role in held.roles)
    for team, starts_on, ends_on in held.covers:
        until = f"to {long_day(ends_on)}" if ends_on else "no last day yet"
        yield f"Cover for {escape(team)}: {long_day(starts_on)}, {until}"


def _trace(trace: Trace) -> str:
    who = escape(trace.by) if trace.by else SOURCES.get(trace.source, "Somebody")
    what = deed(trace).removesuffix(":").removesuffix(" of")
    if trace.subject_kind == "team":
        what = "looked at the whole team"
    return f"{moment(trace)}: {who} {what}"
