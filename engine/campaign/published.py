"""Published names: what each result of a row is called, and that no two are called the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from engine.campaign.cells import RowBindings, cell_values, columns_named
from engine.campaign.model import Campaign, CampaignRow
from engine.campaign.roots import EXT, KEY, MATRIX, OUTPUT, ROW, TAKE
from engine.errors import FaultsFound
from engine.language.bindings import Evaluated
from engine.language.evaluate import evaluate
from engine.language.render import normalised
from engine.language.values import InputValue, Value
from engine.recipe.model import Recipe
from engine.recipe.roots import INPUTS
from engine.values.absent import Absent
from engine.values.fault import Fault, Faults, fault
from engine.values.filenames import broken_rule, composed, folded, safe_part
from engine.values.names import unescaped


def publish_name(
    campaign: Campaign,
    recipe: Recipe,
    row: CampaignRow,
    values: Mapping[str, InputValue | Evaluated | Absent],
    output: str,
    *,
    key: str = "",
    take: int = 1,
    ext: str = "mp4",
) -> str:
    """Return the name of one result, relative, with "/" between folders; raise FaultsFound if it can't be one.

    `values` are the row's bound inputs, `key` is as it stands in ids. An output without a template is named by the row's id.
    """
    template = campaign.publish.get(output)
    if template is None:
        tail = f"{output}-{safe_part(unescaped(key))}" if key else output
        return f"{safe_part(row.key)}/{tail}.{ext}"
    words: dict[str, Evaluated] = {OUTPUT: output, KEY: unescaped(key), TAKE: take, EXT: ext}
    found = _rendered(template, campaign, recipe, row, values, words)
    name = "" if isinstance(found, Absent) else composed(normalised(str(found)))
    broken = broken_rule(name, ext)
    if broken is not None:
        raise FaultsFound([fault(broken[0], row.place, **broken[1])])
    return name


def _rendered(
    template: Value,
    campaign: Campaign,
    recipe: Recipe,
    row: CampaignRow,
    values: Mapping[str, InputValue | Evaluated | Absent],
    words: Mapping[str, Evaluated],
) -> Evaluated:
    faults = Faults()
    cells = cell_values(columns_named((template,)), row.cells, campaign, recipe, faults)
    if len(faults):
        raise FaultsFound(faults.sorted())
    inputs = cast("Mapping[str, Evaluated]", values)  # of media a name says at most whether they are there
    return evaluate(template, RowBindings({ROW: cells, MATRIX: row.matrix, INPUTS: inputs, **words}))


@dataclass(slots=True)
class PublishedNames:
    """The names taken so far, as hashes: by results, and by the folders that they lie in."""

    _results: dict[int, str] = field(default_factory=dict)
    _folders: dict[int, str] = field(default_factory=dict)

    def claim(self, name: str, row: CampaignRow) -> Fault | None:
        """Take a name for a row; return the fault if another result has it, or is a folder of it."""
        path = folded(name)
        mine = hash(path)
        if mine in self._results:
            return fault("publish-name-taken", row.place, name=name, row=row.key, other=self._results[mine])
        if mine in self._folders:
            return fault("publish-name-inside", row.place, name=name, row=row.key, other=self._folders[mine])
        folders = []
        while "/" in path:
            path = path.rpartition("/")[0]
            folders.append(hash(path))
        for folder in folders:
            if folder in self._results:
                return fault("publish-name-inside", row.place, name=name, row=row.key, other=self._results[folder])
        self._results[mine] = row.key
        for folder in folders:
            self._folders.setdefault(folder, row.key)
        return None
