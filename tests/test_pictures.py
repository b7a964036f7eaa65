"""The pictures of the pages: each is there in both languages, is shown, and is small; a script makes them all anew."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 150_000
MOST_BYTES_OF_A_SHEET = 300_000  # every effect on three shapes


def shown(page: str, folder: str = "docs/images") -> set[str]:
    return set(re.findall(rf"\({folder}/([^)]+)\)", (ROOT / page).read_text("utf-8")))


@pytest.mark.parametrize(("page", "lang"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_a_readme_shows_six_pictures_in_its_language(page: str, lang: str) -> None:
    script = (ROOT / "docs" / "pictures.py").read_text("utf-8")
    names = re.findall(r'Picture\("(\w+)"', script)
    assert shown(page) == {f"{name}.{lang}.webp" for name in names}
    assert len(names) == 6


def test_every_picture_is_small_and_shown() -> None:
    (sheet,) = shown("docs/drafts.md", "images")
    assert shown("docs/drafts.zh.md", "images") == {sheet}
    assert {path.name for path in IMAGES.iterdir()} == shown("README.md") | shown("README.zh.md") | {sheet}
    for path in IMAGES.iterdir():
        assert path.stat().st_size < (MOST_BYTES_OF_A_SHEET if path.name == sheet else MOST_BYTES), path.name
        assert path.read_bytes()[8:12] == b"WEBP", path.name
