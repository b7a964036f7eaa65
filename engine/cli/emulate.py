"""`editchain emulate`: the draft service on a port of this machine, for any client."""

import signal
from pathlib import Path
from typing import Literal

import click

from engine.api.context import Context
from engine.errors import AuthorError
from engine.net.network import Network
from engine.phrases import usage
from engine.phrases.shell import SERVING
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show
from engine.terminal.shell import guarded
from engine.terminal.types import PATH, OneOf, Whole


@cli_command("emulate", usage.EMULATE)
@option("--port", type=Whole(0, 65535), metavar="PORT", default=8787, show_default=True, words=usage.PORT)
@option("--host", metavar="HOST", default="127.0.0.1", show_default=True, words=usage.HOST)
@option("--folder", type=PATH, metavar="DIR", words=usage.FOLDER)
@option("--renderer", type=OneOf(("draft", "stamp", "none")), default="draft", show_default=True, words=usage.RENDERER)
@option("--unsupported", type=OneOf(("fail", "slate")), default="fail", show_default=True, words=usage.UNSUPPORTED)
@option("--offline-media", type=PATH, metavar="PATH", words=usage.OFFLINE_MEDIA)
@option("--hooks", is_flag=True, words=usage.HOOKS)
@guarded
def command(
    context: Context, port: int, host: str, folder: Path | None, renderer: Literal["draft", "stamp", "none"],
    unsupported: Literal["fail", "slate"], offline_media: Path | None, hooks: bool,
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
        network=Network.of(context.settings),
    )
    place = folder or context.settings.home / "emulate"
    server = EmulatorServer(place, options, host=host, port=port)

    def ready(base_url: str) -> None:
        said = context.messages.say(SERVING, url=base_url, renderer=renderer, folder=str(place))
        show(said, err=True)
        click.echo(base_url)

    signal.signal(signal.SIGTERM, lambda *_: server.stop())
    server.serve(ready)
    return 0
