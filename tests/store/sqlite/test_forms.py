"""What an attempt asks for stands once, whatever tells of it."""

import json
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from engine.run import events as e
from engine.run.event_data import to_data
from engine.store.sqlite.journal import SqliteJournal
from engine.store.sqlite.reader import JournalReader
from tests.store.sqlite.test_decisions import World, accepted, fetched, intent, succeeded

SAID = intent("run", "a1", asked='{"model":"m","realm":"draft:x:"}', body='{"model":"m","input":{}}')


def of_run(journal: SqliteJournal) -> list[e.Event]:
    return [event for _, event in journal.events("run")]


def of_task(journal: SqliteJournal) -> list[e.Event]:
    with closing(JournalReader(journal._folder / "journal.sqlite", lambda _: True)) as reader:
        return [event for *_, event in reader.of_tasks([SAID.task])]


def of_doubts(journal: SqliteJournal) -> list[e.Event]:
    return [doubt.intent for doubt in journal.doubts()]


@pytest.mark.parametrize("told", [of_run, of_task, of_doubts])
@pytest.mark.parametrize("older", [False, True])
def test_an_intent_is_told_whole_also_that_of_an_older_journal(
    tmp_path: Path, told: Callable[[SqliteJournal], list[e.Event]], older: bool
) -> None:
    with ExitStack() as stack:
        journal = World(tmp_path / "journal.sqlite", stack).run("run")
        assert journal.intend("run", SAID) is None
        with journal._books.writing() as db:
            (data,) = db.execute("SELECT data FROM events WHERE kind = 'Intended'").fetchone()
            assert not {"asked", "body"} & set(json.loads(data))
            if older:
                db.execute("UPDATE events SET data = ? WHERE kind = 'Intended'", (json.dumps(to_data(SAID)),))
                db.execute("UPDATE attempts SET asked = ?, intent = 0", (SAID.asked,))
                db.execute("DELETE FROM forms")
        assert SAID in told(journal)


@pytest.mark.parametrize("older", [False, True])
def test_a_result_is_compared_by_what_was_asked(tmp_path: Path, older: bool) -> None:
    with ExitStack() as stack:
        journal = World(tmp_path / "journal.sqlite", stack).run("run")
        journal.intend("run", SAID)
        if older:
            with journal._books.writing() as db:
                db.execute("UPDATE attempts SET asked = ?, intent = 0", (SAID.asked,))
                db.execute("DELETE FROM forms")
        journal.record("run", accepted("a1"))
        assert [job.model for job in journal.open_jobs()] == ["m"]
        journal.record("run", succeeded("a1", 90), fetched("a1"))
        ((result,),) = journal.results([SAID.fingerprint]).results.values()
        assert result.asked == SAID.asked.encode()


def test_what_a_request_names_is_kept_by_who_clears_up(tmp_path: Path) -> None:
    digest = "d" * 64
    with ExitStack() as stack:
        journal = World(tmp_path / "journal.sqlite", stack).run("run")
        journal.intend("run", intent("run", "a1", body=json.dumps({"media": f"file:{digest}"})))
        with closing(JournalReader(tmp_path / "journal.sqlite", lambda _: True)) as reader:
            assert digest in reader.digests()
