"""Editchain runs versioned YAML recipes of AI video edits: checked, priced, reproducible.

`async with engine.open(folder) as project` is the door for programs; docs/python.md tells of it with examples. Whatever is named
here is loaded when it is first asked for: importing the package costs nothing.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.version import __version__

if TYPE_CHECKING:
    from engine.api.public import sync
    from engine.api.public.faults import Fault, FaultsFound
    from engine.api.public.opening import open  # noqa: A004 - as `engine.open`
    from engine.api.public.plan import Plan
    from engine.api.public.project import Project
    from engine.api.public.result import Result
    from engine.api.public.run import Run
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
        "engine.api.public.faults": ("Fault", "FaultsFound"),
        "engine.api.public.opening": ("open",),
        "engine.api.public.plan": ("Plan",),
        "engine.api.public.project": ("Project",),
        "engine.api.public.result": ("Result",),
        "engine.api.public.run": ("Run",),
        "engine.errors": ("AuthorError", "DefectError", "EngineError", "HeldError", "OperatorError"),
        "engine.report.events": ("Event",),
    }
)


def __getattr__(name: str) -> Any:
    if name == "sync":
        return import_module("engine.api.public.sync")
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    raise AttributeError(f"module 'engine' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
