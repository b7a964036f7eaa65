"""What holds for all tests."""

import signal
from collections.abc import Callable

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the code; what takes long is measured in benchmarks/.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Who is started in the background by a plain shell is told to ignore interrupts, and so would be all that is started here.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

TOLD = "told"


@pytest.fixture
def told(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Take a line that is shown at the end of all tests, however they end."""
    return lambda line: record_property(TOLD, line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [
        report for found in terminalreporter.stats.values() for report in found if isinstance(report, pytest.TestReport)
    ]
    lines = [
        line for report in reports if report.when == "call" for name, line in report.user_properties if name == TOLD
    ]
    if lines:
        terminalreporter.section("what was counted")
    for line in sorted(lines):
        terminalreporter.write_line(str(line))
