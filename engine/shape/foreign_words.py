"""Foreign words: keys that other tools have for what this language has too, each with the word for it here.

By the part of a file in which they stand: a word that means one thing under a step may mean another at the top. The tools are
GitHub Actions, Argo Workflows, CWL, Ansible, Airflow, Terraform, ComfyUI and promptfoo; keys only, as they document them.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from engine.text.nodes import Node, ScalarNode

Words = Mapping[str, tuple[str, ...]]
"""For each word of others those of ours that may be meant by it, the likeliest first."""


def _table(words: Mapping[str, Iterable[str]]) -> Words:
    found: dict[str, tuple[str, ...]] = {}
    for ours, foreigns in words.items():
        for foreign in foreigns:
            found[foreign] = (*found.get(foreign, ()), ours)
    return MappingProxyType(found)


_RECIPE: Final = _table(
    {
        "inputs": ("vars", "variables", "params", "parameters", "arguments", "args"),
        "steps": ("jobs", "tasks", "nodes", "stages", "pipeline", "workflow", "edits", "chain", "dag"),
        "outputs": ("results", "artifacts", "artifact", "return", "returns"),
        "prompts": ("templates", "partials", "snippets"),
        "labels": ("metadata", "tags", "annotations"),
        "tests": ("assert", "asserts", "assertions"),
    }
)
_STEP: Final = _table(
    {
        "uses": ("model", "action", "provider", "function", "operator", "class_type", "call"),
        "with": ("params", "parameters", "arguments", "args", "inputs", "in", "input"),
        "if": ("when", "condition", "only_if"),
        "foreach": (
            "matrix", "strategy", "withItems", "with_items", "withParam", "loop", "for_each", "forEach", "for-each", "scatter",
            "count", "each",
        ),
        "needs": ("depends_on", "depends-on", "dependsOn", "dependencies", "depends", "runAfter"),
        "retry": ("retries", "retryStrategy", "retry_policy", "retryPolicy", "maxRetries", "max_retries", "max_attempts"),
        "on_error": (
            "continue-on-error", "continue_on_error", "continueOnError", "ignore_errors", "ignoreErrors", "continueOn",
            "allow_failure", "on_failure", "onError", "on-error",
        ),
        "id": ("name",),
        "description": ("name", "label", "title", "displayName", "doc", "help", "comment"),
    }
)  # fmt: skip
_INPUT: Final = _table(
    {
        "type": ("kind", "schema"),
        "enum": ("options", "choices", "values", "allowed", "one_of", "oneOf"),
        "minimum": ("min", "ge", "gte"),
        "maximum": ("max", "le", "lte"),
        "minLength": ("min_length", "minlength"),
        "maxLength": ("max_length", "maxlength"),
        "minItems": ("min_items",),
        "maxItems": ("max_items",),
        "pattern": ("regex", "regexp", "match"),
        "optional": ("required", "nullable"),
        "description": ("help", "doc", "label", "title"),
        "items": ("item", "elements", "of"),
    }
)
_CAMPAIGN: Final = _table(
    {
        "rows": ("data", "table", "csv", "dataset", "source", "items", "tests"),
        "matrix": ("strategy", "axes", "variants"),
        "with": ("vars", "variables", "inputs", "params", "parameters"),
        "uses": ("recipe", "workflow", "template"),
        "where": ("filter", "if", "when", "include"),
        "publish": ("output", "outputs", "results"),
        "limits": ("budget", "concurrency"),
        "labels": ("metadata", "tags"),
    }
)
_VALUES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("bool", "checkbox"), "boolean"),
        **dict.fromkeys(("int", "long"), "integer"),
        **dict.fromkeys(("str", "text"), "string"),
        **dict.fromkeys(("float", "double", "decimal"), "number"),
        **dict.fromkeys(("array", "sequence", "tuple"), "list"),
        **dict.fromkeys(("continue", "ignore"), "skip"),
        **dict.fromkeys(("abort", "stop"), "fail"),
    }
)
"""Values of other languages for the types of inputs, and for what becomes of a run when a step fails."""
_PARTS: Final = (("foreach", _STEP), ("steps", _RECIPE), ("rows", _CAMPAIGN), ("enum", _INPUT))
"""A part of a file is told by a key that only it may have."""

EXAMPLES: Final = MappingProxyType(
    {
        "inputs": "inputs: {clip: {type: video}}",
        "steps": "steps: [{id: a, uses: ..., with: {...}}]",
        "outputs": "outputs: {final: '${{ steps.a.video }}'}",
        "prompts": "prompts: {keep: Keep the rest.}",
        "labels": "labels: {team: spring}",
        "tests": "tests: [{name: ..., inputs: {...}, expect: {...}}]",
        "uses": "uses: wan2.7-videoedit",
        "with": "with: {video: '${{ inputs.clip }}'}",
        "id": "id: restyle",
        "if": "if: ${{ inputs.night }}",
        "foreach": "foreach: [ink, clay]",
        "needs": "needs: [a]",
        "retry": "retry: {attempts: 3}",
        "on_error": "on_error: skip",
        "description": "description: What it is for.",
        "type": "type: string",
        "enum": "enum: [ink, clay]",
        "minimum": "minimum: 2",
        "maximum": "maximum: 10",
        "minLength": "minLength: 1",
        "maxLength": "maxLength: 80",
        "minItems": "minItems: 1",
        "maxItems": "maxItems: 4",
        "pattern": "pattern: '[a-z]+'",
        "optional": "optional: true",
        "items": "items: {type: string}",
        "rows": "rows: {file: rows.csv, key: [id]}",
        "matrix": "matrix: {look: [ink, clay]}",
        "where": "where: ${{ row.market != 'cn' }}",
        "publish": "publish: {final: '{{ key }}.{{ ext }}'}",
        "limits": "limits: {max_cost: 600 CNY}",
        "name": "name: spring_launch",
        "recipe": "recipe: 1",
        "campaign": "campaign: 1",
        "key": "key: [id]",
        "file": "file: rows.csv",
    }
)
"""How each of this language's words is written."""
_OF_CAMPAIGNS: Final = MappingProxyType({"uses": "uses: ./restyle.yaml", "with": "with: {style: '${{ row.look }}'}"})
"""What is written otherwise in a campaign than in a recipe."""


def example(word: str, known: Collection[str]) -> str:
    """Return how a word of this language is written in a map that may have the known keys."""
    found = _OF_CAMPAIGNS.get(word) if "rows" in known else None
    return found or EXAMPLES.get(word, f"{word}: …")


def foreign_words(known: Collection[str]) -> Words:
    """Return this language's words by those of others, for a map that may have the known keys."""
    words = next((table for key, table in _PARTS if key in known), {})
    usable = ((foreign, tuple(one for one in ours if one in known)) for foreign, ours in words.items())
    return {foreign: ours for foreign, ours in usable if ours and foreign not in known}


def meant_by(word: str, node: Node | None) -> tuple[str, bool | str] | None:
    """Return how the value of a foreign word is written here, and what it is; None where it is written so here too."""
    if not isinstance(node, ScalarNode) or not isinstance(node.value, bool):
        return None
    if word == "required":
        return json.dumps(not node.value), not node.value
    return ("skip" if node.value else "fail",) * 2 if "on_error" in _STEP.get(word, ()) else None


def meant_value(text: str, known: Collection[str]) -> str | None:
    """Return which of the known values one of another language stands for, if any."""
    meant = _VALUES.get(text.casefold())
    return meant if meant in known else None
