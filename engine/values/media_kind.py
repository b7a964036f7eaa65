"""Kinds of media: the one word of them that reading a recipe needs."""

import enum


class MediaKind(enum.Enum):
    """What a medium is; the value is the word used in recipes."""

    VIDEO = "video"
    IMAGE = "image"
