"""Media: what a clip or picture is known to be, and where its bytes come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from engine.values.media_kind import MediaKind
from engine.values.reason import Reason

__all__ = [
    "DataSource", "FileSource", "Media", "MediaFacts", "MediaKind", "MediaSource", "Probed", "Proof", "Span", "TaskSource",
    "UrlSource", "may_fail",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A number known exactly (low == high) or only within bounds; seconds are Decimal with at most 3 decimals."""

    low: Decimal
    high: Decimal

    @classmethod
    def exactly(cls, value: Decimal | int) -> "Span":
        return cls(Decimal(value), Decimal(value))

    @property
    def exact(self) -> Decimal | None:
        """The number if it is known exactly, else None."""
        return self.low if self.low == self.high else None

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFacts:
    """What is known of a medium; None means unknown until it exists or until it is probed.

    `seconds` is the video stream's length, to the millisecond (None for an image); `width` and `height` are pixels as shown
    (rotation applied); `format` is a lower-case name such as "mp4", "mov", "mkv", "jpeg", "png"; `size` is in bytes;
    `fps` is frames a second of a video to three decimals, and `rate` the same exactly, if its frames can be counted: those of a
    file, and of what tools make of one; `codec` is how its pictures are packed, such as "h264".
    """

    kind: MediaKind
    seconds: Span | None = None
    width: int | None = None
    height: int | None = None
    fps: Decimal | None = None
    rate: Fraction | None = None
    sound: bool | None = None
    alpha: bool | None = None
    format: str | None = None
    size: int | None = None
    codec: str | None = None

    def to_data(self) -> dict[str, Any]:
        """Return all that is known as JSON-ready data, nothing lost; seconds, frames a second and rate are texts."""
        known = {
            "kind": self.kind.value,
            "seconds": [str(self.seconds.low), str(self.seconds.high)] if self.seconds is not None else None,
            "width": self.width,
            "height": self.height,
            "fps": str(self.fps) if self.fps is not None else None,
            "rate": str(self.rate) if self.rate is not None else None,
            "sound": self.sound,
            "alpha": self.alpha,
            "format": self.format,
            "size": self.size,
            "codec": self.codec,
        }
        return {name: value for name, value in known.items() if value is not None}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the facts that `to_data` wrote; raises KeyError, TypeError or ValueError for anything else."""
        seconds, fps, rate = data.get("seconds"), data.get("fps"), data.get("rate")
        return cls(
            kind=MediaKind(data["kind"]),
            seconds=Span(Decimal(seconds[0]), Decimal(seconds[1])) if seconds is not None else None,
            width=data.get("width"),
            height=data.get("height"),
            fps=Decimal(fps) if fps is not None else None,
            rate=Fraction(rate) if rate is not None else None,
            sound=data.get("sound"),
            alpha=data.get("alpha"),
            format=data.get("format"),
            size=data.get("size"),
            codec=data.get("codec"),
        )


@dataclass(frozen=True, slots=True)
class Proof:
    """What a look into a result has shown: its facts, None if it is no video at all, and what is wrong with it, if any."""

    facts: MediaFacts | None
    fault: Reason | None = None


@dataclass(frozen=True, slots=True)
class FileSource:
    """A local file, known by the digest of its bytes; `path` only says where they lie now."""

    digest: str
    path: str


@dataclass(frozen=True, slots=True)
class UrlSource:
    """An http, https or oss address.

    `url` is what is sent. `identity` is its one spelling, without user name; and without query if a strong ETag and a length
    tell its object, else with a digest of the query less its signature parameters. `version` is that ETag and length, or length
    and date, or the pinned digest ("sha256:..."), or None when nothing tells one version from the next.
    """

    url: str
    identity: str
    version: str | None = None

    @property
    def changeable(self) -> bool:
        """Whether its version is what its server said, so that it may be another by now."""
        return self.version is not None and self.version.startswith(("etag:", "length:"))

    def differs(self, now: str) -> bool:
        """Whether what its server says now is another version; a length that only one of two equal tags has tells nothing."""
        known = self.version or now
        return now != known and not known.startswith(f"{now};length:") and not now.startswith(f"{known};length:")


@dataclass(frozen=True, slots=True)
class DataSource:
    """A `data:` URL of an image; the digest is of the decoded bytes."""

    digest: str
    mime: str
    url: str


@dataclass(frozen=True, slots=True)
class TaskSource:
    """The output of another task of the same plan; with `may_fail` it is allowed not to come (`on_error: skip`)."""

    task: str
    output: str
    may_fail: bool = field(default=False, compare=False)


MediaSource = FileSource | UrlSource | DataSource | TaskSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A medium as a value of the language: where it comes from and what is known of it.

    `instead` are those that an output takes, in this order, if the task that shall make this one fails.
    """

    source: MediaSource
    facts: MediaFacts
    instead: "tuple[Media, ...]" = field(default=(), compare=False)

    @property
    def kind(self) -> MediaKind:
        return self.facts.kind


def may_fail(medium: Media) -> bool:
    """Tell whether a medium is allowed not to come."""
    return isinstance(medium.source, TaskSource) and medium.source.may_fail


@dataclass(frozen=True, slots=True)
class Probed:
    """What an address tells of its medium: the facts, None if nothing is known, and what tells this version from the next.

    `gap` says why not all of it could be learnt, None if nothing is missing.
    """

    facts: MediaFacts | None
    version: str | None = None
    gap: Reason | None = None
