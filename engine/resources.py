"""Where the data files lie that travel with the package: schemas and example recipes."""

import functools
import json
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def data_folder(name: str) -> Path:
    """Return the folder `schemas` or `recipes`, of the installed package or else of the checkout."""
    packaged = _HERE / "_data" / name
    return packaged if packaged.is_dir() else _HERE.parent / name


@functools.cache
def page_sources() -> dict[str, str]:
    """Read the templates, styles and scripts of pages, by name, once; callers must not change what they get."""
    folder = _HERE / "report" / "pages" / "html"
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir())}


@functools.cache
def service_page_sources() -> dict[str, str]:
    """Read the template and the style of the emulator's page, by name, once; callers must not change what they get."""
    folder = _HERE / "report" / "pages" / "service"
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.is_file()}


@functools.cache
def load_json(name: str) -> Any:
    """Read a JSON file under `schemas`, once; callers must not change what they get."""
    return json.loads((data_folder("schemas") / name).read_text("utf-8"))
