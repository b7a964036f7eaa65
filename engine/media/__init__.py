"""Media files: what a clip or picture is, and whether a downloaded one is whole. Together with the draft, the home of av."""

from engine.media.complete import decode_check
from engine.media.probe import probe

__all__ = ["decode_check", "probe"]
