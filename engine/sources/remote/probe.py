"""Probe: what an address tells of its medium, from a few small parts."""

from engine.errors import AuthorError
from engine.media.partial import probe_parts
from engine.net.network import DIRECT, Network
from engine.sources.remote.answer import Unreached
from engine.sources.remote.client import Client
from engine.sources.remote.limits import ProbeLimits
from engine.sources.remote.parts import RemoteParts
from engine.values.media import Probed
from engine.values.reason import because

_FIRST_PAUSE_S = 0.25
_AGAIN = ProbeLimits(whole_s=10.0)


def probe_url(client: Client, url: str, limits: ProbeLimits) -> Probed | AuthorError:
    """Probe an address, again if its server has a passing trouble; what its author must mend is returned as error."""
    client.begin()
    pause = _FIRST_PAUSE_S
    for left in reversed(range(limits.tries)):
        try:
            probed, trouble = _once(client, url, limits)
        except AuthorError as error:
            return error.with_traceback(None)  # it is kept, and shall not keep what was read
        if trouble is None or not trouble.again or not left:
            break
        client.pause(pause if trouble.after_s is None else trouble.after_s)
        pause *= 2
    return probed


def _once(client: Client, url: str, limits: ProbeLimits) -> tuple[Probed, Unreached | None]:
    """Probe once; with what was learnt comes the trouble that the server had."""
    with RemoteParts(client, url, limits) as parts:
        try:
            parts.begin()
            facts, missing = probe_parts(parts, parts.name)
        except Unreached as trouble:
            return Probed(None, parts.version, trouble.reason), trouble
        except AuthorError as error:
            raise _told(error, parts.told_type) from None
        gap = missing.reason if missing is not None else None
        return Probed(facts, parts.version, gap), missing if isinstance(missing, Unreached) else None


def version_now(url: str, network: Network = DIRECT, limits: ProbeLimits = _AGAIN) -> str | None:
    """Ask an address once which version it has now; None when that can't be learnt.

    Raises AuthorError when there is nothing to be had any more.
    """
    with Client(limits, network) as client:
        client.begin()
        try:
            with RemoteParts(client, url, limits) as parts:
                parts.begin(1)
                return parts.version
        except Unreached:
            return None


def _told(error: AuthorError, kind: str) -> AuthorError:
    """Add what the server calls a file that is no medium: often it is a page that asks for a login."""
    if error.key != "media-unreadable" or not kind:
        return error
    reason = because("called", why=error.args_by_name["reason"], kind=kind)
    return AuthorError(error.key, **{**error.args_by_name, "reason": reason})
