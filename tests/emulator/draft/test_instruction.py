"""What instructions are understood to ask for; written in the words of users, not of the tables."""

import time

import pytest

from engine.emulator.draft.language.instruction import parse
from engine.emulator.draft.language.operation import Slots

DONE = [
    # styles
    ("Convert the whole frame to watercolor style. Keep everything else unchanged.", "watercolor"),
    ("Restyle this clip as a soft watercolour painting on textured paper", "watercolor"),
    ("Please render the entire video in the style of a watercolor", "watercolor"),
    ("Make it look like a claymation film", "clay"),
    ("Transform the footage into stop-motion clay animation", "clay"),
    ("Turn everything into plasticine", "clay"),
    ("Convert this to 8-bit pixel art, retro console look", "pixel"),
    ("I want an 8 bit version of this video", "pixel"),
    ("make the video pixelated", "pixel"),
    ("Oil painting with thick brush strokes", "oil"),
    ("Repaint the clip like Van Gogh", "oil"),
    ("Turn the video into a pencil sketch", "sketch"),
    ("hand-drawn charcoal drawing", "sketch"),
    ("Make it a cartoon", "cartoon"),
    ("Comic book style, bold outlines", "cartoon"),
    ("Give the clip a Studio Ghibli anime look", "anime"),
    ("Make it look like a Pixar 3D animated movie", "c4d"),
    ("Give everything a knitted wool texture", "knit"),
    ("Rebuild the scene out of Lego bricks", "!"),
    ("Make it look like Lego bricks", "brick"),
    ("Chinese ink wash painting style", "ink"),
    ("视频改为8bit像素风格", "pixel"),
    ("把整个画面变成像素风", "pixel"),
    ("将视频转换成复古游戏的像素画面", "pixel"),
    ("将整个画面转换为水彩画风格", "watercolor"),
    ("请把这段视频做成水彩的感觉", "watercolor"),
    ("变成黏土动画", "clay"),
    ("将画面改成粘土定格动画的样子", "clay"),
    ("橡皮泥质感", "clay"),
    ("把视频改成油画", "oil"),
    ("整体画面呈现厚涂油画笔触", "oil"),
    ("铅笔素描风格", "sketch"),
    ("转成黑白线稿", "blackwhite sketch"),
    ("改成水墨画", "ink"),
    ("中国画风格的视频", "ink"),
    ("毛线编织风格", "knit"),
    ("把画面变成卡通", "cartoon"),
    ("日系动漫风格", "anime"),
    ("宫崎骏动画风格", "anime"),
    ("皮克斯3D动画风格", "c4d"),
    ("将整个画面转变为真人电影风格", "cinematic"),
    # light, season, weather
    ("Add warm light", "warm"),
    ("Give the scene a warm golden glow", "warm"),
    ("Shift the colours to cooler tones", "cool"),
    ("Make it night", "night"),
    ("Change the time of day from day to night", "night"),
    ("Turn day into night", "night"),
    ("a moonlit night scene", "night"),
    ("Make it rain heavily", "rain"),
    ("Add pouring rain", "rain"),
    ("It should be snowing", "snow"),
    ("Change the season to winter, everything covered in snow", "winter"),
    ("snow-covered winter landscape", "winter"),
    ("Make the weather sunny", "sunny"),
    ("Change the overcast weather to a clear sunny day", "sunny"),
    ("Add thick fog", "fog"),
    ("autumn with falling leaves", "autumn"),
    ("Give it a cinematic film look", "cinematic"),
    ("cinematic teal and orange grade with letterbox", "cinematic"),
    ("make it black and white", "blackwhite"),
    ("old film look with scratches", "!"),
    ("vintage sepia tone", "sepia"),
    ("golden hour lighting", "sunset"),
    ("画面变成暖色调", "warm"),
    ("灯光换成暖黄色", "warm"),
    ("整体色调偏冷", "cool"),
    ("把白天变成黑夜", "night"),
    ("时间改为深夜", "night"),
    ("让画面下雨", "rain"),
    ("加一场大雨", "rain"),
    ("天空飘着雪花", "snow"),
    ("背景修改季节为白雪皑皑的冬天,树上全是积雪,河流保持不变。", "winter"),
    ("季节改成冬天", "winter"),
    ("人物动作不变,整个场景由现在的阴天改为晴天,其他保持不变", "sunny"),
    ("其他保持不变,画面整体的光的颜色和滤镜由白色变为暖色调,保持人物肤色细节,使人物与背景统一和谐。", "warm"),
    ("加入薄雾", "fog"),
    ("秋天的感觉,落叶纷纷", "autumn"),
    ("春天,樱花飘落", "spring"),
    ("电影质感的调色", "cinematic"),
    ("改为黑白电影", "blackwhite"),
    ("怀旧老电影风格", "sepia"),
    ("夕阳西下的光线", "sunset"),
    ("赛博朋克风格的霓虹光影", "cyberpunk"),
    # camera and people
    ("Slowly zoom in on the subject", "zoom"),
    ("The camera pans to the left", "pan"),
    ("camera orbits around the person", "orbit"),
    ("Use a handheld camera", "handheld"),
    ("镜头缓缓推近", "zoom"),
    ("将相机运镜改为顺时针环绕人物拍摄,人物跟随镜头移动。", "orbit"),
    ("将视频运镜改为向上抬高并同时向下俯视。", "crane"),
    ("镜头向右平移", "pan"),
    ("Remove the person from the video", "remove_person"),
    ("把画面里的人物去掉", "remove_person"),
    # backgrounds
    ("Keep the subject's motion. Replace the background with a sandy beach.", "background_scene"),
    ("Put her in a gym", "background_scene"),
    ("Change the background to a neon city street at night", "background_scene"),
    ("Set the background to outer space", "background_scene"),
    ("The man is standing in a forest", "background_scene"),
    ("Use a plain white background", "background_colour"),
    ("put him in front of a green screen", "background_colour"),
    ("blur the background", "background_blur"),
    ("主体女人动作不变,将视频背景修改为健身房。", "background_scene"),
    ("把背景换成海边的沙滩", "background_scene"),
    ("让人物站在雪山前", "background_scene"),
    ("背景替换成办公室,人物保持不变", "background_scene"),
    ("将背景换为纯白色", "background_colour"),
    ("背景虚化", "background_blur"),
    ("將背景換成圖書館", "background_scene"),
    # several at once, negations, punctuation
    ("watercolor, and make it snow", "watercolor snow"),
    ("水彩风格,同时下着雪", "watercolor snow"),
    ("Replace the background with a beach and make it a cartoon", "background_scene cartoon"),
    ("把背景换成森林,然后转成水彩风格", "background_scene watercolor"),
    ("Make it night; don't add rain.", "night"),
    ("Do not change the face. Turn it into an oil painting without text.", "oil"),
    ("不要下雨,改成下雪", "snow"),
    ("下雪而不是下雨", "snow"),
    ("保持人物的动作、表情和服装不变,将画面改为黏土风格。", "clay"),
    ("Keep the man's face, hair and clothes unchanged, turn the video into a pencil sketch", "sketch"),
    ("將視頻轉為水彩風格,其他保持不變。", "watercolor"),
    ("改成 watercolor 风格 please", "watercolor"),
    ("Make it rainy, not snowy", "rain"),
    ("warm light + cinematic look", "warm cinematic"),
    ("MAKE IT WINTER!!!", "winter"),
    ("Reimagine this footage as a hand-crafted claymation short", "clay"),
    ("Could you make this look like an old 16-bit video game?", "pixel"),
    ("Give the whole clip the look of an impressionist oil painting", "oil"),
    ("Apply a dreamy watercolor effect to the video.", "watercolor"),
    ("The whole video should look like it was drawn with a pencil", "sketch"),
    ("Make the scene look like a snowy winter day", "winter"),
    ("Let heavy snow fall over the scene", "snow"),
    ("Have it rain in the background", "rain"),
    ("Change the lighting to a warm sunset", "warm sunset"),
    ("It is now midnight", "night"),
    ("Switch the scene to nighttime with moonlight", "night"),
    ("cinematic color grading", "cinematic"),
    ("Make it feel like a Hollywood blockbuster", "cinematic"),
    ("Swap the background for a library full of books", "background_scene"),
    ("Transport the woman to a tropical beach", "background_scene"),
    ("Place the subject on a concert stage", "background_scene"),
    ("He is now in an office", "background_scene"),
    ("Replace the background with the Sahara desert, keep the person unchanged", "background_scene"),
    ("Change the background into a flower garden in spring", "background_scene"),
    ("Make the background black and white and keep the person in color", "blackwhite"),
    ("dolly zoom in towards the face", "zoom"),
    ("Pull back the camera", "zoom"),
    ("Erase the man", "remove_person"),
    ("Make the colours more vivid", "vivid"),
    ("brighten the picture", "brighten"),
    ("把它做成一部老式像素游戏", "pixel"),
    ("换成水彩画的风格,笔触柔和", "watercolor"),
    ("给我一个黏土世界", "clay"),
    ("让整个视频看起来像一幅油画", "oil"),
    ("我想要漫画效果", "cartoon"),
    ("转换为二次元风格", "anime"),
    ("将场景改为夜晚,月光洒下", "night"),
    ("画面里下起了大雪", "snow"),
    ("天气变成倾盆大雨", "rain"),
    ("背景换成下雨的城市街道", "background_scene rain"),
    ("让她站在海滩上", "background_scene"),
    ("把背景替换为颁奖典礼现场", "background_scene"),
    ("换一个太空背景", "background_scene"),
    ("将人物放到咖啡馆里", "background_scene"),
    ("场景换成花园", "background_scene"),
    ("调成温暖的色调", "warm"),
    ("光线变成冷色", "cool"),
    ("冬天的雪景,天空飘着雪", "winter"),
    ("镜头拉远", "zoom"),
    ("镜头向左移动", "pan"),
    ("围绕人物旋转拍摄", "orbit"),
    ("删除画面中的男人", "remove_person"),
    ("把人物从画面中移除", "remove_person"),
    ("整体变暗一点", "darken"),
    ("提高饱和度", "vivid"),
    ("大雾弥漫", "fog"),
    ("夏日阳光明媚", "sunny"),
    ("老照片效果", "sepia"),
    ("好莱坞大片质感", "cinematic"),
    ("水墨风,保持主体动作不变", "ink"),
    ("用毛线编织的质感重新呈现", "knit"),
    ("变成乐高积木", "brick"),
    ("雨天变晴天", "sunny"),
    ("day to night", "night"),
    ("Change the whole scene into a felt and yarn world", "knit"),
    ("Have the camera slowly rise up and look down", "crane"),
    ("不要改变人物，只把天气改成暴风雪", "snow"),
    ("给视频加上老电影胶片效果", "sepia"),
    ("让宇航员漂浮在太空中", "background_scene"),
    ("背景换成下雪的东京街头", "background_scene snow"),
]

NOUNS = (
    "shower",
    "drawer",
    "timer",
    "lover",
    "keeper",
    "shooter",
    "liver",
    "blender",
    "viewer",
    "school",
    "hero",
    "crystal",
    "king",
)

REFUSED = [
    ("杯子里加一块黑色正方形巧克力", "add-object", "巧克力"),
    ("将视频中的火车删除,其他保持不变。", "remove-object", "火车"),
    ("将视频中的胶片替换为图片中的盘子", "replace-object", "胶片"),
    ("让视频中的马男穿上图片中的条纹毛衣", "outfit", "毛衣"),
    ("把猫换成狗", "replace-object", "把猫换成狗"),
    ("将画面唱歌的女生替换为一只可爱的拟人猫咪在唱歌,其他保持不变。", "speech", "猫咪"),
    ("让视频里的男人盛一勺汤并喝下,其他保持不变。", "act", "盛一勺汤"),
    ("画面中的女孩表情变得悲伤并开始流泪,其他保持不变。", "emotion", "悲伤"),
    ("保持人物音色和语气,将左边女生的说话内容改为:“Mom, what color is this?”", "speech", "Mom, what color"),
    ("复刻参考视频的动作序列", "imitate", "复刻"),
    ("Replace the dog with a cat", "replace-object", "dog"),
    ("Add a hat to the man", "outfit", "hat"),
    ("Add a dragon flying in the sky", "act", "dragon"),
    ("Remove the car on the left", "remove-object", "car"),
    ("Make her wear a red dress", "outfit", "red dress"),
    ("Make the woman smile", "emotion", "smile"),
    ('make him say "let it snow"', "speech", "let it snow"),
    ("Speed the video up twice", "unknown", "Speed the video up twice"),
    ("Make the sky purple", "act", "purple"),
    ("watercolor, make the sky golden", "act", "make the sky golden"),
    ("Keep everything unchanged.", "nothing", "Keep everything"),
    ("watercolor and change the face", "replace-object", "change the face"),
    ("Give the astronaut a beard", "outfit", "beard"),
    ("Open the door behind her", "unknown", "door"),
    ("Replace the flag with a banana", "replace-object", "banana"),
    ("remove all cars and make it night", "remove-object", "cars"),
    ("winter with a polar bear", "add-object", "polar bear"),
    ("Make it night and add a full moon over the mountains", "add-object", "full moon"),
    ("有一只小狗跑过去", "act", "小狗"),
    ("给人物戴上墨镜", "outfit", "墨镜"),
    ("把衣服换成红色", "outfit", "衣服"),
    ("桌上放一杯咖啡", "add-object", "咖啡"),
    ("让火箭发射升空", "act", "火箭"),
    ("倒放视频", "timing", "倒放"),
    ("像素风格,再加一条恐龙", "add-object", "恐龙"),
    ("把背景换成霍格沃茨魔法学校", "place", "霍格沃茨"),
    ("Put him inside a submarine", "place", "submarine"),
    ("Change her hair to blonde", "outfit", "hair"),
    ("Play it in slow motion", "timing", "slow motion"),
    ("Change the background to a castle on a volcano", "place", "castle on a volcano"),
    ("把背景换成月亮上的城堡", "background_scene", ""),
    ("背景改为侏罗纪恐龙乐园", "place", "侏罗纪恐龙乐园"),
    ("change the background", "place", "background"),
    ("Make it watercolor and give the cat a crown", "unknown", "crown"),
    ("水彩风格,再给猫戴上皇冠", "outfit", "皇冠"),
    ("让他跳舞", "act", "跳舞"),
    ("Make the building taller", "act", "taller"),
    ("flurbify the zorg", "unknown", "flurbify"),
    ("添加中文字幕", "text", "字幕"),
    ("换一首背景音乐", "sound", "音乐"),
    ("Turn the man into a robot", "replace-object", "robot"),
    ("让女孩微笑,并改成水彩风格", "emotion", "微笑"),
    ("no people", "unknown", "people"),
    ("背景换成海底世界", "place", "海底世界"),
    ("像素化人物的脸", "part", "像素化人物的脸"),
    ("Remove the rain", "remove-object", "rain"),
    ("Make it less dark", "act", "less dark"),
    ("A watercolor of a woman smiling", "emotion", "smiling"),
    ("天空出现彩虹", "add-object", "彩虹"),
    ("换成科幻风格", "replace-object", "科幻"),
    ("Change the video to vertical", "replace-object", "vertical"),
    ("把她的头发染成蓝色", "outfit", "头发"),
    ("把她的头变成水彩", "part", "她的头"),
    # words that only look like comparatives
    ("Make it a watercolor forest", "act", "forest"),
    *((f"A watercolor {thing}", "unknown", thing) for thing in NOUNS),
    # one edit for each of two
    ("Warm up the woman, cool down the man", "person", "cool down the man"),
    ("Make the woman black and white and the man vivid", "person", "black and white"),
    ("Make the background black and white and the person sepia", "part", "sepia"),
    ("Make it sunset. Make it night.", "order", "night"),
    ("先是日落,然后是夜晚", "order", "夜晚"),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "kinds"), [row for row in DONE if row[1] != "!"])
def test_the_instruction_is_performed(prompt: str, kinds: str) -> None:
    found = parse(prompt)
    assert not found.refused, found.refused
    assert [op.kind for op in found.ops] == kinds.split()


@pytest.mark.parametrize(("prompt", "kind", "words"), [row for row in REFUSED if row[2]])
def test_the_instruction_is_refused_by_its_own_words(prompt: str, kind: str, words: str) -> None:
    refused = parse(prompt).refused
    assert refused, [(op.kind, op.words) for op in parse(prompt).ops]
    assert kind in [op.kind for op in refused]
    assert words in " ".join(op.words for op in refused)


def test_words_that_only_describe_are_reported_not_dropped() -> None:
    found = parse("Watercolor style, soft edges, paper texture")
    assert [op.kind for op in found.ops] == ["watercolor"]
    assert found.described == ("soft edges", "paper texture")


def test_a_span_counts_characters_of_the_instruction() -> None:
    prompt = "請把背景換成圖書館,然後轉成水彩風格。"
    for op in parse(prompt).ops:
        assert prompt[op.span[0] : op.span[1]] == op.words


@pytest.mark.parametrize(
    ("prompt", "scope"),
    [
        ("只把背景变成黑白", "background"),
        ("把人物变成水彩风格", "person"),
        ("Turn the background into a watercolor", "background"),
        ("Turn the video of a woman into a watercolor", "frame"),
        ("把画面变成水彩风格", "frame"),
        ("Make it watercolor but don't touch the background", "person"),
        ("改成黏土风格,背景保持不变", "person"),
        ("改成黏土风格,人物动作保持不变", "frame"),
    ],
)
def test_a_style_may_be_meant_for_a_part(prompt: str, scope: str) -> None:
    (op,) = parse(prompt).ops
    assert op.slots.part == scope


@pytest.mark.parametrize(
    ("prompt", "references", "number"),
    [
        ("将背景替换为图片中的场景", 1, 1),
        ("Replace the background with the second picture", 2, 2),
        ("Use image 2 as the background", 2, 2),
        ("把图3作为视频的背景", 3, 3),
        ("Replace the background with the reference image.", 1, 1),
        ("背景换成参考图", 1, 1),
    ],
)
def test_a_background_may_be_a_reference_picture(prompt: str, references: int, number: int) -> None:
    (op,) = parse(prompt, references).ops
    assert (op.kind, op.slots) == ("background_image", Slots(picture=number))


@pytest.mark.parametrize(
    ("prompt", "kinds"),
    [
        ("Turn the background into a pencil sketch", "sketch"),
        ("背景改成水彩风格", "watercolor"),
        ("Make the background red", "background_colour"),
        ("把背景变成红色", "background_colour"),
        ("Make the background darker", "darken"),
        ("Make the background rainy", "rain"),
        ("让背景变成夜晚", "night"),
        ("Replace the background with a watercolor forest", "background_scene watercolor"),
    ],
)
def test_a_look_or_a_colour_for_the_background_is_not_taken_from_the_picture_that_came_along(
    prompt: str, kinds: str
) -> None:
    assert [op.kind for op in parse(prompt, 1).ops] == kinds.split()


@pytest.mark.parametrize(
    ("prompt", "words"),
    [("Turn the background into a pencil sketch of dragons", "dragons"), ("背景换成卡通恐龙", "恐龙")],
)
def test_a_picture_swallows_no_words_beside_a_look(prompt: str, words: str) -> None:
    (op,) = parse(prompt, 1).refused
    assert op.names == words


@pytest.mark.parametrize("words", ["向左", "from day to night ", "watercolor "])
def test_words_that_are_said_again_and_again_take_no_longer(words: str) -> None:
    started = time.process_time()
    assert parse(words * (3200 // len(words))).ops
    assert time.process_time() - started < 2


def test_a_place_that_is_not_known_is_taken_from_the_picture_that_came_along() -> None:
    (op,) = parse("Replace the background with a quiet tea house", 1).ops
    assert (op.kind, op.fidelity, op.note) == ("background_image", "approximate", "given")
    assert not op.missing


@pytest.mark.parametrize(
    "prompt",
    [
        "Replace the background with the garden in the reference image",
        "Put her in the place in the reference image",
        "把背景换成参考图片中的花园",
        "将背景替换为参考图中的地方",
        "背景换成图片里的雪山",
    ],
)
def test_words_about_a_picture_describe_it(prompt: str) -> None:
    (op,) = parse(prompt, 1).ops
    assert (op.kind, op.slots) == ("background_image", Slots(picture=1))


def test_light_for_a_picture_as_background_is_not_lost() -> None:
    assert [op.kind for op in parse("Replace the background with image 1 at night", 1).ops] == [
        "background_image",
        "night",
    ]


def test_words_beside_an_effect_are_said_to_be_descriptions() -> None:
    found = parse("Make it a foggy morning over the rooftops")
    assert [op.kind for op in found.ops] == ["fog"]
    assert found.described == ("morning", "rooftops")


@pytest.mark.parametrize(
    "prompt", ["It's too dark, brighten it", "画面太暗了,调亮一点", "The clip is too warm. Cooler light please."]
)
def test_what_is_wrong_with_the_clip_is_not_what_is_asked_for(prompt: str) -> None:
    assert [op.kind for op in parse(prompt).ops] in (["brighten"], ["cool"])


@pytest.mark.parametrize(
    "prompt",
    [
        "把路过的行人全部去掉",
        "Remove the people in the background",
        "make it snow and add two people",
        "下雪时加一个人",
        "降低雨量",
        "a watercolor tiger",
        "a robot in watercolor",
        "snow on a penguin",
        "停止下雨",
        "水彩风格的老虎",
    ],
)
def test_more_than_an_effect_is_refused(prompt: str) -> None:
    assert parse(prompt).refused


def test_a_quotation_keeps_its_marks() -> None:
    (op,) = parse("将左边女生的说话内容改为:“Mom, what color is this?”").refused
    assert op.words.endswith("“Mom, what color is this?”")


def test_the_look_of_a_picture() -> None:
    kinds = {op.kind: op.slots for op in parse("视频改为图片的C4D卡通风格", 1).ops}
    assert kinds["image_look"] == Slots(picture=1, look="colours")
    assert "c4d" in kinds
    (op,) = parse("Apply the style of the reference image to the video", 1).ops
    assert op.slots.look == "style"


def test_what_a_place_is_drawn_without_is_said() -> None:
    (op,) = parse("Replace the background with a beach with tall palm trees").ops
    assert op.missing == "palm trees"


def test_what_does_not_belong_to_a_place_is_refused_by_name() -> None:
    (op,) = parse("Replace the background with a beach full of penguins").refused
    assert op.names == "penguins"


def test_light_and_weather_named_with_a_place_go_with_it() -> None:
    first, second = parse("Change the background to a rainy forest at night").ops
    assert (first.slots.place, first.slots.hour, second.kind) == ("forest", "night", "rain")
