from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.api.context import load_catalog, recipe_schemas
from engine.campaign import (
    Campaign,
    CampaignRow,
    PublishedNames,
    RowFaults,
    Summary,
    check_campaign,
    expand,
    open_campaign,
    publish_name,
)
from engine.errors import AuthorError, FaultsFound
from engine.recipe import Recipe, bind_inputs, read_recipe
from engine.sources.rows import open_rows
from engine.values.fault import Fault, fault

CORPUS = Path(__file__).parents[1] / "recipes" / "campaigns"


def all_schemas() -> Mapping[str, Any]:
    return recipe_schemas()


def recipe_reader(schemas: Mapping[str, Any]) -> Callable[[Path], Recipe]:
    catalog = load_catalog()
    known: dict[Path, Recipe] = {}

    def at(path: Path) -> Recipe:
        if path not in known:
            known[path] = read_recipe(path.read_bytes(), str(path), catalog, schemas).recipe
        return known[path]

    return at


@pytest.fixture(scope="session")
def schemas() -> Mapping[str, Any]:
    return all_schemas()


@pytest.fixture(scope="session")
def recipe_at(schemas: Mapping[str, Any]) -> Callable[[Path], Recipe]:
    return recipe_reader(schemas)


@pytest.fixture(scope="session")
def spot(recipe_at: Callable[[Path], Recipe]) -> Recipe:
    return recipe_at(CORPUS / "spot.yaml")


@dataclass
class Done:
    """All that is known of a campaign before planning."""

    campaign: Campaign | None
    rows: list[CampaignRow]
    names: list[str]
    faults: list[Fault]
    summary: Summary | None = None


@pytest.fixture(scope="session")
def done(schemas: Mapping[str, Any], recipe_at: Callable[[Path], Recipe]) -> Callable[[Path], Done]:
    return checking(schemas, recipe_at)


def checking(schemas: Mapping[str, Any], recipe_at: Callable[[Path], Recipe]) -> Callable[[Path], Done]:
    """Check a campaign, go through its rows, bind them and name their results."""

    def of(path: Path) -> Done:
        opened = open_campaign(path.read_bytes(), path.name, schemas)
        recipe = recipe_at((path.parent / opened.uses).resolve()) if opened.uses else None
        checked = check_campaign(opened, recipe, table=_table(opened, path))
        found = Done(checked.campaign, [], [], list(checked.faults))
        if checked.campaign is None:
            return found
        try:
            _go_through(checked.campaign, recipe, path, found)
        except AuthorError as error:
            found.faults.append(fault(error.key, opened.table.place, **error.args_by_name))
        return found

    return of


def _table(opened, path):
    try:
        return open_rows(path.parent / opened.table.name, opened.table.name, opened.table) if opened.table else None
    except AuthorError:
        return None  # said when the rows are gone through


def _go_through(campaign: Campaign, recipe: Recipe, path: Path, found: Done) -> None:
    table = campaign.rows.inline if campaign.rows else None
    if campaign.rows and campaign.rows.file:
        table = open_rows(path.parent / campaign.rows.file.name, campaign.rows.file.name, campaign.rows.file)
    names = PublishedNames()
    expansion = expand(campaign, recipe, table)
    for row in expansion:
        if not isinstance(row, CampaignRow):
            assert not isinstance(row, RowFaults) or row.faults
            found.faults += row.faults
            continue
        bound = bind_inputs(recipe.declared, row.given)
        found.rows.append(row)
        found.faults += bound.faults
        for output in recipe.outputs if not bound.faults else ():
            try:
                name = publish_name(campaign, recipe, row, bound.values, output)
            except FaultsFound as wrong:
                found.faults += wrong.faults
                continue
            found.names.append(name)
            taken = names.claim(name, row)
            found.faults += [taken] if taken else []
    found.faults = list(dict.fromkeys(found.faults))
    found.summary = expansion.summary
