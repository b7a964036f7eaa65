"""Named media: what must be found and opened before a recipe can be planned."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.language.types import Kind, Type
from engine.language.values import InputMap, InputValue, MediaName, constants_in
from engine.recipe.model import Recipe
from engine.values.absent import Absent
from engine.values.media_kind import MediaKind
from engine.values.place import Place


@dataclass(frozen=True, slots=True)
class NamedMedium:
    """A medium that a file names; relative paths start at the folder of the first recipe."""

    name: MediaName
    kind: MediaKind
    place: Place


def named_media(recipe: Recipe) -> tuple[NamedMedium, ...]:
    """Return the media that are written out in steps, and the defaults of the inputs of sub-recipes; each once.

    The defaults of this recipe's own inputs are among what `bind_inputs` gives.
    """
    return tuple({(one.name, one.kind): one for one in _named(recipe)}.values())


def _named(recipe: Recipe) -> Iterator[NamedMedium]:
    for step in recipe.steps.values():
        for value in step.arguments.values():
            for constant in constants_in(value):
                yield NamedMedium(constant.name, constant.kind, constant.place)
    for inner in recipe.recipes.values():
        for declared in inner.inputs.values():
            for one in (declared, *declared.members.values()):
                yield from _defaults(one.default, one.type, one.default_place or one.place)
        yield from _named(inner)


def _defaults(value: InputValue | Absent, known: Type, place: Place) -> Iterator[NamedMedium]:
    if isinstance(value, MediaName):
        yield NamedMedium(value, MediaKind.VIDEO if known.kind is Kind.VIDEO else MediaKind.IMAGE, place)
    elif isinstance(value, InputMap):
        for name, member in value.members.items():
            yield from _defaults(member, known.members[name], value.places[name])
    for member in value if isinstance(value, tuple) else ():
        yield from _defaults(member, known.items or known, place)
