"""What is held about somebody, readable: their post, absence, roles, how much of the rest, and who looked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from handlers.messages import Message
from handlers.views import blocks
from handlers.views.audits.trail import deed, moment
from handlers.views.digests.words import capital
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
from scoring.case_words import number_word
from scoring.policy import Policy
from scoring.tenths import short_text
from storage.audit_trail import Trace
from storage.held import Held

MOST_TRACES = 25
MOST_LINES = 25
MOST_TEXT = 2_900
FOR_MANAGERS = "How much somebody holds is for themselves and their managers."


@dataclass(frozen=True, slots=True)
class Whom:
    """How the person is spoken of."""

    they: str
    them: str
    their: str
    theirs: str


YOU, THEM = Whom("you", "you", "your", "yours"), Whom("they", "them", "their", "theirs")


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
    whom = YOU if picture.is_own else THEM
    numbers = [count_text(words, number, whom) for words, number in held.counts]
    groups = [
        ("As the council knows " + ("you" if picture.is_own else "them"), [*_known(held, today, whom)]),
        (
            "Absence and reductions",
            [absence_words(each.reduction, picture.today) for each in held.reductions],
        ),
        ("The post so far", [*_posts(held)]),
        ("Roles and cover", [*_roles(held)]),
        ("What else is kept", numbers if picture.shows_load else [FOR_MANAGERS]),
        ("Who looked or changed something, the latest first", [*_traces(picture.traces, whom)]),
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


def _known(held: Held, today: date, whom: Whom) -> Iterator[str]:
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
    yield f"Named in the team's channel: {_naming(held, whom)}"


def _naming(held: Held, whom: Whom) -> str:
    if held.details.name_in_channel is not None:
        return f"{'yes' if held.details.name_in_channel else 'no'}, as {whom.they} chose"
    asked = f"{whom.they} were asked and haven't answered yet" if held.was_asked_name else "not asked yet"
    return f"{asked}; until then it says “a colleague”"


def _posts(held: Held) -> Iterator[str]:
    for post in reversed(held.posts):
        team = escape(post.team) if post.team else "no team"
        yield f"Since {long_day(post.since)}: {team}, {GRADE_WORDS[post.grade]}, {hours_words(post.fte)}"


def _roles(held: Held) -> Iterator[str]:
    yield from (f"{role[:1].upper()}{escape(role[1:])}" for role in held.roles)
    for team, starts_on, ends_on in held.covers:
        until = f"to {long_day(ends_on)}" if ends_on else "no last day yet"
        yield f"Cover for {escape(team)}: {long_day(starts_on)}, {until}"


def count_text(words: str, number: int, whom: Whom) -> str:
    """How many of something are kept: "Twelve cases that you lead", "Your load as it was counted last"."""
    said = words.format(they=whom.they, them=whom.them, their=whom.their)
    which = 1 if number == 1 else 2
    return capital(COUNTED.sub(lambda nouns: f"{number_word(number)} {nouns[which]}", said))


COUNTED = re.compile(r"\[(.+?)\|(.+?)\]")


def _traces(traces: Sequence[Trace], whom: Whom) -> Iterator[str]:
    """Each line once; what was done again within the minute says how often."""
    for line, same in groupby(_trace(each, whom) for each in traces):
        times = len(list(same))
        yield f"{line}, {number_word(times)} times" if times > 1 else line


def _trace(trace: Trace, whom: Whom) -> str:
    who = escape(trace.by) if trace.by else SOURCES.get(trace.source, "Somebody")
    what = "looked at the whole team" if trace.subject_kind == "team" else about(deed(trace), whom)
    return f"{moment(trace)}: {who} {what}"


def about(words: str, whom: Whom) -> str:
    """What was done, of the person themselves: "looked at your load", "made a plan for you"."""
    said = DEED_OF_OWN.sub(rf"{whom.their} \1", words.removesuffix(":"))
    said = PERSON.sub(lambda found: getattr(whom, found[0]), said)
    return f"{said.removesuffix(' of')} {whom.them}" if said.endswith(TOWARDS) else said.removesuffix(" of")


DEED_OF_OWN = re.compile(r"\bthe (load|supervision|people and absence) of$")
PERSON = re.compile(r"\b(?:theirs|their|them)\b")
TOWARDS = (" for", " to", " about")
