"""Schema: the JSON Schema of what a step gives to a model or tool, and the lists of these in the recipe's own schema (pure).

Editors read the files that are written from this; a model that comes as JSON has its schema in memory alone.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from engine.catalog.model import Model
from engine.catalog.parameter import Parameter, ParameterType
from engine.catalog.tool import Tool

Schema = dict[str, Any]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
SHARED: Final = ("expression", "medium", "pinned_medium")
"""The definitions of the recipe's schema that parameters refer to."""

_EXPRESSION: Final = {"$ref": "#/definitions/expression"}
_MEDIUM: Final = {"$ref": "#/definitions/medium"}
_NULL: Final = {"type": "null", "description": "Removes the recipe's default."}
_AUTO: Final = "The service chooses."


def schema_of(model: Model, definitions: Mapping[str, Any]) -> Schema:
    """Return the schema of a model's parameters; `definitions` are those of the recipe's schema."""
    head = {"$schema": DRAFT, "title": model.name, "description": "Parameters of one edit. A null removes a default."}
    return {**head, **_parameters(model), "definitions": {name: definitions[name] for name in SHARED}}


def schema_path(model: str) -> str:
    """Return where the schema of a model lies under `schemas`, by the model's name."""
    return f"models/{model.replace('/', '_')}.schema.json"


def with_lists(recipe: Schema, models: Iterable[Model], tools: Iterable[Tool]) -> Schema:
    """Return the recipe's schema with these models and tools, and no others, wherever it lists them."""
    models, tools = tuple(models), tuple(tools)
    definitions = {name: row for name, row in recipe["definitions"].items() if not name.startswith("media_")}
    definitions |= {_definition(tool): _tool_schema(tool) for tool in tools}
    definitions["step"] = _step(definitions["step"], models, tools)
    defaults = recipe["properties"]["defaults"]
    listed = {**defaults, "properties": {model.name: {"$ref": schema_path(model.name)} for model in models}}
    return {**recipe, "properties": {**recipe["properties"], "defaults": listed}, "definitions": definitions}


def _step(step: Schema, models: tuple[Model, ...], tools: tuple[Tool, ...]) -> Schema:
    uses = step["properties"]["uses"]
    named: tuple[Model | Tool, ...] = (*models, *tools)
    enum = {"enum": [one.name for one in named], "enumDescriptions": [one.title for one in named]}
    properties = {**step["properties"], "uses": {**uses, "anyOf": [enum, *uses["anyOf"][1:]]}}
    rules = [_rule(model.name, schema_path(model.name)) for model in models]
    rules += [_rule(tool.name, f"#/definitions/{_definition(tool)}") for tool in tools]
    return {**step, "properties": properties, "allOf": rules}


def _rule(name: str, schema: str) -> Schema:
    """Hold `with` against the schema of what the step uses."""
    return {
        "if": {"properties": {"uses": {"const": name}}, "required": ["uses"]},
        "then": {"properties": {"with": {"$ref": schema}}},
    }


def _definition(tool: Tool) -> str:
    return tool.name.replace("/", "_")


def _tool_schema(tool: Tool) -> Schema:
    return {"title": tool.name, "description": f"{tool.title}.", **_parameters(tool)}


def _parameters(callee: Model | Tool) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "patternProperties": {"^x-": {}},
        "properties": {name: _property(parameter) for name, parameter in callee.parameters.items()},
    }


def _property(parameter: Parameter) -> Schema:
    said: Schema = {"description": parameter.description}
    if parameter.text:
        said["x-template"] = "text"
    if parameter.example is not None:
        said["examples"] = [parameter.example]
    if parameter.default is not None:
        said["default"] = parameter.default
    forms = _LITERALS[parameter.type](parameter)
    if not parameter.text and parameter.type not in (ParameterType.VIDEO, ParameterType.IMAGE):
        forms.append(dict(_EXPRESSION))  # where a medium may stand, an expression may anyway
    return {**said, "anyOf": [*forms, dict(_NULL)]}


def _text(parameter: Parameter) -> list[Schema]:
    return [_enum(parameter.enum, parameter.meanings) if parameter.enum else {"type": "string"}]


def _number(parameter: Parameter) -> list[Schema]:
    bounds = {"minimum": parameter.minimum, "maximum": parameter.maximum}
    known = {name: _plain(bound) for name, bound in bounds.items() if bound is not None}
    forms: list[Schema] = [{"type": parameter.type.value, **known}]
    if parameter.words:
        forms.insert(0, _enum(parameter.words, parameter.meanings))
    if parameter.auto is not None:
        forms.append({"const": parameter.auto, "description": _AUTO})
    return forms


def _list(parameter: Parameter) -> list[Schema]:
    bounds = {"minItems": parameter.min_items, "maxItems": parameter.max_items}
    known = {name: bound for name, bound in bounds.items() if bound is not None}
    return [{"type": "array", **known, "items": dict(_MEDIUM)}]


_LITERALS: Final[Mapping[ParameterType, Callable[[Parameter], list[Schema]]]] = {
    ParameterType.VIDEO: lambda _: [dict(_MEDIUM)],
    ParameterType.IMAGE: lambda _: [dict(_MEDIUM)],
    ParameterType.LIST: _list,
    ParameterType.STRING: _text,
    ParameterType.INTEGER: _number,
    ParameterType.NUMBER: _number,
    ParameterType.BOOLEAN: lambda _: [{"type": "boolean"}],
}


def _enum(words: tuple[str, ...], meanings: tuple[str, ...]) -> Schema:
    return {"type": "string", "enum": list(words), **({"enumDescriptions": list(meanings)} if meanings else {})}


def _plain(bound: int | Decimal) -> int | float:
    return int(bound) if bound == int(bound) else float(bound)
