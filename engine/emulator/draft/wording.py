"""Wording: what the renderer says to people, in the language of their instruction."""

from collections.abc import Sequence
from typing import Final, Literal

from engine.emulator.draft.language.operation import Instruction, Op
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
    "nothing": ("asks for no change", "没有要求任何修改"),
    "unknown": ("not understood", "无法理解"),
}
_CAN: Final = (
    (
        "A draft can do - styles: 8-bit pixel, watercolor, ink wash, oil, pencil sketch, claymation, knitted wool, toy bricks, "
        "cartoon, anime, 3D; light and season: warm, cool, sunset, night, sunny, winter, snow, rain, fog, autumn, spring, "
        "cinematic, black and white, vintage, neon; background: a reference picture, a plain colour, blur, or one of {places}; "
        "camera: zoom, pan, orbit, crane, handheld; removing a person."
    ),
    (
        "草稿渲染可以完成——风格:8bit像素、水彩、水墨、油画、素描、黏土、毛线、积木、卡通、动漫、3D;光影季节:暖色、冷色、日落、夜晚、晴天、冬天、下雪、下雨、雾、秋天、春天、"
        "电影感、黑白、复古、霓虹;背景:参考图、纯色、虚化,或{places};运镜:推拉、平移、环绕、升降、手持;移除人物。"
    ),
)
PLACES: Final = (
    (
        "gym, stage, library, office, studio, living room, snow field, beach, neon night city, street, outer space, desert, "
        "mountains, garden, forest, sky, party lights"
    ),
    "健身房、舞台、图书馆、办公室、摄影棚、客厅、雪地、海滩、霓虹夜城、街道、太空、沙漠、高山、花园、森林、天空、派对灯光",
)
_NOTES: Final[dict[str, tuple[str, str]]] = {
    "painter": ("painted as an oil painting, not in that painter's hand", "以油画效果近似,并非该画家的笔法"),
    "cartoon": ("flat colours and outlines over the same figures", "在原人物上以平涂和描边近似"),
    "c4d": ("smooth shading over the same figures, no new 3D models", "在原人物上以平滑光影近似,没有真正的三维建模"),
    "colours": ("done by colour and light alone", "仅通过色彩与光线近似"),
    "sunny": ("brighter, warmer light; clouds stay where they are", "仅提亮并加暖光线,云层不变"),
    "live": ("a film grade only; drawn figures stay drawn", "仅为电影调色,动画形象不会变成真人"),
    "orbit": ("a parallax of person and background, no real orbit", "以人物与背景的视差近似,并非真正环绕"),
    "crane": ("a tilted camera move over the flat picture", "以平面画面的升降与透视近似"),
    "missing": ("drawn without: {what}", "未画出:{what}"),
    "background_scene": ("the place is a simple drawn scene", "场景为程序绘制的简化画面"),
    "image_look": ("colours taken from the reference picture; its brushwork is not", "仅取参考图的色彩,不含其笔触"),
    "remove_person": ("the gap is filled from its surroundings", "以周围画面填补空缺"),
}
_DESCRIBED: Final = ("{what}: taken as a description, not done by itself", "{what}:视为描述,未单独执行")
_NEGATIVE: Final = ("the negative prompt has no effect on a draft", "反向提示词对草稿无效")


def language_of(text: str) -> Language:
    """Return the language in which to answer an instruction."""
    return "zh" if is_chinese(text) else "en"


def refusal(instruction: Instruction, language: Language) -> str:
    """Say which words can't be performed, why, and what could be."""
    at = 1 if language == "zh" else 0
    can = _CAN[at].format(places=PLACES[at])
    if not instruction.ops:
        nothing = ("The draft renderer found no edit in the instruction.", "草稿渲染器没有在指令中找到任何编辑。")
        return f"{nothing[at]} {can}"
    lead = ("The draft renderer can't perform", "草稿渲染器无法完成")[at]
    return f"{lead}{' ' if at == 0 else ''}{_quoted(instruction.refused, at)}{('. ', '。')[at]}{can}"


def _quoted(ops: Sequence[Op], at: int) -> str:
    return ("; ", ";")[at].join(_one(op, at) for op in ops)


def _one(op: Op, at: int) -> str:
    reason = REASONS[op.params["reason"]][at]
    quote = f"“{op.words}”" if at else f'"{op.words}"'
    unknown = op.params.get("unknown")
    if op.params["reason"] == "unknown" and unknown:
        reason += f": {unknown}"
    return f"{quote}({reason})" if at else f"{quote} ({reason})"


def notes(instruction: Instruction, language: Language, *, has_negative: bool) -> tuple[str, ...]:
    """Say of each operation that is only approximated how far it goes."""
    at = 1 if language == "zh" else 0
    found = [
        f"{op.words}: {_NOTES[key][at].format(what=op.params.get('missing', ''))}"
        for op in instruction.performable
        for key in (op.kind, op.params.get("note", ""), "missing" if op.params.get("missing") else "")
        if key in _NOTES
    ]
    found += [_DESCRIBED[at].format(what=words) for words in instruction.described]
    if has_negative:
        found.append(_NEGATIVE[at])
    return tuple(dict.fromkeys(found))
