"""Synonyms: plain words and phrases for what a draft can do, beside the patterns of the rules; longer ones win."""
# ruff: noqa: E501  -- lists of phrases, to be read as text

from typing import Final

SYNONYMS: Final[dict[str, tuple[str, str]]] = {
    # styles
    "pixel": (
        "pixel art, pixelart, pixel style, pixel game, voxel, voxels, retro gaming, retro game graphics, video game graphics, atari, commodore 64, super nintendo, super mario, stardew valley, terraria, minecraft, 8 bit era, lo res game, low res game, sprite art",
        "像素风格, 像素级, 像素艺术, 像素画风, 像素小游戏, 点阵画, 8比特, 16比特, 8位机, fc游戏, 超级玛丽, 超级马里奥, 红白机, 掌机游戏, 小霸王, 星露谷物语, 星露谷, 低像素, 马赛克画, 像素方块, 复古游戏机",
    ),
    "ink": (
        "ink and brush, ink style, ink look, ink art, ink effect, ink landscape, landscape ink, ink animation, ink drawing style, chinese ink, ink brush, brush and ink, brush ink, ink splash, splashed ink, shuimo, sumie, sumi ink, zen ink, east asian ink, oriental ink painting, calligraphy brush, calligraphic brush",
        "黑墨, 浓墨, 水墨风, 水墨国风, 水墨晕染, 水墨质感, 水墨动画, 墨韵, 山水画, 写意画, 写意国画, 泼墨山水, 古画, 古风水墨, 毛笔画, 毛笔",
    ),
    "watercolor": (
        "water colours, watercolors, watercolours, aquarelles, watercolor wash, watercolour wash, gouache painting",
        "水彩感, 水彩风, 水彩质感, 水彩手绘, 水彩插画, 透明水彩, 淡彩, 钢笔淡彩, 水粉感, 水粉画",
    ),
    "clay": (
        "claymated, claymation film, plasticine animation, clay animation, clay figures, clay figurines, clay model, clay models, playdough, play dough, polymer clay, modeling clay, stop motion, shaun the sheep, wallace and gromit, aardman animations",
        "黏土木偶, 粘土木偶, 黏土木偶定格, 粘土木偶定格, 木偶定格, 黏土风, 粘土风, 黏土质感, 粘土质感, 黏土世界, 粘土世界, 泥人, 捏泥人, 彩泥, 超轻黏土, 小羊肖恩, 定格黏土, 黏土定格动画, 粘土定格动画, 黏土人偶, 橡皮泥动画",
    ),
    "knit": (
        "knitwear, knitted wool, knitted yarn, woollen, woolen, wool felt, felted wool, needle felt, needle felted, crochet, crocheted yarn, yarn doll, amigurumi, knitted toys, cross stitch",
        "毛线风, 毛线质感, 毛线编织, 毛线针织, 针织感, 针织质感, 编织感, 编织质感, 羊毛质感, 羊毛毡质感, 毛线世界, 钩针毛线, 钩织玩偶, 毛毡质感, 绒线, 织物质感",
    ),
    "brick": (
        "lego movie, lego style, lego world, lego bricks, lego minifigure, lego minifigures, lego figure, lego figures, plastic bricks, toy blocks, building blocks, brick style, brick film, brickfilm",
        "乐高积木, 乐高风, 乐高世界, 乐高大电影, 乐高小人, 乐高人仔, 积木风, 积木块, 积木世界, 积木拼搭, 拼装积木, 塑料积木",
    ),
    "oil": (
        "oil painted, oil paintings, oil on canvas, oils on canvas, classical oil painting, thick oils, oil colours, oil colors, palette knife, palette knife painting, impasto painting, rembrandt lighting oil",
        "油画风, 油画质感, 油画笔触, 油画感, 古典油画, 欧洲古典油画, 布面油画, 厚涂画法, 厚涂风, 刮刀画, 油画布",
    ),
    "oil/painter": (
        "vincent van gogh, starry night style, claude monet, renoir, cezanne, impressionists, french impressionism, post impressionism",
        "梵高风, 梵高星空, 梵高画风, 莫奈风, 莫奈花园, 印象主义, 印象派油画, 雷诺阿, 塞尚, 后印象派",
    ),
    "sketch": (
        "pencil drawing, pencil drawings, pencil drawn, pencil art, pencil lines, pencil strokes, hand sketched, sketchbook, sketch book, sketchbook drawing, line drawing, line drawings, line sketch, charcoal sketch, charcoal drawing, graphite drawing, pen and ink sketch, pen sketch, pen drawing, biro drawing, ballpoint drawing, crayon, crayon drawing, chalk drawing, storyboard sketch, storyboard drawing, blueprint sketch",
        "素描风, 素描画, 素描质感, 素描感, 铅笔画, 铅笔风, 铅笔手绘, 铅笔线条, 手绘素描, 手绘草图, 草图, 线稿风, 速写风, 炭笔画, 炭笔素描, 钢笔画, 圆珠笔画, 蜡笔, 蜡笔画, 粉笔画, 分镜草图",
    ),
    "anime": (
        "japanese anime, anime film, anime movie, anime series, anime look, manga style, manga drawing, shonen anime, shoujo, shojo manga, your name, makoto shinkai, hayao miyazaki, totoro, spirited away, studio ghibli",
        "动漫风, 动漫化, 二次元风, 二次元化, 日漫风, 日系动漫, 日式动漫, 日本动漫, 日本漫画, 日本动画, 番剧风, 新番, 宫崎骏动画, 吉卜力动画, 新海诚动画, 京阿尼, 龙猫, 千与千寻, 你的名字, 少女漫画, 少年漫画, 热血漫画, 国漫",
    ),
    "c4d": (
        "3d animation, 3d animated, 3d cartoon, 3d render, 3d rendered, 3d style, three d, dreamworks, pixar film, pixar movie, toy story, cgi animation, computer animated, computer animation, blender render, octane render, unreal engine, low poly",
        "3d动画, 3d风, 3d风格, 3d质感, 三d, 三维动画, 三维卡通, 三渲二, 皮克斯动画, 皮克斯风, 梦工厂, 玩具总动员, 疯狂动物城, 盲盒, 盲盒风, 泡泡玛特, c4d风, c4d质感, 虚幻引擎, 低多边形",
    ),
    "cartoon": (
        "cartoon drawing, cartoon film, cartoons, cartoon look, comic strip, comic strips, comic panels, comic book, comic books, comics, graphic novel, animated film, animated movie, animated series, flat illustration, vector illustration, vector art, flat design, looney tunes, hanna barbera, rubber hose, cel shading, toon shading, pop art, lichtenstein, picture book, children's book illustration, childrens book illustration",
        "卡通风, 卡通化, 卡通节目, 卡通片, 卡通画, 卡通形象, 卡通人物, 漫画风, 漫画感, 漫画化, 漫画书, 美漫风, 美式漫画, 连环画, 条漫, 动画片, 动画感, 动画风, 二维动画, 2d动画, 扁平插画, 扁平风, 矢量插画, 赛璐璐, 波普艺术, 波普风, 绘本风, 儿童绘本, 童书插画",
    ),
    # light
    "cyberpunk": (
        "cyber punk, cyberpunk 2077, cyberpunk city look, neon lights, neon lighting, neon light, neon glow, neon colors, neon colours, neon noir, neon lit, neon drenched, neon soaked, neon bathed, synthwave, vaporwave, outrun, retrowave, blade runner, tron",
        "赛博朋克风, 赛博朋克感, 赛博朋克2077, 赛博风, 赛博感, 赛博都市, 霓虹风, 霓虹感, 霓虹灯, 霓虹灯光, 霓虹光影, 霓虹光, 霓虹色彩, 蒸汽波, 银翼杀手, 电子霓虹",
    ),
    "sunset": (
        "sun set, sunset light, sunset lighting, sunset glow, sunset colours, sunset colors, setting sun, sun setting, sun is setting, sun was going down, sun is going down, sun going down, low sun, late sun, last light, first light, last rays, first rays of sun, first light of dawn, golden hour, golden hour light, golden hour lighting, magic hour, dusk, dusk light, twilight, gloaming, nightfall light, evening glow, evening light, evening sun, late afternoon sun, late afternoon light, late evening, sunrise, sun rise, sun up, sunup, dawn, dawn light, daybreak, break of day, early morning light, early morning sun, morning sun, morning light, alpenglow",
        "日落时分, 日落氛围, 日落光, 落日, 落日余晖, 夕阳, 夕阳余晖, 夕阳西下, 夕阳光, 夕照, 斜阳, 残阳, 日暮, 薄暮, 暮色, 黄昏, 黄昏时分, 黄昏光线, 傍晚, 傍晚时分, 傍晚的光, 晚霞, 彩霞, 霞光, 余晖, 太阳快落山, 太阳快下山, 太阳要下山, 太阳正在下山, 太阳正在落山, 太阳正在落下, 太阳渐落, 太阳快要落山, 太阳落山, 太阳下山, 太阳西沉, 太阳升起, 太阳刚升起, 日出, 日出时分, 旭日, 旭日东升, 朝阳, 朝霞, 晨光, 晨曦, 黎明, 破晓, 拂晓, 清晨阳光, 清晨第一缕阳光, 第一缕阳光, 清晨的光, 黄金时刻, 黄金时段, 金色时刻, 金色时光, 魔幻时刻, 魔法时刻",
    ),
    "night": (
        "dark outside, dark out, night time, nighttime, at night, by night, night scene, night shot, night look, night version, night mode, nightfall, late night, dead of night, middle of the night, midnight, after dark, dark night, moonlight, moonlit, moonlit night, under the moonlight, after sunset, day for night, day to night, evening darkness, in the dark of night",
        "夜晚, 夜间, 夜里, 夜景, 夜色, 夜幕, 夜幕降临, 夜幕下, 黑夜, 深夜, 半夜, 午夜, 子夜, 大晚上, 晚上, 天黑, 天黑了, 天黑之后, 入夜, 月夜, 月光, 月光下, 月色, 月下, 日转夜, 白天转黑夜, 夜戏, 夜晚版, 夜间版",
    ),
    "warm": (
        "warm light, warm lighting, warm tone, warm tones, warm colours, warm colors, warm glow, warm grade, warm palette, warm hue, warm hues, warm look, warm white balance, warmer light, warmer tone, warmer tones, warmer look, candlelight, candlelit, candle light, firelight, fireside, by the fire, lamplight, amber light, amber glow, golden light, golden tone, golden tones, golden glow, honey tones, tungsten light, tungsten",
        "暖色, 暖色调, 暖色系, 暖调, 暖光, 暖黄, 暖黄色, 暖黄光, 暖橙, 暖意, 暖阳, 暖和, 暖洋洋, 温暖的光, 温暖色调, 偏暖, 偏黄, 调暖, 变暖, 暖一点, 暖一些, 暖起来, 烛光, 炉火, 壁炉光, 金色的光, 金色调, 金黄色调, 琥珀色, 钨丝灯, 奶油色调",
    ),
    "cool": (
        "cool light, cool lighting, cool tone, cool tones, cool colours, cool colors, cool grade, cool palette, cool hue, cool look, cool white balance, cooler light, cooler tone, cooler tones, cold light, cold lighting, cold tone, cold tones, cold colours, cold colors, cold look, cold grade, blue tone, blue tones, blue tint, blue hue, blue grade, blue light, blue look, blue hour, cold blue, cool blue, icy blue, steel blue, bluish, blueish, icy tones, icy look",
        "冷色, 冷色调, 冷色系, 冷调, 冷光, 冷蓝, 冷蓝色, 冷白, 冷白光, 冷峻, 调冷, 变冷, 冷一点, 冷一些, 蓝调, 蓝色调, 蓝色光, 蓝光, 深蓝色调, 蓝灰色调, 青蓝色调, 钢蓝, 钢蓝色调, 雾霾蓝, 冰蓝, 冰冷色调, 蓝调时刻",
    ),
    "blackwhite": (
        "black and white film, black and white movie, black and white photo, black and white photography, black white, monochrome, monochromatic, grayscale, greyscale, gray scale, grey scale, b and w, b&w, bw, film noir, noir, colorless, colourless, no color, no colour, without color, without colour, silver gelatin",
        "黑色电影, 黑白片, 黑白电影, 黑白照片, 黑白影像, 黑白画面, 黑白视频, 黑白滤镜, 黑白色调, 黑白默片, 黑白老片, 单色, 灰度, 灰阶, 去色, 去掉颜色, 关掉颜色, 颜色关掉, 把颜色关掉, 把颜色去掉, 去掉色彩, 无彩色, 黑白胶片",
    ),
    "sepia": (
        "old timey, old timey film, film grain, grainy film, film grain look, sepia tone, sepia toned, sepia filter, vintage, vintage film, vintage look, vintage photo, vintage photograph, vintage filter, retro, retro film, retro look, retro filter, old film, old movie, old photo, old photograph, old photographs, antique photo, antique photograph, aged film, aged photo, aged look, nostalgic, nostalgia, home movie, home video, home videos, home movies, vhs, vhs tape, camcorder, camcorder footage, super 8, super8, 8mm, 8 mm, 16mm, 16 mm film, kodachrome, polaroid, lomography, faded film, faded photo, silent film, silent movie, daguerreotype, analog film, analogue film, film scratches, dust and scratches, old newsreel, newsreel, retro tv, crt",
        "胶片颗粒, 胶片颗粒感, 复古, 复古感, 复古风, 复古范, 复古滤镜, 复古胶片, 8毫米胶片, 16毫米胶片, 35毫米胶片, 16毫米, 复古色调, 复古港风, 怀旧, 怀旧感, 怀旧风, 怀旧滤镜, 怀旧色调, 老照片, 老照片感, 泛黄老照片, 老电影, 老电影感, 老胶片, 老影片, 老影像, 老录像, 老录像带, 旧照片, 旧电影, 旧胶片, 旧时光, 老式电影, 老式录像, 录像带, 录像带感, vhs, dv感, 复古dv, ccd感, ccd, 家庭录像, 八毫米, 超八, 8毫米, 胶片划痕, 褪色胶片, 褪色, 泛黄, 晒褪色, 棕褐色, 棕褐色调, 做旧, 宝丽来, 拍立得, 港风复古, 民国老照片, 默片时代",
    ),
    "cinematic": (
        "big screen look, big screen, big screen movie look, silver screen, cinematic, cinematic look, cinematic style, cinematic feel, cinematic grade, cinematic color, cinematic colour, cinematic lighting, cinema look, cinema style, cinema grade, film look, film like, filmlike, filmic, filmic look, movie look, movie like, movielike, movie quality, movie style, film grade, film grading, hollywood, hollywood look, hollywood style, hollywood film, blockbuster, blockbuster look, anamorphic, letterbox, letterboxed, cinemascope, widescreen bars, teal and orange, orange and teal, like in the movies, like in a movie, like a movie, like a film",
        "大银幕, 大银幕感, 像电影一样, 跟电影一样, 像电影, 如电影般, 电影感, 电影级, 电影风, 电影质感, 电影级质感, 电影色调, 电影调色, 电影级调色, 电影氛围, 电影画面, 电影画质, 电影光影, 电影般, 大片感, 大片质感, 大片级, 大片级别, 大片色调, 好莱坞, 好莱坞大片, 好莱坞质感, 院线级, 院线感, 院线质感, 影院级, 影院感, 胶片感, 胶片质感, 胶片色调, 宽银幕, 变形宽银幕, 遮幅, 电影黑边, 上下黑边, 青橙, 青橙色调, 青橙调",
    ),
    "cinematic/live": ("", ""),
    "muted": (
        "muted, muted colours, muted colors, muted tones, muted palette, desaturated, desaturate, desaturate slightly, less saturated, less colorful, less colourful, less vivid, less vibrant, less intense colors, less intense colours, colors less intense, colours less intense, low saturation, lower saturation, washed out, pale colours, pale colors, pastel colours, pastel colors, subdued colors, subdued colours, softer colors, softer colours, bleach bypass, morandi colors, morandi",
        "低饱和, 低饱和度, 低饱和色调, 降饱和, 降低饱和度, 饱和度低一点, 颜色淡一点, 颜色淡一些, 色彩淡一点, 颜色素一点, 颜色收一点, 淡一点, 淡一些, 素一点, 莫兰迪, 莫兰迪色, 莫兰迪色系, 莫兰迪色调, 灰调, 灰度高级感, 高级灰, 性冷淡风, 去饱和, 褪色感, 颜色没那么艳, 没那么艳, 颜色别那么艳, 颜色不要那么艳, 别那么艳, 不要太艳, 没那么鲜艳",
    ),
    "vivid": (
        "make it pop, make everything pop, pop with color, pop with colour, pop with vivid colors, vivid, vivid colours, vivid colors, vibrant, vibrant colours, vibrant colors, more vibrant, more vivid, more saturated, more colorful, more colourful, high saturation, higher saturation, saturated colours, saturated colors, colors pop, colours pop, pop the colors, pop the colours, punchy colors, punchy colours, punchier, punchy, richer colors, richer colours, bold colors, bold colours, bright colors, bright colours, brighter colors, brighter colours, stronger colors, stronger colours, technicolor, technicolour, colour boost, color boost",
        "鲜艳, 更鲜艳, 鲜亮, 鲜明, 鲜活, 艳丽, 浓郁, 浓艳, 高饱和, 高饱和度, 饱和一点, 饱和一些, 饱和度高一点, 色彩浓郁, 色彩丰富, 色彩饱满, 颜色饱满, 颜色丰富, 颜色更跳, 颜色跳一点, 颜色更亮眼, 颜色更活, 颜色浓一点, 颜色浓一些, 颜色重一点, 色彩更有活力, 颜色更有活力, 更有色彩, 五彩缤纷, 色彩斑斓, 艳一点, 艳一些",
    ),
    "darken": (
        "darken, darker, darker overall, darken the image, underexpose, underexposed, low key, low key lighting, dim, dimmer, dim the lights, less bright, less exposed, lower key, bring down the exposure, bring down the highlights, pull down the highlights, crush the blacks, stop down, a stop darker",
        "变暗, 调暗, 压暗, 更暗, 暗一点, 暗一些, 暗下来, 暗调, 低调光, 降低亮度, 降低曝光, 亮度低一点, 曝光低一点, 压曝光, 压高光, 昏暗, 幽暗, 阴暗, 暗沉, 减弱光线, 光线弱一点, 光线暗一点",
    ),
    "brighten": (
        "brighten, brighten up, brighter, brighter overall, lighten, lighten up, lighter image, high key, high key lighting, more light, more exposure, more exposed, overexpose slightly, lift the shadows, raise the shadows, open up the shadows, bring up the shadows, a stop brighter",
        "变亮, 调亮, 提亮, 打亮, 更亮, 亮一点, 亮一些, 亮起来, 亮堂, 亮堂一点, 明亮, 明亮一点, 明亮一些, 亮度高一点, 亮度提高, 曝光高一点, 提高亮度, 提高曝光, 增加亮度, 增加曝光, 加曝光, 提阴影, 提亮暗部, 高调光, 光线亮一点, 光线强一点, 光线更足",
    ),
    # weather
    "winter": (
        "just snowed, it just snowed, after snowfall, after the snow, winter, winter time, wintertime, wintry, winter look, winter scene, winter day, winter landscape, winter wonderland, midwinter, deep winter, snow covered, covered in snow, covered with snow, snowbound, snowed in, snowy landscape, snowy wonderland, snow on the ground, snow on everything, everything white with snow, under snow, thick snow on the ground, frozen landscape, frosty, frost, christmas snow, arctic winter",
        "刚下过雪, 下过雪, 下完雪, 冬天, 冬季, 冬日, 冬日仙境, 冬景, 冬日雪景, 寒冬, 隆冬, 严冬, 深冬, 初冬, 腊月, 雪景, 雪后, 积雪, 铺满积雪, 满地积雪, 白雪皑皑, 白雪覆盖, 被雪覆盖, 被白雪覆盖, 冰天雪地, 冰雪世界, 冰雪天地, 银装素裹, 雪国, 千里冰封, 冰封",
    ),
    "snow": (
        "snow, snowing, snowfall, snow falling, falling snow, snow fall, snowflakes, snow flakes, snow flurries, flurries, snowy, snowy weather, snowy day, snow shower, snow showers, snowstorm, snow storm, blizzard, heavy snow, light snow",
        "下雪, 下着雪, 下起雪, 下起了雪, 下大雪, 下小雪, 在下雪, 飘雪, 飘着雪, 飘起雪, 飘起雪花, 飘雪花, 雪花, 雪花飘飘, 雪花飞舞, 雪花纷飞, 飞雪, 大雪, 大雪纷飞, 小雪, 暴雪, 暴风雪, 鹅毛大雪, 雪天, 落雪, 雪中, 漫天飞雪, 漫天大雪",
    ),
    "rain": (
        "rain, rains, raining, rainy, rainy day, rainy weather, rainfall, rain falling, falling rain, rain shower, rain showers, showers, drizzle, drizzling, drizzly, downpour, pouring, pouring rain, rainstorm, rain storm, storm, stormy, stormy weather, thunderstorm, wet weather, monsoon, raindrops, rain drops",
        "下雨, 下着雨, 下起雨, 下起了雨, 下大雨, 下小雨, 在下雨, 雨天, 雨景, 雨中, 雨水, 雨滴, 雨丝, 雨幕, 大雨, 小雨, 中雨, 细雨, 暴雨, 阵雨, 雷雨, 雷阵雨, 毛毛雨, 毛毛细雨, 蒙蒙细雨, 绵绵细雨, 倾盆大雨, 瓢泼大雨, 狂风暴雨, 暴风雨, 风雨交加, 大雨如注, 大雨滂沱, 大雨倾盆, 阴雨, 阴雨天, 阴雨绵绵, 梅雨, 烟雨蒙蒙, 雨蒙蒙",
    ),
    "fog": (
        "fog, foggy, foggy weather, foggy day, mist, misty, misty weather, haze, hazy, smoky haze, light haze, atmospheric haze, fog bank, mist rolling in, fog rolling in, smoke machine haze, low clouds",
        "雾, 起雾, 大雾, 浓雾, 薄雾, 轻雾, 晨雾, 雾气, 雾天, 雾霾, 雾蒙蒙, 雾茫茫, 云雾, 云雾缭绕, 烟雾, 烟雾缭绕, 雾气缭绕, 雾气弥漫, 大雾弥漫, 水雾, 迷雾, 雾感, 霾, 朦胧雾气",
    ),
    "autumn": (
        "autumn, autumnal, autumn colours, autumn colors, autumn leaves, autumn foliage, autumn look, autumn mood, autumn day, autumn scene, fall season, fall foliage, fall colors, fall colours, fall leaves, falling leaves, leaves falling, fall look, fall mood, fall day, fall scene, indian golden leaves, red leaves, orange leaves",
        "秋天, 秋季, 秋日, 秋景, 秋色, 秋意, 秋意浓, 秋风落叶, 金秋, 深秋, 晚秋, 初秋, 暮秋, 落叶, 落叶纷飞, 落叶满地, 满地落叶, 枫叶, 红叶, 黄叶, 银杏叶, 银杏, 枯叶, 树叶变黄, 树叶金黄, 树叶泛黄, 晒褪色, 叶子变黄, 秋叶",
    ),
    "spring": (
        "spring, spring time, springtime, spring season, spring scene, spring mood, spring look, spring day, spring colours, spring colors, cherry blossom, cherry blossoms, cherry blossom season, sakura, sakura season, blossoms, blossom petals, falling petals, petals falling, petals in the air, peach blossom, hanami",
        "春天, 春季, 春日, 春景, 春色, 春意, 春意盎然, 春暖花开, 春光, 春光明媚, 阳春三月, 初春, 暮春, 春花, 春花盛开, 樱花, 樱花季, 樱花雨, 樱花瓣, 樱花飘落, 樱花纷飞, 桃花, 桃花季, 花瓣, 花瓣雨, 花瓣飘落, 花瓣纷飞, 百花盛开, 繁花盛开, 万物复苏",
    ),
    "sunny": (
        "sunny, sunny day, sunny weather, sun shining, sun is shining, sunshine, bright sunshine, sunlight, bright sunlight, sunlit, sun drenched, clear day, clear sky, clear skies, clear blue sky, blue sky, blue skies, cloudless, summer, summer day, summertime, summery, midsummer, midday sun, noon sun, broad daylight, bright day, bright daylight, daylight, daytime, day time",
        "晴天, 大晴天, 晴朗, 晴空, 晴空万里, 万里无云, 天晴, 天气晴朗, 放晴, 阳光, 阳光明媚, 阳光灿烂, 阳光普照, 阳光充足, 阳光很好, 出太阳, 大太阳, 太阳很大, 烈日, 烈日炎炎, 艳阳, 艳阳天, 艳阳高照, 蓝天, 蓝天白云, 盛夏, 夏天, 夏日, 夏季, 炎夏, 白天, 大白天, 白昼, 正午, 中午, 日光",
    ),
    # camera
    "zoom/in": (
        "zoom in, zoom into, zooming in, zoom closer, push in, push-in, pushes in, push closer, pushing in, dolly in, dolly forward, dolly closer, track in, truck in, move in, moves in, move closer, moves closer, move in closer, come closer, comes closer, creep in, creeps in, ease in, drift in, drifts in, get closer, gets closer, close in on, tighten the shot, tighten in, punch in, slow push, slow zoom",
        "推近, 推进, 推向, 推到, 推上去, 推镜, 推镜头, 镜头推, 拉近, 靠近, 贴近, 逼近, 凑近, 放大画面, 画面放大, 镜头靠近, 镜头前推, 前推, 向前推, 往前推, 推轨, 由远及近, 从远到近, 由远到近",
    ),
    "zoom/out": (
        "zoom out, zooming out, pull out, pulls out, pull back, pulls back, pulling back, pull away, pulls away, dolly out, dolly back, dolly backwards, track back, track out, move back, moves back, move away, moves away, back away, backs away, drift back, drifts back, widen out, widen the shot, go wider, slow pull, pull-back, pull-out, retreat, retreats",
        "拉远, 拉开, 拉出, 拉镜, 拉镜头, 镜头拉, 后拉, 向后拉, 往后拉, 后退, 退后, 往后退, 向后退, 镜头后退, 镜头后移, 镜头远离, 镜头离开, 离开主体, 远离主体, 远离人物, 离开人物, 退远, 缩小画面, 画面缩小, 由近及远, 从近到远, 由近到远",
    ),
    "pan/left": (
        "pan left, pans left, panning left, pan to the left, pan to the left side, pan over to the left, pan leftward, pan leftwards, slide left, truck left, track left, dolly left, drift left, drift to the left, move left, move to the left, sweep left, swing left, glide left, travel left, crab left, right to left pan",
        "移到左边, 移到左侧, 移向左边, 左移, 向左移, 往左移, 左平移, 向左平移, 往左平移, 左摇, 向左摇, 往左摇, 左横移, 向左横移, 向左滑动, 向左扫过, 向左移动, 往左移动, 朝左移动",
    ),
    "pan/right": (
        "pan right, pans right, panning right, pan to the right, pan to the right side, pan over to the right, pan rightward, pan rightwards, slide right, truck right, track right, dolly right, drift right, drift to the right, move right, move to the right, sweep right, swing right, glide right, travel right, crab right, left to right pan",
        "移到右边, 移到右侧, 移向右边, 右移, 向右移, 往右移, 右平移, 向右平移, 往右平移, 右摇, 向右摇, 往右摇, 右横移, 向右横移, 向右滑动, 向右扫过, 向右移动, 往右移动, 朝右移动",
    ),
    "tilt/up": (
        "tilt up, tilts up, tilting up, tilt upward, tilt upwards, look up slowly with the camera",
        "镜头上仰, 镜头仰起, 镜头抬起, 镜头抬头, 从下摇到上",
    ),
    "tilt/down": (
        "tilt down, tilts down, tilting down, tilt downward, tilt downwards",
        "镜头下俯, 镜头低头, 从上摇到下",
    ),
    "orbit/clockwise": (
        "orbit, orbit shot, orbiting shot, orbit around, orbits around, orbiting around, circle around, circles around, circling around, circular shot, circular move, circular camera move, circular tracking shot, arc around, arcs around, arc shot, arcing shot, arc move, rotate around, rotates around, revolve around, revolves around, move around, moves around, go around, goes around, swing around, travel around, wrap around shot, 360 shot, 360 degree shot, 360 orbit, bullet time orbit",
        "环绕, 环绕拍摄, 环绕镜头, 环绕运镜, 环绕一周, 环绕一圈, 环拍, 围绕, 围绕拍摄, 围着转, 围着拍, 绕着转, 绕着拍, 绕圈, 绕一圈, 绕一周, 绕拍, 转一圈, 转圈拍, 弧形运镜, 弧线运镜, 360度环绕, 三百六十度环绕",
    ),
    "crane/up": (
        "crane shot up, crane shot upward, crane shot upwards, crane upward, crane upwards, crane up, cranes up, craning up, crane shot, crane move, crane shot up, jib up, jib shot, boom up, booms up, camera rises, camera rise, camera goes up, camera lifts, camera lifts up, camera ascends, camera climbs, rising camera, rising shot, rise up, rises up, lift up the camera, pedestal up, drone shot, drone view, aerial shot, aerial view, aerial, birds eye, bird's eye view, high angle, overhead shot, top down view",
        "升起, 升高, 上升, 抬升, 拉升, 升镜, 升镜头, 镜头升, 镜头上升, 镜头升高, 镜头抬升, 镜头升起, 镜头往上走, 往上走, 机位升高, 摇臂升起, 摇臂上升, 摇臂镜头, 升降镜头, 升降机, 无人机视角, 无人机镜头, 无人机拉升, 航拍, 航拍感, 航拍视角, 俯拍, 俯视, 俯瞰, 上帝视角, 高角度",
    ),
    "crane/down": (
        "crane down, cranes down, craning down, jib down, boom down, booms down, camera descends, camera lowers, camera goes down, camera drops down, descending camera, descending shot, pedestal down, lower the camera",
        "下降, 镜头下降, 镜头降低, 镜头降下, 镜头落下, 机位降低, 机位下降, 降低机位, 摇臂下降, 摇臂降下",
    ),
    "handheld": (
        "hand held, handheld, handheld camera, handheld look, handheld feel, handheld shake, handheld style, handheld footage, shaky cam, shakycam, shaky camera, shaky, camera shake, slight shake, subtle shake, slightly shaky, jittery camera, wobbly camera, found footage, documentary handheld, run and gun, shoulder cam, shoulder mounted, cinema verite",
        "手持, 手持感, 手持镜头, 手持拍摄, 手持摄影, 手持晃动, 手持抖动, 手持跟拍感, 镜头晃动, 镜头抖动, 镜头轻晃, 画面晃动, 轻微晃动, 轻微抖动, 晃动感, 抖动感, 肩扛, 肩扛拍摄, 呼吸感, 呼吸感镜头, 伪纪录片, 纪实手持",
    ),
    # places
    "gym": (
        "gym, gymnasium, weight room, fitness studio, fitness club, fitness center, fitness centre, workout room, yoga studio, crossfit gym, boxing gym, sports hall, basketball court, training hall",
        "健身房, 健身中心, 健身馆, 健身工作室, 瑜伽馆, 瑜伽室, 拳击馆, 体育馆, 训练馆, 篮球馆, 运动馆",
    ),
    "stage": (
        "stage, concert stage, theatre stage, theater stage, conference stage, award stage, awards stage, show stage, catwalk, runway, fashion show, fashion show stage, concert, concert hall, opera house, auditorium, lecture hall, ted stage, ted talk stage, red carpet, podium, talk show set, award ceremony, awards ceremony, awards gala",
        "舞台, 大舞台, 演唱会, 演唱会舞台, 音乐节舞台, 发布会, 发布会舞台, 发布会现场, 颁奖台, 颁奖典礼, 颁奖舞台, 秀场, 时装秀, 时装秀舞台, T台, t台, 剧院, 剧场, 大剧院, 音乐厅, 歌剧院, 礼堂, 报告厅, 演讲台, 讲台, 晚会, 晚会舞台, 晚会现场, 综艺舞台, 红毯",
    ),
    "library": (
        "library, old library, university library, bookshelf, bookshelves, book shelves, bookcase, bookcases, bookshelf wall, wall of books, wall of bookshelves, bookstore, book store, bookshop, reading room, study, study room, home library",
        "图书馆, 图书室, 阅览室, 书房, 书店, 书吧, 书屋, 书架, 书架墙, 书墙, 书柜, 藏书室",
    ),
    "office": (
        "office, modern office, office space, office room, office building, office environment, open plan office, corporate office, home office, workplace, workspace, work space, boardroom, board room, meeting room, conference room, coworking space, co working space, newsroom, news studio, news desk, tv studio, classroom, lecture room, laboratory, call center",
        "办公室, 办公区, 办公环境, 办公场景, 办公空间, 现代办公室, 写字楼, 公司里, 公司, 职场, 工位, 会议室, 会议厅, 联合办公, 新闻演播室, 演播室, 演播厅, 新闻直播间, 直播间, 教室, 课堂, 实验室",
    ),
    "studio": (
        "studio, photo studio, photography studio, portrait studio, studio backdrop, studio background, studio set, seamless backdrop, seamless paper, cyclorama, cyc wall, infinity cove, infinity wall",
        "摄影棚, 影棚, 摄影工作室, 照相馆, 棚拍, 影棚背景, 专业影棚, 无缝背景纸, 背景纸",
    ),
    "room": (
        "living room, livingroom, lounge, sitting room, bedroom, bed room, apartment, flat, loft, cosy room, cozy room, hotel room, hotel lobby, lobby, kitchen, dining room, restaurant, cafe, café, coffee shop, coffee house, coffee bar, coffeeshop, tea house, teahouse, tea room, bar, pub, diner, bistro, bakery, home interior, at home, house interior, interior, cabin, log cabin, chalet, villa, boutique, shop interior, store interior",
        "客厅, 起居室, 卧室, 房间, 室内, 公寓, 家里, 家中, 居家, 家居环境, 酒店, 酒店大堂, 酒店房间, 大堂, 厨房, 餐厅, 饭店, 餐馆, 咖啡馆, 咖啡厅, 咖啡店, 茶馆, 茶室, 茶楼, 酒吧, 清吧, 居酒屋, 面包店, 甜品店, 民宿, 小木屋, 木屋, 别墅, 店铺, 店里, 商店里",
    ),
    "snowfield": (
        "snowfield, snow field, snowy field, snowy plain, snowy plains, snowy mountain, snowy mountains, snowy peaks, snowy mountain range, snow capped mountains, snowcapped mountains, snow covered mountains, snow mountains, snow mountain, snowy landscape, snowy forest, ski slope, ski resort, ski piste, ski area, arctic, antarctica, antarctic, north pole, south pole, glacier, glaciers, ice field, tundra, iceland, siberia",
        "雪地, 雪原, 雪野, 雪山, 大雪山, 雪山之巅, 雪山脚下, 雪林, 雪场, 滑雪场, 滑雪道, 冰川, 冰原, 北极, 南极, 冰雪世界, 冰岛, 林海雪原",
    ),
    "beach": (
        "beach, sandy beach, tropical beach, sunny beach, white sand beach, seaside, sea side, seashore, sea shore, sea front, seafront, ocean, oceanfront, ocean view, sea view, sea, coast, coastline, shore, shoreline, tropical island, island, lagoon, bay, harbor, harbour, pier, jetty, boardwalk, poolside, swimming pool, hawaii, bali, maldives, caribbean, miami beach, california beach",
        "海滩, 沙滩, 海边, 海滨, 海岸, 海岸线, 海景, 海面, 大海, 海洋, 海岛, 热带海岛, 热带海滩, 小岛, 岛屿, 椰林, 椰林沙滩, 白沙滩, 泳池边, 游泳池边, 码头, 栈桥, 港口, 三亚, 马尔代夫, 夏威夷, 巴厘岛, 青岛海边, 厦门海边",
    ),
    "neon": (
        "night city, neon city, neon street, neon streets, neon alley, neon skyline, neon lights, neon district, neon background, neon lit street, neon lit city, cyberpunk city, cyberpunk street, cyberpunk alley, cyberpunk skyline, futuristic city, futuristic skyline, sci fi city, tokyo, tokyo street, tokyo streets, shibuya, shibuya crossing, shinjuku, akihabara, times square, hong kong, hong kong street, las vegas, nightclub, night club, disco, night market",
        "霓虹城市, 霓虹街道, 霓虹街头, 霓虹夜景, 霓虹灯街道, 赛博朋克城市, 赛博朋克街道, 赛博朋克都市, 赛博城市, 未来城市, 未来都市, 科幻城市, 东京, 东京街头, 东京夜景, 涩谷, 涩谷街头, 新宿, 秋叶原, 香港街头, 香港夜景, 重庆夜景, 上海夜景, 外滩夜景, 时代广场, 拉斯维加斯, 夜店, 迪厅, 夜市",
    ),
    "street": (
        "street, streets, city street, city streets, busy street, busy city street, shopping street, street scene, city, city centre, city center, city skyline, cityscape, skyline, downtown, urban street, urban setting, urban background, urban environment, new york, new york street, manhattan, brooklyn, london street, paris street, paris, london, berlin, avenue, boulevard, alley, alleyway, sidewalk, road, highway, rooftop, city rooftop, plaza, town square, old town, village street, market street, skyscrapers, chinatown",
        "街道, 街头, 大街, 街边, 街上, 马路, 马路边, 路边, 城市, 城市街道, 城市街头, 城市天际线, 城市夜景, 城市背景, 市中心, 都市, 都市街头, 大都市, 天际线, 高楼大厦, 高楼, 摩天大楼, CBD, cbd, 商业街, 步行街, 老街, 古镇, 小镇, 古城, 巷子, 小巷, 胡同, 弄堂, 广场, 天台, 楼顶, 纽约, 纽约街头, 巴黎街头, 伦敦街头, 上海街头, 外滩, 唐人街",
    ),
    "space": (
        "space, outer space, deep space, the universe, universe, cosmos, galaxy, galaxies, milky way, nebula, starry space, starry sky, night sky full of stars, stars, space station, spaceship, space ship interior, moon, the moon, moon surface, lunar surface, mars, mars surface, planet, alien planet, orbit of earth",
        "深空, 夜空, 繁星, 繁星夜空, 星夜, 太空, 外太空, 太空中, 宇宙, 宇宙空间, 星空, 星河, 星海, 银河, 银河系, 星系, 星云, 月球, 月球表面, 月球上, 火星, 火星表面, 星球, 外星球, 空间站, 飞船里",
    ),
    "desert": (
        "desert, sahara, sahara desert, gobi, gobi desert, sand dunes, dunes, sandy desert, desert dunes, desert landscape, wild west, wasteland, badlands, death valley, arizona desert",
        "沙漠, 大沙漠, 沙漠里, 沙丘, 戈壁, 戈壁滩, 荒漠, 荒原, 大漠, 撒哈拉, 撒哈拉沙漠, 敦煌, 废土",
    ),
    "mountains": (
        "mountains, mountain, mountain range, mountain view, mountain landscape, mountain scenery, mountain top, mountaintop, mountain peak, mountain peaks, mountain lake, mountain valley, alps, swiss alps, alpine landscape, alpine lake, himalayas, rocky mountains, dolomites, hills, hillside, rolling hills, cliff, cliffs, canyon, grand canyon, valley, waterfall, lake, lakeside, lake view, river, riverside, fjord",
        "高山, 大山, 群山, 山脉, 山峰, 山顶, 山巅, 山谷, 山间, 山里, 山中, 山上, 山脚下, 山景, 山水, 远山, 青山, 名山, 黄山, 泰山, 阿尔卑斯山, 阿尔卑斯, 喜马拉雅, 悬崖, 悬崖边, 峡谷, 大峡谷, 瀑布, 湖边, 湖畔, 湖泊, 湖景, 江边, 河边, 小河边, 溪边",
    ),
    "garden": (
        "garden, flower garden, rose garden, botanical garden, japanese garden, backyard, back yard, yard, courtyard, terrace garden, flower field, field of flowers, flower meadow, meadow, grassland, grass field, grassy field, green field, lawn, prairie, pasture, farm, farmland, countryside, rural landscape, lavender field, lavender fields, sunflower field, field of sunflowers, tulip field, tulip fields, wheat field, rice field, vineyard, orchard, tea plantation, park lawn",
        "花园, 小花园, 后花园, 植物园, 玫瑰园, 花田, 花海, 花丛, 花丛中, 向日葵花田, 向日葵田, 薰衣草田, 薰衣草花田, 薰衣草花海, 油菜花田, 郁金香花田, 草地, 草坪, 大草原, 草原, 牧场, 田野, 麦田, 稻田, 茶园, 果园, 葡萄园, 农场, 农田, 乡村, 乡间, 乡村田野, 庭院, 院子, 后院, 园林, 苏州园林, 江南园林",
    ),
    "forest": (
        "forest, forests, woods, woodland, woodlands, jungle, rainforest, rain forest, tropical jungle, pine forest, bamboo forest, bamboo grove, birch forest, forest clearing, forest path, forest trail, in the woods, nature, natural setting, wilderness, park, city park, central park, trees, among trees, outdoors in nature",
        "森林, 大森林, 原始森林, 热带雨林, 雨林, 丛林, 树林, 小树林, 竹林, 松林, 白桦林, 山林, 密林, 林间, 林间小路, 林间空地, 林中, 大自然, 自然环境, 自然风光, 户外, 野外, 公园, 公园里, 城市公园, 中央公园, 树下",
    ),
    "sky": (
        "sky, blue sky, in the sky, clouds, in the clouds, above the clouds, sea of clouds, heaven",
        "天空, 蓝天, 蓝天白云, 云端, 云上, 云海, 云层之上, 云层, 天堂, 天宫, 天上",
    ),
    "party": (
        "party, birthday party, christmas party, party room, dance party, party lights, fairy lights, string lights, bokeh lights, festival, celebration, wedding, wedding venue, wedding reception, christmas market, banquet",
        "派对, 生日派对, 生日会, 聚会, 圣诞派对, 圣诞集市, 庆典, 节日现场, 婚礼, 婚礼现场, 宴会, 宴会厅, 年会现场, 彩灯, 串灯, 光斑",
    ),
}
"""Kinds, with a note or a way where a kind has several rules, and what else they are called in English and Chinese."""


def synonyms(kind: str, told: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what else an operation is called, in English and in Chinese; `told` is the note or the way of its rule."""
    english, chinese = SYNONYMS.get(f"{kind}/{told}") or SYNONYMS.get(kind, ("", ""))
    return _split(english), _split(chinese)


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip().replace("-", " ") for word in words.split(",") if word.strip())
