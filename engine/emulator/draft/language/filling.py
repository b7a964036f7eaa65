"""Filling: what a whole instruction says of its operations is put into their slots."""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from engine.emulator.draft.language.effects import STYLES
from engine.emulator.draft.language.fillers import names_background, names_person, names_setting
from engine.emulator.draft.language.operation import Op, Part, Way
from engine.emulator.draft.language.said import Said

PARTED: Final = frozenset(rule.kind for rule in STYLES) | {
    "blackwhite",
    "sepia",
    "vivid",
    "muted",
    "darken",
    "brighten",
    "warm",
    "cool",
    "image_look",
}
"""What may be meant for the person or the background alone."""

BACKGROUNDS: Final = frozenset({"background_scene", "background_image", "background_colour"})
"""What puts something else behind somebody."""

CUT_OUT: Final = "cut out"
"""The note of somebody who is cut out, from a plain backdrop that nobody chose: another clause may say what stands behind."""

TURNS: Final[Mapping[str, Way]] = {
    "clockwise": "clockwise",
    "counterclockwise": "counterclockwise",
    "left": "clockwise",
    "right": "counterclockwise",
}
"""Which way an orbit goes: a camera that goes to its left around somebody goes clockwise, seen from above."""

REAL: Final = re.compile(
    r"(?<![a-z])(?:real|realistic|photographic|photo-?real(?:istic)?|live[ -]action|in (?:full )?colou?r|coloured|colored)(?![a-z])|(?<=[a-z] )(?:red|blue|green|yellow|pink|purple|orange|golden)(?![a-z])|的颜色$|(?:红|蓝|绿|黄|粉|紫|橙)色?的?$|真实|写实|实拍|彩色|原色|真人"
)
"""What somebody or something is to stay while the rest gets a look."""


def filled(clauses: Sequence[Said]) -> list[Said]:
    """Return clauses whose operations know the part that is left to them by what is to stay, and the way an orbit is told."""
    part = _part_left(clauses)
    placed = any(op.kind in BACKGROUNDS and op.note != CUT_OUT for said in clauses for op in said.ops)
    return [
        replace(
            said,
            ops=tuple(
                _turned(_parted(op, _part_told(said, clauses), part), said, clauses)
                for op in said.ops
                if not (placed and op.note == CUT_OUT)
            ),
        )
        for said in clauses
    ]


def stays_real(kept: str) -> bool:
    """Tell whether something is to stay as it was filmed while the rest gets a look."""
    return bool(REAL.search(kept))


def _part_told(clause: Said, clauses: Sequence[Said]) -> Part | None:
    """Return the part that a clause, or one without operations, names by where it is: what is around somebody, or not on them."""
    told = (found.value for said in clauses if said is clause or not said.ops for found in said.narrowed)
    return "background" if "around" in told else None


def _part_left(clauses: Sequence[Said]) -> Part:
    """Return the part for a look that names none: the person's if the background is to stay, and the reverse."""
    kept = [clause.text[slice(*span)] for clause in clauses for span in clause.kept]
    if any(
        names_setting(words) and not names_person(words)
        for words in kept
        if stays_real(words) or names_background(words)
    ):
        return "person"
    return "background" if any(stays_real(words) and names_person(words) for words in kept) else "frame"


def _parted(op: Op, told: Part | None, left: Part) -> Op:
    part = told or (left if op.slots.part == "frame" else op.slots.part)
    return replace(op, slots=replace(op.slots, part=part)) if op.kind in PARTED else op


def _turned(op: Op, clause: Said, clauses: Sequence[Said]) -> Op:
    """Turn an orbit the first way that its own clause tells it, or one without operations."""
    turns = [turn for said in clauses if said is clause or not said.ops for turn in told_ways(said)]
    return replace(op, slots=replace(op.slots, way=turns[0][0])) if turns and op.kind == "orbit" else op


def told_ways(clause: Said) -> list[tuple[Way, tuple[int, int]]]:
    """Return the ways that a clause tells an orbit, and where."""
    return [
        (TURNS[found.value], found.span)
        for found in clause.narrowed
        if found.kind == "direction" and found.value in TURNS
    ]
