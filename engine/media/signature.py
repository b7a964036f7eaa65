"""Signature: the format of a file, told by its first bytes and never by its name."""

HEAD_BYTES = 65_536
"""Far enough to see a PNG's transparent colours, which stand before its data."""

_IMAGES = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"BM", "bmp"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
IMAGE_FORMATS = frozenset({"jpeg", "png", "bmp", "webp", "gif", "tiff", "heic", "avif"})


def format_of(head: bytes) -> str | None:
    """Return a lower-case format name for the first `HEAD_BYTES` of a file, or None if they are unknown.

    mp4 and mov share their boxes; the brand in `ftyp` tells them apart, and files older than that box are mov.
    """
    for start, name in _IMAGES:
        if head.startswith(start):
            return name
    if head.startswith(b"RIFF"):
        return {b"WEBP": "webp", b"AVI ": "avi"}.get(head[8:12])
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm" if b"webm" in head[:64] else "mkv"
    return _boxed(head[4:8], head[8:12])


def _boxed(box: bytes, brand: bytes) -> str | None:
    if box == b"ftyp":
        if brand == b"qt  ":
            return "mov"
        if brand in {b"avif", b"avis"}:
            return "avif"
        return "heic" if brand in {b"heic", b"heix", b"mif1", b"msf1", b"hevc"} else "mp4"
    return "mov" if box in {b"moov", b"mdat", b"wide", b"free", b"skip"} else None


def alpha_of(head: bytes) -> bool | None:
    """Tell whether a picture states that it is partly transparent; None leaves it to the decoded pixels.

    Decoders give every lossless WebP an alpha channel, used or not, and hide the transparent colours of a PNG's palette.
    WebP: RFC 9649, sections 2.7 (VP8X) and 3.4 (VP8L).
    """
    if head.startswith(b"\x89PNG") and b"tRNS" in head.partition(b"IDAT")[0]:
        return True
    if not head.startswith(b"RIFF") or head[8:12] != b"WEBP":
        return None
    if head[12:16] == b"VP8X":
        return bool(head[20] & 0x10)
    return head[12:16] == b"VP8L" and bool(int.from_bytes(head[21:25], "little") >> 28 & 1)
