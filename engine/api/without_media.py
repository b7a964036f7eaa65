"""Without media: what is wrong with a recipe, or with rows for it, as far as no medium need be opened to know."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from engine.api.context import Context
from engine.api.row_reader import ClosedShelf, RowReader
from engine.plan import Basis, RowGiven, TaskLimit, Terms, row_faults
from engine.recipe import Given, Json, Recipe, named_media
from engine.recipe.declared import Declared
from engine.values.absent import ABSENT
from engine.values.fault import Fault

_NEEDS_MEDIA: Final = frozenset({"fact-not-known", "split-length-unknown"})
"""What only a medium can tell is no mistake while no medium is opened."""


def faults_of_rows(
    context: Context, recipe: Recipe, rows: Iterable[RowGiven], limit: TaskLimit | None = None
) -> list[Fault]:
    """Plan rows of which no medium is opened, for their faults alone."""
    terms = Terms(service="check", realm="check", region="", bills=False)
    basis = Basis(catalog=context.catalog, terms=terms, day=context.today, limit=limit)
    found = row_faults(recipe, rows, basis)
    return [one for one in found if one.key not in _NEEDS_MEDIA]


def faults_of_recipe(context: Context, recipe: Recipe, path: Path) -> list[Fault]:
    """Return what is wrong with a recipe whatever it is given, and with its own defaults if these are all that it needs."""
    reader = RowReader(recipe.declared, named_media(recipe), ClosedShelf(), context.cwd, path.parent)
    nothing = dict.fromkeys(recipe.inputs, ABSENT)
    rows = [RowGiven(inputs=nothing, media=reader.named(), places={}, unknown=frozenset(nothing))]
    usual = reader.row(reader.read(media_of(recipe.declared)))
    if usual is not None:
        rows.append(usual)
    return list(dict.fromkeys(faults_of_rows(context, recipe, rows)))


def media_of(declared: Declared) -> dict[str, Given]:
    """Give every medium that is required, so that what else there is can be rendered; nothing is known of it."""
    needed = (one for one in declared.inputs.values() if one.required and one.type.is_media)
    return {one.name: Json(f"{one.name} of this check", one.place) for one in needed}
