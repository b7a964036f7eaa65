"""Instruction: a prompt as the operations that it asks for.

Every clause must be an operation with all that is said of it in its slots, a wish that something stay as it is, something not
to do, or words that ask for nothing. A clause that holds anything else becomes a refusal that names its words: nothing is
passed over in silence.
"""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.emulator.draft.language import clauses, fillers, filling, holding, own, qualifiers, refusal, targets
from engine.emulator.draft.language.effects import ALL, STYLES
from engine.emulator.draft.language.filling import filled
from engine.emulator.draft.language.finding import Finder
from engine.emulator.draft.language.operation import Instruction, Op, Refusal
from engine.emulator.draft.language.qualifiers import TAKEN as _TAKEN, Qualifier
from engine.emulator.draft.language.said import Said
from engine.emulator.draft.language.sentences import BARE, LIKE_IMAGE, REMOVE_PERSON
from engine.emulator.draft.language.sheet import Sheet, Span
from engine.emulator.draft.language.text import normalise, trimmed

_CLOSER = {
    "cartoon": frozenset({"c4d", "anime"}),
    "snow": frozenset({"winter"}),
    "night": frozenset({"cyberpunk"}),
    "cool": frozenset({"cyberpunk"}),
    "sepia": frozenset({"blackwhite", "pixel"}),
}
"""Kinds, and those beside which they say nothing more."""
_GENERAL = (
    ("cartoon", re.compile(r"animat(?:ed|ion)|动画"), frozenset(rule.kind for rule in STYLES) - {"cartoon"}),
    ("sunny", re.compile(r"sun(?:light|shine)?|阳光|太阳光"), frozenset({"sunset"})),
    ("brighten", re.compile(r"bright|brighter|lighter|明亮"), frozenset({"sunny"})),
    (
        "cinematic",
        re.compile(r"(?:film|movie|hollywood)(?: (?:look|style|feel|quality|grade))*|好莱坞|胶片.*"),
        frozenset({"blackwhite", "sepia"}),
    ),
)
"""Kinds, the words that ask for them only in general, and those beside which these then say nothing more."""
_PURPOSES = (
    "用的",
    "用",
    "专用",
    "使用",
    "看的",
    "看",
    "设计的",
    "准备的",
    "使用的",
    "方便",
    "便于",
    "用于",
    "用来",
    "为了",
    "以便",
    "好让",
    "for ",
    "so that",
    "in order",
)
"""What a clause begins or ends with that only says what a change is for."""
_WANTS = re.compile(rf"(?<![a-z]){clauses.WISH_VERBS}(?![a-z])|[改变换加减让把将使给去删移]")

_SIMILE = re.compile(
    r"^[ \x00]*(?:就|好)?(?:像|犹如|宛如|如同|仿佛)|^[ \x00]*(?:like|as if|as though|reminiscent)(?![a-z])"
)
"""A likeness by itself narrows nothing."""
_LOOKS = re.compile(
    r"^(?:please |can you |could you |and )*(?:make|let|have|get|give) (?:it|this|that|everything|(?:the |this )(?:whole |entire )?(?:video|clip|scene|picture|image|footage|shot|thing|look))(?: (?:be|look|feel|seem|appear)(?![a-z]))?"
    r"|^(?:请|帮我)?[让使把将](?:它|画面|整个画面|视频|整体)(?=看起来|显得|更|有|像|呈现|带)"
)
"""What a wish for a look of the whole begins with."""

_Asked = tuple[tuple[Op, ...], tuple[Qualifier, ...]]


def parse(prompt: str, references: int = 0) -> Instruction:
    """Read an instruction in Chinese, English or both; `references` is how many pictures come with it."""
    sheet = Sheet(prompt)
    reader = _Reader(sheet, references)
    parts = clauses.split(sheet.text)
    for clause in parts:
        reader.read(clause, last=clause is parts[-1])
    ops = reader.found()
    if not ops and trimmed(prompt):
        ops = [Refusal(kind="nothing", words=trimmed(prompt), span=(0, len(prompt)))]
    return Instruction(_merged(ops), tuple(reader.described))


def _merged(ops: Sequence[Op | Refusal]) -> tuple[Op | Refusal, ...]:
    """Keep the first of operations that are one, and drop general words beside closer ones: a "C4D cartoon" is one look."""
    seen: dict[object, Op | Refusal] = {}
    for op in ops:
        seen.setdefault((op.kind, op.slots) if isinstance(op, Op) else op.span, op)
    return tuple(op for op in seen.values() if isinstance(op, Refusal) or not _said_closer(op, ops))


def _said_closer(op: Op, ops: Sequence[Op | Refusal]) -> bool:
    """Tell whether another operation says all that this one does, and of no less of the picture."""
    closer = _CLOSER.get(op.kind, frozenset())
    for kind, words, beside in _GENERAL:
        if op.kind == kind and words.fullmatch(normalise(op.words)):
            closer |= beside
    return any(
        isinstance(other, Op) and other.kind in closer and other.slots.part in {"frame", op.slots.part} for other in ops
    )


class _Reader:
    """Walks the clauses of one instruction."""

    def __init__(self, sheet: Sheet, references: int) -> None:
        self._sheet = sheet
        self._references = references
        self._keeping = False
        self._idle: list[clauses.Clause] = []
        self._announced: clauses.Clause | None = None
        self._said: list[Said] = []
        self._refused: list[Refusal] = []
        self.described: list[str] = []

    def read(self, clause: clauses.Clause, *, last: bool) -> None:
        """Turn one clause into its operations, or into one refusal that names its words."""
        keeping = self._keeping and not clause.opens
        kept = [] if LIKE_IMAGE.search(self._sheet.left(clause)) else clauses.kept_spans(self._sheet.left(clause))
        self._keeping = bool(kept) or keeping
        self._sheet.take(clause, *kept)
        self._pass_over(clause, last=last)
        asks = bool(self._sheet.left(clause).strip(_TAKEN + " "))
        ops, narrowed = self._asked(clause, keeping=keeping) if asks else ((), ())
        self._said.append(
            Said(
                text=self._sheet.written(clause),
                left=self._sheet.left(clause),
                start=clause.start,
                joint=self._sheet.text[clause.after : clause.start],
                ops=ops,
                narrowed=narrowed,
                kept=tuple(kept),
            )
        )

    def _pass_over(self, clause: clauses.Clause, *, last: bool) -> None:
        """Cross out what asks for nothing: what must not be done, what is wrong with the clip, what a change is for."""
        if not REMOVE_PERSON.search(self._sheet.left(clause)):
            self._sheet.take(clause, *clauses.negated_spans(self._sheet.left(clause)))
        self._sheet.take(clause, *clauses.complaints(self._sheet.left(clause), last=last))
        self._describe(clause, clauses.purposes(self._sheet.left(clause)))
        if any(op.kind == "remove_person" for said in self._said for op in said.ops):
            self._sheet.take(clause, *clauses.mending(self._sheet.left(clause)))
        lack = clauses.lacking(self._sheet.left(clause))
        if lack and (clauses.harmless_lack(lack[1]) or any(rule.pattern.search(lack[1]) for rule in ALL)):
            self._sheet.take(clause, lack[0])

    def _asked(self, clause: clauses.Clause, *, keeping: bool) -> _Asked:
        """Return a clause's operations and what narrows them; nothing of a clause that is refused or asks for nothing."""
        times = qualifiers.times(self._sheet.left(clause))
        self._sheet.take(clause, *(found.span for found in times if found.value in qualifiers.MOMENTS))
        if BARE.fullmatch(self._sheet.left(clause).strip()):
            self._announced = clause
            self._sheet.take(clause, (0, clause.end - clause.start))
            return (), ()
        found = Finder(self._sheet, clause, self._references, announced=self._announces()).found()
        if found.unknown:
            self._refuse(clause, *found.unknown)
            return (), ()
        left = self._sheet.left(clause)
        narrowed = (*times, *found.narrowed, *targets.find(left), *qualifiers.find(left))
        self._sheet.take(clause, *(words.span for words in narrowed))
        wants = bool(_WANTS.search(_LOOKS.sub("", self._sheet.left(clause))))
        unknown, describing = self._unknown(clause, found.ops)
        if keeping and not found.ops and not wants:
            self._sheet.take(clause, (0, len(left)))
            return (), ()  # one more thing to keep: "keep the face, hair and clothes"
        self._keeping = False
        nothing = not found.ops and self._asks_nothing(clause)
        idle = not found.ops and wants and not nothing
        whom = fillers.names_person(left) or fillers.names_part(left)
        if unknown or (not found.ops and wants and narrowed) or (idle and whom):
            self._refuse(clause, refusal.kind_of(self._sheet.written(clause)), " ".join(unknown))
            return (), ()
        if idle:
            self._idle.append(clause)
        if found.ops or nothing:
            self._note(clause, describing)
        else:
            self.described.append(self._sheet.quote((clause.start, clause.end)))
        return found.ops, () if _SIMILE.search(self._sheet.left(clause)) and not found.ops else narrowed

    def _announces(self) -> bool:
        """Tell whether another background was announced before, and is not named yet."""
        before = [op for said in self._said for op in said.ops if op.kind in filling.BACKGROUNDS]
        return all(op.note == filling.CUT_OUT for op in before) and bool(before or self._announced)

    def _note(self, clause: clauses.Clause, words: Iterable[str]) -> None:
        """Report words that only describe, Chinese ones with what stands around them."""
        said = self._sheet.left(clause)
        for word in words:
            run = re.search(rf"[\u3400-\u9fff]*{re.escape(word)}[\u3400-\u9fff]*", said) if len(word) < 3 else None
            start, end = run.span() if run else (said.index(word), said.index(word) + len(word))
            self.described.append(self._sheet.quote((clause.start + start, clause.start + end)))

    def _describe(self, clause: clauses.Clause, spans: Iterable[Span]) -> None:
        """Take what a change is for as a description, unless it asks for something itself."""
        for start, end in spans:
            said = self._sheet.left(clause)[start:end]
            if (
                (start > 0 or said.endswith(_PURPOSES) or said.startswith(_PURPOSES))
                and not refusal.asks_of_things(said)
                and not any(rule.pattern.search(said) for rule in ALL)
            ):
                self.described.append(self._sheet.quote((clause.start + start, clause.start + end)))
                self._sheet.take(clause, (start, end))

    def _unknown(self, clause: clauses.Clause, ops: Sequence[Op]) -> tuple[list[str], list[str]]:
        """Return a clause's words that nobody understood, and those that only describe what was understood."""
        said = self._sheet.left(clause)
        if ops and fillers.adds_person(said):
            return [trimmed(said.replace(_TAKEN, ""))], []
        if any(op.kind == "remove_person" for op in ops):
            return fillers.left_over(
                said, own.beside({"remove_person"})
            ), []  # what else is said of somebody tells who of several is meant
        if refusal.never_of_an_effect(said):
            return [trimmed(said.replace(_TAKEN, ""))], []
        if ops:
            unknown, describing = fillers.weighed(said, own.beside(op.kind for op in ops), holding.telling(ops, said))
            if any(op.slots.part == "person" for op in ops) and fillers.names_part(said):
                unknown.append(trimmed(said.replace(_TAKEN, "")))  # a look for a face is more than a mask knows
            return unknown, describing
        return fillers.left_over(said, own.ANY), []  # whether an edit of another clause owns them is known at the end

    def found(self) -> list[Op | Refusal]:
        """Return all operations in the order in which they were written; a clause that no operation can hold is a refusal."""
        understood = filled(self._said)
        unheld = list(holding.unheld(understood))
        asked = [op for said in understood if all(said is not lack.clause for lack in unheld) for op in said.ops]
        if self._announced and not any(op.kind.startswith("background_") for op in asked):
            self._refuse(self._announced, "place", "")
        for clause in () if asked else self._idle:
            self._refuse(clause, refusal.kind_of(self._sheet.written(clause)), "")
        refused = [*self._refused, *self._narrowing(understood, unheld)]
        return sorted([*refused, *asked], key=lambda op: op.span)

    def _narrowing(self, understood: Sequence[Said], unheld: Sequence[holding.Unheld]) -> Iterator[Refusal]:
        """Return one refusal for each clause that holds words of a part, a time, an order, a direction or a place."""
        for said in understood:
            lacks = [lack for lack in unheld if lack.clause is said]
            if lacks:
                span = (min(said.start, *(lack.span[0] for lack in lacks)), said.start + len(said.text))
                names = list(dict.fromkeys(self._sheet.quote(lack.span) for lack in lacks))
                nearest = [name for name in names if not any(other != name and other in name for other in names)]
                kind = refusal.kind_of(said.text) if lacks[0].kind == "unknown" else lacks[0].kind
                yield Refusal(kind=kind, words=self._sheet.quote(span), span=span, names=" ".join(nearest))

    def _asks_nothing(self, clause: clauses.Clause) -> bool:
        """Tell whether a clause without operations only leads in ("please edit this video") or wishes for harmony."""
        said = self._sheet.left(clause)
        return fillers.leads_in(said) or (clauses.harmonises(said) and not fillers.names_part(said))

    def _refuse(self, clause: clauses.Clause, kind: str, names: str) -> None:
        span = (clause.start, clause.end)
        self._sheet.take(clause, (0, clause.end - clause.start))
        self._refused.append(Refusal(kind=kind, words=self._sheet.quote(span), span=span, names=names))
