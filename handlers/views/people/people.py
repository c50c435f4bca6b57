"""The people of a team, and one person's card with everything that can be done about them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.messages import Block, Message, View
from handlers.views import blocks
from handlers.views.people.words import absence_words, days_words, is_over, planned_sentence, post_words
from handlers.views.words import escape, listed, moment_text, plural, trial_note
from scoring.capacity import Capacity
from scoring.ids import SlackUserId, TeamId, WorkerId
from scoring.policy import Policy
from scoring.tenths import short_text
from storage.details import PersonDetails
from storage.planned import Planned
from storage.reductions import ReductionRecord

PAGE = 30
"""People in one message: each has a section with a button, and Slack takes fifty blocks."""
MOST_TEAMS = 40
MOST_ABSENCES = 20
MOST_PLANNED = 10
NO_TEAM = TeamId(0)
"""Stands for those who are in no team, whom administrators keep."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of a list, with what reduces their capacity now or later."""

    id: WorkerId
    details: PersonDetails
    reductions: Sequence[ReductionRecord]


@dataclass(frozen=True, slots=True)
class Card:
    """One person as their card shows them. `capacity` is None for somebody in no team.

    `planned` is what changes on days to come, `teams` the names of all teams.

    `account` says who they are in Slack; `proposed` is an account that waits for an administrator, `confirms`
    whether the viewer is one.
    """

    id: WorkerId
    details: PersonDetails
    team: str | None
    reductions: Sequence[ReductionRecord]
    planned: Sequence[Planned]
    teams: Mapping[TeamId, str]
    capacity: Capacity | None
    account: SlackUserId | None
    proposed: SlackUserId | None
    confirms: bool
    today: date
    policy: Policy


def people_message(
    team: TeamId,
    name: str,
    people: Sequence[Listed],
    start: int,
    left: Sequence[str],
    today: date,
    among: int | None = None,
) -> Message:
    """One page of a team's people by name, each with a button; those who left are only named.

    `among` says of how many these are, where somebody was asked for by name.
    """
    shown = people[start : start + PAGE]
    more = len(people) - start - len(shown)
    number = _number(len(people)) if among is None else f"{len(people)} of {_number(among)}"
    title = f"{escape(name)}: {number}"
    rows = [(each, _row(each, today)) for each in shown]
    parts = [blocks.section(f"*{title}*")]
    parts += [blocks.section(text, _open(each.id)) for each, text in rows]
    if not people:
        parts.append(blocks.section("Nobody is in this team yet."))
    if more > 0:
        press = blocks.button(f"Show {min(more, PAGE)} more", "people_page", f"{team}:{start + PAGE}")
        parts.append(blocks.actions(press))
    parts.append(blocks.actions(*_team_buttons(team)))
    if left:
        parts.append(blocks.context(f"Left, and no longer shown: {_some(left)}."))
    said = [text.replace("*", "") for _, text in rows]
    return Message(blocks.clip("\n".join([f"{title}.", *said]), 3_900), tuple(parts))


def _number(people: int) -> str:
    return "1 person" if people == 1 else f"{people} people"


def _open(worker: WorkerId) -> Block:
    return blocks.button("Open", f"person:{worker}", str(worker))


def _team_buttons(team: TeamId) -> Iterator[Block]:
    yield blocks.button("Add somebody", "person_join", str(team))
    if team != NO_TEAM:
        yield blocks.button("Channel, supervisors, digest", "team_settings", str(team))
        yield blocks.button("Cover", "team_cover", str(team))


def _some(names: Sequence[str], most: int = 12) -> str:
    shown = [escape(name) for name in names[:most]]
    return listed(shown if len(names) <= most else [*shown, f"{len(names) - most} more"])


def _row(each: Listed, today: date) -> str:
    facts = [post_words(each.details), *days_words(each.details, today)]
    lines = [f"*{escape(each.details.name)}*, {', '.join(facts)}"]
    lines += [
        absence_words(record.reduction, today)
        for record in each.reductions
        if not is_over(record.reduction, today)
    ]
    return "\n".join(lines)


def teams_message(teams: Sequence[tuple[TeamId, str, int]], waiting: int) -> Message:
    """The teams whose people somebody keeps, each with how many there are; and accounts that wait."""
    title = "Whose people?"
    rows = [(id_, f"{escape(name)}: {_number(number)}") for id_, name, number in teams[:MOST_TEAMS]]
    parts = [blocks.section(f"*{title}*")]
    parts += [
        blocks.section(text, blocks.button("Show", f"people_page:{id_}", f"{id_}:0")) for id_, text in rows
    ]
    if len(teams) > len(rows):
        parts.append(
            blocks.context(f"And {len(teams) - len(rows)} more: /caseload people and a team's name.")
        )
    if waiting:
        press = blocks.button("Look at them", "accounts")
        verb = "waits" if waiting == 1 else "wait"
        parts.append(blocks.section(f"{plural(waiting, 'Slack account')} {verb} to be confirmed.", press))
    return Message("\n".join([title, *(text for _, text in rows)]), tuple(parts))


def card_view(card: Card) -> View:
    """The card: the post, what is promised, absence, the Slack account, and what can be done."""
    details, value = card.details, str(card.id)
    facts = [post_words(details), *days_words(details, card.today)]
    about = [f"*{escape(details.name)}*, {', '.join(facts)}", escape(details.email), *_about(card)]
    buttons = [
        blocks.button("Hours, grade or team", "person_change", value),
        blocks.button("Add an absence", "absence_add", value),
        blocks.button("Leaving", "person_leave", value),
        blocks.button("Name, languages, skills", "person_words", value),
    ]
    current = [record for record in card.reductions if not is_over(record.reduction, card.today)]
    parts = [blocks.section("\n".join(about)), blocks.actions(*buttons)]
    parts += [
        blocks.section(
            _planned(each, card.teams),
            blocks.button("Take back", f"planned_take_back:{each.id}", planned_value(each)),
        )
        for each in card.planned[:MOST_PLANNED]
    ]
    parts += [
        blocks.section(
            absence_words(record.reduction, card.today),
            blocks.button("Change", f"absence_change:{record.id}", str(record.id)),
        )
        for record in [*current, *(each for each in card.reductions[::-1] if each not in current)][
            :MOST_ABSENCES
        ]
    ]
    parts += [*_account(card), blocks.context(trial_note(card.policy))]
    return blocks.modal("person", "A person", parts)


def planned_value(each: Planned) -> str:
    """What the button under a plan carries: its number, which a later plan may have, then whose and when."""
    return f"{each.id} {each.worker} {each.from_on}"


def _planned(each: Planned, teams: Mapping[TeamId, str]) -> str:
    """ "From Monday 7 December 2026: 0.6 of full time (22.2 hours). Ann Abbott entered it on …"."""
    said = planned_sentence(each.from_on, each.changes, teams)
    when = f" on {moment_text(each.planned_at)}" if each.planned_at is not None else ""
    return f"{said} {escape(each.by_name)} entered it{when}." if each.by_name else said


def _about(card: Card) -> Iterator[str]:
    details = card.details
    yield f"Team {escape(card.team)}" if card.team else "In no team, so nothing is promised to them."
    if card.capacity is not None:
        points = short_text(card.capacity.bandwidth)
        yield f"Our promise today: {card.capacity.promise} children, {points} points."
    words = [
        f"{what}: {listed(sorted(escape(word) for word in known))}"
        for what, known in (("Languages", details.languages), ("Skills", details.skills))
        if known
    ]
    yield from words
    named = {
        True: "chose to be named",
        False: "chose not to be named",
        None: "hasn't chosen yet, so it says “a colleague”",
    }
    yield f"In the team's channel: {named[details.name_in_channel]}."


def _account(card: Card) -> Iterator[Block]:
    """Who they are in Slack; a proposal is an administrator's to confirm."""
    if card.account is not None:
        yield blocks.section(f"In Slack they are <@{card.account}>.")
    elif card.proposed is not None:
        text = f"Slack knows their e-mail address as <@{card.proposed}>. An administrator confirms it."
        press = blocks.button("Confirm", "account_confirm", f"{card.id}:{card.proposed}", "primary")
        yield blocks.section(text, press if card.confirms else None)
    else:
        press = blocks.button("Look by e-mail", "account_find", str(card.id))
        yield blocks.section("I don't know them in Slack yet, so I can't write to them.", press)


def accounts_message(proposals: Sequence[tuple[WorkerId, str, str, SlackUserId]]) -> Message:
    """The Slack accounts that wait for an administrator's word."""
    if not proposals:
        return Message("No Slack account waits to be confirmed.")
    title = "Are these the right people?"
    rows = [
        (worker, user, f"{escape(name)}, {escape(email)}: <@{user}>")
        for worker, name, email, user in proposals[:MOST_TEAMS]
    ]
    parts = [blocks.section(f"*{title}*")]
    parts += [
        blocks.section(text, blocks.button("Confirm", f"account_confirm:{worker}", f"{worker}:{user}"))
        for worker, user, text in rows
    ]
    if len(proposals) > len(rows):
        parts.append(blocks.context(f"And {len(proposals) - len(rows)} more, once these are done."))
    return Message("\n".join([title, *(text for _, _, text in rows)]), tuple(parts))
