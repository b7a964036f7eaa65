"""Context: settings, catalog and messages of one command."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.catalog.catalog import Catalog, catalog_of
from engine.catalog.schema import schema_of, schema_path, with_lists
from engine.clock import SystemClock
from engine.key import KeyRing
from engine.phrases.messages import Messages
from engine.resources import data_folder, load_json
from engine.settings import Settings, read_settings
from engine.values.canonical import canonical_json

if TYPE_CHECKING:
    from engine.run.ports import Clock  # a check of recipes knows nothing of runs


@dataclass(slots=True)
class Context:
    """What every use case starts from; `texts` collects the files that faults may point into.

    `located` says where the bytes of a recipe, a prompt file or a table lie: where its path says, or taken out of another
    revision. `entries` are models given as JSON, beside those that are shipped. `data_lang` is the language of what
    programs read: English, unless another one was asked for by name. `to_program`: whoever asks calls functions, and hints name
    their arguments. `ring` holds the key once it was needed.
    """

    cwd: Path
    settings: Settings
    texts: dict[str, str] = field(default_factory=dict)
    located: Callable[[Path], Path] = lambda path: path
    clock: "Clock" = field(default_factory=SystemClock)
    entries: tuple[Mapping[str, Any], ...] = ()
    data_lang: str = "en"
    to_program: bool = False
    ring: KeyRing = field(default_factory=KeyRing)
    _catalog: Catalog | None = None
    _schemas: Mapping[str, Any] | None = None

    @property
    def catalog(self) -> Catalog:
        """The catalog of today."""
        if self._catalog is None:
            self._catalog = load_catalog(self.entries).on(self.today)
        return self._catalog

    @property
    def schemas(self) -> Mapping[str, Any]:
        """The schemas that recipes are held against."""
        if self._schemas is None:
            self._schemas = recipe_schemas(self.catalog)
        return self._schemas

    @property
    def today(self) -> date:
        """The day whose prices hold, in UTC."""
        return datetime.fromtimestamp(self.clock.now(), UTC).date()

    @property
    def messages(self) -> Messages:
        """The words for people."""
        return Messages(load_json("messages.json"), self.settings.lang, self.to_program)

    @property
    def data_messages(self) -> Messages:
        """The words in what programs read: JSON, SARIF, annotations, tables."""
        return Messages(load_json("messages.json"), self.data_lang, self.to_program)

    def known_keys(self) -> tuple[str, ...]:
        """Return every key that is known by now, that of the settings and what a command told."""
        return tuple(key for key in (self.settings.api_key, self.ring.told) if key)

    def messages_for(self, format: str) -> Messages:
        """Return the words for an output format."""
        return self.messages if format == "human" else self.data_messages


def make_context(cwd: Path, environment: Mapping[str, str], lang: str | None = None) -> Context:
    """Read the settings that hold in a folder; `lang` is the language that was asked for by name."""
    asked = {"EDITCHAIN_LANG": lang} if lang else {}
    return Context(cwd, read_settings(cwd, {**environment, **asked}), data_lang=lang or "en")


def load_catalog(entries: Sequence[Mapping[str, Any]] = ()) -> Catalog:
    """Build the catalog from the packaged data, and from models given as JSON."""
    folder = data_folder("schemas")
    names = model_files()
    tools = sorted(f"tools/{path.name}" for path in (folder / "tools").glob("*.json"))
    raw = b"".join((folder / name).read_bytes() for name in [*names, *tools, "services.json"])
    shipped = {data["name"]: data for data in map(load_json, names)}
    given = canonical_json(list(entries)) if entries else b""
    return catalog_of(entries, load_json("services.json"), raw + given, map(load_json, tools), shipped)


def model_files() -> list[str]:
    """Return the catalog's files under `schemas`, one a model."""
    folder = data_folder("schemas") / "models"
    return sorted(f"models/{path.name}" for path in folder.glob("*.json") if not path.name.endswith(".schema.json"))


def recipe_schemas(catalog: Catalog | None = None) -> dict[str, Any]:
    """Return the JSON Schemas that recipes are held against, by path under `schemas`.

    Those of a catalog's models that have no file are worked out.
    """
    folder = data_folder("schemas") / "models"
    names = [
        "recipe.schema.json",
        "campaign.schema.json",
        *sorted(f"models/{path.name}" for path in folder.glob("*.schema.json")),
    ]
    found = {name: load_json(name) for name in names}
    given = [name for name in catalog.models if schema_path(name) not in found] if catalog is not None else ()
    if catalog is not None and given:
        recipe = found["recipe.schema.json"]
        found["recipe.schema.json"] = with_lists(recipe, catalog.models.values(), catalog.tools.values())
        found |= {schema_path(name): schema_of(catalog.models[name], recipe["definitions"]) for name in given}
    return found
