"""For tests of programs that use editchain: a service that answers by script, a clock that jumps, a project over both.

Nothing is sent, nothing is rendered and nobody waits, while recipes, plans, journal, store and published files are real.
"""

from engine.testing.clock import JumpingClock
from engine.testing.opening import open  # noqa: A004 - as `engine.open`
from engine.testing.service import ScriptedService

__all__ = ["JumpingClock", "ScriptedService", "open"]
