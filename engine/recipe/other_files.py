"""Shelf: the other files that a recipe is made of (prompt files, sub-recipes), each read once, and what a step may use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from engine.catalog.catalog import Catalog
from engine.recipe.callee import Callee
from engine.recipe.model import Recipe
from engine.recipe.relative import folder_of, joined, starts_elsewhere, stays
from engine.text.nodes import ScalarNode
from engine.text.source import Source, source_of
from engine.values import hints
from engine.values.canonical import digest_of
from engine.values.fault import Fault, Faults

Files = Callable[[str], bytes | None] | Mapping[str, bytes]
"""Gives the bytes of a file, or None if there is none to be had; paths begin where that of the first recipe does."""

_ENDINGS: Final = (".yaml", ".yml")
_NO_RECIPE: Final = ("campaign-not-recipe", "not-a-recipe")


class Reading(Protocol):
    """What the reading of one file comes to."""

    @property
    def recipe(self) -> Recipe | None: ...

    @property
    def faults(self) -> tuple[Fault, ...]: ...


MAX_LEVELS: Final = 16
"""Recipes within recipes; each level may multiply the tasks."""


@dataclass(slots=True, eq=False, repr=False)
class Library:
    """Everything that one reading of a recipe shares with the readings of its sub-recipes."""

    files: Files | None
    catalog: Catalog
    schemas: Mapping[str, Any]
    read: "Callable[[bytes, Shelf], Reading]"
    recipes: dict[str, Recipe | None] = field(default_factory=dict)
    texts: dict[str, bytes | None] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)

    def bytes_of(self, path: str) -> bytes | None:
        if path not in self.texts:
            found = self.files.get(path) if isinstance(self.files, Mapping) else self.files and self.files(path)
            self.texts[path] = found or (found if found == b"" else None)
        return self.texts[path]


@dataclass(slots=True, eq=False, repr=False)
class Shelf:
    """The other files as one recipe names them.

    `folder` is its own, as paths of files are given; `inner` is the same, seen from the first recipe's folder. `chain`
    are the files that lead to it, itself the last. `recipes` and `pins` gather what was found;
    `failed` tells that one of the files has faults, which are its own.
    """

    stock: Library
    file: str
    folder: str
    inner: str
    chain: tuple[str, ...]
    recipes: dict[str, Recipe] = field(default_factory=dict)
    pins: dict[str, str] = field(default_factory=dict)
    failed: bool = False

    @property
    def nested(self) -> bool:
        """Tell whether another recipe uses this one."""
        return len(self.chain) > 1

    @property
    def catalog(self) -> Catalog:
        return self.stock.catalog

    def callee(self, uses: ScalarNode, faults: Faults) -> Callee | None:
        """Return what a step uses; None, with a fault, if there is no such thing or it has faults itself.

        For a misspelled name it is what was probably meant, so that the rest of the step can be held against it.
        """
        name = uses.text
        if is_recipe_path(name):
            return self._recipe(uses, faults)
        catalog = self.stock.catalog
        found = catalog.models.get(name) or catalog.tools.get(name)
        if found is None:
            known = (*catalog.models, *catalog.tools)
            meant = hints.near(name, known)
            if f"media/{name}" in catalog.tools:
                meant = f"media/{name}"
            near = _as_path(name) if name.endswith((".yaml", ".yml")) else meant
            faults.unknown("unknown-model", uses.place, name, known, near=near)
            found = catalog.models.get(meant or "") or catalog.tools.get(meant or "")
        return found

    def _recipe(self, uses: ScalarNode, faults: Faults) -> Recipe | None:
        path = joined(self.folder, uses.text)
        if path in self.chain:
            circle = (*self.chain[self.chain.index(path) :], path)
            faults.add("recipe-cycle", uses.place, names=" → ".join(circle))
            return None
        if len(self.chain) >= MAX_LEVELS:
            faults.add("recipes-too-deep", uses.place, limit=MAX_LEVELS)
            return None
        data = self.stock.bytes_of(path)
        if data is None:
            near = next((f"{uses.text}{end}" for end in _ENDINGS if self.stock.bytes_of(path + end) is not None), None)
            faults.add("recipe-not-found", uses.place, name=uses.text, path=path, near=near)
            return None
        inner = folder_of(joined(self.inner, uses.text))
        if path not in self.stock.recipes:
            shelf = Shelf(self.stock, path, folder_of(path), inner, (*self.chain, path))
            read = self.stock.read(data, shelf)
            self.stock.recipes[path] = read.recipe
            for one in read.faults:
                if one.key in _NO_RECIPE:  # the mistake is in the name, not in the file
                    faults.add(one.key, uses.place)
                else:
                    self.stock.faults.put(one)
        recipe = self.stock.recipes[path]
        if recipe is None:
            self.failed = True
        else:
            self.recipes[uses.text] = recipe
            self.pins |= {joined(self.inner, uses.text): recipe.digest, **recipe.pins}
        return recipe

    def piece(self, node: ScalarNode, faults: Faults) -> Source | None:
        """Return the text of a prompt file; None, with a fault, if its path is wrong or nothing can be read there."""
        if not stays(node.text):
            faults.add("piece-leaves-folder", node.place, name=node.text)
            return None
        path = joined(self.folder, node.text)
        data = self.stock.bytes_of(path)
        if data is None:
            faults.add("piece-not-found", node.place, name=node.text, path=path)
            return None
        source = source_of(data, path)
        if isinstance(source, Fault):
            self.stock.faults.put(source)
            self.failed = True
            return None
        self.pins[joined(self.inner, node.text)] = digest_of(data)
        return source


def _as_path(name: str) -> str | None:
    """Return the path of a recipe that lacks its beginning; None for one that starts elsewhere, as a URL does."""
    path = name.replace("\\", "/")
    if is_recipe_path(path):
        return path
    return None if starts_elsewhere(path) else f"./{path}"


def is_recipe_path(text: str) -> bool:
    return text.startswith(("./", "../"))
