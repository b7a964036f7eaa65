"""Every cure is tried on campaigns and their tables: what a fault says is to be written is written where it belongs.

What became of each campaign stands beside it in NAME.cured: the lines that changed, in the campaign and in its table, and the faults
that are left because nothing says what to write for them. `python -m tests.campaign.test_cures` writes these anew, to be read before
they are kept.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from engine.values.fault import Fault
from tests.campaign.conftest import Done, all_schemas, checking, recipe_reader
from tests.campaign.test_corpus import BAD, CORPUS
from tests.cures import Cured, cure, keep, kept, text_of, told

TABLES = (".csv", ".jsonl")
WRONG_ELSEWHERE = {
    "lines_into_nothing": {"lines-disagree"},
    "name_without_row": {"input-not-one-of"},
    "unknown_key_in_rows": {"file-not-found"},
}
"""What comes to light in a campaign once it can be read: another mistake of its author, about which the first fault could say nothing."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("corpus"))


def copied(folder: Path) -> Path:
    """Copy the corpus, so that what is in it can be changed."""
    return shutil.copytree(CORPUS, folder / CORPUS.name)


def cured(path: Path, corpus: Path, done: Callable[[Path], Done]) -> tuple[dict[str, str], Cured]:
    """Return a campaign and its table as they are, and with all their cures written."""
    paths = [path, *(table for suffix in TABLES if (table := path.with_suffix(suffix)).exists())]
    old = {path.name: text_of(path) for path in paths}

    def faults_of(files: dict[str, str]) -> Iterable[Fault]:
        for name, text in files.items():
            if text != old[name]:
                (corpus / "bad" / name).write_text(text, "utf-8")
        return done(corpus / "bad" / path.name).faults

    return old, cure(old, faults_of)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_what_a_fault_says_to_write_does(path: Path, corpus: Path, done: Callable[[Path], Done]) -> None:
    old, new = cured(path, corpus, done)
    assert told(old, new) == kept(path.with_suffix(".cured"))
    assert new.left <= new.before | WRONG_ELSEWHERE.get(path.stem, set())


def main() -> None:
    schemas = all_schemas()
    done = checking(schemas, recipe_reader(schemas))
    with tempfile.TemporaryDirectory() as folder:
        corpus = copied(Path(folder))
        for path in BAD:
            keep(path.with_suffix(".cured"), told(*cured(path, corpus, done)))


if __name__ == "__main__":
    main()
