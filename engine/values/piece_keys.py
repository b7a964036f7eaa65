"""Keys of pieces: a split names its pieces by their numbers, in three digits, so that names sort."""

from typing import Final

MOST_PIECES: Final = 999


def piece_key(number: int) -> str:
    """Return the key of a piece: 7 is 007."""
    return f"{number:03d}"


def piece_meant(key: str, count: int) -> str | None:
    """Return the key that one stands for among so many pieces, itself if it is one: 7 for 007; None if there is no such piece."""
    is_number = key.isascii() and key.isdigit() and len(key) <= len(piece_key(MOST_PIECES))
    return piece_key(int(key)) if is_number and 0 < int(key) <= count else None
