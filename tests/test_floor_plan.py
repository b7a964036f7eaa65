"""The floor plan of engine/: one library, one room; pure rooms touch no world; files stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "engine"
# library -> the places that may import it.
HOME_OF = {
    "yaml": ("recipe",),
    "jinja2": ("recipe",),
    "jsonschema": ("recipe",),
    "jsonschema_rs": ("recipe",),
    "httpx": ("services.dashscope",),
    "httpcore": ("services.dashscope", "services.remote"),
    "anyio": ("run.driver", "services.dashscope", "app", "cli"),
    "sqlite3": ("journal", "emulator.state"),
    "av": ("media", "emulator.draft"),
    "cv2": ("emulator.draft",),
    "numpy": ("emulator.draft",),
    "starlette": ("emulator",),
    "uvicorn": ("emulator",),
    "asyncio": ("emulator",),
    "click": ("cli",),
    "rich": ("cli",),
}
PURE = (
    "errors", "values", "recipe", "catalog", "plan", "report", "run.commands", "run.events", "run.exits", "run.history",
    "run.money", "run.retry", "run.scheduler", "run.service", "run.state", "services.dashscope.wire", "services.remote.address",
    "services.remote.answer",
)  # fmt: skip
WORLD = {"os", "time", "random", "socket", "subprocess", "secrets", "uuid", "tempfile", "shutil", "threading"}
CALLS = {"open", "print", "input", "now", "utcnow", "today", "uuid4", "read_text", "read_bytes", "write_text"}
MAX_LINES = 400


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "engine"


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def called(tree: ast.Module) -> Iterator[str]:
    """Names of functions and, after a dot, of methods; `open` as a method is a port's verb."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr != "open":
            yield node.func.attr


def inside(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)


def faults(me: str, text: str) -> Iterator[str]:
    tree = ast.parse(text)
    for module in imported(tree):
        top = module.partition(".")[0]
        if top in HOME_OF and not inside(me, HOME_OF[top]):
            yield f"{top} lives in {HOME_OF[top]}"
        if top in WORLD and inside(me, PURE):
            yield f"{top} in a pure room"
    if inside(me, PURE):
        yield from (f"{name}() in a pure room" for name in called(tree) if name in CALLS)
    if len(text.splitlines()) > MAX_LINES:
        yield f"more than {MAX_LINES} lines: split it by noun"


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=name_of)
def test_a_module_keeps_to_the_floor_plan(path: Path) -> None:
    assert list(faults(name_of(path), path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("import httpx", "httpx lives in ('services.dashscope',)"),
        ("from sqlite3 import connect", "sqlite3 lives in ('journal', 'emulator.state')"),
        ("import time", "time in a pure room"),
        ("print(1)", "print() in a pure room"),
        ("date.today()", "today() in a pure room"),
        ("\n" * 401, "more than 400 lines: split it by noun"),
    ],
)
def test_a_planted_fault_is_found(text: str, fault: str) -> None:
    assert list(faults("plan.planted", text)) == [fault]
