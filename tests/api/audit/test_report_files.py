"""The files of a report: second names of what was published, and never a way to change it."""

from pathlib import Path

import pytest

from engine.api.audit.report import place_result
from engine.store.files.durable import digest_of_file


@pytest.mark.parametrize("intact", [True, False], ids=["as it was published", "changed since"])
def test_a_name_that_two_results_share_leaves_both_published_files_as_they_are(tmp_path: Path, intact: bool) -> None:
    """As a draft and a paid result have one on a disk that does not tell `A` from `a`."""
    stored, first, second, target = (tmp_path / name for name in ("stored", "first.mp4", "second.mp4", "shown.mp4"))
    first.write_bytes(b"paid for")
    stored.write_bytes(b"a draft")
    second.write_bytes(b"a draft" if intact else b"cut by somebody")
    assert place_result(first, digest_of_file(first), stored, target) == len(b"paid for")
    linked = place_result(second, digest_of_file(stored), stored, target)
    assert (first.read_bytes(), target.read_bytes()) == (b"paid for", b"a draft")
    assert (linked, target.samefile(second)) == ((len(b"a draft"), True) if intact else (0, False))
    assert not target.samefile(stored)
