"""Reader: the values of a campaign file, read as those of a recipe are, with the names of a campaign."""

from collections.abc import Mapping

from engine.campaign.renaming import Renamer
from engine.language.scope_types import Names, Where
from engine.language.statements import check_template
from engine.language.syntax import Tree
from engine.language.values import Constant, Piece, Template
from engine.recipe.value_reader import ValueReader
from engine.text.marks import Marks
from engine.text.nodes import ScalarNode
from engine.text.source import Source
from engine.values.faults import Faults
from engine.values.place import Place


class CampaignReader(ValueReader):
    """Reads values whose names are renamed before they are typed; `names` is what they may name then."""

    def __init__(self, source: Source, faults: Faults, warnings: Faults, renamer: Renamer) -> None:
        super().__init__(source, faults, warnings)
        self._renamer = renamer

    @property
    def names(self) -> Names:
        return Names(inputs=self._renamer.declared, prompts={}, outputs={})

    def tree(self, node: ScalarNode) -> Tree | None:
        tree = super().tree(node)
        return None if tree is None else self._renamer.tree(tree)

    def words(
        self, text: str, marks: Marks, place: Place, names: Names, pieces: Mapping[str, Piece]
    ) -> Constant | Template:
        """Return a text with names in it; what it prints is renamed before it is checked."""
        from engine.language.parse import parse_template  # noqa: PLC0415  Jinja, imported if needed

        parsed = parse_template(text, marks, self._faults)
        if parsed is None:
            return Constant(text, place)
        body = self._renamer.block(parsed)
        checked = check_template(body, names.at(Where.TEXT), self._faults)
        return Template(text, place, checked.references, body, pieces, checked.fallbacks)
