"""Tools: what a media tool will make, worked out before it runs: cut points, lengths, the request that reuse compares."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.catalog import Model, Tool
from engine.plan.cuts import Piece, even_pieces, fewest_pieces, left_of, length_of, rest_of, seconds_joined
from engine.plan.media import media_in, reference_of
from engine.plan.model import MediaUse, Request
from engine.values.fault import Fault, fault
from engine.values.media import Media, MediaFacts, MediaKind, Span
from engine.values.piece_keys import MOST_PIECES
from engine.values.place import Places

# A piece that a model shall edit must have these seconds (the model's own limits on clips).
PIECE_LOW, PIECE_HIGH = Decimal(2), Decimal(10)


def pieces_of(arguments: Mapping[str, object], places: Places) -> tuple[tuple[Piece, ...], tuple[Fault, ...]]:
    """Cut a clip into even pieces of 2-10 s, or say why that can't be."""
    video = arguments.get("video")
    length = length_of(video)
    if length is None or not isinstance(video, Media):
        return (), (fault("split-length-unknown", places("video"), parameter="video"),)
    count = arguments.get("pieces")
    if not isinstance(count, int):
        count = fewest_pieces(video, length, _decimal(arguments["seconds"]))
    place = places("pieces" if "pieces" in arguments else "seconds")
    if count > MOST_PIECES:
        return (), (fault("split-too-many", place, pieces=count, limit=MOST_PIECES),)
    pieces = tuple(even_pieces(video, length, count))
    bad = next((piece for piece in pieces if not PIECE_LOW <= piece.lasts.low <= piece.lasts.high <= PIECE_HIGH), None)
    if bad is not None:
        length_text, low, high = str(bad.seconds), str(PIECE_LOW), str(PIECE_HIGH)
        return (), (fault("split-pieces", place, pieces=count, seconds=length_text, low=low, high=high),)
    return pieces, ()


def settled(tool: str, arguments: Mapping[str, object], places: Places) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """Return what a tool is told, every number written out as text; or why it can't be."""
    match tool:
        case "media/trim":
            return _stretch(arguments, places)
        case "media/frame":
            return _moment(arguments, places)
        case _:
            return {}, ()


def _stretch(arguments: Mapping[str, object], places: Places) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    video, start = arguments["video"], _decimal(arguments.get("start", 0))
    assert isinstance(video, Media), "a clip is required"
    length = length_of(video)
    if "seconds" in arguments:
        seconds = _decimal(arguments["seconds"])
    elif length is None:
        return {}, (fault("split-length-unknown", places("video"), parameter="video"),)
    else:
        seconds = rest_of(video, length, start)
    place = places("seconds" if "seconds" in arguments else "start")
    if length is not None and (seconds <= 0 or start + seconds > length):
        about = {"start": _text(start), "seconds": _text(seconds), "length": _text(length)}
        return {}, (fault("trim-beyond-clip", place, **about),)
    if left_of(video, start, seconds).high <= 0:
        fps = _text(video.facts.fps or Decimal(0))
        return {}, (fault("trim-below-frame", place, seconds=_text(seconds), fps=fps),)
    return {"start": _text(start), "seconds": _text(seconds)}, ()


def _moment(arguments: Mapping[str, object], places: Places) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    length, at = length_of(arguments.get("video")), arguments.get("at", "first")
    if isinstance(at, str):
        return {"at": at}, ()
    if length is not None and _decimal(at) >= length:
        return {}, (fault("frame-beyond-clip", places("at"), at=_text(_decimal(at)), length=_text(length)),)
    return {"at": _text(_decimal(at))}, ()


def request_of(
    tool: Tool, told: Mapping[str, Any], arguments: Mapping[str, object], asked: Mapping[str, Any]
) -> Request:
    """Return the request of a local task: it has no endpoint and costs nothing."""
    uses = uses_of_tool(tool, arguments)
    body = {"tool": tool.name, "input": {**told, "media": [use.reference for use in uses]}}
    return Request(model=tool.name, sent_name="", endpoint="", body=body, asked=asked, media=uses, prompt="", tier="")


def uses_of_tool(tool: Tool | Model, arguments: Mapping[str, object]) -> tuple[MediaUse, ...]:
    """Return all media of a tool in the order of its parameters."""
    return tuple(
        MediaUse(reference_of(media), name, media)
        for name, parameter in tool.parameters.items()
        if parameter.media is not None
        for media in media_in(arguments.get(name))
    )


def facts_of_tool(
    tool: Tool, told: Mapping[str, Any], arguments: Mapping[str, object], piece: Piece | None = None
) -> dict[str, MediaFacts]:
    """Predict the facts of what a tool makes; a `piece` of a split is as long as it says."""
    media = [use.media for use in uses_of_tool(tool, arguments)]
    first = media[0].facts
    if tool.name == "media/frame":
        known = MediaFacts(kind=MediaKind.IMAGE, width=first.width, height=first.height, alpha=False, format="png")
        return dict.fromkeys(tool.outputs, known)
    if piece is not None:
        seconds: Span | None = piece.lasts
    elif "seconds" in told:
        seconds = left_of(media[0], Decimal(told["start"]), Decimal(told["seconds"]))
    else:
        seconds = seconds_joined(media)
    sound = first.sound if len(media) == 1 else (any(item.facts.sound for item in media) or None)
    known = MediaFacts(
        kind=MediaKind.VIDEO,
        seconds=seconds,
        width=_even(first.width),
        height=_even(first.height),
        fps=first.fps,
        rate=None if any(item.facts.rate is None for item in media) else first.rate,
        sound=sound,
        format="mp4",
    )
    return dict.fromkeys(tool.outputs, known)


def _even(side: int | None) -> int | None:
    """Return a side of a video that is made: an odd one loses a pixel, which its colours can't hold."""
    return None if side is None else max(2, side - side % 2)


def _decimal(value: object) -> Decimal:
    assert isinstance(value, int | Decimal), "the language gives numbers as int or Decimal"
    return Decimal(value)


def _text(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"
