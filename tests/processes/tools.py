"""Tools of the machine that these tests need: what is missing is skipped aloud, or fails where it is required."""

import functools
import os
import shutil
import subprocess
from pathlib import Path

import pytest

REQUIRED = "EDITCHAIN_REQUIRE"
"""The variable that names, with spaces between, the tools without which these tests fail instead of being skipped."""


def strace() -> str:
    """Return the tracer; skips the test where there is none, or where it may not trace."""
    why = _why_no_strace()
    if why:
        do_without("strace", why)
    return "strace"


def compiled(source: Path, folder: Path) -> Path:
    """Return a shared library made of one file of C; skips the test where there is no compiler."""
    if shutil.which("cc") is None:
        do_without("cc", "there is no C compiler: apt-get install gcc libc6-dev")
    library = folder / f"{source.stem}.so"
    if not library.exists():
        made = folder / f"{source.stem}.{os.getpid()}.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", made, source, "-ldl"], check=True)
        made.replace(library)
    return library


@functools.cache
def _why_no_strace() -> str:
    if shutil.which("strace") is None:
        return "there is no strace: apt-get install strace"
    tried = subprocess.run(
        ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=fsync", "-e", "inject=fsync:delay_enter=1", "true"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return f"strace may not trace here: {tried.stderr.strip()}" if tried.returncode else ""


def do_without(tool: str, why: str) -> None:
    """End a test that needs a tool: it is skipped, or fails where the tool is required."""
    if tool in os.environ.get(REQUIRED, "").split():
        pytest.fail(f"{REQUIRED} asks for {tool}, but {why}")
    pytest.skip(why)
