"""Abilities: what a draft can do, as lists for people; a refusal ends with as much of them as there is room for."""

from typing import Final

ABILITIES: Final[tuple[tuple[tuple[str, str], tuple[str, str]], ...]] = (
    (
        ("styles", "风格"),
        (
            "8-bit pixel, watercolor, ink wash, oil, pencil sketch, claymation, knitted wool, toy bricks, cartoon, anime, 3D",
            "8bit像素、水彩、水墨、油画、素描、黏土、毛线、积木、卡通、动漫、3D",
        ),
    ),
    (
        ("background", "背景"),
        (
            (
                "reference picture, colour, blur, gym, stage, library, office, studio, room, snow field, beach, neon city, "
                "street, space, desert, mountains, garden, forest, sky, party lights"
            ),
            "参考图、纯色、虚化、健身房、舞台、图书馆、办公室、摄影棚、客厅、雪地、海滩、霓虹夜城、街道、太空、沙漠、高山、花园、森林、天空、派对灯光",
        ),
    ),
    (("camera", "运镜"), ("zoom, pan, tilt, orbit, crane, handheld", "推拉、平移、俯仰、环绕、升降、手持")),
    (("people", "人物"), ("removing the person", "移除人物")),
    (
        ("light and season", "光影季节"),
        (
            (
                "warm, cool, sunset, night, sunny, winter, snow, rain, fog, autumn, spring, cinematic, black and white, "
                "vintage, neon"
            ),
            "暖色、冷色、日落、夜晚、晴天、冬天、下雪、下雨、雾、秋天、春天、电影感、黑白、复古、霓虹",
        ),
    ),
)
"""Names and lists, each in English and in Chinese; what stands last in the longest list is left out first."""

_LEADS = ("A draft can do: ", "草稿渲染可以完成：")
_COMMAS = (", ", "、")
_NAMED = (" (", "（")
_CLOSED = (")", "）")
_BETWEEN = ("; ", "；")
_MORE = (" and more", "等")
_FEW = 3
_ENDS = (".", "。")


def abilities(column: int, room: int, *, places_first: bool = False) -> str:
    """Return one sentence of at most `room` characters, or "" if that is too little for a single ability.

    `column` is the place in every pair of texts: 0 is English, 1 Chinese.
    """
    table = (ABILITIES[1], ABILITIES[0], *ABILITIES[2:]) if places_first else ABILITIES
    names = [name[column] for name, _ in table]
    lists = [items[column].split(_COMMAS[column]) for _, items in table]
    cut = [False] * len(lists)
    while len(said := _sentence(column, names, lists, cut)) > room:
        lengths = [len(items) for items in lists]
        if places_first and max(lengths[1:]) > _FEW:
            lengths[0] = 0
        longest = lengths.index(max(lengths))
        if lengths[longest] == 1:
            return ""
        lists[longest].pop()
        cut[longest] = True
    return said


def _sentence(column: int, names: list[str], lists: list[list[str]], cut: list[bool]) -> str:
    groups = [
        name + _NAMED[column] + _COMMAS[column].join(items) + (_MORE[column] if more else "") + _CLOSED[column]
        for name, items, more in zip(names, lists, cut, strict=True)
    ]
    return _LEADS[column] + _BETWEEN[column].join(groups) + _ENDS[column]
