"""docs/faults.md says what the code says."""

import importlib.util
import json
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_page_is_what_the_table_and_the_corpus_give() -> None:
    spec = importlib.util.spec_from_file_location("build", ROOT / "docs" / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    assert (ROOT / "docs" / "faults.md").read_text("utf-8") == build.page(), "run: python docs/build.py"


def test_the_page_names_every_code_once() -> None:
    page = (ROOT / "docs" / "faults.md").read_text("utf-8")
    for key, row in json.loads((ROOT / "schemas" / "messages.json").read_text("utf-8")).items():
        assert page.count(f"### {row['code']} {key}\n") == 1
