"""The clock of this machine."""

import time
from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """Wall time, and a monotonic clock that goes on while the machine sleeps where the system has one."""

    def now(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        import anyio  # noqa: PLC0415 - who only plans knows no event loop

        await anyio.sleep(seconds)


def boot_id() -> str:
    """Return what tells this boot of the machine from others, "" where the system does not say."""
    try:
        return BOOT.read_text("ascii").strip()
    except OSError:
        return ""
