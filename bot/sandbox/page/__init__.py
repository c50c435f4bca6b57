"""The local Slack in a browser: what Slack's own client shows, drawn by hand-written files served from here.

front   the page as whoever opens it to people sets it up
paths   what a browser asks for (guard: no other website may)
parts   what one person sees, in parts that are sent again only when they change
stream  the parts on their way to a browser
acts    what a person can do in it, by name
log     what the bot called
unread  what each person has read
assets  the page itself: HTML, CSS and JavaScript modules, no build step and nothing from elsewhere
"""

from bot.sandbox.page.front import Front, Suggestion, Turn
from bot.sandbox.page.guard import only_from_here
from bot.sandbox.page.paths import Paths

__all__ = ["Front", "Paths", "Suggestion", "Turn", "only_from_here"]
