"""Targets: what an edit is to be done to, where that is a thing: "turn the poster into a sketch" is for the poster alone."""
# ruff: noqa: E501  -- a pattern reads best whole

import re

from engine.emulator.draft.language.describing import SCENERY
from engine.emulator.draft.language.fillers import left_over, names_person
from engine.emulator.draft.language.qualifiers import Qualifier
from engine.emulator.draft.language.refusal import asks_of_things
from engine.emulator.draft.language.rule import alternation
from engine.emulator.draft.language.words_en import PERSON_ENGLISH

_THINGS = frozenset(
    """
    poster book page magazine story paper canvas fabric console arcade game games brush stitches stitch blocks block dots
    dot sprite flakes flake drops droplets streaks puddles blanket lens bars product brand painting paintings drawing
    drawings illustration artwork masterpiece packshot logo advertisement rig tripod gimbal crystal print
    edges edge outlines outline contours contour lines line borders border margins margin
    """.split()  # noqa: SIM905
)
"""Words that ask for nothing beside an edit ("on rough paper") and are things where an edit is done to them."""

_ENGLISH = re.compile(
    r"(?<![a-z])(?:turn|convert|transform|mak|render|restyl|paint|repaint|redraw|chang|giv)(?:e|es|s|ing|ed)? (?P<object>[^,\x00]*?)(?= (?:in)?to | (?:look|feel|appear)s? | as | like | (?:(?:an?|the|more|very|all) )*\x00)"
    r"|^ *(?:(?:the|this|that|his|her|our|its) )(?P<subject>[^,\x00]*?) (?:should|must|could|turns?|becomes?|is|are|looks?|changes?)(?![a-z])"
)
_CHINESE = re.compile(
    r"[把将让使给](?P<object>[^,\x00]*?)(?=变|改|换|转|调|做|弄|渲染|处理|用|成|\x00)|^(?P<subject>[^,\x00]*?)(?=变成|变为|改成|改为|换成|换为|转成|转为|做成)"
)
_ADDED = re.compile(
    rf"(?<![a-z])(?:add|apply|give|bring|put)(?:s|es|ing)? [^,]*? (?:to|onto|on) (?P<thing>(?:the|this|that|her|his) (?:[a-z]+ )?(?:{alternation(_THINGS)}))(?![a-z])(?! (?:video|clip|shot|style|look))"
)
"""What an edit is to be added to: "add a sunset to the painting"."""
_SEEN = [
    "background",
    "backdrop",
    "surroundings",
    "picture",
    "pictures",
    "image",
    "images",
    "photo",
    "photos",
    "photograph",
    "screen",
]
"""Words for all that is seen, which are things where a camera is aimed at them."""

_CHINESE_THING = re.compile(
    r"(?:产品|商品)(?!演示|视频|广告|片|介绍|短片|展示|宣传)|品牌|主图|画布|纸张|边[缘框]|轮廓|线条|[书笔纸]|(?:^|的|上|中)画$"
)
_THING = re.compile(
    rf"(?<![a-z])(?:product(?! (?:demo|video|clip|shot|ad|film|spot|presentation|presenter|page))|{alternation(_THINGS - {'product'})})(?:'s)?(?![a-z-])"
)
_AIM = re.compile(
    rf"(?<![a-z])(?:on|onto|at|to|towards?|into)(?: (?:the|an?|this|that|his|her|its|their|our))+ (?:[a-z-]+ )??(?:{alternation((*_THINGS, *_SEEN))})(?![a-z-])"
    r"|推(?:向|近|到|进)(?:背景|身后)|(?<![横纵平方转推斜同一])[向往朝]着?(?P<aim>(?![着平横缓慢移推拉摇左右上下前后内外里回斜])[^,\x00]{1,8}?)(?=的?(?:慢慢|缓缓|缓慢|逐渐|快速)?地?(?:平移|横移|横摇|移动|摇|推|拉|靠近))"
)
_SOMEBODY = re.compile(
    rf"(?<![a-z])(?:from|to|towards?|onto|over to) (?:the |our |his |her |another )*(?:{alternation(PERSON_ENGLISH - {'his', 'their'})})(?![a-z'])"
)
"""Whom a camera is to go to sideways."""
_SCENERY = re.compile(
    r"(?<![a-z])(?:turn|convert|transform|mak|chang|replac|swap|paint|switch|recolou?r)(?:e|es|s|ing|ed)? (?:only |just )*(?:the |a )?(?:sky|skies|heavens|horizon|ground|air)(?= (?:in)?to | with | for | look| (?:(?:an?|the|more|very|all) )*\x00)"
    r"|^ *(?:only |just )?(?:the )?(?:sky|skies|ground|horizon) (?:turn|becom|chang)(?:e|es|s)?(?![a-z])"
    r"|(?:[把将让使]|^)[^,\x00]{0,4}?(?:天空|天上|天边|天际|半空|地面|地上|屋顶|草地|路面|水面|海面)[^,\x00]{0,3}?(?:变|改|换|转|调)|\x00变[红橙黄绿蓝紫粉黑白]"
)
"""What weather and light are seen in, where it is itself to be changed."""
_CHANGED = re.compile(
    r"(?<![a-z])(?:turn|convert|transform|mak|chang|set)(?:e|es|s|ing|ed|ting)? (?P<object>(?:the|a|an|this|that|his|her) [^,\x00]*?)(?= (?:in)?to )"
    r"|[把将](?P<thing>[^,\x00]{1,6}?)(?=调到|调成|调至|拨到|变成|换成|改成)"
    r"|^ *(?P<who>[^,\x00把将请沿使采套运]{1,4}?)用(?=\x00)"
)
"""What is said to be changed; it must be known through and through: "the time on the clock"."""
_FRAMED = re.compile(r"中[心央间]|[脸面]部?$|^主体|^[远近]处?$")
"""What a camera moves towards in the middle of the frame, beside somebody."""


def find(text: str) -> list[Qualifier]:
    """Return the things that an edit in a clause is to be done to, in which what is understood is blanked out."""
    found = [Qualifier("part", "thing", match.span()) for match in _SCENERY.finditer(text)]
    found += [
        Qualifier("part", "thing", match.span())
        for match in _CHANGED.finditer(text)
        if _is_unknown(next(filter(None, match.groups())))
    ]
    found += [Qualifier("part", "thing", match.span("thing")) for match in _ADDED.finditer(text)]
    for sentence, thing in ((_ENGLISH, _THING), (_CHINESE, _CHINESE_THING)):
        for match in sentence.finditer(text):
            group = "object" if match.group("object") is not None else "subject"
            if thing.search(match.group(group)):
                found.append(Qualifier("part", "thing", match.span(group)))
    return found


def _is_unknown(changed: str) -> bool:
    return not asks_of_things(changed) and bool(left_over(changed, SCENERY))


def aims(text: str, *, sideways: bool) -> list[tuple[int, int]]:
    """Return where a clause aims a camera at what it can't find: a thing, or whatever a move sideways is to reach."""
    found = [found.span() for found in _AIM.finditer(text) if sideways or not _is_framed(found["aim"] or "")]
    return [*found, *(somebody.span() for somebody in _SOMEBODY.finditer(text))] if sideways else found


def _is_framed(aim: str) -> bool:
    return bool(_FRAMED.search(aim)) or (names_person(aim) and "人群" not in aim)
