"""Sentences: what takes a whole sentence to ask for - another background, a look taken from a picture, somebody who is to vanish."""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from typing import Final

from engine.emulator.draft.language.clauses import CHANGE_VERBS
from engine.emulator.draft.language.rule import alternation, words_pattern
from engine.emulator.draft.language.words_en import PERSON_ENGLISH
from engine.emulator.draft.language.words_zh import PERSON_CHINESE

_OWNERS = r"(?:the |his |her |its |their |this |our |video's |video |entire |whole |current |original |existing |old |plain |boring |scene's |person's |man's |woman's |[a-z]+'s )*"
BACK: Final = r"(?:green ?screen|blue ?screen|background|backdrop|scenery|surroundings|environment|setting|location|surrounding)s?"
_SOMEBODY = alternation(PERSON_ENGLISH - {"he", "she", "they", "his", "their", "talent", "cast", "lead"})
_WHO = rf"(?!(?:around|across|past|towards?|behind|over|through|along|beside|near|an?|some|another|more|two|three|several|many) )(?:(?:the|our|my|this|that|your|these) )?(?:[a-z]+ ){{0,2}}?(?:it|me|us|everyone|everybody|(?:scene|video|clip|shot|interview|talk|action|story|conversation|performance|speech|footage|thing|dance|vlog|ad)(?! (?:light|style))|{_SOMEBODY})(?![a-z])"
_MADE = r"(?:修改|改变|替换|更换|切换|转换|转变|设置|设定|调整|变化|统一|固定|改|换|变|设|做|转|移|弄|处理)"
_TO = r"(?:(?:为|成|到|至|作)(?:一?[个张片幅处座间条])?)"
_PLACE = "(?P<place>[^,]+)"
_WHO_CHINESE = rf"(?:{alternation(PERSON_CHINESE)})们?"

_HIND = rf"(?:(?:{_WHO_CHINESE})?的?(?:身后|后面|背后|后方)的?)?"

_THIS = "(?:the |both |two |this |that |our |all |every |any |of |those |these )*"
_OUT_OF = "(?:from|in|out of|of) (?:the |this |our )?(?:video|clip|footage|scene|frame|shot|picture|image|film)"
_ERASE = (
    "(?:(?:remov|eras|wip|scrub|delet|los)(?:e|es|ing)|scrub|take out|get rid of|paint out|clean out|edit out|cut out)"
)
_WHOLLY = "(?:都|全部|全都|整个|也|完全|彻底|统统|直接|干净)*"
_GONE = "(?:(?:移|请|清)出(?:画面|镜头|视频|场景)?|移除|删除|去除|抹去|擦除|消除|清除|抹除|隐去|[去抹删擦抠弄拿p]掉|移走)掉?"
_HUES = r"(?:white|black|gr[ae]y|green|blue|red|yellow|pink|purple|orange|beige|teal|brown)(?![a-z])"
_ROOMS = r"(?:room|place|scene|studio|street|house|kitchen|office|set|bedroom|living room|garden|park|gym|library|beach|forest|classroom|desert|city|hall|shop|store|bar|restaurant)"
_ROOMS_CHINESE = "(?:房间|场地|教室|办公室|客厅|卧室|厨房|街道|公园|花园|海滩|沙滩|森林|健身房|图书馆|影棚|摄影棚|演播室|会议室|咖啡馆|餐厅|酒吧|商场|街头|操场|屋子|室内)"
BACKGROUNDS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?<![a-z])(?:replac|chang|swap|switch|turn|set|mak|transform|convert|modify|edit|alter|updat|shift|put)[a-z]*\s+(?:out\s+)?{_OWNERS}{BACK}"
            rf"(?: scene| colou?r| behind {_WHO})?\s*(?:with|using|to be|to|into|for|by|as|:|(?=an? |look like))\s*(?P<place>.+)"
        ),
        (
            rf"(?<![a-z])(?:put|set|plac|mov|transport|relocat|teleport|drop|position|send|bring|tak)(?:e|es|ing|s)?\s+{_WHO}\s+"
            r"(?:in front of|inside|into|in|on|onto|to|at|against|before)\s+(?P<place>.+)"
        ),
        rf"(?<![a-z])(?:replac|chang|swap|switch|turn|transform|convert|exchang)[a-z]* (?:out )?(?:the |this |his |her |that |our )(?:[a-z]+ )?{_ROOMS} (?:with|for|by|(?:in)?to) (?P<place>.+)",
        rf"^[把将]?(?:这个|那个|原来的|整个|[^,]{{1,3}}的)?{_ROOMS_CHINESE}{_MADE}{_TO}{_PLACE}",
        rf"(?<![a-z])behind {_WHO} (?:there )?(?:should be|is|are|be|comes?|put|place|show) (?P<place>.+)",
        rf"(?<![a-z])(?:put|plac|set|add|show|hav|want|giv|insert|us)(?:e|es|s|ting|ing)? (?P<scene>[^,]+?) (?:(?:in|into) the (?:background|backdrop|back)|behind {_WHO}) *(?:please|instead)?$",
        rf"^ *(?:with |and )?(?!{CHANGE_VERBS}(?![a-z]))(?P<scene>[^,]+?) behind {_WHO} *(?:please|instead)?$",
        rf"(?<![a-z])isolat(?:e|es|ing)\s+{_WHO}\s+(?:on|onto|against|in front of)\s+(?P<place>.+)",
        rf"(?<![a-z])(?:put|plac|set|add|show|us)(?:e|es|s|ting|ing)?\s+(?P<place>(?:the )?(?:(?:background|backdrop|scene|place|setting) (?:of|in|from) )?(?:the |this )?(?:reference |attached )?(?:image|picture|photo)(?: ?[1-4])?) behind {_WHO} *$",
        rf"(?<![a-z])(?:mak|keep|paint|colou?r|turn)[a-z]*\s+{_OWNERS}{BACK}\s+(?:all |into )?(?P<place>(?:plain |solid |pure |simple |clean |bright |dark |light )*{_HUES}(?! (?:and|&)).*)",
        rf"(?<![a-z])(?:show|see|film|pictur|imagin|hav)(?:e|s|ing)?\s+{_WHO}\s+(?:in front of|inside|in|on|at)\s+(?P<place>.+)",
        rf"(?:she|he|it|they|we|{_WHO})(?:'s| is| are|'re)(?: now| currently| really| actually)* (?:standing |sitting |posing |located |floating |hovering )?(?:in front of|inside|in|on|at) (?P<place>.+)",
        rf"(?:看起来|看上去|好像|仿佛|就像|像是|感觉|显得)(?:是|像)?{_WHO_CHINESE}(?:正|就|正好)?(?:站|坐)?在(?P<place>[^,]+?)(?:里面?|之?中|上|内)?(?:播报|直播|讲话|演讲|主持|录制|拍的?|接受采访)?(?:一样|似的)?$",
        r"(?:background|backdrop) (?:swap|change|replacement) (?:to|for|with|into) (?P<place>.+)",
        r"(?<![a-z])chang(?:e|es|ing) where (?:she|he|it|they|the [a-z]+) (?:is|are|stands?|sits?) (?:in)?to (?P<place>.+)",
        rf"(?<![a-z])(?:swap|drop|bring|put)s? in (?P<place>.+) behind {_WHO} *$",
        rf"(?<![a-z])(?:new )?{BACK}\s*(?:as|like)\s+(?:in |on |shown in )?(?P<place>(?:the |this )?(?:reference |attached |provided )?(?:image|picture|photo).*)",
        rf"(?<![a-z])(?:new )?{BACK}\s*(?:(?:is|be|becomes?|of|should be|must be|should show|to be|gets?|shows?|from|now)(?![a-z])|-|:|(?=replaced|changed|swapped|switched|turned))\s*(?:(?:now |be )*(?:replaced|changed|swapped|switched|turned)(?: out)? (?:by|with|to|into|for) |now )?(?P<place>.+)",
        rf"(?<![a-z])(?:us(?:e|ing)|with|mak(?:e|ing)|have|set|take|put)\s+(?P<place>.+?)\s+(?:as|for|in|be)\s+(?:the |a |his |her |its |their |new |video )*{BACK}(?: (?:behind|for|of) {_WHO})?(?![a-z])",
        rf"(?<![a-z])(?:give {_WHO}|add|with|against|insert|apply|use|in front of|before|on|in)\s+(?P<place>[^,]+?)\s+(?:background|backdrop)(?![a-z])",
        rf"(?<![a-z])(?:swap|replace|change|switch)s?(?: out)? (?:what(?:ever)?|everything|the (?:[a-z]+ ){0, 3}?[a-z]+)(?: is|'s)? behind {_WHO} (?:for|with|to|into) (?P<place>.+)",
        r"(?<![a-z])(?:stand(?:s|ing)?|sit(?:s|ting)?|pos(?:es|ing)|appears?|are|is|be|(?:present|speak|talk|broadcast|report|perform|liv)ing|filmed|shot|recorded|interviewed|set|located|takes? place)\s+(?:now\s+)?(?:in front of|inside|in|on|at|from)\s+(?P<place>.+)",
        rf"{_HIND}(?:背景|绿幕|蓝幕|background)(?:画面|环境|部分|场景|颜色|板|墙)?的?(?:整体|全部|都|请|帮我|麻烦|统一|需要|必须|一定|得|要)*{_MADE}{_TO}?{_PLACE}",
        rf"{_HIND}背景(?:必须是?|一定要?|应该?展示|展示|取自|来自|应该是|应为|要是|想要|是|为|用|使用|采用|要|来个|来一个|给个|:|-){_PLACE}",
        r"(?:抠|扣|抠图|抠像)(?:出来?|下来)?[,]?(?:后|再)?(?:放到|放在|放进|合成到|贴到|换到|放置?于?)(?P<place>[^,]+?)(?:的?背景)?(?:上|里|中|前)?$",
        r"(?:放到|放在|置于|合成到|站到)(?P<place>[^,]+?)的?背景(?:上|里|中|下|前|之上)?",
        r"(?:换|改|变|替换|更换|切换|做|弄|设|调)(?:为|成|上|个|一个)+(?P<place>[^,]*?)(?:的|作为|做|当|为)?背景",
        rf"(?:用|以|把|将|使用)(?P<place>[^,]+?)(?:作为|做为|当作|当做|为|做|当)(?:新的?|视频的?|整个|{_WHO_CHINESE}的?|身后的?|后面的?|背后的?)*背景",
        r"(?:换|更换|替换|切换|加|来|用|给)(?:一个|个|上|一张|张)?(?P<place>[^,]*?)(?:当|作|做|的)?背景",
        rf"(?:身后|后面|背后)(?:的?(?:一切|所有)?(?:画面|东西|场景|环境|景色?|(?:白|那面)?墙[面壁]?))?(?:{_MADE}{_TO}|[换改]|应该?是|是|变){_PLACE}",
        rf"[把将](?:{_WHO_CHINESE}(?:从[^,]{{1,6}}?)?|演讲|访谈|采访|对话|故事|表演|这段|整个场景)(?![^,]?[走跑跳飞游骑爬])[^,]{{1,3}}?(?:到|在|进|入|至|于)(?:了|一个|一片)?(?P<place>[^,]+?)(?:里面?|之?中|上|内|前面?|旁边?)?$",
        rf"{_WHO_CHINESE}(?:背?靠着?|倚着)(?P<place>[^,]+?)(?:墙面?|墙壁|幕布|背景墙)(?:上|前)?$",
        r"在(?P<place>[^,]+?)(?:里面?|中|内|上)?(?:播报|播新闻|直播|讲话|演讲|主持|录制|接受采访|表演)$",
        r"(?:采访|访谈|拍摄|直播|录制|故事)(?:地点|现场)?(?:[改搬移换挪]?(?:在|到)|换成|改成|改为)(?P<place>[^,]+?)(?:里|中|上)?(?:进行|拍摄|展开|完成)?$",
        rf"(?:[被给]?[p合](?:成|图)?[到进]|换到|送到|带去|瞬移到|空降到|移至|融入|站在|站到|置身于?|放到|放在|放进|放入|移到(?![左右上下])|挪到(?![左右上下])|搬到|带到|出现在|来到|身处于?|位于|坐在|身在|(?:让|把|将){_WHO_CHINESE}(?:在|到)|穿越到|穿越至|传送到|处于|仿佛在|漂浮在|飘浮在|飞在)(?P<place>[^,]+?)(?:里面?|之?中|上|内|前面?|旁边?)?$",
        r"^ *(?:an? |the |with |use )*(?!(?:key|remov|delet|eras|cut|drop|blur|soften|chang|replac|swap|mak|new|keep|leav|edit)[a-z]*(?![a-z]))(?P<place>[a-z ]{3,24}?) (?:background|backdrop)(?: please| only)?[ \x00]*(?=$|and |with |plus )",
        r"^(?![去删移清消抠擦])(?P<place>[^,把将让换改变虚模]{2,8}?)的?背景$",
        rf"^ *(?:an? |the |with )*(?P<place>(?:solid |plain |pure |clean |bright |dark |light |seamless |neutral |soft |pale |deep |corporate |simple )*{_HUES}(?: seamless| studio| plain)*) (?:background|backdrop)(?![a-z])",
        r"^(?P<place>(?:纯|浅|深|亮|暗|淡)?[黑白红蓝绿灰黄粉紫橙]色?)的?背景(?:板|墙|布|纸)?$",
        r"背景(?:全部?|纯|都|一片)(?P<place>[黑白红蓝绿灰黄粉紫]色?)$",
        rf"^{_WHO_CHINESE}在(?P<place>[^,]+?)(?:里面?|之?中|上)$",
        r"(?:换|改|变|替换|更换|切换|调整)(?:为|成|到|上|个|一个)+(?P<place>[^,]*?)的?(?:场景|环境|布景|实景|外景)$",
        r"^(?:要|用|来|换|换成|改成|需要|做成)*(?:一个|干净的?|简单的?|统一的?)*(?P<place>(?:浅|深|亮|纯|暗|淡|中性)*[黑白红蓝绿灰黄粉紫橙]色?)(?:的)?底(?:板|色)?$",
        rf"(?:背景|绿幕|蓝幕)[抠去删擦]掉,?(?:再)?(?:换|换成|改成|放|用)?{_PLACE}",
        r"(?:用|拿|以)(?P<place>[^,]+?)(?:代替|取代|替代|替换)(?:背景|绿幕|原背景|原来的背景|现在的背景)",
        rf"(?<![a-z])(?:mak(?:e|ing)|turn(?:ing)?) (?P<place>(?:the |this |my |our )?(?:reference |attached |provided )*(?:image|picture|photo)(?: ?[1-4])?) (?:in)?(?:to )?(?:the |our |my )(?:new )?{BACK} *$",
        r"^(?P<place>(?:上传|附上|提供|给)的?(?:参考)?(?:图片?|照片)[1-4一二三四]?)(?:来)?(?:替换|换|当|作为)(?:掉|成)?(?:原来的|现在的)?背景",
        rf"[a-z ]*{BACK} in (?:an? )?(?P<place>(?:plain |solid |pure |clean |bright |dark |light |neutral |soft |pale |deep )*{_HUES}) *$",
        rf"(?:把|将|用)(?P<place>(?:参考)?(?:图片?|照片)[1-4一二三四]?(?:[里中上]?的(?:场景|背景|画面|环境|地方))?)(?:放|置|垫|铺)(?:在|到|于)(?:{_WHO_CHINESE})?的?(?:后面|身后|背后)",
        rf"(?:底色|底图|背景色|底板)(?:是|为|用|要|{_MADE}{_TO})?{_PLACE}",
        rf"(?:采访|访谈|拍摄|直播|录制|故事|视频)?(?:场景|景色|风景|地点|环境|地方|空间|地理空间|房间|场地)(?:{_MADE}{_TO}+|(?:设定|设|定|放|选|搬|换|改)在|是|为|:){_PLACE}",
    )
)

BLUR: Final = words_pattern(
    r"blur(?:red|ry|s|ring)?\s+(?:out )?(?:all (?:of )?)?(?:the |its |his |her )*background|background (?:should |must |is |be |stays? |goes |to )*(?:blur(?:red|ry)?|out of focus|defocused|soft)(?![a-z])|background (?:should |must |needs to |to )?(?:be |is |looks? )?(?:slightly |a bit |a little |nicely |softly |heavily |more |very |quite |completely )+(?:blur(?:red|ry)?|out of focus|defocused|soft)(?![a-z])|soft[ -]focus(?:ed)? background|blurr(?:y|ed) background|shallow depth of field|mak(?:e|ing) (?:what's|what is|everything|whatever is|the area|the space|all) behind (?:him|her|them|it|the [a-z]+) (?:a bit |more |slightly |very )*(?:blurr?(?:y|ed)|soft|out of focus)|(?:blur|defocus|soften)s? (?:out )?(?:everything|all|anything)(?: else)? (?:except|but|apart from|other than|besides|around) (?:for )?(?:the |our |this )?(?:[a-z]+ )?(?:him|her|them|person|subject|woman|man|girl|boy|speaker|presenter|face)(?![a-z])|(?:defocus(?:ed)?|bokeh|out[ -]of[ -]focus) background|background (?:bokeh|blur|out of focus)|(?:soft(?:en)?|defocus|blur)s? (?:out )?(?:the |everything |whatever |what |all |is )*(?:background|behind (?:him|her|them|it|the [a-z]+))(?: (?:is |a bit |slightly |nicely )*(?:out of focus|blurr?y?))?|(?:throw|put|knock)s? (?:out )?(?:the |everything |whatever |what |all |is )*(?:background|behind (?:him|her|them|it|the [a-z]+)) (?:is |a bit |slightly |nicely )*(?:out of focus|blurr?y?)|(?:defocus|blur)s? (?:out )?(?:whatever|everything|what)(?: is|\'s)? behind (?:him|her|them|the [a-z]+)|(?:creamy |soft |nice )?bokeh(?: behind (?:him|her|them))?",
    r"(?<![消去移删清抹擦])除了?(?:人物|主体|人|她|他|主角|主播)(?:以外|之外|外)?(?:的?(?:其他|其它|其余|一切|所有|地方|部分|东西))*(?:全部|全|都)*(?:要|给我)?(?:虚化|模糊|失焦)|(?:身后|后面|背后)(?:的|一切|全部|全|所有|东西|都|画面|整体|统统)*(?:虚化|模糊|失焦|虚掉|糊掉)|(?:把|将)?(?:身后|后面)?的?背景(?:做|加|来|再|给|要|得|应该|需要|有点|有些|稍微|略微|适度|轻微|大幅度?|明显|强烈|完全|更|全部|都|整体)*(?:一?[点些]|个)?(?:虚化|柔化|失焦|柔焦|模糊|变?得?模糊|变虚|虚掉|blur|虚一[点些]|糊一?[点些]?)(?:处理|效果|一[点些下]|掉)?|(?:虚化|模糊)(?:掉|一下)?(?:后面的?)?背景|(?:浅|小)景深|(?:身后|后面|背后|背景)(?:加|做|来)?(?:一?[点些个])?(?:景深)?(?:虚化|模糊|blur)|大光圈(?:虚化)?(?:背景)?|焦外虚化|散景",
)
CUT_OUT: Final = words_pattern(
    r"(?:remove|delete|erase|get rid of|cut out|drop|key(?: out)?)\s+(?:the |its |his |her )*background(?! (?:noise|music|sound|audio|voices?|chatter|hum|people|person|actors?|characters?|objects?|clutter|text|logo))|background removal|(?:use |add |with )?(?:a )?green ?screen",
    r"(?:去掉|去除|移除|删除|抠掉|抠除|清除)(?:视频|画面|掉)?(?:的)?背景(?![里中音噪声人杂物文])|抠图|抠像|把?人[物像]?抠(?:出来?|下来)|绿幕(?!背景)",
)
LIKE_IMAGE = words_pattern(
    r"(?:(?:match|cop|borrow|tak|us)(?:y|ies|e|es|ing|s)? )?(?:the )?(?:same )?(?:art(?:istic)? |visual |colou?r |painting |drawing |illustration |overall |general )*(?P<what>style|look|colou?rs?|palette|grad(?:e|ing)|scheme|tones?|mood|aesthetic)s?(?:,? (?:and|&) (?:the )?(?P<also>style|look|colou?rs?|palette|tones?|mood|aesthetic)s?)?\s+(?:(?:like |as )?in|of|from|as|like)\s+(?:the |this |that |a )*(?:reference |style |input |attached |provided |first |second )?(?:image|picture|photo|reference|painting)s?(?:\s*[1-4])?"
    r"|(?:the |this )?(?:reference |style |input |attached )?(?:image|picture|photo|reference)(?:\s*[1-4])?'s (?P<whose>style|look|colou?rs?|palette|tones?|mood)"
    r"|(?:style|look)s? like (?:the |this )?(?:reference |style |attached )?(?:image|picture|photo)(?:\s*[1-4])?",
    r"(?:第[一二三四1-4]张)?(?:参考|附|上传的?|提供的?|给的)*(?:图片|图像|照片|图(?!书))\s*[1-4一二三四]?(?:中|里|上)?的(?P<named>[^,]*?)(?P<kind>风格|画风|色调|色彩|颜色|配色|氛围)|(?P<first>风格|画风|色调|色彩|配色|颜色)(?:就|要)?(?:参考|参照|按照?|照着?|像|同|用|取自|来自|取)(?:着|一下)?(?:参考)?(?:图片|图像|照片|图(?!书))\s*[1-4一二三四]?(?:那样|一样|那种|里的|中的|的)?|(?P<same>颜色|光线|风格|画风|色调|色彩|配色|调色)(?:要|需|能|都)?(?:与|和|跟|同|向)(?:第[一二三四1-4]张)?(?:参考|附)*(?:图片|图像|照片|图)\s*[1-4一二三四]?(?:中|里|上)?的?(?:保持)?(?:一致|相同|一样|统一|匹配|接近|看齐|靠拢)|(?:与|和|跟|同|向)(?:第[一二三四1-4]张)?(?:参考|附)*(?:图片|图像|照片|图)\s*[1-4一二三四]?(?:中|里|上)?的?[^,]{0,3}?(?P<alike>风格|画风|色调|色彩|配色|调色)(?:保持)?(?:一致|相同|一样|统一|匹配|接近|看齐|靠拢)|参考图(?P<ref>风格|画风|色调|色彩)",
)
REMOVE_PERSON = words_pattern(
    rf"clean plate(?: without (?:the )?(?:{_SOMEBODY}))?|{_ERASE}\s+{_THIS}(?:{_SOMEBODY}|everyone|everybody)(?! (?:but|except)| (?:in|from) the (?:back|distance)| behind| (?:on|to|at) the (?:left|right|side)| next to| walking| passing| and (?!replac|fill|leav|keep|clean|show|just|only|reconstruct|rebuild|restor|recreat|repair|patch|inpaint|then ))(?: (?:completely|entirely|altogether))?(?: {_OUT_OF})?"
    rf"|(?:show|leav|keep|giv)(?:e|es|ing|s)?(?: me| us| only| just)* (?:the |an? )?(?:room|scene|place|shot|set|street|background|frame|space|house|office|kitchen|beach) without {_THIS}(?:{_SOMEBODY})"
    rf"|(?:i |we )?(?:want|need|would like|'d like) {_THIS}(?:{_SOMEBODY}) (?:gone|out|removed|erased|deleted)(?: (?:of|from) (?:it|the [a-z]+|this [a-z]+))?|^ *(?:no|without(?: any| the)?) (?:people|person|one|humans?|actors?) in the (?:shot|frame|scene|picture|video|clip) *$"
    rf"|(?:mak|hav|let)(?:e|es|ing|s)? {_THIS}(?:{_SOMEBODY}) (?:disappear|vanish|invisible|go away)(?: {_OUT_OF})?"
    rf"|(?:tak|wip|scrub|edit|paint|cut|clean|get|pull)(?:e|es|ing|b|s|ting)? {_THIS}(?:{_SOMEBODY}) (?:completely |entirely )?(?:out|away)(?: {_OUT_OF})?",
    rf"{_GONE}(?:视频|画面|镜头|场景|片子|影片|素材|片段)?(?:里|中)?(?:的)?(?:出现的|出镜的)?(?:所有|全部|每个|每一个|这两个|两个|这个|那个|这位|那位|那名|这名)?的?(?:行人|路人|{_WHO_CHINESE})(?![中里]的)"
    rf"|[把将](?:视频|画面|镜头|场景|片子|影片|素材|片段)?(?:里|中)?(?:的)?(?:(?![^,]{{0,4}}(?:路过|经过|背景|后|旁|远|多余|其他|另|左|右))[^,\x00加放给的]{{1,6}}的)?(?:所有|全部|这两个|两个|这个|那个)?的?(?:行人|路人|{_WHO_CHINESE})(?![中里]的){_WHOLLY}(?:从(?:视频|画面|镜头|场景|片子|影片|素材|片段)(?:里|中)?)?{_WHOLLY}{_GONE}"
    rf"|[让使](?:视频|画面|镜头)?(?:里|中)?的?(?:这个|那个)?{_WHO_CHINESE}{_WHOLLY}(?:从(?:视频|画面|镜头|场景|片子)(?:里|中)?)?{_WHOLLY}消失(?:掉|不见)?"
    rf"|^空镜头?$|(?:只)?(?:展示|保留|显示|要|留下)?没有{_WHO_CHINESE}(?:物)?的(?:房间|场景|画面|街道|背景|空间|环境)$|(?:不要有?|没有|不能有|不出现|看不到|无)(?:任何|这个|那个|一个)?{_WHO_CHINESE}(?:物)?(?:出现|出镜)?(?:在(?:画面|镜头|视频)[里中])?$"
    rf"|(?:[把将]|^)(?:视频|画面|镜头|场景|片子|影片|素材|片段)?(?:里|中)?(?:的)?(?:这个|那个)?{_WHO_CHINESE}(?:都)?不要了(?:$|,)",
)

ANNOUNCED: Final = (
    re.compile(
        r"^[ \x00]*(?:and |then |please |just |instead )*(?:(?:replac|mak|turn|swap|chang|fill|set|put|us)[a-z]* )?(?:(?:it|that|this|her|him|them|the rest|everything else|with|to|into|be|for|by|in|on|onto|against|at|a shot of|something like|we want|i want)(?![a-z]) *)*(?P<place>[a-z].*)$"
    ),
    re.compile(
        r"^[ \x00]*(?:我们|我|人物|请|就|再|需要|想要|要|用|换成|改成|变成|换为|改为|换|放到|放在|来一?个|一个|是|为|成)*(?P<place>[^,a-z]+?)(?:里面?|中|上|代替|替代|就行|即可|吧)?$"
    ),
)
"""What names the place after a clause that only announced another one: "New backdrop: ...", "Key out the background and make it green"."""

BARE: Final = re.compile(
    rf"(?:please )?(?:take|move|get|bring|pull) {_WHO} (?:out of|away from|from) (?:the |her |his |this |that )?(?!(?:video|clip|shot|scene|frame|footage|picture|image|film|background)(?![a-z]))[a-z]{{3,12}}|"
    r"(?:请|帮我|麻烦)*(?:换|更换|替换|改变|修改|改)(?:掉|一?个|一下|下)?(?:场景|背景|环境|地方)|(?:场景|背景)(?:更换|替换|切换)|"
    r"(?:please )?(?:change|replace|swap|switch) (?:out )?(?:the )?(?:background|backdrop|scene|setting|location)(?: please)?|(?:a )?new (?:background|backdrop|scene|setting|location)(?: please)?|(?:background|backdrop) (?:swap|change|replacement)(?: please)?|(?:background|backdrop)|背景"
)
"""What only announces another place, which a later clause names."""
