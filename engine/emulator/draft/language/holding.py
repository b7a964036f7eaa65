"""Holding: which narrowing words an edit has a value for; those that no edit of an instruction can hold refuse it."""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from engine.emulator.draft.language.describing import PATHS, SCENERY, SETTINGS, WHOLE
from engine.emulator.draft.language.effects import STYLES
from engine.emulator.draft.language.fillers import (
    left_over,
    names_background,
    names_person,
    names_setting,
    owned,
    words_of,
)
from engine.emulator.draft.language.filling import BACKGROUNDS, PARTED, REAL, TURNS, stays_real, told_ways
from engine.emulator.draft.language.moves import CAMERA
from engine.emulator.draft.language.operation import Op, Slots
from engine.emulator.draft.language.own import beside as own_words, owners
from engine.emulator.draft.language.qualifiers import TAKEN, Kind, find
from engine.emulator.draft.language.rule import alternation
from engine.emulator.draft.language.said import Said
from engine.emulator.draft.language.targets import aims
from engine.emulator.draft.language.words_en import PERSON_ENGLISH, PRONOUNS
from engine.emulator.draft.language.words_zh import PERSON_CHINESE

_MOVES: Final = frozenset(rule.kind for rule in CAMERA)
_FALLING: Final = frozenset({"rain", "snow", "fog", "winter", "autumn", "spring"})
_HOURS: Final = frozenset({"sunset", "sunny", "night"})
_OUTDOORS: Final = _FALLING | _HOURS
_PLACES: Final = frozenset({"background_scene", "background_image"})
_LIGHTS: Final = frozenset({"warm", "cool", "cyberpunk"})

HOLDS: Final[Mapping[tuple[Kind, str], frozenset[str]]] = {
    ("time", "gradual"): _MOVES,
    ("time", "growing"): _MOVES,
    ("time", "coming"): _FALLING,
    ("time", "framing"): frozenset({"zoom"}),
    ("order", "event"): _OUTDOORS,
    ("direction", "down"): _FALLING,
    **{("direction", way): frozenset({"orbit"}) for way in TURNS},
    ("direction", "swirl"): frozenset(rule.kind for rule in STYLES),
    ("spot", "ends"): frozenset({"cinematic"}),
    ("spot", "middle"): _PLACES | {"zoom"},
    ("part", "sky"): _OUTDOORS | _PLACES,
    ("part", "ground"): _OUTDOORS | _PLACES,
    ("part", "window"): _PLACES,
    ("part", "inside"): _PLACES,
    ("part", "around"): _PLACES | PARTED | {"orbit"},
    ("part", "distance"): _OUTDOORS | BACKGROUNDS | {"background_blur"} | _MOVES,
    ("part", "face"): _MOVES | {"sunset", "sunny"},
}
"""Which operations have a value for a class of narrowing words; a class that is missing is held by none."""

_SLOTS: Final[Mapping[str, str]] = (
    {rule.kind: "look" for rule in STYLES}
    | dict.fromkeys(_MOVES, "camera")
    | dict.fromkeys(_HOURS, "hour")
    | dict.fromkeys(("winter", "autumn", "spring"), "season")
    | dict.fromkeys(("rain", "snow", "fog"), "weather")
    | dict.fromkeys(("warm", "cool"), "warmth")
    | dict.fromkeys(("darken", "brighten"), "brightness")
    | dict.fromkeys(("blackwhite", "sepia", "vivid", "muted"), "colour")
    | dict.fromkeys(BACKGROUNDS, "background")
)
"""What an operation decides; two that decide the same can't follow one another, since an edit lasts as long as the clip."""

_CAMERA_WORDS: Final = re.compile(
    r"镜头|升降机|摇臂|相机|摄像机|摄影机|运镜|机位|拍摄|移镜|横移|平移|航拍|俯[拍视瞰]|无人机|视角|"
    r"(?<![a-z])(?:camera|shot|lens|drone|aerial|view|pan|truck|track|dolly|crane|jib|boom|tilt|zoom|orbit)(?:s|ning|ing)?(?![a-z])"
)

_ONE: Final = frozenset({"season", "brightness", "background", "hour"})
_FREE: Final = frozenset({("plain", ""), ("order", "sequence")})
_LIGHT: Final = re.compile(r"光|影|(?<![a-z])(?:light|shadow)s?(?![a-z])")
_KEEP: Final = re.compile(
    r"(?<![a-z])(?:keep|leav|preserv|maintain|retain|stay|remain)(?:e|es|s|ing)?(?![a-z])|保持|保留|维持|依然|仍然?|其[他它余]|别的|不变|不动"
)
_HER_AND_HIM: Final = re.compile(
    r"(?<![a-z])(?:her|she|woman|girl)(?![a-z]).*(?<![a-z])(?:him|he|man|boy)(?![a-z])|(?<![a-z])(?:him|he|man|boy)(?![a-z]).*(?<![a-z])(?:her|she|woman|girl)(?![a-z])|[她女].*[他男]|[他男].*[她女]"
)
_SOMEBODYS: Final = frozenset({"handheld"})
"""Moves that somebody may make as well: who shakes is no camera."""
_WHAT_STAYS: Final = own_words(("remove_person", "background_scene"))
_HUE: Final = re.compile(r"(?<![a-z])(?:red|blue|green|yellow|pink|purple|orange)s?(?![a-z])|[红蓝绿黄粉紫橙](?:色)?")
_COLOURLESS: Final = frozenset({"blackwhite", "sepia"})
_CLOUDED: Final = frozenset({"rain", "snow", "fog", "night", "winter"})
_EDITS: Final = re.compile(
    r"[加改变换做调转弄把将]|(?<![a-z])(?:add|mak|turn|set|put|chang|apply|giv|convert|transform)(?:e|es|s|ing)?(?![a-z])"
)
"""What tells an edit, and no event: "then add rain"."""
_PERSON: Final = alternation(
    PERSON_ENGLISH - PRONOUNS - {"character", "characters", "figure", "human", "model", "subject"}
)
_PERSON_CHINESE: Final = alternation(set(PERSON_CHINESE) - {"角色", "人物", "主体", "小人", "人", "他", "她"})
_OTHER: Final = re.compile(
    rf"(?<![a-z])(?:turn|chang|convert|transform|mak|replac|swap|switch)[a-z]* (?:the |this |that |our )?(?:[a-z]+ )?(?:{_PERSON}|him|her|them) (?:in)?(?:to|with|for|as) (?:an? |another )(?:[a-z]+ ){{0,2}}?(?:{_PERSON})(?![a-z])"
    rf"|(?<![a-z])(?:replac|swap|switch|exchang)[a-z]* (?:out )?(?:the |this |that |our )?(?:[a-z]+ )?(?:{_PERSON}|him|her|them) (?:with|for|by) (?:an? |the |another )(?:[a-z]+ ){{0,2}}?(?:{_PERSON}|characters?|figures?|models?)(?![a-z])"
    rf"|[把将让](?:{_PERSON_CHINESE}|人物|他|她|人)们?(?:变成|换成|变为|改成|换为|替换成|替换为|画成)[^,]{{0,6}}?(?:{_PERSON_CHINESE})(?:的|$)"
)
_ONLY: Final = re.compile(r"(?<![a-z])(?:only|just|solely)(?![a-z])|[只仅]")
_VANISHING: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("time", re.compile(r"(?<![a-z])(?:slowly|gently|gradually|softly|bit by bit)(?![a-z])|慢慢|缓缓|缓慢|逐渐|渐渐")),
    ("person", _ONLY),
)
_SEQUEL: Final = re.compile(r"(?<![a-z])(?:then|afterwards)(?![a-z])|然后|接着|随后|最后|再")


@dataclass(frozen=True, slots=True)
class Unheld:
    """Words of a clause that no operation can hold: what kind they are of, and where they stand in the instruction."""

    clause: Said
    kind: Kind
    span: tuple[int, int]


def telling(ops: Sequence[Op], text: str) -> frozenset[str]:
    """Return the prepositions that may stand before scenery beside these operations, and only tell where they are seen.

    Weather, seasons and light are of a place and a camera goes along a way; a look on something is a look for a part, and so
    is whatever is to be there only.
    """
    kinds = {op.kind for op in ops}
    if _ONLY.search(text):
        return frozenset()
    if kinds <= _OUTDOORS | _LIGHTS:
        return SETTINGS | WHOLE if kinds <= _OUTDOORS else SETTINGS
    return PATHS if kinds <= _MOVES else frozenset()


def unheld(clauses: Sequence[Said]) -> Iterator[Unheld]:
    """Yield what can't be held: by any operation of its clause, or of the instruction if its clause has none."""
    everything = tuple(op for clause in clauses for op in clause.ops)
    for index, clause in enumerate(clauses):
        yield from _narrowed(clause, clause.ops or everything)
        yield from _turned(clause, clause.ops or everything)
        yield from _moved(clause)
        yield from _aimed(clause)
        yield from _shared(clauses[:index], clause)
        yield from _limited(clause)
        yield from _owned(clause, everything)
        yield from _become(clause)
        yield from _vanished(clause)
        yield from _followed(clauses[:index], clause)
        yield from _left(clause, everything)


def _narrowed(clause: Said, ops: Sequence[Op]) -> Iterator[Unheld]:
    """Words of a part, a time, a direction or a place in the frame that the edit has no value for."""
    for found in clause.narrowed:
        holders = HOLDS.get((found.kind, found.value), frozenset())
        if found.value == "rest" and any(op.slots.part == "background" for op in ops):
            continue  # of what is there, somebody is to stay
        enough = all if found.kind == "time" else any
        if (found.kind, found.value) not in _FREE and not (ops and enough(op.kind in holders for op in ops)):
            yield _unheld(clause, found.kind, found.span)


def _turned(clause: Said, ops: Sequence[Op]) -> Iterator[Unheld]:
    """Another way for an orbit than the one it was told."""
    orbits = [op for op in ops if op.kind == "orbit"]
    for way, span in told_ways(clause):
        if any(op.slots.way != way for op in orbits):
            yield _unheld(clause, "direction", span)


def _moved(clause: Said) -> Iterator[Unheld]:
    """A direction beside weather or an orbit is no camera move of its own: snow that falls to the left, an orbit to the left."""
    camera = _CAMERA_WORDS.search(clause.text)
    still = any(op.kind not in _MOVES for op in clause.ops)
    orbits = any(op.kind == "orbit" for op in clause.ops)
    for op in {(op.kind, op.words): op for op in clause.ops}.values():  # what is said twice is looked at once
        if op.kind in _SOMEBODYS and not camera and names_person(clause.left):
            yield Unheld(clause, "direction", op.span)
        if op.kind in {"pan", "crane"} and (orbits or (not camera and (still or _of_something(clause, op)))):
            yield Unheld(clause, "direction", op.span)


def _aimed(clause: Said) -> Iterator[Unheld]:
    """A camera goes one way and knows nothing of what it sees: a thing that it is to go to has no place in the frame."""
    moves = {op.kind for op in clause.ops} & _MOVES
    if moves:
        for span in aims(clause.text, sideways="pan" in moves):
            yield _unheld(clause, "direction", span)


def _of_something(clause: Said, op: Op) -> bool:
    """Tell whether a clause speaks of something beside a direction, which is then what moves."""
    first, last = op.span[0] - clause.start, op.span[1] - clause.start
    beside = clause.text[:first] + TAKEN * (last - first) + clause.text[last:]
    return bool(left_over(beside, own_words(other.kind for other in clause.ops)) or _LIGHT.search(beside))


def _shared(before: Sequence[Said], clause: Said) -> Iterator[Unheld]:
    """What is decided twice in a clause about person and background, or for two people: which is for which can't be held."""
    both = names_background(clause.text) and names_person(clause.text)
    if both and any(_decides_anew(op, other) for op in clause.ops for other in clause.ops if op.slots.part != "frame"):
        yield _unheld(clause, "part", (0, len(clause.text)))
    for said in (*before, clause):
        two = _HER_AND_HIM.search(said.text if said is clause else f"{said.text} {clause.text}")
        if two and any(
            _decides_anew(op, other) and op.slots.part == other.slots.part == "person"
            for op in clause.ops
            for other in said.ops
        ):
            yield _unheld(clause, "person", (0, len(clause.text)))
            return


def _limited(clause: Said) -> Iterator[Unheld]:
    """Weather, an hour or a season for the person or the background only."""
    parts = any(found.kind == "part" for found in clause.narrowed)
    named = names_background(clause.text) or names_person(clause.text) or not SCENERY.isdisjoint(words_of(clause.text))
    if _ONLY.search(clause.text) and (parts or named):
        for op in clause.ops:
            if op.kind in _OUTDOORS:
                yield _unheld(clause, "part", (0, len(clause.text)))


def _become(clause: Said) -> Iterator[Unheld]:
    """Somebody who is to become somebody else, in whatever look."""
    found = _OTHER.search(clause.text)
    if found and clause.ops:
        yield _unheld(clause, "person", found.span())


def _vanished(clause: Said) -> Iterator[Unheld]:
    """Somebody who is to vanish slowly, or alone of several: a removal is for the whole clip, and for everybody."""
    if any(op.kind == "remove_person" for op in clause.ops):
        for kind, words in _VANISHING:
            found = words.search(clause.left)
            if found:
                yield _unheld(clause, kind, found.span())


def _owned(clause: Said, ops: Sequence[Op]) -> Iterator[Unheld]:
    """Words of a clause without an edit that say more of edits of which the instruction has none."""
    kinds = {op.kind for op in ops}
    if not clause.ops:
        for word, span in owned(clause.left):
            if not kinds & owners(word):
                yield _unheld(clause, "unknown", span)


def _followed(before: Sequence[Said], clause: Said) -> Iterator[Unheld]:
    """Two edits that decide the same, after one another; or a camera that goes there and back."""
    lead = [before[-1]] if before and not before[-1].ops else []
    orders = [
        (said.start + first, said.start + last) for said in (*lead, clause) for first, last in _spans(said, "order")
    ]
    joint = _SEQUEL.search(clause.joint)
    if joint and not clause.ops and not clause.kept:
        yield Unheld(clause, "order", (clause.start, clause.start + len(clause.text)))
    if joint:
        first = clause.start - len(clause.joint)
        orders.append((first + joint.start(), first + joint.end()))
        if not before and clause.joint.strip() == "最后":
            yield Unheld(clause, "time", orders[-1])
    told = [op for op in clause.ops if op.kind in _OUTDOORS]
    skies = {op.kind for said in before for op in said.ops} | {op.kind for op in told}
    if orders and told and "sunny" in skies and skies & _CLOUDED and not _EDITS.search(clause.text):
        yield Unheld(clause, "order", orders[0])  # weather that changes, not one edit after another
        return
    earlier = {_decided(op): op for said in (*before, clause) for op in said.ops}
    for op in clause.ops:
        others = [other for other in earlier.values() if _decides_anew(op, other)]
        if others and (orders or _SLOTS[op.kind] in _ONE or any(other.kind == op.kind in _MOVES for other in others)):
            yield Unheld(clause, "order", (orders or [op.span])[0])
            return


def _left(clause: Said, ops: Sequence[Op]) -> Iterator[Unheld]:
    """Somebody who is to stay while somebody is removed, or a thing that is to stay real: no mask tells them apart."""
    removes = any(op.kind == "remove_person" for op in ops)
    partial = any(op.slots.part != "frame" or op.kind in _PLACES for op in ops)
    for span in clause.kept:
        kept = clause.text[slice(*span)]
        if names_background(kept) or (names_setting(kept) and stays_real(kept)):
            continue
        if removes and not names_setting(kept) and left_over(_KEEP.sub(" ", kept), _WHAT_STAYS):
            yield _unheld(clause, "part", span)
            continue
        if _HUE.search(kept) and any(op.kind in _COLOURLESS for op in ops):
            yield _unheld(clause, "part", span)
            continue
        if stays_real(kept) and left_over(REAL.sub(" ", _KEEP.sub(" ", kept))):
            yield _unheld(clause, "part", span)
        elif names_person(kept):
            if removes:
                yield _unheld(clause, "person", span)
        elif stays_real(kept) and find(kept) and not partial:
            yield _unheld(clause, "part", span)


def _unheld(clause: Said, kind: Kind, span: tuple[int, int]) -> Unheld:
    return Unheld(clause, kind, (clause.start + span[0], clause.start + span[1]))


def _spans(clause: Said, kind: Kind) -> list[tuple[int, int]]:
    return [found.span for found in clause.narrowed if found.kind == kind]


def _decides_anew(one: Op, other: Op) -> bool:
    return _SLOTS.get(one.kind) == _SLOTS.get(other.kind, "") and _differ(one, other)


def _differ(one: Op, other: Op) -> bool:
    return _decided(one) != _decided(other)


def _decided(op: Op) -> tuple[str, Slots]:
    return op.kind, replace(op.slots, part="frame", hour=None)
