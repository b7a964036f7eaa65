"""`plan --html`: the plan as one page to look at before spending; its last words are the command that runs that very plan."""

import json
import re
import shlex
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import Screen, violations
from tests.cli.cli_project import Project, make_project
from tests.cli.cli_report import CAMPAIGN, HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = "out/plans/spring.html"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory, clips: Path) -> Project:
    project = make_project(tmp_path_factory.mktemp("planned"), clips)
    project.write("spring.yaml", CAMPAIGN)
    project.write("spring.jsonl", "".join(json.dumps({"sku": sku}) + "\n" for sku in ("A", HOSTILE)))
    for lang in ("en", "zh"):
        told = project.call(
            "plan", "spring.yaml", "--service", "dashscope-cn", "--out", f"pages/{lang}.html", "--lang", lang
        )
        assert (told.exit, told.out) == (0, f"pages/{lang}.html\n"), told.text
    return project


def command_on(project: Project, page: str) -> list[str]:
    text = (project.root / page).read_text("utf-8")
    found = re.search(r"<pre tabindex=\"0\"><code>(.*?)</code>", text)
    assert found is not None
    return shlex.split(unescape(found[1]))


def test_its_command_runs_that_very_plan_and_is_refused_when_it_is_another(tmp_path: Path, clips: Path) -> None:
    project = make_project(tmp_path, clips)
    told = project.call("plan", "two.yaml", "--html")
    assert (told.exit, told.out) == (0, "out/plans/two.html\n"), told.text
    program, *command = command_on(project, "out/plans/two.html")
    assert (program, command[:3]) == ("editchain", ["run", "two.yaml", "--plan"])
    project.write("two.yaml", (project.root / "two.yaml").read_text().replace("winter", "summer"))
    assert project.call(*command).exit == 2
    project.call("plan", "two.yaml", "--html")
    assert project.call(*command_on(project, "out/plans/two.html")[1:]).exit == 0
    again = project.call("plan", "two.yaml", "--html")
    assert again.exit == 0
    assert "the same request was answered by job" in (project.root / "out/plans/two.html").read_text("utf-8")


def test_the_page_holds_all_that_the_plan_says(planned: Project) -> None:
    text = (planned.root / "pages/en.html").read_text("utf-8")
    words = re.sub(r"\s+", " ", unescape(re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)))
    for said in (
        "look",
        "cartoon",
        "claymation",
        "cap 50.00 CNY",
        "Convert the whole frame to",
        "PAID",
        "spring.yaml:5:10",
    ):
        assert said in words, said
    assert command_on(planned, "pages/en.html")[:3] == ["editchain", "run", "spring.yaml"]
    assert '<span class="w campaign"' in text
    assert "<script>alert" not in text


def test_nothing_but_a_page_of_a_plan_is_replaced(planned: Project) -> None:
    precious = planned.write("precious.html", "<html>mine</html>")
    told = planned.call("plan", "spring.yaml", "--out", "precious.html")
    assert (told.exit, precious.read_text()) == (2, "<html>mine</html>")
    assert planned.call("plan", "spring.yaml", "--out", "pages/en.html", "--service", "dashscope-cn").exit == 0


@pytest.mark.parametrize(("lang", "scheme", "width"), [("en", "light", 360), ("zh", "dark", 1400)])
def test_nobody_is_kept_from_it_and_it_loads_nothing(
    browser: "Browser", planned: Project, lang: str, scheme: str, width: int
) -> None:
    with Screen(browser, planned.root / "pages", width, scheme) as screen:
        page = screen.open(f"{lang}.html")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.get_by_text(HOSTILE).count() >= 1, "words of strangers are words"
        copy = page.get_by_role("button")
        copy.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('ec-copy [role=status]').textContent !== ''")
        assert page.evaluate("getSelection().toString()").startswith("editchain run spring.yaml")


def test_without_script_the_command_is_there_to_be_typed(browser: "Browser", planned: Project) -> None:
    with Screen(browser, planned.root / "pages", java_script_enabled=False) as screen:
        page = screen.open("en.html")
        assert page.get_by_role("button").count() == 0
        assert page.get_by_text("editchain run spring.yaml").count() == 1
