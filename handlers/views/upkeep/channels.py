"""To a team's supervisor: its channel takes no posts, what that means for them, and how to mend it."""

from datetime import timedelta

from handlers.messages import Message
from handlers.views.words import BRAND, duration_text, escape
from scoring.ids import ChannelId

SETTINGS = "/caseload people {team}, then “Channel, supervisors, digest”."
ANOTHER = f"Or give {{team}} another channel: {SETTINGS}"
INVITE = f"Please open it and type `/invite @{BRAND}`; what waits follows within {{wait}}. {ANOTHER}"

SENTENCES = {
    "not_in_channel": f"I am not in {{channel}}, so what I have to say to {{team}} waits. {INVITE}",
    "channel_not_found": (
        "I can't find {channel}: it is private and I am not in it, or it is no longer there. "
        f"So what I have to say to {{team}} waits. {INVITE}"
    ),
    "is_archived": (
        "{channel} has been archived, so what I have to say to {team} comes to you here instead. "
        "If it was archived by mistake, somebody can unarchive it in Slack. "
        f"If not, please give {{team}} another channel: {SETTINGS}"
    ),
    "restricted": (
        "In {channel} only some people may post, and I am not among them, so what I have to say to {team} "
        "waits. Whoever looks after the channel can let me post in its settings in Slack; what waits follows "
        f"within {{wait}}. {ANOTHER}"
    ),
}
"""By Slack's name for the trouble."""


def channel_trouble_message(team: str, channel: ChannelId, problem: str, wait: timedelta) -> Message:
    """What is wrong and what to do."""
    said = SENTENCES.get(problem, SENTENCES["restricted"]).format(
        channel=f"<#{channel}>", team=escape(team), wait=duration_text(wait)
    )
    return Message(said)
