"""What a supervisor reads of a channel that takes no posts: how to mend it themselves."""

from datetime import timedelta

import pytest

from handlers.views.upkeep.channels import SENTENCES, channel_trouble_message
from scoring.ids import ChannelId


@pytest.mark.parametrize("problem", SENTENCES)
def test_each_trouble_names_the_form_that_gives_the_team_another_channel(problem: str) -> None:
    text = channel_trouble_message("North", ChannelId("C01NORTH"), problem, timedelta(minutes=10)).text
    assert "/caseload people North, then “Channel, supervisors, digest”" in text
    assert "{" not in text
