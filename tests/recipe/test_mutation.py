"""Every rule is held by the corpus: taken away one by one, each is missed by some file's golden output.

A rule is a place in the code that names a fault. It is taken away by letting that place say nothing; where it must stop
the reading, because there is nothing to go on with, it is enough that a golden output shows it.
"""

import ast
import sys
from collections import defaultdict
from pathlib import Path

import pytest

import engine
from engine.values.fault import Faults
from tests.recipe.test_corpus import BAD, checked_file, lines

ROOMS = tuple(Path(engine.__file__).parent / room for room in ("text", "shape", "language", "recipe"))
WHEN_VALUES_ARE_KNOWN = {
    "recipe/arguments.py",
    "language/arithmetic.py",
    "recipe/bind.py",
    "language/evaluate.py",
    "recipe/inputs.py",
}
"""Modules whose faults depend on the values of inputs; tests of their own hold them."""
BY_TABLE = {
    "text/compose.py",
    "text/source.py",
    "text/yaml_errors.py",
    "language/parse.py",
    "language/jinja.py",
    "text/scalars.py",
    "language/syntax_errors.py",
    "shape/explain.py",
    "shape/misnamed_keys.py",
    "recipe/roots.py",
    "recipe/named_values.py",
}
"""Modules that stop reading at a fault, or name faults in tables: a golden output that shows the key is enough."""
NEVER_SEEN = {
    ("language/parse.py", "expression-construct"),  # for syntax that Jinja may get one day
    ("shape/check.py", "bad-value"),  # for a schema's rule that nobody gave words to
    ("shape/explain.py", "bad-value"),
    ("recipe/named_values.py", "expression-too-deep"),  # needs thousands of lines, see test_values.py
    ("recipe/other_files.py", "recipes-too-deep"),  # needs many files, see test_files.py
    ("text/source.py", "file-too-big"),  # a golden file of 4 MB helps nobody, see test_read.py
    ("recipe/limits.py", "too-few-items"),  # of a parameter, when its list is known: see test_items.py
    ("recipe/limits.py", "too-many-items"),
    ("recipe/callee.py", "number-with-other"),  # of clips that a plan knows: see tests/catalog
    ("recipe/alternative.py", "missing-parameter"),  # of a model that a plan compares: see tests/api/audit
    ("recipe/limits.py", "text-over-units"),
    ("recipe/lints.py", "lint-model-retires"),
}
HELD_TWICE = {
    ("recipe/limits.py", "not-one-of"),  # the schema refuses constants already; expressions are judged by their values
    ("recipe/value_reader.py", "wrong-type"),  # the schema refuses what is no text already
}
Site = tuple[str, int, str]


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def sites() -> dict[Site, tuple[int, int]]:
    """Return every call that names a fault, with its lines; of one that only makes it, until the end of the function."""
    found = {}
    for path in sorted(path for room in ROOMS for path in room.glob("*.py")):
        keys = set(engine_keys())
        tree = ast.parse(path.read_text("utf-8"))
        ends = [(one.lineno, one.end_lineno) for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for argument in node.args:
                    for part in ast.walk(argument):
                        if isinstance(part, ast.Constant) and part.value in keys:
                            last = node.end_lineno or node.lineno
                            if isinstance(node.func, ast.Name) and node.func.id == "fault":
                                last = max(
                                    last, min((end for first, end in ends if first <= last <= end), default=last)
                                )
                            found[named(path), node.lineno, part.value] = (node.lineno, last)
    return found


def engine_keys():
    from engine.resources import load_json

    ours = ("EC10", "EC11", "EC12", "EC13", "EC14", "EC16", "EC19")
    return [key for key, row in load_json("messages.json").items() if row["code"].startswith(ours)]


class Watch:
    """Notes which sites speak, and silences one of them."""

    def __init__(self) -> None:
        self.lines = defaultdict(list)
        for site, (first, last) in sites().items():
            self.lines[site[0]].append((first, last, site))
        self.spoke: set[Site] = set()
        self.silent: Site | None = None

    def site(self, key):
        frame = sys._getframe(2)
        while frame is not None:
            path = Path(frame.f_code.co_filename)
            if path.parent in ROOMS:
                meant = [
                    (first, site)
                    for first, last, site in self.lines[named(path)]
                    if site[2] == key and first <= frame.f_lineno <= last
                ]
                if meant:
                    return max(meant)[1]
            frame = frame.f_back
        return None


@pytest.fixture
def watch(monkeypatch):
    watching = Watch()
    put = Faults.put

    def watched(collect):
        def watched_collect(self, key, /, *words, **args):
            site = watching.site(key)
            if site is not None:
                watching.spoke.add(site)
            if site is None or site != watching.silent:
                collect(self, key, *words, **args)

        return watched_collect

    def watched_put(self, found):
        site = watching.site(found.key)
        if site is not None:
            watching.spoke.add(site)
        if site is None or site != watching.silent:
            put(self, found)

    monkeypatch.setattr(Faults, "add", watched(Faults.add))
    monkeypatch.setattr(Faults, "unknown", watched(Faults.unknown))
    monkeypatch.setattr(Faults, "put", watched_put)
    return watching


def test_no_rule_can_be_taken_away_unnoticed(read, watch):
    golden = {path: path.with_suffix(".out").read_text().splitlines() for path in BAD}
    heard = defaultdict(list)
    for path in BAD:
        watch.spoke = set()
        found = checked_file(path, read).faults
        assert lines(found, path) == golden[path]
        for site in watch.spoke:
            heard[site].append(path)
    unheard, missed = [], []
    shown = {line.split()[-1] for out in golden.values() for line in out}
    for site in sites():
        file, _, key = site
        if site not in heard:
            raised = file in BY_TABLE and key in shown
            if not raised and file not in WHEN_VALUES_ARE_KNOWN and (file, key) not in NEVER_SEEN:
                unheard.append(site)
            continue
        watch.silent = site
        if (file, key) not in HELD_TWICE and all(survives(path, read, golden[path]) for path in heard[site]):
            missed.append(site)
        watch.silent = None
    assert (unheard, missed) == ([], [])


def survives(path, read, golden) -> bool:
    """Tell whether a file's output stays the same with a rule away; a reading that breaks without it does not."""
    try:
        return lines(checked_file(path, read).faults, path) == golden
    except Exception:  # noqa: BLE001  whatever breaks, breaks the reading
        return False
