"""Templates of published names: what every row would get wrong is found without any row."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.campaign.reader import CampaignReader
from engine.campaign.renaming import Renamer
from engine.language.declared import Input
from engine.language.syntax import Block, Print, Text
from engine.language.types import INTEGER, STRING, Kind
from engine.language.value_types import type_of_value
from engine.language.values import Constant, Expression, Template, Value, references_of
from engine.recipe.model import Output
from engine.text.nodes import Node
from engine.values.faults import Faults
from engine.values.filenames import broken_rule
from engine.values.place import Place

_SINGLES: Final = {"output": STRING, "key": STRING, "take": INTEGER, "ext": STRING}
_SAMPLE_EXT: Final = "mp4"
_OF_A_ROW: Final = ("row.", "matrix.", "inputs.")


def single_names(place: Place) -> Mapping[str, Input]:
    """Return the names that stand alone in a name's template."""
    return MappingProxyType({name: Input(name=name, type=known, place=place) for name, known in _SINGLES.items()})


class TemplateReader:
    """Reads one template of a name; `renamer` knows afterwards what it names."""

    def __init__(self, reader: CampaignReader, renamer: Renamer, faults: Faults) -> None:
        self._reader = reader
        self._renamer = renamer
        self._faults = faults

    def template(self, node: Node, name: str, output: Output | None) -> Value:
        """Return the template of an output's name."""
        before = self._faults.told
        value = self._reader.text(node, self._reader.names, {})
        if self._faults.told > before or not isinstance(value, Constant | Template | Expression):
            return value
        named = references_of(value).inputs
        if not any(word.startswith(_OF_A_ROW) for word in named):
            self._faults.add("publish-same-name", value.place, name=name)
        elif output is not None:
            self._check_key(value, name, output)
        if self._faults.told == before and isinstance(value, Template):
            self._check_sample(value)
        return value

    def _check_key(self, value: Template | Expression | Constant, name: str, output: Output) -> None:
        known = type_of_value(output.value)
        places = self._renamer.reads.get(("key", ""))
        if known.kind is Kind.LIST and places is None:
            self._faults.add("publish-no-key", value.place, name=name)
        elif known.kind not in (Kind.LIST, Kind.UNKNOWN) and places is not None:
            self._faults.add("publish-key-of-one", places[0], name=name)

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
            case Print(value=tree) if getattr(tree, "name", "") == "ext":
                parts.append(_SAMPLE_EXT)
            case Print():
                parts.append("x")
            case _:
                return None
    return "".join(parts).strip()
