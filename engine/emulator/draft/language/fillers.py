"""Fillers: words that ask for nothing by themselves, so that what is left over is what nobody understood."""
# ruff: noqa: E501  -- lists of words, to be read as text

import re

from engine.emulator.draft.language.rule import alternation

_ENGLISH = frozenset(
    """
    a an the this that these those it its it's itself of in on at to into onto with by for from as and or so very more most
    much bit little slightly gently slowly smoothly completely fully entirely totally really quite all over across through
    throughout whole entire full complete please kindly just only simply now then also too both not-only not only but be is
    are was were been being become becomes becoming looks look looking like feel feels feeling seem seems appear appears
    make makes making made turn turns turning turned convert converts converting converted transform transforms transformed
    transforming change changes changed changing render renders rendered rendering restyle restyled restyling style styled
    styles styling stylize stylized stylise stylised apply applies applied applying give gives giving given add adds added
    adding put set sets setting let lets use uses used using show shows shown create creates generate draw drawn paint painted
    painting paintings switch switched bring brings edit edited adjust adjusted go goes want wants i we you would should must
    need needs to-be have has having get gets do does redo recreate reimagine reimagined start starts began begin depict
    depicted style-of simulate cast shift shifted shifts tint tinted grade graded grading introduce include including
    video clip clips footage film-clip frame frames picture image images scene scenes shot shots movie film videos content
    overall general aspect version effect effects look filter filters mode theme aesthetic aesthetics vibe vibes mood feel
    atmosphere ambience ambiance appearance art artwork artistic illustration drawing rendition finish treatment texture
    textures textured visual visuals visually visible hand-made handmade handcrafted crafted animation-style painted-style
    color colors colour colours coloured colored tone tones tonal palette light lights lighting lit illumination weather season
    seasons time day sky air ground everywhere outside around there here some lots lot plenty heavily heavy lightly light soft
    softly softer strong strongly stronger subtle gentle gorgeous beautiful beautifully dreamy delicate rich deep nice lovely
    elegant stunning dramatic dramatically moody cozy cosy cool-looking classic traditional old modern realistic real high
    quality detailed detail details fine hd 4k ultra best great good natural naturally seamless consistent coherent
    brush brushstroke brushstrokes strokes stroke paper canvas wash washes pigment pigments edges edge outlines outline bold
    thick thin visible-fingerprints fingerprint fingerprints relief rounded hand stitches stitch fabric woven blocks block
    dots dot chunky low resolution lo-res dithering palette-limited limited console arcade sprite flakes flake drops drop
    streaks streak puddles wet cold frosty chilly falling fall down slow slight thickly covered covering cover blanket layer
    camera lens view angle perspective motion movement towards toward subject closer-up person's character's around-the
    background backdrop environment surroundings foreground style's once again same first second finally next last step one
    two bars black-bars vignette contrast contrasty grain grainy grading highlights shadows shadow degree degrees clockwise
    hand-crafted short game games face faces hollywood world worlds everything everyone everybody front back repaint repainted repainting redraw redrawn rework reworked reshoot golden glow glowing glows clear bright
    pure simple plain fresh intense vivid-looking dark-ish harsh cool-toned heavy-handed look-and-feel entirely instead whatever still while during
    covered-in filled full ambient environmental ambient-light tonality sort type kind piece work masterpiece poster painterly brushed inspired based
    famous well-known authentic charming cute adorable magical epic feature adventure story book magazine page age era decade years
    shine shining shines falls falls-down gently-falling steady steadily constant constantly move moves moving slide speed pace smooth steady-cam cam
    left-to-right pull shot-by-shot round circular sweeping rise wide-angle scale effect-like resembling resemble similar such would-be could can
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
_PERSON_ENGLISH = frozenset(
    """
    person man woman girl boy lady guy subject subjects astronaut people actor actress character characters human figure him
    her them he she they his their someone somebody child kid singer speaker dancer protagonist hero heroine woman's man's
    girl's boy's
    """.split()  # noqa: SIM905
)

_CHINESE = """
    视频 画面 整个 整体 全部 所有 全片 全局 场景 影片 片子 短片 镜头 相机 摄像机 摄影机 运镜 拍摄 方式 视角 机位 转换 转变 转化 改变 修改 改造
    变为 改为 变成 换成 改成 转为 转成 调成 调为 调整 变化 变换 成为 化为 做成 弄成 制作 制成 渲染 呈现 呈 处理 替换 更换 切换 设为 设置 生成 打造
    营造 增添 增加 添加 加上 加入 加点 加 带有 带 具有 拥有 充满 布满 覆盖 全是 都是 到处 满是 一层 一片 一点 一些 一下 一种 一个 一幅 一场 一部
    一 种 个 幅 张 风格 画风 风 效果 样式 样子 模样 模式 特效 主题 类型 形式 艺术 作品 动态 动感 质感 氛围 气氛 感觉 感 质地 纹理 肌理 笔触 笔刷
    色调 光线 光照 光影 灯光 光源 光 滤镜 颜色 色彩 调色 色 天气 季节 时间 时段 环境 背景 天空 空中 地面 树上 屋顶 草地 路面 表面 四周 周围 到处
    的 地 得 了 着 把 将 请 让 使 给 为 成 是 有 在 中 里 上 下 用 以 对 从 由 到 往 向 至 于 和 与 及 以及 、 也 都 又 再 还 就 要 想 应 会 能 可以 全
    现在 当前 原来 原本 原有 原先 目前 需要 希望 我 我们 你 帮 帮我 麻烦 一样 那样 似的 好像 仿佛 像 如同 变得 看起来 显得 更加 更 非常 十分 很 比较 稍微 略 略微 有点 轻微 明显 强烈 淡淡
    柔和 柔美 优美 美丽 漂亮 唯美 梦幻 浪漫 精致 细腻 高清 高级 传统 经典 现代 真实 自然 清新 浓厚 厚重 温馨 舒适 轻柔 缓缓 缓慢 慢慢 逐渐 渐渐 平滑
    转 变 改 换 调 做 加强 增强 提升 降低 统一 和谐 协调 融合 匹配 这个 这段 那个 该 此 其 它 只 仅 只把 只将 纷纷 漫天 飘落 飘扬 飞舞 落下 飘 下 落
    密集 浓密 厚厚 湿漉漉 湿润 潮湿 寒冷 冰冷 手工 手绘 手捏 指纹 浮雕 颗粒 暗角 黑边 对比度 对比 高光 阴影 层次 边缘 晕染 留白 纸张 画布 勾线 线条 轮廓
    低分辨率 块状 色块 方块 颗粒感 游戏 画质 画 版 版本 级别 世界 之中 起来 出来 过来 一般 里面 正在 开始 状态 最终 首先 其次 最后 先 一步 第一步
    主体 人物 主角 男人 女人 男生 女生 男孩 女孩 女子 男子 人像 演员 宇航员 角色 人 他 她 他们 女士 先生 孩子 小孩 世界 小人 突出 远处 近处 洒下 洒满 洒 起 弥漫 笼罩 缭绕 重新 提高 增大 降临 来临 之下 之内 脸 脸部 面部 旋转 转动 强 弱 高 低 深 浅 浓 淡 满 旧 新 影 面 花 方向 缓 慢 轻 大 小 点 些 吧 哦 呢
    """.split()  # noqa: SIM905
_CHINESE_PATTERN = re.compile(alternation(_CHINESE))
_OBJECT_CHINESE = re.compile(
    r"背景|环境|主体|人物|主角|男人|女人|男生|女生|男孩|女孩|女子|男子|人像|演员|宇航员|角色|人|他|她|女士|先生|孩子"
)
_PART = re.compile(r"(?<![a-z])(?:faces?|hair|eyes?|hands?|skin|sky|clothes)(?![a-z])|脸|头发|眼|手|皮肤|天空|衣")
_LEAD_ENGLISH = frozenset(
    """
    please could can you i we want would like to edit convert transform restyle change make turn render the this that it
    its video clip footage movie film whole entire frame scene style look as follows into of a an apply effect following new
    for me us let with and now then once again give overall my our need help process first next finally also
    """.split()  # noqa: SIM905
)
_LEAD_CHINESE = re.compile(
    "请|帮我|帮忙|把|将|视频|画面|整个|转换|改变|修改|编辑|处理|风格|一下|这个|这段|的|我|要|想|希望|如下|效果|对|进行|首先|其次|最后|给|成|为|换|改|变|它"
)
_BACKGROUND = re.compile(r"背景|(?<![a-z])(?:background|backdrop|surroundings)(?![a-z])")
_WORD = re.compile(r"[a-z][a-z'&-]*|\d+(?:\.\d+)?|[\u3400-\u9fff]+")


def left_over(text: str) -> list[str]:
    """Return the words of a clause that no table knows; spans that are understood were blanked out before."""
    unknown: list[str] = []
    for found in _WORD.finditer(text):
        word = found.group()
        if word[0].isascii():
            plain = word.strip("'-").removesuffix("'s")
            if word not in _ENGLISH and plain not in _ENGLISH and plain not in _PERSON_ENGLISH and len(plain) > 1:
                unknown.append(word)
        else:
            unknown.extend(_CHINESE_PATTERN.sub(" ", word).split())
    return unknown


def leads_in(text: str) -> bool:
    """Tell whether a clause is made of nothing but words that lead to an instruction: "please edit this video"."""
    words = re.findall(r"[a-z][a-z'-]*", text)
    han = "".join(re.findall(r"[\u3400-\u9fff]", text))
    return all(word in _LEAD_ENGLISH for word in words) and not _LEAD_CHINESE.sub("", han)


def names_part(text: str) -> bool:
    """Tell whether a clause speaks of a part of somebody, which no effect changes."""
    return bool(_PART.search(text))


def names_background(text: str) -> bool:
    """Tell whether a clause speaks of the background."""
    return bool(_BACKGROUND.search(text))


def names_person(text: str) -> bool:
    """Tell whether a clause speaks of somebody."""
    words = set(re.findall(r"[a-z']+", text))
    return bool(words & _PERSON_ENGLISH) or bool(re.search(_OBJECT_CHINESE.pattern.replace("背景|环境|", ""), text))


_FRAME = re.compile(
    r"视频|画面|整个|整体|全部|影片|片子|全局|全片|(?<![a-z])(?:video|clip|footage|frame|scene|everything|whole|entire|movie|film|picture|all)(?![a-z])"
)


def names_frame(text: str) -> bool:
    """Tell whether a clause speaks of the picture as a whole."""
    return bool(_FRAME.search(text))
