"""Nobody else's website can use the local Slack, and the page asks nothing of anybody else."""

import re

import aiohttp
import pytest

from bot.sandbox.page.paths import ASSETS, TOKEN_HEADER, assets
from bot.sandbox.workspace import BOT_USER_ID
from tests.bot.sandbox.stage import Json, Stage

OWN_NAMESPACE = "http://www.w3.org/2000/svg"


async def front(stage: Stage, **headers: str) -> tuple[int, str]:
    async with stage.session.get(stage.slack.page_url, headers=headers) as answer:
        return answer.status, await answer.text()


async def token(stage: Stage) -> str:
    """The token of this run, as the page has it."""
    _, text = await front(stage)
    found = re.search(r'name="page-token" content="([^"]+)"', text)
    assert found is not None
    return found[1]


async def do(stage: Stage, body: Json | str, headers: dict[str, str]) -> tuple[int, Json]:
    """Does something in the page as a browser would send it."""
    sent = {"data": body} if isinstance(body, str) else {"json": body}
    url = f"{stage.slack.page_url}/page/act"
    async with stage.session.post(url, headers=headers, **sent) as answer:
        is_json = answer.content_type == "application/json"
        return answer.status, await answer.json() if is_json else {}


def saying(stage: Stage, **more: str) -> Json:
    return {"act": "say", "as": stage.ann.id, "channel": stage.team.id, "text": "hello", **more}


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example:8765"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
    ],
)
async def test_another_website_is_refused_at_every_path(stage: Stage, headers: dict[str, str]) -> None:
    good = {TOKEN_HEADER: await token(stage)}
    assert (await front(stage, **headers))[0] == 403
    assert (await do(stage, saying(stage), good | headers))[0] == 403
    call = stage.slack.api_url + "auth.test"
    async with stage.session.post(call, headers=headers, data={"token": stage.slack.bot_token}) as answer:
        assert answer.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await stage.session.ws_connect(f"{stage.slack.page_url}/page/stream", headers=headers)
    assert stage.slack.messages(stage.team) == []


async def test_what_another_website_embeds_is_refused_and_following_its_link_is_not(stage: Stage) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    told = f"channel={stage.team.id}&text=hello&token={stage.slack.bot_token}"
    call = f"{stage.slack.api_url}chat.postMessage?{told}"
    async with stage.session.get(call, headers=headers) as answer:
        assert answer.status == 403
    assert (await front(stage, **headers))[0] == 200


async def test_without_the_token_of_this_run_nothing_is_done(stage: Stage) -> None:
    for headers in ({}, {TOKEN_HEADER: "wrong"}, {TOKEN_HEADER: "é".encode().decode("latin-1")}):
        assert (await do(stage, saying(stage), headers))[0] == 403
    assert stage.slack.messages(stage.team) == []
    assert await do(stage, saying(stage), {TOKEN_HEADER: await token(stage)}) == (200, {"ok": True})
    assert [message.text for message in stage.slack.messages(stage.team)] == ["hello"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '"text"',
        {},
        {"act": "say"},
        {"act": "no such act", "as": "U0"},
        {"act": "say", "as": "U404"},
        {"act": "say", "as": BOT_USER_ID, "text": "I am the bot"},
    ],
)
async def test_what_cannot_be_read_is_refused(stage: Stage, body: Json | str) -> None:
    status, answer = await do(stage, body, {TOKEN_HEADER: await token(stage)})
    assert (status, answer["ok"]) == (400, False)


async def test_what_is_not_there_is_said_in_words(stage: Stage) -> None:
    headers = {TOKEN_HEADER: await token(stage)}
    gone = {"as": stage.ann.id, "channel": stage.team.id, "ts": "1.1", "block": "b", "action": "a"}
    for body, words in (
        ({"act": "click", **gone}, "This message is no longer there."),
        ({"act": "submit", "as": stage.ann.id, "view": "V404"}, "This form is no longer open."),
        (saying(stage, channel="C404"), "There is no such channel."),
        (
            saying(stage, text="/load", thread="1.1"),
            "Slash commands do not work in threads; mention the app instead.",
        ),
        ({"act": "turn", "as": stage.ann.id, "turn": "Back"}, "Nothing turns the clock by “Back”."),
    ):
        assert await do(stage, body, headers) == (200, {"ok": False, "seen": words})


async def test_only_files_of_the_page_are_served_and_nothing_loads_from_elsewhere(stage: Stage) -> None:
    for path in ("../paths.py", "..%2fpaths.py", "js/none.js", "%2e%2e/paths.py"):
        async with stage.session.get(f"{stage.slack.page_url}/page/assets/{path}") as answer:
            assert answer.status == 404
    async with stage.session.get(f"{stage.slack.page_url}/page/assets/js/main.js") as answer:
        assert (answer.status, answer.content_type) == (200, "text/javascript")
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_every_file_is_named_by_another_and_none_by_an_address_elsewhere() -> None:
    texts = {name: content.decode() for name, content in assets().items()}
    for name, text in texts.items():
        addresses = set(re.findall(r"https?://[^\s\"'`)|]+", text)) - {OWN_NAMESPACE}
        assert addresses == set(), f"{name} names {addresses}"
        for imported in re.findall(r'from "\./([\w.]+)"', text):
            assert (ASSETS / "js" / imported).is_file(), f"{name} imports {imported}"
    everything = "\n".join(texts.values())
    assert [
        name for name in texts if name != "index.html" and name.rsplit("/", 1)[-1] not in everything
    ] == []


def test_text_only_ever_becomes_text() -> None:
    for name, content in assets().items():
        found = re.findall(
            rb"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", content
        )
        assert found == [], name
