"""The ledger's past in a period: how well promises were kept, and each time they weren't, the newest first.

People stand in the order of their names, never of their numbers: this is no league table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from math import floor

from handlers.messages import Block, Message
from handlers.views.blocks import actions, button, clip, context, section
from handlers.views.ledger.breach_list import LINE_NOUNS
from handlers.views.ledger.periods import Page, history_select
from handlers.views.loads.loads import MOST_TEXT
from handlers.views.words import dated_moment, dated_text, day_text, duration_text, escape, trial_note
from scoring.breaches import Breach, Cause
from scoring.ids import BreachId
from scoring.kept import Window
from scoring.plans import PLAN_WORDS
from scoring.policy import Policy
from scoring.readings import LINES_IN_TENTHS, Line, SubjectKind
from scoring.tenths import short_text
from storage.plans import PlanRecord

EPISODES = 10
"""On one page."""
TIMES = {1: "once", 2: "twice"}
MOST_SUMMED = 30
KNOWN = "From the ledger as it was known on each day; nothing has been worked out anew."


@dataclass(frozen=True, slots=True)
class Summed:
    """How a promise was kept in a time: the share of days, how often it wasn't, and for how long in all."""

    whom: str
    rate: Fraction | None
    times: int
    lasted: timedelta


@dataclass(frozen=True, slots=True)
class History:
    """One page. `rate` is that of the team's workers together, `others` those with every day kept."""

    asked: Page
    pages: int
    title: str
    window: Window
    sums: Sequence[Summed]
    episodes: Sequence[tuple[str, Breach]]
    plans: Mapping[BreachId, PlanRecord]
    policy: Policy
    rate: Fraction | None = None
    others: int = 0


def history_message(shown: History) -> Message:
    """The page, with the other periods and pages a click away."""
    first, last = shown.window.first, shown.window.last
    head = f"{escape(shown.title)}, {dated_text(first, last)} to {day_text(last)}"
    sums = summed_lines(shown)
    episodes = [episode_text(whom, breach, shown) for whom, breach in shown.episodes]
    listed = _listed_title(shown)
    text = clip("\n".join([f"{head}.", *sums, listed, *episodes, KNOWN]), MOST_TEXT)
    blocks: list[Block] = [section("\n".join([f"*{head}*", *sums]))]
    blocks.append(section("\n".join([f"*{listed}*", *(f"• {each}" for each in episodes)])))
    blocks.append(actions(*_elements(shown)))
    return Message(text, (*blocks, context(KNOWN, trial_note(shown.policy))))


def summed_lines(shown: History) -> list[str]:
    """How well each promise was kept, people by name."""
    lines = []
    if shown.rate is not None:
        lines.append(f"We kept our promise to each worker on {rate_text(shown.rate)}.")
    lines += [summed_text(each) for each in shown.sums[:MOST_SUMMED]]
    rest = len(shown.sums) - MOST_SUMMED
    if rest > 0:
        lines.append(f"And {rest} more; a worker's name after the command shows theirs.")
    if shown.others and len(shown.sums) == 1:
        lines.append("The promise to everybody was kept on every day.")
    elif shown.others:
        others = "That to 1 other was" if shown.others == 1 else f"Those to {shown.others} others were"
        lines.append(f"{others} kept on every day.")
    return lines


def summed_text(each: Summed) -> str:
    """ "Sam Okafor: kept on 80 % of days; not kept twice, for 5 days in all." """
    kept = "kept all the time" if not each.times else ""
    if each.rate is not None:
        kept = f"kept on {rate_text(each.rate)}"
    parts = [kept] if kept else []
    if each.times:
        often = TIMES.get(each.times, f"{each.times} times")
        parts.append(f"not kept {often}, for {duration_text(each.lasted)} in all")
    return f"{escape(each.whom)}: {'; '.join(parts)}."


def rate_text(rate: Fraction) -> str:
    """Never rounded up to what wasn't."""
    return "every day" if rate == 1 else f"{floor(rate * 100)} % of days" if rate else "no day"


def episode_text(whom: str, breach: Breach, shown: History) -> str:
    """ "Sam Okafor, children: Monday 2 November at 10:00 to …, 47 hours; 17 at most, promised 15." """
    last = shown.window.last
    said = f"{escape(whom)}, {LINE_NOUNS[breach.line]}: from {dated_moment(breach.opened_at, last)}"
    if breach.back_at is None:
        said += ", and not kept yet"
    else:
        lasted = duration_text(breach.back_at - breach.opened_at)
        said += f" to {dated_moment(breach.back_at, last)}, {lasted}"
    if breach.cause is Cause.BASELINE:
        said += " (it stood when we began to count)"
    plan = shown.plans.get(breach.id)
    planned = f"planned: {PLAN_WORDS[plan.plan.code]}" if plan is not None else "no plan"
    worst = _worst(breach)
    return "; ".join([said, *([worst] if worst else []), f"{planned}."])


def _worst(breach: Breach) -> str:
    if breach.subject.kind is SubjectKind.CASE:
        return ""
    if breach.line is Line.NOBODY_THERE:
        return f"{breach.worst} at most"
    in_tenths = breach.line in LINES_IN_TENTHS
    worst, promised = (
        short_text(each) if in_tenths else str(each) for each in (breach.worst, breach.promised)
    )
    return f"{worst} at most against {promised}"


def _listed_title(shown: History) -> str:
    if not shown.episodes:
        return "Every promise was kept in this time."
    page = f", page {shown.asked.number + 1} of {shown.pages}" if shown.pages > 1 else ""
    return f"When a promise was not kept, the newest first{page}"


def _elements(shown: History) -> list[Block]:
    """Older and newer pages, and the other periods."""
    asked, elements = shown.asked, []
    if asked.number + 1 < shown.pages:
        elements.append(button("Older", "history:older", replace(asked, number=asked.number + 1).value))
    if asked.number > 0:
        elements.append(button("Newer", "history:newer", replace(asked, number=asked.number - 1).value))
    return [*elements, history_select(asked.scope)]
