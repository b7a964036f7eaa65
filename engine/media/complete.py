"""Complete: whether a downloaded result is whole, before anybody pays attention to it."""

from pathlib import Path

import av

from engine.media.probe import probe, unreadable
from engine.values.media import MediaFacts, MediaKind
from engine.values.reason import because

_TOLERANCE_FRAMES = 2


def decode_check(path: Path | str) -> MediaFacts:
    """Decode a video from its first frame to its last and return its facts.

    Raises AuthorError `media-unreadable` when it is no video, when a frame is damaged, or when the frames end before the
    length that the container states: a download that was cut off.
    """
    path = Path(path)
    facts = probe(path)
    if facts.kind is not MediaKind.VIDEO or facts.seconds is None or facts.fps is None:
        raise unreadable(path, because("no-video"))
    try:
        decoded = _decoded_seconds(path)
    except (OSError, av.FFmpegError) as error:
        raise unreadable(path, error) from error
    stated = float(facts.seconds.low)
    if decoded + _TOLERANCE_FRAMES / max(float(facts.fps), 1.0) < stated:
        raise unreadable(path, because("ends-early", seconds=f"{decoded:.3f}", of=f"{stated:.3f}"))
    return facts


def _decoded_seconds(path: Path) -> float:
    """Return the time between the first frame's start and the last frame's end."""
    start, end = None, 0.0
    with av.open(str(path), options={"err_detect": "explode"}) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in container.decode(stream):
            if frame.time is not None:
                start = frame.time if start is None else start
                end = frame.time + float((frame.duration or 0) * (frame.time_base or 0))
    return end - (start or 0.0)
