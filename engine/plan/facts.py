"""Predicted facts: what a model's output will be, as far as it is known before it exists."""

from collections.abc import Mapping

from engine.catalog import Model
from engine.plan.price import output_seconds, tier_of
from engine.values.media import Media, MediaFacts


def facts_of(model: Model, arguments: Mapping[str, object]) -> dict[str, MediaFacts]:
    """Return the facts of every output: as long as the source, at the documented size if a ratio is given."""
    source = arguments.get("video")
    sound = source.facts.sound if isinstance(source, Media) and arguments.get("audio_setting") == "origin" else None
    ratio = arguments.get("ratio")
    width, height = model.sizes[tier_of(model, arguments)][ratio] if isinstance(ratio, str) else (None, None)
    return {
        name: MediaFacts(
            kind=output.kind,
            seconds=output_seconds(model, arguments),
            width=width,
            height=height,
            fps=output.fps,
            sound=sound,
            format=output.format,
        )
        for name, output in model.outputs.items()
    }
