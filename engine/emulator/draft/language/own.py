"""Own words: what only says more of some effects - "rough paper" of a painting, "flakes" of snow - and asks for a thing elsewhere."""
# ruff: noqa: E501  -- lists of words, to be read as text

from collections.abc import Iterable
from functools import cache
from typing import Final

_PAINTED: Final = ("watercolor", "oil", "ink", "sketch", "cartoon", "anime", "image_look")
_BUILT: Final = ("clay", "knit", "brick", "pixel", "c4d")
_FALLING: Final = ("rain", "snow", "fog", "winter", "autumn", "spring")
_HOURS: Final = ("sunset", "sunny", "night")
_TINTS: Final = (
    "warm",
    "cool",
    "cyberpunk",
    "cinematic",
    "vivid",
    "muted",
    "blackwhite",
    "sepia",
    "darken",
    "brighten",
)
_CAMERA: Final = ("zoom", "pan", "tilt", "orbit", "crane", "handheld")
_CUT_OUT: Final = ("background_scene", "background_image", "background_colour", "background_blur")

_OWN: Final[tuple[tuple[tuple[str, ...], str, str], ...]] = (
    (
        (*_PAINTED, *_BUILT),
        """
        brush brushes brushed brushstroke brushstrokes brushwork stroke strokes paper canvas wash washes washed pigment pigments edge
        edges outline outlines outlined flat shaded shading lines line lined linework story tale storybook fairytale book magazine page poster
        adventure cutout painterly illustration illustrated figures shapes shape texture textured textures rough raw loose showing through
        bleeding bleed bleeds blended blending layered layers layering splash splashes splatter splatters speckled blotchy spotty granulation
        daub daubs dab dabs ragged smudged visible chunky bold built sculpted moulded molded modelled modeled made constructed assembled rounded
        graphics simplified grain hand handmade handcrafted crafted drawn painted inked printed contours
        """,
        """
        纸纹 轮廓线 笔触 笔刷 纹理 肌理 画 留白 纸张 画布 勾线 线条 轮廓 晕染 边缘 晕开 晕 泼洒 涂抹 勾勒 工笔 写意 大面积 粗细 底稿 草稿 初稿 手工
        手绘 厚重 扁平 扁平化 矢量 插画 插图 绘本 童书 平涂 描边 色块 墨线 笔意 笔墨 笔法 轮廓感 轻盈 水痕 宣纸 纸面 纸上 画在
        """,
    ),
    (
        ("ink", "sketch", "cartoon", "anime", "blackwhite"),
        "landscape mountain mountains bamboo empty space gray grey line lines black white dark thin thick ink inks rice hatching hatched crosshatching crosshatched pencil",
        "灰 黑灰 灰色 山水 山 水 竹 线条 线 黑 白 黑色 白色 墨 浓墨 淡墨 墨色 黑白 排线",
    ),
    (
        ("cartoon", "anime", "c4d", "clay"),
        "halftone dots dot characters character movie movies film films saturday morning mornings cel panels panel strip comic feature show series",
        "网点 电影 木偶 偶 人物形象 形象 角色 电视 分镜 立绘 剧",
    ),
    (
        ("cartoon", "anime", "c4d"),
        "spongebob simpsons looney tunes naruto dragon ball sailor moon totoro shrek frozen minions",
        "海绵宝宝 猫和老鼠 小猪佩奇 哆啦a梦 蜡笔小新 喜羊羊 龙珠 火影 海贼王 灌篮高手 龙猫 千与千寻 鬼灭之刃",
    ),
    (
        _BUILT,
        """
        block blocks blocky dot dots sprite sprites console arcade game games palette palettes dithering resolution low limited stitch stitches stitched
        fabric woven fluffy woolly soft fuzzy plush cuddly relief fingerprint fingerprints toy toys doll dolls figure figurine plastic studs studded
        minecraft roblox animation movie film movies films bricks video model models big old school pixels miniature world worlds puppet puppets bits retro cubes pieces thread threads strands fibres fibers
        """,
        """
        电影 影片 动画 低分辨率 块状 方块 块 手捏 捏 捏制 捏出 捏成 指纹 浮雕 拼 拼搭 拼成 搭 搭建 搭成 玩偶 娃娃 毛茸茸 毛绒绒 蓬松 游戏 仿制 立体 颗粒 小人 手办 公仔 玩具 针脚 织 织成 织的 小 我的世界
        老 旧 线 绒 绒毛 柔软 方格 分辨率
        """,
    ),
    (
        ("oil",),
        "canvas thick impasto old master masters classical",
        "大师 古典 布 油彩 颜料 堆叠 厚",
    ),
    (
        ("sepia", "blackwhite", "cinematic", "muted"),
        """
        photograph photographs photo photos postcard plain newsreel newsreels newspaper archive grain grainy grains dust dusty scratch scratches scratched scratchy film films movie movies home footage reel reels stock mm faded fading projector
        over time years ago old bars black tape tapes camcorder high analog analogue classic silent hollywood lens contrast shadow shadows crushed blacks lifted halation bloom ratio
        """,
        "新闻片 新闻 五十年代 六十年代 七十年代 颗粒 颗粒感 胶片 胶卷 暗角 黑边 磨损 斑驳 老旧 八十年代 九十年代 80年代 90年代 年代 默片 上下黑边 遮幅 老 旧 黑色 电影",
    ),
    (
        _FALLING,
        """
        early steady moderate constant creep creeps creeping scenery fall falls falling gently down drift drifts drifting swirling blow blows blowing float floats floating flutter flutters fluttering gusty windy breezy
        hanging hangs rolling rolls condition conditions thick thickly thin dense light heavy heavily air ground filling fills descending covered cover covering
        covers blanket blanketed layer layered layers wrapped wrap wraps shrouded shroud overcast grey gray cold chilly damp clouds cloudy afternoon
        evening coming comes come fill day low lying atmospheric weather hits outside everywhere settling turning
        """,
        """
        飘落 飘扬 飞舞 落下 飘 落 飘散 飘荡 飘动 飘过 飘起 飘来 扬起 弥散 升腾 流淌 浮动 散落 掉落 堆积 堆满 呼啸 肆虐 铺 铺满 盖 盖着 盖满 覆盖 挂满 落满 洒落 绵绵 纷纷 纷飞 纷纷扬扬
        茫茫 蒙蒙 朦朦 微风 北风 狂风 大风 风吹 寒风 寒意 寒 冰冷 寒冷 密集 厚厚 浓密 满天 漫天 空中 地上 地面 湿冷 凉意 萧瑟 萧条 灰蒙蒙 阴沉 阴沉沉 阴郁 模拟 天气 弥漫 笼罩 缭绕 飘着 下着
        下起 下得 满屏 滑落 轻轻 降 降下 凛冽 景 到处 浓浓 缭绕 降临 季 天 进 带进 走进
        """,
    ),
    (
        ("snow", "winter"),
        "north pole arctic siberia flakes flake big large huge tiny small fluffy white frost frosty frozen ice icy crisp accumulating accumulated crystals snow freezing deep",
        "大 小 雪白 洁白 皑皑 银白 白茫茫 雪茫茫 结冰 结霜 白色 鹅毛 枝头 柔软 软软 大片 冷飕飕 积雪 飞 飞扬 白",
    ),
    (
        ("rain", "fog"),
        "drops drop droplets droplet streaks streak puddle puddles wet humid pouring pelting lashing beating pounding drizzling torrential storm stormy drenched soaked reflections wind visibility haze",
        "大 小 湿漉漉 湿润 潮湿 倾盆 滂沱 瓢泼 哗哗 淅淅沥沥 淅沥 雾茫茫 雾蒙蒙 湿哒哒 水洼 积水 涟漪 打湿 能见度 缭绕 涌来 涌 袭来 滚滚 涌动",
    ),
    (
        ("autumn",),
        "colorful colourful leaf leaves foliage golden gold red orange yellow brown rust amber crisp trees colours colors tones",
        "五彩 五彩的 斑斓 树叶 叶子 叶 落叶 金黄 金黄色 火红 火红色 枯黄 橙黄 红色 泛黄 金色 黄色 飞",
    ),
    (
        ("spring",),
        "cherry sakura petal petals pink white flowers bloom blooms blooming blossoming fresh green",
        "花瓣 盛开 绽放 粉色 飞 花 开 花开 开花 绿意",
    ),
    (
        (*_HOURS, *_TINTS),
        """
        up pale blue lit illuminated low long shadow shadows rays ray beams beam soft hard harsh directional diffused diffuse rim backlit backlight backlighting glow glowing glows glowy bathed bathe drenched
        soaked blue pink cyan magenta purple violet teal orange gold golden amber red yellow green silver silvery bluish reddish moonlit evening evenings afternoon afternoons morning
        mornings early late hour cloudless cast casting casts tint tinted balance kelvin temperature exposure contrast highlights summer cosy cozy flare flares coming streaming
        through reflections reflecting futuristic sci-fi scifi tech rich punchy colored coloured saturated hues warm cool push pull last fading fade thriller horror romance western sci fi drama
        """,
        """
        洒下 洒满 洒 洒进 洒在 照 照射 照耀 照亮 映 映照 映衬 透 透出 透着 透进来 射进来 投 投射 打在 打 落在 落到 照在 照到 光晕 光斑 光束 光柱 逆光 侧光 顶光 轮廓光 金色 金黄 金黄色 金灿灿 火红 橙红
        橙黄 橘黄 橘红 昏黄 银白 银色 红彤彤 黄澄澄 蓝莹莹 黑漆漆 紫色 粉色 粉紫 蓝紫 蓝 青色 蓝色 橙色 橘色 红色 洋红 品红 影子 长长 拉长 斜照 午后 清晨 早晨 早上 上午 下午 傍晚 夏日 未来感 天色
        进 科幻 发光 发光的 闪耀 灯火 璀璨 低垂 余晖 景 天 色温 夏 烛 温度 明暗 阴影 高光 对比 反差 曝光 阴郁 阴沉 暗沉 阴冷 热烈 炎热 燥热 进来 一档 半档 档 黑位 高位 时 时的 时分 日景 路灯 街灯 亮着 壁炉 壁炉旁 旁边 壁炉旁边 炉边 挂着 挂
        """,
    ),
    (("sunset", "sunny"), "day sun horizon sky skies", "太阳 地平线"),
    (
        _CAMERA,
        """
        lens view angle perspective tripod gimbal rig rigged cam steadycam steadicam stabilised stabilized forward forwards speed pace fast quick quickly rapid rapidly swift
        swiftly move moves moving movement motion slow steady constant glide glides gliding creep creeping drone documentary verite dramatic continuous long
        """,
        "向 跟拍 跟随 跟着 距离 镜 快速 迅速 快 慢速 匀速 平稳 稳稳 稳定 轻微 缓 运动 移动 方向 运镜 拍 移 过来 过去 视觉中心",
    ),
    (
        ("zoom",),
        "toward towards closer back dolly track tracking push pull tight wide medium close in out slowly start starting creeping",
        "推 拉 远 近 推轨 慢推 缓推 特写 全景 中景 近景 远景 全貌 展现 进去 进来 出去 开来 脸 面部 位置 露出 房间 拉升",
    ),
    (("pan",), "slide slides sliding sweep sweeping swing track tracking across lateral", "推 摇 平移 横 过去 过来"),
    (
        ("tilt", "crane"),
        "rise rising rises high higher overhead above",
        "升 抬 拉升 拉高 推高 抬起 抬升 升上去 上去 下去 航拍 高处 上空 高空 空中 摇",
    ),
    (("tilt",), "floor ground feet", ""),
    (
        ("orbit",),
        "degree degrees loop arc full circle circular round around rotation swing sweep",
        "度 旋转 转动 绕 转 半圈 一圈 一周 一整圈 半周 圈 航拍 弧线 弧形",
    ),
    (
        ("handheld",),
        "raw old camcorder home video wobble wobbly jitter jittery bounce sway swaying shaky walking operator natural",
        "晃动 抖动 呼吸感 晃 摇晃 跟拍",
    ),
    (
        (*_CUT_OUT, "remove_person"),
        """
        solid plain flat seamless paper backdrop backdrops screen key keyed keying chroma cyclorama cyc infinity wall studio focus focused sharp focal defocused depth field shallow aperture wide lens
        portrait bokeh creamy light dark pale deep bright pure color colour colored coloured behind isolated isolate cut cutout alone gap hole fill filled empty plate clean
        """,
        """
        无缝 纸 背景纸 纯 纯净 干净 底 底色 底板 幕布 布 色 浅 深 景深 浅景深 大光圈 光圈 失焦 散景 光斑 焦点 对焦 抠 抠出 抠出来 抠下来 扣出来 亮 鲜 暗 淡 艳 嫩 墙 面 一面 抠像 抠图 分离 单独 空 空景 空镜 空镜头 补全 填补 自动 原有 人像 模式 虚化
        """,
    ),
    (("remove_person",), "room scene street set house space shot background", "房间 屋子 场景 街道 空房间"),
)
"""Kinds of operations, and the English and the Chinese words that only say more of one of these."""

_PLACE_ENGLISH: Final = """
    rustic tropical exotic urban rural busy crowded bustling lively empty deserted abandoned spacious open plan modern luxurious luxury high end upscale trendy industrial scandinavian victorian
    mediterranean parisian historic historical ancient medieval gothic old wide vast huge big large small little tiny giant tall long narrow broad lush dense green white blue golden sandy snowy
    rocky sunny sunlit moonlit located situated place view views landscape scenery scene environment location outdoor outdoors indoor indoors interior exterior futuristic traditional private public
    professional corporate commercial quiet warm cosy cozy homely homey rainy foggy misty autumn winter spring summer middle edge top front inside among amid amidst near beside surrounded overlooking facing calm colourful colorful european japanese chinese
    clearing area spot corner district region side path trail shore surface hall deck terrace venue grounds bank steps courtyard wall conference awards local distant nearby famous iconic
    lit light lights lighting night day morning evening afternoon spring floor standing in-under under peak
"""
_PLACE_CHINESE: Final = """
    繁华 繁忙 拥挤 空荡 空荡荡 崭新 破旧 老旧 豪华 高档 宽敞 宽阔 现代化 辽阔 壮阔 荒凉 空旷 间 家 栋 座 处 热闹 私人 商业 商务 专业 热带 茂密 绿色 翠绿 葱郁 脚下 山脚 现场 场地 场所 地点 里面 古老
    中世纪 未来 未来感 科幻 闪烁 灯光 蓝色 金色 白色 明亮 阳光 私家 欧式 日式 中式 老式 茫茫 一望无际 无边 辽远 大 小 夜晚 夜间 采访 会客 时的 落地窗 外 窗外 中央 绿 生日 光 表面 顶 空地 一隅 角落 天台 露台 楼顶 阳台 大厅 俯瞰 内景 外景 实景 内部 大型 小型 中型 热 热闹 知名 著名 田 新闻
"""
"""What may be said of any place."""

_INVENTORY: Final[dict[str, tuple[str, str]]] = {
    "beach": (
        "palm palms trees tree sand sands waves wave water ocean sea shore sunset clear turquoise surf",
        "海浪 浪花 椰树 椰子树 棕榈树 沙子 海水 水 波浪 细沙",
    ),
    "sky": ("clouds cloud white fluffy", "白云 云朵 云"),
    "mountains": (
        "meadow meadows peaks peak snow capped range ranges valley lake alpine green distance misty rolling",
        "草甸 湖边 湖畔 湖 山峰 山脉 湖水 积雪 连绵 群山",
    ),
    "snowfield": (
        "snow mountain mountains peaks peak trees covered capped range",
        "湖边 湖畔 湖 积雪 山峰 雪 皑皑 白雪",
    ),
    "desert": ("sand dunes dune sandy rolling endless", "沙子 黄沙 沙丘"),
    "forest": ("trees tree leaves leaf path trail light ferns moss", "公园 树木 树 大树 小路 绿叶"),
    "garden": (
        "flowers flower roses rose tulips blooming blossoms grass trees in-full bloom full",
        "鲜花 花 花朵 玫瑰 公园 樱花树 树下 草地 开满 盛开 满是 开",
    ),
    "street": (
        "buildings building lights shops traffic skyscrapers downtown asphalt pavement",
        "高楼 大楼 建筑 灯光 楼宇 街灯 东京",
    ),
    "neon": (
        "city street streets alley skyline signs sign lights buildings skyscrapers wet reflections glowing skyline",
        "小巷 巷子 巷 街头 街道 街 城市 都市 招牌 灯牌 灯光 高楼 闪烁 光影",
    ),
    "space": ("stars star planets planet earth galaxy nebula", "星星 星球 繁星 地球"),
    "gym": ("equipment weights dumbbells machines mirrors", "器械 哑铃 跑步机 镜子"),
    "office": ("desk desks windows window computers monitors glass", "大窗户 大窗 窗户 窗 办公桌 落地窗 电脑 玻璃"),
    "library": ("books book shelves shelf bookshelves full tall wooden", "书 书本 书籍 书架 满墙 摆满 满是"),
    "stage": ("spotlights spotlight lights curtain curtains lighting", "聚光灯 灯光 幕布 聚 灯 追光"),
    "room": ("sofa couch plants lamp window fireplace furniture wooden cups", "沙发 绿植 台灯 窗户 壁炉 家具"),
    "studio": ("backdrop softbox lights lighting white grey gray black paper seamless", "背景布 柔光箱 灯光 白色 灰色"),
    "party": ("balloons balloon lights fairy string confetti streamers birthday", "气球 彩灯 彩带 灯串 生日 现场"),
}
"""What belongs to a place, and may be said with it; not all of it is drawn."""


NONE: Final[frozenset[str]] = frozenset()


def beside(kinds: Iterable[str]) -> frozenset[str]:
    """Return the words of both languages that say more of any of these operations."""
    return _beside(frozenset(kinds))


@cache
def _beside(kinds: frozenset[str]) -> frozenset[str]:
    return frozenset(word for row, *said in _OWN if kinds.intersection(row) for words in said for word in words.split())


def owners(word: str) -> frozenset[str]:
    """Return the operations that a word says more of."""
    return frozenset(kind for row, *said in _OWN if any(word in words.split() for words in said) for kind in row)


ANY: Final = beside(kind for row, *_ in _OWN for kind in row)
"""Words that say more of some operation."""

OF_PLACES: Final = frozenset((_PLACE_ENGLISH + _PLACE_CHINESE).split())
"""Words that may be said of any place."""


def shown_at(place: str | None) -> frozenset[str]:
    """Return the words for what belongs to a place."""
    return frozenset(" ".join(_INVENTORY.get(place or "", ())).split())
