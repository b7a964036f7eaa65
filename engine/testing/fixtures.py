"""Fixtures for pytest: the topmost conftest.py asks for them by `pytest_plugins = ["engine.testing.fixtures"]`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.testing.emulator import DraftService, emulator

_MARKER = "emulator(**says): what the emulator of a test is told, by the keys of `editchain emulate --config`"


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", _MARKER)


@pytest.fixture
def dashscope_emulator(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DraftService]:
    """A draft service of the test's own; `@pytest.mark.emulator(renderer="draft")` tells it more."""
    marker = request.node.get_closest_marker("emulator")
    with emulator(tmp_path / "emulator", **(marker.kwargs if marker is not None else {})) as service:
        yield service
