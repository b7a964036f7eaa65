"""Wording: what the renderer says to people, in the language of their instruction."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Literal

from engine.emulator.draft.abilities import abilities
from engine.emulator.draft.language.operation import Instruction, Refusal
from engine.emulator.draft.language.text import is_chinese

Language = Literal["en", "zh"]

REASONS: Final[dict[str, tuple[str, str]]] = {
    "imitate": ("imitating another video", "复刻参考视频"),
    "speech": ("changing what is said or sung", "修改台词或歌唱"),
    "sound": ("changing the sound", "修改声音"),
    "timing": ("changing the speed or length", "修改速度或时长"),
    "text": ("text in the picture", "画面文字"),
    "outfit": ("changing clothes or hair", "更换服装或发型"),
    "emotion": ("changing an expression", "修改表情情绪"),
    "act": ("changing what somebody does", "修改人物动作"),
    "remove-object": ("removing a thing", "删除物体"),
    "replace-object": ("replacing a thing", "替换物体"),
    "add-object": ("adding a thing", "添加物体"),
    "place": ("a place that is not known", "未知的地点"),
    "undo": ("taking away a look that the clip has", "去除画面已有的效果"),
    "choice": ("a choice or a condition", "需要选择或判断条件"),
    "part": ("only a part of the picture", "仅限画面的一部分"),
    "time": ("not for the whole clip alike", "并非整段视频始终如此"),
    "order": ("one edit after another", "编辑有先后次序"),
    "direction": ("a direction the edit doesn't have", "该编辑没有的方向"),
    "spot": ("only a place in the picture", "仅限画面中的某个位置"),
    "person": ("one of several people", "多人中的某一人"),
    "thing": ("a thing out of a picture", "图片中的某个事物"),
    "nothing": ("asks for no change", "没有要求任何修改"),
    "unknown": ("not understood", "无法理解"),
}
LONGEST: Final = 490
"""A refusal is never longer: clients show 500 characters of a message and cut the rest off."""
_LONGEST_QUOTE: Final = 90
_LEAST_LIST: Final = 250
_NOTES: Final[dict[str, tuple[str, str]]] = {
    "painter": ("painted as an oil painting, not in that painter's hand", "以油画效果近似，并非该画家的笔法"),
    "cartoon": ("flat colours and outlines over the same figures", "在原人物上以平涂和描边近似"),
    "c4d": ("smooth shading over the same figures, no new 3D models", "在原人物上以平滑光影近似，没有真正的三维建模"),
    "colours": ("done by colour and light alone", "仅通过色彩与光线近似"),
    "sunny": ("brighter, warmer light; clouds stay where they are", "仅提亮并加暖光线，云层不变"),
    "live": ("a film grade only; drawn figures stay drawn", "仅为电影调色，动画形象不会变成真人"),
    "orbit": ("a parallax of person and background, no real orbit", "以人物与背景的视差近似，并非真正环绕"),
    "crane": ("a tilted camera move over the flat picture", "以平面画面的升降与透视近似"),
    "missing": ("drawn without: {what}", "未画出：{what}"),
    "background_scene": ("the place is a simple drawn scene", "场景为程序绘制的简化画面"),
    "image_look": ("colours taken from the reference picture; its brushwork is not", "仅取参考图的色彩，不含其笔触"),
    "given": ("taken from the reference picture that came with it", "取自随附的参考图"),
    "remove_person": ("the gap is filled from its surroundings", "以周围画面填补空缺"),
}
_DESCRIBED: Final = ("{what}: taken as a description, not done by itself", "{what}：视为描述，未单独执行")
_NEGATIVE: Final = ("the negative prompt has no effect on a draft", "反向提示词对草稿无效")
_NOTHING: Final = ("The draft renderer found no edit in the instruction.", "草稿渲染器没有在指令中找到任何编辑。")
_NO_WORDS: Final = (
    "no draft: it performs an instruction, and the model takes none",
    "没有草稿：草稿执行指令，而该模型不接受指令",
)
_NO_SOURCE: Final = (
    "no draft: it edits a clip or a picture, and the request has none to edit",
    "没有草稿：草稿编辑视频或图片，而请求中没有可编辑的素材",
)
_UNUSED: Final = (
    "no draft: it can't use {names}, only one clip or picture and pictures to refer to",
    "没有草稿：草稿无法使用 {names}，只使用一段视频或一张图片，以及参考图",
)
_HELD: Final = ("the last picture is held for {seconds} s", "最后一帧保持 {seconds} 秒")
_DOUBTFUL: Final = (
    "what was cut out is hardly a person: its outline is a guess",
    "抠出的主体不像人物，轮廓仅供参考",
)
_SLATED: Final = (
    "nothing was performed: the clip is as it was, with the instruction written on it",
    "未执行任何编辑：画面保持原样，仅在画面上写出指令",
)
_LEFT_OUT: Final = ("not performed: {what}", "未执行：{what}")


def language_of(text: str) -> Language:
    """Return the language in which to answer an instruction."""
    return "zh" if is_chinese(text) else "en"


def no_words(language: Language) -> str:
    """Say that there is no instruction to perform."""
    return _NO_WORDS[1 if language == "zh" else 0]


def no_source(language: Language) -> str:
    """Say that there is nothing to draw on."""
    return _NO_SOURCE[1 if language == "zh" else 0]


def unused_media(names: Sequence[str], language: Language) -> str:
    """Say which media of a request no draft can use."""
    return _UNUSED[1 if language == "zh" else 0].format(
        names="、".join(names) if language == "zh" else ", ".join(names)
    )


def held(seconds: Fraction, language: Language) -> str:
    """Say how long the last picture stands still."""
    return _HELD[1 if language == "zh" else 0].format(seconds=f"{float(seconds):.1f}")


def doubtful(language: Language) -> str:
    """Say that somebody was cut out who is hardly a person."""
    return _DOUBTFUL[1 if language == "zh" else 0]


def refusal(instruction: Instruction, language: Language) -> str:
    """Say which words can't be performed, why, and what could be: whole sentences, at most `LONGEST` characters."""
    at = 1 if language == "zh" else 0
    if not instruction.ops:
        lead = _NOTHING[at]
    else:
        words = _quoted(instruction.refused, at, LONGEST - _LEAST_LIST)
        lead = f"草稿渲染器无法完成{words}。" if at else f"The draft renderer can't perform {words}."
    place = any(op.kind == "place" for op in instruction.refused)
    can = abilities(at, LONGEST - len(lead) - 1, places_first=place)
    return f"{lead}{'' if at else ' '}{can}".strip()


def _quoted(ops: Sequence[Refusal], at: int, room: int) -> str:
    """Quote as many operations as there is room for, and count the others."""
    said = [_one(op, at) for op in ops]
    between = "；" if at else "; "
    kept = len(said)
    while kept > 1 and len(between.join(said[:kept])) > room:
        kept -= 1
    more = len(said) - kept
    tail = (f"等{len(said)}处" if at else f" and {more} more") if more else ""
    return between.join(said[:kept]) + tail


def _one(op: Refusal, at: int) -> str:
    reason = REASONS[op.kind][at]
    words = _shortened(op.words)
    quote = f"“{_inner(words, '‘’')}”" if at else f'"{_inner(words, _SINGLE)}"'
    if op.names and op.names != op.words:
        reason += f"{'：' if at else ': '}{_shortened(op.names)}"
    return f"{quote}（{reason}）" if at else f"{quote} ({reason})"


def _inner(words: str, marks: str) -> str:
    """Return words for quoting: the quotation marks inside become single ones, in pairs."""
    opens = True
    result = ""
    for char in words:
        if char in _DOUBLE:
            opens = char in _OPENING or (char == '"' and opens)
            result += marks[0] if opens else marks[1]
            opens = not opens
        else:
            result += char
    return result


_SINGLE: Final = "''"
_DOUBLE: Final = '"“”„‟″「」『』'
_OPENING: Final = "“„「『"


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1].rstrip() + "…"


def notes(instruction: Instruction, language: Language, *, has_negative: bool, slated: bool = False) -> tuple[str, ...]:
    """Say of each operation that is only approximated how far it goes; on a slate also what was not performed at all."""
    at = 1 if language == "zh" else 0
    colon = "：" if at else ": "
    found = [_SLATED[at]] if slated and not instruction.performable else []
    if slated:
        found += [_LEFT_OUT[at].format(what=_one(op, at)) for op in instruction.refused]
    found += [
        f"{op.words}{colon}{_NOTES[key][at].format(what=op.missing)}"
        for op in instruction.performable
        for key in (op.kind, op.note or "", "missing" if op.missing else "")
        if key in _NOTES
    ]
    found += [_DESCRIBED[at].format(what=words) for words in instruction.described]
    if has_negative:
        found.append(_NEGATIVE[at])
    return tuple(dict.fromkeys(found))
