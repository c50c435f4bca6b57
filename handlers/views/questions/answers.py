"""What is answered to plain words where no command does it alone, and what is said under one that does."""

import json
from collections.abc import Mapping, Sequence

from handlers.messages import Block, Message
from handlers.views.blocks import actions, button, context, section
from handlers.views.questions.sentences import DEED_WORDS, LOST, SENTENCES
from handlers.views.words import escape, listed, plural
from scoring.questions.model import Deed, Why

Option = tuple[str, Mapping[str, object]]
"""A button's words, and the question behind it as ids."""

MOST_BUTTONS = 5
WHICH = (
    "I know several by that name. Whom or what do you mean? If it isn't one of these, say the full name or, "
    "for a colleague, their e-mail."
)
MORE = "You asked more than one thing; press for the others."


def said_message(why: Why, options: Sequence[Option]) -> Message:
    """A sentence instead of an answer, with what can be asked."""
    return _offering(SENTENCES[why], options)


def lost_message(options: Sequence[Option]) -> Message:
    """Not understood: the nearest questions that can be answered."""
    return _offering(LOST, options)


def which_message(options: Sequence[Option]) -> Message:
    """A name fits several: whom do they mean?"""
    return _offering(WHICH, options)


def form_message(label: str, options: Sequence[Option]) -> Message:
    """A form is opened by pressing a button, and nothing is done until it is sent."""
    return _offering(
        f"{escape(label)}: press the button to open the form. Nothing has been done yet.", options
    )


def concern_message(working_days: int, options: Sequence[Option]) -> Message:
    """To somebody who says that it is too much: that it is heard, what the form does, and the way to it."""
    return _offering(CONCERN.format(days=plural(working_days, "working day")), options)


CONCERN = (
    "Thank you for saying so. What you carry is ours to put right, not yours. The button opens a short form: "
    "it goes to whoever looks after you and to nobody else, and is answered within {days}. Nothing has been "
    "sent yet. If a child is in danger now, talk to the duty manager or ring 999."
)


def howto_message(usage: str, summary: str, options: Sequence[Option]) -> Message:
    """How a thing is done: the command for it, and what it gives."""
    return _offering(f"For that there is `{escape(usage)}`: {escape(summary)}.", options)


def howto_deed_message(deed: Deed, options: Sequence[Option]) -> Message:
    """How something is done with a case: on its card."""
    text = (
        f"With a case, to {DEED_WORDS[deed]}: open its card with `/case` and the reference, and use the "
        "buttons there. Or say it to me with the reference: I show you the card."
    )
    return _offering(text, options)


def allocate_message(line: str, value: Mapping[str, object]) -> Message:
    """The button that opens the allocation form, filled in as far as it was said."""
    text = (
        f"Allocating {escape(line)}: look at the form before anything is done."
        if line
        else ("Allocating a case: look at the form before anything is done.")
    )
    press = button(
        "Open the form", "allocate_form", json.dumps(dict(value), separators=(",", ":")), "primary"
    )
    return Message(text, (section(text), actions(press)))


def deed_note(deed: Deed, reallocates: Option | None) -> Message:
    """Said under a case card when something is to be done with it."""
    text = (
        f"Nothing has changed yet. To {DEED_WORDS[deed]}, use the buttons of the card, if you look after it."
    )
    if reallocates is None:
        return Message(text, (context(text),))
    label, value = reallocates
    press = button(label, "reallocate:asked", json.dumps(dict(value)))
    return Message(text, (context(text), actions(press)))


def note(lines: Sequence[str], options: Sequence[Option]) -> Message | None:
    """What is said under an answer: what was assumed, and the other questions of the message."""
    if not lines and not options:
        return None
    said = [
        *lines,
        *(["You asked more than one thing; press for the others."] if options and not lines else []),
    ]
    text = " ".join(said)
    return Message(text, (context(text), *_buttons(options)))


def assumed_line(taken: str, others: Sequence[str]) -> str:
    """Whom the bot took somebody to be, of several with that name."""
    return (
        f"I took it that you mean {escape(taken)}. Also of that name: {listed([escape(n) for n in others])}."
    )


def again_line() -> str:
    """Said where the same is asked twice, as by "why?"."""
    return (
        "Each case shows what its points are made of: its kind, then what adds to it. /case and a reference "
        "shows one in full."
    )


def _offering(text: str, options: Sequence[Option]) -> Message:
    labels = [label for label, _ in options[:MOST_BUTTONS]]
    spoken = "\n".join([text.replace("`", ""), *(f"• {label}" for label in labels)])
    return Message(spoken, (section(text), *_buttons(options)))


def _buttons(options: Sequence[Option]) -> list[Block]:
    shown = [
        button(label, f"ask:{place}", json.dumps(dict(value), separators=(",", ":")))
        for place, (label, value) in enumerate(options[:MOST_BUTTONS])
    ]
    return [actions(*shown)] if shown else []
