"""Bindings: the values that an expression or a template may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from engine.language.values import MediaName, Scalar, Value
from engine.values.absent import ABSENT, Absent
from engine.values.media import Media


@dataclass(frozen=True, slots=True)
class Keyed:
    """A list of media by key, in the order of its items; what a skipped item would have made is ABSENT.

    Keys are as they stand in the ids of tasks, percent-encoded.
    """

    members: "tuple[tuple[str, Media | Absent], ...]"

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for key, _ in self.members)

    @property
    def media(self) -> tuple[Media, ...]:
        """The members that are there."""
        return tuple(medium for _, medium in self.members if isinstance(medium, Media))

    @property
    def present(self) -> "Keyed":
        """The same list without its absent members."""
        return Keyed(tuple((key, medium) for key, medium in self.members if isinstance(medium, Media)))

    def __len__(self) -> int:
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Record:
    """A value with members; `value` is what it is itself: a text, a number, a medium, or ABSENT if it is only a map."""

    members: "Mapping[str, Evaluated]"
    value: "Evaluated" = ABSENT


Evaluated = Scalar | Media | Absent | Keyed | Record | tuple["Evaluated", ...]
Members = Mapping[str, Evaluated] | Mapping[str, Mapping[str, Evaluated]] | Mapping[str, Value]
"""What stands under a root: values by name, or by two names, evaluated or still to be."""


def position(index: int, count: int) -> Mapping[str, int | bool]:
    """Return what `loop` is for the nth of so many items, the first being 1."""
    return MappingProxyType({"index": index, "first": index == 1, "last": index == count, "length": count})


class Bindings(Protocol):
    """What is known when a value is evaluated.

    `roots` holds what each root is: the members of one that has some, which may be values to be evaluated, or the value
    that it is itself. `media` answers for the media that are written out.
    """

    @property
    def roots(self) -> "Mapping[str, Evaluated | Members]": ...
    @property
    def media(self) -> Mapping[MediaName, Media]: ...
