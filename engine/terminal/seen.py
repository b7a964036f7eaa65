"""Seen: how a path is written for the person who works in a folder."""

import os
from pathlib import Path

from engine.api.context import Context


def seen(context: Context, path: Path | str) -> str:
    """Return a path as it is written from the working folder; one that lies outside of the project keeps its whole name."""
    whole = Path(os.path.normpath(context.cwd / path))
    inside = any(whole.is_relative_to(folder) for folder in (context.cwd, context.settings.project))
    return os.path.relpath(whole, context.cwd) if inside else str(whole)
