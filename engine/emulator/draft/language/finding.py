"""Finding: the operations of one clause, each with the slots that its own words fill."""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.emulator.draft.language import background, fillers, qualifiers, refusal
from engine.emulator.draft.language.clauses import Clause
from engine.emulator.draft.language.effects import ALL, LIGHTS, STYLES, WEATHER
from engine.emulator.draft.language.filling import CUT_OUT, PARTED
from engine.emulator.draft.language.operation import Fidelity, Op, Part, Slots
from engine.emulator.draft.language.qualifiers import Qualifier
from engine.emulator.draft.language.rule import Rule
from engine.emulator.draft.language.sentences import LIKE_IMAGE, REMOVE_PERSON
from engine.emulator.draft.language.sheet import Sheet, Span

_SOURCE = re.compile(
    r"(?<![a-z])from (?P<from>[a-z' -]+?)(?= (?:in)?to )"
    r"|(?<![a-z])(?:turn|chang|convert|transform|switch|shift)[a-z]* (?P<object>[^,]*?)(?= (?:in)?to )"
    r"|(?<![a-z])(?:replac|swap|exchang|trad)[a-z]* (?P<swapped>[^,]*?)(?= (?:with|for|by) )"
    r"|^(?P<plain>[a-z ]{2,24}?)(?= (?:in)?to )"
    r"|^(?P<bare>[^,把将由从让使]{1,5}?)(?=变(?![暗亮得])|[改换转]成|[改换转]为|转(?=[^动])|[改换到至](?=[春夏秋冬夜晚白晴雨雪黑深]))"
    r"|[由从](?P<you>[^,]*?)(?=改|变|换|转|切|调|[到至](?=[春夏秋冬夜晚晴雨雪黑深]))"
    r"|[把将](?P<ba>[^,]*?)(?=变成|变为|改为|改成|换成|转为|转换|转变|转成|调成|调整|替换|修改|变)"
)
_PLAIN = re.compile(
    r"(?<![a-z])(?:day|mornings?|afternoons?|evenings?|white|grey|gray|black|blue|overcast|cloudy|daylight|bright|normal|colou?r|real(?:istic|ity)?|live action|real life|photo)(?![a-z])|阴雨天?|阴天|日景|多云|清晨|早晨|早上|上午|下午|午后|白色|灰色|日(?=转)|真人|实拍|真实|原色|冷色|彩色|日(?![常系式漫本落出])|白(?!色?背景)"
)
_TINTS = frozenset({"vivid", "muted", "warm", "cool", "darken", "brighten"})
_COLOURFUL = re.compile(r"(?<![a-z])(?:colou?rs|tones|hues|lights|shadows|shades)(?![a-z])")
_LIKENESS = re.compile(
    r"(?<![a-z])(?:clay|lego|toy|knitted|plastic|cartoon|anime) (?:figures?|characters?)(?= (?:style|look|version))|(?<![a-z])(?:like|as in|in the style of|reminiscent of) (?:an? |the )?[a-z' ]*(?:movie|film|show|book|series|programme|program|party|story|drawing|ad)s?(?![a-z]).*$|像[^,]*?(?:电影|节目|故事|绘本|动画片)[^,]*$"
)
"""What a look is likened to; who is named there is nobody in the picture."""
_THEM = re.compile(r"(?<![a-z])(?:them|they|their)(?![a-z])")
"""Colours that were spoken of are what "them" means where colours are changed."""
_TAKEN_FROM = ("what", "whose", "kind", "first", "same", "alike", "ref")
"""What a look of a picture may be called by, in any of its sentences."""
_COLOURS = frozenset({"色调", "色彩", "颜色", "配色", "调色"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a clause asks for: operations, what narrows them within their own words, or why there can't be any.

    `unknown` is the kind of a refusal, and the words that it names.
    """

    ops: tuple[Op, ...] = ()
    narrowed: tuple[Qualifier, ...] = ()
    unknown: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What a clip is said to be changed from; `plain` is true if what it shall become is no effect: "from night to day"."""

    words: str
    rules: tuple[Rule, ...]
    plain: bool


def _undoes(source: _Source, op: Op) -> bool:
    """Tell whether an operation would have to take away what the clip has: a drawn look, the dark of a night."""
    return (op.note == "live" and any(rule in STYLES for rule in source.rules)) or (
        op.kind == "sunny" and any(rule.kind == "night" for rule in source.rules)
    )


@dataclass(frozen=True, slots=True)
class Finder:
    """Looks through one clause and crosses out what it understands.

    `announced` is true if the instruction said before that there shall be another background, and not which.
    """

    sheet: Sheet
    clause: Clause
    references: int
    announced: bool = False

    def found(self) -> Findings:
        """Return what the clause asks for."""
        whole = self._whole_sentence()
        if whole.unknown:
            return whole
        ops = [*whole.ops, *self._image_look()]
        sources = [source for source in self._sources() if source.rules]
        said = self._left
        for rule in ALL:
            spans = [found.span() for found in rule.pattern.finditer(self._left)]
            if spans:
                part = self._part(rule.kind, said)
                ops += [self._by_rule(rule, span, part) for span in spans]
                self._take(*spans)
        for source in sources:
            if source.plain or any(_undoes(source, op) for op in ops):
                return Findings(unknown=("undo", source.words))
        return Findings(ops=tuple(sorted(ops, key=lambda op: op.span)), narrowed=whole.narrowed)

    @property
    def _left(self) -> str:
        return self.sheet.left(self.clause)

    def _whole_sentence(self) -> Findings:
        """Find what takes a whole sentence: another background, or somebody who is to vanish."""
        text = self._left
        removed = REMOVE_PERSON.search(text)
        if removed:
            narrowed = _narrowing(removed.start(), removed.group())
            note = CUT_OUT if removed.group().startswith("cut") else None
            op = self._op(removed.span(), "remove_person", "approximate", note=note)
            return Findings(ops=(op,), narrowed=narrowed)
        blurred = background.blurs(text)
        if blurred:
            return Findings(ops=(self._op(blurred, "background_blur"),))
        for slot in () if LIKE_IMAGE.search(text) else self._slots(text):
            if background.picture_in(text[: slot.place[0]]):
                return Findings(unknown=("thing", text[: slot.place[0]]))
            place = background.read_place(text[slice(*slot.place)], self.references, slot)
            if place:
                return self._placed(slot, place)
        alone = background.cuts_out(text)
        if alone:
            colour = background.colour_in(text[slice(*alone)])
            slots = Slots(place=colour[0] if colour else "white")
            return Findings(ops=(self._op(alone, "background_colour", slots=slots, note=None if colour else CUT_OUT),))
        return Findings()

    def _slots(self, text: str) -> list[background.Slot]:
        slots = background.find_slots(text)
        return [*slots, *background.find_slots(text, announced=True)] if self.announced else slots

    def _placed(self, slot: background.Slot, place: background.Place) -> Findings:
        if place.unknown:
            return Findings(unknown=("add-object", place.unknown))
        if place.kind is None:
            self._take((slot.start, slot.end))
            beside = fillers.left_over(self._left)
            kind = refusal.kind_of(self.sheet.written(self.clause)) if beside else "place"
            return Findings(unknown=(kind, " ".join(beside)))
        offset = slot.place[0]
        narrowed = _narrowing(slot.start, self._left[slot.start : offset] + place.rest)
        extras = [
            self._by_rule(rule, (start + offset, end + offset), "background" if rule in STYLES else "frame")
            for rule, (start, end) in place.extras
        ]
        op = self._op((slot.start, slot.end), place.kind, place.fidelity, place.slots, place.note)
        return Findings(ops=(replace(op, missing=place.missing), *extras), narrowed=narrowed)

    def _image_look(self) -> Iterator[Op]:
        """Find a look that is to be taken from a reference picture; a style named with it stays for the rules."""
        text = self._left
        found = LIKE_IMAGE.search(text)
        if found is None:
            return
        named = found.span("named")
        spans = [found.span()] if named[0] < 0 else [(found.start(), named[0]), (named[1], found.end())]
        self._take(*spans)
        image = background.image_in(found.group())
        said = next((value for name in _TAKEN_FROM if (value := found.group(name))), "style")
        colours = said.startswith(("colo", "palette", "tone")) or said in _COLOURS
        styled = any(rule.pattern.search(text) for rule in STYLES)
        slots = Slots(
            part=self._part("image_look", self.sheet.written(self.clause)),
            picture=image[1] if image else 1,
            look="colours" if colours or styled else "style",
        )
        yield self._unmarked(found.span(), "image_look", "approximate", slots)

    def _sources(self) -> Iterator[_Source]:
        """Cross out what is only said to be changed from: "turn day into night" asks for no day."""
        plainly: dict[str, bool] = {}  # what is said again is looked at once
        for found in _SOURCE.finditer(self._left):
            start, end = next(found.span(name) for name, value in found.groupdict().items() if value is not None)
            said, into = self._left[start:end], self._left[found.end() :]
            if said not in plainly:
                plainly[said] = not any(rule.pattern.search(into) for rule in ALL)
            plain = plainly[said]
            if plain and not _PLAIN.search(into):
                continue
            known = [rule for rule in (*STYLES, *LIGHTS, *WEATHER) if rule.pattern.search(said)]
            for pattern in (*(rule.pattern for rule in known), _PLAIN):
                self._take(*((start + match.start(), start + match.end()) for match in pattern.finditer(said)))
            if known and found.group("swapped"):
                self._take((found.start(), start))
            yield _Source(words=said, rules=tuple(known), plain=plain)

    def _part(self, kind: str, said: str) -> Part:
        if kind not in PARTED or fillers.names_frame(said):
            return "frame"
        if fillers.names_background(said):
            return "background"
        said = _LIKENESS.sub(" ", said)
        if kind in _TINTS and _COLOURFUL.search(self.sheet.text[: self.clause.start]):
            said = _THEM.sub(" ", said)
        return "person" if fillers.names_person(said) else "frame"

    def _by_rule(self, rule: Rule, span: Span, part: Part) -> Op:
        return self._unmarked(span, rule.kind, rule.fidelity, Slots(part=part, way=rule.way), rule.note)

    def _op(
        self,
        span: Span,
        kind: str,
        fidelity: Fidelity = "full",
        slots: Slots | None = None,
        note: str | None = None,
    ) -> Op:
        """Return an operation whose words are crossed out."""
        op = self._unmarked(span, kind, fidelity, slots, note)
        self._take(span)
        return op

    def _unmarked(
        self,
        span: Span,
        kind: str,
        fidelity: Fidelity,
        slots: Slots | None = None,
        note: str | None = None,
    ) -> Op:
        start, end = self.clause.start + span[0], self.clause.start + span[1]
        return Op(
            kind=kind,
            words=self.sheet.quote((start, end)),
            span=(start, end),
            fidelity=fidelity,
            slots=slots or Slots(),
            note=note,
        )

    def _take(self, *spans: Span) -> None:
        self.sheet.take(self.clause, *spans)


def _narrowing(start: int, words: str) -> tuple[Qualifier, ...]:
    """Return what narrows an operation within words that it takes whole."""
    return tuple(found.moved(start) for found in qualifiers.find(words))
