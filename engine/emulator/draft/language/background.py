"""Background: sentences that put another place behind a person, and what place they name."""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from engine.emulator.draft.language.describing import SETTINGS
from engine.emulator.draft.language.effects import ALL, LIGHTS, STYLES, WEATHER
from engine.emulator.draft.language.fillers import left_over, names_person, unknown_words
from engine.emulator.draft.language.operation import Fidelity, Hour, Slots
from engine.emulator.draft.language.own import OF_PLACES, beside, shown_at
from engine.emulator.draft.language.places import COLOURS, SCENES
from engine.emulator.draft.language.qualifiers import TAKEN
from engine.emulator.draft.language.refusal import asks_of_things
from engine.emulator.draft.language.rule import Rule, alternation, words_pattern
from engine.emulator.draft.language.sentences import ANNOUNCED, BACK, BACKGROUNDS, BLUR, CUT_OUT
from engine.emulator.draft.language.words_en import PERSON_ENGLISH, PRONOUNS

_HOURS: dict[str, Hour] = {"night": "night", "sunset": "sunset"}
_FALLING = frozenset({"rain", "snow", "fog"})
_WITH_PLACE = (
    *(rule for rule in LIGHTS if rule.kind in _HOURS),
    *(rule for rule in WEATHER if rule.kind in _FALLING),
    *STYLES,
)

_IMAGE = words_pattern(
    (
        r"(?:the |this |that |a )?(?:(?:reference|provided|attached|given|uploaded|input|supplied|background|following)\s+)*(?:(?P<first>first|second|third|fourth)\s+)?"
        r"(?:(?:reference|provided|attached)\s+)?(?:images?|pictures?|photos?(?! ?(?:studio|shoot|booth|gallery|wall))|references?)(?: provided| given| attached| supplied| above| below)?(?:\s*(?:no\.? ?|#)?(?P<number>[1-4]))?"
    ),
    r"(?:参考)?(?:图片|图像|照片|图(?![书案]))\s*(?P<digit>[1-4一二三四])?|第(?P<nth>[一二三四1-4])张?(?:参考)?图片?|参考图片?",
)
_REFERENCE = words_pattern(
    r"(?:reference|attached|provided|given|uploaded|supplied) (?:image|picture|photo)s?|(?:first|second|third|fourth) (?:image|picture|photo)|(?:image|picture|photo) ?[1-4]|(?:from|in|of) (?:the|this|my) (?:image|picture|photo|reference)",
    r"参考图|图片|图\s*[1-4一二三四]|第[一二三四1-4]张",
)
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4} | {
    str(number): number for number in range(1, 5)
}
_FIELD = re.compile(
    r"雪[山地原场林]|[北南]极|冰[川原]|滑雪|(?<![a-z])(?:fields?|mountains?|peaks?|forest|valley|slope|resort|arctic|glaciers?|tundra)(?![a-z])"
)
_SHOWS = re.compile(
    r"(?:中|里|内|上)?面?(?:的|所示的?|展示的?|那[个片座种]|显示的?)[^,\x00]*|[ ,]*(?:that |which )?(?:show|depict|of|with|featur|contain|provid|given|attach|i )[^,\x00]*|(?:中|里|内|上)面?$"
)
_OPEN_SKY = re.compile(
    r"(?:under|beneath|with|below) (?:a |an |the )?(?:clear |bright |open |blue |sunny |cloudless )+sk(?:y|ies)|蓝天白?云?下?"
)
_APPOSED = re.compile(r" *[(（,:]? *")
_THING = re.compile(
    r"(?<![a-z])(?:trees?|clouds?|stars?|lights?|bamboo|moon|planets?|peaks?|sea|lake|waterfall|road|house|sun|book(?:case|shelf|shelves)?|spotlights?)(?![a-z])|[树云月]|星星|灯光|彩灯"
)
"""What may be put behind somebody as a thing as well as a place."""
_SOMEBODY = re.compile(
    rf"(?<!behind )(?<!behind the )(?<!around )(?<!around the )(?<!for the )(?<![a-z'])(?:{alternation(PERSON_ENGLISH - PRONOUNS)})(?![a-z'])"
    r"|人群|行人|路人|游客|观众|孩子|小孩|(?<![a-z路行众])人们"
)
_LONGEST_MODIFIER = 4
_HOLDS = re.compile(r"[有带满挤坐站着跑跳走穿戴拿举开骑飞和跟与放摆停正]")
_HOLDING = frozenset(
    [
        "with",
        "made",
        "full",
        "of",
        "and",
        "containing",
        "featuring",
        "wearing",
        "holding",
        "where",
        "while",
        "has",
        "having",
        "plus",
        "whose",
        "that",
        "which",
        "filled",
        "packed",
    ]
) - {"of"}
_LOCATING = frozenset(["in", "of", "near", "overlooking", "by", "outside", "above", "from", "off"])
_HEAD = re.compile(r"\x00 ([a-z]+)")
_ON = re.compile(r"(?<![a-z])(?:in|on|to|into|onto|behind)(?: the| her| his| its)?$")
_NAMED = re.compile(r"背景|场景|环境|地点|地方|空间|身后|后面|背后|(?<![a-z])behind|" + rf"(?<![a-z]){BACK}(?![a-z])")
_AROUND = re.compile(r"环境|场景|(?<![a-z])(?:environment|scenery|surrounding|setting)s?(?![a-z])")
_SEASON = re.compile(
    r"冬[天季日景]|寒冬|隆冬|严冬|(?<![a-z])winters?(?![a-z])(?! (?:field|forest|landscape|wonderland|mountain|village|town|city))"
)
_LOOK = re.compile(r"(?:的)?(?:风格|画风|色调|色彩|颜色|配色)|(?:'s)? (?:style|look|colou?rs?|palette)(?![a-z])")
_SETTING = re.compile(r"^(?:的)?(?:季节|天气|时间|光线|光照|灯光|风格|色调|颜色|色彩|画风|氛围)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A sentence about the background: its span and the span of the place that it names.

    `around` tells that it speaks of all that is around, `named` that it speaks of a background or a scene at all: "put him
    on a horse" does not. `sure` is false if it may be no place at all, and then must be one that is known; `adds` is true for
    "put ... behind her", which names a thing as well.
    """

    start: int
    end: int
    place: tuple[int, int]
    around: bool
    named: bool
    sure: bool
    adds: bool


def find_slots(text: str, *, announced: bool = False) -> list[Slot]:
    """Return every way to read a clause as naming another background, the likeliest first.

    `announced` is true after words that only said that there shall be another one.
    """
    found = [
        match for match in (pattern.search(text) for pattern in (ANNOUNCED if announced else BACKGROUNDS)) if match
    ]
    found.sort(key=lambda match: match.start() - match.end())
    slots = [_slot(match, sure=not announced) for match in found]
    return [slot for slot in slots if text[slice(*slot.place)].strip() and not _ON.search(text[slice(*slot.place)])]


def _slot(match: re.Match[str], *, sure: bool) -> Slot:
    adds = "scene" in match.re.groupindex
    place = match.span("scene" if adds else "place")
    before, after = match.string[match.start() : place[0]], match.string[place[1] : match.end()]
    named = bool(_NAMED.search(before) or _NAMED.search(after))
    return Slot(*match.span(), place, bool(_AROUND.search(before)), named, sure and not adds, adds)


def blurs(text: str) -> tuple[int, int] | None:
    """Return where a clause asks for the background out of focus."""
    found = BLUR.search(text)
    return found.span() if found else None


def cuts_out(text: str) -> tuple[int, int] | None:
    """Return where a clause asks for the person alone."""
    found = CUT_OUT.search(text)
    return found.span() if found else None


def image_in(text: str) -> tuple[tuple[int, int], int] | None:
    """Return where a text speaks of a reference picture, and that picture's number from 1."""
    found = list(_IMAGE.finditer(text))
    if not found:
        return None
    said = next((value for match in found for value in match.groupdict().values() if value), "1")
    beside = found[1:2] if _APPOSED.fullmatch(text[found[0].end() : found[1].start()] if found[1:] else "-") else []
    return (found[0].start(), (beside or found)[0].end()), _NUMBERS[said]


def names_setting(place: str) -> bool:
    """Tell whether what stands in a place's stead is a season, a light or a style."""
    return bool(_SETTING.match(place))


def scene_in(place: str) -> tuple[str, Fidelity, tuple[int, int]] | None:
    """Return the kind of place that a text names, its fidelity, and where; the first of the table that fits wins."""
    for scene in SCENES:
        found = scene.pattern.search(place)
        if found:
            return scene.kind, scene.fidelity, found.span()
    return None


def colour_in(place: str) -> tuple[str, tuple[int, int]] | None:
    """Return the plain colour that a text names, and where."""
    for name, english, chinese, _ in COLOURS:
        found = words_pattern(english, chinese).search(place)
        if found:
            return name, found.span()
    return None


@dataclass(frozen=True, slots=True)
class Place:
    """What stands in a background's place: an operation's kind and slots, and the rules for what else is named with it.

    Without a kind it is a place that nobody knows, or one with something that nobody knows, the words `unknown`. `missing` are
    words for what belongs to the place and is not drawn. `extras` are weather that falls
    before the person as well, and styles that are meant for the background alone; `rest` is the place's text in which what was
    understood is `TAKEN`.
    """

    kind: str | None
    fidelity: Fidelity = "full"
    slots: Slots = field(default_factory=Slots)
    note: str | None = None
    missing: str = ""
    unknown: str = ""
    extras: tuple[tuple[Rule, tuple[int, int]], ...] = ()
    rest: str = ""


def picture_in(text: str) -> bool:
    """Tell whether a text speaks of a reference picture, and not just of the picture that is seen."""
    return bool(_REFERENCE.search(text))


def read_place(place: str, references: int, slot: Slot) -> Place | None:
    """Read the words of a place; None if they name a season, a light or a style instead.

    `references` is how many pictures come with the instruction: a place that is not spoken of as a picture is taken from the
    first one. Of surroundings as a whole, a season is no place.
    """
    if names_setting(place) and not scene_in(place):
        return None
    chosen = _chosen(place, references, slot)
    if chosen is None:
        return None
    named, span = chosen
    rest = place[: span[0]] + TAKEN * (span[1] - span[0]) + place[span[1] :]
    for scene in SCENES:
        if scene.kind == named.slots.place:
            rest = scene.pattern.sub(lambda again: TAKEN * len(again.group()), rest)
    extras: list[tuple[Rule, tuple[int, int]]] = []
    hour: Hour | None = None
    for rule in _WITH_PLACE:
        found = rule.pattern.search(rest)
        if found:
            rest = rest[: found.start()] + TAKEN * len(found.group()) + rest[found.end() :]
            if rule.kind in _HOURS and named.kind == "background_scene":
                hour = hour or _HOURS[rule.kind]
            else:
                extras.append((rule, found.span()))
    if named.kind is None:
        return named if slot.sure else None
    known = _said_with(named, extras)
    said = _OPEN_SKY.sub(lambda found: " " * len(found.group()), rest)
    shown = known if slot.adds else known | shown_at(named.slots.place)
    unknown = [word for word, end in unknown_words(said, shown) if slot.adds or not _modifies(word, end, said, span)]
    unknown += [found.group() for found in _SOMEBODY.finditer(said)]
    if unknown or (slot.adds and _THING.search(place)):
        return Place(None, rest=rest, unknown=" ".join(unknown or [place]))
    missing = " ".join(left_over(said, known))
    return replace(named, slots=replace(named.slots, hour=hour), missing=missing, extras=tuple(extras), rest=rest)


def _modifies(word: str, end: int, place: str, named: tuple[int, int]) -> bool:
    """Tell whether an unknown word only says which place it is, by where it stands: "the Swiss Alps", "the surface of Mars".

    `named` is where the place itself is named. What a place is said to hold, and who does what there, is a thing of its own.
    """
    if asks_of_things(word) or names_person(word):
        return False
    before = place[: end - len(word)]
    head = end > named[0]
    if not word[0].isascii():
        return not head and len(word) <= _LONGEST_MODIFIER and not _HOLDS.search(place[:end])
    said = re.findall(r"[a-z]+", before)
    if _HOLDING.intersection(said):
        return False
    return not head or any(word in _LOCATING for word in said)


def _said_with(named: Place, extras: Iterable[tuple[Rule, tuple[int, int]]]) -> frozenset[str]:
    """Return the words that only say more of a background, or of what is named with it."""
    kinds = [rule.kind for rule, _ in extras]
    own = beside(kinds if named.kind is None else [named.kind, *kinds])
    return own | OF_PLACES if named.kind == "background_scene" else own


def _chosen(place: str, references: int, slot: Slot) -> tuple[Place, tuple[int, int]] | None:
    """Return the thing that a place names: a picture, a scene, a colour, or something unknown."""
    image = image_in(place)
    if image and slot.adds:
        return None
    if image and not references and not picture_in(place):
        return None  # "the picture" is the clip's own
    if image and _LOOK.match(place, image[0][1]):
        return None
    if image:
        return Place("background_image", slots=Slots(picture=image[1])), _with_its_words(place, image[0])
    scene = scene_in(place)
    if scene and scene[0] == "snowfield" and _SEASON.search(place) and (slot.around or not _FIELD.search(place)):
        return None
    colour = colour_in(place)
    plain = colour and not left_over(place[: colour[1][0]] + place[colour[1][1] :], beside({"background_colour"}))
    if references and not plain and _may_be_seen(place, slot, scene[2] if scene else None):
        return Place("background_image", "approximate", Slots(picture=1), note="given"), (0, len(place))
    if scene and _is_kind_of_thing(place):
        return Place(None), (0, len(place))
    if scene:
        return Place("background_scene", scene[1], Slots(place=scene[0])), scene[2]
    if not plain and any(rule.pattern.search(place) for rule in ALL):
        return None
    if colour:
        return Place("background_colour", slots=Slots(place=colour[0])), colour[1]
    if left_over(place):
        return Place(None), (0, len(place))
    return None


def _may_be_seen(place: str, slot: Slot, scene: tuple[int, int] | None) -> bool:
    """Tell whether the words of a place, of which `scene` is known, may be of what a picture shows.

    No look is, nor an hour or weather by itself.
    """
    if scene:
        place = place[: scene[0]] + TAKEN * (scene[1] - scene[0]) + place[scene[1] :]
    for rule in ALL:
        if rule.kind in _HOURS or rule.kind in _FALLING:
            place = rule.pattern.sub(lambda found: TAKEN * len(found.group()), place)
        elif rule.pattern.search(place):
            return False
    return scene is not None or (slot.named and bool(left_over(place)))


def _is_kind_of_thing(place: str) -> bool:
    """Tell whether a place only says what kind of thing the unknown word behind it is: a beach towel."""
    for scene in SCENES:
        place = scene.pattern.sub(lambda known: TAKEN * len(known.group()), place)
    head = _HEAD.search(place)
    return head is not None and head.group(1) not in SETTINGS and bool(left_over(head.group(1), OF_PLACES))


def _with_its_words(place: str, image: tuple[int, int]) -> tuple[int, int]:
    """Return the span of a picture and of the words that say what it shows: "the garden in the reference picture"."""
    shows = _SHOWS.match(place, image[1])
    return 0, shows.end() if shows else image[1]
