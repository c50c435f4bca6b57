"""/allocate in one line, as a supervisor sees it."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select, update

from handlers.messages import Message, Reply
from storage.tables.cases import ALLOCATIONS, CASE_HISTORY, CASES
from storage.tables.post import AUDIT
from tests.office import Office, text_of


def buttons(reply: Reply) -> list[dict[str, Any]]:
    """Every button of a message, in order."""
    assert isinstance(reply, Message), reply
    elements = [element for block in reply.blocks for element in block.get("elements", [])]
    accessories = [block["accessory"] for block in reply.blocks if "accessory" in block]
    return [each for each in [*elements, *accessories] if each.get("type") == "button"]


def press(office: Office, who: str, reply: Reply, label: str) -> Reply:
    """Press the button of this label."""
    [button] = [each for each in buttons(reply) if each["text"]["text"].startswith(label)]
    return office.click(who, button["action_id"], button["value"])


def count_of(office: Office, table: Any) -> int:
    with office.database.reading() as session:
        return int(session.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_supervisor_allocates_in_one_line_and_reads_what_it_did(office: Office) -> None:
    said = office.says("ann", "/allocate AB-1234 cp @sam court travel=60")
    assert "AB-1234 is with Sam Okafor." in said
    assert "15.0 = child protection 8 + live court 4 + travel 60 minutes 2 + first weeks" in said
    assert "0 → 1 of 15 children · 15 → 30 of 100 points" in said


def test_words_come_in_any_order_after_the_reference(office: Office) -> None:
    one = office.says("ann", "/allocate AB-1001 court @sam travel=60 cp")
    other = office.says("ann", "/allocate AB-1002 cp travel=60 court @sam because=AGREED")
    assert one.split(" = ")[1].split(" · ")[0] == other.split(" = ")[1].split(" · ")[0]


@pytest.mark.parametrize(
    "worker", ["<@U0SAM>", "<@U0SAM|sam>", "sam@council.example", "“Sam Okafor”", "sam", "@Sam"]
)
def test_a_worker_is_named_by_mention_email_quoted_name_or_first_name(office: Office, worker: str) -> None:
    assert "is with Sam Okafor" in office.says("ann", f"/allocate AB-1234 cin {worker}")


@pytest.mark.parametrize(
    ("known", "typed"), [("AB-1234", "ab1234"), ("AB1234", "AB-1234"), ("AB/1234", "ab-1234")]
)
def test_a_reference_typed_with_another_dash_is_taken_for_no_second_child(
    office: Office, known: str, typed: str
) -> None:
    office.says("ann", f"/allocate {known} cin @sam")
    before = count_of(office, CASES)
    said = office.says("ann", f"/allocate {typed} cin @jo")
    assert said == f"I have no case {typed.upper()}. Did you mean {known}?"
    assert count_of(office, CASES) == before


def test_a_reference_that_fits_two_others_or_a_closed_case_is_a_new_one(office: Office) -> None:
    for reference in ("AB-1234", "AB/5678"):
        office.says("ann", f"/allocate {reference} cin @sam")
    with office.database.writing() as session:
        session.execute(update(CASES).where(CASES.c.reference == "AB/5678").values(closed_at=office.now))
    assert "is with Jo Price" in office.says("ann", "/allocate AB5678 cin @jo")
    with office.database.writing() as session:
        session.execute(update(CASES).where(CASES.c.reference == "AB5678").values(reference="AB/1234"))
    assert "is with" in office.says("ann", "/allocate AB1234 cin @lee lower")


def test_the_same_command_twice_changes_nothing_and_says_so(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam")
    before = [count_of(office, table) for table in (CASES, ALLOCATIONS, AUDIT)]
    assert "already with Sam Okafor" in office.says("ann", "/allocate AB-1234 cp @sam")
    assert [count_of(office, table) for table in (CASES, ALLOCATIONS, AUDIT)] == before


def test_without_a_worker_the_suggestions_come_and_nothing_is_stored_until_one_is_pressed(
    office: Office,
) -> None:
    reply = office.command("ann", "/allocate AB-1234 cin lower")
    assert "who should lead?" in text_of(reply)
    assert count_of(office, CASES) == 0
    assert "AB-1234 is with Sam Okafor." in text_of(press_row(office, reply, "Sam Okafor"))


def press_row(office: Office, reply: Reply, name: str) -> Reply:
    """Press the button beside a suggested name."""
    assert isinstance(reply, Message)
    [row] = [b for b in reply.blocks if "accessory" in b and name in b["text"]["text"]]
    return office.click("ann", row["accessory"]["action_id"], row["accessory"]["value"])


def test_what_was_shown_and_what_was_chosen_is_logged(office: Office) -> None:
    reply = office.command("ann", "/allocate AB-1234 cin lower")
    press_row(office, reply, "Max Field")
    with office.database.reading() as session:
        detail = json.loads(
            session.execute(select(AUDIT.c.detail).where(AUDIT.c.action == "case_allocated")).scalar_one()
        )
    assert detail["chosen"] == office.workers["max"]
    assert set(detail["shown"]) >= {office.workers["sam"], office.workers["max"]}


def test_a_soft_rule_asks_for_a_reason_and_records_it(office: Office) -> None:
    reply = office.command("ann", "/allocate AB-1234 cp @jo")
    assert "first year" in text_of(reply)
    assert count_of(office, CASES) == 0
    done = press(office, "ann", reply, "AGREED")
    assert "Reason recorded: AGREED, agreed with the worker." in text_of(done)
    with office.database.reading() as session:
        assert session.execute(select(ALLOCATIONS.c.because)).scalar_one() == "AGREED"


def test_a_qualified_co_worker_spares_the_reason_for_somebody_newly_qualified(office: Office) -> None:
    said = office.says("ann", "/allocate AB-1234 cp @jo co=@sam:25")
    assert "AB-1234 is with Jo Price." in said
    assert "Sam Okafor co-works" in said


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("AB-1234 cp @lee", "support worker"),
        ("AB-1234 cin @lee", "lower or standard"),
        ("AB-1234 cp @mel", "in no team"),
    ],
)
def test_hard_rules_refuse_in_words_and_store_nothing(office: Office, line: str, sentence: str) -> None:
    assert sentence in office.says("ann", f"/allocate {line}")
    assert count_of(office, CASES) == 0


def test_a_support_worker_leads_a_child_in_need_of_lower_need(office: Office) -> None:
    assert "is with Lee Marsh" in office.says("ann", "/allocate AB-1234 cin lower @lee")


def test_a_case_with_another_worker_offers_to_reallocate(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam")
    reply = office.command("ann", "/allocate AB-1234 cp @max because=AGREED")
    assert "AB-1234 is with Sam Okafor" in text_of(reply)
    assert [each["text"]["text"] for each in buttons(reply)] == ["Reallocate to Max Field"]
    assert count_of(office, ALLOCATIONS) == 1


def test_a_known_case_of_another_kind_asks_and_never_overwrites(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam")
    reply = office.command("ann", "/allocate AB-1234 cin @sam")
    assert "Has it changed?" in text_of(reply)
    assert kinds(office) == ["cp"]
    press(office, "ann", reply, "Yes")
    assert kinds(office) == ["cin"]


def kinds(office: Office) -> list[str]:
    with office.database.reading() as session:
        return list(session.execute(select(CASES.c.kind)).scalars())


def test_words_not_given_about_a_known_case_keep_what_is_known(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam court travel=60")
    said = office.says("ann", "/allocate AB-1234 cp @sam interpreter")
    assert "live court 4 + travel 60 minutes 2 + interpreter 1" in said


def test_every_state_of_a_case_is_kept(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam")
    office.waits(hours=1)
    office.says("ann", "/allocate AB-1234 cp @sam court")
    with office.database.reading() as session:
        states = session.execute(select(CASE_HISTORY.c.court).order_by(CASE_HISTORY.c.from_at)).scalars()
        assert list(states) == [False, True]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("9434765919 cp @sam", "NHS number"),
        ("A123456789012 cp @sam", "UPN"),
        ("Jones cp @sam", "Never use a name"),
        ("AB-1234 chin @sam", "Did you mean cin?"),
        ("AB-1234 cp cin @sam", "Two kinds"),
        ("AB-1234 cin lower standard @sam", "Which is it?"),
        ("AB-1234 cp lower @sam", "child in need (cin) only"),
        ("AB-1234 cin unsettled @sam", "looked-after child (cla) only"),
        ("AB-1234 cp @sam travel=9999", "from 0 to 600"),
        ("AB-1234 cp @sam travel=far", "minutes one way"),
        ("AB-1234 cp @sam co=@jo:120", "1 to 99"),
        ("AB-1234 cp @sam co=@jo:60 co=@max:60", "leave nothing for the lead"),
        ("AB-1234 cp @sam because=WHY", "A reason is one of"),
        ("AB-1234 cp @sam travle=60", "Did you mean travel="),
        ("AB-1234 cp @smm", "Did you mean Sam Okafor"),
        ("AB-1234 cp @nobodyatall", "don't know anybody of that name"),
        ("AB-1234 cp sam jo", "two words look like workers"),
        ("AB-1234 cni lower @sam", "Did you mean cin?"),
        ("AB-1234 @sam cni", "Did you mean cin?"),
        ("AB-1234 lee sam", "two words look like workers"),
        ("AB-1234 @sam", "What kind of case is it?"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(office: Office, line: str, sentence: str) -> None:
    assert sentence in office.says("ann", f"/allocate {line}")
    assert count_of(office, CASES) == 0


def test_a_refused_reference_is_never_repeated(office: Office) -> None:
    assert "9434765919" not in office.says("ann", "/allocate 9434765919 cp @sam")


@pytest.mark.parametrize("who", ["sam", "lee", "ada"])
def test_who_supervises_nobody_cannot_allocate(office: Office, who: str) -> None:
    said = office.says(who, "/allocate AB-1234 cp @sam")
    assert count_of(office, CASES) == 0
    assert "supervisor" in said


def test_another_teams_supervisor_cannot_take_a_case_from_north(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam")
    assert "with another team" in office.says("sue", "/allocate AB-1234 cp @kit")


def test_a_worker_of_another_team_asks_for_a_reason(office: Office) -> None:
    reply = office.command("ann", "/allocate AB-1234 cin @kit")
    assert "another team" in text_of(reply)
    assert "is with Kit Novak" in text_of(press(office, "ann", reply, "DIRECTED"))


def test_the_worker_hears_of_it_with_the_points_explained(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam")
    [text] = office.texts()
    assert text.startswith("Ann Abbott has allocated AB-1234 to you: child protection plan.")
    assert "9.0 = child protection 8 + first weeks with this worker 1" in text


def test_agreeing_is_recorded_and_changes_no_points(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam")
    with office.database.reading() as session:
        case = session.execute(select(CASES.c.id)).scalar_one()
    office.click("sam", "allocation_agree", str(case))
    with office.database.reading() as session:
        assert session.execute(select(ALLOCATIONS.c.agreed_at)).scalar_one() == office.now


def test_wanting_to_discuss_tells_the_supervisor(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam")
    office.deliver()
    with office.database.reading() as session:
        case = session.execute(select(CASES.c.id)).scalar_one()
    office.click("sam", "allocation_discuss", str(case))
    [(entry, post)] = office.deliver()
    assert entry.worker == office.workers["ann"]
    assert post is not None
    assert "Sam Okafor would like to talk about AB-1234" in post.message.text
    office.click("sam", "allocation_discuss", str(case))
    assert office.deliver() == []


def test_somebody_else_cannot_answer_for_the_worker(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam")
    with office.database.reading() as session:
        case = session.execute(select(CASES.c.id)).scalar_one()
    assert "no longer with you" in text_of(office.click("max", "allocation_agree", str(case)))


def test_of_a_worker_in_another_team_no_figures_are_shown(office: Office) -> None:
    for number in range(15):
        office.says("sue", f"/allocate AB-20{number:02d} cin lower @kit because=AGREED")
    asked = office.command("ann", "/allocate AB-1001 cin @kit")
    assert "16" not in text_of(asked)
    assert "Kit Novak would have more than their own team would usually give them." in text_of(asked)
    said = text_of(press(office, "ann", asked, "DIRECTED"))
    assert "Kit Novak's load is for their own team's managers." in said
    assert "of 15 children" not in said


@pytest.mark.parametrize("who", ["mel", "hal"])
def test_a_service_manager_and_the_head_allocate_in_the_team_of_the_worker_they_name(
    office: Office, who: str
) -> None:
    assert "AB-1234 is with Sam Okafor." in office.says(who, "/allocate AB-1234 cin @sam")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [("943 476 5919 cp @sam", "an NHS number"), ("John Smith cp @sam", "Never use a name")],
)
def test_a_name_or_an_nhs_number_in_the_line_is_never_taken_for_a_worker(
    office: Office, line: str, sentence: str
) -> None:
    assert sentence in office.says("ann", f"/allocate {line}")


def test_a_reason_nobody_asked_for_is_not_recorded(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cin @sam because=AGREED")
    with office.database.reading() as session:
        assert session.execute(select(ALLOCATIONS.c.because)).scalar_one() is None


def test_every_answer_says_that_the_figures_are_trial_figures(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cin @sam")
    for line in (
        "/allocate AB-1234 cin @sam",
        "/allocate AB-1235 cin",
        "/allocate AB-1236 cp @jo",
        "/caseload",
    ):
        reply = office.command("ann", line)
        assert isinstance(reply, Message)
        assert "Trial figures" in str(reply.blocks), line
