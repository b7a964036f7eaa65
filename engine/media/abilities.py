"""Abilities: what the media library on this machine can do of all that is needed of it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from av import __version__, library_versions
from av.codec import Codec

from engine.media.x264 import ENCODER

DECODERS: Final = ("h264", "hevc", "aac", "png", "mjpeg")
ENCODERS: Final = (ENCODER, "aac", "png")


class MediaAbilities(NamedTuple):
    """The version of the library, that of its codecs, and which of those that are needed are missing."""

    version: str
    codecs: str
    missing: tuple[str, ...]


def abilities(decoders: Sequence[str] = DECODERS, encoders: Sequence[str] = ENCODERS) -> MediaAbilities:
    """Look for every codec that clips are read and written with."""
    needed = [*((name, "r") for name in decoders), *((name, "w") for name in encoders)]
    missing = tuple(name for name, mode in needed if not _has(name, mode))
    codecs = ".".join(map(str, library_versions.get("libavcodec", ())))
    return MediaAbilities(__version__, codecs, missing)


def _has(name: str, mode: str) -> bool:
    try:
        Codec(name, "r" if mode == "r" else "w")
    except ValueError:  # its own error for a codec that is not there is one
        return False
    return True
