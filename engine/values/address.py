"""Addresses as they may be shown: never with a user name, a password or a signature."""

import re
from typing import Final
from urllib.parse import urlsplit

from engine.values.canonical import digest_of

LONGEST: Final = 200
# Patterns are made when they are first needed: most texts name no address.
_ADDRESS: Final = (
    r"(?i)(?P<scheme>[a-z][a-z0-9+.-]{0,20}://)(?P<user>[^\s\"'<>/?#]*@)?(?P<path>[^\s\"'<>?#]*)"
    r"(?P<query>[?#](?:[^\s\"'<>)]|\)(?![,;\uff0c\uff1b\u3001]))*)?"
)
"""A query ends before a bracket with a comma behind it, as of attachments in one cell: `a (https://...),b (https://...)`."""
_PAIR: Final = r"([?&#])([^=&#]*)(=?)([^&#]*)"
_HIDDEN: Final = r"[^,)\]}]"


def shown(address: str) -> str:
    """Return an address without user name, query and fragment, cut to a length that a message can bear."""
    plain = re.sub(_ADDRESS, r"\g<scheme>\g<path>", address)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def masked(text: str) -> str:
    """Return a text of the same length in which user names and the values of queries are stars."""
    return re.sub(_ADDRESS, _stars, text) if "://" in text else text


def named(text: str) -> str:
    """Return a text fit for a name that is shown and stored: for the user name and the query of an address a digest stands."""
    return re.sub(_ADDRESS, _digested, text) if "://" in text else text


def host_of(address: str) -> str:
    """Return the host and port of an address, "" if it has none; without a user name."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _digested(found: re.Match[str]) -> str:
    secret = (found["user"] or "") + (found["query"] or "")
    return found["scheme"] + found["path"] + (f"?*{digest_of(secret.encode())[:16]}" if secret else "")


def _stars(found: re.Match[str]) -> str:
    user, query = found["user"] or "", found["query"] or ""
    hidden = re.sub(_HIDDEN, "*", user[:-1]) + user[-1:]
    return found["scheme"] + hidden + found["path"] + re.sub(_PAIR, _value, query)


def _value(found: re.Match[str]) -> str:
    mark, name, equals, value = found.groups()
    if not equals:
        return mark + re.sub(_HIDDEN, "*", name)
    return mark + name + equals + re.sub(_HIDDEN, "*", value)
