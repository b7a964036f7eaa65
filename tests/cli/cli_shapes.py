"""What a command prints for programs, held against the schema that is shipped for it."""

import functools
from collections.abc import Sequence
from typing import Any

import jsonschema

from engine.resources import data_folder, load_json

LEDGER, COMPARE = "--ledger", "--compare"
ALIKE = {"resume": "run"}
"""Commands that print what another one does."""
SHIPPED = {path.name.removesuffix(".schema.json") for path in data_folder("schemas").glob("*.schema.json")}


def held(data: Any, name: str) -> Any:
    """Hold data against a schema."""
    _validator(name).validate(data)
    return data


def printed_by(args: Sequence[str]) -> str | None:
    """Return the schema of what a command prints with `--format json`, None for one that has none."""
    name = "ledger" if LEDGER in args else "compare" if COMPARE in args else ALIKE.get(args[0], args[0]) if args else ""
    return name if name in SHIPPED else None


def held_of(data: Any, args: Sequence[str]) -> Any:
    """Hold what a command printed against its schema; what was in its way, and mistakes, have schemas of their own."""
    if isinstance(data, dict) and len(data) == 1 and data.keys() <= {"error", "faults"}:
        return held(data, "error" if "error" in data else "check")
    name = printed_by(args)
    return data if name is None else held(data, name)


@functools.cache
def _validator(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(load_json(f"{name}.schema.json"))
