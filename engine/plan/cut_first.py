"""The lines that cut a clip before a step takes it, to be pasted into its recipe."""

from collections.abc import Collection

from engine.language.values import Expression
from engine.recipe import Recipe, Step

_OF_ITEMS = frozenset({"item", "loop"})


def cut_first(recipe: Recipe, step: Step, parameter: str, limit: str) -> str | None:
    """Return a step that takes the beginning of what a parameter is given, and the parameter as it reads that; in backquotes.

    None if what it is given is a list, is written out, or is another one for each item.
    """
    value = step.arguments.get(parameter)
    if not isinstance(value, Expression) or value.type.items is not None or _roots(value) & _OF_ITEMS:
        return None
    name = _free("cut", recipe.steps)
    quote = "'" if '"' in value.source else '"'
    if quote in value.source:
        return None
    video = f"video: {quote}${{{{ {value.source} }}}}{quote}"
    cut = f"- {{id: {name}, uses: media/trim, with: {{{video}, seconds: {limit}}}}}"
    return f'`{cut}`, `{parameter}: "${{{{ steps.{name}.video }}}}"`'


def _roots(value: Expression) -> set[str]:
    return {one.root for one in value.references.named}


def _free(name: str, taken: Collection[str]) -> str:
    return name if name not in taken else _free(f"{name}_2", taken)
