"""Given: what somebody gives for one input, before it is read by the input's type."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.values.place import Place


class GivenTexts(NamedTuple):
    """Texts given for one input: a cell of a table, or `-i name=value` once or more; an empty text is absent."""

    texts: tuple[str, ...]
    place: Place


class Json(NamedTuple):
    """A value given for one input in a JSON or YAML file; None is absent."""

    value: object
    place: Place


GivenValue = GivenTexts | Json
"""One value, in texts or as it is."""


class GivenMaps(NamedTuple):
    """Maps given for a list of them, one a line of a table: their members by name, each with a place of its own."""

    maps: tuple[Mapping[str, GivenValue], ...]
    place: Place


Given = GivenValue | GivenMaps
