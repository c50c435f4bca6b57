"""The policy in words: what a case weighs, what we promise, and the times we keep; and the one to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.messages import Block, Message
from handlers.views import blocks
from handlers.views.policies.sayings import policy_sayings
from handlers.views.words import escape, listed
from scoring.policy import Policy
from scoring.policy_fields import GRADE_WORDS, KIND_WORDS, team_promise_field
from scoring.tenths import short_text

IN_TITLE = ("version:", "starts:")
"""Differences that the title of a comparison has said already."""

JUDGEMENT = "Points support judgement and never replace it. /caseload me shows how yours are made up."
MOST_LINES = 60
MOST_TEXT = 2_900


@dataclass(frozen=True, slots=True)
class Scoring:
    """How many of the workers are still to be scored by the policy in force."""

    left: int
    workers: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The policy in force, those stored for later that the viewer may read, and what they may do about it.

    `scoring` is how far everybody's load follows it, None once it does.
    """

    policy: Policy
    later: Sequence[Policy]
    approves: bool
    scoring: Scoring | None = None


def policy_message(standing: Standing) -> Message:
    """The policy in force in words, what it is for, and each that is stored for later, with its start."""
    policy = standing.policy
    title = f"Policy {policy.version}, in force since {_day(policy.starts_on)}"
    agreed = agreed_words(policy) + _scoring_words(standing.scoring)
    parts = [blocks.section(f"*{title}*\n{agreed}", _approve(policy, standing))]
    said = [f"{title}.", agreed]
    for heading, lines in _words(policy):
        parts.append(blocks.section(f"*{heading}*\n" + "\n".join(lines)))
        said.append(f"{heading}: {'; '.join(lines)}.")
    parts.append(blocks.context(JUDGEMENT))
    said.append(JUDGEMENT)
    for later in standing.later:
        text = f"Policy {later.version} is stored and starts on {_day(later.starts_on)}."
        said.append(f"{text} {agreed_words(later)}")
        parts.append(blocks.divider())
        parts.append(blocks.section(f"*{text}*\n{agreed_words(later)}", _approve(later, standing)))
        press = blocks.button("Compare with today's", f"policy_compare:{later.version}", later.version)
        parts.append(blocks.actions(press))
    return Message(blocks.clip("\n".join(said), 3_900), tuple(parts))


def _scoring_words(scoring: Scoring | None) -> str:
    if scoring is None:
        return ""
    done = scoring.workers - scoring.left
    return (
        f"\nEverybody's load is being worked out by it: {done:,} of {scoring.workers:,} workers so far. "
        "Ask again to see how far it has come; until then the others' loads are those of before."
    )


def agreed_words(policy: Policy) -> str:
    """Who agreed it and when, or that it is a trial."""
    if policy.agreed_by is None or policy.agreed_on is None:
        return "Trial figures: nobody has agreed them yet, and every screen says so."
    return f"Agreed by {escape(policy.agreed_by)} on {_day(policy.agreed_on)}."


def _approve(policy: Policy, standing: Standing) -> Block | None:
    """The head's button, for a policy that nobody has agreed yet."""
    if not standing.approves or not policy.is_trial:
        return None
    confirm = {
        "title": blocks.plain("Approve this policy?", 100),
        "text": blocks.plain(
            f"Version {policy.version} is recorded as agreed by you today. Its numbers then stay as they "
            "are; a change is a new version.",
            300,
        ),
        "confirm": blocks.plain("Approve", 30),
        "deny": blocks.plain("Not yet", 30),
    }
    return blocks.button(
        "Approve", f"policy_approve:{policy.version}", policy.version, "primary", confirm=confirm
    )


def _words(policy: Policy) -> Iterator[tuple[str, list[str]]]:
    yield "What a case weighs", [*_kinds(policy), *_travel(policy)]
    yield "What we promise for full time, and the bandwidth", [*_promises(policy)]
    yield from policy_sayings(policy)


def _kinds(policy: Policy) -> Iterator[str]:
    for kind, words in KIND_WORDS.items():
        rule = policy.kinds[kind]
        base = points_text(rule.base)
        if rule.unsettled_base is not None:
            base += f", while unsettled {points_text(rule.unsettled_base)}"
        visit = f", visits every {rule.visit.count} {_unit(rule.visit.unit.value)}" if rule.visit else ""
        yield f"{words}: {base}{visit}"


def _travel(policy: Policy) -> Iterator[str]:
    steps = [f"{points_text(step.points)} from {step.from_minutes} minutes" for step in policy.travel]
    if steps:
        yield f"travel, one way: {listed(steps)}"


def _unit(unit: str) -> str:
    return unit.replace("_", " ")


def _promises(policy: Policy) -> Iterator[str]:
    for grade, words in GRADE_WORDS.items():
        rule = policy.grades[grade]
        if rule.promise or rule.bandwidth:
            yield f"{words}: {rule.promise} children, {short_text(rule.bandwidth)} points"
    for team, promises in sorted(policy.team_promises.items()):
        for grade in promises:
            field = team_promise_field(team, grade.value)
            yield escape(f"in {team}, {GRADE_WORDS[grade]}: {field.reader.write(field.find(policy))}")


def points_text(tenths: int) -> str:
    """ "1 point", "8.5 points"."""
    return f"{short_text(tenths)} {'point' if tenths == 10 else 'points'}"


def comparison_message(
    old: Policy, new: Policy, differences: Sequence[str], effects: Sequence[str]
) -> Message:
    """What differs, then what it would do to the loads that the viewer may see."""
    title = f"Policy {new.version} from {_day(new.starts_on)}, beside today's {old.version}"
    told = [each for each in differences if not each.startswith(IN_TITLE)]
    lines = [*map(escape, told or ["No number differs."]), *([""] if effects else []), *map(escape, effects)]
    shown = lines[:MOST_LINES]
    if len(lines) > len(shown):
        shown.append(f"And {len(lines) - len(shown)} more: caseload policy compare at the shell lists all.")
    parts = [blocks.section(f"*{title}*")]
    parts += [blocks.section(text) for text in _chunks(shown)]
    note = "Nothing counts before its start. Who is over would be asked for a plan as for any other promise."
    parts.append(blocks.context(note))
    return Message(blocks.clip("\n".join([f"{title}.", *shown]), 3_900), tuple(parts))


def _chunks(lines: Sequence[str]) -> Iterator[str]:
    """The lines in as few sections as Slack takes them in."""
    chunk = ""
    for line in lines:
        if len(chunk) + len(line) > MOST_TEXT:
            yield chunk
            chunk = ""
        chunk += f"{line}\n" if line else "\n"
    if chunk.strip():
        yield chunk.rstrip()


def approved_message(policy: Policy) -> Message:
    return Message(
        f"Thank you. Policy {policy.version} is approved. {agreed_words(policy)} "
        "Once it counts, no screen says trial figures any more."
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
