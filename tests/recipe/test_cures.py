"""Every cure is tried: what a fault says is to be written is written, and the file then says what its author meant.

What became of each file of the corpus stands beside it in NAME.cured: the lines that changed, and the faults that are left because
nothing says what to write for them. `python -m tests.recipe.test_cures` writes these anew, to be read before they are kept.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.api.context import load_catalog, recipe_schemas
from engine.recipe import Checked, read_recipe
from tests.cures import Cured, cure, keep, kept, text_of, told
from tests.recipe.test_corpus import BAD, files_beside

Read = Callable[..., Checked]
WRONG_ELSEWHERE = {
    "colon_without_blank": {"missing-parameter"},
    "cures_of_values": {"unknown-input"},
    "elsif": {"condition-type"},
    "foreach_braces_template": {"item-key-missing"},
    "foreach_over_output": {"wrong-type"},
    "full_width_comma": {"input-not-one-of"},
    "piece_file_number": {"piece-not-found"},
    "step_of_a_misspelled_model": {"condition-type", "not-one-of", "unknown-output"},
    "unknown_tag": {"template-end-alone"},
    "uses_path_without_dot": {"recipe-not-found"},
}
"""What comes to light in a file once it can be read: another mistake of its author, about which the first fault could say nothing."""


def cured(path: Path, read: Read) -> tuple[dict[str, str], Cured]:
    """Return a file as it is, by its bytes, and with all its cures written."""
    old = {path.name: text_of(path)}

    def faults_of(files):
        text = files[path.name]
        given = path.read_bytes() if text == old[path.name] else text
        return read(given, path.name, files_beside(path)).faults

    return old, cure(old, faults_of)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_what_a_fault_says_to_write_does(path: Path, read: Read) -> None:
    old, new = cured(path, read)
    assert told(old, new) == kept(path.with_suffix(".cured"))
    assert new.left <= new.before | WRONG_ELSEWHERE.get(path.stem, set())


def main() -> None:
    catalog, schemas = load_catalog(), recipe_schemas()

    def read(text: str | bytes, file: str, files: Callable[[str], bytes | None]) -> Checked:
        return read_recipe(text, file, catalog, schemas, files)

    for path in BAD:
        keep(path.with_suffix(".cured"), told(*cured(path, read)))


if __name__ == "__main__":
    main()
