"""Rendering: a recipe is checked for given inputs, with every prompt written out; no medium is opened."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from engine.api.context import Context
from engine.api.given_tables import with_tables
from engine.api.inputs import GivenInputs, read_inputs
from engine.api.reading import read
from engine.api.row_reader import ClosedShelf, RowReader
from engine.api.without_media import faults_of_recipe, faults_of_rows, media_of
from engine.errors import AuthorError
from engine.recipe import named_media
from engine.sources.kinds import looks_like_campaign
from engine.sources.recipes import ChosenFiles, read_file
from engine.values.fault import Fault, has_errors

MISSING = "input-missing"


def check_for(
    context: Context, choice: ChosenFiles, arguments: Sequence[str], inputs_file: Path | None,
    values: Mapping[str, object] | None = None,
) -> tuple[Fault, ...]:  # fmt: skip
    """Return the faults of the one recipe among the files and of what is given for it, in the order of their places.

    An input that isn't given is no mistake; unless it is a medium, what depends on it is not rendered. Raises AuthorError
    `inputs-for-one-recipe`.
    """
    files = choice.files
    data = read_file(files[0]) if len(files) == 1 else b""
    if len(files) != 1 or looks_like_campaign(data):
        raise AuthorError("inputs-for-one-recipe", files=len(files))
    given = read_inputs(context, arguments, inputs_file, values)
    found = dict.fromkeys(_rendered(context, files[0], data, given))
    return tuple(sorted(found, key=lambda one: one.place))


def _rendered(context: Context, path: Path, data: bytes, given: GivenInputs) -> Iterator[Fault]:
    checked = read(context, path, data)
    yield from checked.faults
    if checked.declared is None:
        yield from given.faults
        return
    given = with_tables(context, checked.declared, given)
    yield from given.faults
    written = named_media(checked.recipe) if checked.recipe is not None else ()
    reader = RowReader(checked.declared, written, ClosedShelf(), context.cwd, path.parent)
    asked = reader.read({**media_of(checked.declared), **given.by_name})
    yield from (found for found in asked.faults if found.key != MISSING)
    row = reader.row(asked) if checked.recipe is not None else None
    if checked.recipe is None or has_errors(given.faults):
        return
    if row is not None:
        yield from faults_of_rows(context, checked.recipe, [row])
    else:
        yield from faults_of_recipe(context, checked.recipe, path)
