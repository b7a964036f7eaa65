"""The floor plan of engine/: one library, one room; pure rooms touch no world; files stay small."""

import ast
import importlib
import runpy
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
ROOT = PROJECT / "engine"
# library -> the places that may import it.
HOME_OF = {
    "yaml": ("text",),
    "jinja2": ("language", "report.pages"),
    "markupsafe": ("report.pages",),
    "jsonschema": ("shape",),
    "jsonschema_rs": ("shape",),
    "httpx": ("net",),
    "httpcore": ("net",),
    "h11": ("net", "emulator.protocol"),
    "truststore": ("net",),
    "ssl": ("net",),
    "http": ("net",),
    "anyio": ("run.driver", "services", "api", "clock", "door", "testing", "cli", "terminal", "net"),
    "sqlite3": ("store.sqlite", "emulator.state"),
    "av": ("media", "emulator.draft"),
    "cv2": ("emulator.draft",),
    "openpyxl": ("sources.sheet_parser", "sources.workbook"),
    "numpy": ("emulator.draft",),
    "starlette": ("emulator.app", "emulator.bucket", "emulator.hooks", "emulator.http"),
    "uvicorn": ("emulator.protocol", "emulator.web"),
    "asyncio": (
        "emulator.emulator",
        "emulator.hooks",
        "emulator.jobs",
        "emulator.protocol",
        "emulator.rules.background",
        "emulator.server",
        "emulator.web",
    ),
    "click": ("cli", "terminal"),
    "signal": ("cli", "terminal", "emulator.draft"),
    "filelock": ("lock",),
    "fcntl": (),  # locks must exist on every system
    "msvcrt": (),
}
PURE = (
    "version", "errors", "values", "row", "text", "shape", "language", "recipe", "campaign", "catalog", "plan", "phrases", "report", "run.back_off", "run.canceling", "run.commands", "run.doubts", "run.drafts", "run.durability", "run.event", "run.event_data", "run.events", "run.exits", "run.explanation", "run.files", "run.history", "run.hopeless",
    "run.asking", "run.job_times", "run.shared_pace",
    "run.marks", "run.money", "run.outage", "run.rate", "run.records", "run.requests", "run.result", "run.retry", "run.schedule", "run.service", "run.state", "services.dashscope.listing", "services.dashscope.wire", "sources.remote.answer",
    "net.address", "net.network", "emulator.http.answers", "emulator.http.openapi", "emulator.rules.hosts", "emulator.objects.content", "emulator.objects.signing",
    "emulator.rules.counting", "emulator.rules.declaration", "emulator.rules.failure", "emulator.rules.modes",
    "emulator.rules.accounts", "emulator.rules.latency", "emulator.rules.options", "emulator.rules.places", "emulator.rules.prices",
    "emulator.rules.rates", "emulator.rules.refusal", "emulator.rules.validation", "emulator.state.job",
    "emulator.state.rows", "emulator.state.states", "emulator.draft.language",
)  # fmt: skip
IMPURE = (
    "api", "cli", "clock", "door", "emulator", "key", "lock", "media", "net", "resources", "services", "settings", "sources", "store", "terminal", "testing",
    "run.driver", "run.ports", "__main__", "engine",
)  # fmt: skip
"""The rooms that touch the world; a room that stands in neither list is a fault."""
WORLD = {"os", "time", "random", "socket", "subprocess", "secrets", "uuid", "tempfile", "shutil", "threading"}
CALLS = {"open", "print", "input", "now", "utcnow", "today", "uuid4", "read_text", "read_bytes", "write_text"}
MAX_LINES = 400
LEVELS = {
    "api": 6, "campaign": 6, "catalog": 3, "cli": 2, "door": 8, "emulator": 13, "language": 6, "media": 9, "net": 5, "phrases": 3,
    "plan": 7, "plan.graph": 2, "recipe": 10, "report": 3, "report.pages": 4, "report.survey": 4, "run": 7, "services": 5, "shape": 4, "sources": 3, "sources.remote": 5, "store": 3, "store.sqlite.planned": 3,
    "terminal": 3, "testing": 4, "text": 3, "values": 2,
}  # fmt: skip
"""How many modules of a room may lie above one another, by all imports; a room that isn't named is one module.

A room within a room that has a row of its own is not counted in the outer one.
"""


DOOR = "the door's own face of it: what programs see is held equal to the schemas"
EMULATOR = "the emulator is a world of its own: it reads, keeps and answers without a word of the engine above media"
HOMONYMS = {
    **dict.fromkeys(
        (
            "Cause", "Estimate", "Fault", "FaultsFound", "ParameterChange", "Plan", "Project", "PublishedFile", "Reason", "Run", "Side",
            "Task", "Totals", "TriedTest",
        ),
        DOOR,
    ),
    **dict.fromkeys(
        (
            "Canvas", "Clock", "Job", "JobFailed", "Model", "Order", "Outcome", "Place", "Pool", "Rule", "Rules", "Shape", "Sound",
            "SystemClock", "Usage", "Web",
        ),
        EMULATOR,
    ),
    "Event": "of a run, as it is recorded and as it is told; and of the emulator's jobs",
    "FetchFailed": "the event, and the emulator's own fetching of media",
    "Group": "of a campaign's names, and of commands",
    "Limits": "of an input, and of the emulator's rates",
    "Output": "of a model, of a recipe, of a result",
    "Piece": "of a clip, and of a draft's picture",
    "Record": "a value with members, and the emulator's database",
    "Refused": "the event, and the error of an emulator that refuses",
    "Refusal": "what the service answers, and the emulator's own",
    "Row": "of a table, of a plan, and of a catalog's entry while it is read",
}  # fmt: skip
"""Class names of two things, each with the reason why nobody takes one for the other. The table only shrinks."""


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "engine"


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def modules_imported(path: Path, known: Collection[str]) -> Iterator[str]:
    """Modules of ours that a file imports anywhere, in functions and for types too; a name of a face is the face."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("engine.") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            module = node.module.removeprefix("engine.")
            names = [f"{module}.{alias.name}" if module != "engine" else alias.name for alias in node.names]
            yield from (name if name in known else module for name in names)


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


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=name_of)
def test_a_module_is_pure_or_touches_the_world_by_name(path: Path) -> None:
    me = name_of(path)
    assert me in ("run", "engine") or inside(me, PURE) or inside(me, IMPURE)


@pytest.mark.parametrize("room", [*PURE, *IMPURE])
def test_a_room_of_the_lists_exists(room: str) -> None:
    place = ROOT.joinpath(*room.split("."))
    assert room == "engine" or place.is_dir() or place.with_suffix(".py").is_file()


@pytest.mark.parametrize("folder", sorted({path.parent for path in ROOT.rglob("*.py")}), ids=str)
def test_a_folder_holds_no_more_than_thirty_files(folder: Path) -> None:
    assert len(list(folder.glob("*.py"))) <= 30


@cache
def imports_of_all() -> Mapping[str, frozenset[str]]:
    """Every module of ours with those that it imports."""
    paths = {name_of(path): path for path in ROOT.rglob("*.py")}
    return {me: frozenset(modules_imported(path, paths)) & paths.keys() - {me} for me, path in paths.items()}


def longest(chains: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the longest chain of imports; raises graphlib.CycleError for a circle."""
    found: dict[str, tuple[str, ...]] = {}
    for me in TopologicalSorter(chains).static_order():
        found[me] = (me, *max((found[other] for other in chains[me]), key=len, default=()))
    return max(found.values(), key=len)


def test_the_longest_chain_is_measured_and_a_circle_is_none() -> None:
    assert longest({"a": ["b", "c"], "b": ["c"], "c": [], "d": ["c"]}) == ("a", "b", "c")
    with pytest.raises(CycleError):
        longest({"a": ["b"], "b": ["a"]})


def room_of(me: str) -> str:
    """The innermost place with a row of its own that a module stands in, else its room."""
    return max((room for room in LEVELS if inside(me, (room,))), key=len, default=me.partition(".")[0])


@pytest.mark.parametrize("room", sorted({room_of(me) for me in imports_of_all()} - {"engine"}))
def test_no_room_is_deeper_than_it_was(room: str) -> None:
    inner = {me: others for me, others in imports_of_all().items() if room_of(me) == room}
    chain = longest({me: [other for other in others if other in inner] for me, others in inner.items()})
    assert len(chain) <= LEVELS.get(room, 1), " > ".join(chain)


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=name_of)
def test_nobody_imports_the_face_of_a_room_that_it_stands_in(path: Path) -> None:
    me = name_of(path)
    faces = {me.rpartition(".")[0], me.partition(".")[0]} - {me, ""}
    assert faces & imports_of_all()[me] == set()


def test_one_word_is_one_thing() -> None:
    places: dict[str, set[str]] = {}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, set()).add(name_of(path))
    homonyms = {name: sorted(homes) for name, homes in places.items() if len(homes) > 1}
    assert {name: homes for name, homes in homonyms.items() if name not in HOMONYMS} == {}
    assert sorted(HOMONYMS.keys() - homonyms.keys()) == [], "no longer the name of two things: take it out of the table"


@pytest.mark.parametrize("path", sorted(ROOT.rglob("__init__.py")), ids=name_of)
def test_every_name_of_a_face_is_there(path: Path) -> None:
    me = name_of(path)
    face = importlib.import_module("engine" if me == "engine" else f"engine.{me}")
    names = getattr(face, "__all__", ())
    assert list(names) == sorted(names)
    assert [name for name in names if not hasattr(face, name)] == []


@pytest.mark.parametrize("script", sorted([*PROJECT.glob("docs/*.py"), *PROJECT.glob("benchmarks/*.py")]), ids=str)
def test_a_script_beside_the_engine_imports(script: Path) -> None:
    runpy.run_path(str(script), run_name="imported")


@pytest.mark.parametrize("folder", sorted({path.parent for path in TESTS.rglob("test_*.py")}), ids=str)
def test_a_folder_of_tests_is_a_package(folder: Path) -> None:
    assert (folder / "__init__.py").is_file(), "two files of one name would stop the collection"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("import httpcore", "httpcore lives in ('net',)"),
        ("from sqlite3 import connect", "sqlite3 lives in ('store.sqlite', 'emulator.state')"),
        ("import fcntl", "fcntl lives in ()"),
        ("import time", "time in a pure room"),
        ("print(1)", "print() in a pure room"),
        ("date.today()", "today() in a pure room"),
        ("\n" * 401, "more than 400 lines: split it by noun"),
    ],
)
def test_a_planted_fault_is_found(text: str, fault: str) -> None:
    assert list(faults("plan.planted", text)) == [fault]
