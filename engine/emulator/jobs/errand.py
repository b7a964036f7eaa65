"""Errand: the line of JSON by which a renderer is told what to make of a job (pure)."""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from engine.emulator.draft import wording
from engine.emulator.objects.sourced import Sourced
from engine.emulator.rules.model import Model
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.validation import Order
from engine.emulator.state.job import Job
from engine.values.media import MediaKind

_RATIO: Final = re.compile(r"[1-9][0-9]?:[1-9][0-9]?", re.ASCII)
_STAMP_LINES: Final = 720
"""The height of a stamp where no size is documented."""


def errand_of(
    job: Job, order: Order, sourced: Sourced, seconds: Decimal, part: Path, options: EmulatorOptions
) -> dict[str, Any]:
    """Return the errand of a job whose result shall be `seconds` long and stand in the file `part`.

    Its length is said only where it isn't the source's own.
    """
    model = order.model
    source = sourced.files.get(_source(model), ())
    length = sourced.seconds.get(_source(model), Decimal(0))
    sizes = model.sizes.get(order.tier, {})
    seed, sound = order.of("seed"), order.of("sound")
    errand = {
        "id": job.id,
        "renderer": options.renderer,
        "digest": job.body_sha256,
        "prompt": order.of("prompt") or "",
        "negative_prompt": order.of("negative") or "",
        "video": str(source[0]) if source else None,
        "reference_images": [str(path) for path in _pictures(model, sourced)],
        "input_seconds": str(length),
        "seconds": str(seconds) if seconds != length else None,
        "resolution": order.tier or None,
        "sizes": {ratio: list(sides) for ratio, sides in sizes.items()},
        "size": _size(sizes, order.of("ratio"), sourced.sides),
        "ratio": order.of("ratio"),
        "audio_setting": sound if isinstance(sound, str) else None,
        "watermark": order.of("label"),
        "seed": seed if seed is not None else int(job.body_sha256[:8], 16) & 0x7FFFFFFF,
        "output": str(part),
        "unsupported": options.unsupported,
        "preset": options.preset,
    }
    return {name: value for name, value in errand.items() if value is not None}


def undrawable(order: Order, sourced: Sourced) -> str | None:
    """Say why no draft can be drawn for a job, None if one can: it is an edit, in words, of one clip or picture."""
    model, language = order.model, wording.language_of(order.of("prompt") or "")
    if "prompt" not in model.roles:
        return wording.no_words(language)
    if not sourced.files.get(_source(model)):
        return wording.no_source(language)
    unused = [name for name in sourced.files if not _is_used(model, name, len(sourced.files[name]))]
    return wording.unused_media(unused, language) if unused else None


def _source(model: Model) -> str:
    return model.roles.get("source", "")


def _pictures(model: Model, sourced: Sourced) -> list[Path]:
    names = [name for name in model.references if model.media[name].kind is MediaKind.IMAGE]
    return [path for name in names for path in sourced.files.get(name, ())]


def _is_used(model: Model, name: str, count: int) -> bool:
    """Tell whether a draft draws on the media of a parameter: on one source, and on pictures to refer to."""
    if name == _source(model):
        return count == 1
    return name in model.references and model.media[name].kind is MediaKind.IMAGE


def _size(sizes: Mapping[str, tuple[int, int]], ratio: str | None, sides: tuple[int, int]) -> tuple[int, int]:
    """Return the documented pixels of the wanted ratio, or of the one nearest to the source's; else its ratio, small."""
    if ratio is not None and ratio in sizes:
        return sizes[ratio]
    if sizes:
        return min(sizes.values(), key=lambda size: abs(math.log(size[0] * sides[1] / (size[1] * sides[0]))))
    wide, high = map(int, ratio.split(":")) if ratio is not None and _RATIO.fullmatch(ratio) else sides
    return max(2, round(_STAMP_LINES * wide / high / 2) * 2), _STAMP_LINES
