"""Network: how everything is reached that is not on this machine."""

from engine.net.network import Network
from engine.settings import Settings


def network_of(settings: Settings) -> Network:
    """Return the way that the settings say."""
    return Network(proxies=settings.proxies, no_proxy=settings.no_proxy, ca_bundle=settings.ca_bundle)
