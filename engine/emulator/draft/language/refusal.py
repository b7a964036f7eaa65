"""Refusal: what kind of edit a clause asks for that can't be performed."""
# ruff: noqa: E501  -- a pattern reads best whole

import re

from engine.emulator.draft.language.rule import words_pattern

_KINDS = tuple(
    (kind, words_pattern(english, chinese))
    for kind, english, chinese in (
        (
            "imitate",
            r"imitat[a-z]*|mimic[a-z]*|reference (?:video|clip)|same (?:motion|movement) as|copy (?:the )?[a-z ]*(?:motion|movement|camera|effect|dance)[a-z]*",
            r"参考视频|模仿|复刻|照着.*(?:动作|运镜)",
        ),
        (
            "speech",
            r"says?|saying|speaks?|speaking|talk(?:s|ing)?|dialogue|lines?|lip[ -]?sync[a-z]*|voices?|sings?|singing",
            r"台词|说话|对白|配音|口型|说|讲|唱",
        ),
        ("sound", r"music|sounds?|audio|soundtrack|mute", r"音乐|声音|配乐|音效|静音|歌曲"),
        (
            "timing",
            r"slow[ -]motion|speed(?:ed)? up|faster|slower|slow(?:ed)? down|revers(?:e|ed)|backwards?|time[ -]?lapse|loop(?:s|ed)?|extend",
            r"慢动作|加速|减速|倒放|快进|延时|变慢|变快|慢放|循环|延长",
        ),
        ("text", r"subtitles?|captions?|text|titles?|logos?|words|letters?|lettering", r"字幕|文字|标题|水印|标志|字"),
        (
            "outfit",
            r"wear(?:s|ing)?|dress(?:es|ed)?|outfits?|cloth(?:es|ing)|shirts?|jackets?|coats?|hats?|glasses|hair(?:style)?|suits?|sweaters?|shoes|make-?up|beard",
            r"穿|戴|衣|裙|裤|帽|发型|头发|眼镜|鞋|西装|毛衣|妆|胡子",
        ),
        (
            "emotion",
            r"smil(?:e|es|ing)|cr(?:y|ies|ying)|sad(?:ly)?|happ(?:y|ily)|angry|laugh(?:s|ing)?|tears?|expression|emotions?|surprised|scared",
            r"表情|微笑|哭|悲伤|流泪|开心|愤怒|生气|大笑|笑|情绪|眼泪|惊讶",
        ),
        (
            "remove-object",
            r"remov(?:e|es|ed|ing)|delet(?:e|es|ed)|eras(?:e|es|ed)|get rid of|take (?:out|away)",
            r"删除|去掉|移除|去除|抹去|消除|擦除|拿掉|清除",
        ),
        (
            "act",
            r"walk(?:s|ing)?|run(?:s|ning)?|jump(?:s|ing)?|danc(?:e|es|ing)|drink(?:s|ing)?|eat(?:s|ing)?|wav(?:e|es|ing)|turn(?:s)? (?:around|his|her)|nods?|stand(?:s)? up|sit(?:s)? down|fly|flies|flying|raises?",
            r"跳舞?|跑|走路?|喝|吃|挥手|点头|转身|站起|坐下|飞翔|举起|拿起|舞蹈",
        ),
        (
            "replace-object",
            r"replac(?:e|es|ed|ing)|swap(?:s|ped)?|into|chang(?:e|es|ed)|become(?:s)?|turn(?:s|ed)?",
            r"换成|替换|变成|换为|改成|改为|变为|更换|变身|换",
        ),
        (
            "add-object",
            r"add(?:s|ed|ing)?|put|plac(?:e|es|ed)|insert(?:s|ed)?|with|appears?",
            r"加|放|添加|增加|出现|多一",
        ),
        ("act", r"make|let|have", r"让|使"),
    )
)


_DOING = re.compile(r"[他她人]们?正?在(?:画|写|拍|做|弹|打|看|吃|喝|唱|读)|画一?[张幅个只][^,\x00]{1,6}的")
_NEVER = frozenset({"timing", "sound", "text", "imitate"})
_GENERAL = frozenset({"remove-object", "replace-object", "add-object"})


def asks_of_things(words: str) -> bool:
    """Tell whether words alone, without a verb of change, name an edit of somebody or something: "smiling", "a hat"."""
    return any(pattern.search(words) for kind, pattern in _KINDS[:-1] if kind not in _GENERAL)


def never_of_an_effect(words: str) -> bool:
    """Tell whether words speak of time, sound or text, which no look, light or move has anything to do with."""
    return any(pattern.search(words) for kind, pattern in _KINDS if kind in _NEVER) or bool(_DOING.search(words))


def kind_of(clause: str) -> str:
    """Return the kind of edit that a clause asks for: the first of the table whose words it holds, else "unknown"."""
    return next((kind for kind, pattern in _KINDS if pattern.search(clause)), "unknown")
