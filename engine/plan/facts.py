"""Predicted facts: what a model's output will be, as far as it is known before it exists."""

from collections.abc import Mapping

from engine.catalog import Model, Role
from engine.plan.media import media_in
from engine.plan.price import tier_of
from engine.plan.seconds import output_seconds, value_of
from engine.values.media import MediaFacts


def facts_of(model: Model, arguments: Mapping[str, object]) -> dict[str, MediaFacts]:
    """Return the facts of every output: how long it is by its rule, and its documented size if there is one."""
    width, height = _size(model, arguments)
    return {
        name: MediaFacts(
            kind=output.kind,
            seconds=output_seconds(model, arguments),
            width=width,
            height=height,
            fps=output.fps,
            sound=_sound(model, arguments),
            format=output.format,
        )
        for name, output in model.outputs.items()
    }


def _size(model: Model, arguments: Mapping[str, object]) -> tuple[int, int] | tuple[None, None]:
    if not model.output.sizes:
        return None, None
    ratio = model.with_role(Role.RATIO)
    wanted = value_of(model, ratio.name, arguments) if ratio is not None else None
    known = model.output.sizes.get(tier_of(model, arguments), {})
    return known[wanted] if isinstance(wanted, str) and wanted in known else (None, None)


def _sound(model: Model, arguments: Mapping[str, object]) -> bool | None:
    """Return whether the output has sound, where it is the source's own."""
    parameter, source = model.with_role(Role.SOUND), model.with_role(Role.SOURCE)
    if parameter is None or source is None or parameter.keeps is None:
        return None
    kept = value_of(model, parameter.name, arguments) == parameter.keeps
    return next((medium.facts.sound for medium in media_in(arguments.get(source.name))), None) if kept else None
