"""Losses: words of a text that YAML takes for something of its own and drops."""

import re

from engine.text.nodes import ListNode, MapNode, Node, ScalarNode
from engine.text.source import Source
from engine.values.fault import Faults


def check_text(node: ScalarNode, source: Source, faults: Faults) -> None:
    """Refuse a comment behind a text and an anchor before it, in a field that holds nothing but words."""
    if node.comment is not None:
        line = source.line(node.comment.line).strip()
        faults.add("text-comment", node.comment, comment=line[line.rfind("#") :][:60])
    if node.decorated and not node.aliased:
        faults.add("text-anchor", node.place)


def check_words(node: Node | None, source: Source, faults: Faults) -> None:
    """Refuse lost words in a value that may be a text among others: an item, a default, what a recipe is given.

    There comments and shared values are usual. What looks like neither was meant as words: `#1`, and an anchor that
    no alias names.
    """
    match node:
        case ListNode(items=items):
            for item in items:
                check_words(item, source, faults)
        case MapNode(entries=entries):
            for _, inner in entries:
                check_words(inner, source, faults)
        case ScalarNode(value=str()) if "${{" not in node.text:
            comment = node.comment
            if comment is not None and source.line(comment.line)[comment.column :][:1].strip():
                check_text(node, source, faults)
            elif node.decorated and not node.aliased and not _is_named(node, source):
                faults.add("text-anchor", node.place)


def _is_named(node: ScalarNode, source: Source) -> bool:
    """Tell whether an alias anywhere names the anchor before a value."""
    anchor = re.match(r"&([^\s,\[\]{}]+)", source.line(node.place.line)[node.place.column - 1 :])
    return anchor is None or re.search(rf"\*{re.escape(anchor[1])}(?![^\s,\[\]{{}}])", source.text) is not None
