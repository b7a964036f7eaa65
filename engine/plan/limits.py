"""Limits of media: what the service would refuse, or fail after minutes, is a fault before anything runs."""

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal

from engine.catalog import Like, MediaLimits, Model
from engine.catalog.billing import OUTPUT
from engine.plan.media import media_in
from engine.plan.seconds import media_seconds, output_seconds, value_of
from engine.values.fault import Fault, fault
from engine.values.media import Media, MediaKind
from engine.values.place import Place, Places

MEGA = 1024 * 1024
PlaceOf = Callable[[], Place]
"""Tells where a fault shall stand; asked only if there is one."""


def limit_faults(limits: MediaLimits, name: str, media: Media, place: PlaceOf) -> list[Fault]:
    """Return every limit that this medium surely breaks; unknown facts break none. `name` is what it is called."""
    return [
        *_seconds(limits, media, name, place),
        *_sides(limits, media, name, place),
        *_pace(limits, media, name, place),
        *_file(limits, media, name, place),
    ]


def rule_faults(
    model: Model, arguments: Mapping[str, object], places: Places, unknown: Collection[str] = ()
) -> list[Fault]:
    """Return every rule between parameters that is surely broken, as far as it takes the media's facts to tell.

    `unknown` are parameters that are given what nobody knows yet.
    """
    return [
        *_beyond_clip(model, arguments, places),
        *_not_longer(model, arguments, places, unknown),
        *_too_much_together(model, arguments, places, unknown),
    ]


def _beyond_clip(model: Model, arguments: Mapping[str, object], places: Places) -> Iterator[Fault]:
    """The clip is surely shorter than the seconds that shall be taken of it."""
    rule = model.output.seconds
    if not isinstance(rule, Like) or rule.cut is None or not media_in(arguments.get(rule.of)):
        return
    name = rule.cut
    wanted = arguments.get(name)
    if isinstance(wanted, int) and (high := media_seconds(model, rule.of, arguments).high) < wanted:
        yield fault("duration-beyond-clip", places(name), name=name, duration=wanted, seconds=_text(high))


def _not_longer(
    model: Model, arguments: Mapping[str, object], places: Places, unknown: Collection[str]
) -> Iterator[Fault]:
    """The length includes a clip that is surely as long already."""
    for name, clip in model.rules.longer_than:
        if name in unknown:
            continue
        wanted, low = value_of(model, name, arguments), media_seconds(model, clip, arguments).low
        if isinstance(wanted, int) and wanted != model.parameters[name].auto and low > 0 and wanted <= low:
            yield fault(
                "length-within-clip", places(name), name=name, wanted=wanted, parameter=clip, seconds=_text(low)
            )


def _too_much_together(
    model: Model, arguments: Mapping[str, object], places: Places, unknown: Collection[str]
) -> Iterator[Fault]:
    for rule in model.rules.together:
        media = [medium for name in rule.of for medium in media_in(arguments.get(name))]
        names = ", ".join(rule.of)
        place = places(next((name for name in rule.of if name in arguments), rule.of[0]))
        if rule.max_items is not None and len(media) > rule.max_items:
            yield fault("too-many-together", place, names=names, count=len(media), limit=rule.max_items)
        seconds = sum((medium.facts.seconds.low for medium in media if medium.facts.seconds), Decimal(0))
        if OUTPUT in rule.of and not unknown:
            seconds += output_seconds(model, arguments).low
        if rule.max_seconds is not None and seconds > rule.max_seconds:
            shown, limit = _text(seconds), _text(rule.max_seconds)
            yield fault("too-long-together", place, names=names, seconds=shown, limit=limit)


def _seconds(limits: MediaLimits, media: Media, name: str, place: PlaceOf) -> Iterator[Fault]:
    seconds = media.facts.seconds
    if media.kind is not MediaKind.VIDEO or seconds is None:
        return
    low, high = limits.min_seconds, limits.max_seconds
    if high is not None and seconds.low > high:
        limit, cut = _text(high), f"`uses: media/trim`, `seconds: {_text(high)}`"
        yield fault("clip-too-long", place(), parameter=name, seconds=_text(seconds.low), limit=limit, cut=cut)
    if low is not None and seconds.high < low:
        yield fault("clip-too-short", place(), parameter=name, seconds=_text(seconds.high), limit=_text(low))


def _sides(limits: MediaLimits, media: Media, name: str, place: PlaceOf) -> Iterator[Fault]:
    width, height = media.facts.width, media.facts.height
    if width is None or height is None:
        return
    size = f"{width}x{height}"
    short, long = sorted((width, height))
    if limits.sides is not None and not limits.sides[0] <= short <= long <= limits.sides[1]:
        low, high = limits.sides
        yield fault("media-sides", place(), parameter=name, size=size, low=low, high=high)
    elif limits.max_ratio is not None and Decimal(long) / short > limits.max_ratio:
        yield fault("media-ratio", place(), parameter=name, size=size, limit=_text(limits.max_ratio))
    if limits.short_side is not None and not limits.short_side[0] <= short <= limits.short_side[1]:
        low, high = limits.short_side
        yield fault("media-short-side", place(), parameter=name, size=size, low=low, high=high)
    if limits.long_side is not None and not limits.long_side[0] <= long <= limits.long_side[1]:
        low, high = limits.long_side
        yield fault("media-long-side", place(), parameter=name, size=size, low=low, high=high)


def _pace(limits: MediaLimits, media: Media, name: str, place: PlaceOf) -> Iterator[Fault]:
    fps = media.facts.fps
    if limits.fps is not None and fps is not None and not limits.fps[0] <= fps <= limits.fps[1]:
        low, high = map(_text, limits.fps)
        yield fault("media-fps", place(), parameter=name, fps=_text(fps), low=low, high=high)


def _file(limits: MediaLimits, media: Media, name: str, place: PlaceOf) -> Iterator[Fault]:
    facts = media.facts
    if facts.size is not None and facts.size > limits.max_bytes:
        megabytes = -(-facts.size // MEGA)
        yield fault("media-too-large", place(), parameter=name, megabytes=megabytes, limit=limits.max_bytes // MEGA)
    if facts.format is not None and facts.format not in limits.formats:
        yield fault("media-format", place(), parameter=name, format=facts.format, formats=", ".join(limits.formats))
    if facts.codec is not None and limits.codecs and facts.codec not in limits.codecs:
        yield fault("media-codec", place(), parameter=name, codec=facts.codec, codecs=", ".join(limits.codecs))
    if facts.alpha and not limits.alpha:
        yield fault("media-alpha", place(), parameter=name)


def _text(value: Decimal) -> str:
    return format(value.normalize(), "f")
