"""What stands between words."""

from typing import Final

from engine.phrases.phrase import Phrase

COMMA: Final = Phrase(", ", "，")
LIST: Final = Phrase(", ", "、")
"""Between the names of a list."""
AND: Final = Phrase(" and ", " 与 ")
COLON: Final = Phrase(": ", "：")
