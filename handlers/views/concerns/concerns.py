"""The worker's side of a concern: the button, the form, and what they are told of it."""

from dataclasses import dataclass
from datetime import datetime

from handlers.messages import Block, Message, View
from handlers.views.blocks import (
    actions,
    button,
    checkboxes,
    clip,
    field,
    modal,
    option,
    section,
    select,
    text_input,
)
from handlers.views.ledger.breaches import LEVEL_WORDS
from handlers.views.words import day_text, escape, moment_text
from scoring.breaches import Level
from scoring.concerns import MOST_CHARACTERS, OUTCOME_WORDS, SUITS_WORDS, TOPIC_WORDS, Concern, Said, Why
from scoring.working_time import london_day

ACTION = "concern"
"""The action of the button that opens the form, wherever it stands."""

FEW_WORDS = "Nothing about a child or a family, and no reference. Names of colleagues are fine."


@dataclass(frozen=True, slots=True)
class Going:
    """Whom a concern goes to: their name, as what they are asked, and why it is them.

    `from_at` is set where they are told only then, after the quiet hours.
    """

    name: str
    level: Level
    why: Why
    from_at: datetime | None = None


def concern_button() -> Block:
    """What a worker presses to be heard; any screen of their own may have it."""
    return button("I need to talk about my caseload", ACTION)


def withdraw_button(concern: Concern) -> Block:
    return button("Withdraw it", "concern_withdraw", str(concern.id))


def concern_form(going: Going, known: Concern | None, typed: str = "") -> View:
    """The form; with `known`, the worker's open concern, it is filled with what they said."""
    said = known.said if known is not None else None
    topics = [option(words.capitalize(), topic.value) for topic, words in TOPIC_WORDS.items()]
    suits = [option(words.capitalize(), each.value) for each, words in SUITS_WORDS.items()]
    text = typed or (said.text if said is not None else "")
    parts = [
        section(_opening(going, known)),
        field("topics", "What is it about?", checkboxes("topics", topics, said.topics if said else ())),
        field("suits", "When would it suit you?", select("suits", suits, said.suits if said else None)),
        field(
            "text",
            "In a few words",
            text_input("text", clip(text, MOST_CHARACTERS), most=MOST_CHARACTERS, lines=True),
            optional=True,
            hint=FEW_WORDS,
        ),
    ]
    return modal(ACTION, "Talk about my caseload", parts, submit="Send", close="Cancel")


def _opening(going: Going, known: Concern | None) -> str:
    whom = who_text(going)
    if known is None:
        return (
            f"This goes to {whom} alone, never to a channel. It counts even if your numbers look fine: "
            "numbers can be wrong."
        )
    since = day_text(london_day(known.raised_at))
    return (
        f"You asked to talk on {since}, and it is still open. What you send now takes the place of what you "
        f"said before, and {whom} is asked again."
    )


def raised_message(going: Going, answer_by: datetime, *, goes_on: bool) -> Message:
    """What the worker reads when they have sent it; `goes_on` says whether anybody stands above."""
    who = escape(going.name)
    when = "has been told" if going.from_at is None else f"will be told on {moment_text(going.from_at)}"
    text = f"Thank you for saying so. {_why_them(going)}{who} {when}, and nobody else. "
    text += _asked_to_answer(answer_by, goes_on=goes_on)
    return Message(f"{text} /caseload concern shows how it stands; there you can also withdraw it.")


def changed_message(going: Going, answer_by: datetime, *, goes_on: bool) -> Message:
    """The same, where they had an open concern already."""
    text = f"This is part of your open concern now, and {who_text(going)} is asked again. "
    return Message(text + _asked_to_answer(answer_by, goes_on=goes_on))


def said_already_message(going: Going) -> Message:
    return Message(f"{escape(going.name)} has just this from you already, so nothing was sent twice.")


def own_concern_message(concern: Concern, asked: str, answered_by: str | None) -> Message:
    """How the worker's own open concern stands, with what they can do about it."""
    lines = [f"You asked to talk about your caseload on {moment_text(concern.raised_at)}."]
    lines += said_lines(concern.said, "It suits you")
    if concern.answered_at is not None and answered_by is not None:
        when = moment_text(concern.answered_at)
        lines.append(f"{escape(answered_by)} said on {when} that they will talk with you.")
        lines.append("If nothing comes of it, add to it: then they are asked again.")
    else:
        who = f"{escape(asked)}, {LEVEL_WORDS[concern.level]}"
        lines.append(f"It is with {who}, who is asked to answer by {moment_text(concern.answer_by)}.")
    text = "\n".join(lines)
    return Message(text, (section(text), actions(button("Add to it", ACTION), withdraw_button(concern))))


def withdrawn_message(asked: str) -> Message:
    return Message(
        f"You have withdrawn it, and {escape(asked)} can see that. If it comes back: /caseload concern."
    )


def closed_already_message() -> Message:
    return Message("That concern is closed already. If there is something new: /caseload concern.")


def climbed_message(going: Going, answer_by: datetime) -> Message:
    """To the worker, each time it goes one up."""
    return Message(
        "We haven't answered your concern about your caseload in time. It has now gone to "
        f"{who_text(going)}, who is asked to answer by {moment_text(answer_by)}."
    )


def answered_message(name: str, said: Said) -> Message:
    """To the worker, when somebody has said that they will talk with them."""
    return Message(
        f"{escape(name)} has read that you would like to talk about your caseload, and will talk with you. "
        f"You said it suits you {SUITS_WORDS[said.suits]}. If nothing comes of it, /caseload concern asks "
        "again."
    )


def closed_message(concern: Concern, name: str) -> Message:
    """To the worker, with what came of it."""
    outcome = OUTCOME_WORDS[concern.outcome] if concern.outcome is not None else ""
    return Message(
        f"{escape(name)} has noted that you have talked about your caseload: {outcome}"
        f"{quoted(concern.outcome_text)}. If that isn't so, or isn't enough: /caseload concern."
    )


def said_lines(said: Said, suits: str) -> list[str]:
    """What a worker said, as it is told."""
    about = "; ".join(TOPIC_WORDS[topic] for topic in said.topics)
    return [f"It is about: {about}{quoted(said.text)}.", f"{suits}: {SUITS_WORDS[said.suits]}."]


def quoted(text: str) -> str:
    """Somebody's own words in brackets, if there are any."""
    return f" (“{escape(text)}”)" if text else ""


def who_text(going: Going) -> str:
    """ "Ann Abbott", or "Mel Hart, the service manager" for somebody above the team."""
    above = "" if going.level is Level.SUPERVISOR else f", {LEVEL_WORDS[going.level]}"
    return f"{escape(going.name)}{above}"


def _why_them(going: Going) -> str:
    if going.why is Why.OWN:
        return f"You look after the team yourself, so it goes one up, to {LEVEL_WORDS[going.level]}: "
    if going.why is Why.NOBODY:
        level = LEVEL_WORDS[going.level]
        return f"I know of no supervisor of yours whom I can write to, so it goes to {level}: "
    return ""


def _asked_to_answer(answer_by: datetime, *, goes_on: bool) -> str:
    by = moment_text(answer_by)
    if not goes_on:
        return f"They are asked to answer by {by}."
    return f"They are asked to answer by {by}; if they haven't, it goes one level up, and I tell you."
