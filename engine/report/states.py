"""How many are in which state, as words."""

from collections.abc import Mapping

from engine.phrases.messages import Messages
from engine.phrases.signs import COMMA
from engine.phrases.states import STATES


def counted(counts: Mapping[str, int], messages: Messages) -> str:
    """Return "3 done, 1 held", in the order of the mapping; "" if nothing is counted."""
    said = [f"{count} {messages.say(STATES[state])}" for state, count in counts.items() if count]
    return messages.say(COMMA).join(said)
