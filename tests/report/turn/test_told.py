"""What is said of a person's decisions where the story of a task is told."""

from dataclasses import replace

import pytest

from engine.phrases.messages import Messages
from engine.report.told import told
from engine.resources import load_json
from engine.run import events as e

LANGUAGES = {lang: Messages(load_json("messages.json"), lang) for lang in ("en", "zh")}
RESOLVED = e.Resolved(
    task="first", attempt="a", way="adopt", who="ann@desk", command="editchain resolve ...", note="seen there", at=0.0, since=0.0,
    job="job-1", host="h",
)  # fmt: skip
CANCELED = e.Canceled(task="first", attempt="a", job="job-1", who="ann@desk", command="editchain cancel")
SEEN = (e.Candidate(job="job-1", state="RUNNING", created=1.0), e.Candidate(job="job-2", state="FAILED", created=2.0))


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (RESOLVED, "ann@desk decided: job job-1 is its own: “seen there”"),
        (replace(RESOLVED, note="", way="give-up"),
         "ann@desk decided: it is given up"),
        (CANCELED, "ann@desk canceled job job-1 while it waited; nothing is billed"),
        (e.Sought(attempt="a", at=1.0, candidates=SEEN), "the service's list shows what may be its job: job-1 RUNNING, job-2 FAILED"),
        (e.Sought(attempt="a", at=1.0), "the service's list shows no job that may be its own"),
        (e.GivenUp(task="first", attempt="a"), "failed: a person has given it up [given-up]"),
    ],
    ids=["adopted", "given up", "canceled", "seen", "nothing seen", "not sent"],
)  # fmt: skip
def test_it_is_said_who_decided_and_why(event: e.Event, words: str) -> None:
    assert told(event, LANGUAGES["en"]) == words
    said = told(event, LANGUAGES["zh"])
    assert said not in ("", words)
    assert "{" not in said
