"""Qualifiers: words that narrow an edit - to a part, a time, an order, a direction, a place in the frame, somebody or something."""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from engine.emulator.draft.language.rule import words_pattern

Kind = Literal["plain", "part", "time", "order", "direction", "spot", "person", "thing", "choice", "undo", "unknown"]

TAKEN = "\x00"
"""Stands in a text where something was understood."""
_SEEN = "\x01"


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words in one text that narrow what is asked for; `value` is a finer class, which an edit may hold."""

    kind: Kind
    value: str
    span: tuple[int, int]

    def moved(self, by: int) -> "Qualifier":
        """Return the same with its span that much later in the text."""
        return replace(self, span=(self.span[0] + by, self.span[1] + by))


@dataclass(frozen=True, slots=True)
class _Row:
    kind: Kind
    value: str
    pattern: re.Pattern[str]


def _row(kind: Kind, value: str, english: str, chinese: str) -> _Row:
    return _Row(kind, value, words_pattern(english, chinese))


_CLIP = r"(?:clip|video|shot|scene|footage|film|movie|sequence|ad|take)"
_IMAGE = r"(?:frame|picture|image|screen|photo|shot|video|clip)"
_SEASONS = r"(?:winter|summer|autumn|fall|spring|season|year|day|night|december|january|october)"
_COUNT = r"(?:\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|few|couple of|several|half an?)"
_UNIT = r"(?:s|secs?|seconds?|frames?|minutes?|moments?|beats?)"
_SIDE = r"(?:left|right|top|bottom|upper|lower|far|near|left-hand|right-hand|other|either|both)"
_PIECE = r"(?:half|third|quarter|side|sides|corner|corners|edge|edges|part|portion|area|section|region|quadrant)"
_NUMBER = r"[一二两三四五六七八九十几半\d]"


def _aside(side: str) -> str:
    return rf"(?:to|towards?) the {side}(?! (?:{_PIECE}|of|to))(?!-)|(?<!the )(?<!her )(?<!his )(?<!its ){side}(?:wards?)?(?! (?:{_PIECE}|of|to|and|or))(?!-)"


_PLAIN = _row(
    "plain",
    "",
    r"(?:from )?(?:the )?(?:very )?(?:start|beginning) to (?:the )?(?:very )?(?:finish|end)|(?:over|for|during|across|through) the (?:whole|entire|full) (?:duration|length|time|minute|"
    rf"{_CLIP})|all the (?:way|time)|the whole time|"
    rf"(?:(?:at|in|by|near|towards?) )?(?:the )?(?:end|start|beginning|middle|height|first day|last day) of(?= (?:the )?(?:{_SEASONS}(?![a-z])|\x00))|in the middle of (?:a|an)|"
    rf"on top of|in front of|(?:all|just) right|right (?:now|away)|(?:first|last|next) step|(?:the )?(?:first|last)(?= (?:light|rays?|snow|frost|sunlight|sun)(?![a-z]))|at once|once (?:again|more)|(?:the )?final (?:video|clip|film|movie|footage|ad)",
    r"从头到尾|自始至终|最后的?(?=余晖|一抹|光)|(?:缓缓|慢慢|轻轻|徐徐|渐渐)[的地]?(?=飘|落|洒|飞|移动|流动|弥漫|散开)",
)
"""Words that only seem to narrow."""

_TIMES = (
    _row(
        "time",
        "growing",
        r"(?P<more>[a-z]+er) and (?P=more)",
        r"[由从][暗亮明浅深淡浓弱强][变转到入至][亮暗明深浅淡浓强弱]|忽明忽暗|越(?!来)[^,越\x00]{1,3}越[^,越\x00]",
    ),
    _row(
        "time", "spell", r"occasional|sporadic|intermittent|passing(?= (?:rain|snow|showers?)(?![a-z]))", r"雷?阵[雨雪]"
    ),
    _row(
        "time",
        "framing",
        r"(?:start|begin|open)(?:s|ing|ning)? (?:on |with |from |in )*(?:a |the )?(?:wide|full|long) ?(?:shot|view)|(?:start|begin|open|end|finish)(?:s|ing|ning)? (?:close|wide|tight|far)",
        r"(?:镜头)?(?:一?开始|开头|起初)[是为]?[全远中大]景|[从由][全远中大]景(?:开始|起)?",
    ),
    _row(
        "time",
        "moment",
        rf"(?:(?:right |just )?(?:at|by|near|towards?|until|till|before|from|in|after|for) (?:the )?(?:very )?|the (?:very )?)(?:end|ending|finale|start|beginning)(?: of (?:the |this )?{_CLIP})?|"
        rf"(?:start|begin|open|end|finish)(?:s|ing|ning)?(?: off| out)? (?:as|with|in|on|from)|end(?:s|ing)? up|"
        rf"(?:for |in |at |during |after |within )?(?:the |its )?(?:first|last|final|opening|closing|next|second|third) (?:{_COUNT} )?(?:{_UNIT}|half|third|quarter|part|{_CLIP}|cut)|"
        rf"(?:at|after|for|from|until|till|within|in|by|every|each|first|last) (?:the )?(?:about )?(?<!the (?=\d0s))(?<!the (?=\d\d\d0s))\d+(?:\.\d+)? ?(?:s|secs?)(?! [a-z])|"
        rf"(?:at|after|for|from|until|till|within|in|by|every|each) (?:the )?(?:other )?{_COUNT} {_UNIT}|every (?:other )?{_UNIT}|{_COUNT} (?:seconds?|frames?|minutes?)|"
        rf"(?:at |from |after |until )?(?:0?\d|\d\d):\d\d|(?:at|from|after|until) (?:second|minute|frame) \d+|"
        rf"(?:in |from |about )?(?:half ?way|mid ?way|part ?way)(?: through| into| in)?(?: the {_CLIP})?|mid-?(?:clip|shot|scene|video)|intro|outro|opening|opener|"
        r"alternat(?:e|es|ing|ely)|flicker(?:s|ing)?|flash(?:es|ing)?|blink(?:s|ing)?|puls(?:e|es|ing)|strob(?:e|es|ing)|now and then|(?:once in|for) a (?:while|moment)|from time to time|occasionally|sometimes|periodically|repeatedly|intermittently|on (?:the|every|each) beat|back and forth between|"
        r"(?:comes|goes)(?= *(?:$|[,.]|and (?:comes|goes)))|suddenly|abruptly|briefly|momentarily|temporarily|eventually|initially|at first|at last|later(?: on)?|until|till|when(?:ever)?|as soon as|once(?= (?:she|he|it|they|the|we|everyone))|"
        r"(?:after|before)(?= (?:she|he|it|they|we|everyone|(?:the|her|his) [a-z]+ [a-z]+s(?![a-z])))",
        rf"最后(?:{_NUMBER}*(?:个|段|幕)?(?:秒钟?|帧|镜头|场景|段|幕|部分|时刻|阶段))|结尾|末尾|片尾|尾声|片头|开头|开场|开篇|开端|起初|[一刚最]?开始|最初|结束(?:时|前|的时候|之前)?|收尾|"
        rf"(?:第|前|后|头|开头|最后)?{_NUMBER}+(?:多|个)?(?:秒钟?|帧|分钟)(?:内|里|后|前|之后|之前|开始|起|处|时)*|每(?:隔|过|一)?{_NUMBER}*(?:秒钟?|帧|次|拍|段)|第{_NUMBER}+个?(?:镜头|场景|段|幕|部分)|中途|半途|"
        r"[前后中]半?段|[前后](?:半|一半|半部)(?:部分|程|场|部)?|突然|忽然|瞬间|一瞬|一下子|直到|直至|时不时|有时|偶尔|间歇|一闪一闪|交替|轮流|来回切换|反复|(?<=[近远转摇移升降])时(?=[变改换转切加])|(?<!霓虹)(?<!灯光)(?<!灯火)(?<!星光)闪烁|闪[回现]|闪了?[一两三几]下|更替|轮换|(?:之前|之后|以后|以前|后来|的?(?<!小)时候|那一刻)|稍后|一会儿?|片刻|到最后|前面(?=[是为变])|[她他它人]们?[^,\x00]{1,6}?(?<![身背以之最然])[后时](?![面方边景期针间代刻])",
    ),
)
"""A time of the clip."""

MOMENTS = frozenset({"framing", "moment"})
"""Times that no operation takes for its own words; the other words of a text that grows are its own."""

_OTHERS = (
    # what is to be decided or taken back
    _row(
        "choice",
        "",
        r"(?<!as )(?<!even )if(?! (?:possible|you can|needed|necessary))|unless|whether|in case|either|neither|whichever|whatever looks|(?<=\x00) ?or(?= (?:[a-z]+ )?\x00)",
        r"如果|要是|假如|倘若|要么|或者?|任选|二选一|随便",
    ),
    _row(
        "undo",
        "",
        r"(?<=\x00 )(?:to )?(?:clears?|lifts?|disappears?|vanish(?:es)?|melts?|dries|dry|thins?|ends?|stops?)(?: up| out| away)?(?= *(?:$|[,.]|and))|back to (?:colou?r|normal|day|summer)|and back",
        r"(?<=\x00)(?:再|下得|要)?(?:少|小(?!人|世界|镇|屋|动)|停)(?:一?[点些])?(?!许)|恢复(?:成|为|到)?[^,\x00]*",
    ),
    # a change that takes time
    _row(
        "time",
        "gradual",
        r"one by one|one after (?:another|the other)|gradual(?:ly)?|progressively|little by little|bit by bit|step by step|more and more|increasingly|over time|over the course of|as (?:the (?:video|clip|shot|time)|time|it) (?:goes(?: on)?|progresses|passes)|"
        r"slowly(?= (?:\w+ing )?(?:becom|turn|chang|grow|get|go|shift|transform|morph|convert|fad|switch|return|blend|spread|creep|seep|appear|emerg|cover|fill))|(?<=become )slowly|(?:becom|turn|chang|transform|shift)(?:e|es|ing|s)? slowly|"
        r"transition(?:s|ing)?|(?:it|them)sel(?:f|ves)|(?:gets?|being) (?:drawn|painted|sketched|built)|fad(?:e|es|ing)(?: slowly| gently)? (?:to|in|into|out|from|up|away)|dissolv(?:e|es|ing)|morph(?:s|ing)?|cross-?fad(?:e|es|ing)",
        r"一个一个|一个个|逐个|依次|挨个|渐渐|逐渐|逐步|慢慢|缓缓|徐徐|一点一点|一步步|越来越|渐变(?!色)|渐入|渐出|淡[入出]|过渡|随着|(?<![\u4e00-\u9fff])渐",
    ),
    _row(
        "time",
        "coming",
        r"(?:falls?|falling|comes?|coming|sets? in|arriv(?:es|ing)) slowly|slowly (?:falls?|falling|comes?|coming|sets? in|arriv(?:es|ing))",
        "",
    ),
    # somebody of several
    _row(
        "person",
        "some",
        r"(?:both|each|either|neither|some|several|most|half) (?:of )?(?:the )?(?:wo)?(?:men|people|girls|boys|guys|kids|children|speakers|presenters|actors|dancers)|passers-?by|bystanders?|pedestrians?|strangers?|tourists?|extras|the crowd|(?:the )?other (?:person|people|man|woman|girl|boy|men|women|guy)s?|(?:the )?(?:people|person|man|woman|men|women|guys?) (?:in|at|on|from) the (?:background|back|front|distance|left|right|middle|side)|"
        r"one of (?:them|the [a-z]+)|(?:the )?(?:first|second|third|last) (?:person|man|woman|girl|boy|guy)",
        r"[只仅](?=(?:把|将)?[^,]{0,5}(?:去掉|删|移除|抹|去除|擦))|(?<![油水漫国])画[里中上]的?[人男女]|背景[里中上]的?(?:人|男|女)[物们]?|(?:身后|后面|背后)的?人|路人|行人|过客|游客|旁人|其他人|别人|其中(?:一|两|几)?[个名位]?|另(?:外)?一?[个名位]|第[一二两三][个名位]",
    ),
    # one edit after another
    _row(
        "order",
        "event",
        r"(?:after|(?<!him )(?<!her )(?<!them )(?<!man )(?<!girl )(?<!boy )(?<!person )(?<!speaker )(?<!presenter )(?<!subject )before)(?= (?:(?:the|a|an|you|we) )*\x00)",
        "",
    ),
    _row(
        "order",
        "sequence",
        r"^ *(?:first|second|next)|firstly|secondly|finally|lastly|then|afterwards|followed by|after (?:that|this)|subsequently|and later",
        r"首先|其次|第[一二三]步|先(?!生|前)|随后|接着|然后|再(?![一次现])",
    ),
    # where to or where from
    _row(
        "direction",
        "down",
        r"(?<=\x00 )down|downwards?|from (?:the )?(?:sky|heavens|clouds|above)",
        r"[向往朝]下|从(?:天|空中|天空|天上|高处)(?:而降)?|从上[往向到至]下|自上而下",
    ),
    _row(
        "direction",
        "swirl",
        r"swirl(?:s|ed|ing|y)?|whirl(?:s|ed|ing)?|twirl(?:s|ed|ing)?|spirall?(?:s|ed|ing)?",
        r"打着?[旋转]|盘旋|回旋|飞旋|旋舞",
    ),
    _row("direction", "counterclockwise", r"(?:counter|anti)[ -]?clockwise", r"逆时针(?:方向)?"),
    _row("direction", "clockwise", r"clockwise", r"顺时针(?:方向)?"),
    _row("direction", "left", _aside("left"), r"[向往朝]左(?:[侧边])?(?![上下前后斜右])"),
    _row("direction", "right", _aside("right"), r"[向往朝]右(?:[侧边])?(?![上下前后斜左])"),
    _row(
        "direction",
        "other",
        rf"upwards?|skywards?|(?:to|from|towards?|on)(?: the| her| his| its)?(?: far)? {_SIDE}(?: of)?(?! {_PIECE})(?: to (?:the )?{_SIDE})?|{_SIDE}(?:-| )to(?:-| ){_SIDE}|left(?:wards?)|right(?:wards?)|sideways|backwards?|forwards?|diagonal(?:ly)?|slant(?:s|ed|ing)?|oblique(?:ly)?|horizontal(?:ly)?|vertical(?:ly)?|"
        r"(?:from|to) (?:the )?(?:below|behind|underneath|north|south|east|west|sides?)|inwards?|outwards?|back and forth|in and out|up and down|(?:fall|drift|fly|float|blow|mov|go|ris|pour)(?:e|es|s|ing)? up|in reverse|past (?:the [a-z]+|him|her|them)|and out(?![a-z-])|and back(?![a-z-])",
        r"[向往朝](?:[左右上前后外内里斜侧旁回]+)(?:[上下侧边方面])*|上下(?=[摇移晃\x00])|左右(?=[^,\x00]{0,3}[摇移晃\x00])|[上下]面(?=[是为全都]*\x00)|[从由自](?:她|他|人物?)?的?(?:背后|身后|后方|前方|头顶|窗外|窗户|门外|侧面)|[从由自](?:[左右上下前后侧旁斜]+)(?![午雪雨])(?:[侧边方面角])*(?:[到往向至][左右上下前后]+[侧边方面]*)?(?:[照射吹飘打洒]进?来?)?|斜着|斜斜[的地]?|倒着|反着|横着|竖着|来回|反方向|倒流",
    ),
    # where in the frame
    _row(
        "spot",
        "ends",
        r"(?:at|on|along|to) (?:the )?top and (?:the )?bottom|(?:top and bottom|horizontal) bars",
        r"上下(?:黑边|遮幅|两侧|两边)?",
    ),
    _row(
        "spot",
        "frame",
        rf"(?:(?:in|on|at|to|over|near|across|only) )*(?:the )?(?:{_SIDE} )+{_PIECE}(?: of (?:the |this )?(?:{_IMAGE}|background))?|half (?:of )?(?:the|this) {_IMAGE}|(?:in|on|at|to|over|near|from|into) (?:the |a |one |each |every |all |four )*corners?|corners?|"
        rf"(?:in|on|at|near|along|around|only) (?:the )?(?:{_IMAGE}'s )?(?:top|bottom|edges?|borders?|margins?|sides?|rim|front|back|left|right)(?: of (?:the |this )?{_IMAGE})?|(?:in )?(?:the )?foreground|split[ -]screen|quadrants?|(?:one|this|that|each|either) (?:side|area|region|part|half)|parts? of",
        r"[左右](?:[上下]?角|[上下]?[侧边面方]|半边?|半部?分?|边)|[上下左右](?:半|一半|三分之一)(?:边|部分|部|幅|身)*|[上下]方|[上下顶底]部(?:分)?|角落|四角|边角|(?:画面|屏幕|四周|镜头|在|沿着?|只有?)的?边缘|边缘(?:处|部分|上|位置)|边上|[两一]侧|两边|一半|半边|前景|局部|(?:部分|某个)(?:画面|区域)|某处|这里|那里",
    ),
    _row(
        "spot",
        "middle",
        rf"(?:(?:in|on|at|to|into|towards?|only) )?(?:the )?(?:very )?(?:cent(?:re|er)|middle)(?: of (?:the |this )?{_IMAGE})?",
        r"(?:画面|屏幕)?的?正?中[间央心部]",
    ),
    # a part of what is seen
    _row(
        "part",
        "around",
        r"(?:(?:everything|all|anything) )?(?:except(?: for)?|apart from|other than|aside from|but|besides) (?:him|her|them|(?:the|this|that|our) (?:[a-z]+ )?(?:person|subject|woman|man|girl|boy|speaker|presenter|people|actor|actress|model))(?![a-z'])(?! (?:on|at|in|with|who) )|not (?:on|in|over|at|around|near) (?:him|her|them|the (?:person|man|woman|girl|boy|speaker|subject))|(?:(?:the )?(?:world|everything|all|area|space|things) )?(?:all )?around (?:him|her|them|it|me|us|the [a-z]+)(?! [a-z]+ (?:only|alone)| silhouette| head| feet| shoulders?)",
        r"(?:除了|(?<![消去移删清抹擦])除(?=[^,]{1,4}(?:以外|之外|外|都|全)))(?:人物|主体|人|她|他|主角|主播)(?:以外|之外|外)?(?:的?(?:其他|其它|其余|一切|所有|地方|部分|东西))*(?:全部|全|都)*|(?:人物|主体|主角|她|他|人)们?的?(?:四周|周围|周边|身边|身旁|附近)(?:的?(?:世界|环境|一切|景物))?|(?:四周|周围|周边)的?(?:世界|环境|一切|景物)",
    ),
    _row(
        "part",
        "except",
        r"(?:(?:all|everything|everyone|everybody|anything|anyone) )?(?:except(?: for)?|other than|apart from|aside from|excluding)(?: [^,\x00]*)?|(?:but )?not (?:for|to|with|on|in|over) (?!(?:him|her|them|the (?:person|man|woman|girl|boy|speaker|subject)) *$)[^,\x00]*|(?:all|everything|everyone|everybody|anything|anyone) but(?: [^,\x00]*)?",
        r"除(?:了|去|开)?[^,\x00此]{1,8}?(?:之外|以外|外)|除了[^,\x00此]*",
    ),
    _row("part", "sky", r"(?:the )?(?:sky|skies|heavens|horizon|air)", r"天空|空中|天上|半空|天边|天际|地平线"),
    _row(
        "part",
        "ground",
        r"(?:the )?(?:ground)",
        r"(?:地面|地上|树上|屋顶|草地|路面|街边|路边|表面)上?",
    ),
    _row("part", "inside", r"(?:the )?(?:inside|indoors|interior|exterior)", r"[屋室]内|里面"),
    _row(
        "part",
        "body",
        "",
        r"(?:人物|主体|主角|她|他)?的?(?:头顶|头上|(?<![人物体角他她])身上|手上|手里|手中|(?<![山坡])脚下|脚边|肩上)",
    ),
    _row(
        "part",
        "window",
        r"(?:outside |through |behind |beyond |on )*(?:the )?windows?",
        r"窗外|窗户(?:上|外)?|玻璃[上外后]面?",
    ),
    _row(
        "part",
        "distance",
        r"(?:in )?the (?:distance|air)|(?:far|distant|nearby|near|close|beyond|above|below|beneath|underneath|outside|outdoors)",
        r"[远近]处|远方|四周|周围|周边|身边|身旁|附近|旁边|外面|[屋室户]外|前方|前面|面前|后面|背后|身后",
    ),
    _row(
        "part",
        "face",
        r"(?:(?:his|her|its|their|the) )?(?:[a-z]+'s )?faces?",
        r"(?:人物|主体|主角|她|他)?的?(?:脸部?|面部)上?",
    ),
    _row(
        "part",
        "hues",
        r"(?:(?:in|only|just) )+(?:the )?(?:shadows|highlights|midtones)|(?:shadows|highlights|midtones) (?:only|alone)",
        r"[只仅在](?:阴影|高光|暗部|亮部)(?:部分|里|中)?",
    ),
    _row(
        "part",
        "border",
        r"(?<=\x00 )(?:frames?(?= *(?:$|[,.]|around))|brush(?:es)?(?! ?(?:strokes?|work|marks?))|easels?|kits?)",
        "",
    ),
    _row("part", "rest", r"(?:the|all the) (?:rest|others?)|everything else", r"其余|其他|其它|别的|剩下的?"),
    # something out of a picture that came along
    _row(
        "thing",
        "",
        r"(?:(?:from|in|of|on|like) )*(?:the |this |that |my )*(?:(?:reference|attached|provided|given|uploaded|supplied) (?:image|picture|photo)s?(?: ?[1-4])?|(?:first|second|third|fourth) (?:image|picture|photo)|(?:image|picture|photo) ?[1-4]|reference)",
        r"参考(?:图片?|照片|图像)[1-4一二三四]?[里中上]?|图片?\s*[1-4一二三四][里中上]?|第[一二三四1-4]张(?:参考)?图片?[里中上]?|图片[里中上]",
    ),
)


def times(text: str) -> list[Qualifier]:
    """Return the words of a clause that tell a time of the clip; they are none of any operation's own words."""
    return list(_found(text, (_PLAIN, *_TIMES)))


def find(text: str) -> list[Qualifier]:
    """Return the other qualifiers of a clause in which what is understood is `TAKEN`; no two of them overlap."""
    return list(_found(text, (_PLAIN, *_OTHERS)))


def _found(text: str, table: Iterable[_Row]) -> Iterator[Qualifier]:
    for row in table:
        for found in row.pattern.finditer(text):
            yield Qualifier(row.kind, row.value, found.span())
        text = row.pattern.sub(lambda found: _SEEN * len(found.group()), text)
