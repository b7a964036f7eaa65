"""Statements: every branch of a template is checked, also those that no input of today would take."""

from typing import Final

from engine.language.infer import Inference
from engine.language.names import Names
from engine.language.syntax import Block, For, If, Print, Set, Tag, Text
from engine.language.types import BOOLEAN, INTEGER, UNKNOWN, Kind, Type, joined, record_of
from engine.values.fault import Faults
from engine.values.place import Place

RESERVED: Final = frozenset(
    (
        "inputs", "values", "prompts", "item", "loop", "steps", "row", "rows", "matrix", "group", "output", "outputs", "key",
        "take", "ext", "recipe", "run", "env", "secrets", "self",
    )
)  # fmt: skip
"""Names that no `for` and no `set` may make: what a later version says by them must not change an older text."""
POSITION: Final = record_of({"index": INTEGER, "first": BOOLEAN, "last": BOOLEAN, "length": INTEGER})
"""What `loop` is within a `for`, and within a repeated step."""


def check_template(body: Block, names: Names, faults: Faults) -> Inference:
    """Check a template's statements; what they name is in the inference that is returned."""
    inference = Inference(faults)
    _Checker(inference, faults).block(body, names)
    return inference


class _Checker:
    """Walks a template; a block gives the names as they are after it, for `set` outlives an `if` but not a `for`."""

    def __init__(self, inference: Inference, faults: Faults) -> None:
        self._inference = inference
        self._faults = faults

    def block(self, body: Block, names: Names) -> Names:
        for statement in body:
            match statement:
                case Print():
                    self._inference.printable(statement.value, names)
                case If():
                    names = self._if(statement, names)
                case For():
                    self._for(statement, names)
                case Set():
                    names = self._set(statement, names)
                case Text() | Tag():
                    pass
        return names

    def _if(self, statement: If, names: Names) -> Names:
        self._inference.condition(statement.test, names)
        then = self.block(statement.then, self._inference.where(statement.test, names))
        otherwise = self.block(statement.otherwise, self._inference.where_not(statement.test, names))
        after = names
        for name in {**then.local, **otherwise.local}:
            after = after.with_local(name, _merged(then.local.get(name), otherwise.local.get(name)))
        return after

    def _for(self, statement: For, names: Names) -> None:
        over = self._inference.present(statement.over, names)
        if over.kind not in (Kind.LIST, Kind.UNKNOWN):
            self._faults.add("for-over-type", statement.over.place, type=str(over))
            over = UNKNOWN
        self._free(statement.name, statement.place, names)
        inside = names.with_local(statement.name, over.items or UNKNOWN)
        self.block(statement.body, inside.with_local("loop", POSITION))
        self.block(statement.otherwise, names)

    def _set(self, statement: Set, names: Names) -> Names:
        known = self._inference.type_of(statement.value, names)
        self._free(statement.name, statement.place, names)
        return names.with_local(statement.name, known)

    def _free(self, name: str, place: Place, names: Names) -> None:
        if name in names.roots or name == "loop":
            self._faults.add("name-taken", place, name=name)
        elif name in RESERVED:
            self._faults.add("name-reserved", place, name=name)


def _merged(then: Type | None, otherwise: Type | None) -> Type:
    """Return the type after an `if`: set in one branch only, a name is possibly absent."""
    if then is None or otherwise is None:
        known = then or otherwise or UNKNOWN
        return Type(known.kind, known.items, optional=True)
    return joined(then, otherwise) or UNKNOWN
