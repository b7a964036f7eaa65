"""Dials: the ways to ask for more or less of what can be turned up and down, in any order of their words."""
# ruff: noqa: E501  -- a pattern reads best whole

from engine.emulator.draft.language.rule import Rule, words_pattern

_MORE_ENGLISH = r"(?:rais|increas|lift|boost|bump|push|crank|pump|amp)(?:e|es|ing|s)?"
_LESS_ENGLISH = r"(?:lower|reduc|decreas|drop|cut)(?:e|es|ing|s|ping)?"
_EITHER_ENGLISH = r"(?:pull|bring|turn|dial|ton|knock|tak|push)(?:e|es|ing|s)?"
_BIT = r"(?: (?:a (?:little|bit|touch|notch|tad|hair)|slightly|just|some|by half|by (?:a|one|half a|two|1|2) (?:little|bit|stops?)|half a stop|one stop|a stop|overall))*"
_DEGREE = "(?:一?点点?|一?些|一?下|少许|几分|半档|一档|不少|很多|得|再|稍微|稍稍|稍|略微|略|适当|适度|整体|画面|往上|往下|向上|向下|都|更|要|再)*"
_MORE_CHINESE = "(?:提[升高亮]|[提调拉升推加][高大强]|加强|加大|增加|增强|上调|拉满|调上去|提上去|[提升加])"
_LESS_CHINESE = "(?:[降压调拉减收][低小弱]|降|压|减半|减少|减弱|下调|调下来|降下来|压下来|收|减|少|去掉?)"


def _turned(english: str, chinese: str, *, up: bool) -> tuple[str, str]:
    """Return the ways to ask for more or less of what can be dialled: "bring the exposure down a bit", "曝光再压低一点"."""
    verb, back = (_MORE_ENGLISH, "up") if up else (_LESS_ENGLISH, "down|back")
    told = _MORE_CHINESE if up else _LESS_CHINESE
    what = rf"(?:(?:the|overall|some|some of the|its|of the|image|picture|video|global|general) )*(?:{english})"
    steps = "|".join(
        (
            rf"{verb}(?: (?:{back}))?{_BIT} {what}(?: (?:levels?|slider))?{_BIT}(?: (?:{back}))?{_BIT}",
            rf"{_EITHER_ENGLISH} (?:{back}){_BIT} {what}{_BIT}",
            rf"{_EITHER_ENGLISH} {what}{_BIT} (?:{back}){_BIT}",
            rf"(?:{'more|higher' if up else 'less|lower'}) {what}",
        )
    )
    return steps, rf"(?:{chinese})(?:度|感)?{_DEGREE}{told}{_DEGREE}|{told}{_DEGREE}的?(?:{chinese})(?:度|感)?{_DEGREE}"


_DIALS = (
    # what is turned, in English and Chinese; what turning it up and turning it down does
    (r"brightness|exposure|(?:the )?lights?|ev", "亮度|曝光|明度|光线亮度", "brighten", "darken"),
    (
        r"(?:colou?r )?saturation|vibrance|chroma|colou?r intensity",
        "(?:色彩|颜色)?饱和度?|色彩浓度|颜色浓度|鲜艳度|艳度",
        "vivid",
        "muted",
    ),
    (r"(?:colou?r )?warmth", "暖度|暖意", "warm", "cool"),
)

_QUALITIES = (
    # what an edit does, of what it is said, and the qualities that ask for it; verbs that do it
    (
        "vivid",
        (r"colou?rs?|palette|hues|tones", "颜色|色彩|配色|画面颜色|画面色彩"),
        (
            "strong|stronger|rich|richer|bold|bolder|deep|deeper|intense|more intense|punchy|punchier|alive|lively|livelier|fresh|fresher|bright|brighter|bolder|vivid|saturated|brilliant|bigger|pop more",
            "重|浓|艳|跳|活|亮丽|鲜|鲜亮|强|强烈|饱满|丰富|明快|明亮|鲜活|有活力|有生气|浓烈|厚|扎实|出彩",
        ),
        (
            "strengthen|enrich|intensify|deepen|enhance|boost|enliven|saturate|pump up|amp up|crank up|perk up|liven up|freshen up",
            "增强|加强|加浓|加重|强化|提升|拉满",
        ),
    ),
    (
        "muted",
        (r"colou?rs?|palette|hues", "颜色|色彩|配色|画面颜色|画面色彩"),
        (
            "soft|softer|pale|paler|faded|muted|subdued|gentle|gentler|quiet|quieter|less strong|less bold|less bright|calmer|weaker|duller|flatter|lighter|more subtle|subtle",
            "柔和|浅淡|淡|素|浅|轻|灰|低调|弱|素雅|淡雅|柔|收敛|克制",
        ),
        (
            "soften|tone down|mute|fade|dull|desaturate|wash out|calm down|turn down|dial down|dial back|pull back|subdue",
            "减弱|减淡|淡化|柔化|弱化|降低",
        ),
    ),
    (
        "brighten",
        (
            r"(?:image|picture|video|clip|shot|scene|footage|frame|exposure|light|lighting)",
            "画面|视频|整体|影片|片子|光线|光|灯光|曝光|场景|镜头|人物",
        ),
        ("bright|brighter|light|lighter|well lit|better lit|more lit", "亮|亮堂|明亮|敞亮|透亮"),
        ("", ""),
    ),
    (
        "darken",
        (
            r"(?:image|picture|video|clip|shot|scene|footage|frame|exposure|light|lighting)",
            "画面|视频|整体|影片|片子|光线|光|灯光|曝光|场景|镜头",
        ),
        ("dark|darker|dim|dimmer|less bright|low key|moodily lit", "暗|昏暗|幽暗"),
        ("dim", ""),
    ),
    (
        "warm",
        (
            r"(?:image|picture|video|clip|shot|scene|footage|light|lighting|tones?|colou?rs?|mood|grade|look|atmosphere|feel|white balance|temperature|colou?r temperature)",
            "画面|视频|整体|光线|光|灯光|色调|颜色|色彩|氛围|调子|感觉|色温|场景",
        ),
        ("warm|warmer|golden|more golden|amber|yellower", "暖|暖和|黄|偏黄|暖黄"),
        ("warm up", ""),
    ),
    (
        "cool",
        (
            r"(?:image|picture|video|clip|shot|scene|footage|light|lighting|tones?|colou?rs?|mood|grade|look|atmosphere|feel|white balance|temperature|colou?r temperature)",
            "画面|视频|整体|光线|光|灯光|色调|颜色|色彩|氛围|调子|感觉|色温|场景",
        ),
        ("cool|cooler|cold|colder|bluish|bluer|icy|icier", "冷|清冷|冷峻|蓝|偏蓝|冷蓝"),
        ("cool down|cool off", ""),
    ),
)
_VERY = r"(?:(?:a (?:bit|little|touch|tad|lot)|much|slightly|more|even|so|really|very|way|rather|somewhat|quite|nice and|just|all) )*"
_BEING = r"(?:(?:should|could|must|need to|needs to|has to|have to|can|may|might|to) )?(?:(?:be|look|looks|feel|feels|get|gets|become|becomes|appear|is|are|seem) )?"


def _told(of: tuple[str, str], qualities: tuple[str, str], verbs: tuple[str, str]) -> tuple[str, str]:
    """Return the ways to say which quality something shall have: "the colours should be stronger", "颜色再重一点"."""
    english = (
        rf"(?:{of[0]}) {_BEING}{_VERY}(?:{qualities[0]})(?![ -](?:screen|light|lights|room|background|side|and white))"
    )
    if verbs[0]:
        english += rf"|(?:{verbs[0]}){_BIT} (?:(?:the|all|all the|its|overall|these|those) )*(?:{of[0]})"
    full = "|".join(word for word in qualities[1].split("|") if len(word) > 1) if of[1].startswith("颜色") else "(?!)"
    chinese = rf"(?:{of[1]})(?:的)?(?:要|能|可以|应该|希望|需要|再|更加?|稍微?|略微?|有点|显得|变得?|调得?|做得?|弄得?|整体|都|偏|往)*(?:{qualities[1]})(?:得?多|一?[点些]点?|起来|下来)|(?:颜色|色彩|配色)(?:很|更|非常|要|都)*(?:{full})(?=的|,|$)"
    chinese += rf"|(?:{full})的(?:{of[1]})"
    if verbs[1]:
        chinese += rf"|(?:{verbs[1]})(?:一下|一?[点些])?(?:画面|整体|视频)?的?(?:{of[1]})"
    return english, chinese


DIALS: tuple[Rule, ...] = (
    *(
        Rule(kind, "full", words_pattern(*_turned(english, chinese, up=up)))
        for english, chinese, more, less in _DIALS
        for kind, up in ((less, False), (more, True))
    ),
    *(Rule(kind, "full", words_pattern(*_told(of, qualities, verbs))) for kind, of, qualities, verbs in _QUALITIES),
)
