"""Words: where each word of a prompt comes from, for whoever looks at what was made of it."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from engine.language.traced import Names, TracedWords, traced
from engine.language.values import Named, References
from engine.plan.origins import Origins
from engine.recipe import Recipe, RecipeBindings, Step
from engine.recipe.roots import INPUTS, ITEM, VALUES, reached
from engine.values.place import Place


class WordSource(Enum):
    """Where words come from: a recipe's line, one of its named prompts, a row's cell, its campaign, or an input."""

    RECIPE = "recipe"
    PIECE = "piece"
    CELL = "cell"
    CAMPAIGN = "campaign"
    INPUT = "input"


class PromptWords(NamedTuple):
    """Words of a prompt; `name` is the named prompt or the input that they are of, "" for the recipe's own."""

    text: str
    source: WordSource
    name: str
    place: Place


PromptTraces = dict[str, tuple[PromptWords, ...]]
"""The words of prompts by the task's id."""


def words_of(
    step: Step, parameter: str, text: str, bindings: RecipeBindings, recipe: Recipe, origins: Origins, *, campaign: bool
) -> tuple[PromptWords, ...]:  # fmt: skip
    """Return the words of a step's prompt, which is `text`."""
    found = traced(step.arguments[parameter], bindings, text)
    return tuple(_joined(_word(one, step, recipe, origins, campaign=campaign) for one in found))


def _word(one: TracedWords, step: Step, recipe: Recipe, origins: Origins, *, campaign: bool) -> PromptWords:
    for name in _inputs(one.names, step, recipe):
        places = origins.places.get(name, frozenset())
        cells, given = sorted(places & origins.cells), sorted(places - origins.defaults)
        if cells:
            return PromptWords(one.text, WordSource.CELL, name, cells[0])
        if places:
            is_campaign = campaign and bool(given)
            place = (given or sorted(places))[0]
            return PromptWords(one.text, WordSource.CAMPAIGN if is_campaign else WordSource.INPUT, name, place)
    return PromptWords(one.text, WordSource.PIECE if one.piece else WordSource.RECIPE, one.piece, one.place)


def _inputs(names: Names, step: Step, recipe: Recipe) -> tuple[str, ...]:
    """Return the inputs that names go back to."""
    place = step.place
    written = References(tuple(Named(root, member, place) for root, member in names if root in (INPUTS, VALUES)))
    if step.foreach is not None and any(root == ITEM for root, _ in names):
        written = References.of_all([written, step.foreach.references])
    return reached(written, {}, recipe.values).of(INPUTS)


def _joined(words: Iterable[PromptWords]) -> Iterator[PromptWords]:
    """Put together what stands side by side and comes from one place."""
    last: PromptWords | None = None
    for one in words:
        if last is not None and last[1:] == one[1:]:
            last = last._replace(text=last.text + one.text)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last
