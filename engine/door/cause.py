"""Why something did not go well, as programs get it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why something did not go well: a message key of editchain or a code of the service, its words, and what to do."""

    code: str
    message: str
    hint: str
