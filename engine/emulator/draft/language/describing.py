"""Describing: whether a word beside something understood only tells where or when it is to be seen, and asks for no thing."""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from typing import Final

SCENERY: Final = frozenset(
    """
    gardens yard courtyard square plaza island lakeside seaside shore station bridge town farm city cities street streets town village road roads alley skyline valley valleys hill hills mountain mountains forest woods
    field fields meadow garden park lake river sea ocean water harbour harbor beach coast desert rooftop rooftops roof roofs
    house houses building buildings tree trees branches room rooms scene set stage landscape countryside surroundings horizon
    clouds world windows valleyscape 风景 风光 景色 周围 四周 树 树木 花园 庭院 草原 草地 操场 广场 沙滩 海滩 沙漠 村子 老街 巷子 门口 阳台 天台 车站 城市 城 街道 街头 街 小镇 村庄 乡村 山 山间 山谷 山里 田野 森林 树林 林间 湖面 湖 海面 海边 江面 江边 屋顶 房间 房 屋子 院子 校园 公园 壁炉 壁炉旁
    炉边 窗边 街角 树枝 山林 原野 大地 天地 世界 江南 北国 都市 东京 首尔 巴黎 纽约 上海 北京 香港 重庆 伦敦 seoul tokyo paris london york shanghai beijing kong
    hongkong berlin rome venice kyoto manhattan brooklyn chicago floor
    """.split()  # noqa: SIM905
)
"""What weather and light can be seen over or in; none of it is drawn."""

_WATERS: Final = frozenset(
    ["river", "lake", "sea", "ocean", "water", "fountain", "湖面", "湖", "海面", "江面", "河", "河水"]
)
"""What freezes and ripples by itself, and is an edit of its own where it is to be changed."""

_HOURS: Final = frozenset(
    """
    morning mornings afternoon afternoons evening evenings o'clock autumnal saturday sunday 清晨 早晨 早上 上午 下午 午后 凌晨
    """.split()  # noqa: SIM905
)
# What asks for a thing stands before it; what only tells where or how stands before a description.
_ASKING: Final = frozenset(
    """
    with and or plus of add adds adding added put puts place places insert give gives giving replace replaces swap swaps
    remove removes delete erase into change changes turn turns make makes making let lets have has see featuring feature
    containing contain include including introduce introducing for like as but be becomes become without show shows showing
    draw paint wear wears hold holds hide only except unless than to him her them another one two three some many several
    """.split()  # noqa: SIM905
)
SETTINGS: Final = frozenset(
    """
    in on over across onto through throughout outside around behind from between above against down off along at near by under
    below during inside within this that it's such i'd i we
    """.split()  # noqa: SIM905
)
"""What tells where weather or light is."""
WHOLE: Final = frozenset(["the", "this", "our"])
"""What scenery that weather is asked for stands behind: "give the garden an autumnal feel"."""
PATHS: Final = frozenset(["across", "through", "from", "over", "along", "past"])
"""What tells which way a camera goes."""
_BESIDE: Final = re.compile(r"\x00 $")
_SPREAD: Final = re.compile(r"(?:洒满|洒在|洒进|照在|照进|照亮|照耀|笼罩着?|弥漫在?)[^,\x00]{0,2}$")
"""What stands before a place that weather or light comes over."""
_PLACED: Final = re.compile(r"^(?:里|中|上|间|旁|边|上空)?的?(?:\x00|季节|天气|光|氛围|感觉|效果)")
"""What stands behind a place that something understood is said to be at."""


def describes(text: str, word: str, end: int, telling: frozenset[str]) -> bool:
    """Tell whether a word beside something understood is an hour, or scenery that weather or light is seen in.

    `telling` are the prepositions that may introduce it there.
    """
    if word in _HOURS:
        return True
    if word not in SCENERY:
        return False
    before, after = text[: end - len(word)], text[end:]
    if word in _WATERS:
        telling = telling - WHOLE
    if word[0].isascii():
        return _told(before, telling) or (telling >= SETTINGS and bool(_BESIDE.search(before)) and not _asks(before))
    if telling >= WHOLE and "\x00" not in before:
        return True
    if (
        telling >= SETTINGS
        and re.search(r"\x00的?$", before)
        and re.match(r"的?(?:颜色|景色|氛围|感觉|灯光|色彩)", after)
    ):
        return True
    return telling >= SETTINGS and bool(_PLACED.match(after) or _SPREAD.search(before))


def _asks(before: str) -> bool:
    """Tell whether something is asked for before a word: "add a snowy mountain"."""
    return not _ASKING.isdisjoint(re.findall(r"[a-z]+", before))


def _told(before: str, telling: frozenset[str]) -> bool:
    """Tell whether the nearest English word that decides introduces a place or a manner, and no thing."""
    for word in reversed(re.findall(r"[a-z][a-z'-]*", before)):
        if word in _ASKING:
            return False
        if word in telling:
            return True
    return False
