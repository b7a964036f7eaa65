"""Distinct: names of results that are surely equal for two points of the matrix are found without any row."""

from collections.abc import Iterator

from engine.campaign.model import Campaign
from engine.language.values import Value, references_of
from engine.values.faults import Faults

_INPUTS = "inputs."


def check_distinct(campaign: Campaign, faults: Faults) -> None:
    """Refuse a name that doesn't depend on an axis: unless `where` chooses by it, all of a row's results would have one."""
    chosen = _named(campaign, campaign.where) if campaign.where is not None else set()
    for output, template in campaign.publish.items():
        named = _named(campaign, template)
        for axis, values in campaign.matrix.items():
            if len(values) > 1 and axis not in named | chosen:
                faults.add("publish-lacks-axis", template.place, name=output, axis=axis)
                break


def _named(campaign: Campaign, value: Value) -> set[str]:
    """Return the axes that a value names, itself or through the inputs that they fill."""
    return {axis for name in references_of(value).inputs for axis in _axes(campaign, name)}


def _axes(campaign: Campaign, name: str) -> Iterator[str]:
    if name.startswith("matrix."):
        yield name.removeprefix("matrix.")
    elif name.startswith(_INPUTS):
        inner = name.removeprefix(_INPUTS)
        if inner in campaign.with_:
            yield from _named(campaign, campaign.with_[inner])
        elif inner in campaign.matrix:
            yield inner
