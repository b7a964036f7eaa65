"""A project in a folder of its own, and the real command run in it as another process."""

import contextlib
import json
import os
import queue
import re
import select
import signal
import subprocess
import sysconfig
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from engine.cli.root import root
from tests.cli.cli_shapes import held_of

COMMAND = str(Path(sysconfig.get_path("scripts")) / "editchain")
KEY = "sk-CANARY-5e1f0c0ffee5e1f0c0ffee"
PATIENCE_S = 300.0

# The service keeps to 720P and a given seed, so that what is sent depends on nothing that a test doesn't name.
RECIPE = """\
recipe: 1
name: two
version: "1.0.0"
lint: {two-prompts: off}
inputs:
  clip: {type: video, default: clip.mp4}
  look: {type: string, default: cartoon}
defaults:
  wan2.7-videoedit: {resolution: 720P, prompt_extend: false}
steps:
  - id: first
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      prompt: Convert the whole frame to {{ inputs.look }} style.
      seed: 1
  - id: second
    uses: wan2.7-videoedit
    with:
      video: ${{ steps.first.video }}
      prompt: Make it a winter day.
      seed: 2
outputs:
  final: ${{ steps.second.video }}
"""
FIRST, SECOND = "Convert the whole frame to cartoon style.", "Make it a winter day."


@dataclass(frozen=True)
class Done:
    """A command that has ended; `args` are what it was called with."""

    exit: int
    out: str
    err: str
    args: Sequence[str] = ()

    @property
    def json(self) -> Any:
        """What it printed for programs, which is always as its schema says."""
        return held_of(json.loads(self.out), self.args)

    @property
    def text(self) -> str:
        return self.out + self.err


@dataclass
class Project:
    """A project folder with its own home; nothing of the machine's settings reaches the command."""

    root: Path
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.root / "home").mkdir(parents=True, exist_ok=True)
        self.write("editchain.toml", "")
        home = {"HOME": str(self.root / "home"), "XDG_STATE_HOME": str(self.root / "home" / "state")}
        self.env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **self.env, **home}

    def moved(self, root: Path) -> "Project":
        """The same project after its folder was copied."""
        return Project(root, self.env)

    @property
    def state(self) -> Path:
        return self.root / ".editchain"

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def at(self, base_url: str, key: str = KEY) -> "Project":
        """Let `--service dashscope-cn` speak to this address from now on."""
        self.env |= {"DASHSCOPE_HTTP_BASE_URL": base_url, "DASHSCOPE_API_KEY": key}
        return self

    def run(self, *args: str, **env: str) -> Done:
        """Run a command to its end; whatever happens, nobody is ever shown a traceback or a warning of Python's."""
        running = self.start(*args, **env)
        return running.finish()

    def call(self, *args: str) -> Done:
        """Run a command to its end inside this process: three times as fast, where a process of its own proves no more."""
        unset: dict[str, str | None] = dict.fromkeys(os.environ)
        with contextlib.chdir(self.root):
            result = CliRunner().invoke(root, args, env=unset | self.env, prog_name="editchain", catch_exceptions=False)
        return Done(result.exit_code, result.stdout, result.stderr, args)

    def start(self, *args: str, before: Sequence[str] = (), **env: str) -> "Running":
        """Start a command, by another one that stands before it if need be; then both are a group of processes."""
        process = subprocess.Popen(
            [*before, COMMAND, *args], cwd=self.root, env=self.env | env, text=True, encoding="utf-8",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, process_group=0 if before else None,
        )  # fmt: skip
        return Running(process, args)

    def parts(self) -> list[Path]:
        """What a process in the middle of its work leaves behind if it does not tidy up."""
        found = [path for path in self.root.rglob("*") if path.name.endswith((".part", ".lock"))]
        return found + [path for folder in ("parts", "emulator/tmp") for path in (self.state / folder).glob("*")]

    def everything(self) -> Iterator[tuple[Path, bytes]]:
        """Every file of the project with its bytes."""
        for path in sorted(self.root.rglob("*")):
            if path.is_file():
                yield path, path.read_bytes()


class Running:
    """A command under way."""

    def __init__(self, process: "subprocess.Popen[str]", args: Sequence[str] = ()) -> None:
        self.process, self.args = process, args
        self.out: list[str] = []
        self.err: list[str] = []
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._readers = [
            threading.Thread(target=self._read, args=(process.stdout, self.out), daemon=True),
            threading.Thread(target=self._read, args=(process.stderr, self.err, self._lines), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def until(self, pattern: str) -> str:
        """Wait for a line on stderr that matches."""
        while True:
            line = self._lines.get(timeout=PATIENCE_S)
            assert line is not None, f"it ended before it said {pattern!r}: {''.join(self.err)}"
            if re.search(pattern, line):
                return line

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def finish(self) -> Done:
        """Wait for the end."""
        try:
            code = self.process.wait(PATIENCE_S)
        finally:
            self.process.kill()
        for reader in self._readers:
            reader.join(PATIENCE_S)
        done = Done(code, "".join(self.out), "".join(self.err), self.args)
        for word in ("Traceback", "Warning:", "Exception ignored"):
            assert word not in done.text, done.text
        return done

    def kill(self) -> list[int]:
        """Kill it for good; return its former children that still lived a moment later than it, after which none does."""
        with contextlib.ExitStack() as stack:
            handles = []
            for child in children(self.process.pid):
                with contextlib.suppress(ProcessLookupError):
                    handle = os.pidfd_open(child)
                    stack.callback(os.close, handle)
                    handles.append((child, handle))
            self.signal(signal.SIGKILL)
            assert self.finish().exit in (-signal.SIGKILL, 0)  # it may have ended a moment before
            return [child for child, handle in handles if not select.select([handle], [], [], 10)[0]]

    @staticmethod
    def _read(stream: Any, kept: list[str], lines: Any = None) -> None:
        for line in stream:
            kept.append(line)
            if lines is not None:
                lines.put(line)
        stream.close()
        if lines is not None:
            lines.put(None)


def children(parent: int) -> list[int]:
    """Return all processes below this one."""
    found = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *children(child)]
    return found


def make_project(root: Path, clips: Path) -> Project:
    made = Project(root)
    made.write("two.yaml", RECIPE)
    for clip in clips.iterdir():
        (made.root / clip.name).symlink_to(clip)
    return made
