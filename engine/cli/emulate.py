"""`editchain emulate`: the draft service on a port of this machine, for any client."""

import contextlib
import signal
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

import click

from engine.api.context import Context
from engine.errors import AuthorError
from engine.net.network import Network
from engine.phrases import serving
from engine.phrases.shell import SERVING
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show
from engine.terminal.shell import guarded
from engine.terminal.types import PATH, OneOf, Whole

if TYPE_CHECKING:
    from engine.emulator.rules.rates import Limits


@cli_command("emulate", serving.EMULATE)
@option("--port", type=Whole(0, 65535), metavar="PORT", default=8787, show_default=True, words=serving.PORT)
@option("--host", metavar="HOST", default="127.0.0.1", show_default=True, words=serving.HOST)
@option("--folder", type=PATH, metavar="DIR", words=serving.FOLDER)
@option(
    "--renderer", type=OneOf(("draft", "stamp", "none")), default="draft", show_default=True, words=serving.RENDERER
)
@option("--unsupported", type=OneOf(("fail", "slate")), default="fail", show_default=True, words=serving.UNSUPPORTED)
@option("--offline-media", type=PATH, metavar="PATH", words=serving.OFFLINE_MEDIA)
@option("--limits", metavar="LIMITS", words=serving.LIMITS)
@option("--queue-s", type=Whole(0), metavar="SECONDS", default=0, show_default=True, words=serving.QUEUE_S)
@option("--run-s", type=Whole(0), metavar="SECONDS", default=0, show_default=True, words=serving.RUN_S)
@option("--hooks", is_flag=True, words=serving.HOOKS)
@guarded
def command(
    context: Context, port: int, host: str, folder: Path | None, renderer: Literal["draft", "stamp", "none"],
    unsupported: Literal["fail", "slate"], offline_media: Path | None, limits: str | None, queue_s: int, run_s: int,
    hooks: bool,
) -> int:  # fmt: skip
    """Serve the emulator until it is interrupted."""
    from engine.emulator.rules.options import EmulatorOptions  # noqa: PLC0415
    from engine.emulator.server import EmulatorServer  # noqa: PLC0415
    from engine.services.embedded import require_draft  # noqa: PLC0415

    require_draft()
    if offline_media is not None and not offline_media.exists():
        raise AuthorError("file-not-found", path=str(offline_media))

    options = EmulatorOptions(
        renderer=renderer,
        unsupported=unsupported,
        offline_media=offline_media,
        hooks=hooks,
        limits=_limits(limits) if limits is not None else None,
        queue_s=queue_s,
        run_s=run_s,
        network=Network.of(context.settings),
    )
    place = folder or context.settings.home / "emulate"
    server = EmulatorServer(place, options, host=host, port=port)

    def ready(base_url: str) -> None:
        said = context.messages.say(SERVING, url=base_url, renderer=renderer, folder=str(place))
        show(said, err=True)
        click.echo(base_url)

    signal.signal(signal.SIGTERM, lambda *_: server.stop())

    def log(entry: Mapping[str, Any]) -> None:
        with contextlib.suppress(OSError):  # nobody reads any more what is told
            show(_answered(entry), err=True)

    server.serve(ready, log)
    return 0


def _answered(entry: Mapping[str, Any]) -> str:
    """Return the line of a log for one request: when, what, the answer's status, and how long it took."""
    at = datetime.fromtimestamp(entry["at"]).astimezone()
    took_ms = round((entry["ended"] - entry["at"]) * 1000)
    return f"{at:%H:%M:%S} {entry['method']} {quote(entry['path'])} {entry['status'] or '-'} {took_ms} ms"


def _limits(text: str) -> "Limits":
    from engine.emulator.rules.rates import NAMES, limits_of_text  # noqa: PLC0415

    try:
        return limits_of_text(text)
    except ValueError as error:
        raise AuthorError("limits-syntax", text=text, known=", ".join(NAMES)) from error
