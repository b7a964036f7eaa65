"""Said: what one clause of an instruction comes to."""

from dataclasses import dataclass

from engine.emulator.draft.language.operation import Op
from engine.emulator.draft.language.qualifiers import Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one clause comes to; spans count from the start of the clause, those of operations from that of the instruction.

    `left` is the text in which what was understood is blanked out. `joint` is what joins the clause to the one before and ends
    where it starts, `kept` are the spans of what is to stay.
    """

    text: str
    left: str = ""
    start: int
    joint: str = ""
    ops: tuple[Op, ...] = ()
    narrowed: tuple[Qualifier, ...] = ()
    kept: tuple[tuple[int, int], ...] = ()
