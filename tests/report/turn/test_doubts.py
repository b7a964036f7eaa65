"""What is shown of a submit in doubt: in both languages, as wide as the screen, with commands that can be typed as they stand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.phrases.messages import Messages
from engine.report.turn.doubts import doubt_data, doubts_text
from engine.report.turn.resolving import proposal_text
from engine.report.width import width_of
from engine.resources import load_json
from engine.run import events as e
from engine.run.doubts import Evidence, NamedDoubt, OpenDoubt, Proposal, Way, Wish, meant, name_of
from engine.run.money.attempt import Attempt, AttemptState
from engine.values.reason import quoted

LANGUAGES = {lang: Messages(load_json("messages.json"), lang) for lang in ("en", "zh")}
INTENT = e.Intended(
    task="r7/first", attempt="a" * 32, number=1, fingerprint="f", asked="{}", upstream={}, body="{}", body_digest="d",
    prompt_class="p", account="a", scope="s", host="h", model="wan2.7-videoedit", upper_seconds=Decimal(4),
    upper_micros=2_400_000, currency="CNY", process="p", boot="b", at=0.0, send_by=5.0,
)  # fmt: skip
ATTEMPT = Attempt(
    id="a" * 32, wants="w", prompt_class="p", upper=2_400_000, state=AttemptState.HELD, since=1_795_392_000.0,
    until=1_795_392_300.0,
)  # fmt: skip
OWN = e.Candidate(job="3b7e2c1a-64d9-4f0e-9c55-70a1b2c3d4e5", state="SUCCEEDED", created=1_795_392_010.0, prompt="same")
DOUBT = OpenDoubt(
    attempt=ATTEMPT, run="20261123-000000-aaaaaa", task="r7/first", last_run="20261123-010000-bbbbbb", last_task="r7/first",
    service="dashscope-cn", realm="dashscope", intent=INTENT, reserved=2_400_000, why=quoted("no answer"), lives=False,
    looked=1_795_392_400.0, candidates=(OWN, replace(OWN, job="other", prompt="other", against="prompt")),
)  # fmt: skip
NAMED = NamedDoubt(DOUBT, "r7/first", tuple(f"r{n}/first" for n in range(8, 30)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_that_is_known_of_it_is_said(lang: str) -> None:
    shown = doubts_text([NAMED], LANGUAGES[lang])
    for word in ("r7/first", "20261123-010000-bbbbbb", "2.40 CNY", "2026-11-23T00:00:00Z", "2026-11-23T00:05:00Z", OWN.job,
                 "2026-11-23T00:06:40Z", "no answer", "r8/first", "r17/first", "12"):  # fmt: skip
        assert word in shown
    assert "r18/first" not in shown
    assert "{" not in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_commands_stand_on_lines_of_their_own(lang: str) -> None:
    lines = [line.strip() for line in doubts_text([NAMED], LANGUAGES[lang], 40).splitlines()]
    assert [line for line in lines if line.startswith("editchain")] == [
        f"editchain resolve r7/first --adopt {OWN.job}",
        "editchain resolve r7/first --resubmit",
        "editchain resolve r7/first --give-up",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("columns", [60, 80])
def test_nothing_but_commands_is_wider_than_the_screen(lang: str, columns: int) -> None:
    lines = doubts_text([NAMED], LANGUAGES[lang], columns).splitlines()
    assert [line for line in lines if width_of(line) > columns and "editchain" not in line] == []


def test_a_name_that_the_shell_would_take_apart_is_quoted() -> None:
    (way, *_) = doubt_data(replace(NAMED, name="r 7/it's"), LANGUAGES["en"])["ways"]
    assert way["command"].startswith("""editchain resolve 'r 7/it'"'"'s' --adopt """)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"looked": None, "candidates": ()}, "nobody has looked for its job yet"),
        ({"candidates": ()}, "showed no job that may be its own"),
        ({"candidates": (OWN,)}, "1 job may be its own"),
        ({}, "2 jobs may be its own"),
    ],
)
def test_what_was_seen(change: dict[str, object], says: str) -> None:
    shown = doubts_text([replace(NAMED, doubt=replace(DOUBT, **change))], LANGUAGES["en"])  # type: ignore[arg-type]
    assert says in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_job_that_was_forgotten_can_be_given_up_or_bought_again_but_not_adopted(lang: str) -> None:
    named = replace(NAMED, doubt=replace(DOUBT, attempt=replace(ATTEMPT, job="job-9"), candidates=(), looked=None))
    shown = doubts_text([named], LANGUAGES[lang])
    assert "job-9" in shown
    assert "job-expired" in shown
    assert "2026-11-23T00:05:00Z" not in shown  # the window of a job that is known tells nothing
    data = doubt_data(named, LANGUAGES[lang])
    assert (data["job"], [way["decision"] for way in data["ways"]]) == ("job-9", ["resubmit", "give-up"])


PROPOSAL = Proposal(named=NAMED, wish=Wish(Way.RESUBMIT), attempt=ATTEMPT, evidence=Evidence(1_795_392_200.0, (OWN,)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_sends_anew_is_told_what_it_may_cost_and_how_nothing_is_paid_twice(lang: str) -> None:
    shown = proposal_text(PROPOSAL, LANGUAGES[lang])
    assert shown.count("2.40 CNY") == 2
    assert shown.splitlines()[-1].strip() == f"editchain resolve r7/first --adopt {OWN.job}"
    assert "2026-11-23T00:05:00Z" in shown  # until when the first one may still arrive
    narrow = proposal_text(PROPOSAL, LANGUAGES[lang], 60).splitlines()
    assert [line for line in narrow if width_of(line) > 60 and "editchain" not in line] == []


@pytest.mark.parametrize(
    "change",
    [
        {"wish": Wish(Way.ADOPT, OWN.job)},
        {"evidence": Evidence(1.0, (OWN, replace(OWN, job="twin")))},
        {"evidence": Evidence(1.0, (replace(OWN, prompt="", state="RUNNING"),))},
        {"evidence": Evidence(1.0, (replace(OWN, against="tier"),))},
        {"evidence": Evidence(None, unseen=e.Cause("key-missing"))},
    ],
    ids=["it is adopted", "two", "not known yet", "not its own", "unseen"],
)
def test_nothing_is_advised_where_no_single_job_stands_out(change: dict[str, object]) -> None:
    shown = proposal_text(replace(PROPOSAL, **change), LANGUAGES["en"])  # type: ignore[arg-type]
    assert "--adopt" not in shown


def test_a_doubt_is_named_by_its_task_or_by_as_much_of_its_id_as_tells_it() -> None:
    other = replace(DOUBT, attempt=replace(ATTEMPT, id="a" * 10 + "b" * 22))
    third = replace(DOUBT, attempt=replace(ATTEMPT, id="c" * 32), last_task="r8/first", task="r8/first")
    doubts = [DOUBT, other, third]
    names = [name_of(one, doubts) for one in doubts]
    assert names == ["a" * 11, "a" * 10 + "b", "r8/first"]
    assert [meant(doubts, name) for name in names] == [[one] for one in doubts]
    assert meant(doubts, "r7/first") == [DOUBT, other]
    assert meant(doubts, "aaa") == meant(doubts, "") == []
