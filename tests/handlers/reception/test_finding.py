"""Which team somebody means, named or not, the same in every command."""

import pytest

from tests.handlers.views_council import Council


@pytest.mark.parametrize(("who", "team"), [("sam", "North"), ("ann", "North"), ("kit", "South")])
def test_everybody_asks_for_their_own_team_without_naming_it(council: Council, who: str, team: str) -> None:
    assert council.says(who, "/caseload team").startswith(f"{team}:")


def test_who_has_no_team_or_several_is_asked_which(council: Council) -> None:
    assert "Which team? Name it after the command" in council.says("mel", "/caseload team")
    council.covers("sue", "North", council.now, council.now)
    assert "You look after several teams: North and South. Which one?" in council.says(
        "sue", "/caseload team"
    )


@pytest.mark.parametrize("named", ["north", "team North", '"North"', "“north”"])
@pytest.mark.parametrize("command", ["team", "room", "breaches"])
def test_a_team_is_named_alike_wherever_one_is(council: Council, command: str, named: str) -> None:
    assert "North" in council.says("ann", f"/caseload {command} {named}")
