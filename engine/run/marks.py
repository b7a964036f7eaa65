"""Marks: what a person should know of a job or a result, by code."""

from typing import Final

USAGE_UNKNOWN: Final = "usage-unknown"
"""The mark of a job of which the service did not say what it billed."""
OVERRUN: Final = "overrun"
"""The mark of a job that was billed more than was reserved for it."""
SUSPECT: Final = "suspect"
"""The mark of a result that is longer or shorter than was told or asked for by more than a second."""
