"""Version: what tells the results of one renderer from another's; imports nothing."""

from typing import Final

RENDERER: Final = "draft-11"
"""Changes whenever the same job would give other pixels or other operations: stored drafts are then not reused."""


def options(unsupported: str = "fail") -> str:
    """Return the options that change what a job gives, in the form that a realm carries them."""
    return f"unsupported={unsupported}"
