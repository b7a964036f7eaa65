"""Effects: the words for every look, light, season, weather and camera move that a draft can perform."""
# ruff: noqa: E501  -- a pattern reads best whole

from engine.emulator.draft.language.rule import Rule, rule

STYLES: tuple[Rule, ...] = (
    rule(
        "pixel",
        "full",
        r"(?:8|16)[ -]?bits?(?: (?:pixel|game|art|graphics))*|pixel(?:[ -]?art|ated?|ation|s)?|retro (?:video )?(?:games?|consoles?)|mosaic|nes game",
        r"(?:8|16|八|十六)[ -]?(?:bit|位)|像素(?:画(?!面)|化|艺术|游戏)?|复古游戏|红白机|马赛克",
    ),
    rule(
        "ink",
        "full",
        r"(?:(?:traditional )?chinese |japanese )?ink[ -]?wash(?: paintings?)?|(?:chinese |japanese )?ink (?:painting|brush|drawing)s?|sumi-?e|(?:traditional )?chinese painting",
        r"水墨画?|国画|中国画|泼墨|墨笔画",
    ),
    rule(
        "watercolor",
        "full",
        r"water[ -]?colou?r(?:ed|s)?(?: paintings?)?|aquarelle|gouache",
        r"水彩画?|水粉画?|透明水彩",
    ),
    rule(
        "clay",
        "full",
        r"clay(?:mation)?|plasticine|play[ -]?doh|(?:clay )?stop[ -]?motion(?: clay)?|aardman|modell?ing clay",
        r"[黏粘]土(?:动画|定格动画)?|橡皮泥|泥塑|定格动画|软陶",
    ),
    rule(
        "knit",
        "full",
        r"knit(?:ted|ting|wear)?|wool(?:len|y)?|yarn|crochet(?:ed)?|felt(?:ed)?|needlework",
        r"毛线(?:编织)?|针织|羊毛毡?|毛毡|编织|钩针|毛绒",
    ),
    rule("brick", "full", r"lego(?: bricks?)?|(?:toy|building) bricks?|brick[ -]built", r"乐高(?:积木)?|积木"),
    rule(
        "oil",
        "full",
        r"oil[ -]?paint(?:ing|ed|s)?|oil on canvas|oils|impasto",
        r"油画|厚涂",
    ),
    rule(
        "oil",
        "approximate",
        r"impressionis[mt](?:ic)?|van gogh(?:'s)?|monet(?:'s)?|post-impressionis[mt]",
        r"印象派|梵高|莫奈|星空油画",
        note="painter",
    ),
    rule(
        "sketch",
        "full",
        r"(?:pencil|graphite|charcoal|hand[ -]drawn)(?:[ -](?:sketch(?:es)?|drawings?|art))?|sketch(?:ed|es|y)?|line[ -](?:art|drawings?)",
        r"(?:铅笔|炭笔|钢笔)(?:素描|画|手绘|线稿)?|素描|速写|手绘线稿|线稿|线描|手绘",
    ),
    rule(
        "anime",
        "approximate",
        r"anime|manga|(?:studio )?ghibli|miyazaki|japanese (?:animation|cartoon)s?|shinkai",
        r"(?:日系|日本|日式)?(?:动漫|二次元|日漫)|吉卜力|宫崎骏|新海诚|日系动画|日本动画",
        note="cartoon",
    ),
    rule(
        "c4d",
        "approximate",
        r"c4d(?: cartoon)?|cinema ?4d|3[ -]?d (?:cartoon|animat(?:ion|ed)|render(?:ed|ing)?|cgi|model)(?: cartoon)?|3[ -]?d|pixar|cgi",
        r"c4d(?:的)?(?:卡通)?|(?:3d|三维)(?:的)?(?:卡通|动画|渲染|立体)?(?:动画)?|皮克斯",
        note="c4d",
    ),
    rule(
        "cartoon",
        "approximate",
        r"cartoon(?:ish|s|y)?|comics?(?:[ -]book)?|animated|animation|toon|cel[ -]shad(?:ed|ing)|disney|graphic novel|pop[ -]art",
        r"卡通(?:画|动画)?|动画|漫画|美漫|迪士尼|赛璐璐|波普",
        note="cartoon",
    ),
)

LIGHTS: tuple[Rule, ...] = (
    rule(
        "cyberpunk",
        "approximate",
        r"cyber[ -]?punk|neon(?: lights?| lighting| glow| colou?rs?| style)*|synthwave|vapou?rwave",
        r"赛博朋克|霓虹(?:灯|灯光|光|色)?|蒸汽波",
        note="colours",
    ),
    rule(
        "sunset",
        "full",
        r"sun ?set|golden[ -]hour|dusk|twilight|sun ?rise|dawn|(?:late afternoon|evening) (?:sun|light)(?:light)?",
        r"日落|夕阳(?:西下)?|黄昏|傍晚|落日(?:余晖)?|晚霞|日出|黎明|朝霞|朝阳|金色时刻|黄金时刻",
    ),
    rule(
        "night",
        "full",
        r"nights?(?:[ -]?time|fall| scene| sky)?|midnight|after dark|moon ?lit|moon ?light|day[ -](?:for|to)[ -]night",
        r"夜晚|夜间|黑夜|深夜|午夜|夜景|夜色|夜里|晚上|月光|月夜|入夜|夜幕(?:降临)?|夜",
    ),
    rule(
        "warm",
        "full",
        r"warm(?:er|th|ly)?(?:[ -](?:colou?rs?|tones?|light(?:ing)?|hues?|glow|palette|grade|filter|yellow|orange|temperature))*|candle ?light|amber",
        r"暖(?:色|色调|色系|光|调|黄色?|橙色?|色温)|暖一些|暖一点|偏暖|更暖|温暖|暖洋洋|暖",
    ),
    rule(
        "cool",
        "full",
        r"(?:cool|cold)(?:er)?[ -](?:blue |bluish )?(?:colou?rs?|tones?|light(?:ing)?|hues?|palette|grade|filter|temperature|blue)(?: palette| tones?| light)?|cooler|colder|bluish|blue[ -](?:tone|tint|hue|light|filter)s?",
        r"冷(?:色|色调|色系|光|调|蓝色?|色温)|冷一些|冷一点|偏冷|更冷|偏蓝|蓝调",
    ),
    rule(
        "blackwhite",
        "full",
        r"black[ -](?:and|&|n)[ -]white|b ?[&/] ?w|mono(?:chrome|chromatic)|gr[ae]y ?scale|(?:film )?noir|desaturated?",
        r"黑白(?:电影|照片|画面|影像|片)?|灰度|单色|去色",
    ),
    rule(
        "sepia",
        "full",
        r"sepia|vintage|retro|nostalgi[ac]c?|old[ -](?:fashioned|time|film|movie|photo(?:graph)?)s?|faded|super 8|1920s|silent film",
        r"复古|怀旧|老照片|老电影(?:胶片)?|旧照片|旧电影|泛黄|褪色|做旧|年代感|老式",
    ),
    rule(
        "cinematic",
        "approximate",
        r"live[ -]action(?: (?:film|movie))?|photo[ -]?realistic film",
        r"真人(?:电影|实拍|写实|版)(?:感|风格|质感|风)?|写实(?:电影)?风格",
        note="live",
    ),
    rule(
        "cinematic",
        "full",
        r"cinematic(?:ally)?|(?:film|movie|cinema|hollywood)(?:[ -](?:look|style|like|quality|feel|grade|grading|colou?rs?|tone))+|filmic|(?:hollywood )?blockbuster|teal[ -](?:and|&)[ -]orange|letterbox(?:ed)?|widescreen",
        r"(?:电影|影院|胶片|大片)(?:感|级|质感|风格|色调|风|画质|调色|化|般)|宽银幕|好莱坞|青橙",
    ),
    rule(
        "vivid", "full", r"(?:more |very )?(?:vivid|vibrant|saturated|colou?rful)|saturation", r"鲜艳|饱和度?|浓郁|艳丽"
    ),
    rule("darken", "full", r"dark(?:er|en)|dim(?:mer)?|under-?exposed?", r"变暗|调暗|更暗|暗一[点些]|压暗|昏暗"),
    rule(
        "brighten",
        "full",
        r"bright(?:er|en)|lighter|lighten|increase (?:the )?(?:brightness|exposure)",
        r"变亮|调亮|更亮|亮一[点些]|提亮|明亮一?些?|(?:提高|增加|增强)亮度",
    ),
)

WEATHER: tuple[Rule, ...] = (
    rule(
        "winter",
        "full",
        r"winter(?:s|y|time| wonderland| landscape| scene)*|snow[ -]?(?:covered|scape)|snowy (?:winter|landscape|scene)|frost(?:y|ed)?|frozen|icy",
        r"(?:白雪皑皑|冰天雪地|银装素裹|积雪|雪景|冰雪|寒冬|隆冬|严冬|冬天|冬季|冬日|冬景|雪国|雪地)",
    ),
    rule(
        "snow",
        "full",
        r"(?:falling |heavy |light |gentle )?snow(?:ing|fall|flakes?|y|s|storm)?(?: falling)?|blizzard",
        r"(?:下|飘)着(?:大|小)?雪花?|(?:下|飘|大|小|暴风|暴|鹅毛)雪花?(?!人|橇|糕)|雪花|飘雪|雪天|落雪|雪(?!人|橇|糕|球|茄|碧|狼|豹|貂)",
    ),
    rule(
        "rain",
        "full",
        r"(?:heavy |light |pouring |falling )?rain(?:ing|y|s|fall|storm|drops?)?(?: falling)?|drizzl(?:e|ing|y)|downpour|thunder ?storm|storm(?:y)?|showers",
        r"(?:下|大|小|细|暴|暴风|雷|阵|毛毛|倾盆大|瓢泼大|中)雨(?!伞|衣|靴|刷|鞋)|下着雨|雨天|雨水|雨滴|雨中|雨景|雨(?!伞|衣|靴|刷|林|鞋|棚)",
    ),
    rule(
        "fog",
        "full",
        r"fog(?:gy)?|mist(?:y)?|haz[ey]|(?:drifting )?smoke|smoky",
        r"(?:大|浓|薄|晨|迷)?雾(?:气|蒙蒙|霾)?|起雾|烟雾|云雾(?:缭绕)?|朦胧",
    ),
    rule(
        "autumn",
        "full",
        r"autumn(?:al|s)?(?: leaves| colou?rs?| foliage)*|fall (?:season|foliage|colou?rs?|leaves|scene)|in the fall|(?:falling|orange|red|maple) leaves",
        r"秋天|秋季|秋日|深秋|金秋|秋色|秋景|枫叶|落叶|红叶",
    ),
    rule(
        "spring",
        "approximate",
        r"spring(?:[ -]?time| season| scene)?|(?:cherry )?blossoms?(?: petals)?|(?:falling )?petals",
        r"春天|春季|春日|初春|春暖花开|樱花|花瓣|春色|春景",
        note="colours",
    ),
    rule(
        "sunny",
        "approximate",
        r"sunn(?:y|ier)|sun ?(?:shine|light|lit)|clear (?:blue )?(?:sky|skies|day|weather)|blue (?:sky|skies)|summer(?:y|time)?|(?:bright )?day ?(?:light|time)|noon",
        r"晴天|晴朗|大晴天|阳光(?:明媚|灿烂|普照|充足)?|艳阳(?:高照)?|天晴|晴空(?:万里)?|晴|蓝天(?:白云)?|夏天|夏季|夏日|白天|白昼|正午|中午|日光",
        note="sunny",
    ),
)

CAMERA: tuple[Rule, ...] = (
    rule(
        "orbit",
        "approximate",
        r"(?:counter[ -]?clockwise |anti[ -]?clockwise )(?:orbit(?:s|ing)?|circl(?:e|ing)|rotat(?:e|ing)|arc)(?: shot)?(?: around)?",
        r"逆时针(?:方向)?(?:环绕|绕着?|围绕|旋转)(?:拍摄)?",
        note="orbit",
        direction="left",
    ),
    rule(
        "orbit",
        "approximate",
        r"orbit(?:s|ing|al)?(?: shot)?(?: around)?|circl(?:e|es|ing) around|(?:rotat(?:e|es|ing)|mov(?:e|es|ing)|arc) around|arc shot|360(?:[ -]degree)?(?: shot)?|parallax",
        r"(?:顺时针(?:方向)?)?(?:环绕|绕着|围绕|绕)(?:着)?(?:拍摄)?|视差",
        note="orbit",
        direction="right",
    ),
    rule(
        "zoom",
        "full",
        r"zoom(?:s|ing)? out|pull(?:s|ing)? (?:back|out|away)|dolly(?:ing)? (?:out|back)|zoom[ -]out|move(?:s)? (?:back|away)",
        r"拉远|拉开|后拉|拉镜头|镜头(?:缓缓|慢慢|逐渐)?(?:拉[远开]?|后退)|缩小|向后拉?退?",
        direction="out",
    ),
    rule(
        "zoom",
        "full",
        r"(?:slow(?:ly)? )?(?:zoom(?:s|ing)?(?: in)?|push(?:es|ing)?[ -]in|dolly(?:ing)?(?: in)?|mov(?:e|es|ing) (?:in )?closer|clos(?:e|ing) in)|zoom[ -]in",
        r"推近|拉近|推镜头?|推进|推轨|放大|镜头(?:缓缓|慢慢|逐渐)?(?:推[近进]?|靠近)|向前推|靠近|变焦",
        direction="in",
    ),
    rule(
        "pan",
        "full",
        r"(?:pan(?:s|ning)?|truck(?:s|ing)?|slid(?:e|es|ing)|mov(?:e|es|ing))(?: slowly)?(?: (?:to|towards))?(?: the)? left(?:wards)?",
        r"(?:镜头)?(?:向|往|朝)左(?:侧|边)?(?:平?移动?|摇|横移)?|左(?:平?移|摇)",
        direction="left",
    ),
    rule(
        "pan",
        "full",
        r"(?:pan(?:s|ning)?|truck(?:s|ing)?|slid(?:e|es|ing)|mov(?:e|es|ing))(?: slowly)?(?: (?:to|towards))?(?: the)? right(?:wards)?|pan(?:s|ning)?(?: shot)?|tracking shot",
        r"(?:镜头)?(?:向|往|朝)右(?:侧|边)?(?:平?移动?|摇|横移)?|右(?:平?移|摇)|摇镜头?|平移|横移|摇摄",
        direction="right",
    ),
    rule(
        "crane",
        "approximate",
        r"crane(?:s)?(?: shot)? down|lower(?:s|ing)?|descend(?:s|ing)?|tilt(?:s|ing)? down|pan(?:s|ning)? down|mov(?:e|es|ing) down(?:wards?)?",
        r"(?:向|往|朝)?下(?:降|移|摇)|下降|降低|降镜头?",
        note="crane",
        direction="down",
    ),
    rule(
        "crane",
        "approximate",
        r"crane(?:s)?(?: shot)?(?: up)?|boom(?:s)? up|ris(?:e|es|ing)(?: up)?|tilt(?:s|ing)?(?: up)?|pan(?:s|ning)? up|mov(?:e|es|ing) up(?:wards?)?|(?:bird'?s[ -]eye|overhead|high[ -]angle|top[ -]down|aerial|drone)(?: (?:view|shot|angle))?|look(?:s|ing)? down",
        r"(?:向|往|朝)?上(?:升|移|摇|抬高?)|抬高|升高|上升|升镜头?|摇臂|俯视|俯拍|俯瞰|航拍|高角度|(?:向|往|朝)下(?:俯视|俯拍|看)",
        note="crane",
        direction="up",
    ),
    rule(
        "handheld",
        "full",
        r"hand[ -]?held|shak(?:y|ing|es?)(?: (?:cam|camera))?|camera shake",
        r"手持(?:拍摄|镜头|感)?|晃动|抖动",
    ),
)

ALL: tuple[Rule, ...] = STYLES + CAMERA + LIGHTS + WEATHER
"""In the order in which they are tried: what one rule has taken, the next no longer sees."""
