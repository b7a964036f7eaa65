"""Prompts: the named pieces of a recipe; a piece may name others, but not itself in the end."""

from collections.abc import Mapping
from types import MappingProxyType

from engine.recipe.cycles import cycles
from engine.recipe.faults import Faults
from engine.recipe.model import Constant, Piece, PieceMap, References, Template
from engine.recipe.names import Names, PromptNames, Where
from engine.recipe.nodes import MapNode, Node, ScalarNode
from engine.recipe.values import ValueReader


def prompt_names(node: Node | None) -> PromptNames:
    """Return the names of a recipe's prompts, before their texts are read."""
    if not isinstance(node, MapNode):
        return MappingProxyType({})
    names = {key.text: prompt_names(inner) if isinstance(inner, MapNode) else None for key, inner in node}
    return MappingProxyType(names)


def read_prompts(node: Node | None, reader: ValueReader, names: Names, faults: Faults) -> Mapping[str, Piece]:
    """Return the pieces by name; those that name each other in a circle are faults."""
    pieces: dict[str, Piece] = {}
    view = MappingProxyType(pieces)
    for key, inner in node if isinstance(node, MapNode) else ():
        piece = _piece(inner, reader, names.at(Where.TEXT), view)
        if piece is not None:
            pieces[key.text] = piece
    for circle in cycles({name: _named(piece) for name, piece in pieces.items()}):
        faults.add("prompt-cycle", pieces[circle[0]].place, names=" → ".join((*circle, circle[0])))
    return view


def _piece(node: Node, reader: ValueReader, names: Names, pieces: Mapping[str, Piece]) -> Piece | None:
    if isinstance(node, MapNode):
        found = {key.text: _piece(inner, reader, names, pieces) for key, inner in node}
        return PieceMap(MappingProxyType({name: piece for name, piece in found.items() if piece}), node.place)
    if not isinstance(node, ScalarNode):
        return None
    value = reader.text(node, names, pieces)
    return value if isinstance(value, Constant | Template) else None


def _named(piece: Piece) -> tuple[str, ...]:
    return references_of_piece(piece).prompts


def references_of_piece(piece: Piece) -> References:
    """Return what a piece itself names."""
    if isinstance(piece, Template):
        return piece.references
    found = References()
    for inner in piece.pieces.values() if isinstance(piece, PieceMap) else ():
        found = found | references_of_piece(inner)
    return found


def reached(references: References, pieces: Mapping[str, Piece]) -> References:
    """Return the references with all that the named prompts name in their turn."""
    found, waiting, seen = references, list(references.prompts), set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in pieces:
            continue
        seen.add(name)
        inner = references_of_piece(pieces[name])
        found = found | inner
        waiting += inner.prompts
    return found
