"""People and absence, policy, accounts, and what is held about somebody."""

from handlers.messages import Click, Command, Submission
from tests.handlers.access.row import ALL, KEEPERS, MANAGERS, MANAGERS_ANYWHERE, WORKER, Row

ROWS: tuple[Row, ...] = (
    # people and absence: those who keep the team's people, and never the head (policy guide §9)
    Row(Command, "/caseload people", KEEPERS, lambda at: at.command("North")),
    Row(Click, "people_page", KEEPERS, lambda at: at.click(f"{at.ids['North']}:0")),
    Row(Click, "person", KEEPERS, lambda at: at.click(str(at.ids["sam"]))),
    Row(Click, "person_change", KEEPERS, lambda at: at.click(str(at.ids["sam"]))),
    Row(
        Submission,
        "person_change",
        KEEPERS,
        lambda at: at.submission(at.person, grade="experienced", fte="0.5", employment="permanent"),
    ),
    Row(
        Submission,
        "person_change",
        KEEPERS,
        lambda at: at.submission(
            at.person,
            **{"grade": "experienced", "fte": "0.5", "employment": "permanent", "from": "2026-12-07"},
        ),
    ),
    Row(
        Click,
        "planned_take_back",
        KEEPERS,
        lambda at: at.click(f"{at.of('planned')} {at.of('sam')} 2027-01-04"),
    ),
    Row(Click, "person_leave", KEEPERS, lambda at: at.click(str(at.ids["sam"]))),
    Row(Submission, "person_leave", KEEPERS, lambda at: at.submission(at.person, end="2026-12-18")),
    Row(Click, "person_words", KEEPERS, lambda at: at.click(str(at.ids["sam"]))),
    Row(
        Submission,
        "person_words",
        KEEPERS,
        lambda at: at.submission(at.person, name="Sam Okafor", languages="igbo", name_in_channel="ask"),
    ),
    Row(Click, "absence_add", KEEPERS, lambda at: at.click(str(at.ids["sam"]))),
    Row(Click, "absence_change", KEEPERS, lambda at: at.click(str(at.ids["reduction"]))),
    Row(
        Submission,
        "absence",
        KEEPERS,
        lambda at: at.submission(at.person, **{"reason": "training", "percent": "20%", "from": "2026-12-01"}),
    ),
    Row(Click, "person_join", KEEPERS, lambda at: at.click(str(at.ids["North"]))),
    Row(
        Submission,
        "person_join",
        KEEPERS,
        lambda at: at.submission(
            {"team": at.ids["North"]},
            name="Zoe New",
            email="zoe@council.example",
            grade="experienced",
            fte="1",
            employment="permanent",
            start="2026-12-01",
        ),
    ),
    Row(Click, "team_settings", KEEPERS, lambda at: at.click(str(at.ids["North"]))),
    Row(
        Submission,
        "team_settings",
        KEEPERS,
        lambda at: at.submission(
            at.settings, channel="C01NORTH", supervisors="ann@council.example", digest_day="1"
        ),
    ),
    Row(Click, "team_cover", KEEPERS, lambda at: at.click(str(at.ids["North"]))),
    Row(
        Submission,
        "team_cover",
        KEEPERS,
        lambda at: at.submission(at.settings, who="jo@council.example", cover_from="2026-12-01"),
    ),
    # policy: everybody reads what is promised, managers compare, the head approves, administrators bring it
    Row(Command, "/caseload policy", ALL, lambda at: at.command()),
    Row(Command, "/caseload policy", MANAGERS_ANYWHERE | {"admin"}, lambda at: at.command("compare")),
    Row(Click, "policy_compare", MANAGERS_ANYWHERE | {"admin"}, lambda at: at.click("2027-1")),
    Row(Click, "policy_approve", frozenset({"head"}), lambda at: at.click("2027-1")),
    # what is held about Sam: theirs to read, and their managers'; the table above says who keeps the rest
    Row(
        Command,
        "/caseload audit",
        MANAGERS | WORKER | {"admin"},
        lambda at: at.command('"Sam Okafor"'),
    ),
    Row(Click, "accounts", frozenset({"admin"}), lambda at: at.click()),
    Row(Click, "account_find", KEEPERS, lambda at: at.click(str(at.ids["nia"]))),
    Row(Click, "account_confirm", frozenset({"admin"}), lambda at: at.click(f"{at.ids['nia']}:U0NIA")),
    Row(Click, "letters_resend", frozenset({"admin"}), lambda at: at.click(f"worker:{at.ids['sam']}")),
    # Ann's is read by those who see North, too; nobody reads there that somebody has come to her
    Row(Command, "/caseload audit", MANAGERS | {"admin"}, lambda at: at.command('"Ann Abbott"')),
)
