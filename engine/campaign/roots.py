"""Roots: what the expressions of a campaign may name: columns and axes, in names of results also inputs and a few words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.language.names import Group, Names, Root, Word
from engine.language.types import INTEGER, STRING
from engine.recipe.roots import INPUTS

ROW: Final = "row"
MATRIX: Final = "matrix"
OF_A_ROW: Final = (ROW, MATRIX, INPUTS)
"""The roots of what differs from row to row."""
OUTPUT: Final = "output"
KEY: Final = "key"
TAKE: Final = "take"
EXT: Final = "ext"
_WORDS: Final[Mapping[str, Root]] = MappingProxyType(
    {OUTPUT: Word(STRING), KEY: Word(STRING), TAKE: Word(INTEGER), EXT: Word(STRING)}
)


def campaign_names(columns: Group, axes: Group) -> Names:
    """Return what may be named wherever a campaign takes expressions."""
    return Names(roots=MappingProxyType({ROW: columns, MATRIX: axes}), unknown="campaign-unknown-name")


def names_of_results(names: Names, inputs: Group) -> Names:
    """Return what may be named in the name of a result besides."""
    return names.with_roots({INPUTS: inputs, **_WORDS})
