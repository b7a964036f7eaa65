"""Names: what a value at one point of a recipe may name, and with which types."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from engine.language.declared import Input
from engine.language.types import Type


class Where(enum.Enum):
    """What kind of place a value stands in; only media places may name outputs of steps."""

    MEDIA = "media"
    TEXT = "text"
    VALUE = "value"
    CONDITION = "condition"


PromptNames = Mapping[str, "PromptNames | None"]
"""The names of prompts; a map of them has names of its own, a text None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All that is declared.

    `local` are names made by `for` and `set`; `sure` are paths known to be there at this point. `broken` are names that
    have a fault where they are declared: nothing more is said of them.
    """

    inputs: Mapping[str, Input]
    prompts: PromptNames
    outputs: Mapping[str, Mapping[str, Type]]
    where: Where = Where.VALUE
    item: Type | None = None
    local: Mapping[str, Type] = field(default_factory=lambda: MappingProxyType({}))
    sure: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()

    def at(self, where: Where) -> "Names":
        return replace(self, where=where)

    def over(self, item: Type) -> "Names":
        """Return the names within a repetition: `item` is there."""
        return replace(self, item=item)

    def surely(self, paths: frozenset[str]) -> "Names":
        return replace(self, sure=self.sure | paths) if paths else self

    def with_local(self, name: str, known: Type) -> "Names":
        return replace(self, local=MappingProxyType({**self.local, name: known}), sure=self.sure - {name})
