"""Media files: what a clip or picture is, whether it is whole, and cuts of it. Together with the draft, the home of av."""

from engine.media.complete import decode_check, prove
from engine.media.frame import frame
from engine.media.join import join
from engine.media.marking import says_draft
from engine.media.probe import probe, probe_bytes
from engine.media.share import share
from engine.media.trim import trim

__all__ = ["decode_check", "frame", "join", "probe", "probe_bytes", "prove", "says_draft", "share", "trim"]
