"""Sentences: what takes a whole sentence to ask for - a look taken from a picture, somebody who is to vanish."""
# ruff: noqa: E501  -- a pattern reads best whole

from engine.emulator.draft.language.rule import words_pattern

LIKE_IMAGE = words_pattern(
    r"(?:match(?:es|ing)? )?(?:the )?(?:same )?(?P<what>style|look|colou?rs?|palette|tones?|mood|aesthetic)s?(?:,? (?:and|&) (?:the )?(?P<also>style|look|colou?rs?|palette|tones?|mood|aesthetic)s?)?\s+(?:of|from|in|as|like)\s+(?:the |this |that |a )*(?:reference |style |input |attached |provided |first |second )?(?:image|picture|photo|reference|painting)s?(?:\s*[1-4])?"
    r"|(?:the |this )?(?:reference |style |input |attached )?(?:image|picture|photo|reference)(?:\s*[1-4])?'s (?P<whose>style|look|colou?rs?|palette|tones?|mood)"
    r"|(?:style|look)s? like (?:the |this )?(?:reference |style |attached )?(?:image|picture|photo)(?:\s*[1-4])?",
    r"(?:参考)?(?:图片|图像|照片|图(?!书))\s*[1-4一二三四]?(?:中|里|上)?的(?P<named>[^,]*?)(?P<kind>风格|画风|色调|色彩|颜色|配色|氛围)|(?P<first>风格|画风|色调|色彩|配色)(?:参考|参照|按照?|照着?|像|同)(?:着|一下)?(?:参考)?(?:图片|图像|照片|图(?!书))\s*[1-4一二三四]?|参考图(?P<ref>风格|画风|色调|色彩)",
)
REMOVE_PERSON = words_pattern(
    r"clean plate(?: without (?:the )?(?:person|people|man|woman|actor|subject))?|(?:remove|erase|wipe|scrub|delete|take out|get rid of|paint out|clean out|edit out|cut out|lose)\s+(?:the |this |that |all |every |any )*(?:person|people|man|woman|girl|boy|lady|guy|subject|astronaut|human|figure|him|her|them|actor|actress|character|everyone)(?! (?:in|from) the (?:back|distance)| behind| (?:on|to|at) the (?:left|right|side)| next to| walking| passing)(?: (?:from|in|out of) (?:the |this )?(?:video|clip|footage|scene|frame|shot|picture))?|(?:mak|hav|let)(?:e|es|ing|s)? (?:the |this |that )?(?:person|man|woman|girl|boy|guy|him|her|them|subject|people) (?:disappear|vanish|invisible|go away)|(?:tak|wip|scrub|edit)(?:e|es|ing|b)? (?:the |this |that )?(?:person|man|woman|girl|boy|guy|him|her|them|subject|people) (?:completely |entirely )?(?:out|away)(?: of (?:the |this )?(?:video|clip|footage|scene|frame|shot|picture))?",
    r"(?:移除|删除|去掉|去除|抹去|擦除|消除|清除|抹掉|删掉)(?:掉)?(?:视频|画面|镜头|场景)?(?:里|中)?(?:的)?(?:出现的|出镜的)?(?:所有|全部|这个|那个|这位|那位|那名|这名)?的?(?:人物|行人|路人|男士|男子|女子|男人|女人|男生|女生|男孩|女孩|人像|人|主体|主角|宇航员|女士|男士)(?:物|们)?"
    r"|[把将](?:视频|画面|镜头|场景)?(?:里|中)?(?:的)?(?:(?![^,]{0,4}(?:路过|经过|背景|后|旁|远|多余|其他|另|左|右))[^,\x00加放给的]{1,6}的)?(?:所有|全部|这个|那个)?的?(?:人物|行人|路人|男人|女人|男生|女生|男孩|女孩|人像|人|主体|主角|宇航员|女士|男士|他|她)(?:们)?(?:都|全部|全都|整个|也)?(?:从(?:视频|画面|镜头|场景)(?:里|中)?)?(?:移除|删除|去掉|去除|抹去|擦除|消除|清除|抹掉|删掉|移走|P掉|p掉|擦掉|抠掉|弄掉|拿掉|抹除|隐去|去除掉)(?:掉)?"
    r"|[让使](?:视频|画面|镜头)?(?:里|中)?的?(?:这个|那个)?(?:人物?|男人|女人|主角|主体|女孩|男孩|她|他)(?:从(?:视频|画面|镜头)(?:里|中)?)?消失(?:掉)?"
    r"|(?:[把将]|^)(?:视频|画面|镜头|场景|片子)?(?:里|中)?(?:的)?(?:这个|那个)?(?:人物|男人|女人|男生|女生|男孩|女孩|人像|人|主体|主角|宇航员)(?:都)?不要了?(?:$|,)",
)
