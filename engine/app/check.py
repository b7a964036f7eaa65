"""Check: every mistake in recipe files, without media, network or inputs."""

from collections.abc import Sequence
from pathlib import Path

from engine.app.context import Context, recipe_schemas
from engine.errors import AuthorError
from engine.recipe import Checked, read_recipe
from engine.sources.recipes import read_file, recipe_files
from engine.values.fault import Fault, fault
from engine.values.place import Place


def check(context: Context, paths: Sequence[Path]) -> tuple[Fault, ...]:
    """Return the faults of all files, in the order of the files and of the places in them."""
    faults: list[Fault] = []
    for path in recipe_files(paths):
        try:
            faults += read(context, path).faults
        except AuthorError as error:
            faults.append(fault(error.key, Place.point(str(path)), **error.args_by_name))
    return tuple(faults)


def read(context: Context, path: Path) -> Checked:
    """Read one recipe file; its text is kept for excerpts. Raises AuthorError if the file can't be read."""
    data = read_file(path)
    context.texts[str(path)] = data.decode("utf-8-sig", "replace")
    return read_recipe(data, str(path), context.catalog, recipe_schemas())
