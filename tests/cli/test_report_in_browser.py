"""The pages of a report in a real browser: in step to the frame, by keys alone, narrow and wide, light and dark, in both languages."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import Screen, violations
from tests.cli.cli_project import Project
from tests.cli.cli_report import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCREENS = [("en", "light", 1400), ("en", "dark", 360), ("zh", "light", 360), ("zh", "dark", 1400)]
PAGES = ("index.html", "handover.html", "run.html", "rows/0001.html", "rows/0002.html", "rows/0003.html")


@pytest.fixture(scope="module")
def folders(reported: Project) -> dict[str, Path]:
    """The report in each language."""
    for lang in ("en", "zh"):
        told = reported.call("report", "spring", "--lang", lang, "--out", f"pages-{lang}")
        assert told.exit == 0, told.text
    return {lang: reported.root / f"pages-{lang}" for lang in ("en", "zh")}


@pytest.mark.parametrize(("lang", "scheme", "width"), SCREENS, ids=str)
def test_no_page_keeps_anything_from_anybody(
    browser: "Browser", folders: dict[str, Path], lang: str, scheme: str, width: int
) -> None:
    with Screen(browser, folders[lang], width, scheme) as screen:
        for name in PAGES:
            page = screen.open(name)
            assert violations(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_both_clips_stand_at_one_moment_and_run_in_step(browser: "Browser", folders: dict[str, Path]) -> None:
    clips = "[...document.querySelectorAll('ec-compare video')]"
    with Screen(browser, folders["en"]) as screen:
        page = screen.open(paid_row(folders["en"]))
        page.wait_for_function(f"{clips}.every((clip) => clip.readyState >= 2)")
        scrub = page.get_by_role("slider", name="Time")
        scrub.focus()
        for _ in range(15):
            page.keyboard.press("ArrowRight")
        page.wait_for_function(f"{clips}.every((clip) => !clip.seeking)")
        first, second = page.evaluate(f"{clips}.map((clip) => clip.currentTime)")
        assert first == second == pytest.approx(0.5, abs=0.001), "fifteen frames on"
        page.get_by_role("button", name="Play").click()
        page.wait_for_function(f"{clips}.every((clip) => !clip.paused && clip.currentTime > 0.7)")
        apart = page.evaluate(f"Math.abs({clips}[0].currentTime - {clips}[1].currentTime)")
        assert apart < 1 / 30, "less than a frame"
        page.get_by_role("button", name="Pause").click()
        page.wait_for_function(f"{clips}.every((clip) => clip.paused && !clip.seeking)")
        split = page.get_by_role("slider", name=re.compile("before ends"))
        split.fill("20")
        assert page.evaluate("getComputedStyle(document.querySelectorAll('ec-compare figure')[1]).clipPath").endswith(
            "20%)"
        )


def test_the_matrix_goes_by_keys_and_plays_under_them(browser: "Browser", folders: dict[str, Path]) -> None:
    with Screen(browser, folders["en"]) as screen:
        page = screen.open("index.html")
        names = page.eval_on_selector_all(
            ".cell > a", "(links) => links.map((link) => link.getAttribute('aria-label'))"
        )
        page.locator(".cell > a").first.focus()
        seen = []
        for key in ("ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft", "Home", "End"):
            page.keyboard.press(key)
            seen.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        assert seen == [names[at] for at in (1, 2, 1, 0, 0, 1)]
        assert page.locator(".cell > a[tabindex='0']").count() == 1, "one stop of Tab"
        assert page.locator(".cell video").count() == 1, "the one that has the focus"
        page.keyboard.press("Enter")
        page.wait_for_url("**/rows/0002.html")


def test_only_what_is_asked_for_is_shown(browser: "Browser", folders: dict[str, Path]) -> None:
    with Screen(browser, folders["en"]) as screen:
        page = screen.open("index.html")
        cells = page.locator(".cell:not(.none):visible")
        assert cells.count() == 3
        page.get_by_role("button", name="failed 1").click()
        assert cells.count() == 1
        page.get_by_role("button", name="all").click()
        page.get_by_role("searchbox").fill("nobody is called so")
        assert (cells.count(), page.get_by_role("status").inner_text()) == (0, "no row matches")
        page.get_by_role("searchbox").fill("<script>")
        assert cells.count() == 1


def test_strangers_words_are_shown_as_they_are(browser: "Browser", folders: dict[str, Path]) -> None:
    with Screen(browser, folders["en"]) as screen:
        page = screen.open("index.html")
        assert page.get_by_text(HOSTILE, exact=True).count() >= 1
        assert page.title() == "spring"


def test_without_script_all_of_it_is_there(browser: "Browser", folders: dict[str, Path]) -> None:
    with Screen(browser, folders["en"], java_script_enabled=False) as screen:
        page = screen.open("index.html")
        assert page.locator(".cell:not(.none):visible").count() == 3
        assert page.get_by_role("searchbox").count() == 0, "what would do nothing isn't shown"
        page = screen.open(paid_row(folders["en"]))
        assert page.locator("ec-compare video[controls]:visible").count() == 2


def paid_row(folder: Path) -> str:
    """Return the page of the row that was bought."""
    found = re.search(r'data-is="done paid">\s*<a href="([^"]+)"', (folder / "index.html").read_text("utf-8"))
    assert found is not None
    return found[1]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_file_needs_nothing_and_may_load_nothing(browser: "Browser", reported: Project, lang: str) -> None:
    told = reported.call("report", "spring", "--embed", "--lang", lang, "--out", f"alone-{lang}/spring.html")
    assert told.exit == 0, told.text
    with Screen(browser, reported.root / f"alone-{lang}", 360) as screen:
        page = screen.open("spring.html")
        stills = "[...document.querySelectorAll('ec-still img')]"
        page.evaluate(f"{stills}.forEach((still) => still.loading = 'eager')")
        page.evaluate(f"Promise.all({stills}.map((still) => still.decode()))")
        page.locator(".cell > a", has=page.locator("ec-still")).first.hover()
        seen = "(clip) => new Promise((seen) => clip.addEventListener('timeupdate', () => clip.currentTime > 0.1 && seen(clip.src)))"
        assert page.locator(".cell video").evaluate(seen).startswith("blob:"), "it plays what the page carries"
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.got = 1'}))"
        )
        assert page.evaluate("window.got") is None, "a script that is not ours is not run"
        assert len(screen.wrong) == 1
        screen.wrong.clear()
