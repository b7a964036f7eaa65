"""Models: what a recipe can use, models and media tools, or one of them."""

from dataclasses import replace

from engine.catalog.catalog import Catalog
from engine.errors import unknown


def chosen(catalog: Catalog, name: str | None) -> Catalog:
    """Return the catalog, or with a name no more than that model or tool; raises AuthorError `no-such-model`."""
    if name is None:
        return catalog
    models = {one: model for one, model in catalog.models.items() if one == name}
    tools = {one: tool for one, tool in catalog.tools.items() if one == name}
    if not models and not tools:
        raise unknown("no-such-model", name, [*catalog.models, *catalog.tools])
    return replace(catalog, models=models, tools=tools, services={})
