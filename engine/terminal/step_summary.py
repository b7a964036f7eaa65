"""Summaries of a step in continuous integration, at the end of a file."""

from pathlib import Path

from engine.errors import OperatorError
from engine.phrases.messages import Messages
from engine.report.faults import error_text
from engine.terminal.screen import show, this_screen
from engine.values.reason import system_words


def add_summary(file: Path, summary: str, messages: Messages) -> None:
    """Put a summary at the end of a file; one that can't be written is told of, and changes nothing of what the command did."""
    try:
        with file.open("a", encoding="utf-8", errors="backslashreplace") as end:
            end.write(summary + "\n")
    except OSError as error:
        told = OperatorError("summary-unwritable", path=str(file), reason=system_words(error))
        show(error_text(told, messages, this_screen(err=True)), err=True)
