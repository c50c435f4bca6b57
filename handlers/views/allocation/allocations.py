"""What people see of an allocation: what it did, what it would do, and what the worker is told."""

import json
from collections.abc import Mapping, Sequence

from handlers.messages import Block, Message
from handlers.views.blocks import actions, button, context, section
from handlers.views.words import change_words, day_text, escape, load_words, trial_note
from scoring.case import Case
from scoring.case_words import KIND_WORDS, NEED_WORDS
from scoring.eligibility import SOFT_REASON_WORDS, SoftReason
from scoring.hard_rules import Rule
from scoring.load import Load
from scoring.load_after import LoadChange
from scoring.people import Worker
from scoring.points import CasePoints, explain_points
from scoring.policy import Policy
from scoring.suggest import Suggestion
from scoring.tenths import exact_text

MOST_SUGGESTIONS = 5
MOST_IN_FORM = 3


def line_value(line: str, **more: object) -> str:
    """What a button carries to allocate: the line as typed and what has been answered since."""
    return json.dumps({"line": line, **more}, separators=(",", ":"))


def kind_text(case: Case) -> str:
    """ "child in need, lower need"."""
    words = KIND_WORDS[case.facts.kind]
    if case.facts.kind.value == "cin":
        return f"{words}, {NEED_WORDS[case.facts.need]}"
    return f"{words}, unsettled" if case.facts.unsettled else words


def allocated_message(
    case: Case,
    lead: Worker,
    change: LoadChange | None,
    points: CasePoints,
    co_workers: Sequence[tuple[Worker, Load | None]],
    because: SoftReason | None,
    policy: Policy,
) -> Message:
    """What an allocation has done, for the person who made it.

    Without `change` or a co-worker's load: they are in a team whose figures this person may not see.
    """
    title = f"{case.reference} is with {escape(lead.name)}."
    lines = [
        f"{kind_text(case).capitalize()}: {explain_points(points)}",
        f"{escape(lead.name)}: {change_words(change.before, change.after)}" if change else _unseen(lead),
        *(
            f"{escape(worker.name)} co-works: {load_words(load)}" if load else _unseen(worker)
            for worker, load in co_workers
        ),
    ]
    if because is not None:
        lines.append(f"Reason recorded: {because.value}, {SOFT_REASON_WORDS[because]}.")
    text = "\n".join([title, *lines])
    blocks = (section(f"*{title}*\n" + "\n".join(lines)), context(trial_note(policy)))
    return Message(text, blocks)


def _unseen(worker: Worker) -> str:
    return f"{escape(worker.name)}'s load is for their own team's managers."


def already_message(case: Case, lead: Worker, load: Load) -> Message:
    since = f" since {day_text(case.led_since)}" if case.led_since else ""
    return Message(
        f"{case.reference} is already with {escape(lead.name)}{since}; nothing has changed. "
        f"{escape(lead.name)}: {load_words(load)}."
    )


def facts_changed_message(case: Case, lead: Worker, change: LoadChange, points: CasePoints) -> Message:
    return Message(
        f"{case.reference} stays with {escape(lead.name)}, with what you said of it now.\n"
        f"{kind_text(case).capitalize()}: {explain_points(points)}\n"
        f"{escape(lead.name)}: {change_words(change.before, change.after)}"
    )


def other_lead_message(case: Case, holder: str, wanted: Worker) -> Message:
    """That somebody else leads the case, and the way to reallocate it."""
    text = (
        f"{case.reference} is with {escape(holder)}. To move it to {escape(wanted.name)}, "
        "reallocate it and say why; nothing has changed yet."
    )
    value = json.dumps({"case": case.id, "to": wanted.id}, separators=(",", ":"))
    press = button(f"Reallocate to {wanted.name}", "reallocate", value, "primary")
    return Message(text, (section(text), actions(press)))


def other_kind_message(known: Case, asked: Case, line: str) -> Message:
    """That the case is known with another kind; it is never changed without asking."""
    text = (
        f"I know {known.reference} as “{kind_text(known)}”, and you wrote “{kind_text(asked)}”. "
        "Has it changed? Nothing is stored until you say so."
    )
    buttons = (
        button("Yes, it has changed", "allocate_kind:yes", line_value(line, kind="new"), "primary"),
        button(
            f"No, keep {KIND_WORDS[known.facts.kind]}", "allocate_kind:no", line_value(line, kind="known")
        ),
    )
    return Message(text, (section(text), actions(*buttons)))


def reason_message(lead: Worker, rules: Sequence[Rule], value: Mapping[str, object]) -> Message:
    """The soft rules that ask, and a button for each reason to go ahead."""
    said = "\n".join(f"• {escape(rule.sentence)}" for rule in rules)
    text = (
        f"Before this goes to {escape(lead.name)}:\n{said}\nChoose the reason to go ahead, or somebody else."
    )
    buttons = [
        button(
            f"{code.value}: {words}",
            f"allocate_because:{code.value}",
            json.dumps({**value, "because": code.value}, separators=(",", ":")),
        )
        for code, words in SOFT_REASON_WORDS.items()
    ]
    return Message(text, (section(text), actions(*buttons)))


def suggestions_message(case: Case, suggestions: Sequence[Suggestion], line: str) -> Message:
    """Who might lead the case, best first, with a button each; nothing is stored until one is pressed."""
    if not suggestions:
        return nobody_message(case)
    shown = suggestions[:MOST_SUGGESTIONS]
    ids = [each.worker.id for each in shown]
    title = f"{case.reference}, {kind_text(case)}: who should lead? Nothing is stored until you choose."
    rows = [_suggestion_row(each, line_value(line, worker=each.worker.id, shown=ids)) for each in shown]
    text = "\n".join([title, *(suggestion_text(each) for each in shown)])
    blocks = [section(f"*{title}*"), *rows]
    if all(each.after.is_over for each in shown):
        blocks.append(context(NOBODY_FITS))
    return Message(text, tuple(blocks))


NOBODY_FITS = (
    "Nobody stays within our promise with this case. A support worker, an offer to another team, the waiting "
    "list or more staff are the other ways; your service manager can help to decide."
)


def nobody_message(case: Case) -> Message:
    return Message(
        f"Nobody in the team may lead {case.reference}, {kind_text(case)}. {NOBODY_FITS} Nothing is stored."
    )


def suggestion_text(each: Suggestion) -> str:
    """ "Sam Lee: 12 → 13 of 15 children · 80 → 88 of 100 points (room for 3 more children)"."""
    reasons = f" ({escape(', '.join(each.reasons))})" if each.reasons else ""
    return f"{escape(each.worker.name)}: {change_words(each.before, each.after)}{reasons}"


def suggested_blocks(suggestions: Sequence[Suggestion]) -> list[Block]:
    """Whom a form suggests, best first, with the reasons; nothing where there is nobody to suggest."""
    if not suggestions:
        return []
    best = suggestions[:MOST_IN_FORM]
    lines = "\n".join(f"{place}. {suggestion_text(each)}" for place, each in enumerate(best, 1))
    parts = [section(f"*Suggested*\n{lines}")]
    if all(each.after.is_over for each in suggestions):
        parts.append(context(NOBODY_FITS))
    return parts


def _suggestion_row(each: Suggestion, value: str) -> Block:
    reasons = escape(", ".join(each.reasons).capitalize())
    text = f"*{escape(each.worker.name)}*\n{change_words(each.before, each.after)}\n{reasons}"
    return section(text, button("Choose", f"allocate_to:{each.worker.id}", value))


def worker_message(cases: Sequence[tuple[Case, CasePoints]], load: Load, by: str, policy: Policy) -> Message:
    """What the worker is told: the case or the siblings, their points explained, and what they can answer."""
    if len(cases) == 1:
        case, points = cases[0]
        said = f"{escape(by)} has allocated {case.reference} to you: {kind_text(case)}."
        said += f"\n{explain_points(points)}"
    else:
        rows = [f"• {case.reference}, {kind_text(case)}: {explain_points(points)}" for case, points in cases]
        said = "\n".join([f"{escape(by)} has allocated {len(cases)} children of one family to you:", *rows])
    text = f"{said}\nWith {'it' if len(cases) == 1 else 'them'} you have {load_words(load)}."
    hint = (
        "*Agree* says that you have seen the points and agree with them. *Let's discuss* tells your "
        "supervisor that you would like to talk about it. Neither changes the points."
    )
    value = " ".join(str(case.id) for case, _ in cases)
    buttons = (
        button("Agree", "allocation_agree", value, "primary"),
        button("Let's discuss", "allocation_discuss", value),
    )
    return Message(text, (section(text), actions(*buttons), context(hint, trial_note(policy))))


def answered_message(cases: Sequence[tuple[Case, CasePoints]], agreed: bool) -> Message:
    """The worker's message once they have answered."""
    if agreed:
        said = "Thank you. It is recorded that you have seen these points and agree with them."
    else:
        said = "Thank you for saying so. Your supervisor knows, and it is on the list for your supervision."
    sums = "; ".join(f"{case.reference}: {exact_text(points.total)} points" for case, points in cases)
    return Message(f"{sums}. {said}")


def discuss_message(case: Case, worker: str, points: CasePoints) -> Message:
    """What the supervisor hears when a worker would like to talk."""
    return Message(
        f"{escape(worker)} would like to talk about {case.reference}, just allocated to them "
        f"({explain_points(points)}). It is on the list for supervision; the points stay as they are."
    )
