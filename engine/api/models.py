"""Models: what a recipe can use, or one of them."""

from dataclasses import replace

from engine.catalog import Catalog
from engine.errors import unknown


def chosen(catalog: Catalog, name: str | None) -> Catalog:
    """Return the catalog, or with a name no more than that model; raises AuthorError `no-such-model`."""
    if name is None:
        return catalog
    if name not in catalog.models:
        raise unknown("no-such-model", name, catalog.models)
    return replace(catalog, models={name: catalog.models[name]}, services={})
