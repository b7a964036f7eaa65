"""Published files as JSON and as text."""

from typing import Any

from engine.phrases import run as words
from engine.phrases.messages import Messages
from engine.run.files import PublishedFile


def file_data(file: PublishedFile) -> dict[str, Any]:
    """Return a file with the output that it is."""
    return {
        "row": file.row,
        "output": file.output,
        "key": file.key,
        "path": file.path,
        "sha256": file.digest,
        "service": file.service,
        "draft": file.draft,
    }


def file_text(file: PublishedFile, messages: Messages) -> str:
    """Return the line of a file; that of a draft says so."""
    where = f"{file.output}[{file.key}]" if file.key else file.output
    return f"{where}: {file.path}" + (f" {messages.say(words.DRAFT)}" if file.draft else "")
