"""A local Slack with everybody of a made-up council in it; it prints the address of its Web API."""

import asyncio
import sys

from bot.manifest import manifest
from bot.sandbox import Channel, LocalSlack, Person
from scoring.ids import TeamId, WorkerId
from tests.benchmarks.council_people import TEAM_SIZE, account_of, channel_of
from tests.benchmarks.council_rows import WORKSPACE


async def main(workers: int, is_paced: bool) -> None:
    """Answer until killed; only a paced one refuses calls for coming too fast."""
    async with LocalSlack(manifest("https://council.example"), is_paced=is_paced) as slack:
        for id_ in range(1, workers + 1):
            user = account_of(WorkerId(id_))
            slack.workspace.add_person(Person(user, WORKSPACE, user, "", user.lower()))
        for number in range(1, workers // TEAM_SIZE + 2):
            channel = Channel(channel_of(TeamId(number)), f"team-{number}", members=[slack.bot.id])
            slack.workspace.add_channel(channel)
        print(slack.api_url, flush=True)  # noqa: T201
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), "paced" in sys.argv[2:]))
