"""Arguments as programs give them: one of another type is told by its name, and not as a mistake somewhere inside."""

from collections.abc import Iterable, Mapping
from os import PathLike
from types import MappingProxyType, NoneType
from typing import Any, Final

from engine.campaign.selection import STATES, Selection
from engine.errors import AuthorError
from engine.values.hints import listed, near

_PATH: Final = (str, PathLike)
_WORD: Final = (str, NoneType)
TAKES: Final[Mapping[str, tuple[type, ...]]] = MappingProxyType(
    {
        "folder": _PATH, "file": _PATH, "paths": _PATH, "before": _PATH, "after": (*_PATH, NoneType), "out": (*_PATH, NoneType),
        "user_state": (*_PATH, NoneType), "inputs": (Mapping, NoneType), "settings": (Mapping, NoneType),
        "environ": (Mapping, NoneType), "rows": (Iterable, NoneType), "row": (str,), "canary": (int, NoneType),
        "shuffle": (int, NoneType), "service": _WORD,
        "max_cost": _WORD, "plan": _WORD, "name": _WORD, "run": _WORD, "api_key": _WORD, "only": (str,),
        "task": (str,), "manifest": _PATH, "remove": (bool,), "embed": (bool,), "recipe": (*_PATH, NoneType),
        "take_over": (bool,), "ignore_foreign": (bool,),
        "adopt": _WORD, "step": _WORD, "model": (str,), "amount": (str,), "why": (str,), "who": _WORD,
    }
)  # fmt: skip
"""What the door's arguments may be, by name."""


def well_typed(**given: object) -> None:
    """Raise AuthorError `argument-type` for the first argument that is of another type than it may be."""
    for name, value in given.items():
        mixed = isinstance(value, bool) and bool not in TAKES[name]  # True is an int to Python
        if not isinstance(value, TAKES[name]) or mixed or not _holds(name, value):
            takes = " | ".join("None" if kind is NoneType else kind.__name__ for kind in TAKES[name])
            raise AuthorError("argument-type", name=name, takes=takes, value=repr(value)[:80])


def selected(rows: Iterable[str] | None, only: str | None, canary: int | None) -> Selection:
    """Return which rows are meant; raises AuthorError `argument-type` or `option-not-one-of`."""
    names = tuple(rows) if rows is not None else None
    for name in names or ():
        well_typed(row=name)
    if only is not None and only not in STATES:
        text = str(only)
        raise AuthorError("option-not-one-of", name="only", value=text, known=listed(STATES), near=near(text, STATES))
    return Selection(rows=frozenset(names) if names is not None else None, only=only, canary=canary)


def _holds(name: str, value: Any) -> bool:
    """Tell whether names are texts, and several rows not one text."""
    if isinstance(value, Mapping):
        return all(isinstance(key, str) for key in value)
    return name != "rows" or not isinstance(value, str | bytes)
