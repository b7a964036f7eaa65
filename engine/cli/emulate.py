"""`editchain emulate`: the draft service on a port of this machine, for any client."""

from pathlib import Path
from typing import Literal

import click

from engine.api.context import Context
from engine.cli.shell import guarded


@click.command("emulate", short_help="Serve DashScope's part for any client.")
@click.option("--port", type=click.IntRange(0, 65535), default=8787, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Only addresses of this machine are taken.")
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Where jobs and results are kept (default: .editchain/emulate)."
)
@click.option(
    "--renderer", type=click.Choice(["draft", "stamp", "none"]), default="draft", show_default=True,
    help="draft edits pixels; stamp draws the request's digest; none answers at once.",
)  # fmt: skip
@click.option(
    "--unsupported", type=click.Choice(["fail", "slate"]), default="fail", show_default=True,
    help="What becomes of an instruction that a draft can't perform: the job fails, or a caption says so.",
)  # fmt: skip
@click.option(
    "--offline-media",
    type=click.Path(exists=True, path_type=Path),
    help="A file or folder that stands in for remote media.",
)
@click.option("--hooks", is_flag=True, help="Open /_editchain/ (meter, time travel) to callers on this machine.")
@guarded
def command(
    context: Context, port: int, host: str, folder: Path | None, renderer: Literal["draft", "stamp", "none"],
    unsupported: Literal["fail", "slate"], offline_media: Path | None, hooks: bool,
) -> int:  # fmt: skip
    """Serve a DashScope-compatible service that really edits pixels; nothing leaves this machine.

    \b
    editchain emulate --port 8787
    export DASHSCOPE_HTTP_BASE_URL=http://127.0.0.1:8787/api/v1 DASHSCOPE_API_KEY=any
    then the official SDK, curl and every other client work against it unchanged.
    """  # noqa: D301 - click's mark for lines that it must not rewrap
    from engine.emulator.rules.options import EmulatorOptions  # noqa: PLC0415
    from engine.emulator.server import EmulatorServer  # noqa: PLC0415
    from engine.services.embedded import require_draft  # noqa: PLC0415

    require_draft()

    options = EmulatorOptions(renderer=renderer, unsupported=unsupported, offline_media=offline_media, hooks=hooks)
    place = folder or context.settings.home / "emulate"
    server = EmulatorServer(place, options, host=host, port=port)

    def ready(base_url: str) -> None:
        click.echo(f"serving {base_url} · renderer {renderer} · jobs in {place} · Ctrl-C ends it", err=True)
        click.echo(base_url)

    server.serve(ready)
    return 0
