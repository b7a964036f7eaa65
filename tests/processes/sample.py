"""Samples: what a run has left when it was interrupted, as files that later versions must be able to take up.

A sample is a folder of texts: the journal, the account file and the service's record, as SQL, with its results and what lay
beside the journal. Addresses and folders stand in them as words in braces.
"""

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from engine.store.files.durable import digest_of_file
from tests.processes.campaign import Rows

SAMPLES = Path(__file__).parent / "samples"
CLIPS = SAMPLES / "clips"
_BESIDE = ("accepted", "parts", "artifacts")  # folders of a project's state beside its journal
_ADDRESS, _FOLDER = "{address}", "{folder}"


@dataclass(frozen=True)
class Sample:
    """A sample in its folder."""

    folder: Path

    def keep(self, rows: Rows, now: float) -> None:
        """Write a sample of a campaign and its service, neither of which runs any more; `now` is the service's time."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        words = _words(rows)
        for name, database in _databases(rows).items():
            (self.folder / f"{name}.sql").write_text(_replaced(_dump(database), words), "utf-8")
        shutil.copytree(rows.service / "results", self.folder / "results")
        for name in _BESIDE:
            if any((rows.project.state / name).glob("*")):
                _copy(rows.project.state / name, self.folder / name, words)
        (self.folder / "now").write_text(f"{now}\n")

    @property
    def now(self) -> float:
        """The service's time when it was interrupted."""
        return float((self.folder / "now").read_text())

    def restore_service(self, service: Path) -> None:
        """Put the service's record, its results and its uploads into a folder."""
        _load((self.folder / "service.sql").read_text("utf-8"), service / "jobs.sqlite")
        if (self.folder / "results").is_dir():  # git keeps no folder in which nothing is
            shutil.copytree(self.folder / "results", service / "results")
        clips = {digest_of_file(clip): clip for clip in CLIPS.iterdir()}
        (service / "uploads").mkdir()
        with closing(sqlite3.connect(service / "jobs.sqlite")) as db:
            for file, digest in db.execute("SELECT file, sha256 FROM uploads"):
                shutil.copy(clips[digest], service / "uploads" / file)

    def restore_project(self, rows: Rows) -> None:
        """Put the journal, what lay beside it and the account file where they belong."""
        words = {word: text for text, word in _words(rows).items()}
        for name, database in _databases(rows).items():
            if name != "service":
                _load(_replaced((self.folder / f"{name}.sql").read_text("utf-8"), words), database)
        for name in _BESIDE:
            if (self.folder / name).is_dir():
                _copy(self.folder / name, rows.project.state / name, words)


def _databases(rows: Rows) -> dict[str, Path]:
    return {
        "journal": rows.project.state / "journal.sqlite",
        "account": Path(rows.project.env["XDG_STATE_HOME"]) / "editchain" / "account.sqlite",
        "service": rows.service / "jobs.sqlite",
    }


def _words(rows: Rows) -> dict[str, str]:
    """Return what is another in each world -> the word that stands for it."""
    return {rows.project.env["DASHSCOPE_HTTP_BASE_URL"]: _ADDRESS, str(rows.project.root.resolve()): _FOLDER}


def _replaced(text: str, words: Mapping[str, str]) -> str:
    for old, new in words.items():
        text = text.replace(old, new)
    return text


def _copy(folder: Path, place: Path, words: Mapping[str, str]) -> None:
    shutil.copytree(folder, place)
    for text in place.rglob("*.json"):
        text.write_text(_replaced(text.read_text("utf-8"), words), "utf-8")


def _dump(database: Path) -> str:
    with closing(sqlite3.connect(database)) as db:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        return "\n".join([*db.iterdump(), f"PRAGMA user_version = {version};\n"])


def _load(text: str, database: Path) -> None:
    database.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database)) as db:
        db.executescript(text)
