"""Replaying a run for proof: its manifest is read, its recipe planned again, and everything held against what was recorded."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from engine.api.audit.again import asked_again
from engine.api.context import Context
from engine.api.manifest import manifest_path
from engine.api.planning import plan_file
from engine.errors import AuthorError, FaultsFound
from engine.media import prove
from engine.plan.replayed import Equality, HeldAgainst, recipe_and_tasks, same
from engine.report.audit.replay import Replayed
from engine.run.ports import Prove
from engine.store.files import FolderStore
from engine.store.files.durable import digest_of_file
from engine.values.media import Proof
from engine.values.reason import because

VERSION: Final = 1


def replay(context: Context, manifest: Path, recipe: Path | None = None, proves: Prove = prove) -> Replayed:
    """Plan a recorded run again and hold plan, inputs, files and stored results against its manifest; nothing is sent.

    `manifest` is the file, or the id of a run of this project. `recipe` is the recipe or campaign, where the manifest does not
    say it or it has moved; `proves` looks into stored results. Raises AuthorError `manifest-missing`, `manifest-unreadable`,
    `manifest-newer`, `plan-not-kept` or `recipe-untold`.
    """
    recorded = _read(context, manifest)
    source = recorded.get("source")
    if source is None and recipe is None:
        raise AuthorError("recipe-untold", path=str(manifest))
    source = source or {}
    folder = context.settings.project / source.get("folder", ".")
    file = context.cwd / recipe if recipe is not None else context.settings.project / source["file"]
    checks = list(_inputs(recorded["inputs"], folder))
    faults: FaultsFound | None = None
    try:
        again = asked_again(context, recorded, file)
        there = replace(context, cwd=folder)
        plan = plan_file(there, again.asked, again.terms, again.day, None, anew=True).plan
        checks += recipe_and_tasks(recorded, plan)
    except FaultsFound as error:
        faults = error
        checks.append(HeldAgainst("plan", recorded["recipe"]["name"], Equality.GONE, recorded["plan"]))
    checks += _files(recorded["files"], folder)
    checks += _results(recorded["tasks"], FolderStore(context.settings.home), proves)
    mistakes = faults.faults if faults is not None else ()
    return Replayed(recorded=recorded, catalog=context.catalog.version, checks=tuple(checks), mistakes=mistakes)


def _read(context: Context, name: Path) -> Mapping[str, Any]:
    path = context.cwd / name
    if not path.is_file():
        path = manifest_path(context.settings.home, str(name))
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise AuthorError("manifest-missing", path=str(name)) from error
    except (OSError, ValueError) as error:
        raise AuthorError("manifest-unreadable", path=str(name)) from error
    if not isinstance(data, dict) or not isinstance(data.get("manifest"), int) or not _is_whole(data):
        raise AuthorError("manifest-unreadable", path=str(name))
    if data.get("plan_gone"):
        raise AuthorError("plan-not-kept", run=data["run"])
    if data["manifest"] > VERSION:
        raise AuthorError("manifest-newer", path=str(name))
    return data


def _is_whole(data: Mapping[str, Any]) -> bool:
    """Tell whether a manifest holds what is read of it."""
    kinds: Mapping[str, type] = {
        "recipe": dict, "service": str, "realm": str, "day": str, "plan": str, "inputs": dict, "tasks": list, "files": list,
        "run": str, "rows": list,
    }  # fmt: skip
    return all(isinstance(data.get(name), kind) for name, kind in kinds.items())


def _inputs(inputs: Mapping[str, Any], folder: Path) -> Iterator[HeldAgainst]:
    """Hold the digests of media that were given against those of the files that lie there now."""
    for name, value in inputs.items():
        yield from _input(name, value, folder)


def _input(called: str, value: Any, folder: Path) -> Iterator[HeldAgainst]:
    if isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _input(f"{called}[{number}]", one, folder)
    elif isinstance(value, dict) and set(value) == {"path", "sha256"}:
        yield same("input", f"{called} {value['path']}", value["sha256"], _digest(folder / value["path"]))
    elif isinstance(value, dict) and set(value) == {"data", "sha256"}:
        yield HeldAgainst("input", called, Equality.UNTOLD, value["sha256"])
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _input(f"{called}.{name}", one, folder)


def _files(files: Sequence[Mapping[str, Any]], folder: Path) -> Iterator[HeldAgainst]:
    for file in files:
        yield same("file", file["path"], file["sha256"], _digest(folder / file["path"]))


def _results(tasks: Sequence[Mapping[str, Any]], store: FolderStore, proves: Prove) -> Iterator[HeldAgainst]:
    """Hold the stored results against their digests; one that is not here, as in a copy of the manifest, is not judged.

    Those that are equal are decoded whole, but for those of which the run itself has told that they are odd.
    """
    for task in tasks:
        digest = task.get("result")
        if digest is None or not store.has(digest):
            continue
        held = same("result", task["id"], digest, _digest(store.path(digest)))
        told = "result-odd" in task.get("remarks", ())
        if held.equality is Equality.EQUAL and not told and _is_damaged(proves(store.path(digest), whole=True)):
            held = replace(held, equality=Equality.DAMAGED)
        yield held


def _is_damaged(proof: Proof) -> bool:
    """Tell whether a video can't be decoded to its end; a picture, as a media tool makes one, is not looked into."""
    return proof.fault not in (None, because("no-video"))


def _digest(path: Path) -> str | None:
    """Return the digest of a file, None if it is not there or can't be read."""
    try:
        return digest_of_file(path)
    except OSError:
        return None
