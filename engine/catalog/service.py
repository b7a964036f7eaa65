"""Service profiles: the endpoints that editchain knows, and whose results they give."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Final, NamedTuple


class ServiceProfile(NamedTuple):
    """A service by name: its region decides prices and currency; `base_url` ends in `/api/v1` and is None if embedded.

    `{workspace}` in it stands for the id of a workspace, which whoever uses the service has.

    It takes `look_ahead` jobs beyond those that it runs at once, which wait there.
    """

    name: str
    title: str
    protocol: str
    region: str
    bills: bool
    base_url: str | None = None
    title_zh: str = ""
    look_ahead: int = 0


WORKSPACE: Final = "{workspace}"
"""What stands in a profile's address for the id of a workspace."""


class RealmHosts(NamedTuple):
    """Which host names belong to which realm; a pattern's `*` stands for one label or more."""

    patterns: Mapping[str, tuple[str, ...]]

    def realm_of(self, host: str) -> str | None:
        """Return the realm of a host that the catalog knows, or None."""
        for realm, patterns in self.patterns.items():
            if any(fnmatchcase(host.lower(), pattern) for pattern in patterns):
                return realm
        return None
