"""Dials: the ways to ask for more or less of what can be turned up and down, in any order of their words."""
# ruff: noqa: E501  -- a pattern reads best whole

from engine.emulator.draft.language.rule import Rule, words_pattern

_MORE_ENGLISH = r"(?:rais|increas|lift|boost|bump|push|crank|pump|amp)(?:e|es|ing|s)?"
_LESS_ENGLISH = r"(?:lower|reduc|decreas|drop|cut)(?:e|es|ing|s|ping)?"
_EITHER_ENGLISH = r"(?:pull|bring|turn|dial|ton|knock|tak|push)(?:e|es|ing|s)?"
_BIT = r"(?: (?:a (?:little|bit|touch|notch|tad|hair)|slightly|just|some|by a (?:little|bit|stop)|half a stop|one stop|a stop|overall))*"
_DEGREE = "(?:一?点点?|一?些|一?下|少许|几分|半档|一档|不少|很多|得|再|稍微|稍稍|稍|略微|略|适当|适度|整体|画面|往上|往下|向上|向下|都|更|要|再)*"
_MORE_CHINESE = "(?:提[升高亮]|[提调拉升推加][高大强]|加强|加大|增加|增强|上调|拉满|调上去|提上去|[提升加])"
_LESS_CHINESE = "(?:[降压调拉减收][低小弱]|降|压|减少|减弱|下调|调下来|降下来|压下来|收|减|少|去掉?)"


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
        "(?:色彩|颜色)?饱和度?|色彩浓度|颜色浓度",
        "vivid",
        "muted",
    ),
    (r"(?:colou?r )?warmth", "暖度|暖意", "warm", "cool"),
)

DIALS: tuple[Rule, ...] = (
    *(
        Rule(kind, "full", words_pattern(*_turned(english, chinese, up=up)))
        for english, chinese, more, less in _DIALS
        for kind, up in ((less, False), (more, True))
    ),
    Rule(
        "cool",
        "full",
        words_pattern(
            r"(?:cooler|lower|colder) (?:colou?r )?temperature|(?:mak|turn|set|tak|bring|shift|push)(?:e|es|ing)? the (?:white balance|(?:colou?r )?temperature) (?:cooler|colder|bluer|down)",
            "(?:色温|白平衡)(?:调|偏|变|往)*(?:得|再|更|稍微|略)*(?:冷|蓝|低)一?[点些]?",
        ),
    ),
    Rule(
        "warm",
        "full",
        words_pattern(
            r"(?:warmer|higher) (?:colou?r )?temperature|(?:mak|turn|set|tak|bring|shift|push)(?:e|es|ing)? the (?:white balance|(?:colou?r )?temperature) (?:warmer|up)",
            "(?:色温|白平衡)(?:调|偏|变|往)*(?:得|再|更|稍微|略)*(?:暖|黄|高)一?[点些]?",
        ),
    ),
)
