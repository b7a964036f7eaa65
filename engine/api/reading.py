"""Reading: recipe and campaign files from disk, with the files that they name."""

from collections.abc import Callable
from pathlib import Path

from engine.api.context import Context
from engine.errors import AuthorError
from engine.recipe import Checked, read_recipe
from engine.sources.recipes import read_file


def read(context: Context, path: Path, data: bytes | None = None) -> Checked:
    """Read one recipe file (or take its bytes) and what it names; texts are kept for excerpts.

    Raises AuthorError if it can't be read.
    """
    data = read_file(context.located(path)) if data is None else data
    keep_text(context, str(path), data)
    return read_recipe(data, str(path), context.catalog, context.schemas, files=neighbours(context, path))


def keep_text(context: Context, name: str, data: bytes) -> None:
    """Remember a file's text, so that faults can show the line."""
    context.texts[name] = data.decode("utf-8-sig", "replace")


def neighbours(context: Context, path: Path) -> Callable[[str], bytes | None]:
    """Return a reader of the files beside a recipe; what lies outside the project is not there for it."""
    project = context.settings.project.resolve()
    file = path.resolve()
    root = project if file.is_relative_to(project) else file.parent.parent

    def reader(name: str) -> bytes | None:
        found = Path(name)
        if not found.resolve().is_relative_to(root):
            return None
        try:
            lies = context.located(found)
        except AuthorError:  # there was no such file in that revision
            return None
        if not lies.is_file():
            return None
        data = read_file(lies)
        keep_text(context, name, data)
        return data

    return reader
