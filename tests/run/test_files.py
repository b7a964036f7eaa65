"""Files that stand under their names are read as they were taken in."""

from hypothesis import given, strategies as st

from engine.run.files import FileRecords, PublishedFile

words = st.text(st.characters(codec="utf-8"), max_size=8)
files = st.builds(
    PublishedFile,
    row=st.sampled_from(["", "a", "b"]),
    output=st.sampled_from(["final", "still"]),
    key=words,
    file=st.sampled_from(["a.mp4", "b/c.mp4"]),
    path=st.sampled_from(["out/a.mp4", "out/b/c.mp4", "a.mp4", "elsewhere"]),
    digest=st.sampled_from(["0" * 64, "ab" * 32, "none"]),
    replaced=st.booleans(),
    service=st.sampled_from(["embedded", "dashscope-cn"]),
    draft=st.booleans(),
)


@given(given_files=st.lists(files, max_size=6))
def test_files_are_read_as_they_came(given_files: list[PublishedFile]) -> None:
    kept = FileRecords(given_files)
    assert [*kept] == given_files
    assert len(kept) == len(given_files)
    for row in ("", "a", "b", "c"):
        assert kept.of(row) == [one for one in given_files if one.row == row]
        assert kept.has(row) == any(one.row == row for one in given_files)
