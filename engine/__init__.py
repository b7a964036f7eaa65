"""Editchain runs versioned YAML recipes of AI video edits: checked, priced, reproducible.

`async with engine.open(folder) as project` is the door for programs; docs/python.md tells of it with examples. Whatever is named
here is loaded when it is first asked for: importing the package costs nothing.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.version import __version__

if TYPE_CHECKING:
    from engine.door import sync
    from engine.door.faults import Fault, FaultsFound
    from engine.door.opening import open  # noqa: A004 - as `engine.open`
    from engine.door.plan import Plan
    from engine.door.project import Project
    from engine.door.result import Result
    from engine.door.run import Run
    from engine.errors import AuthorError, DefectError, EngineError, HeldError, OperatorError
    from engine.report.events import Event

__all__ = [
    "AuthorError",
    "DefectError",
    "EngineError",
    "Event",
    "Fault",
    "FaultsFound",
    "HeldError",
    "OperatorError",
    "Plan",
    "Project",
    "Result",
    "Run",
    "__version__",
    "open",
    "sync",
]

_ROOMS = MappingProxyType(
    {
        "engine.door.faults": ("Fault", "FaultsFound"),
        "engine.door.opening": ("open",),
        "engine.door.plan": ("Plan",),
        "engine.door.project": ("Project",),
        "engine.door.result": ("Result",),
        "engine.door.run": ("Run",),
        "engine.errors": ("AuthorError", "DefectError", "EngineError", "HeldError", "OperatorError"),
        "engine.report.events": ("Event",),
    }
)


def __getattr__(name: str) -> Any:
    if name == "sync":
        return import_module("engine.door.sync")
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    raise AttributeError(f"module 'engine' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
