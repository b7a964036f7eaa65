"""The READMEs say what is so: their commands run, their samples are real, their links lead somewhere, both say the same.

A fence's info string tells what becomes of its commands: `sh` runs and ends with 0, `sh exit=4` ends with that code,
`sh no-run` (a key, a network or a server is needed) is only held against the commands' own help.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import islice
from pathlib import Path

import av
import pytest

from engine.api.check import check
from engine.api.context import make_context
from engine.sources.recipes import choose

ROOT = Path(__file__).parent.parent
README, CHINESE = ROOT / "README.md", ROOT / "README.zh.md"
TRANSLATED = {
    README: CHINESE,
    **{ROOT / "docs" / f"{name}.md": ROOT / "docs" / f"{name}.zh.md" for name in ("how-to", "running", "drafts")},
}
BOTH = [*TRANSLATED, *TRANSLATED.values()]
PAGES = [
    README,
    CHINESE,
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "recipes" / "media" / "CREDITS.md",
    ROOT / "CHANGELOG.md",
]
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the words behind that, and its text."""

    language: str
    words: tuple[str, ...]
    text: str

    @property
    def commands(self) -> list[str]:
        lines = [line.split("  #")[0].rstrip() for line in self.text.splitlines()]
        return [line for line in lines if line and not line.startswith("#")]

    @property
    def code(self) -> int:
        return next((int(word.removeprefix("exit=")) for word in self.words if word.startswith("exit=")), 0)


def blocks(page: Path) -> list[Block]:
    found = []
    for match in FENCE.finditer(page.read_text("utf-8")):
        language, *words = match["info"].split() or [""]
        found.append(Block(language, tuple(words), match["text"]))
    return found


def shell(page: Path) -> list[Block]:
    return [block for block in blocks(page) if block.language in {"sh", "console"}]


def to_run() -> dict[str, list[tuple[str, int]]]:
    """The commands that are run, with the exit codes that they must give: those about one recipe together, in their order."""
    found: dict[str, list[tuple[str, int]]] = {}
    for block in (block for page in TRANSLATED for block in shell(page)):
        if "no-run" not in block.words:
            for line in block.commands:
                about = re.search(r"recipes/(\w+)\.yaml", line)
                if not line.startswith("make "):
                    found.setdefault(about[1] if about else "", []).append((line, block.code))
    return found


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.name)
def test_both_pages_hold_the_same_commands(page: Path) -> None:
    assert [(block.words, block.commands) for block in shell(page)] == [
        (block.words, block.commands) for block in shell(TRANSLATED[page])
    ]


def test_make_has_the_targets_that_are_named() -> None:
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for page in (README, CHINESE):
        named = [line.split()[1] for block in shell(page) for line in block.commands if line.startswith("make ")]
        assert named == ["demo", "test"]
        assert set(named) <= set(targets)


def environment(state: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DASHSCOPE_", "EDITCHAIN_"))}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    return {**kept, "PATH": path, "XDG_STATE_HOME": str(state), "LC_ALL": "C.UTF-8"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder as a checkout has it, with a sample clip of which drafts are soon made."""
    folder = tmp_path / "project"
    for name in ("recipes", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "editchain.toml").write_text("", "utf-8")
    thin(folder / "recipes" / "media" / "portrait.mp4")
    return folder


def thin(clip: Path) -> None:
    """Leave two seconds with six pictures each of a 30 fps clip: a draft of that is soon made."""
    with av.open(str(clip)) as source:
        pictures = [frame.reformat(640, 360) for frame in islice(source.decode(video=0), 0, 60, 5)]
    with av.open(str(clip), "w") as target:
        stream = target.add_stream("libx264", rate=6, width=640, height=360, pix_fmt="yuv420p")
        for number, picture in enumerate(pictures):
            picture.pts, picture.time_base = number, Fraction(1, 6)
            target.mux(stream.encode(picture))
        target.mux(stream.encode(None))


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        shlex.split(command),
        cwd=folder,
        env=environment(folder / "state"),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.mark.parametrize("recipe", to_run())
def test_the_commands_run(recipe: str, project: Path) -> None:
    said = []
    for command, code in to_run()[recipe]:
        done = run(command, project)
        assert done.returncode == code, (command, done.stdout, done.stderr)
        said.append(done.stdout + done.stderr)
    if recipe == "style_then_background":
        assert len(list((project / "out" / "drafts" / recipe).glob("*.mp4"))) == 2
        assert "everything was reused, nothing was sent" in "".join(said)
    if recipe == "change_background":
        assert "of an earlier run goes on" in "".join(said)
    if recipe == "edit_elements":
        assert "Add a kite to the sky" in said[0]


@cache
def help_of(command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "engine", command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("page", BOTH, ids=lambda page: page.name)
def test_commands_that_are_not_run_use_options_that_exist(page: Path) -> None:
    lines = [line for block in shell(page) if "no-run" in block.words for line in block.commands]
    lines += re.findall(r"`(--[a-z][^`]*|editchain [a-z][^`]*)`", page.read_text("utf-8"))
    everything = "".join(
        help_of(command)
        for command in ("check", "plan", "run", "status", "resolve", "cancel", "models", "schema", "emulate", "replay")
    )
    for line in lines:
        words = shlex.split(line, comments=True)
        if words[0] == "editchain" and not words[1].startswith("-"):
            assert all(word in help_of(words[1]) for word in words[2:] if word.startswith("--")), line
        elif words[0].startswith("--"):
            assert words[0] in everything, line


@pytest.mark.parametrize("page", [README, CHINESE], ids=lambda page: page.name)
def test_the_plan_that_is_shown_is_the_plan(page: Path, tmp_path: Path) -> None:
    (shown,) = (block.text for block in blocks(page) if block.words == ("plan",))
    for name in ("recipes", "schemas"):
        (tmp_path / name).symlink_to(ROOT / name)
    done = run("editchain plan recipes/style_then_background.yaml", tmp_path)
    assert plain(done.stdout) == plain(shown)


def plain(text: str) -> list[str]:
    """A plan's lines less what depends on the place and on the renderer's version."""
    text = re.sub(r"state in \S+", "state in ...", text)
    text = re.sub(r"plan [0-9a-f]{12}", "plan ...", text)
    return re.sub(r"draft-\d+", "draft-n", text).strip().splitlines()


@pytest.mark.parametrize("page", [README, CHINESE], ids=lambda page: page.name)
def test_the_recipe_that_is_shown_is_one(page: Path, tmp_path: Path) -> None:
    shown = [block.text for block in blocks(page) if block.language == "yaml"]
    for number, text in enumerate(shown):
        (tmp_path / f"{number}.yaml").write_text(text, "utf-8")
    assert shown
    assert check(make_context(tmp_path, {}), choose([tmp_path])) == ()


HOW_TO = "recipe: 1\nname: spring\ndefaults: {wan2.7-videoedit: {resolution: 720P}}\ninputs:\n  clip: {type: video}\n  style: {type: string}\nsteps:\n"
OUTPUTS = 'outputs: {final: "${{ steps.restyle.video }}"}\n'


@pytest.mark.parametrize(
    "page", [ROOT / "docs" / "how-to.md", ROOT / "docs" / "how-to.zh.md"], ids=lambda page: page.name
)
def test_what_a_page_tells_to_write_is_right(page: Path, tmp_path: Path) -> None:
    shown = {block.words[0]: block.text for block in blocks(page) if block.language == "yaml"}
    lines = re.findall(r"^\| (?:sku|A1|B2) \|.*$", page.read_text("utf-8"), re.MULTILINE)
    rows = [",".join(cell.strip() for cell in line.split("|")[1:-1]) for line in lines]
    texts = {
        "cut.yaml": HOW_TO + shown["steps"] + OUTPUTS,
        "shop.yaml": shown["campaign"].replace(".xlsx", ".csv"),
        "shop.csv": "\n".join(rows) + "\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert run("editchain new spring.yaml", tmp_path).returncode == 0
    done = run("editchain check .", tmp_path)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout
    assert len(rows) == 3


@pytest.mark.parametrize("page", BOTH, ids=lambda page: page.name)
def test_programs_that_are_shown_compile(page: Path) -> None:
    for block in blocks(page):
        if block.language == "python":
            compile(block.text, page.name, "exec")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_to_exists(page: Path) -> None:
    text = FENCE.sub("", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target:
            assert (page.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("page", [README, CHINESE, ROOT / "docs" / "recipes.md"], ids=lambda page: page.name)
def test_every_recipe_is_listed_and_nothing_else(page: Path) -> None:
    named = set(re.findall(r"recipes/(\w+\.yaml)", page.read_text("utf-8")))
    assert named == {path.name for path in (ROOT / "recipes").glob("*.yaml")}
