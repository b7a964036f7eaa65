"""What is missing is said: a test that can't be made is skipped, or fails where it must not be."""

import pytest

from tests.processes.tools import REQUIRED, do_without


@pytest.mark.parametrize(
    ("required", "ends"), [("", pytest.skip.Exception), ("cc", pytest.skip.Exception), ("strace cc", pytest.fail.Exception)]
)  # fmt: skip
def test_a_tool_that_is_required_is_not_skipped(
    monkeypatch: pytest.MonkeyPatch, required: str, ends: type[BaseException]
) -> None:
    monkeypatch.setenv(REQUIRED, required)
    with pytest.raises(ends, match="there is none"):
        do_without("strace", "there is none")
