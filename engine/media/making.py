"""Making: pieces written one after the other to a new clip."""

from collections.abc import Sequence
from pathlib import Path

from engine.media.mp4 import Mp4
from engine.media.piece import ClipPiece
from engine.media.placing import placed
from engine.media.probe import probe
from engine.values.media import MediaFacts


def make(pieces: Sequence[ClipPiece], target: Path) -> MediaFacts:
    """Write the pieces, which share a grid, in the size and colours of the first; with sound when any has some."""
    canvas = pieces[0].canvas()
    sound = any(piece.clip.sound for piece in pieces)
    with placed(target) as part:
        with Mp4(part, canvas, pieces[0].rate, sound=sound) as file:
            for piece in pieces:
                piece.write(file, canvas)
        return probe(part)
