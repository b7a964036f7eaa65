"""Display: how a text meets the screen: how many columns there are, and how a piece of it is painted by its role."""

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

Role = Literal["error", "warning", "good", "place", "fix"]
"""What is wrong, what deserves a look, what went well, where something is, and what is to be written."""


def unpainted(_: Role, text: str) -> str:
    """Return the text as it is."""
    return text


class Display(NamedTuple):
    """What a text is made for; `columns` is None where it goes to no terminal, and lines may have any width.

    `paint` adds nothing that takes a column: widths are counted before.
    """

    columns: int | None = None
    paint: Callable[[Role, str], str] = unpainted


PLAIN: Final = Display()
STATE_ROLES: Final[dict[str, Role]] = {
    "done": "good",
    "reused": "good",
    "failed": "error",
    "cut off": "error",
    "held": "warning",
    "interrupted": "warning",
}
"""The states that are painted; the others need nobody's eye."""


def painted_state(state: str, text: str, display: Display) -> str:
    """Paint the words of a state."""
    role = STATE_ROLES.get(state)
    return text if role is None else display.paint(role, text)
