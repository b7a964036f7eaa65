"""Starters: a commented recipe to begin with, in the reader's language."""

import re
from pathlib import Path
from shlex import quote
from typing import Final

from engine.errors import AuthorError, OperatorError
from engine.phrases.messages import Messages
from engine.phrases.starter import SCHEMA_HERE, SCHEMA_UNKNOWN
from engine.resources import data_folder
from engine.settings import find_project
from engine.values.reason import system_words

NAME: Final = "recipe"
"""What a recipe is called whose file's name gives none."""
_LEFT_OUT: Final = re.compile(r"[^a-z0-9_\u3400-\u9fff]+")
_LONGEST: Final = 80


def write_starter(path: Path, messages: Messages) -> str:
    """Write a starter recipe named after its file; return the recipe's name.

    Raises AuthorError if something stands there already, OperatorError if the disk refuses.
    """
    name = _LEFT_OUT.sub("_", path.stem.lower()).strip("_")[:_LONGEST] or NAME
    template = "recipe.zh.yaml" if messages.lang == "zh" else "recipe.yaml"
    text = (data_folder("schemas") / "starters" / template).read_text("utf-8")
    text = text.replace("SCHEMA", modeline(path.absolute().parent, messages)).replace("NAME.yaml", quote(path.name))
    _write(path, text.replace("NAME", name))
    return name


def modeline(folder: Path, messages: Messages, kind: str = "recipe") -> str:
    """Return the first line of a file: where its schema lies, if that is in the project; else how an editor is told."""
    project = find_project(folder)
    schema = Path("schemas") / f"{kind}.schema.json"
    up = [".."] * len(folder.relative_to(project).parts)
    if (project / schema).is_file():
        return messages.say(SCHEMA_HERE, path="/".join((*up, *schema.parts)))
    return messages.say(SCHEMA_UNKNOWN, kind=kind)


def _write(path: Path, text: str) -> None:
    if not path.name or path.is_dir():
        raise AuthorError("file-exists", path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(path.parent), reason=system_words(error)) from error
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise AuthorError("file-exists", path=str(path)) from error
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(path), reason=system_words(error)) from error
