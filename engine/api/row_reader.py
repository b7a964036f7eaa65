"""Row reader: every medium that inputs and recipes name is found and probed, or is a fault where it is named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from engine.api.unprobed_media import UnprobedMedia
from engine.errors import AuthorError
from engine.language.bindings import Evaluated, Record
from engine.language.types import Kind, Type
from engine.language.values import InputMap, InputValue, MediaName
from engine.plan import RowGiven
from engine.recipe import Given, GivenMaps, GivenTexts, NamedMedium, bind_inputs
from engine.recipe.declared import Declared
from engine.sources.inputs import INPUTS
from engine.sources.media import ProbedMedium
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Fault
from engine.values.media import Media, MediaFacts, MediaKind, UrlSource
from engine.values.place import Place


class MediaResolver(Protocol):
    """Finds media by name."""

    def expect(self, name: MediaName) -> None: ...

    def resolve(self, name: MediaName, kind: MediaKind, base: Path) -> ProbedMedium: ...


class ClosedShelf:
    """A shelf that opens nothing: for checks, which need no media; nothing is known of what it gives."""

    def expect(self, name: MediaName) -> None:
        """Look at nothing."""

    def resolve(self, name: MediaName, kind: MediaKind, base: Path) -> ProbedMedium:
        text = f"{base}/{name.text}"
        return ProbedMedium(Media(source=UrlSource(text, text), facts=MediaFacts(kind=kind)))


@dataclass(frozen=True, slots=True)
class RowRead:
    """What is given for one row, read by the types of the inputs; its media are still names."""

    given: Mapping[str, Given]
    values: Mapping[str, InputValue | Absent]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class RowReader:
    """Makes rows out of what is given: `cwd` is where paths of the command line start, `folder` those of the recipe.

    `written` are the media that the recipe itself names.
    """

    declared: Declared
    written: Sequence[NamedMedium]
    shelf: MediaResolver
    cwd: Path
    folder: Path
    faults: list[Fault] = field(default_factory=list)
    unprobed: UnprobedMedia = field(default_factory=UnprobedMedia)
    _folders: dict[str, Path] = field(default_factory=dict)
    _media: dict[MediaName, Media] | None = None

    def knows(self, name: str) -> bool:
        """Tell whether there is an input of that name."""
        return name in self.declared.inputs or name in self.declared.broken

    def read(self, given: Mapping[str, Given]) -> RowRead:
        """Read what is given for one row; the media that it names are looked at from now on."""
        bound = bind_inputs(self.declared, given)
        if self._media is None:
            for medium in self.written:
                self.shelf.expect(medium.name)
        for value in bound.values.values():
            for name in _names_in(value):
                self.shelf.expect(name)
        return RowRead(given, bound.values, tuple(_at_name(found) for found in bound.faults))

    def row(self, read: RowRead, *, key: str = "") -> RowGiven | None:
        """Return a row, or None when something of it can't be used; why stands in `faults`."""
        before, given = len(self.faults), read.given
        self.faults += read.faults
        values = {name: self._input(name, value, given.get(name)) for name, value in read.values.items()}
        media = self.named()
        if len(self.faults) > before:
            return None
        places = {name: entry.place for name, entry in given.items() if not _empty(entry)}
        for name, value in read.values.items():
            places |= _places_of(name, value)
        return RowGiven(inputs=values, media=media, places=places, key=key)

    def named(self) -> dict[MediaName, Media]:
        """Find the media that the recipe itself names in its steps, once."""
        if self._media is None:
            self._media = {}
            for medium in self.written:
                found = self._resolve(medium.name, medium.kind, self.folder, medium.place)
                if found is not None:
                    self._media[medium.name] = found
        return self._media

    def _input(self, name: str, value: InputValue | Absent, given: Given | None) -> Evaluated:
        declared = self.declared.inputs[name]
        if given is None or _empty(given):
            return self._value(value, declared.type, self.folder, declared.default_place or declared.place)
        return self._value(value, declared.type, self._base(given.place), given.place)

    def _base(self, place: Place) -> Path:
        """Paths of a table or campaign start at its folder, those of the command line in the working folder."""
        if place.file not in self._folders:
            self._folders[place.file] = self.cwd if place.file == INPUTS else Path(place.file).parent
        return self._folders[place.file]

    def _value(self, value: InputValue | Absent, kind: Type, base: Path, place: Place) -> Evaluated:
        if isinstance(value, tuple):
            return tuple(self._value(item, kind.items or kind, base, place) for item in value)
        if isinstance(value, InputMap):
            return Record(MappingProxyType({name: self._member(value, name, one) for name, one in kind.fields}))
        if isinstance(value, MediaName):
            wanted = MediaKind.VIDEO if kind.kind is Kind.VIDEO else MediaKind.IMAGE
            return self._resolve(value, wanted, base, place) or ABSENT
        return value

    def _member(self, one: InputMap, name: str, kind: Type) -> Evaluated:
        """Resolve a member of a map; its paths start where it stands itself."""
        if name not in one.members:
            return ABSENT
        place = one.places[name]
        return self._value(one.members[name], kind, self._base(place), place)

    def _resolve(self, name: MediaName, kind: MediaKind, base: Path, place: Place) -> Media | None:
        try:
            found = self.shelf.resolve(name, kind, base)
        except AuthorError as error:
            self.faults.append(error.at(place))
            return None
        if found.gap:
            self.unprobed.note(name.text, found.gap, place)
        return found.media


def _at_name(found: Fault) -> Fault:
    """Let the caret of a wrong name in `-i name=value` stand under the name."""
    if found.key != "input-unknown" or found.place.file != INPUTS:
        return found
    line, name = found.place.line, str(found.args.get("name", ""))
    return replace(found, place=Place(INPUTS, line, 1, line, 1 + len(name)))


def _empty(given: Given) -> bool:
    """Whether what is given says nothing, so that the default holds."""
    if isinstance(given, GivenMaps):
        return False  # a table without lines is a list without members
    return not any(given.texts) if isinstance(given, GivenTexts) else given.value is None


def _names_in(value: InputValue | Absent) -> Iterator[MediaName]:
    match value:
        case MediaName():
            yield value
        case InputMap(members=members):
            for member in members.values():
                yield from _names_in(member)
        case tuple():
            for member in value:
                yield from _names_in(member)
        case _:
            pass


def _places_of(name: str, value: InputValue | Absent) -> dict[str, Place]:
    """Return where the members of maps stand, by what faults call them."""
    maps = enumerate(value) if isinstance(value, tuple) else ()
    return {
        f"{name}[{n}].{member}": place
        for n, one in maps
        if isinstance(one, InputMap)
        for member, place in one.places.items()
    }
