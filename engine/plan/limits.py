"""Limits of media: what the service would refuse, or fail after minutes, is a fault before anything runs."""

from collections.abc import Iterator
from decimal import Decimal

from engine.catalog import MediaLimits, Model
from engine.values.fault import Fault, fault
from engine.values.media import Media, MediaKind, TaskSource
from engine.values.place import Place

MEGA = 1024 * 1024


def limit_faults(model: Model, parameter: str, media: Media, place: Place) -> list[Fault]:
    """Return every limit of the model that this medium surely breaks; unknown facts break none."""
    if isinstance(media.source, TaskSource):
        return []  # a step's output keeps the limits of its source, which is checked where it enters
    limits = model.media_limits[media.kind]
    name = parameter
    return [
        *_seconds(limits, media, name, place),
        *_sides(limits, media, name, place),
        *_file(limits, media, name, place),
    ]


def duration_faults(duration: object, video: object, place: Place) -> list[Fault]:
    """Return a fault if the clip is surely shorter than the seconds that shall be taken of it."""
    if not isinstance(duration, int) or not isinstance(video, Media) or video.facts.seconds is None:
        return []
    if video.facts.seconds.high >= duration:
        return []
    return [fault("duration-beyond-clip", place, duration=duration, seconds=_text(video.facts.seconds.high))]


def _seconds(limits: MediaLimits, media: Media, name: str, place: Place) -> Iterator[Fault]:
    seconds = media.facts.seconds
    if media.kind is not MediaKind.VIDEO or seconds is None:
        return
    low, high = limits.min_seconds, limits.max_seconds
    if high is not None and seconds.low > high:
        yield fault("clip-too-long", place, parameter=name, seconds=_text(seconds.low), limit=_text(high))
    if low is not None and seconds.high < low:
        yield fault("clip-too-short", place, parameter=name, seconds=_text(seconds.high), limit=_text(low))


def _sides(limits: MediaLimits, media: Media, name: str, place: Place) -> Iterator[Fault]:
    width, height = media.facts.width, media.facts.height
    if width is None or height is None:
        return
    size = f"{width}x{height}"
    if min(width, height) < limits.min_side or max(width, height) > limits.max_side:
        yield fault("media-sides", place, parameter=name, size=size, low=limits.min_side, high=limits.max_side)
    elif Decimal(max(width, height)) / min(width, height) > limits.max_ratio:
        yield fault("media-ratio", place, parameter=name, size=size, limit=_text(limits.max_ratio))


def _file(limits: MediaLimits, media: Media, name: str, place: Place) -> Iterator[Fault]:
    facts = media.facts
    if facts.size is not None and facts.size > limits.max_bytes:
        megabytes = -(-facts.size // MEGA)
        yield fault("media-too-large", place, parameter=name, megabytes=megabytes, limit=limits.max_bytes // MEGA)
    if facts.format is not None and facts.format not in limits.formats:
        yield fault("media-format", place, parameter=name, format=facts.format, formats=", ".join(limits.formats))
    if facts.alpha and not limits.alpha:
        yield fault("media-alpha", place, parameter=name)


def _text(value: Decimal) -> str:
    return format(value.normalize(), "f")
