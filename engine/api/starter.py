"""Starters: a commented recipe to begin with."""

import re
from pathlib import Path

from engine.errors import AuthorError, OperatorError
from engine.resources import data_folder

NAME = re.compile(r"[a-z][a-z0-9_]*")


def write_starter(path: Path) -> str:
    """Write a starter recipe named after its file; return the recipe's name.

    Raises AuthorError if something stands there already, OperatorError if the disk refuses.
    """
    name = re.sub(r"[^a-z0-9_]+", "_", path.stem.lower()).strip("_")
    name = name if NAME.fullmatch(name) else f"recipe_{name}".rstrip("_")
    folder = data_folder("schemas")
    text = (folder / "starters" / "recipe.yaml").read_text("utf-8")
    schema = (folder / "recipe.schema.json").absolute().as_uri()  # editors end a path at its first blank
    text = text.replace("SCHEMA", schema).replace("NAME.yaml", path.name)
    if not path.name or path.is_dir():
        raise AuthorError("file-exists", path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(path.parent), reason=error.strerror or str(error)) from error
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text.replace("NAME", name))
    except FileExistsError as error:
        raise AuthorError("file-exists", path=str(path)) from error
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(path), reason=error.strerror or str(error)) from error
    return name
