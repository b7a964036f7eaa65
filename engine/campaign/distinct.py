"""Distinct: names of results that are surely equal for two points of the matrix are found without any row."""

from engine.campaign.model import Campaign
from engine.campaign.roots import MATRIX
from engine.language.values import Template, Value, references_of
from engine.recipe.roots import INPUTS
from engine.text.scalars import quoted
from engine.values.fault import Faults


def check_distinct(campaign: Campaign, faults: Faults) -> None:
    """Refuse a name that doesn't depend on an axis: unless `where` chooses by it, all of a row's results would have one."""
    chosen = _named(campaign, campaign.where) if campaign.where is not None else set()
    for output, template in campaign.publish.items():
        named = _named(campaign, template)
        for axis, values in campaign.matrix.items():
            if len(values) > 1 and axis not in named | chosen:
                faults.add("publish-lacks-axis", template.place, name=output, axis=axis, fix=_with_axis(template, axis))
                break


def _with_axis(name: Value, axis: str) -> str | None:
    """Return a name that depends on an axis too, as it is written in YAML; None if its end is not the usual one."""
    stem, dot, rest = name.source.rpartition(".{{") if isinstance(name, Template) else ("", "", "")
    words = f"matrix.{axis}" if axis.isidentifier() else f"matrix[{axis!r}]"
    return quoted(f"{stem}-{{{{ {words} }}}}{dot}{rest}") if dot and "\n" not in rest else None


def _named(campaign: Campaign, value: Value) -> set[str]:
    """Return the axes that a value names, itself or through the inputs that they fill."""
    named = references_of(value)
    found = set(named.of(MATRIX))
    for name in named.of(INPUTS):
        if name in campaign.with_:
            found |= _named(campaign, campaign.with_[name])
        elif name in campaign.matrix:
            found.add(name)
    return found
