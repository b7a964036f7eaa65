"""For tests of programs that use editchain: a service that answers by script, a clock that jumps, a project over both.

With these nothing is sent, nothing is rendered and nobody waits, while recipes, plans, journal, store and published files are
real. `emulator` serves the draft service for tests over real sockets; `engine.testing.fixtures` has it as a fixture for pytest.
"""

from engine.testing.clock import JumpingClock
from engine.testing.emulator import DraftService, emulator
from engine.testing.opening import open  # noqa: A004 - as `engine.open`
from engine.testing.service import ScriptedService

__all__ = ["DraftService", "JumpingClock", "ScriptedService", "emulator", "open"]
