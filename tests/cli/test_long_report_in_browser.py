"""A matrix of many rows in a real browser: a window of it at a time, all of it by keys, by the filter, and without a script."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.report import MEDIA, PIXEL, STYLES, digest_of, recorded, written
from engine.phrases.messages import Messages
from engine.report.pages.embedded import MOST_BYTES, CarriedMedia, embedded_page, room_for
from engine.report.pages.overview import overview_of
from engine.resources import load_json, page_sources
from engine.run.money.ledger import Ledger
from tests.browser import Screen, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROWS = 1_000
LINES = ROWS // len(STYLES)
HERE = "document.activeElement.getAttribute('aria-label')"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("long")
    written(recorded(ROWS), target)
    return target


def settled(page: "Page") -> "Page":
    """Wait until all that is on the screen is filled."""
    page.wait_for_function("""
        () => [...document.querySelectorAll('.part')].every((part) => {
          const { top, bottom } = part.getBoundingClientRect();
          return bottom < 0 || top > innerHeight || part.firstChild;
        })""")
    return page


def test_only_lines_near_the_screen_are_elements_and_all_are_counted(browser: "Browser", folder: Path) -> None:
    with Screen(browser, folder) as screen:
        page = settled(screen.open("index.html"))
        assert page.get_by_role("grid").get_attribute("aria-rowcount") == str(LINES + 1)
        height = page.evaluate("document.documentElement.scrollHeight")
        for share in (0.0, 0.5, 1.0):
            page.evaluate(f"scrollTo(0, {height * share})")
            settled(page)
            assert 0 < page.locator(".line").count() < 60
        assert page.locator(".line").last.get_attribute("aria-rowindex") == str(LINES + 1)
        assert page.evaluate("document.documentElement.scrollHeight") == pytest.approx(height, rel=0.05), "no jumps"
        assert violations(page) == []


def test_keys_reach_every_line_and_enter_opens_it(browser: "Browser", folder: Path) -> None:
    with Screen(browser, folder) as screen:
        page = settled(screen.open("index.html"))
        page.locator(".cell > a").first.focus()
        seen = []
        for key in (
            "Control+End",
            "Home",
            "ArrowUp",
            "ArrowDown",
            "PageUp",
            "PageDown",
            "Control+Home",
            "ArrowLeft",
            "ArrowUp",
        ):
            page.keyboard.press(key)
            seen.append(page.evaluate(HERE))
        last, first = f"product {LINES - 1:05d}", "product 00000"
        assert seen[:4] == [
            f"{last} · {STYLES[-1]}",
            f"{last} · {STYLES[0]}",
            f"product {LINES - 2:05d} · {STYLES[0]}",
            f"{last} · {STYLES[0]}",
        ]
        assert seen[4:] == [
            f"product {LINES - 5:05d} · {STYLES[0]}",
            f"{last} · {STYLES[0]}",
            *[f"{first} · {STYLES[0]}"] * 3,
        ]
        assert page.locator(".cell > a[tabindex='0']").count() == 1
        page.keyboard.press("Control+End")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/rows/{ROWS:04d}.html")


def test_the_filter_finds_what_is_far_away(browser: "Browser", folder: Path) -> None:
    with Screen(browser, folder, 360, "dark") as screen:
        page = screen.open("index.html")
        page.get_by_role("searchbox").fill("00240 · claymation")
        assert page.locator(".cell:visible > a").get_attribute("href") == f"rows/{240 * len(STYLES) + 2:04d}.html"
        page.get_by_role("searchbox").fill("00240")
        assert page.locator(".cell:visible").count() == len(STYLES)
        assert violations(page) == []
        page.get_by_role("searchbox").fill("")
        settled(page)
        assert page.locator(".line").first.inner_text().startswith("product 00000")


def test_what_the_script_makes_of_a_line_is_what_the_page_would_have(browser: "Browser", folder: Path) -> None:
    with Screen(browser, folder) as screen:
        made = screen.open("index.html").evaluate(
            "document.querySelector('ec-grid').lines.slice(26, 29).map((line) => line.element().outerHTML)"
        )
        page = screen.open("rows-2.html")
        given = page.locator(".line").evaluate_all("(lines) => lines.slice(1, 4).map((line) => line.outerHTML)")
    assert [re.sub(r"\s*\n\s*", "", one) for one in given] == made


def test_without_script_there_are_pages_of_a_hundred_rows(browser: "Browser", folder: Path) -> None:
    assert {path.name for path in folder.glob("rows-*.html")} == {f"rows-{n}.html" for n in range(2, 11)}
    with Screen(browser, folder, 360, java_script_enabled=False) as screen:
        page = screen.open("index.html")
        assert page.locator(".cell:not(.none)").count() == 100
        page.get_by_role("navigation", name="Pages of rows").get_by_role("link", name="10").click()
        page.wait_for_url("**/rows-10.html")
        assert page.locator(".line").last.get_attribute("aria-rowindex") == str(LINES + 1)
        assert page.locator("[aria-current=page]").first.inner_text() == "10"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_one_file_holds_all_rows_and_its_script_shows_them(browser: "Browser", tmp_path: Path) -> None:
    overview = overview_of([recorded(ROWS)], Ledger(()))
    stills = dict.fromkeys((digest_of(n) for n in range(MEDIA)), PIXEL)
    media = CarriedMedia(stills=stills, clips={}, sides=dict.fromkeys(stills, (16, 9)))
    page_text = embedded_page(overview, media, page_sources(), Messages(load_json("messages.json"), "en"))
    (tmp_path / "one.html").write_text(page_text, "utf-8")
    assert room_for(overview) < MOST_BYTES - len(page_text), "words take less than was set aside for them"
    with Screen(browser, tmp_path) as screen:
        page = settled(screen.open("one.html"))
        page.locator(".cell > a").first.focus()
        page.keyboard.press("Control+End")
        assert page.evaluate(HERE) == f"product {LINES - 1:05d} · {STYLES[-1]}"
        assert page.locator(".cell > a:focus img").get_attribute("src").startswith("data:image/jpeg;base64,")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/one.html#row-{ROWS}")
        assert page.locator(f"#row-{ROWS}").count() == 1
