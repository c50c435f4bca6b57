"""The README's eight things to try, and Slack's assistant, each as a person does it in the page.

A picture of each is kept.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.browser import FLAGS, SECONDS, WIDE, chromium, demo_process, picture


@pytest.fixture(scope="module")
def browsed() -> Iterator[Page]:
    """The demonstration in a browser, on a Thursday at ten."""
    path = chromium()
    with demo_process() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_context(viewport=WIDE, locale="en-GB").new_page()
        page.set_default_timeout(SECONDS * 1000)
        page.goto(address)
        yield page
        browser.close()


@pytest.fixture
def page(browsed: Page) -> Iterator[Page]:
    """As Priya in #north, with nothing open; nothing may go wrong in the page's own code."""
    wrong: list[str] = []

    def listen(problem: object) -> None:
        wrong.append(str(problem))

    browsed.on("pageerror", listen)
    go(browsed, "priya", "north")
    yield browsed
    close(browsed)
    browsed.remove_listener("pageerror", listen)
    assert wrong == []


def go(page: Page, handle: str, *place: str) -> None:
    """Follow the address of a place, as somebody."""
    page.goto("/".join([page.url.split("#")[0].rstrip("/"), "#", handle, *place]))
    expect(page.locator("#places a[aria-current=page]")).to_be_visible()


def become(page: Page, name: str) -> None:
    """Switch to somebody by the menu at the top left."""
    page.get_by_role("combobox", name="Switch to somebody else").click()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator("#who")).to_contain_text(name)


def send(page: Page, line: str) -> None:
    """Type a line and send it."""
    box = page.get_by_role("combobox", name="Message", exact=True)
    box.fill(line)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(box).to_have_value("")


def said(page: Page, words: str) -> Locator:
    """The newest message with these words in it."""
    found = page.locator(".message", has_text=words).last
    expect(found).to_be_visible()
    return found


def choose(page: Page, field: str, option: str) -> None:
    """Choose in a form's menu."""
    page.get_by_role("dialog").get_by_role("combobox", name=field).first.click()
    page.get_by_role("option", name=option).first.click()


def send_form(page: Page, button: str, done: str) -> None:
    """Send the form in front; where a rule asks for a reason beside the field, give it and send again."""
    form = page.get_by_role("dialog")
    form.get_by_role("button", name=button, exact=True).click()
    asked, ended = form.get_by_text("Choose the reason to go ahead"), form.get_by_text(done)
    expect(asked.or_(ended)).to_be_visible()
    if asked.count():
        choose(page, "Reason to go ahead", "AGREED")
        form.get_by_role("button", name=button, exact=True).click()
    expect(ended).to_be_visible()


def turn(page: Page, label: str) -> None:
    """Turn the clock, and wait until it has been turned."""
    page.get_by_role("button", name=label).click()
    expect(page.locator(".turning")).to_have_text("")


def close(page: Page) -> None:
    """Close what is open, if anything is, with the Escape key."""
    if page.get_by_role("dialog").count():
        page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_1_a_case_is_allocated_in_one_line(page: Page) -> None:
    box = page.get_by_role("combobox", name="Message", exact=True)
    box.press_sequentially("/al")
    page.keyboard.press("Tab")
    box.press_sequentially("CH-31001 cin lower travel=40 @lea")
    expect(page.get_by_role("option", name="Leah Marsden")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    answer = said(page, "CH-31001 is with Leah Marsden.")
    expect(answer).to_contain_text("Only visible to you")
    expect(answer).to_contain_text("travel 40 minutes 1")
    expect(answer).to_contain_text("9 → 10 of 15 children")
    page.screenshot(path=picture("1-in-one-line"))


def test_2_a_case_is_allocated_by_the_form_with_its_suggestion(page: Page) -> None:
    send(page, "/allocate")
    form = page.get_by_role("dialog")
    form.get_by_label("Case reference").fill("CH-31002")
    choose(page, "Kind", "Child in need")
    expect(form).to_contain_text("Suggested")
    form.get_by_role("button", name="Allocate").click()
    expect(form.get_by_text("Please fill this in.")).to_be_visible()
    choose(page, "Worker", "Leah Marsden")
    expect(form).to_contain_text("first weeks with this worker")
    page.screenshot(path=picture("2-the-form"))
    send_form(page, "Allocate", "CH-31002 is with")
    page.screenshot(path=picture("2-allocated"))
    close(page)


def test_3_a_soft_rule_asks_and_the_reason_is_recorded(page: Page) -> None:
    send(page, "/allocate CH-31003 cin standard @sam")
    asked = said(page, "Before this goes to Sam Okafor")
    expect(asked).to_contain_text("we promised 15")
    page.screenshot(path=picture("3-asked"))
    asked.get_by_role("button", name="AGREED").click()
    expect(said(page, "CH-31003 is with Sam Okafor.")).to_contain_text("Reason recorded: AGREED")
    page.screenshot(path=picture("3-recorded"))


def test_4_a_promise_not_kept_gets_a_plan_and_is_kept_again(page: Page) -> None:
    send(page, "/allocate CH-31004 cin standard @rhys because=NOBODY")
    living = said(page, "a colleague in North: 13 children, we promised 12.")
    living.get_by_role("button", name="Make a plan").click()
    form = page.get_by_role("dialog")
    choose(page, "What will be done", "Move cases")
    page.screenshot(path=picture("4-the-plan"))
    form.get_by_role("button", name="Save the plan").click()
    expect(living).to_contain_text("Plan: move cases to somebody with room; Priya Raman sees to it by")
    close(page)
    page.screenshot(path=picture("4-planned"))
    reallocate(page, "CH-31004", "Leah")
    turn(page, "Tomorrow 09:00")
    expect(page.locator("#time")).to_have_text("Friday 13 November 2026, 09:00")
    turn(page, "Next hour")
    turn(page, "Next hour")
    said(page, "We are keeping our promise to a colleague in North again.").get_by_text("1 reply").click()
    expect(page.get_by_role("log", name="Thread")).to_contain_text("It was not kept for")
    page.screenshot(path=picture("4-kept-again"))
    page.get_by_role("button", name="Close Thread").click()


def reallocate(page: Page, reference: str, worker: str) -> None:
    """Open a case's card, and give it to somebody else by its form."""
    send(page, f"/case {reference}")
    said(page, f"{reference}: child in need").get_by_role("button", name="Reallocate").click()
    choose(page, "Worker", worker)
    choose(page, "Reason for the change", "Managing caseloads")
    send_form(page, "Reallocate", f"{reference} has moved from")
    page.screenshot(path=picture("4-reallocated"))
    close(page)


def test_5_a_worker_sees_their_load_and_agrees(page: Page) -> None:
    send(page, "/allocate CH-31005 cin lower @leah because=CONTINUITY")
    said(page, "CH-31005 is with Leah Marsden.")
    become(page, "Leah Marsden")
    page.get_by_role("link", name="Messages").first.click()
    told = said(page, "has allocated CH-31005 to you")
    page.screenshot(path=picture("5-told"))
    told.get_by_role("button", name="Agree").click()
    said(page, "you have seen these points and agree")
    send(page, "/caseload")
    said(page, "Your caseload on")
    page.screenshot(path=picture("5-own-load"))


def test_6_mondays_digest_comes_when_the_clock_is_turned(page: Page) -> None:
    turn(page, "Next Monday 09:00")
    expect(page.locator("#time")).to_contain_text("Monday 16 November 2026, 09:0")
    digest = said(page, "North, week of")
    expect(digest.get_by_role("img", name="chart of").first).to_be_visible()
    digest.scroll_into_view_if_needed()
    page.screenshot(path=picture("6-digest"))
    page.get_by_role("link", name="Messages").first.click()
    said(page, "before supervision")
    page.screenshot(path=picture("6-supervision"))


def test_7_the_team_and_who_has_room(page: Page) -> None:
    send(page, "/caseload team North")
    expect(said(page, "Sam Okafor").get_by_role("table")).to_be_visible()
    page.screenshot(path=picture("7-team"))
    send(page, "/caseload room")
    said(page, "Room means fewer children than we promised")
    page.screenshot(path=picture("7-room"))


def test_8_what_must_not_be_is_refused_in_words(page: Page) -> None:
    send(page, "/allocate CH-31008 cp @zofia")
    said(page, "support worker")
    send(page, "/allocate 9990000018 cin @leah")
    refusal = said(page, "NHS number")
    expect(refusal).not_to_contain_text("9990000018")
    page.screenshot(path=picture("8-refused"))


def test_9_slacks_assistant_answers_what_is_pressed_and_what_is_typed(page: Page) -> None:
    become(page, "Priya Raman")
    page.get_by_role("button", name="Ask", exact=True).click()
    talk = page.get_by_role("log", name="Conversation")
    expect(talk).to_contain_text("Hello Priya. Ask me about caseloads in your own words.")
    prompts = page.get_by_role("group", name="You could ask")
    page.screenshot(path=picture("9-assistant"))
    prompts.get_by_role("button", name="Who has room?").click()
    expect(talk).to_contain_text("Room means fewer children than we promised")
    expect(prompts).to_have_count(0)
    box = page.get_by_role("combobox", name="Ask in your own words")
    box.fill("show me this week's digest")
    page.keyboard.press("Enter")
    expect(talk).to_contain_text("For your eyes only, with the numbers of this moment.")
    page.screenshot(path=picture("9-answered"))
    page.get_by_role("button", name="New conversation").click()
    expect(prompts).to_be_visible()
    expect(talk).not_to_contain_text("Room means")
    page.get_by_role("button", name="Close Ask").click()
