"""Tools: what a media tool will make, worked out before it runs: cut points, lengths, the request that reuse compares."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import Any

from engine.catalog import Model, Tool
from engine.plan.fingerprint import KEY_VERSION, AskedForm, Identity, media_names, versioned
from engine.plan.media import media_in, reference_of
from engine.plan.model import MediaUse, Request
from engine.values.canonical import canonical_json, digest_of
from engine.values.fault import Fault, fault
from engine.values.media import Media, MediaFacts, MediaKind, Span
from engine.values.place import Places

# A piece that a model shall edit must have these seconds (the model's own limits on clips).
PIECE_LOW, PIECE_HIGH = Decimal(2), Decimal(10)
MILLISECOND = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clip: where it starts and how long it is, in seconds to the millisecond."""

    start: Decimal
    seconds: Decimal

    @property
    def key(self) -> str:
        """The start as text: "0", "2.64"."""
        return format(self.start.normalize(), "f") if self.start else "0"


def pieces_of(arguments: Mapping[str, object], places: Places) -> tuple[tuple[Piece, ...], tuple[Fault, ...]]:
    """Cut a clip into even pieces of 2-10 s, or say why that can't be."""
    length = exact_seconds(arguments.get("video"))
    if length is None:
        return (), (fault("split-length-unknown", places("video"), parameter="video"),)
    count = arguments.get("pieces")
    if not isinstance(count, int):
        at_most = arguments["seconds"]
        assert isinstance(at_most, int | Decimal)
        count = int((length / at_most).to_integral_value(rounding=ROUND_CEILING))
    cuts = [(length * n / count).quantize(MILLISECOND) for n in range(count + 1)]
    pieces = tuple(Piece(start, end - start) for start, end in pairwise(cuts))
    bad = next((piece for piece in pieces if not PIECE_LOW <= piece.seconds <= PIECE_HIGH), None)
    if bad is not None:
        length_text, low, high = str(bad.seconds), str(PIECE_LOW), str(PIECE_HIGH)
        place = places("pieces" if "pieces" in arguments else "seconds")
        return (), (fault("split-pieces", place, pieces=count, seconds=length_text, low=low, high=high),)
    return pieces, ()


def exact_seconds(media: object) -> Decimal | None:
    """Return a clip's length if it is known exactly."""
    if not isinstance(media, Media) or media.facts.seconds is None:
        return None
    return media.facts.seconds.exact


def settled(tool: str, arguments: Mapping[str, object], places: Places) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """Return what a tool is told, every number written out as text; or why it can't be."""
    length = exact_seconds(arguments.get("video"))
    if tool == "media/trim":
        start = _decimal(arguments.get("start", 0))
        if length is None and "seconds" not in arguments:
            return {}, (fault("split-length-unknown", places("video"), parameter="video"),)
        seconds = _decimal(arguments["seconds"]) if "seconds" in arguments else (length or start) - start
        if length is not None and (seconds <= 0 or start + seconds > length):
            about = {"start": str(start), "seconds": str(seconds), "length": str(length)}
            place = places("seconds" if "seconds" in arguments else "start")
            return {}, (fault("trim-beyond-clip", place, **about),)
        return {"start": _text(start), "seconds": _text(seconds)}, ()
    if tool == "media/frame":
        at = arguments.get("at", "first")
        if isinstance(at, str):
            return {"at": at}, ()
        if length is not None and _decimal(at) >= length:
            return {}, (fault("frame-beyond-clip", places("at"), at=_text(_decimal(at)), length=_text(length)),)
        return {"at": _text(_decimal(at))}, ()
    return {}, ()


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


def asked_of_tool(
    tool: Tool,
    told: Mapping[str, Any],
    arguments: Mapping[str, object],
    *,
    realm: str,
    upstream: Mapping[str, Identity],
) -> AskedForm:
    """Return the asked form of a local task, with its realm: a file made from a draft is a draft's."""
    media = [use.media for use in uses_of_tool(tool, arguments)]
    form = {"tool": tool.name, **told}
    free = {**form, "media": media_names(media, upstream, free=True)}
    own = {"key": KEY_VERSION, "realm": realm, **form, "media": media_names(media, upstream, free=False)}
    identity = Identity(fingerprint=digest_of(canonical_json(own)), free=digest_of(canonical_json(free)))
    return AskedForm(own, None, identity, all(versioned(item) for item in media))


def facts_of_tool(tool: Tool, told: Mapping[str, Any], arguments: Mapping[str, object]) -> dict[str, MediaFacts]:
    """Predict the facts of what a tool makes."""
    media = [use.media for use in uses_of_tool(tool, arguments)]
    first = media[0].facts
    if tool.name == "media/frame":
        known = MediaFacts(kind=MediaKind.IMAGE, width=first.width, height=first.height, alpha=False, format="png")
        return dict.fromkeys(tool.outputs, known)
    seconds: Span | None = None
    if "seconds" in told:
        seconds = Span.exactly(Decimal(told["seconds"]))
    elif all(item.facts.seconds is not None for item in media):
        seconds = sum((item.facts.seconds for item in media if item.facts.seconds), Span.exactly(0))
    sound = first.sound if len(media) == 1 else (any(item.facts.sound for item in media) or None)
    known = MediaFacts(
        kind=MediaKind.VIDEO,
        seconds=seconds,
        width=first.width,
        height=first.height,
        fps=first.fps,
        sound=sound,
        format="mp4",
    )
    return dict.fromkeys(tool.outputs, known)


def _decimal(value: object) -> Decimal:
    assert isinstance(value, int | Decimal), "the language gives numbers as int or Decimal"
    return Decimal(value)


def _text(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"
