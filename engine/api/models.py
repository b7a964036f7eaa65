"""Models: what a recipe can use, or one of them."""

from dataclasses import replace

from engine.catalog import Catalog
from engine.errors import AuthorError
from engine.values.hints import listed, near


def chosen(catalog: Catalog, name: str | None) -> Catalog:
    """Return the catalog, or with a name no more than that model; raises AuthorError `no-such-model`."""
    if name is None:
        return catalog
    if name not in catalog.models:
        found = near(name, catalog.models)
        known = listed(catalog.models)
        raise AuthorError("no-such-model", name=name, known=known, **({"near": found} if found else {}))
    return replace(catalog, models={name: catalog.models[name]}, services={})
