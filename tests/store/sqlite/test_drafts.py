"""What the journal knows of published files and of drafts, also where events of earlier versions did not say it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.run import events as e
from engine.store.sqlite.journal import SqliteJournal, open_journal
from engine.store.sqlite.reader import JournalReader
from tests.store.sqlite.test_decisions import FACTS, accepted, fetched, intent, started
from tests.store.sqlite.test_scopes import VERSION_1

DRAFT, PAID = "draft:x:", "dashscope"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    with open_journal(tmp_path / "journal.sqlite", lambda: 1.0, lambda _: True, lambda _: FACTS) as opened:
        opened.record("draft", started("draft", cap=None, realm=DRAFT, scope="s"))
        opened.record("paid", started("paid", cap=None, realm=PAID, scope="s"))
        yield opened


def buy(journal: SqliteJournal, run: str, digest: str) -> None:
    name = f"{run}:{digest}"
    journal.intend(run, intent(run, name, fingerprint=name, prompt_class=name, asked="{}"))
    journal.record(run, accepted(name, name))
    journal.record(run, replace(fetched(name, name), fingerprint=name, digest=digest))


def make(journal: SqliteJournal, run: str, digest: str, *made_from: str) -> None:
    upstream = {f"{name}/video": name for name in made_from}
    made = e.Made(
        task="t", fingerprint=digest, asked="{}", upstream=upstream, output="video", digest=digest, size=1, facts={}
    )
    journal.record(run, made)


def test_a_draft_is_known_by_what_is_above_it(journal: SqliteJournal) -> None:
    make(journal, "draft", "cut")
    buy(journal, "draft", "edit")
    make(journal, "draft", "short", "cut", "edit")
    make(journal, "draft", "shorter", "short")
    make(journal, "draft", "still", "cut")
    buy(journal, "paid", "real")
    make(journal, "paid", "real-short", "real")
    names = ["cut", "edit", "short", "shorter", "still", "real", "real-short", "unknown"]
    assert [name for name in names if journal.is_draft(name)] == ["edit", "short", "shorter"]


def test_what_was_paid_for_is_no_draft_whatever_else_has_its_bytes(journal: SqliteJournal) -> None:
    buy(journal, "draft", "same")
    assert journal.is_draft("same")
    buy(journal, "paid", "same")
    assert not journal.is_draft("same")


@pytest.mark.parametrize(
    ("run", "digest", "draft"), [("draft", "edit", True), ("draft", "cut", False), ("paid", "edit", False)]
)
def test_a_publication_from_before_it_said_so_is_told_as_today(
    journal: SqliteJournal, tmp_path: Path, run: str, digest: str, draft: bool
) -> None:
    buy(journal, "draft", "edit")
    make(journal, "draft", "cut")
    before = e.Published(row="", output="final", key="", file="final.mp4", path="out/n/final.mp4", digest=digest)
    journal.record(run, before)
    told = replace(before, service="s", draft=draft)
    assert journal.events(run)[-1][1] == told
    assert JournalReader(tmp_path / "journal.sqlite", lambda _: True).after(run, 0)[-1].event == told


def test_a_journal_of_an_earlier_version_tells_its_drafts(tmp_path: Path) -> None:
    with open_journal(Path(shutil.copy(VERSION_1, tmp_path)), lambda: 1.0, lambda _: False, lambda _: FACTS) as journal:
        realms = {run["run"]: run["realm"] for run in journal.runs()}
        files = [(run, event) for run in realms for _, event in journal.events(run) if isinstance(event, e.Published)]
        assert {(realms[run], event.draft) for run, event in files} == {("draft:test-1:", True), ("dashscope", False)}
        assert {event.service for _, event in files} == {"test"}
        known = {realms[run]: journal.is_draft(event.digest) for run, event in files}
        assert known == {"draft:test-1:": True, "dashscope": False}
