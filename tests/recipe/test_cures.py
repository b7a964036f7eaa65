"""Every cure is tried: what a fault says is to be written is written, and the file then says what its author meant.

What became of each file of the corpus stands beside it in NAME.cured: the lines that changed, and the faults that are left because
nothing says what to write for them. `python -m tests.recipe.test_cures` writes these anew, to be read before they are kept.
"""

import difflib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from engine.catalog.catalog import catalog_of
from engine.recipe import Checked, read_recipe
from engine.resources import load_json
from engine.values.fault import Fault
from engine.values.place import Place
from tests.recipe.conftest import MODEL, TOOLS
from tests.recipe.test_corpus import BAD, files_beside

Read = Callable[..., Checked]
MOST = 20
"""Cures that one file may need; each is written before the next is looked for."""
WRONG_ELSEWHERE = {
    "colon_without_blank": {"missing-parameter"},
    "cures_of_values": {"unknown-input"},
    "foreach_braces_template": {"item-key-missing"},
    "foreach_over_output": {"wrong-type"},
    "full_width_comma": {"input-not-one-of"},
    "names_with_hyphens": {"unknown-input", "unknown-prompt", "unknown-step"},
    "piece_file_number": {"piece-not-found"},
}
"""What comes to light in a file once it can be read: another mistake of its author, about which the first fault could say nothing."""


def applied(text: str, place: Place, new: str) -> str:
    """Write something in the place of what stands there."""
    lines = text.split("\n")
    first, last = lines[place.line - 1], lines[place.end_line - 1]
    joined = first[: place.column - 1] + new + last[place.end_column - 1 :]
    return "\n".join([*lines[: place.line - 1], joined, *lines[place.end_line :]])


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def errors(faults: Iterable[Fault]) -> set[str]:
    return {fault.key for fault in faults if fault.severity == "error"}


def cured(path: Path, read: Read) -> tuple[str, set[str], set[str]]:
    """Return a file's text once all its cures are written, the faults that it had, and those that it has now."""
    text = text_of(path)
    found = read(path.read_bytes(), path.name, files_beside(path)).faults
    before = errors(found)
    for _ in range(MOST):
        edits = [fault.edit for fault in found if fault.edit is not None and fault.place.file == path.name]
        if not edits:
            break
        text = applied(text, *edits[0])
        found = read(text, path.name, files_beside(path)).faults
    else:
        pytest.fail(f"{path.name} is never done: {[fault.edit for fault in found if fault.edit is not None]}")
    return text, before, errors(found)


def told(path: Path, text: str, left: set[str]) -> str:
    """Return which lines changed, and what is left; "" of a file that has no cure."""
    old = text_of(path)
    if old == text:
        return ""
    lines = difflib.unified_diff(old.split("\n"), text.split("\n"), n=0, lineterm="")
    changed = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return "\n".join([*changed, *(f"left: {key}" for key in sorted(left)), ""])


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_what_a_fault_says_to_write_does(path: Path, read: Read) -> None:
    text, before, left = cured(path, read)
    kept = path.with_suffix(".cured")
    assert told(path, text, left) == (kept.read_text("utf-8") if kept.exists() else "")
    assert left <= before | WRONG_ELSEWHERE.get(path.stem, set())


def main() -> None:
    catalog = catalog_of(
        [load_json(f"models/{MODEL}.json")],
        load_json("services.json"),
        tools=[load_json(f"tools/{name}.json") for name in TOOLS],
    )
    schemas = {path: load_json(path) for path in ("recipe.schema.json", f"models/{MODEL}.schema.json")}

    def read(text: str | bytes, file: str, files: Callable[[str], bytes | None]) -> Checked:
        return read_recipe(text, file, catalog, schemas, files)

    for path in BAD:
        text, _, left = cured(path, read)
        kept, words = path.with_suffix(".cured"), told(path, text, left)
        if words:
            kept.write_text(words, "utf-8")
        else:
            kept.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
