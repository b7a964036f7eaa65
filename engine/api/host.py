"""This host, and who works on it."""

import getpass
import platform
import uuid
from pathlib import Path
from typing import Final

from engine.clock import boot_id
from engine.run.money.opening import Host

MACHINE_IDS: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
"""Where a Linux system says what machine it is (machine-id(5)); a container often has neither."""
_LOCAL, _MADE_UP = 1 << 41, 1 << 40  # bits of a hardware address that was given by software, or is random (IEEE 802)


def this_host() -> Host:
    """Return what tells this machine and this boot of it from others."""
    return Host(id=_machine_id(), boot=boot_id(), name=platform.node())


def who() -> str:
    """Return the name under which somebody works here, as NAME@HOST."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a container's user that has no name
        name = "?"
    return f"{name}@{platform.node()}"


def _machine_id() -> str:
    for path in MACHINE_IDS:
        try:
            text = path.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        if text:
            return text
    address = uuid.getnode()
    return "" if address & (_LOCAL | _MADE_UP) else f"{address:012x}"
