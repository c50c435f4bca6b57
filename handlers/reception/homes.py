"""Whose Home is before them, and publishing it: when it is opened, and after what its person does from it.

Home is published for the person who acted, never for everyone a change touches: the others see it as it is
when they next open theirs.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.messages import (
    Click,
    Command,
    FieldErrors,
    Form,
    Home,
    HomeOpened,
    Origin,
    Redraw,
    Reply,
    Request,
    View,
)
from handlers.reception.answers import home_view
from handlers.reception.refusals import code_of
from handlers.reception.threads import in_thread
from handlers.views.notices import plain_view
from scoring.ids import SlackUserId

log = logging.getLogger(__name__)

LONGEST_SETTLING = 2.0
"""Seconds in which the loads that an act has changed are waited for, before Home is drawn again."""
MOST_KNOWN = 5_000
REFUSED = ("invalid_arguments", "invalid_blocks")


class Homes:
    """Publishes Homes. `settle` comes back when the loads follow from everything that has been written."""

    def __init__(
        self,
        serve: Callable[[Request], Reply],
        threads: Executor,
        slack: AsyncWebClient,
        settle: Callable[[], Awaitable[None]],
    ) -> None:
        self._serve = serve
        self._threads = threads
        self._slack = slack
        self._settle = settle
        self._pages: dict[SlackUserId, str] = {}
        self._newest: dict[SlackUserId, int] = {}

    async def show(self, request: HomeOpened) -> None:
        """Publish somebody's Home as things are now; what was asked for earlier is dropped."""
        user = request.origin.user
        turn = self._take_turn(user)
        self._keep(user, request.page)
        reply = await in_thread(self._threads, lambda: self._serve(request))
        if self._newest.get(user, turn) == turn:
            await self._put(user, home_view(reply))

    async def publish(self, user: SlackUserId, view: View) -> None:
        """Put a Home before somebody who has just asked for this very one."""
        self._take_turn(user)
        await self._put(user, view)

    async def _put(self, user: SlackUserId, view: View) -> None:
        """Publish it, in plainer blocks where Slack doesn't take the newest."""
        self._keep(user, view.get("private_metadata", ""))
        try:
            await self._slack.views_publish(user_id=user, view=view)
        except SlackApiError as error:
            if code_of(error) not in REFUSED:
                raise
            log.warning("a Home was refused, and is published without the newest blocks")
            await self._slack.views_publish(user_id=user, view=plain_view(view))

    def notice(self, request: Command | Click) -> None:
        """Where somebody acts now: a command or a click in a message is elsewhere, a form keeps its place."""
        user = request.origin.user
        if isinstance(request, Click) and request.view is not None:
            if request.view.is_home:
                self._keep(user, request.view.metadata)
        else:
            self._pages.pop(user, None)

    async def refresh(self, origin: Origin, reply: Reply) -> None:
        """Publish the Home of somebody who acted from it, once the loads follow from what they did."""
        page = self._pages.get(origin.user)
        if page is None or isinstance(reply, Form | Redraw | FieldErrors | Home):
            return
        settling = asyncio.ensure_future(_logged(self._settle()))
        await asyncio.wait({settling}, timeout=LONGEST_SETTLING)
        await self.show(HomeOpened(origin, page))

    def _take_turn(self, user: SlackUserId) -> int:
        """The number of the newest Home somebody has asked for; older ones on their way are dropped."""
        self._newest[user] = self._newest.get(user, 0) + 1
        return self._newest[user]

    def _keep(self, user: SlackUserId, page: str) -> None:
        self._pages.pop(user, None)
        self._pages[user] = page
        if len(self._pages) > MOST_KNOWN:
            oldest = next(iter(self._pages))
            del self._pages[oldest]
            self._newest.pop(oldest, None)


async def _logged(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception:
        log.exception("what is due could not be looked at")
