"""Prompts: the named pieces of a recipe; a piece may name others, but not itself in the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from engine.language.names import Names, PromptNames
from engine.language.syntax import Print
from engine.language.values import Constant, Expression, Piece, PieceMap, Template
from engine.recipe.other_files import Shelf
from engine.recipe.roots import PROMPTS, references_of_piece
from engine.recipe.value_reader import ValueReader
from engine.text.composed import composed
from engine.text.nodes import MapNode, Node, Pairs, ScalarNode, pairs_of
from engine.values.cycles import cycles
from engine.values.fault import Faults

FILE: Final = "file"
"""The key that stands for a text in a file beside the recipe; it is alone in its map."""


def prompt_names(written: Pairs) -> PromptNames:
    """Return the names of a recipe's prompts, before their texts are read."""
    return MappingProxyType(
        {composed(key.text): prompt_names(pairs_of(inner)) if _is_map(inner) else None for key, inner in written}
    )


def _is_map(node: Node) -> bool:
    return isinstance(node, MapNode) and node.get(FILE) is None


@dataclass(slots=True, eq=False, repr=False)
class PieceReader:
    """Reads named prompts, those of files too."""

    reader: ValueReader
    shelf: Shelf
    names: Names
    faults: Faults

    def read(self, root: MapNode) -> Mapping[str, Piece]:
        """Return the pieces by name, without those that hold a fault; that they name each other in a circle is one."""
        pieces: dict[str, Piece] = {}
        view = MappingProxyType(pieces)
        self.reader.pieces = view
        for key, inner in root.pairs("prompts"):
            before = self.faults.told
            piece = self._piece(inner, view)
            if piece is not None and self.faults.told == before:
                pieces[key.text] = piece
        for circle in cycles({name: _named(piece) for name, piece in pieces.items()}):
            self.faults.add("prompt-cycle", pieces[circle[0]].place, names=" → ".join((*circle, circle[0])))
        return view

    def _piece(self, node: Node, pieces: Mapping[str, Piece]) -> Piece | None:
        if isinstance(node, MapNode):
            if not _is_map(node):
                return self._file(node, pieces)
            found = {composed(key.text): self._piece(inner, pieces) for key, inner in node}
            known = {name: piece for name, piece in found.items() if piece is not None}
            return PieceMap(MappingProxyType(known), node.place) if len(known) == len(found) else None
        if not isinstance(node, ScalarNode):
            return None
        value = self.reader.text(node, self.names, pieces)
        if isinstance(value, Expression):
            return self._printed(value, pieces)
        return value if isinstance(value, Constant | Template) else None

    def _printed(self, value: Expression, pieces: Mapping[str, Piece]) -> Template:
        """Return the text that a whole expression gives."""
        if value.type.optional:
            self.faults.add("possibly-absent", value.place, name=value.source)
        body = (Print(value.tree),)
        return Template(value.source, value.place, value.references, body, pieces, value.fallbacks)

    def _file(self, node: MapNode, pieces: Mapping[str, Piece]) -> Piece:
        path = node.scalar(FILE)
        other = next((key for key, _ in node if key.text != FILE), None)
        if other is not None:
            self.faults.add("piece-file-alone", other.place, name=other.text)
        elif path is not None and node.text(FILE):
            source = self.shelf.piece(path, self.faults)
            if source is not None:
                return self.reader.file(source, self.names, pieces)
        return Constant("", node.place)


def _named(piece: Piece) -> tuple[str, ...]:
    return references_of_piece(piece).of(PROMPTS)
