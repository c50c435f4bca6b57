"""No token anywhere, with every library as talkative as it can be."""

import logging

import pytest

from bot.logs import LIBRARIES, Redacting
from tests.e2e.town import Town


async def test_with_every_library_talking_no_token_is_written_and_no_repr_shows_one(
    place: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """An allocation with debug logs on: what the libraries would say, as our formatter writes it."""
    secrets = place.settings.secrets
    with caplog.at_level(logging.DEBUG):
        for library in LIBRARIES:
            caplog.set_level(logging.DEBUG, library)
        await place.type("ann", "/allocate AB-1234 cin lower @sam")
        await place.settle()
    formatter = Redacting(secrets)
    lines = [formatter.format(record) for record in caplog.records]
    assert len(lines) > 20
    assert [line for line in lines if any(secret in line for secret in secrets)] == []
    shown = [repr(each) for each in (place.bot, place.settings, place.bot and place.bot.slack)]
    assert [text for text in shown if any(secret in text for secret in secrets)] == []
