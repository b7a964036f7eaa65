"""What an emulator says it is, and whose results it gives."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine import __version__
from engine.emulator.rules.declaration import declaration, realm_of
from engine.emulator.rules.options import EmulatorOptions


def test_the_declaration_names_renderer_and_options():
    assert declaration(EmulatorOptions(renderer="stamp")) == f"{__version__};renderer=stamp-1;unsupported=fail"


def test_the_realm_leaves_out_the_emulators_own_version():
    assert realm_of("9.9.9;renderer=draft-3;unsupported=slate") == "draft:draft-3:unsupported=slate"


def test_what_changes_a_result_changes_the_realm():
    variants = [
        EmulatorOptions(),
        EmulatorOptions(renderer="stamp"),
        EmulatorOptions(unsupported="slate"),
        EmulatorOptions(preset="ultrafast"),
        EmulatorOptions(offline_media=Path("a")),
    ]
    assert len({realm_of(declaration(options)) for options in variants}) == len(variants)


@pytest.mark.parametrize(
    "text", ["", "1", "1;renderer=", "1;unsupported=fail", "1;renderer=a;b", "1;renderer=a/../b;c=d", "x" * 500]
)
def test_a_header_of_another_shape_is_no_declaration(text):
    assert realm_of(text) is None


def test_the_declaration_loads_nothing_heavy():
    code = "import sys, engine.emulator.rules.declaration as d; print(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"starlette", "uvicorn", "av", "numpy", "cv2", "sqlite3", "asyncio", "httpx"} & set(loaded)
