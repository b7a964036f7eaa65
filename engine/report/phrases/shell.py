"""What every command may say."""

from typing import Final

from engine.report.phrases.phrase import Phrase

INTERRUPTED: Final = Phrase("interrupted", "已中断")
