"""The edge of planning: every medium that inputs and recipes name is found and probed, or is a fault where it is named."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from engine.errors import AuthorError
from engine.plan import RowGiven
from engine.recipe import Cell, Evaluated, Given, InputValue, Kind, MediaName, Recipe, Type, bind_inputs, named_media
from engine.sources.inputs import INPUTS
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Fault, fault
from engine.values.media import Media, MediaFacts, MediaKind, UrlSource
from engine.values.place import Place


class Shelf(Protocol):
    """Finds media by name."""

    def resolve(self, name: MediaName, kind: MediaKind, base: Path) -> Media: ...


class ClosedShelf:
    """A shelf that opens nothing: for checks, which need no media; nothing is known of what it gives."""

    def resolve(self, name: MediaName, kind: MediaKind, base: Path) -> Media:
        text = f"{base}/{name.text}"
        return Media(source=UrlSource(text, text), facts=MediaFacts(kind=kind))


@dataclass(slots=True)
class Edge:
    """Makes rows out of what is given: `cwd` is where paths of the command line start, `folder` those of the recipe."""

    recipe: Recipe
    shelf: Shelf
    cwd: Path
    folder: Path
    faults: list[Fault] = field(default_factory=list)
    _folders: dict[str, Path] = field(default_factory=dict)
    _media: dict[MediaName, Media] | None = None

    def row(self, given: Mapping[str, Given], *, key: str = "") -> RowGiven | None:
        """Return a row, or None when something of it can't be used; why stands in `faults`."""
        before = len(self.faults)
        bound = bind_inputs(self.recipe, given)
        self.faults += [_at_name(found) for found in bound.faults]
        values = {name: self._input(name, value, given.get(name)) for name, value in bound.values.items()}
        media = self.named()
        if len(self.faults) > before:
            return None
        places = {name: entry.place for name, entry in given.items() if not _empty(entry)}
        return RowGiven(inputs=values, media=media, places=places, key=key)

    def named(self) -> dict[MediaName, Media]:
        """Find the media that the recipe itself names in its steps, once."""
        if self._media is None:
            self._media = {}
            for medium in named_media(self.recipe):
                found = self._resolve(medium.name, medium.kind, self.folder, medium.place)
                if found is not None:
                    self._media[medium.name] = found
        return self._media

    def _input(self, name: str, value: InputValue | Absent, given: Given | None) -> Evaluated:
        declared = self.recipe.inputs[name]
        if given is None or _empty(given):
            return self._value(value, declared.type, self.folder, declared.place)
        return self._value(value, declared.type, self._base(given.place), given.place)

    def _base(self, place: Place) -> Path:
        """Paths of a table or campaign start at its folder, those of the command line in the working folder."""
        if place.file not in self._folders:
            self._folders[place.file] = self.cwd if place.file == INPUTS else Path(place.file).parent
        return self._folders[place.file]

    def _value(self, value: InputValue | Absent, kind: Type, base: Path, place: Place) -> Evaluated:
        if isinstance(value, tuple):
            return tuple(self._value(item, kind.items or kind, base, place) for item in value)
        if isinstance(value, MediaName):
            wanted = MediaKind.VIDEO if kind.kind is Kind.VIDEO else MediaKind.IMAGE
            return self._resolve(value, wanted, base, place) or ABSENT
        return value

    def _resolve(self, name: MediaName, kind: MediaKind, base: Path, place: Place) -> Media | None:
        try:
            return self.shelf.resolve(name, kind, base)
        except AuthorError as error:
            self.faults.append(fault(error.key, place, **error.args_by_name))
            return None


def _at_name(found: Fault) -> Fault:
    """Let the caret of a wrong name in `-i name=value` stand under the name."""
    if found.key != "input-unknown" or found.place.file != INPUTS:
        return found
    line, name = found.place.line, str(found.args.get("name", ""))
    return replace(found, place=Place(INPUTS, line, 1, line, 1 + len(name)))


def _empty(given: Given) -> bool:
    """Whether what is given says nothing, so that the default holds."""
    return not any(given.texts) if isinstance(given, Cell) else given.value is None
