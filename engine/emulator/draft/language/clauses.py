"""Clauses: where one part of an instruction ends and the next begins, and which parts ask for nothing."""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from dataclasses import dataclass

from engine.emulator.draft.language.rule import alternation
from engine.emulator.draft.language.words_zh import PERSON_CHINESE

CHANGE_VERBS = (
    r"(?:make|turn|convert|transform|chang|add|replac|remov|apply|set|giv|render|restyl|let|put|zoom|pan|tilt|push|pull|dolly|"
    r"orbit|mov|plac|swap|switch|eras|delet|hav|us|show|draw|paint|creat|generat|bring|shift|insert|edit|adjust|warm|cool|"
    r"brighten|darken|blur|animat|transport|relocat|styliz|stylis|recolou?r|relight|tint|simulat|introduc|includ|insert|fad|"
    r"keep|preserv|maintain|leav|retain|get|do|don't|dress|start|begin|go|cover|fill|crane|circl|rotat|slid|increas|boost|"
    r"reduc|decreas|rais|lower|ris|teleport|wear|say|speak|smil|cry|danc|jump|walk|imitat|copy|pixelat|desaturat|darken|light)"
    r"(?:e|es|s|ing|ting|ning|ping|ming|ies|y)?"
)
WISH_VERBS = (
    r"(?:make|turn|convert|transform|chang|add|replac|remov|apply|set|giv|put|swap|switch|eras|delet|shift|insert|adjust|let|"
    r"hav|get|creat|open|clos|mov|bring|tak|grad|tint|ton|paint|colou?r|render|relight|light)(?:e|es|s|ing|ting|ping)?"
)
_STRONG = r"[。!?;\n]|\.(?!\d)|…+"
_ATTRIBUTE = "moody|cold|cool|warm|dark|light|soft|deep|rich|bold|bright|big|heavy|gentle|slow|smooth|dreamy|gritty|vivid|muted|pale|clean|fresh|crisp|thick|thin|dense|quiet|calm|dramatic|romantic|modern|classic|old|nostalgic|subtle|strong|simple|elegant|cosy|cozy|rainy|gloomy|misty|sunny|bright|natural|intense|mysterious|epic|minimal|minimalistic|plain|lush|wide|tall|busy|empty|beautiful|lovely|nice|golden|icy|bluish|hazy|cinematic|raw|rough"
"""What may stand between an article and a comma and asks for nothing yet: "a moody, dark blue grade"."""
_ATTRIBUTES = re.compile(rf"(?<![a-z])(?:an?|the|some|very|more) (?:{_ATTRIBUTE})(?:, (?:{_ATTRIBUTE}))*,(?= [a-z])")
_WEAK = r",|\s-+\s|(?<!background)(?<!backdrop)(?<!背景):(?!\d|\s*\")(?<!为:)(?<!成:)(?<!说:)(?<!道:)(?<!是:)(?<!says:)(?<!say:)|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])"
_AND = rf"(?<![a-z])(?:and then|and also|and|then|but|while|also|plus|afterwards)(?=\s+(?:also |then |please |slowly |gently |finally |only )*{CHANGE_VERBS}(?![a-z])|\s+(?:the |his |her )?(?:background|backdrop|person|subject|woman|man|girl|boy) (?:an? |into |in |as |like |black|stays?|remains?|keeps?|is kept|should))"
_BUT = r"(?<![a-z])plus(?= )|(?<![a-z])(?<!everything )(?<!everyone )(?<!everybody )(?<!anything )(?<!all )(?:but also|but|and then|then)(?![a-z])"
_ALSO = r"并且|并(?![排列肩])|同时|然后|接着|随后|而且|此外|另外|外加|再加上|顺便|但是?|再(?=[把将让换改变加给])|而是|而要|而(?=不)|(?<!到)最后(?![一二两三几半\d的])"
_SPLIT = re.compile(f"(?P<strong>{_STRONG})|(?P<weak>{_WEAK}|{_AND}|{_BUT}|{_ALSO})")
_QUOTED = re.compile(r'"[^"]*"')

_NO_CHANGE = "[^,换改变成为把将让]"
_UNCHANGED = r"(?:不变|不动|别动|别改|别变|不用动|不要动|不管|别管|不用管|不处理|不用处理|不加|不改变|不改|(?:不要|别|不许|不能|不用|不必|无需)(?:再)?(?:变化?|改变|改动|改|动)了?|一致|原样|原状|原貌|照旧|保留)"
_KEPT = re.compile(
    "|".join(
        (
            r"^ *(?:人物?|主体|主角|背景|她|他)(?:部分)?(?:是|为|要|用|保持|保留|仍是|还是|依然)*(?:彩色|原色|原样|真实|写实|正常|清楚|清晰)的?$",
            rf"(?<!全程)(?<!始终)(?<!一直)(?:保持|维持|保留)[^,把将让换]*?{_UNCHANGED}",
            rf"(?:其他|其它|其余|其余部分|别的|剩下|剩余|除此之外|除此以外|别处){_NO_CHANGE}*?(?:{_UNCHANGED}|保持|保留)(?:不变|原样|原状|一致)?",
            rf"^{_NO_CHANGE}*{_UNCHANGED}$",
            rf"(?:主体|人物|人像|主角|动作|表情|构图|男人|女人|女孩|男孩|他|她|脸){_NO_CHANGE}*?{_UNCHANGED}",
            r"(?<!全程)(?<!始终)(?<!一直)(?<!全片)(?<!整段)(?<!到尾)(?<!至终)(?<!全程都)(?<!一直都)(?:保持|保留|维持|(?:不要?|别|勿|请勿|不可|不能|不许|不用|无需)(?:去|再)?(?:改变|改动|更改|修改|影响|变动|动|改|碰|换掉?|调整)(?![成为到]))[^,]*?(?=$|把|将|让|使|换成|改成|变成|改为|变为|只|仅)",
            r"^ *(?:the |his |her )?(?:background|backdrop|person|subject|woman|man|girl|boy) (?:stays )?(?:in (?:full )?colou?r|real(?:istic)?|photographic|normal|natural|sharp|in focus) *$",
            rf"^ *(?:写实|真实|实拍|真人|彩色)的?(?:{alternation(PERSON_CHINESE)}|背景)$|^ *(?:an? |the )?(?:photo ?real(?:istic)?|real(?:istic)?|live action|normal|natural|unchanged|unedited) (?:person|subject|man|woman|girl|boy|people|background|presenter|speaker)$",
            r"^(?:动作|构图|表情|节奏|运镜|人物|内容|镜头|时长|其他|其余|机位|姿势|画幅|口型)[^,变换改]{0,14}(?:一样|相同|照旧|保留|不变)$",
            r"^[^,]{0,6}(?:脸|五官|人物|模特|主角|表情)[^,变换改]{0,4}(?:认得出来?|可辨认|能认出来?|看得清|看清楚)$",
            r"人物(?:跟随|跟着|随着)镜头(?:移动|运动)?",
            r"^\s*只(?:留下?|剩下?|保留)(?:一个|空)?(?:空景|空镜头?|空背景|背景|场景|环境|房间|画面)$",
            r"(?<![a-z])(?:(?:and )?(?:only |just )?(?:show|leav|keep)(?:e|es|s|ing)? (?:only |just |behind |us )*(?:with )?(?:the |an? )?empty [a-z]+)(?![a-z])",
            (
                rf"(?<![a-z])(?:everything|anything|all|the rest|nothing|rest)(?: else)?(?:(?!{CHANGE_VERBS}(?![a-z])).)*?"
                r"(?:unchanged|(?:the )?same|as is|as it (?:is|was)|intact|untouched|stays?|remains?|changes?|alone)(?: (?:the same|as is|unchanged|intact))?"
            ),
            (
                r"^ *(?:and )?nothing (?:on|for|to|in) the (?:background|person|subject|rest) *$|^ *(?:and )?nothing else(?: please| changes)? *$|^(?:别的|其他|其它|其余)(?:的)?(?:都|全)?不要$|^不要(?:别的|其他的?)$|^ *(?:and |with )?(?:the )?(?:exact )?same [a-z ]+?(?: please)?$|(?<![a-z])(?:keep(?:ing|s)?|kept|preserv(?:e|es|ed|ing)|maintain(?:ing|s)?|retain(?:ing|s)?|leav(?:e|ing)|leaves(?= (?:the|everything|all|him|her|it)(?![a-z]))|"
                r"(?:do not|don't|dont|never|without|not|no need to) (?:chang(?:e|ing)|alter(?:ing)?|modify(?:ing)?|touch(?:ing)?|affect(?:ing)?|edit(?:ing)?))(?![a-z]).*?(?=$|(?<![a-z])(?:while|but|then)(?![a-z])|(?<![a-z])(?:on|over|against|in front of) (?:an? )?(?:(?:plain|solid|pure|clean|flat) )*(?:white|black|gr[ae]y|green|blue|red|yellow|pink|purple|orange)(?![a-z]))"
            ),
            rf"^(?:(?!{CHANGE_VERBS}(?![a-z])).)*?(?:unchanged|unaltered|intact|untouched|(?:stays?|remains?|kept|is|are|be) the same|as (?:is|they are|it is|before))$",
        )
    )
)
_COMPLAINT = re.compile(
    r"(?<![a-z])(?:(?:it|this|that|the [a-z]+|which|currently|now)(?:'s| is| are| looks?| feels?)? )?(?:a bit |a little |way |far |currently |right now )*(?<!not )(?:too|overly|not [a-z]+ enough)(?: [a-z-]+)(?: and [a-z]+)?(?: right now| at the moment| now| currently| for us)?(?=$| so(?![a-z])| please)"
    r"|^[让使][^,\x00]{1,5}?(?:更加?|显得|能够?)*(?:突出|显眼|醒目|凸显|抢眼)(?:一?[点些])?$"
    r"|^ *(?:because )?(?:they|it|this|that|(?:the |its |these |this |our )?(?:original |raw |source )?(?:colou?rs?|picture|image|light|lighting|footage|video|clip|shot|scene|everything|grade))(?:'re|'s| are| is| looks?| feels?) (?:so |a bit |rather |quite |very |really )?(?:dull|flat|boring|bland|lifeless|dim|washed[ -]out|cold|murky|gr[ae]y|muddy|harsh|sterile|clinical|(?:over|under)[ -]?exposed|(?:over|under)[ -]?saturated|blown out)(?: right now| now| at the moment)?$"
    r"|(?:现在|目前|原片|原来|有些|感觉|画面|整体|颜色|色彩|光线|色调|背景|镜头|有点)*(?:太(?![空阳极古]|平洋)|过曝|欠曝|发灰|过于|不够|偏于|曝光(?:不足|过度|不够)|灰蒙蒙|灰暗|发闷|平淡|偏[灰闷])[^,\x00]{0,4}?了?的?$"
)
_STATE = re.compile(
    r"^ *(?:right now |currently |at the moment )?(?:it|this|the (?:clip|video|footage|shot|scene|original))(?:'s| is| was| has) (?:a |an |currently |now |shot in |filmed in )*[a-z -]{2,24}? (?:in the (?:clip|video|footage|original|source)|right now|at the moment|currently)$"
    r"|^(?:现在|目前|当前|原片|原视频|原来|原本)(?:的|视频里|画面里|片子里)*[^,\x00]{0,4}?是[^,\x00]{1,6}$"
    r"|^ *(?:it|this|that|everything|(?:the |this |our )?(?:image|picture|video|clip|shot|footage|light|lighting|background|colou?rs?))(?:'s| is| are| looks?| feels?)(?: a bit| a little| rather| quite| pretty| kind of| kinda| very| so| really)* (?:dark|dim|bright|dull|flat|cold|warm|yellow|blue|boring|empty|shaky|noisy|pale|gr[ae]y|harsh|busy|messy|plain|sterile)$"
    r"|^(?:这段|这条|画面|视频|片子|整体|现在|颜色|色彩|光线|背景|镜头|目前|原片)*(?:有点|有些|太|过于|比较|显得|特别|很)+(?:暗|亮|灰|平|冷|暖|黄|蓝|艳|闷|糊|单调|平淡|刺眼|曝|素|沉|脏|乱|空|花|淡|硬|死板|无聊)(?:了|的)?$",
)
"""What the clip is said to be, where another clause asks for something."""
_PURPOSE = re.compile(
    r"(?<![a-z])for (?:later |further |easy |easier |our |the |a |an )*(?:compositing|keying|post(?:[ -]production)?|editing|grading|campaigns?|(?:[a-z]+ )?(?:posts?|reels?|stories|cards?|greetings?|holidays?|newsletter)|social media|instagram|tiktok|youtube|launch|website|homepage|presentation|client|deck|shop|store|ads?)(?![a-z]).*$"
    r"|(?<![a-z])for (?:the |our |my |all |young |small |little )*(?:kids|children|families|adults|teens|teenagers|everyone|audiences?|viewers|fans|customers|clients|toddlers|babies)(?![a-z])(?! (?:to|in|on) ).*$"
    r"|^(?:给|为|面向)[^,\x00]{1,6}?(?:看的?|设计的?|准备的?)$|^[^,\x00]{1,10}?(?:用的?|专用|使用的?)$|(?:方便|便于|用于|用来|为了|以便|好让)[^,]*$"
    r"|(?<![a-z])(?:so that|so (?=the |it |we |they |she |he |everything )|in order to|to (?=reveal|match(?!.*(?:image|picture|photo|reference))|emphasi|highlight|convey|evoke|suggest|set the|sell|fit|suit|complement|bring out|build|heighten|underline)).*$"
    r"|(?:以|来|从而|用来|用于)?(?:突出|凸显|烘托|衬托|渲染出|体现|传达|强调)[^,]*$"
)
_MENDING = re.compile(
    r"^ *no (?:people|person|one|humans?)(?: at all| left)? *$|(?:补全|补上|补好|补齐|填补|填好|修复|填充|还原|补齐|重建|恢复)(?:好|出)?(?:被挡住的?|缺失的?|身后的?|后面的?|[他她人]们?(?:物)?(?:身后|后面)的?)*(?:背景|空缺|空白|画面)"
    r"|(?<![a-z])(?:fill(?:s|ing)?(?: in)?|reconstruct|rebuild|restore|recreate|patch|repair|inpaint)(?:s|ing)? (?:the )?(?:background|gap|hole|empty space|space)(?: behind (?:him|her|them|it))?(?: with (?:the )?background)?[ ,]*$"
)
_HARMONY = re.compile(
    r"统一|和谐|协调|自然(?!风光|景)|融合|匹配|清晰|流畅|稳定|blends? (?:in )?(?:well|naturally|seamlessly)|naturally|seamless(?:ly)?|consistent|coherent|realistic(?:ally)?"
)

_NEGATED = re.compile(
    r"(?<![a-z])(?:do not|don't|dont|never|avoid|instead of|rather than|not(?! only)(?! (?:on|in|over|at|around|near|for|to|with) (?!the (?:background|backdrop))))(?![a-z]).*$"
    r"|(?:不要(?!了)|不许|(?<!能)不能|不得|禁止|请勿|切勿|勿|无需|不需要|不必|不用|避免|不(?=下|是|加|带|含|用)|(?<![特区级类分])别(?=把|让|加|下|变|用|给|再|出|起|有|刮)).*$"
)
_LACKING = re.compile(
    r"(?<![a-z])(?:without|no|free of)(?: any| adding| added)?(?![a-z])(?P<what>.*)$|(?:没有|无(?!云|人机|限|比|论|敌)|不带)(?P<was>.*)$"
)
_HARMLESS_LACK = re.compile(
    r"texts?|captions?|subtitles?|watermarks?|logos?|borders?|artifacts?|distortions?|flicker(?:ing)?|cuts?|chang(?:e|es|ing)|blur|noise|"
    r"字幕|文字|水印|标志|边框|变形|闪烁|模糊|噪点|改变|变化|杂质"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of an instruction, by its place; `opens` is true for the first one of a sentence.

    What joins it to the one before stands between `after` and `start`.
    """

    start: int
    end: int
    opens: bool
    after: int


_PARTICLES = re.compile(r"(?:(?<![酒网书茶水清])吧|[吗呢呀啊嘛呗哦哈 ])+$")
"""What ends a sentence and says nothing; a bar ends like one."""


def split(text: str) -> list[Clause]:
    """Cut normalised text at punctuation and before words that join two instructions; quotations stay whole."""
    text = _ATTRIBUTES.sub(lambda found: found.group().replace(",", " "), text)
    covered = _QUOTED.sub(lambda found: '"' + "\x02" * (len(found.group()) - 2) + '"', text)
    clauses: list[Clause] = []
    start, opens, after = 0, True, 0
    for end, following, ends in [*_joints(covered), (len(text), len(text), True)]:
        asks = start + len(_PARTICLES.sub("", text[start:end]))
        if text[start:asks].strip(' "\x00'):
            clauses.append(Clause(start, asks, opens, after))
            after = end
        start, opens = following, ends
    return clauses


def _joints(text: str) -> list[tuple[int, int, bool]]:
    """Return where clauses end and the next ones begin, and whether a sentence ends there."""
    return [(*found.span(), found.lastgroup == "strong") for found in _SPLIT.finditer(text)]


def kept_spans(text: str) -> list[tuple[int, int]]:
    """Return where a clause says what is to stay as it is."""
    return [found.span() for found in _KEPT.finditer(text) if found.end() > found.start()]


def negated_spans(text: str) -> list[tuple[int, int]]:
    """Return where a clause says what must not be done; doing nothing of the kind obeys it."""
    return [found.span() for found in _NEGATED.finditer(text)]


def complaints(text: str, *, last: bool) -> list[tuple[int, int]]:
    """Return where a clause only says what is wrong with the clip, or what it is; the last clause of all asks for it."""
    spans = [found.span() for found in _COMPLAINT.finditer(text)]
    return spans if last else [*spans, *(found.span() for found in _STATE.finditer(text))]


def purposes(text: str) -> list[tuple[int, int]]:
    """Return where a clause says what a change is for: "to reveal the whole set"."""
    return [found.span() for found in _PURPOSE.finditer(text)]


def mending(text: str) -> list[tuple[int, int]]:
    """Return where a clause wishes for what a removal does anyway: "fill in the background"."""
    return [found.span() for found in _MENDING.finditer(text)]


def lacking(text: str) -> tuple[tuple[int, int], str] | None:
    """Return the span that asks for something to be absent ("no text"), and what that is."""
    found = _LACKING.search(text)
    if found is None:
        return None
    return found.span(), (found.group("what") or found.group("was") or "").strip()


def harmless_lack(what: str) -> bool:
    """Tell whether a draft never brings in what is asked to be absent."""
    return bool(_HARMLESS_LACK.search(what))


def harmonises(text: str) -> bool:
    """Tell whether a clause only wishes that the result look of one piece."""
    return bool(_HARMONY.search(text))
