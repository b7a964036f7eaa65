"""Instruction: a prompt as the operations that it asks for.

Every clause must be an operation, a wish that something stay as it is, something not to do, or words that ask for nothing.
A clause that holds anything else becomes an operation of fidelity "none" with its own words: nothing is passed over in silence.
"""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from engine.emulator.draft.language import background, clauses, fillers, holding, qualifiers, refusal, targets
from engine.emulator.draft.language.effects import ALL, LIGHTS, STYLES, WEATHER
from engine.emulator.draft.language.operation import Fidelity, Instruction, Op, Scope
from engine.emulator.draft.language.qualifiers import TAKEN as _TAKEN, Qualifier
from engine.emulator.draft.language.rule import Rule
from engine.emulator.draft.language.sentences import LIKE_IMAGE, REMOVE_PERSON
from engine.emulator.draft.language.text import normalise, trimmed

_SOURCE = re.compile(
    r"(?<![a-z])from (?P<from>[a-z' -]+?)(?= (?:in)?to )"
    r"|(?<![a-z])(?:turn|chang|convert|transform|switch|shift)[a-z]* (?P<object>[^,]*?)(?= (?:in)?to )"
    r"|^(?P<plain>[a-z ]{2,24}?)(?= (?:in)?to )"
    r"|^(?P<bare>[^,把将由从让使]{1,5}?)(?=变(?![暗亮得]))"
    r"|[由从](?P<you>[^,]*?)(?=改|变|换|转|切|调)"
    r"|[把将](?P<ba>[^,]*?)(?=变成|变为|改为|改成|换成|转为|转换|转变|转成|调成|调整|替换|修改|变)"
)
_PLAIN = re.compile(
    r"(?<![a-z])(?:day|mornings?|afternoons?|evenings?|white|grey|gray|black|blue|overcast|cloudy|daylight|bright|normal|colou?r)(?![a-z])|阴天|多云|清晨|早晨|早上|上午|下午|午后|白色|灰色|原色|冷色|彩色|日|白"
)
_CLOSER = {
    "cartoon": {"c4d", "anime"},
    "snow": {"winter"},
    "night": {"cyberpunk"},
    "cool": {"cyberpunk"},
    "sepia": {"blackwhite", "pixel"},
}
_LOOSE = re.compile(r"animat(?:ed|ion)|动画")
_BARE = re.compile(
    r"(?:换|更换|替换|改变|修改)(?:一?个|一下)?(?:场景|背景|环境|地方)|(?:change|replace|swap) the (?:background|scene|setting|location)"
)
"""What only announces another place, which a later clause names."""
_DRAWN = frozenset(rule.kind for rule in STYLES) - {"cartoon"}
_SIMILE = re.compile(
    r"^[ \x00]*(?:就|好)?(?:像|犹如|宛如|如同|仿佛)|^[ \x00]*(?:like|as if|as though|reminiscent)(?![a-z])"
)
_MOOD = re.compile(
    r"^(?:露出|展现出?|带出|展示|交代)(?:整个|全部|更多|周围|全景|环境)|(?:氛围|气氛|感觉|气息|气质|味道|调性|意境|情调|[^,]感)(?:更?(?:强|浓|足)一?[点些])?(?:就好|就行|即可)?$|(?<![a-z])(?:feel|feeling|mood|vibes?|atmosphere|energy|ambience|tone)$"
)
_WANTS = re.compile(rf"(?<![a-z]){clauses.WISH_VERBS}(?![a-z])|[改变换加减让把将使给去删移]")


def parse(prompt: str, references: int = 0) -> Instruction:
    """Read an instruction in Chinese, English or both; `references` is how many pictures come with it."""
    text = normalise(prompt)
    reader = _Reader(prompt, text, references)
    for clause in clauses.split(text):
        reader.read(clause)
    ops = reader.found()
    if not ops and trimmed(prompt):
        params = {"reason": "nothing", "unknown": ""}
        ops = [Op(kind="nothing", words=trimmed(prompt), span=(0, len(prompt)), fidelity="none", params=params)]
    return Instruction(_merged(ops), tuple(reader.described))


def _merged(ops: list[Op]) -> tuple[Op, ...]:
    """Keep the first of operations that are one, and drop general words beside closer ones: a "C4D cartoon" is one look."""
    seen: dict[object, Op] = {}
    for op in ops:
        key = (
            op.span
            if op.fidelity == "none"
            else (op.kind, op.scope, *(op.params.get(name) for name in ("direction", "scene", "image")))
        )
        seen.setdefault(key, op)
    kinds = {op.kind for op in ops}
    styled = bool(kinds & _DRAWN)
    return tuple(
        op
        for op in seen.values()
        if not kinds & _CLOSER.get(op.kind, set())
        and not (styled and op.kind == "cartoon" and _LOOSE.fullmatch(normalise(op.words)))
    )


class _Reader:
    """Walks the clauses of one instruction; spans that are understood are blanked out in `_text`."""

    def __init__(self, prompt: str, text: str, references: int) -> None:
        self._prompt = prompt
        self._original = text
        self._text = text
        self._references = references
        self._keeping = False
        self._within: list[Qualifier] = []
        self._said: list[holding.Said] = []
        self._refused: list[Op] = []
        self.described: list[str] = []

    def read(self, clause: clauses.Clause) -> None:
        """Turn one clause into its operations, or into one refusal that names its words."""
        keeping = self._keeping and not clause.opens
        kept = clauses.kept_spans(self._of(clause))
        self._keeping = bool(kept) or keeping
        self._blank(clause, *kept)
        self._pass_over(clause)
        asks = bool(self._of(clause).strip(_TAKEN + " "))
        ops, narrowed = self._asked(clause, keeping=keeping) if asks else ([], [])
        self._said.append(
            holding.Said(
                text=self._original[clause.start : clause.end],
                start=clause.start,
                joint=self._original[clause.after : clause.start],
                ops=tuple(ops),
                narrowed=tuple(narrowed),
                kept=tuple(kept),
            )
        )

    def _pass_over(self, clause: clauses.Clause) -> None:
        """Blank out what asks for nothing: what must not be done, what is wrong with the clip, what a change is for."""
        self._blank(clause, *clauses.negated_spans(self._of(clause)))
        self._blank(clause, *clauses.complaints(self._of(clause)))
        self._describe(clause, clauses.purposes(self._of(clause)))
        lack = clauses.lacking(self._of(clause))
        if lack and (clauses.harmless_lack(lack[1]) or any(rule.pattern.search(lack[1]) for rule in ALL)):
            self._blank(clause, lack[0])

    def _asked(self, clause: clauses.Clause, *, keeping: bool) -> tuple[list[Op], list[Qualifier]]:
        """Return a clause's operations and what narrows them; nothing of a clause that is refused or asks for nothing."""
        self._within = qualifiers.times(self._of(clause))
        self._blank(clause, *(found.span for found in self._within if found.value in qualifiers.MOMENTS))
        ops = self._operations(clause)
        narrowed = [*self._within, *targets.find(self._of(clause)), *qualifiers.find(self._of(clause))]
        self._blank(clause, *(found.span for found in narrowed))
        wants = bool(_WANTS.search(self._of(clause)))
        unknown, describing = self._unknown(clause, ops)
        if any(op.scope == "person" for op in ops) and fillers.names_part(self._of(clause)):
            unknown.append(
                trimmed(self._of(clause).replace(_TAKEN, ""))
            )  # a look for a face alone is more than a mask knows
        if keeping and not ops and not wants:
            return [], []  # one more thing to keep: "keep the face, hair and clothes"
        self._keeping = False
        if unknown or (not ops and wants and (narrowed or not self._asks_nothing(clause))):
            self._refuse(clause, refusal.kind_of(self._original[clause.start : clause.end]), unknown)
            return [], []
        if not ops and not self._asks_nothing(clause):
            self.described.append(trimmed(self._prompt[clause.start : clause.end]))
        else:
            self._note(clause, describing)
        return ops, [] if _SIMILE.search(self._of(clause)) and not ops else narrowed

    def _note(self, clause: clauses.Clause, words: list[str]) -> None:
        """Report words that only describe, Chinese ones with what stands around them."""
        said = self._of(clause)
        for word in words:
            run = re.search(rf"[\u3400-\u9fff]*{re.escape(word)}[\u3400-\u9fff]*", said) if len(word) < 3 else None
            start, end = run.span() if run else (said.index(word), said.index(word) + len(word))
            self.described.append(trimmed(self._prompt[clause.start + start : clause.start + end]))

    def _describe(self, clause: clauses.Clause, spans: list[tuple[int, int]]) -> None:
        """Take what a change is for as a description, unless it asks for something itself."""
        for start, end in spans:
            said = self._of(clause)[start:end]
            if start > 0 and not refusal.asks_of_things(said) and not any(rule.pattern.search(said) for rule in ALL):
                self.described.append(trimmed(self._prompt[clause.start + start : clause.start + end]))
                self._blank(clause, (start, end))

    def _unknown(self, clause: clauses.Clause, ops: list[Op]) -> tuple[list[str], list[str]]:
        """Return a clause's words that nobody understood, and those that only describe what was understood."""
        said = self._of(clause)
        if ops and fillers.adds_person(said):
            return [trimmed(said.replace(_TAKEN, ""))], []
        if any(op.kind == "remove_person" for op in ops):
            return fillers.left_over(said), []  # what else is said of somebody tells who of several is meant
        if ops:
            return fillers.weighed(said, holding.telling(ops, said))
        unknown = fillers.left_over(said)
        describes = (
            (fillers.all_describe(unknown) or _SIMILE.search(said) or _MOOD.search(said))
            and not _WANTS.search(said)
            and not refusal.asks_of_things(said)
        )
        return ([], []) if describes else (unknown, [])

    def found(self) -> list[Op]:
        """Return all operations in the order in which they were written; a clause that no operation can hold is a refusal."""
        unheld = list(holding.unheld(self._said))
        refused = [*self._refused, *self._narrowing(unheld)]
        asked = [op for said in self._said if all(said is not lack.clause for lack in unheld) for op in said.ops]
        ops = sorted([*refused, *holding.scoped(self._said, asked)], key=lambda op: op.span)
        placed = any(op.kind.startswith("background_") for op in ops)
        return [op for op in ops if not (placed and op.fidelity == "none" and _BARE.fullmatch(normalise(op.words)))]

    def _narrowing(self, unheld: Sequence[holding.Unheld]) -> Iterator[Op]:
        """Return one refusal for each clause that holds words of a part, a time, an order, a direction or a place."""
        for said in self._said:
            lacks = [lack for lack in unheld if lack.clause is said]
            if lacks:
                first = min(said.start, *(lack.span[0] for lack in lacks))
                words = dict.fromkeys(trimmed(self._prompt[slice(*lack.span)]) for lack in lacks)
                yield self._none(lacks[0].kind, (first, said.start + len(said.text)), words)

    def _operations(self, clause: clauses.Clause) -> list[Op]:
        whole = self._whole_sentences(clause)
        if any(op.fidelity == "none" for op in whole):
            return whole
        ops = [*whole, *self._image_look(clause)]
        self._blank_sources(clause)
        for rule in ALL:
            for found in list(rule.pattern.finditer(self._of(clause))):
                ops.append(self._by_rule(clause, rule, found.span(), self._scope(clause, rule.kind)))
                self._blank(clause, found.span())
        return sorted(ops, key=lambda op: op.span)

    def _whole_sentences(self, clause: clauses.Clause) -> list[Op]:
        """Find what takes a whole sentence: another background, or somebody who is to vanish."""
        text = self._of(clause)
        removed = REMOVE_PERSON.search(text)
        if removed:
            self._narrow(removed.start(), removed.group())
            return [self._take(clause, removed.span(), "remove_person", "approximate", {})]
        blurred = background.blurs(text)
        if blurred:
            return [self._take(clause, blurred, "background_blur", "full", {})]
        for slot in background.find_slots(text):
            if background.picture_in(text[: slot.place[0]]):
                return [self._none("thing", (clause.start, clause.end), [text[: slot.place[0]]])]
            place = background.read_place(text[slice(*slot.place)], self._references, slot)
            if place:
                return self._placed(clause, slot, place)
        alone = background.cuts_out(text)
        if alone:
            colour = background.colour_in(text[slice(*alone)])
            return [
                self._take(clause, alone, "background_colour", "full", {"colour": colour[0] if colour else "white"})
            ]
        return []

    def _placed(self, clause: clauses.Clause, slot: background.Slot, place: background.Place) -> list[Op]:
        offset = slot.place[0]
        self._narrow(slot.start, self._of(clause)[slot.start : offset] + place.rest)
        extras = [
            self._by_rule(
                clause,
                rule,
                (start + offset, end + offset),
                "background" if rule in STYLES else "frame",
            )
            for rule, (start, end) in place.extras
        ]
        return [self._take(clause, (slot.start, slot.end), place.kind, place.fidelity, place.params), *extras]

    def _image_look(self, clause: clauses.Clause) -> list[Op]:
        """Find a look that is to be taken from a reference picture; a style named with it stays for the rules."""
        text = self._of(clause)
        found = LIKE_IMAGE.search(text)
        if found is None:
            return []
        image = background.image_in(found.group())
        named = found.span("named")
        spans = [found.span()] if named[0] < 0 else [(found.start(), named[0]), (named[1], found.end())]
        for span in spans:
            self._blank(clause, span)
        said = found.group("what") or found.group("whose") or found.group("kind") or found.group("ref") or "style"
        colours = said.startswith(("colo", "palette", "tone")) or said in {"色调", "色彩", "颜色", "配色"}
        styled = any(rule.pattern.search(text) for rule in STYLES)
        params = {"image": str(image[1] if image else 1), "look": "colours" if colours or styled else "style"}
        look = self._op(clause, found.span(), "image_look", "approximate", params)
        return [replace(look, scope=self._scope(clause, "image_look"))]

    def _blank_sources(self, clause: clauses.Clause) -> None:
        """Take away what is only said to be changed from: "turn day into night" asks for no day."""
        for found in _SOURCE.finditer(self._of(clause)):
            span = next(found.span(name) for name, value in found.groupdict().items() if value is not None)
            said = self._of(clause)[slice(*span)]
            if any(rule.pattern.search(self._of(clause)[found.end() :]) for rule in ALL):
                for rule in (*STYLES, *LIGHTS, *WEATHER):
                    for match in rule.pattern.finditer(said):
                        self._blank(clause, (span[0] + match.start(), span[0] + match.end()))
                self._blank(clause, *((span[0] + m.start(), span[0] + m.end()) for m in _PLAIN.finditer(said)))

    def _scope(self, clause: clauses.Clause, kind: str) -> Scope:
        said = self._original[clause.start : clause.end]
        if kind not in holding.SCOPED or fillers.names_frame(said):
            return "frame"
        if fillers.names_background(said):
            return "background"
        return "person" if fillers.names_person(said) else "frame"

    def _asks_nothing(self, clause: clauses.Clause) -> bool:
        """Tell whether a clause without operations only leads in ("please edit this video") or wishes for harmony."""
        said = self._of(clause)
        return fillers.leads_in(said) or (clauses.harmonises(said) and not fillers.names_part(said))

    def _narrow(self, start: int, words: str) -> None:
        """Remember what narrows an operation within words that it takes whole."""
        self._within += [found.moved(start) for found in qualifiers.find(words)]

    def _refuse(self, clause: clauses.Clause, kind: str, words: Iterable[str]) -> None:
        self._refused.append(self._none(kind, (clause.start, clause.end), words))

    def _none(self, kind: str, span: tuple[int, int], words: Iterable[str]) -> Op:
        """Return a refusal of a span of the instruction, which names words in it."""
        params = {"reason": kind, "unknown": " ".join(words)}
        return Op(kind=kind, words=trimmed(self._prompt[slice(*span)]), span=span, fidelity="none", params=params)

    def _by_rule(self, clause: clauses.Clause, rule: Rule, span: tuple[int, int], scope: Scope) -> Op:
        params = dict(rule.params) | ({"note": rule.note} if rule.note else {})
        return replace(self._op(clause, span, rule.kind, rule.fidelity, params), scope=scope)

    def _take(
        self, clause: clauses.Clause, span: tuple[int, int], kind: str, fidelity: Fidelity, params: dict[str, str]
    ) -> Op:
        op = self._op(clause, span, kind, fidelity, params)
        self._blank(clause, span)
        return op

    def _op(
        self, clause: clauses.Clause, span: tuple[int, int], kind: str, fidelity: Fidelity, params: dict[str, str]
    ) -> Op:
        first, last = clause.start + span[0], clause.start + span[1]
        return Op(
            kind=kind, words=trimmed(self._prompt[first:last]), span=(first, last), fidelity=fidelity, params=params
        )

    def _of(self, clause: clauses.Clause) -> str:
        return self._text[clause.start : clause.end]

    def _blank(self, clause: clauses.Clause, *spans: tuple[int, int]) -> None:
        for start, end in spans:
            first, last = clause.start + start, clause.start + end
            self._text = self._text[:first] + _TAKEN * (last - first) + self._text[last:]
