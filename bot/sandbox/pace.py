"""How often the bot may call: tiers per method, one post a second in a channel ("Rate limits" page)."""

import math

from bot.sandbox.errors import Refused
from bot.sandbox.timekeeping import Clock

TIER_2, TIER_3, TIER_4 = 20, 50, 100
"""Calls a minute. Of tier 1 only apps.connections.open is offered, and let off with tier 2."""

SPECIAL = 600
"""Calls a minute of methods Slack does not put into a tier, such as auth.test."""

POSTING_BURST = 5
"""Posts to one channel at once before one a second holds."""


class Bucket:
    """Holds up to `burst` permits and regains `per_second`."""

    def __init__(self, burst: int, per_second: float, now: float) -> None:
        self._burst, self._per_second, self._left, self._at = burst, per_second, float(burst), now

    def take(self, now: float) -> float:
        """Takes a permit and returns 0, or returns the seconds until there is one (and takes none)."""
        self._left = min(self._burst, self._left + max(0.0, now - self._at) * self._per_second)
        self._at = now
        if self._left >= 1:
            self._left -= 1
            return 0.0
        return (1 - self._left) / self._per_second


class Pace:
    """Refuses calls that come too fast, with HTTP 429 and `Retry-After` in whole seconds, as Slack does.

    A method's tier is its calls a minute, all of which may come at once. `is_on=False` lets all pass.
    """

    def __init__(self, clock: Clock, *, is_on: bool) -> None:
        self._clock, self._is_on = clock, is_on
        self._buckets: dict[str, Bucket] = {}

    def call(self, method: str, per_minute: int) -> None:
        """Counts one call of a method, or raises Refused (`ratelimited`)."""
        self._take(method, per_minute, per_minute / 60)

    def post(self, channel_id: str) -> None:
        """Counts one post into a channel, or raises Refused (`ratelimited`)."""
        self._take(f"post {channel_id}", POSTING_BURST, 1.0)

    def _take(self, name: str, burst: int, per_second: float) -> None:
        if not self._is_on:
            return
        now = self._clock()
        bucket = self._buckets.setdefault(name, Bucket(burst, per_second, now))
        if wait := bucket.take(now):
            raise Refused("ratelimited", status=429, headers={"Retry-After": str(math.ceil(wait))})
