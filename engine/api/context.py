"""Context: settings, catalog and messages of one command."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from engine.catalog import Catalog, catalog_of
from engine.report.messages import Messages
from engine.resources import data_folder, load_json
from engine.settings import Settings, read_settings


@dataclass(slots=True)
class Context:
    """What every use case starts from; `texts` collects the files that faults may point into.

    `located` says where the bytes of a recipe, a prompt file or a table lie: where its path says, or taken out of another
    revision. `now` gives wall time in Unix seconds.
    """

    cwd: Path
    settings: Settings
    texts: dict[str, str] = field(default_factory=dict)
    located: Callable[[Path], Path] = lambda path: path
    now: Callable[[], float] = time.time
    _catalog: Catalog | None = None

    @property
    def catalog(self) -> Catalog:
        if self._catalog is None:
            self._catalog = load_catalog()
        return self._catalog

    @property
    def today(self) -> date:
        """The day whose prices hold, in UTC."""
        return datetime.fromtimestamp(self.now(), UTC).date()

    @property
    def messages(self) -> Messages:
        return Messages(load_json("messages.json"), self.settings.lang)


def make_context(cwd: Path, environment: Mapping[str, str]) -> Context:
    """Read the settings that hold in a folder."""
    return Context(cwd, read_settings(cwd, environment))


def load_catalog() -> Catalog:
    """Build the catalog from the packaged data."""
    folder = data_folder("schemas")
    names = model_files()
    tools = sorted(f"tools/{path.name}" for path in (folder / "tools").glob("*.json"))
    raw = b"".join((folder / name).read_bytes() for name in [*names, *tools, "services.json"])
    models, made = [load_json(name) for name in names], [load_json(name) for name in tools]
    return catalog_of(models, load_json("services.json"), raw, tools=made)


def model_files() -> list[str]:
    """Return the catalog's files under `schemas`, one a model."""
    folder = data_folder("schemas") / "models"
    return sorted(f"models/{path.name}" for path in folder.glob("*.json") if not path.name.endswith(".schema.json"))


def recipe_schemas() -> dict[str, Any]:
    """Return the JSON Schemas that recipes are held against, by path under `schemas`."""
    folder = data_folder("schemas") / "models"
    names = [
        "recipe.schema.json",
        "campaign.schema.json",
        *sorted(f"models/{path.name}" for path in folder.glob("*.schema.json")),
    ]
    return {name: load_json(name) for name in names}
