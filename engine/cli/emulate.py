"""`editchain emulate`: the draft service on a port of this machine, for any client."""

import contextlib
import json
import signal
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import click

from engine.api.context import Context
from engine.api.reading import keep_text
from engine.errors import AuthorError
from engine.net.network import Network
from engine.phrases import serving
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show
from engine.terminal.shell import guarded
from engine.terminal.types import PATH, OneOf, Whole

if TYPE_CHECKING:
    from engine.emulator.rules.latency import Latency
    from engine.emulator.rules.rates import Limits
    from engine.emulator.rules.setup import Setup

_OPTIONS: Final = ("renderer", "unsupported", "offline_media", "hooks", "advertise")
_ADDRESS: Final = ("host", "port", "public", "folder", "log")


@cli_command("emulate", serving.EMULATE)
@option("--config", type=PATH, metavar="FILE", words=serving.EMULATOR_FILE)
@option("--port", type=Whole(0, 65535), metavar="PORT", words=serving.PORT)
@option("--host", metavar="HOST", words=serving.HOST)
@option("--public", is_flag=True, default=None, words=serving.PUBLIC)
@option("--advertise", metavar="URL", words=serving.ADVERTISE)
@option("--folder", type=PATH, metavar="DIR", words=serving.FOLDER)
@option("--renderer", type=OneOf(("draft", "stamp", "none")), words=serving.RENDERER)
@option("--unsupported", type=OneOf(("fail", "slate")), words=serving.UNSUPPORTED)
@option("--offline-media", type=PATH, metavar="PATH", words=serving.OFFLINE_MEDIA)
@option("--limits", metavar="LIMITS", words=serving.LIMITS)
@option("--queue-s", type=Whole(0), metavar="SECONDS", words=serving.QUEUE_S)
@option("--run-s", type=Whole(0), metavar="SECONDS", words=serving.RUN_S)
@option("--log", type=OneOf(("text", "json", "none")), words=serving.ACCESS_LOG)
@option("--hooks", is_flag=True, default=None, words=serving.HOOKS)
@guarded
def command(context: Context, /, config: Path | None, **given: Any) -> int:
    """Serve the emulator until it is interrupted."""
    from engine.emulator.server import EmulatorServer  # noqa: PLC0415
    from engine.services.embedded import require_draft  # noqa: PLC0415

    require_draft()
    setup = _setup(context, config, {name: value for name, value in given.items() if value is not None})
    media = setup.options.offline_media
    if media is not None and not media.exists():
        raise AuthorError("file-not-found", path=str(media))
    place = setup.folder or context.settings.home / "emulate"
    server = EmulatorServer(
        place, setup.options, host=setup.host, port=setup.port, public=setup.public, front=_front(context)
    )

    def ready(base_url: str) -> None:
        said = context.messages.say(serving.SERVING, url=base_url, renderer=setup.options.renderer, folder=str(place))
        show(said, err=True)
        if server.is_open_to_others:
            show(context.messages.say(serving.OPEN_TO_OTHERS, host=setup.host), err=True)
        click.echo(base_url)

    signal.signal(signal.SIGTERM, lambda *_: server.stop())
    server.serve(ready, _logging(setup.log))
    return 0


def _front(context: Context) -> Callable[[Mapping[str, Any], str], tuple[str, str]]:
    """Return what draws the page, in the language of whoever looks at it."""
    from engine.report.pages.service_page import service_page  # noqa: PLC0415
    from engine.resources import service_page_sources  # noqa: PLC0415

    def drawn(facts: Mapping[str, Any], lang: str) -> tuple[str, str]:
        return service_page(facts, service_page_sources(), context.messages._replace(lang=lang))

    return drawn


def _setup(context: Context, config: Path | None, given: Mapping[str, Any]) -> "Setup":
    """Return what the file says, as far as no option of the command says something else."""
    from engine.emulator.rules.setup import Setup  # noqa: PLC0415

    setup = _read(context, config) if config is not None else Setup()
    changed: dict[str, Any] = {name: given[name] for name in _OPTIONS if name in given}
    if "limits" in given:
        changed["limits"] = _limits(given["limits"])
    if "advertise" in given:
        changed["advertise"] = _origin(given["advertise"])
    latency, network = _latency(setup.options.latency, given), Network.of(context.settings)
    options = replace(setup.options, latency=latency, network=network, **changed)
    return replace(setup, options=options, **{name: given[name] for name in _ADDRESS if name in given})


def _read(context: Context, file: Path) -> "Setup":
    """Read a file; raises AuthorError for one that can't be read, FaultsFound for its mistakes."""
    from engine.services.emulator_file import setup_of_text  # noqa: PLC0415
    from engine.sources.recipes import read_file  # noqa: PLC0415

    data = read_file(file)
    keep_text(context, str(file), data)
    return setup_of_text(data, str(file), file.parent)


def _latency(said: "Latency", given: Mapping[str, Any]) -> "Latency":
    from engine.emulator.rules.latency import Between  # noqa: PLC0415

    seconds: dict[str, int] = {name: given[f"{name}_s"] for name in ("queue", "run") if f"{name}_s" in given}
    spreads: dict[str, Any] = {name: Between(always, always) for name, always in seconds.items()}
    return replace(said, **spreads)


def _origin(text: str) -> str:
    from engine.emulator.rules.hosts import is_origin  # noqa: PLC0415

    if not is_origin(text.rstrip("/")):
        raise AuthorError("emulator-address", url=text)
    return text.rstrip("/")


def _logging(form: str) -> Callable[[Mapping[str, Any]], None]:
    """Return what writes the entry of a request to stderr."""
    write = {"text": _line, "json": _json_line}.get(form)

    def log(entry: Mapping[str, Any]) -> None:
        if write is not None:
            with contextlib.suppress(OSError):  # nobody reads any more what is told
                show(write(entry), err=True)

    return log


def _line(entry: Mapping[str, Any]) -> str:
    """Return the line of a log for one request: when, what, the answer's status, how long it took, and a fault that struck it."""
    at = datetime.fromtimestamp(entry["at"]).astimezone()
    struck = f" {entry['struck']}" if "struck" in entry else ""
    return (
        f"{at:%H:%M:%S} {entry['method']} {quote(entry['path'])} {entry['status'] or '-'} {_took_ms(entry)} ms{struck}"
    )


def _json_line(entry: Mapping[str, Any]) -> str:
    """Return the same for programs; of the key only its number."""
    names = ("method", "path", "status", "request_id", "account", "key_id", "job", "struck")
    told = {name: entry[name] for name in names if name in entry}
    at = datetime.fromtimestamp(entry["at"], UTC).isoformat(timespec="milliseconds")
    return json.dumps({"at": at, **told, "ms": _took_ms(entry)}, ensure_ascii=False)


def _took_ms(entry: Mapping[str, Any]) -> int:
    return round(float(entry["took_s"]) * 1000)


def _limits(text: str) -> "Limits":
    """Read limits as they are written behind the option; raises AuthorError `limits-syntax`."""
    from engine.emulator.rules.rates import NAMES, limits_of_text  # noqa: PLC0415

    try:
        return limits_of_text(text)
    except ValueError as error:
        raise AuthorError("limits-syntax", text=text, known=", ".join(NAMES)) from error
