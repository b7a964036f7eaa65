"""`report`: pages of what was made, over all runs of a campaign, drafts and paid told apart, strangers' words shown as words."""

import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from engine.media.previews import KIND
from tests.cli.cli_project import Project, make_project
from tests.cli.cli_report import HOME, HOSTILE, LOST
from tests.cli.cli_stand_in import StandIn


class Page(HTMLParser):
    """What a browser would find on a page: its elements, its addresses, its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.attributes: list[dict[str, str]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        self.tags.append(tag)
        self.attributes.append({"": tag} | {name: value or "" for name, value in attrs})
        self.addresses += [value for name, value in attrs if name in ("href", "src", "poster", "clip")]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def written(reported: Project) -> dict[str, Any]:
    told = reported.call("report", "--format", "json")
    assert told.exit == 0, told.text
    return dict(told.json)


def page(project: Project, name: str = "index.html", folder: str = HOME) -> Page:
    return Page((project.root / folder / name).read_text("utf-8"))


def test_it_says_where_it_is_and_all_of_it_is_there(reported: Project, written: dict[str, Any]) -> None:
    assert (written["path"], written["index"]) == (HOME, f"{HOME}/index.html")
    assert (written["name"], written["rows"], written["without_preview"]) == ("spring", 3, 0)
    assert len(written["runs"]) == 3
    folder = reported.root / HOME
    assert written["bytes"] == sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    pages = list(folder.rglob("*.html"))
    assert {path.relative_to(folder).as_posix() for path in pages} >= {"index.html", "rows/0001.html", "rows/0003.html"}
    for path in pages:
        for address in page(reported, str(path.relative_to(folder))).addresses:
            assert not re.match(r"[a-z]+:|//", address), "a page needs nothing but its folder"
            assert (path.parent / address).is_file(), address


def test_drafts_and_paid_are_told_apart_and_so_is_their_money(reported: Project, written: dict[str, Any]) -> None:
    home = page(reported)
    cells = [one["data-is"] for one in home.attributes if "data-is" in one]
    assert sorted(cells) == ["done draft", "done paid", "failed paid"]
    assert written["rows"] == len(cells)
    words = " ".join(home.words.split())
    assert "4.80 CNY" in words, "of the row that was bought, two steps of 2 s in and 2 s out"
    assert "(4.80 CNY)" in words, "of the draft, what it would have cost"
    files = {
        path.relative_to(reported.root / HOME / "files").as_posix()
        for path in (reported.root / HOME / "files").rglob("*.mp4")
    }
    assert files == {"1/cartoon.mp4", f"drafts/{len(HOSTILE)}/cartoon.mp4"}


def test_results_are_second_names_of_published_files_and_never_of_artifacts(
    reported: Project, written: dict[str, Any]
) -> None:
    shown, published = reported.root / HOME / "files/1/cartoon.mp4", reported.root / "out/spring/1/cartoon.mp4"
    assert shown.samefile(published)
    linked = sum(path.stat().st_size for path in (reported.root / HOME / "files").rglob("*.mp4"))
    assert written["linked_bytes"] == linked
    data = published.read_bytes()
    published.unlink()
    published.write_bytes(b"cut by somebody")
    try:
        again = reported.call("report", "spring", "--out", "copied", "--format", "json").json
    finally:
        published.unlink()
        published.hardlink_to(shown)
    copied = reported.root / "copied/files/1/cartoon.mp4"
    assert (copied.read_bytes() == data, copied.stat().st_nlink, again["linked_bytes"]) == (True, 1, linked - len(data))


def test_what_is_not_done_stands_by_its_cause_with_what_to_do(reported: Project, written: dict[str, Any]) -> None:
    words = " ".join(page(reported).words.split())
    assert written["rows"] == 3
    assert f"“{LOST}” [DataInspectionFailed]" in words
    assert "What to do" in words


def test_strangers_words_are_words_on_every_page(reported: Project, written: dict[str, Any]) -> None:
    folder = reported.root / written["path"]
    for path in folder.rglob("*.html"):
        found = page(reported, str(path.relative_to(folder)))
        assert "<b>boom" not in path.read_text("utf-8")
        assert found.tags.count("script") == 1, "our own"
        assert found.tags.count("title") == 1 + found.tags.count("g"), "and one of each node of the graph"
    assert HOSTILE in page(reported).words
    assert HOSTILE in page(reported, f"rows/{written['rows']:04d}.html").words, "the older run's row comes last"


def test_a_row_has_its_way_from_clip_to_result(reported: Project, written: dict[str, Any]) -> None:
    pages = [page(reported, f"rows/{number:04d}.html") for number in range(1, written["rows"] + 1)]
    shown = next(one for one in pages if one.words.lstrip().startswith("A · cartoon"))
    words = " ".join(shown.words.split())
    assert words.count("before") >= 1
    assert "Convert the whole frame to cartoon style." in words
    assert "Make it a winter day." in words
    assert "confirmed by reply" in words
    assert shown.tags.count("video") == 2
    assert len(re.findall(r"[0-9a-f]{64}", words)) >= 5, "fingerprints, results, media and the file"


def test_words_of_a_prompt_say_where_they_come_from_as_long_as_the_recipe_is_the_same(
    reported: Project, written: dict[str, Any]
) -> None:
    shown = next(
        text
        for number in range(1, written["rows"] + 1)
        if "<h1>A · cartoon" in (text := (reported.root / HOME / f"rows/{number:04d}.html").read_text("utf-8"))
    )
    assert '<span class="w campaign" title="look: campaign, spring.yaml:5:10">cartoon</span>' in shown
    assert shown.count("recipe, two.yaml:15:15") == 3, "two stretches of words, and the legend"
    recipe = (reported.root / "two.yaml").read_text("utf-8")
    reported.write("two.yaml", recipe.replace("style.", "style!"))
    told = reported.call("report", "spring", "--out", "changed")
    reported.write("two.yaml", recipe)
    assert told.exit == 0, told.text
    text = (reported.root / "changed/rows/0001.html").read_text("utf-8")
    assert ('class="w ' in text, "have changed since" in text) == (False, True)


def test_it_is_written_anew_in_the_other_language_and_draws_nothing_twice(
    reported: Project, written: dict[str, Any]
) -> None:
    drawn = reported.state / "cache" / KIND
    before = {path.name: path.stat().st_mtime_ns for path in drawn.iterdir()}
    told = reported.call("report", "spring", "--lang", "zh")
    assert (told.exit, told.err) == (0, "")
    assert written["path"] in told.out
    assert {path.name: path.stat().st_mtime_ns for path in drawn.iterdir()} == before
    assert "草稿" in page(reported).words
    assert any(one.get("lang") == "zh-CN" for one in page(reported).attributes)


def test_one_run_is_shown_alone(reported: Project, written: dict[str, Any]) -> None:
    run = written["runs"][-1]
    told = reported.call("report", run, "--out", "handover", "--format", "json").json
    assert (told["path"], told["runs"]) == ("handover", [run])
    assert told["rows"] < written["rows"]
    assert reported.call("report", "spring.yaml", "--out", "handover", "--format", "json").json["rows"] == 3


def test_nothing_but_a_report_is_replaced(reported: Project) -> None:
    precious = reported.write("precious/notes.txt", "mine")
    told = reported.call("report", "--out", "precious")
    assert (told.exit, "report-out-taken" in told.err, precious.read_text()) == (2, True, "mine")
    assert not list(reported.root.glob(".precious*"))
    unknown = reported.call("report", "sprig")
    assert (unknown.exit, "report-of-nothing" in unknown.err, "spring" in unknown.err) == (2, True, True)


def test_media_that_are_gone_are_said_to_be(reported: Project, written: dict[str, Any]) -> None:
    clip = reported.root / "clip.mp4"
    kept, drawn = clip.readlink(), reported.state / "cache" / KIND
    clip.unlink()
    try:
        told = reported.call("report", "spring", "--out", "poorer")
        assert "no preview" not in told.out, "what was drawn once is kept"
        for path in drawn.glob(f"{hashlib.sha256(kept.read_bytes()).hexdigest()}.*"):
            path.unlink()
        told = reported.call("report", "spring", "--out", "poorer")
    finally:
        clip.symlink_to(kept)
    assert (told.exit, "1 medium has no preview" in told.out) == (0, True), told.text
    assert "no preview" in page(reported, "rows/0001.html", "poorer").words


def test_where_nothing_was_run_there_is_no_report(tmp_path: Path, clips: Path) -> None:
    told = make_project(tmp_path, clips).call("report")
    assert (told.exit, "no-runs" in told.err) == (2, True)


def test_one_file_is_written_and_nothing_else_is_replaced(reported: Project) -> None:
    told = reported.call("report", "spring", "--embed", "--format", "json").json
    assert (told["path"], told["index"], told["rows"]) == (f"{HOME}.html", f"{HOME}.html", 3)
    assert (told["without_preview"], told["without_clip"]) == (0, 0)
    file = reported.root / told["path"]
    assert told["bytes"] == file.stat().st_size < 20_000_000
    found = Page(file.read_text("utf-8"))
    assert [address for address in found.addresses if not re.match(r"#|data:image/jpeg;base64,", address)] == []
    assert all(
        address[1:] in {one.get("id") for one in found.attributes}
        for address in found.addresses
        if address.startswith("#row")
    )
    assert found.tags.count("script") == 2, "data and our own"
    assert HOSTILE in found.words
    again = reported.call("report", "spring", "--embed", "--out", told["path"])
    assert again.exit == 0, "one report takes the place of another"
    precious = reported.write("precious.html", "<html>mine</html>")
    refused = reported.call("report", "spring", "--embed", "--out", "precious.html")
    assert (refused.exit, "report-out-taken" in refused.err, precious.read_text()) == (2, True, "<html>mine</html>")


def course(project: Project) -> str:
    told = project.call("report", "--out", "seen")
    assert told.exit == 0, told.text
    return " ".join(page(project, "run.html", "seen").words.split())


def test_how_it_went_tells_of_an_outage(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    service = emulators(Rule(on="poll", fault="refuse", status=503, times=3), renderer="stamp")
    assert project.at(service.base_url).call("run", "two.yaml", "--service", "dashscope-cn").exit == 0
    words = course(project)
    assert re.search(
        r"the whole run stood still service: “HTTP 503 .+”the run[\d.]+ s(\d\d:){2}\d\d – (\d\d:){2}\d\d ", words
    ), words
    assert "at the service 2 tasks" in words


def test_how_it_went_tells_of_a_lost_reply_and_of_the_cap(project: Project, stand_in: StandIn) -> None:
    stand_in.acts = ["lost"]
    project.call("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "3 CNY")
    words = course(project)
    assert re.search(r"in doubt no answer came .+1 task[\d.]+ s", words), words
    assert re.search(r"no room under the cap 1 task[\d.]+ s", words), words
    assert "the cap leaves no room for this task" in words
