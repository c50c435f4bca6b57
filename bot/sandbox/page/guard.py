"""Who may use the local Slack: programs and pages of this machine, and no website from elsewhere.

A browser names the website that makes it call (`Origin`, `Sec-Fetch-Site`), and the name it called us by
(`Host`): a website that renames itself to 127.0.0.1 is known by that.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
OUR_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
OWN_SITES = frozenset({None, "same-origin", "none"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""What the page and its files are sent with: nothing loads from elsewhere, nobody else frames it."""


def is_from_here(request: web.Request) -> bool:
    """Returns whether a request comes from a program or from our own page; following a link to `/` may."""
    if urlsplit(f"//{request.host}").hostname not in OUR_NAMES:
        return False
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return False
    return request.path == "/" or request.headers.get("Sec-Fetch-Site") in OWN_SITES


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what another website makes a browser send."""
    if not is_from_here(request):
        return web.Response(status=403, text="This is for pages and programs of this machine only.\n")
    return await handler(request)
