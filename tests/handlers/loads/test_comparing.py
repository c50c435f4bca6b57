"""Teams side by side: shares of what was promised, by name, and figures only for those who may see them."""

import pytest

from handlers.views.loads.comparing import share_text
from storage.details import TeamDetails
from storage.joining import add_service, add_team
from tests.handlers.views_council import Council


@pytest.mark.parametrize(
    ("held", "promised", "said"),
    [
        (44, 50, "88 %"), (50, 50, "100 %"), (999, 1000, "99 %"), (1001, 1000, "101 %"),
        (0, 0, "–"), (3, 0, "none promised"), (60, 50, "120 %"),
    ],
)  # fmt: skip
def test_a_share_is_never_rounded_to_what_it_is_not(held: int, promised: int, said: str) -> None:
    assert share_text(held, promised) == said


def test_a_service_manager_sees_their_service_by_shares_and_in_sum(council: Council) -> None:
    council.holds("sam", 16)
    council.holds("kit", 6, start=3000, team="South")
    lines = council.says("mel", "/caseload service").splitlines()
    assert lines[0].startswith("Safeguarding has room: 22 of 65 children")
    assert lines[1].startswith("North: children 32 % (16 of 50)")
    assert lines[2].startswith("South: children 40 % (6 of 15)")
    assert "no ranking" in lines[3]


def test_a_supervisor_sees_their_own_figures_and_how_others_stand(council: Council) -> None:
    council.holds("kit", 17, team="South")
    for line in (
        "/caseload service",
        "/caseload compare",
        "/caseload council",
        "/caseload compare south, North",
    ):
        text = council.says("ann", line)
        assert "North: children 0 % (0 of 50)" in text
        assert "South: is over what we promised." in text
        assert "17" not in text


def test_whoever_covers_a_team_sees_its_figures(council: Council) -> None:
    council.holds("kit", 3, team="South")
    council.covers("ann", "South", council.now, council.now)
    assert "South: children 20 % (3 of 15)" in council.says("ann", "/caseload compare")


@pytest.mark.parametrize("line", ["/caseload service", "/caseload council", "/caseload compare North, South"])
@pytest.mark.parametrize("who", ["sam", "ada"])
def test_a_worker_or_administrator_sees_no_other_team(council: Council, who: str, line: str) -> None:
    council.holds("kit", 17, team="South")
    text = council.says(who, line)
    assert "for those who look after one to see" in text
    assert "over" not in text


def test_the_head_sees_the_council_by_services_and_names_a_service(council: Council) -> None:
    council.holds("sam", 16)
    assert "Safeguarding: children 24 % (16 of 65)" in council.says("hal", "/caseload council")
    assert council.says("hal", '/caseload service "safeguarding"').startswith("Safeguarding has room")
    assert "Which service?" in council.says("hal", "/caseload service")


def test_what_isnt_there_is_said_with_what_is(council: Council) -> None:
    assert "Our services: Safeguarding." in council.says("hal", "/caseload service Nowhere")
    assert "There is no team of that name" in council.says("hal", "/caseload compare North, Nowhere")


def test_a_hundred_and_more_teams_fit_into_one_message(council: Council) -> None:
    with council.database.writing() as session:
        service = add_service(session, council.change(), "Big & <Wide>")
        for number in range(120):
            add_team(session, council.change(), TeamDetails(f"Team & <{number:03}>", service))
    council.rescore()
    text = council.says("hal", "/caseload service Big & <Wide>")
    assert "Team &amp; &lt;000&gt;" in text
    assert council.command("hal", "/caseload compare")
