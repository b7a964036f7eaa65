"""A real browser for tests of pages: and screens that keep whatever goes wrong on a page."""

import os
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
REQUIRED = os.environ.get("EDITCHAIN_BROWSER") == "required"


@contextmanager
def a_browser() -> "Iterator[Browser]":
    """Give a browser; without one the test is skipped, or fails where one is required."""
    if not CHROMIUM.exists():
        assert not REQUIRED, f"{CHROMIUM} is not there, and EDITCHAIN_BROWSER=required"
        pytest.skip(f"NO BROWSER: {CHROMIUM} is not there, so no page was looked at")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


class Screen:
    """A page on a screen; whatever goes wrong on it is kept."""

    def __init__(
        self, browser: "Browser", folder: Path, width: int = 1400, scheme: str = "light", **options: Any
    ) -> None:
        self.folder = folder
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: self.wrong.append(dialog.message))
        self.page.on("console", lambda told: self.wrong.append(told.text) if told.type == "error" else None)
        self.page.on(
            "request",
            lambda asked: (
                self.wrong.append(asked.url) if not asked.url.startswith(("file:", "blob:", "data:")) else None
            ),
        )

    def open(self, name: str) -> "Page":
        self.page.goto((self.folder / name).as_uri())
        return self.page

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()
        assert self.wrong == []


@cache
def _axe() -> str:
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def violations(page: "Page") -> list[tuple[str, str]]:
    """Return what axe finds in a page, each with the first element that has it."""
    found = page.evaluate(f"() => {{ {_axe()}; return axe.run({{resultTypes: ['violations'], preload: false}}) }}")
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]
