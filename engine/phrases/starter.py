"""The first line of a starter, and of an example."""

from typing import Final

from engine.phrases.phrase import Phrase

SCHEMA_HERE: Final = Phrase("# yaml-language-server: $schema={path}", "# yaml-language-server: $schema={path}")
SCHEMA_UNKNOWN: Final = Phrase(
    "# For completion and checks in an editor, give it the schema: `editchain schema {kind} --path` says where it lies.",
    "# 要在编辑器中补全和检查，请把 schema 告诉它：`editchain schema {kind} --path` 给出它的位置。",
)
