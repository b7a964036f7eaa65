"""Modes: which entry of the catalog a body speaks of: several may share one name, and are told apart by what is given."""

from collections.abc import Iterable, Mapping
from typing import Any

from engine.emulator.rules.model import Model
from engine.emulator.rules.places import at
from engine.emulator.rules.refusal import invalid


def model_of_body(body: Mapping[str, Any], known: Iterable[Model], region: str) -> Model:
    """Return the model that a body names: the service checks that before anything else; raises Refused.

    Of several modes it is the first whose fixed values the body has, that takes all of its media, whose prompt holds the
    words that it must and, of these, one that is told by such words; if there is none, the first, which then says what is
    wrong.
    """
    name = body.get("model")
    if name is None or name == "":
        raise invalid("Field required: model")
    modes = [model for model in known if model.sent_names.get(region) == name] if isinstance(name, str) else []
    if not modes:
        raise invalid("Model not exist.")
    fitting = [model for model in modes if _fits(body, model)]
    return next(filter(_is_told_by_words, fitting), (fitting or modes)[0])


def _is_told_by_words(model: Model) -> bool:
    return any(field.must_hold for field in model.fields)


def _fits(body: Mapping[str, Any], model: Model) -> bool:
    if any(at(body, place) != value for place, value in model.fixed.items()):
        return False
    if not all(_holds(at(body, field.place), field.must_hold) for field in model.fields if field.must_hold):
        return False
    listed = [rule for rule in model.media.values() if rule.media_type is not None]
    types = {rule.media_type for rule in listed}
    entries = [entry for place in {rule.place for rule in listed} for entry in _entries(at(body, place))]
    return all(entry.get("type") in types for entry in entries) and all(
        at(body, rule.place) is not None for rule in model.media.values() if rule.least and rule.media_type is None
    )


def _holds(value: Any, words: tuple[str, ...]) -> bool:
    return isinstance(value, str) and any(word in value.casefold() for word in words)


def _entries(value: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
