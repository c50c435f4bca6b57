"""Who changed a person or a team since somebody looked, in a sentence each."""

from collections.abc import Mapping, Sequence

from handlers.views.words import escape, listed, moment_text
from storage.audit_trail import Trace

SOURCES: Mapping[str, str] = {
    "shell": "Somebody at the council's shell",
    "import": "An import",
    "tick": "The bot itself",
}
DEEDS: Mapping[str, str] = {
    "person_added": "added them",
    "change_planned": "planned a change of their post",
    "planned_taken_back": "took a planned change back",
    "reduction_added": "added an absence",
    "reduction_changed": "changed an absence",
    "reduction_deleted": "took an absence away",
    "role_added": "gave them a role",
    "role_ended": "ended a role of theirs",
    "name_in_channel": "chose whether the channel may name them",
    "account_confirmed": "confirmed their Slack account",
    "team_added": "added the team",
    "cover_added": "added cover",
    "cover_ended": "took cover away",
}
FIELDS: Mapping[str, str] = {
    "name": "the name",
    "email": "the e-mail address",
    "team": "the team",
    "grade": "the grade",
    "fte": "the hours",
    "employment": "the employment",
    "starts_on": "the first day",
    "ends_on": "the last day",
    "promise": "the promise",
    "swe_number": "the registration number",
    "languages": "the languages",
    "skills": "the skills",
    "name_in_channel": "whether the channel may name them",
    "service": "the service",
    "channel": "the channel",
    "established_fte": "the established posts",
    "digest_weekday": "the digest's day",
    "digest_minute": "the digest's hour",
}
STILL = "What you typed is still here: look again, then save it if it is still right."


def changes_note(changes: Sequence[Trace]) -> str:
    """ "Ann Abbott changed the hours on Thursday 26 November at 10:00. …", or nothing."""
    if not changes:
        return ""
    return " ".join([*(f"{change_text(each)}." for each in changes), STILL])


def change_text(change: Trace) -> str:
    """Who did what and when."""
    who = escape(change.by) if change.by else SOURCES.get(change.source, "Somebody")
    return f"{who} {deed_words(change)} on {moment_text(change.at)}"


def deed_words(change: Trace) -> str:
    """ "changed the hours and the team", "added an absence"."""
    fields = [FIELDS.get(name, name) for name in change.detail.get("fields", ())]
    return f"changed {listed(fields)}" if fields else DEEDS.get(change.action, "changed something")
