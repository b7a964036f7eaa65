"""Cures: what faults say is to be written, written into a file, one after the other."""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from engine.values.fault import Fault
from engine.values.place import Place

MOST = 20
"""Cures that one file may need; each is written before the next is looked for."""

Faults = Callable[[dict[str, str]], Iterable[Fault]]
"""Gives the faults of some files that are known by their texts."""


@dataclass
class Cured:
    """Some files once all their cures are written, the keys of the errors that they had, and of those that are left."""

    files: dict[str, str]
    before: set[str]
    left: set[str] = field(default_factory=set)


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def applied(text: str, place: Place, new: str) -> str:
    """Write something in the place of what stands there."""
    lines = text.split("\n")
    first, last = lines[place.line - 1], lines[place.end_line - 1]
    joined = first[: place.column - 1] + new + last[place.end_column - 1 :]
    return "\n".join([*lines[: place.line - 1], joined, *lines[place.end_line :]])


def under_rows(campaign: str, line: str) -> str:
    """Write a line under a campaign's `rows`, in the place of one of the same key if there is one."""
    key = line.partition(":")[0]
    if re.search(rf"\b{key}: ", campaign):
        return re.sub(rf"\b{key}: (?:\"[^\"]*\"|[^,}}\n]+)", lambda _: line, campaign, count=1)
    if "rows: {" in campaign:
        return campaign.replace("rows: {", f"rows: {{{line}, ", 1)
    return campaign.replace("rows:\n", f"rows:\n  {line}\n", 1)


def written(fault: Fault, files: dict[str, str]) -> tuple[str, str] | None:
    """Return which file a cure changes, and its text then; None if the fault says nothing that can be written into one."""
    if "under_rows" in fault.args:
        name = next(name for name in files if name.endswith(".yaml"))
        return name, under_rows(files[name], str(fault.args["under_rows"]))
    if fault.edit is None or fault.place.file not in files:
        return None
    return fault.place.file, applied(files[fault.place.file], *fault.edit)


def errors(faults: Iterable[Fault]) -> set[str]:
    return {fault.key for fault in faults if fault.severity == "error"}


def cure(files: dict[str, str], faults_of: Faults) -> Cured:
    """Write all cures of some files; the fault of each must be gone once its cure is written."""
    found = list(faults_of(files))
    cured = Cured(dict(files), errors(found))
    for _ in range(MOST):
        fault = next((fault for fault in found if written(fault, cured.files)), None)
        new = written(fault, cured.files) if fault is not None else None
        if fault is None or new is None:
            break
        cured.files[new[0]] = new[1]
        found = list(faults_of(cured.files))
        again = [one for one in found if (one.key, one.place, one.edit) == (fault.key, fault.place, fault.edit)]
        assert not again, f"{fault.place} {fault.key} {dict(fault.args)}: its cure changes nothing"
    else:
        pytest.fail(f"{list(files)} are never done: {[fault.edit for fault in found if fault.edit is not None]}")
    cured.left = errors(found)
    return cured


def told(old: dict[str, str], cured: Cured) -> str:
    """Return which lines changed, and what is left; "" of files that have no cure."""
    changed: list[str] = []
    for name, text in old.items():
        lines = difflib.unified_diff(text.split("\n"), cured.files[name].split("\n"), n=0, lineterm="")
        changed += [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return "\n".join([*changed, *(f"left: {key}" for key in sorted(cured.left)), ""]) if changed else ""


def keep(path: Path, words: str) -> None:
    """Write down what became of a file, to be read before it is kept."""
    if words:
        path.write_text(words, "utf-8")
    else:
        path.unlink(missing_ok=True)


def kept(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
