"""Background: sentences that put another place behind a person, and what place they name."""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from dataclasses import dataclass

from engine.emulator.draft.language.effects import ALL, LIGHTS, STYLES, WEATHER
from engine.emulator.draft.language.fillers import left_over
from engine.emulator.draft.language.operation import Fidelity
from engine.emulator.draft.language.places import COLOURS, SCENES
from engine.emulator.draft.language.rule import Rule, words_pattern

_HOURS = frozenset({"night", "sunset"})
_FALLING = frozenset({"rain", "snow", "fog"})
_WITH_PLACE = (
    *(rule for rule in LIGHTS if rule.kind in _HOURS),
    *(rule for rule in WEATHER if rule.kind in _FALLING),
    *STYLES,
)

_OWNERS = r"(?:the |his |her |its |their |this |video's |video |entire |whole |current |original |existing |plain |scene's |person's |man's |woman's )*"
_BACK = r"(?:background|backdrop|scenery|surroundings|environment|setting|location)s?"
_WHO = r"(?:him|her|it|them|the [a-z' ]+?|this [a-z' ]+?|[a-z']+)"
_MADE = r"(?:修改|改变|替换|更换|切换|转换|转变|设置|设定|调整|变化|改|换|变|设|做|转|移|弄|处理)"
_TO = r"(?:为|成|到|至|作)"
_PLACE = "(?P<place>[^,]+)"

_SENTENCES = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?<![a-z])(?:replac|chang|swap|switch|turn|set|mak|transform|convert|modify|edit|alter|updat|shift|put)[a-z]*\s+(?:out\s+)?{_OWNERS}{_BACK}"
            rf"(?: scene| behind {_WHO})?\s*(?:with|to be|to|into|for|by|as|:|(?=an? |look like))\s*(?P<place>.+)"
        ),
        (
            rf"(?<![a-z])(?:put|set|plac|mov|transport|relocat|teleport|drop|position|send|bring|tak)(?:e|es|ing|s)?\s+{_WHO}\s+"
            r"(?:in front of|inside|into|in|on|onto|to|at|against|before)\s+(?P<place>.+)"
        ),
        rf"(?<![a-z]){_BACK}\s*(?:is|be|becomes?|of|should be|shows?|now|:)\s*(?:changed to |replaced (?:by|with) |now )?(?P<place>.+)",
        rf"(?<![a-z])(?:us(?:e|ing)|with|mak(?:e|ing)|have)\s+(?P<place>.+?)\s+(?:as|for|in|be)\s+(?:the |a |his |her |its |their |new |video )*{_BACK}",
        rf"(?<![a-z])(?:give {_WHO}|add|with|against|insert|apply|use|in front of|before|on|in)\s+(?P<place>[^,]+?)\s+(?:background|backdrop)(?![a-z])",
        r"(?<![a-z])(?:stand(?:s|ing)?|sit(?:s|ting)?|walk(?:s|ing)?|appears?|are|is|be)\s+(?:now\s+)?(?:in front of|inside|in|on|at)\s+(?P<place>.+)",
        rf"背景(?:画面|环境|部分|场景)?的?(?:整体|全部|都)?{_MADE}{_TO}?{_PLACE}",
        rf"背景(?:应该是|应为|是|为|用|使用|采用|要|:){_PLACE}",
        r"(?:换|改|变|替换|更换|切换)(?:为|成|上|个|一个)+(?P<place>[^,]*?)(?:的|作为|做|当|为)?背景",
        r"(?:用|以|把|将|使用)(?P<place>[^,]+?)(?:作为|做为|当作|当做|为|做|当)(?:新的?|视频的?|人物的?|整个)*背景",
        r"(?:换|更换|替换|切换|加)(?:一个|个|上)?(?P<place>[^,]*?)背景",
        r"(?:站在|置身于?|放到|放在|移到|搬到|带到|出现在|来到|身处于?|位于|坐在|走在|穿越到|穿越至|走进|传送到|处于|仿佛在|漂浮在|飘浮在|飞在)(?P<place>[^,]+?)(?:里面?|之?中|上|内|前面?|旁边?)?$",
        rf"(?:场景|地点|环境|地方|空间|地理空间){_MADE}{_TO}+{_PLACE}",
    )
)
_BLUR = words_pattern(
    r"blur(?:red|ry|s|ring)?\s+(?:out )?(?:the |its |his |her )*background|background (?:is |be )?blur(?:red|ry)?|blurr(?:y|ed) background|shallow depth of field|(?:defocus(?:ed)?|bokeh) background|background bokeh",
    r"背景(?:虚化|模糊|变?得?模糊|变虚)|(?:虚化|模糊)(?:掉|一下)?背景|浅景深",
)
_CUT_OUT = words_pattern(
    r"(?:remove|delete|erase|get rid of|cut out|drop)\s+(?:the |its |his |her )*background|background removal|(?:use |add |with )?(?:a )?green ?screen",
    r"(?:去掉|去除|移除|删除|抠掉|抠除|清除)(?:视频|画面|掉)?(?:的)?背景|抠图|抠像|绿幕(?!背景)",
)
_IMAGE = words_pattern(
    (
        r"(?:the |this |that |a )?(?:(?:reference|provided|attached|given|uploaded|input|supplied|background|following)\s+)*(?:(?P<first>first|second|third|fourth)\s+)?"
        r"(?:(?:reference|provided|attached)\s+)?(?:images?|pictures?|photos?|references?)(?: provided| given| attached| supplied| above| below)?(?:\s*(?:no\.? ?|#)?(?P<number>[1-4]))?"
    ),
    r"(?:参考)?(?:图片|图像|照片|图(?![书案]))\s*(?P<digit>[1-4一二三四])?|第(?P<nth>[一二三四1-4])张?(?:参考)?图片?|参考图片?",
)
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4} | {
    str(number): number for number in range(1, 5)
}
_SETTING = re.compile(r"^(?:的)?(?:季节|天气|时间|光线|光照|灯光|风格|色调|颜色|色彩|画风|氛围)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A sentence about the background: its span, and the span of the place that it names."""

    start: int
    end: int
    place: tuple[int, int]


def find_slots(text: str) -> list[Slot]:
    """Return every way to read a clause as naming another background, the likeliest first."""
    found = [match for match in (pattern.search(text) for pattern in _SENTENCES) if match]
    return [Slot(*match.span(), match.span("place")) for match in found if match.group("place").strip()]


def blurs(text: str) -> tuple[int, int] | None:
    """Return where a clause asks for the background out of focus."""
    found = _BLUR.search(text)
    return found.span() if found else None


def cuts_out(text: str) -> tuple[int, int] | None:
    """Return where a clause asks for the person alone."""
    found = _CUT_OUT.search(text)
    return found.span() if found else None


def image_in(text: str) -> tuple[tuple[int, int], int] | None:
    """Return where a text speaks of a reference picture, and that picture's number from 1."""
    found = _IMAGE.search(text)
    if found is None:
        return None
    said = next((value for value in found.groupdict().values() if value), "1")
    return found.span(), _NUMBERS[said]


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
    """What stands in a background's place: an operation, and the rules for what else is named with it.

    `extras` are weather that falls before the person as well, and styles that are meant for the background alone.
    """

    kind: str
    fidelity: Fidelity
    params: dict[str, str]
    extras: tuple[tuple[Rule, tuple[int, int]], ...] = ()


def read_place(place: str, references: int) -> Place | None:
    """Read the words of a place; None if they name a season, a light or a style instead.

    `references` is how many pictures come with the instruction: a place that can't be drawn is taken from the first one.
    """
    if names_setting(place):
        return None
    chosen = _chosen(place, references)
    if chosen is None:
        return None
    named, span = chosen
    rest = place[: span[0]] + "\x00" * (span[1] - span[0]) + place[span[1] :]
    extras: list[tuple[Rule, tuple[int, int]]] = []
    for rule in _WITH_PLACE:
        found = rule.pattern.search(rest)
        if found:
            rest = rest[: found.start()] + "\x00" * len(found.group()) + rest[found.end() :]
            if rule.kind in _HOURS:
                named.params.setdefault("hour", rule.kind)
            else:
                extras.append((rule, found.span()))
    unknown = left_over(rest)
    if unknown and named.fidelity != "none":
        named.params["missing"] = " ".join(unknown)
    return Place(named.kind, named.fidelity, named.params, tuple(extras))


def _chosen(place: str, references: int) -> tuple[Place, tuple[int, int]] | None:
    """Return the thing that a place names: a picture, a scene, a colour, or something unknown."""
    image = image_in(place)
    if image:
        return Place("background_image", "full", {"image": str(image[1])}), image[0]
    scene = scene_in(place)
    if references and (scene or left_over(place)):
        return Place("background_image", "approximate", {"image": "1", "missing": place.strip()}), (0, len(place))
    if scene:
        return Place("background_scene", scene[1], {"scene": scene[0]}), scene[2]
    if any(rule.pattern.search(place) for rule in ALL):
        return None
    colour = colour_in(place)
    if colour:
        return Place("background_colour", "full", {"colour": colour[0]}), colour[1]
    if left_over(place):
        return Place("place", "none", {"reason": "place", "place": place.strip()}), (0, len(place))
    return None
