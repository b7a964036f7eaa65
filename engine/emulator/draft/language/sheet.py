"""Sheet: an instruction on which what is understood is crossed out, so that what nobody understood is left."""

from engine.emulator.draft.language.clauses import Clause
from engine.emulator.draft.language.qualifiers import TAKEN
from engine.emulator.draft.language.text import normalise, trimmed

Span = tuple[int, int]


class Sheet:
    """The text of one instruction; spans within a clause count from the clause's start."""

    def __init__(self, prompt: str) -> None:
        self._prompt = prompt
        self.text = normalise(prompt)
        self._left = self.text

    def written(self, clause: Clause) -> str:
        """Return a clause as it was written."""
        return self.text[clause.start : clause.end]

    def left(self, clause: Clause) -> str:
        """Return a clause in which `TAKEN` stands for every character that was understood."""
        return self._left[clause.start : clause.end]

    def take(self, clause: Clause, *spans: Span) -> None:
        """Cross out what was understood."""
        for start, end in spans:
            first, last = clause.start + start, clause.start + end
            self._left = self._left[:first] + TAKEN * (last - first) + self._left[last:]

    def quote(self, span: Span) -> str:
        """Return the author's own words; the span counts from the start of the instruction."""
        return trimmed(self._prompt[slice(*span)])
