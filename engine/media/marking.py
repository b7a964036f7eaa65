"""Marking: what a draft says of itself in its container, for whoever meets it without knowing where it is from."""

import json
from pathlib import Path
from typing import Final

import av

KEY, DRAFT = "editchain", "draft"
LONGEST: Final = 4096
"""Signs of a comment that is read; a mark has some hundred."""


def says_draft(path: Path) -> bool:
    """Tell whether a file says of itself that it is a draft; what can't be read says nothing."""
    try:
        with av.open(str(path)) as container:
            comment = container.metadata.get("comment", "")
    except (OSError, av.FFmpegError):
        return False
    try:
        told = json.loads(comment[:LONGEST])
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get(KEY) == DRAFT
