"""The policy in sentences: what each of its numbers means for the people it is about.

A name in braces is a field of the policy file, written as `policy_fields` writes it. A field that no sentence
names is listed by its words, so that a new one is never left out.
"""

import re
from collections.abc import Iterator

from scoring.policy import Policy
from scoring.policy_fields import FIELDS, Field

FIELD = re.compile(r"\{([\w.]+)\}")

SAYINGS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "What adds to a case",
        ("factors", "scoring"),
        (
            "Live court proceedings: {factors.court}, instead of pre-proceedings: {factors.preproceedings}. "
            "An interpreter: {factors.interpreter}. These and travel count once for a family and worker.",
            "An unaccompanied asylum-seeking child: {factors.uasc}. A complex disability: "
            "{factors.disability}.",
            "The first {scoring.first_weeks_days} with a new worker: {factors.first_weeks}. A case that is "
            "closing: {factors.closing}.",
            "Brothers and sisters with one worker: the heaviest counts in full, each other "
            "{scoring.family_share_percent} of its base.",
            "A judgement, agreed by the worker and a supervisor: from {scoring.judgement_least} to "
            "{scoring.judgement_most} points. It is looked at again, usually after "
            "{scoring.judgement_usual_weeks} and at the latest after {scoring.judgement_most_weeks}.",
            "No case weighs less than {scoring.least_points}.",
        ),
    ),
    (
        "How a load is read",
        ("load", "pace"),
        (
            "Bandwidth is the points we plan for somebody. Under its low end, {load.low_end_percent} of it, "
            "there is room; above it is more than we promised.",
            "Supervision, team and training count as {load.stable_element} of a full-time bandwidth. An "
            "extra responsibility counts from {load.extra_least} to {load.extra_most}.",
            "The council's own range for the average of a team: {load.average_range}.",
            "When a case is escalated, the earlier worker stays on with {load.escalation_co_worker_percent} "
            "of it, so that the family keeps a face it knows.",
            "New families come one at a time: within {pace.window_hours}, up to {pace.least} or one for "
            "every {pace.divisor} children led, whichever is more. Beyond that a reason is asked for.",
        ),
    ),
    (
        "When a promise isn't kept",
        ("ledger",),
        (
            "A plan is due within {ledger.plan_working_days}, by {ledger.deadline}; then the service manager "
            "is asked, and after {ledger.climb_working_days} more the head of service.",
            "A plan reaches at most {ledger.plan_most_days} ahead, and is reviewed within "
            "{ledger.review_working_days} of its day. Reminders can be put off for "
            "{ledger.remind_working_days}.",
            "A promise counts as kept again once it has held for {ledger.settling_hours}. Past "
            "{ledger.worse_percent} of it, the channel is told once more.",
            "A child waits for a worker for at most {ledger.waiting_working_days}; under section 47 or "
            "child protection for at most {ledger.waiting_urgent_working_days}.",
            "Where nobody is there for children, the channel reads how many after "
            "{ledger.nobody_there_working_days}; the supervisor hears at once.",
            "A worker who needs to talk about their caseload is answered within "
            "{ledger.concern_working_days}.",
            "An import that would bring a channel more than {ledger.baseline_messages} brings one summary.",
        ),
    ),
    (
        "When messages go out",
        ("hours",),
        (
            "From {hours.quiet_from} to {hours.quiet_until}, at weekends and on bank holidays they wait. "
            "Reminders go out at {hours.reminder}.",
            "The team's week goes out on {hours.digest_day} at {hours.digest_at}, at most "
            "{hours.digest_late_working_days} late.",
            "Further days on which we are closed: {hours.extra_closed_days}.",
        ),
    ),
    (
        "Supervision",
        ("supervision",),
        (
            "Every {supervision.interval_weeks}; for newly qualified workers weekly until week "
            "{supervision.asye_weekly_until_week}, then fortnightly until month "
            "{supervision.asye_fortnightly_until_month}.",
            "What is recorded is the day and how long, from {supervision.least_minutes} to "
            "{supervision.most_minutes}, and nothing of what was said. Whether it came in time is compared "
            "over {supervision.parity_weeks}.",
        ),
    ),
)
"""A heading, the parts of the policy file under it, and their sentences."""

_BY_PATH = {".".join(field.path): field for field in FIELDS}
_SAID = {path for _, _, sentences in SAYINGS for text in sentences for path in FIELD.findall(text)}


def policy_sayings(policy: Policy) -> Iterator[tuple[str, list[str]]]:
    """Each heading with its sentences; one whose numbers a policy doesn't give is left out."""
    for heading, parts, sentences in SAYINGS:
        said = [text for each in sentences if (text := _filled(each, policy))]
        yield heading, [*said, *_others(parts, policy)]


def _filled(sentence: str, policy: Policy) -> str:
    values = {path: _value(_BY_PATH[path], policy) for path in FIELD.findall(sentence)}
    if not all(values.values()):
        return ""
    return FIELD.sub(lambda found: values[found[1]], sentence)


def _others(parts: tuple[str, ...], policy: Policy) -> Iterator[str]:
    """The fields of these parts that no sentence names, as "words: value"."""
    for field in FIELDS:
        value = _value(field, policy)
        if field.path[0] in parts and ".".join(field.path) not in _SAID and value:
            yield f"{field.words}: {value}"


def _value(field: Field, policy: Policy) -> str:
    """The value as it stands in a sentence; nothing where a policy gives none."""
    value = field.find(policy)
    written = "" if value is None else field.reader.write(value)
    if isinstance(value, int):
        written = _days(value) if written == f"{value} hours" else written.replace("-", "−")
    return "" if written == "none" else written


def _days(hours: int) -> str:
    days, rest = divmod(hours, 24)
    return f"{days} days" if days > 1 and not rest else f"{hours} hours"
