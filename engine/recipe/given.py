"""Given: what somebody gives for one input, before it is read by the input's type."""

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


Given = GivenTexts | Json
