"""Background: sentences that put another place behind a person, and what place they name."""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from dataclasses import dataclass, field, replace

from engine.emulator.draft.language.describing import SETTINGS
from engine.emulator.draft.language.effects import ALL, LIGHTS, STYLES, WEATHER
from engine.emulator.draft.language.fillers import left_over
from engine.emulator.draft.language.operation import Fidelity, Hour, Slots
from engine.emulator.draft.language.places import COLOURS, SCENES
from engine.emulator.draft.language.qualifiers import TAKEN
from engine.emulator.draft.language.rule import Rule, words_pattern

_HOURS: dict[str, Hour] = {"night": "night", "sunset": "sunset"}
_FALLING = frozenset({"rain", "snow", "fog"})
_WITH_PLACE = (
    *(rule for rule in LIGHTS if rule.kind in _HOURS),
    *(rule for rule in WEATHER if rule.kind in _FALLING),
    *STYLES,
)

_OWNERS = r"(?:the |his |her |its |their |this |our |video's |video |entire |whole |current |original |existing |old |plain |boring |scene's |person's |man's |woman's |[a-z]+'s )*"
_BACK = r"(?:background|backdrop|scenery|surroundings|environment|setting|location|surrounding)s?"
_WHO = r"(?:our |my )?(?!(?:an?|some|another|more|two|three|several|many) )(?!(?:the )?(?:up|down|left|right|back|for|in |out|close|slow|gent|side|smooth|camera|lens|more))(?:him|her|it|them|the [a-z' ]+?|this [a-z' ]+?|[a-z']+(?: [a-z]+)??)"
_MADE = r"(?:修改|改变|替换|更换|切换|转换|转变|设置|设定|调整|变化|改|换|变|设|做|转|移|弄|处理)"
_TO = r"(?:为|成|到|至|作)(?:一?[个张片幅处座间条])?"
_PLACE = "(?P<place>[^,]+)"

_HIND = r"(?:(?:人物?|主播|主讲人?|演员|模特|主角|她|他|男人|女人|女孩|男孩|宇航员|主体|老师|嘉宾)?的?(?:身后|后面|背后|后方)的?)?"

_HUES = r"(?:white|black|gr[ae]y|green|blue|red|yellow|pink|purple|orange|beige|teal|brown)(?![a-z])"
_SENTENCES = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?<![a-z])(?:replac|chang|swap|switch|turn|set|mak|transform|convert|modify|edit|alter|updat|shift|put)[a-z]*\s+(?:out\s+)?{_OWNERS}{_BACK}"
            rf"(?: scene| colou?r| behind {_WHO})?\s*(?:with|to be|to|into|for|by|as|:|(?=an? |look like))\s*(?P<place>.+)"
        ),
        (
            rf"(?<![a-z])(?:put|set|plac|mov|transport|relocat|teleport|drop|position|send|bring|tak)(?:e|es|ing|s)?\s+{_WHO}\s+"
            r"(?:in front of|inside|into|in|on|onto|to|at|against|before)\s+(?P<place>.+)"
        ),
        r"(?<![a-z])(?:replac|chang|swap|turn|transform)[a-z]* (?:the |this )(?:room|place|scene|studio|street|house|kitchen|office|set) (?:with|for|by|(?:in)?to) (?P<place>.+)",
        rf"(?<![a-z])behind {_WHO} (?:there )?(?:should be|is|are|be|comes?|put|place|show) (?P<place>.+)",
        rf"(?<![a-z])isolat(?:e|es|ing)\s+{_WHO}\s+(?:on|onto|against|in front of)\s+(?P<place>.+)",
        rf"(?<![a-z])(?:put|plac|set|add|show|us)(?:e|es|s|ting|ing)?\s+(?P<place>(?:the )?(?:(?:background|backdrop|scene|place|setting) (?:of|in|from) )?(?:the |this )?(?:reference |attached )?(?:image|picture|photo)(?: ?[1-4])?) behind {_WHO} *$",
        rf"(?<![a-z])(?:mak|keep|paint|colou?r|turn)[a-z]*\s+{_OWNERS}{_BACK}\s+(?:all |into )?(?P<place>(?:plain |solid |pure |simple |clean |bright |dark |light )*{_HUES}(?! (?:and|&)).*)",
        rf"(?<![a-z])(?:show|see|film|pictur|imagin|hav)(?:e|s|ing)?\s+{_WHO}\s+(?:in front of|inside|in|on|at)\s+(?P<place>.+)",
        r"(?<![a-z])chang(?:e|es|ing) where (?:she|he|it|they|the [a-z]+) (?:is|are|stands?|sits?) (?:in)?to (?P<place>.+)",
        rf"(?<![a-z])(?:swap|drop|bring|put)s? in (?P<place>.+) behind {_WHO} *$",
        rf"(?<![a-z])(?:new )?{_BACK}\s*(?:as|like)\s+(?:in |on |shown in )?(?P<place>(?:the |this )?(?:reference |attached |provided )?(?:image|picture|photo).*)",
        rf"(?<![a-z])(?:new )?{_BACK}\s*(?:is|be|-|becomes?|of|should be|shows?|now|:)\s*(?:changed to |replaced (?:by|with) |now )?(?P<place>.+)",
        rf"(?<![a-z])(?:us(?:e|ing)|with|mak(?:e|ing)|have)\s+(?P<place>.+?)\s+(?:as|for|in|be)\s+(?:the |a |his |her |its |their |new |video )*{_BACK}",
        rf"(?<![a-z])(?:give {_WHO}|add|with|against|insert|apply|use|in front of|before|on|in)\s+(?P<place>[^,]+?)\s+(?:background|backdrop)(?![a-z])",
        rf"(?<![a-z])(?:swap|replace|change|switch)s?(?: out)? (?:what(?:ever)?|everything|the [a-z]+)(?: is|'s)? behind {_WHO} (?:for|with|to|into) (?P<place>.+)",
        r"(?<![a-z])(?:stand(?:s|ing)?|sit(?:s|ting)?|appears?|are|is|be)\s+(?:now\s+)?(?:in front of|inside|in|on|at)\s+(?P<place>.+)",
        rf"{_HIND}背景(?:画面|环境|部分|场景|颜色)?的?(?:整体|全部|都|请|帮我|麻烦|统一|需要|要)*{_MADE}{_TO}?{_PLACE}",
        rf"{_HIND}背景(?:应该是|应为|要是|想要|是|为|用|使用|采用|要|来个|来一个|给个|:|-){_PLACE}",
        r"(?:抠|扣|抠图|抠像)(?:出来?|下来)?[,]?(?:后|再)?(?:放到|放在|放进|合成到|贴到|换到|放置?于?)(?P<place>[^,]+?)(?:的?背景)?(?:上|里|中|前)?$",
        r"(?:放到|放在|置于|合成到|站到)(?P<place>[^,]+?)的?背景(?:上|里|中|下|前|之上)?",
        r"(?:换|改|变|替换|更换|切换)(?:为|成|上|个|一个)+(?P<place>[^,]*?)(?:的|作为|做|当|为)?背景",
        r"(?:用|以|把|将|使用)(?P<place>[^,]+?)(?:作为|做为|当作|当做|为|做|当)(?:新的?|视频的?|人物的?|整个)*背景",
        r"(?:换|更换|替换|切换|加|来|用|给)(?:一个|个|上|一张|张)?(?P<place>[^,]*?)(?:当|作|做|的)?背景",
        rf"(?:身后|后面|背后)(?:的?(?:画面|场景|环境|景色?|(?:白|那面)?墙[面壁]?))?(?:{_MADE}{_TO}|[换改]|应该?是|是|变){_PLACE}",
        r"(?:站在|站到|置身于?|放到|放在|放进|放入|移到|挪到|搬到|带到|出现在|来到|身处于?|位于|坐在|身在|(?:让|把|将)(?:她|他|人物?|主角|女人|男人|女孩|男孩|模特|主播)(?:们)?(?:在|到)|穿越到|穿越至|传送到|处于|仿佛在|漂浮在|飘浮在|飞在)(?P<place>[^,]+?)(?:里面?|之?中|上|内|前面?|旁边?)?$",
        r"^ *(?:an? |the |with |use )*(?!(?:key|remov|delet|eras|cut|drop|blur|soften|chang|replac|swap|mak|new|keep|leav|edit)[a-z]*(?![a-z]))(?P<place>[a-z ]{3,24}?) (?:background|backdrop)(?: please| only)? *$",
        r"^(?P<place>[^,把将让换改变虚模]{2,8}?)的?背景$",
        rf"^ *(?:an? |the |with )*(?P<place>(?:solid |plain |pure |clean |bright |dark |light |seamless )*{_HUES}(?: seamless| studio| plain)*) (?:background|backdrop)(?![a-z])",
        r"^(?P<place>纯?[黑白红蓝绿灰黄粉紫]色?)的?背景$",
        r"背景(?:全部?|纯|都|一片)(?P<place>[黑白红蓝绿灰黄粉紫]色?)$",
        r"^(?:人物?|主角|主播|模特|她|他|女人|男人|女孩|男孩)们?在(?P<place>[^,]+?)(?:里面?|之?中|上)$",
        rf"(?:场景|地点|环境|地方|空间|地理空间|房间|场地){_MADE}{_TO}+{_PLACE}",
    )
)
_BLUR = words_pattern(
    r"blur(?:red|ry|s|ring)?\s+(?:out )?(?:the |its |his |her )*background|background (?:is |be )?blur(?:red|ry)?|blurr(?:y|ed) background|shallow depth of field|(?:defocus(?:ed)?|bokeh|out[ -]of[ -]focus) background|background (?:bokeh|blur|out of focus)|(?:soft(?:en)?|defocus|blur)s? (?:out )?(?:the |everything |whatever |what |all |is )*(?:background|behind (?:him|her|them|it|the [a-z]+))(?: (?:is |a bit |slightly |nicely )*(?:out of focus|blurr?y?))?|(?:throw|put|knock)s? (?:out )?(?:the |everything |whatever |what |all |is )*(?:background|behind (?:him|her|them|it|the [a-z]+)) (?:is |a bit |slightly |nicely )*(?:out of focus|blurr?y?)|(?:defocus|blur)s? (?:out )?(?:whatever|everything|what)(?: is|\'s)? behind (?:him|her|them|the [a-z]+)|(?:creamy |soft |nice )?bokeh(?: behind (?:him|her|them))?",
    r"(?:把|将)?(?:身后|后面)?的?背景(?:做|加|来|再|给)?(?:一?[点些]|个)?(?:虚化|柔化|失焦|柔焦|模糊|变?得?模糊|变虚|虚掉|虚一[点些]|糊一?[点些]?)(?:处理|效果|一[点些下]|掉)?|(?:虚化|模糊)(?:掉|一下)?(?:后面的?)?背景|(?:浅|小)景深|大光圈|焦外虚化|散景",
)
_CUT_OUT = words_pattern(
    r"(?:remove|delete|erase|get rid of|cut out|drop|key(?: out)?)\s+(?:the |its |his |her )*background(?! (?:noise|music|sound|audio|voices?|chatter|hum|people|person|actors?|characters?|objects?|clutter|text|logo))|background removal|(?:use |add |with )?(?:a )?green ?screen",
    r"(?:去掉|去除|移除|删除|抠掉|抠除|清除)(?:视频|画面|掉)?(?:的)?背景(?![里中音噪声人杂物文])|抠图|抠像|把?人[物像]?抠(?:出来?|下来)|绿幕(?!背景)",
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
_HEAD = re.compile(r"\x00 ([a-z]+)")
_ON = re.compile(r"(?<![a-z])(?:in|on|to|into|onto|behind)(?: the| her| his| its)?$")
_NAMED = re.compile(r"背景|场景|环境|地点|地方|空间|身后|后面|背后|(?<![a-z])behind|" + rf"(?<![a-z]){_BACK}(?![a-z])")
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
    on a horse" does not.
    """

    start: int
    end: int
    place: tuple[int, int]
    around: bool
    named: bool


def find_slots(text: str) -> list[Slot]:
    """Return every way to read a clause as naming another background, the likeliest first."""
    found = [match for match in (pattern.search(text) for pattern in _SENTENCES) if match]
    return [_slot(match) for match in found if match.group("place").strip() and not _ON.search(match.group("place"))]


def _slot(match: re.Match[str]) -> Slot:
    before, after = match.string[match.start() : match.start("place")], match.string[match.end("place") : match.end()]
    named = bool(_NAMED.search(before) or _NAMED.search(after))
    return Slot(*match.span(), match.span("place"), bool(_AROUND.search(before)), named)


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
    """What stands in a background's place: an operation's kind and slots, and the rules for what else is named with it.

    Without a kind it is a place that nobody knows. `missing` are words that are not drawn. `extras` are weather that falls
    before the person as well, and styles that are meant for the background alone; `rest` is the place's text in which what was
    understood is `TAKEN`.
    """

    kind: str | None
    fidelity: Fidelity = "full"
    slots: Slots = field(default_factory=Slots)
    note: str | None = None
    missing: str = ""
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
    if names_setting(place):
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
    missing = " ".join(left_over(_OPEN_SKY.sub(" ", rest))) if named.kind else ""
    return replace(named, slots=replace(named.slots, hour=hour), missing=missing, extras=tuple(extras), rest=rest)


def _chosen(place: str, references: int, slot: Slot) -> tuple[Place, tuple[int, int]] | None:
    """Return the thing that a place names: a picture, a scene, a colour, or something unknown."""
    image = image_in(place)
    if image and not references and not picture_in(place):
        return None  # "the picture" is the clip's own
    if image and _LOOK.match(place, image[0][1]):
        return None
    if image:
        return Place("background_image", slots=Slots(picture=image[1])), _with_its_words(place, image[0])
    scene = scene_in(place)
    if scene and scene[0] == "snowfield" and _SEASON.search(place) and (slot.around or not _FIELD.search(place)):
        return None
    if references and (scene or (slot.named and left_over(place))):
        return Place("background_image", "approximate", Slots(picture=1), note="given"), (0, len(place))
    if scene and _is_kind_of_thing(place):
        return Place(None), (0, len(place))
    if scene:
        return Place("background_scene", scene[1], Slots(place=scene[0])), scene[2]
    if any(rule.pattern.search(place) for rule in ALL):
        return None
    colour = colour_in(place)
    if colour:
        return Place("background_colour", slots=Slots(place=colour[0])), colour[1]
    if left_over(place):
        return Place(None), (0, len(place))
    return None


def _is_kind_of_thing(place: str) -> bool:
    """Tell whether a place only says what kind of thing the unknown word behind it is: a beach towel."""
    for scene in SCENES:
        place = scene.pattern.sub(lambda known: TAKEN * len(known.group()), place)
    head = _HEAD.search(place)
    return head is not None and head.group(1) not in SETTINGS and bool(left_over(head.group(1)))


def _with_its_words(place: str, image: tuple[int, int]) -> tuple[int, int]:
    """Return the span of a picture and of the words that say what it shows: "the garden in the reference picture"."""
    shows = _SHOWS.match(place, image[1])
    return 0, shows.end() if shows else image[1]
