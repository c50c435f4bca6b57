"""Bolt's app, in which every request has a number and is counted while it is under way."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.clock import new_id
from handlers.reception.numbers import NUMBER


class NumberedApp(AsyncApp):
    """Both ways in end here; each request is a task of its own, so its number reaches no other."""

    under_way: int = 0

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        NUMBER.set(new_id())
        self.under_way += 1
        try:
            return await super().async_dispatch(req)
        finally:
            self.under_way -= 1
