"""Comparing: two files, or two revisions of one, are planned for the same inputs and held against each other."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from engine.api.asked import Asked
from engine.api.context import Context
from engine.api.planning import plan_file
from engine.api.reading import read
from engine.api.ready import Ready
from engine.errors import FaultsFound
from engine.plan import PlanDifference, Terms, difference_of
from engine.sources.kinds import looks_like_campaign
from engine.sources.recipes import read_file
from engine.sources.revision import revision
from engine.values.fault import Fault

NEWEST = "HEAD"
HERE = Path()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: a path as it is now, or as it was in a revision."""

    path: Path
    revision: str = ""

    def __str__(self) -> str:
        return f"{self.revision}:{self.path}" if self.revision else str(self.path)


def sides_of(texts: Sequence[str], folder: Path = HERE) -> tuple[Side, Side]:
    """Read two of PATH or REVISION:PATH; a single one is compared with what it was in the newest commit.

    A text that names a file seen from `folder` is a path, whatever else it could be.
    """
    found = [_side(text, folder) for text in texts]
    if len(found) == 1:
        (now,) = found
        return (now, Side(now.path)) if now.revision else (Side(now.path, NEWEST), now)
    before, after = found
    return before, after


def _side(text: str, folder: Path) -> Side:
    name, colon, path = text.partition(":")
    return Side(Path(path), name) if colon and name and not (folder / text).exists() else Side(Path(text))


def compare(context: Context, sides: tuple[Side, Side], asked: Asked, terms: Terms) -> PlanDifference:
    """Plan both sides for what is asked, whose own file does not count, and compare the plans; nothing stored is counted.

    An input that only one of them knows is given to that one. Raises FaultsFound, AuthorError or OperatorError.
    """
    before, after = sides
    with _at(context, before) as old, _at(context, after) as new:
        names = frozenset({**_inputs(old, before), **_inputs(new, after)})
        plans = [
            _planned(context, at, side, replace(asked, file=side.path, spare=names), terms)
            for at, side in ((old, before), (new, after))
        ]
    return difference_of(plans[0].plan, plans[1].plan, context.catalog)


@contextmanager
def _at(context: Context, side: Side) -> Iterator[Context]:
    """Give a context that finds a side's files, with texts of its own."""
    if not side.revision:
        yield replace(context, texts={})
        return
    with revision(side.revision, context.cwd) as found:
        yield replace(context, texts={}, located=found.located)


def _inputs(context: Context, side: Side) -> dict[str, None]:
    """Return the inputs that a recipe declares; none if it can't be read, which its plan then tells."""
    data = read_file(context.located(side.path))
    recipe = None if looks_like_campaign(data) else read(context, side.path, data).recipe
    return dict.fromkeys(recipe.inputs) if recipe is not None else {}


def _planned(context: Context, at: Context, side: Side, asked: Asked, terms: Terms) -> Ready:
    """Plan one side; its mistakes are told under its own name."""
    try:
        return plan_file(at, asked, terms, context.today, None)
    except FaultsFound as found:
        context.texts.update({_named(side, name): text for name, text in at.texts.items()})
        raise FaultsFound([_of_side(side, one) for one in found.faults]) from found


def _named(side: Side, file: str) -> str:
    return f"{side.revision}:{file}" if side.revision else file


def _of_side(side: Side, found: Fault) -> Fault:
    return replace(found, place=found.place._replace(file=_named(side, found.place.file)))
