"""Decoding: a clip's pictures or its sound from a moment on, in their order, one after another."""

import itertools
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.stream import Stream
from av.video.frame import VideoFrame

from engine.media.probe import unreadable

_SOUND_LEAD = Fraction(1, 2)
"""A decoder of sound needs some frames before the first one that is right."""

Timed = tuple[Fraction, VideoFrame]


def pictures(path: Path, since: Fraction) -> Iterator[Timed]:
    """Yield the pictures with their times in the file, from the one shown at `since` or from an earlier one.

    Raises AuthorError `media-unreadable` when the clip can't be decoded.
    """
    for frame in _from(path, "video", since):
        if isinstance(frame, VideoFrame) and frame.pts is not None:
            yield frame.pts * (frame.time_base or Fraction(0)), frame


def sounds(path: Path, since: Fraction) -> Iterator[tuple[Fraction | None, AudioFrame]]:
    """Yield the pieces of sound with their times in the file, from one before `since` on; errors as with pictures."""
    for frame in _from(path, "audio", since - _SOUND_LEAD):
        if isinstance(frame, AudioFrame):
            yield None if frame.pts is None else frame.pts * (frame.time_base or Fraction(0)), frame


def _from(path: Path, kind: str, since: Fraction) -> Iterator[VideoFrame | AudioFrame]:
    """Start at a key frame before `since`; where the file's index leads too far or nowhere, at the beginning."""
    try:
        frames = _decoded(path, kind, since)
        first = next(frames, None)
        if first is None or first.pts is None or first.pts * (first.time_base or 0) > since:
            frames, first = _decoded(path, kind, None), None
    except (OSError, av.FFmpegError):
        frames, first = _decoded(path, kind, None), None
    try:
        yield from itertools.chain([] if first is None else [first], frames)
    except (OSError, av.FFmpegError) as error:
        raise unreadable(path, error) from error


def _decoded(path: Path, kind: str, since: Fraction | None) -> Iterator[VideoFrame | AudioFrame]:
    with av.open(str(path)) as container:
        stream = container.streams.get({kind: 0})[0]
        stream.codec_context.thread_type = "AUTO"
        if since is not None and stream.time_base and _seekable(stream):
            container.seek(int(since / stream.time_base), stream=stream)
        for frame in container.decode(stream):
            if isinstance(frame, (VideoFrame, AudioFrame)):
                yield frame


def _seekable(stream: Stream) -> bool:
    """Tell whether times in the file are exact: sound whose times are rounded is counted from its beginning."""
    return not isinstance(stream, AudioStream) or (stream.time_base or 1) * stream.codec_context.sample_rate <= 1
