"""Examples: recipes and campaigns that travel with the package, written where somebody can change them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engine.api.starter import modeline
from engine.errors import AuthorError, OperatorError
from engine.phrases.messages import Messages
from engine.resources import data_folder
from engine.values.reason import system_words

FOLDER: Final = "recipes"
"""Where examples are written: the commands in their comments name them there."""
_NAMED: Final = re.compile(r"[\w./-]+\.\w+")
_CREDITS: Final = Path("media") / "CREDITS.md"


def example_names() -> tuple[str, ...]:
    """Return the names of all examples, in the order of the alphabet."""
    return tuple(sorted(_examples()))


def write_example(name: str, folder: Path, messages: Messages) -> Path:
    """Write an example under `folder`/recipes, with every file that it names; return the path of its recipe or campaign.

    A file that is there already with the same content is left alone. Raises AuthorError if one is there with another
    content, before anything is written; OperatorError if the disk refuses.
    """
    source = data_folder(FOLDER)
    main = _examples()[name]
    files = {
        folder / FOLDER / path: _content(source / path, folder / FOLDER / path, messages) for path in _needed(main)
    }
    missing = {path: content for path, content in files.items() if _is_free(path, content)}
    for path, content in missing.items():
        _write(path, content)
    return folder / FOLDER / main


def _examples() -> dict[str, Path]:
    """All recipes and campaigns by name, but the recipes beside campaigns: those are parts, which lack what a row gives."""
    source = data_folder(FOLDER)
    paths = [path.relative_to(source) for path in source.rglob("*.yaml")]
    return {path.stem: path for path in paths if path.parent.name != "campaigns" or _is_campaign(source / path)}


def _is_campaign(path: Path) -> bool:
    return b"\ncampaign:" in path.read_bytes()


def _needed(main: Path) -> list[Path]:
    """The files that an example names, in comments too, and those that these name."""
    source, found, ahead = data_folder(FOLDER), set[Path](), [main]
    while ahead:
        path = ahead.pop()
        if path not in found:
            found.add(path)
            ahead += (
                _named(source, path) if path.suffix == ".yaml" else [_CREDITS] if path.parent.name == "media" else []
            )
    return sorted(found)


def _named(source: Path, path: Path) -> Iterator[Path]:
    """The example's files whose paths stand in a text: seen from its folder, or as commands name them."""
    for name in _NAMED.findall((source / path).read_text("utf-8")):
        for start in ((source / path).parent, source.parent):
            named = (start / name).resolve()
            if named.is_relative_to(source.resolve()) and named.is_file():
                yield named.relative_to(source.resolve())


def _content(source: Path, target: Path, messages: Messages) -> bytes:
    """The bytes to write: of a recipe or campaign the first line names its schema where that is."""
    content = source.read_bytes()
    if source.suffix != ".yaml":
        return content
    kind = "campaign" if _is_campaign(source) else "recipe"
    _, _, rest = content.partition(b"\n")
    return modeline(target.absolute().parent, messages, kind).encode("utf-8") + b"\n" + rest


def _is_free(path: Path, content: bytes) -> bool:
    """Whether nothing stands there; raises AuthorError if something else does."""
    try:
        if path.read_bytes() == content:
            return False
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        pass  # a folder, or what may not be read: surely something else
    raise AuthorError("file-exists", path=str(path))


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(path), reason=system_words(error)) from error
