"""Kinds: what a YAML file is meant to be, told by its first words, without reading it."""

import re
from typing import Final

_CAMPAIGN: Final = re.compile(rb"^(?:\xef\xbb\xbf)?campaign[ \t]*(?::|\xef\xbc\x9a)", re.MULTILINE)
_RECIPE: Final = re.compile(rb"^(?:\xef\xbb\xbf)?recipe[ \t]*(?::|\xef\xbc\x9a)", re.MULTILINE)


def looks_like_campaign(data: bytes) -> bool:
    """Tell whether a file says that it is a campaign; what says both is read as a recipe."""
    return _CAMPAIGN.search(data) is not None and _RECIPE.search(data) is None
