"""Templates of published names: what every row would get wrong is found without any row."""

from typing import Final

from engine.campaign.roots import EXT, KEY, OF_A_ROW
from engine.language.names import Names
from engine.language.syntax import Block, Name, Print, Text
from engine.language.types import Kind
from engine.language.value_types import type_of_value
from engine.language.values import Constant, Expression, Template, Value, references_of
from engine.recipe.model import Output
from engine.recipe.value_reader import ValueReader
from engine.text.nodes import Node
from engine.values.fault import Faults
from engine.values.filenames import broken_rule

_SAMPLE_EXT: Final = "mp4"


class TemplateReader:
    """Reads the templates of names."""

    def __init__(self, reader: ValueReader, names: Names, faults: Faults) -> None:
        self._reader = reader
        self._names = names
        self._faults = faults

    def template(self, node: Node, name: str, output: Output | None) -> Value:
        """Return the template of an output's name."""
        before = self._faults.told
        value = self._reader.text(node, self._names, {})
        if self._faults.told > before or not isinstance(value, Constant | Template | Expression):
            return value
        if not any(one.root in OF_A_ROW for one in references_of(value).named):
            self._faults.add("publish-same-name", value.place, name=name)
        elif output is not None:
            self._check_key(value, name, output)
        if self._faults.told == before and isinstance(value, Template):
            self._check_sample(value)
        return value

    def _check_key(self, value: Template | Expression | Constant, name: str, output: Output) -> None:
        known = type_of_value(output.value)
        place = next((one.place for one in references_of(value).named if one.root == KEY), None)
        if known.kind is Kind.LIST and place is None:
            self._faults.add("publish-no-key", value.place, name=name)
        elif known.kind not in (Kind.LIST, Kind.UNKNOWN) and place is not None:
            self._faults.add("publish-key-of-one", place, name=name)

    def _check_sample(self, value: Template) -> None:
        """Hold a name with stand-ins for what is printed against the rules, if nothing in it is conditional."""
        sample = _sample(value.body)
        broken = broken_rule(sample, _SAMPLE_EXT) if sample is not None else None
        if broken is not None:
            key, args = broken
            self._faults.add(key, value.place, **args)


def _sample(body: Block) -> str | None:
    parts: list[str] = []
    for statement in body:
        match statement:
            case Text(text=text):
                parts.append(text)
            case Print(value=Name(name=word)) if word == EXT:
                parts.append(_SAMPLE_EXT)
            case Print():
                parts.append("x")
            case _:
                return None
    return "".join(parts).strip()
