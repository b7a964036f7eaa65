"""Facts of media that an expression may name: `inputs.clip.seconds`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.language.types import BOOLEAN, INTEGER, NUMBER, STRING, Kind, Type

_IMAGE: Final[Mapping[str, Type]] = MappingProxyType(
    {
        "width": INTEGER,
        "height": INTEGER,
        "ratio": NUMBER,
        "size": INTEGER,
        "format": STRING,
        "alpha": BOOLEAN,
        "digest": STRING,
    }
)
FACTS: Final[Mapping[Kind, Mapping[str, Type]]] = MappingProxyType(
    {Kind.IMAGE: _IMAGE, Kind.VIDEO: MappingProxyType({"seconds": NUMBER, "fps": NUMBER, "sound": BOOLEAN, **_IMAGE})}
)
MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "seconds": "length of the video stream, to the millisecond",
        "fps": "frames a second",
        "sound": "whether it has a sound track",
        "width": "pixels across, as shown",
        "height": "pixels down, as shown",
        "ratio": "width through height, to three decimals",
        "size": "bytes",
        "format": "such as `mp4`, `mov`, `png`, `jpeg`",
        "alpha": "whether it has transparency",
        "digest": "SHA-256 of the bytes; of a file, a `data:` URL or a pinned medium",
    }
)
