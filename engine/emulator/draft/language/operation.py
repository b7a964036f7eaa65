"""Operation: one thing that an instruction asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Fidelity = Literal["full", "approximate", "none"]
Scope = Literal["frame", "background", "person"]

_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    """One operation of an instruction.

    `span` counts characters of the instruction, its end exclusive; `words` are the author's own. `scope` says whether the
    whole picture is meant or only a part. `fidelity` "none" is an operation that was understood, or at least seen, and can't
    be performed; its `params["reason"]` is a key of `wording.REASONS`.
    """

    kind: str
    words: str
    span: tuple[int, int]
    fidelity: Fidelity = "full"
    scope: Scope = "frame"
    params: Mapping[str, str] = field(default_factory=lambda: _EMPTY)


@dataclass(frozen=True, slots=True)
class Instruction:
    """A parsed instruction: operations in the order in which they were written.

    `described` are words that only describe ("soft edges") and are no operation by themselves.
    """

    ops: tuple[Op, ...]
    described: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[Op, ...]:
        """The operations that can't be performed."""
        return tuple(op for op in self.ops if op.fidelity == "none")

    @property
    def performable(self) -> tuple[Op, ...]:
        """The operations that can."""
        return tuple(op for op in self.ops if op.fidelity != "none")
