"""What plans are made from, besides the recipe: the rows with their media resolved, and the terms of the day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from engine.catalog import Model, PriceRow
from engine.catalog.catalog import Catalog
from engine.errors import OperatorError
from engine.language.bindings import Evaluated
from engine.language.values import MediaName
from engine.plan.model import Terms
from engine.values.filenames import safe_part
from engine.values.media import Media
from engine.values.names import unescaped
from engine.values.place import Place

MAX_TASKS: Final = 10_000
"""More tasks of one recipe are a mistake, unless a campaign's own limit allows more."""


@dataclass(frozen=True, slots=True)
class TaskLimit:
    """How many tasks all rows may come to, and where a campaign says so."""

    count: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What holds for every row: catalog, service, the day whose prices and defaults count, and a campaign's limit of tasks."""

    catalog: Catalog
    terms: Terms
    day: date
    limit: TaskLimit | None = None
    currency: str = field(init=False)
    """The currency of the service's prices."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "catalog", self.catalog.on(self.day))
        rows = [row for model in self.catalog.models.values() for row in model.prices]
        here = next((row.currency for row in rows if row.region == self.terms.region), "CNY")
        object.__setattr__(self, "currency", here)

    @property
    def most_tasks(self) -> int:
        """How many tasks one row may come to."""
        return MAX_TASKS if self.limit is None else max(MAX_TASKS, self.limit.count)

    def region_of(self, model: Model) -> str:
        """Return the region in which a model is asked."""
        return self.terms.region or next(iter(model.sent_names))

    def price(self, model: Model) -> PriceRow:
        """Return the price in force; raises OperatorError `model-elsewhere`, `model-retired` or `no-price`."""
        region, offered = self.region_of(model), model.sent_names
        if region not in offered:
            raise OperatorError("model-elsewhere", model=model.name, region=region, regions=", ".join(offered))
        if self.terms.bills and model.retires is not None and self.day >= model.retires:
            raise OperatorError("model-retired", model=model.name, day=str(model.retires))
        row = model.price_on(region, self.day)
        if row is None:
            raise OperatorError("no-price", model=model.name, region=region, day=str(self.day))
        return row


def recipe_name(output: str, key: str, ext: str) -> str:
    """Return the name under which a recipe's result is published, in its own folder."""
    name = "/".join(safe_part(unescaped(part)) for part in key.split("/"))
    return f"{output}-{name}.{ext}" if key else f"{output}.{ext}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGiven:
    """One row: every declared input with its media resolved and probed.

    `unknown` are the inputs of which a check knows nothing, neither their value nor whether they are given. `media` answers
    for the media that the recipe itself names in its steps; `places` says where each given input stands, for faults, and
    where members of maps do (`shots[0].clip`), and `cells` which of these places are the row's own;
    `name_of(output, key, ext)` is the name under which a result is published. A recipe is the one row "". `columns` are the
    texts that name the row in its table, `axes` those that name its point of the matrix; `key` is made of both.
    """

    inputs: Mapping[str, Evaluated]
    media: Mapping[MediaName, Media]
    places: Mapping[str, Place]
    cells: frozenset[Place] = frozenset()
    unknown: frozenset[str] = frozenset()
    key: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    axes: Mapping[str, str] = field(default_factory=dict)
    name_of: Callable[[str, str, str], str] = recipe_name
