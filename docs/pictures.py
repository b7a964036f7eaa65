"""Makes the pictures of the READMEs anew: `make pictures`. It needs Chromium, and some minutes for the drafts the first time.

The launch campaign is made as drafts in `build/pictures`, planned and reported there in both languages, and looked at. What is
there already is reused.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import cv2
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PROJECT = ROOT / "build" / "pictures"
CHROMIUM = Path("/usr/bin/chromium")
COMMAND = Path(sys.executable).with_name("editchain")
CAMPAIGN = "recipes/campaigns/launch.yaml"
QUALITY = 80


class Picture(NamedTuple):
    """A page as it is seen: what is done on it first, and how much of it is shown."""

    name: str
    page: str
    width: int
    height: int
    scheme: str = "light"
    scroll: str = "scrollTo(0, 0)"


WORKED = "[...document.querySelectorAll('.ran')].find((one) => one.querySelector('.p.running'))"
PICTURES = (
    Picture("plan", "plan.html", 1100, 760),
    Picture("matrix", "report/index.html", 1100, 700),
    Picture("row", "report/rows/0001.html", 1100, 700, scroll="document.querySelector('ec-compare').scrollIntoView()"),
    Picture("prompt", "report/rows/0001.html", 1100, 560, scroll="document.querySelector('#steps').scrollIntoView()"),
    Picture("course", "report/run.html", 1100, 700, "dark", f"{WORKED}.scrollIntoView()"),
    Picture("phone", "report/index.html", 390, 760, "dark"),
)  # fmt: skip


def editchain(*args: str) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DASHSCOPE_", "EDITCHAIN_"))}
    subprocess.run([COMMAND, *args], cwd=PROJECT, env=env, check=True)  # noqa: S603 - our own command


def make_pages() -> None:
    PROJECT.mkdir(parents=True, exist_ok=True)
    (PROJECT / "editchain.toml").touch()
    shutil.copytree(ROOT / "recipes", PROJECT / "recipes", dirs_exist_ok=True)
    editchain("run", CAMPAIGN, "--canary", "4")
    for lang in ("en", "zh"):
        plan = ("plan", CAMPAIGN, "--service", "dashscope-cn", "--lang", lang)
        editchain(*plan, "--out", f"{lang}/plan.html")
        editchain("report", "launch", "--lang", lang, "--out", f"{lang}/report")


def take(browser: Browser, picture: Picture, lang: str) -> Path:
    """Take one picture and write it small."""
    size = {"width": picture.width, "height": picture.height}
    page = browser.new_page(viewport=size, color_scheme=picture.scheme)
    page.goto((PROJECT / lang / picture.page).as_uri())
    page.evaluate(picture.scroll)
    page.evaluate(
        "Promise.all([...document.images].map((one) => (one.loading = 'eager', one.decode().catch(() => 0))))"
    )
    page.wait_for_function("[...document.querySelectorAll('ec-compare video')].every((clip) => clip.readyState >= 2)")
    shot = PROJECT / "shot.png"
    page.screenshot(path=shot)
    page.close()
    target = IMAGES / f"{picture.name}.{lang}.webp"
    cv2.imwrite(str(target), cv2.imread(str(shot)), [cv2.IMWRITE_WEBP_QUALITY, QUALITY])
    return target


def main() -> None:
    make_pages()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for lang in ("en", "zh"):
            for picture in PICTURES:
                target = take(browser, picture, lang)
                print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
