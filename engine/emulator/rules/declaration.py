"""Declaration: how an emulator says on every answer what it is, and which realm its results belong to (pure)."""

import re

from engine.emulator.draft.version import RENDERER
from engine.emulator.rules.options import EmulatorOptions, Renderer
from engine.values.realm import realm_of_emulator
from engine.version import __version__

HEADER = "X-Editchain-Emulator"
_VERSIONS: dict[Renderer, str] = {"draft": RENDERER, "stamp": "stamp-1", "none": "none-1"}
_SHAPE = re.compile(r"[\w.+-]{1,40};renderer=([\w.-]{1,40})((?:;[\w.-]{1,40}=[\w.-]{1,40}){0,8})", re.ASCII)


def renderer_version(options: EmulatorOptions) -> str:
    """Return the version of what the chosen renderer draws, such as "draft-11"."""
    return _VERSIONS[options.renderer]


def declaration(options: EmulatorOptions) -> str:
    """Return the header's value: `<version>;renderer=draft-11;unsupported=fail` and what else changes a result."""
    parts = [__version__, f"renderer={renderer_version(options)}", f"unsupported={options.unsupported}"]
    if options.preset is not None:
        parts.append(f"preset={options.preset}")
    if options.offline_media is not None or options.media_map:
        parts.append("media=substituted")
    return ";".join(parts)


def realm_of(declared: str) -> str | None:
    """Return the realm of an emulator's results; None for a malformed header.

    The emulator's own version is left out: what it draws has a version of its own.
    """
    match = _SHAPE.fullmatch(declared)
    return None if match is None else realm_of_emulator(match[1], match[2].removeprefix(";"))
