"""Reference images inside the body: which may travel as data URLs, and which are uploaded first (pure).

The rule: the data URLs of one request together stay under 4 MiB; the smallest images are taken first. Single images
may have 20 MB, but the service's gateway refuses bodies over 6 MiB ("Exceeded limit on max bytes to request body :
6291456", seen in many public reports; one measurement found 4.5 MiB). A clip is never inlined: the service takes no
data URL for video.
"""

import base64
from collections.abc import Sequence
from typing import Final

INLINE_LIMIT: Final = 4 * 1024 * 1024

MIME_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/bmp", "image/webp"})
"""What the service takes as data URL."""


def data_url(mime: str, data: bytes) -> str:
    """Return the data URL of an image; raises ValueError for a type that the service doesn't take so."""
    if mime not in MIME_TYPES:
        raise ValueError(f"{mime} cannot be inlined")
    return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"


def inlined(sizes: Sequence[int]) -> tuple[bool, ...]:
    """Tell for the images of one request, by their sizes in bytes, which are inlined; the others are uploaded."""
    left = INLINE_LIMIT
    chosen = [False] * len(sizes)
    for index in sorted(range(len(sizes)), key=lambda index: sizes[index]):
        length = 4 * ((sizes[index] + 2) // 3) + len("data:image/jpeg;base64,")
        if length > left:
            break
        left -= length
        chosen[index] = True
    return tuple(chosen)
