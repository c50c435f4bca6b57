"""Checks of what Slack has answered: tokens, scopes, the clock, and the teams' channels."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.doctor.asking import NOT_REACHED
from bot.doctor.known import Finding, Known, SlackAnswers
from bot.manifest import SCOPES
from scoring.ids import ChannelId
from storage.teams import TeamRecord, list_teams

MOST_AHEAD = timedelta(minutes=1)
"""Slack's requests are refused when they seem older than five minutes; a minute leaves room to notice."""

INSTALL = "At api.slack.com/apps open the app, press Install App › Reinstall, and copy the new token."
UNREACHABLE = Finding(
    "Slack can't be reached from this machine.",
    "Check the network, the proxy and SLACK_API_URL; status.slack.com says whether Slack itself is down.",
)


def when_answered(
    check: Callable[[Known, SlackAnswers], list[Finding]],
) -> Callable[[Known], list[Finding]]:
    """A check that has nothing to say where Slack wasn't asked, or refused the token."""

    def checked(known: Known) -> list[Finding]:
        answered = known.slack is not None and known.slack.refused is None
        return check(known, known.slack) if answered and known.slack is not None else []

    return checked


def check_tokens(known: Known) -> list[Finding]:
    if known.slack is None:
        return []
    if known.slack.refused == NOT_REACHED:
        return [UNREACHABLE]
    found = []
    if known.slack.refused is not None:
        found.append(Finding(f"Slack refuses SLACK_BOT_TOKEN ({known.slack.refused}).", INSTALL))
    if known.slack.app_token_refused is not None:
        found.append(
            Finding(
                f"Slack refuses SLACK_APP_TOKEN ({known.slack.app_token_refused}).",
                "Under Basic Information › App-Level Tokens make one with connections:write, and copy it.",
            )
        )
    return found


@when_answered
def check_scopes(_known: Known, slack: SlackAnswers) -> list[Finding]:
    missing = sorted(set(SCOPES) - slack.scopes) if slack.scopes is not None else []
    if not missing:
        return []
    lost = "; ".join(f"{scope} ({SCOPES[scope]})" for scope in missing)
    return [
        Finding(
            f"Slack hasn't granted everything the manifest asks for. Missing: {lost}.",
            f"Paste the output of `caseload manifest` under App Manifest. {INSTALL}",
        )
    ]


@when_answered
def check_clock(_known: Known, slack: SlackAnswers) -> list[Finding]:
    if slack.ahead is None or abs(slack.ahead) <= MOST_AHEAD:
        return []
    way = "ahead of" if slack.ahead > timedelta(0) else "behind"
    return [
        Finding(
            f"This machine's clock is {abs(slack.ahead).total_seconds():.0f} seconds {way} Slack's.",
            "Switch on time synchronisation (timedatectl set-ntp true), then start the bot again.",
        )
    ]


@when_answered
def check_channels(known: Known, slack: SlackAnswers) -> list[Finding]:
    if slack.channels is None:
        return [Finding("Slack didn't say which channels I am in.", "Try again in a minute.", is_advice=True)]
    if known.database is None or not known.is_migrated:
        return []
    with known.database.reading() as session:
        teams = list_teams(session)
    found = (_channel_trouble(team, slack.channels) for team in teams if team.started_at is not None)
    return [finding for finding in found if finding is not None]


def _channel_trouble(team: TeamRecord, channels: Mapping[ChannelId, bool]) -> Finding | None:
    change = f"Give {team.name} another: /caseload people {team.name}, then Channel, supervisors, digest."
    if team.channel is None:
        return Finding(f"{team.name} has started and has no channel, so nothing is posted.", change)
    if team.channel not in channels:
        return Finding(
            f"I am not in the channel of {team.name} ({team.channel}), so its messages wait.",
            f"In that channel type /invite and my name. Or: {change}",
        )
    if channels[team.channel]:
        return Finding(
            f"The channel of {team.name} ({team.channel}) is archived.", f"Unarchive it. Or: {change}"
        )
    return None
