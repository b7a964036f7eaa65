"""Losses: words of a text that YAML takes for something of its own and drops."""

import re

from engine.text.nodes import ListNode, MapNode, Node, ScalarNode
from engine.text.scalars import quoted
from engine.text.source import Source
from engine.values.fault import Fault, Faults, fault
from engine.values.place import Place


def check_text(node: ScalarNode, source: Source, faults: Faults) -> None:
    """Refuse a comment behind a text and an anchor before it, in a field that holds nothing but words."""
    if node.comment is not None:
        line = source.line(node.comment.line).strip()
        found = fault("text-comment", node.comment, comment=line[line.rfind("#") :][:60])
        faults.put(_with_words(found, node, source) if _is_words(node.comment, source) else found)
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
            if node.comment is not None and _is_words(node.comment, source):
                check_text(node, source, faults)
            elif node.decorated and not node.aliased and not _is_named(node, source):
                faults.add("text-anchor", node.place)


def _is_words(comment: Place, source: Source) -> bool:
    """Tell whether a comment begins as nobody writes one: `#1`."""
    return bool(source.line(comment.line)[comment.column :][:1].strip())


def _with_words(found: Fault, node: ScalarNode, source: Source) -> Fault:
    """Say how a text is written that goes on behind a `#`."""
    place, line = node.place, source.line(node.place.line)
    whole = line[place.column - 1 :].rstrip()
    is_alone = (
        place.line == place.end_line == found.place.line
        and not line[place.end_column - 1 : found.place.column - 1].strip()
    )
    if node.style or node.decorated or not is_alone:
        return found
    return found.curing(place._replace(end_column=place.column + len(whole)), quoted(whole))


def _is_named(node: ScalarNode, source: Source) -> bool:
    """Tell whether an alias anywhere names the anchor before a value."""
    anchor = re.match(r"&([^\s,\[\]{}]+)", source.line(node.place.line)[node.place.column - 1 :])
    return anchor is None or re.search(rf"\*{re.escape(anchor[1])}(?![^\s,\[\]{{}}])", source.text) is not None
