"""Audit rows in words and as CSV: who did what, when, from where."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from handlers.views.people.changes import DEEDS, FIELDS, SOURCES
from handlers.views.words import listed
from scoring.working_time import london_day, london_time
from storage.audit_trail import Told, Trace

COLUMNS = ("at", "who", "from", "action", "subject_kind", "subject_id", "subject", "detail")
DID: Mapping[str, str] = {
    "accounts_confirmed": "confirmed Slack accounts",
    "letters_dropped": "gave up messages that could not be delivered",
    "letters_resent": "had messages sent again that could not be delivered",
    "allocation_agreed": "saw and agreed the points of",
    "allocation_to_discuss": "asked to talk about",
    "audit_read": "read what is held about",
    "breach_closed": "noted that we keep our promise again to",
    "breach_opened": "noted that we aren't keeping our promise to",
    "case_accepted": "accepted from another team",
    "case_added": "added",
    "case_allocated": "allocated",
    "case_closed": "closed",
    "case_forgotten": "had forgotten",
    "case_offered": "offered to another team",
    "case_read": "looked at",
    "case_reallocated": "reallocated",
    "case_reopened": "opened again",
    "co_work_changed": "changed who co-works",
    "concern_answered": "answered a concern of",
    "concern_changed": "added to a concern of",
    "concern_climbed": "passed on, one level up, a concern of",
    "concern_closed": "closed a concern of",
    "concern_raised": "raised a concern of",
    "concern_withdrawn": "withdrew a concern of",
    "digest_read": "looked at the digest of",
    "extra_added": "added an extra responsibility of",
    "extra_ended": "ended an extra responsibility of",
    "facts_changed": "changed what is known of",
    "family_changed": "changed the family of",
    "history_read": "looked at how we kept our promise to",
    "imported": "imported a file",
    "judgement_agreed": "agreed a judgement of",
    "judgement_proposed": "proposed a judgement of",
    "judgement_to_discuss": "asked to talk about a judgement of",
    "kind_changed": "changed the kind of",
    "lead_changed": "gave to somebody else",
    "load_read": "looked at the load of",
    "next_look_set": "set the next look at",
    "offer_declined": "declined the offer of",
    "offer_withdrawn": "took back the offer of",
    "people_read": "looked at the people and absence of",
    "plan_made": "made a plan for",
    "plan_reviewed": "reviewed a plan for",
    "policy_added": "stored a policy",
    "policy_approved": "approved a policy",
    "policy_compared": "compared a policy with today's",
    "promise_read": "looked at the promise to",
    "service_added": "added a service",
    "supervision_read": "looked at the supervision of",
    "supervision_recorded": "recorded a supervision of",
    "supervision_taken_back": "took back a supervision of",
    "team_started": "started",
}
"""The audit's words for what `people.changes` has none for; other words are shown as they are kept."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def trail_line(told: Told) -> str:
    """ "26 November 2026 10:00  Ann Abbott (slack) changed the hours of Sam Okafor"."""
    trace = told.trace
    who = trace.by or SOURCES.get(trace.source, "Somebody")
    where = f" ({trace.source})" if trace.by else ""
    return f"{moment(trace)}  {who}{where} {deed(trace)} {_subject(told)}".rstrip()


def moment(trace: Trace) -> str:
    day = london_day(trace.at)
    return f"{day.day} {day:%B %Y} {london_time(trace.at):%H:%M}"


def deed(trace: Trace) -> str:
    """What was done, so that the subject's name can follow."""
    fields = [FIELDS.get(name, name) for name in trace.detail.get("fields", ())]
    if fields:
        return f"changed {listed(fields)} of"
    if trace.action in DEEDS:
        return f"{DEEDS[trace.action]}:"
    return DID.get(trace.action, trace.action.replace("_", " "))


def _subject(told: Told) -> str:
    trace = told.trace
    if told.subject:
        return told.subject
    gone = trace.subject_kind in ("worker", "team", "case") and trace.subject_id
    return f"a {trace.subject_kind} no longer kept (number {trace.subject_id})" if gone else ""


def trail_csv(trail: Iterable[Told]) -> Iterator[str]:
    """The rows as CSV lines, safe to open in a spreadsheet: no cell begins a formula."""
    yield _csv_line(COLUMNS)
    for told in trail:
        trace = told.trace
        detail = json.dumps(dict(trace.detail), sort_keys=True)
        cells = (
            trace.at.isoformat(), trace.by or "", trace.source, trace.action, trace.subject_kind,
            str(trace.subject_id), told.subject, detail,
        )  # fmt: skip
        yield _csv_line(cells)


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([formula_safe(cell) for cell in cells])
    return line.getvalue()


def formula_safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a quote goes before what would begin one."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text
