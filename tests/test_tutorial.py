"""The tutorial of docs/language.md: its files are written and its commands run, and they print what it shows.

`python -m tests.test_tutorial` writes what they print into the pages anew.
"""

import contextlib
import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.root import root

DOCS = Path(__file__).parent.parent / "docs"
PAGES = {"language.md": "C.UTF-8", "language.zh.md": "zh_CN.UTF-8"}
"""The pages by the locale of their readers."""
BLOCK = re.compile(r"^```(?P<info>(?:yaml|csv|console) ?[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
CHANGING = (
    (re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "0b8f1e52-7d3c-4a96-9e21-5c4d8a7f6b30"),
    (re.compile(r"\b\d{8}-\d{6}-[0-9a-f]{6}\b"), "20260530-101500-a1b2c3"),
    (re.compile(r"(?<=\bfor )\d+:\d\d\b|(?<=用时 )\d+:\d\d\b"), "0:31"),
    (re.compile(r"(plan|计划) [0-9a-f]{12}"), r"\1 5d1c0e9b7a42"),
    (re.compile(r"draft-\d+"), "draft-11"),
    (re.compile(r"(/\S+)?/\.editchain"), "/home/you/tea/.editchain"),
)
"""What is another with every run, or on every machine, and how the pages show it."""


PART = re.compile(r"^# (?:Part|第)", re.MULTILINE)


def played(text: str, folder: Path, locale: str) -> str:
    """Write the files of a tutorial and run its commands; return the text with what they print."""
    environment = {
        **dict.fromkeys(os.environ),
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "LANG": locale,
    }
    (folder / "editchain.toml").touch()

    def block(match: re.Match[str]) -> str:
        language, *words = match["info"].split()
        if language != "console":
            if words:
                (folder / words[0]).write_text(match["text"], "utf-8")
            return match[0]
        code = next((int(word.removeprefix("exit=")) for word in words if word.startswith("exit=")), 0)
        commands = [line for line in match["text"].splitlines() if line.startswith("$ ")]
        printed = "".join(f"{line}\n{said(line, code)}" for line in commands)
        return f"```{match['info']}\n{printed}```"

    def said(line: str, code: int) -> str:
        command, _, last = line.removeprefix("$ editchain ").partition(" | tail -")
        with contextlib.chdir(folder):
            done = CliRunner().invoke(
                root, shlex.split(command), env=environment, prog_name="editchain", catch_exceptions=False
            )
        assert done.exit_code == code, (command, done.output)
        lines = (done.stdout if last or command.startswith("run ") else done.output).strip("\n").split("\n")
        shown = "".join(f"{line.rstrip()}\n" for line in lines[-int(last or len(lines)) :])
        for changing, instead in CHANGING:
            shown = changing.sub(instead, shown)
        return shown

    return BLOCK.sub(block, text)


def replayed(page: str, folder: Path) -> tuple[str, str]:
    text = (DOCS / page).read_text("utf-8")
    first, second = (part.start() for part in PART.finditer(text))
    return text, text[:first] + played(text[first:second], folder, PAGES[page]) + text[second:]


@pytest.mark.parametrize("page", PAGES)
def test_the_tutorial_says_what_its_commands_print(page: str, tmp_path: Path) -> None:
    text, now = replayed(page, tmp_path)
    assert now == text, "run: python -m tests.test_tutorial"


if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        with tempfile.TemporaryDirectory() as empty:
            (DOCS / name).write_text(replayed(name, Path(empty))[1], "utf-8")
