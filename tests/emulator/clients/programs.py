"""Programs: how each official client is run, or why it can't be here."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.processes.tools import do_without

HERE = Path(__file__).parent
OLDER = "EDITCHAIN_SDK_1"
"""The variable that names an interpreter with the SDK's first line; `make test-long` sets up one."""


@dataclass(frozen=True)
class Program:
    """One client: a file beside this one, and the interpreter that runs it."""

    file: str
    older: bool = False

    def command(self, folder: Path) -> Sequence[str]:
        """Return how it is run; skips the test where that can't be, or fails where it must."""
        if self.file.endswith(".java"):
            return _java(folder, Path(self.file).stem)
        return [_older() if self.older else sys.executable, "-W", "ignore", str(HERE / self.file)]

    def run(self, sent: dict[str, Any], folder: Path) -> dict[str, Any]:
        """Run it to its end and return what it told."""
        done = subprocess.run(
            [*self.command(folder), json.dumps(sent)], capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        return told


PROGRAMS = {
    "python": Program("sync_client.py"),
    "python asyncio": Program("asyncio_client.py"),
    "python v2": Program("v2_client.py"),
    "python 1": Program("sync_client.py", older=True),
    "python 1 asyncio": Program("asyncio_client.py", older=True),
    "java": Program("JavaClient.java"),
}


def _older() -> str:
    found = os.environ.get(OLDER, "")
    if not found:
        do_without("sdk-1", f"{OLDER} names no interpreter that has the SDK's first line: make test-long sets it up")
    return found


def _java(folder: Path, name: str) -> Sequence[str]:
    """Compile the client with Maven, which fetches the SDK the first time."""
    if shutil.which("mvn") is None or shutil.which("java") is None:
        do_without("java", "there is no Maven: apt-get install maven")
    built = folder / "java"
    shutil.copytree(HERE / "java", built)
    make = ["mvn", "--quiet", "--batch-mode", "compile", "dependency:build-classpath", "-Dmdep.outputFile=target/path"]
    made = subprocess.run(make, cwd=built, capture_output=True, text=True, timeout=600, check=False)
    if made.returncode:
        if "COMPILATION ERROR" not in made.stdout:
            do_without("java", f"Maven could not fetch what it needs: {made.stdout.strip()[:500]}")
        raise AssertionError(made.stdout)
    path = os.pathsep.join([str(built / "target/classes"), (built / "target/path").read_text().strip()])
    return ["java", "-cp", path, name]
