"""Slack accounts: proposed by e-mail, and nobody gets in before an administrator says who it is."""

from handlers.desk import AccountFacts
from handlers.messages import Form, Message, Redraw, Replace
from scoring.ids import SlackUserId
from tests.handlers.views_council import Council, said
from tests.office import HOME

ZOE = {
    "name": "Zoe New", "email": "zoe@council.example", "grade": "experienced", "fte": "1",
    "employment": "permanent", "start": "2026-11-26",
}  # fmt: skip


def join(council: Council) -> str:
    form = council.press("ann", "person_join", str(council.teams["North"]))
    assert isinstance(form, Form)
    words = said(council.sends("ann", form.view, dict(ZOE)))
    council.workers["zoe"] = max(council.workers.values()) + 1  # type: ignore[assignment]
    return words


def test_a_joiner_slack_knows_is_proposed_and_gets_in_once_confirmed(council: Council) -> None:
    council.slack.accounts["zoe@council.example"] = AccountFacts(SlackUserId("U0ZOE"), HOME, False)
    assert "Slack knows their e-mail address as <@U0ZOE>" in join(council)
    assert "I don't know you yet" in council.says("zoe", "/caseload me")
    refused = council.press("ann", "account_confirm", f"{council.workers['zoe']}:U0ZOE")
    assert isinstance(refused, Message)
    assert "Only an administrator" in refused.text
    waiting = council.command("ada", "/caseload people")
    assert "1 Slack account waits to be confirmed." in str(waiting)
    listed = council.press("ada", "accounts")
    assert isinstance(listed, Message)
    assert "Zoe New, zoe@council.example: <@U0ZOE>" in listed.text
    done = council.press("ada", "account_confirm", f"{council.workers['zoe']}:U0ZOE")
    assert isinstance(done, Replace)
    assert said(done) == "No Slack account waits to be confirmed."
    assert "Your caseload" in council.says("zoe", "/caseload me")
    assert [who for who, _, _ in council.audited("account_confirmed")] == ["ada"]


def test_an_account_that_is_somebody_elses_already_is_never_taken_from_them(council: Council) -> None:
    council.slack.accounts["zoe@council.example"] = AccountFacts(SlackUserId("U0SAM"), HOME, False)
    assert "belongs to somebody else here" in join(council)
    assert "Sam Okafor" not in council.says("sam", "/caseload me")
    assert "Your caseload" in council.says("sam", "/caseload me")


def test_an_account_that_appears_later_is_looked_for_from_the_card(council: Council) -> None:
    assert "Slack knows nobody" in join(council)
    card = council.press("ann", "person", str(council.workers["zoe"]))
    assert isinstance(card, Form)
    nothing = council.press("ann", "account_find", str(council.workers["zoe"]))
    assert isinstance(nothing, Message)
    council.slack.accounts["zoe@council.example"] = AccountFacts(SlackUserId("U0ZOE"), HOME, False)
    view = council.opened(card.view)
    found = council.click("ada", "account_find", str(council.workers["zoe"]), view)
    assert isinstance(found, Redraw)
    assert "account_confirm" in str(found.view)
    done = council.click("ada", "account_confirm", f"{council.workers['zoe']}:U0ZOE", view)
    assert isinstance(done, Redraw)
    assert "In Slack they are <@U0ZOE>" in str(done.view)
