"""Places: the words for every scene that can be drawn behind a person."""
# ruff: noqa: E501  -- a pattern reads best whole

from engine.emulator.draft.language.rule import Rule, rule

SCENES: tuple[Rule, ...] = (
    rule(
        "gym",
        "approximate",
        r"gym(?:nasium)?|yoga studio|crossfit box|fitness (?:center|centre|club|studio|room)|weight room",
        r"(?:健身|瑜伽|拳击)(?:房|室|馆)|健身中心|体育馆",
    ),
    rule(
        "stage",
        "approximate",
        r"(?:concert |award(?:s)? |theat(?:er|re) )?stage|awards? (?:ceremony|show|gala)|red carpet|concert(?: hall)?|spotlights?|theat(?:er|re)|auditorium",
        r"(?:演唱会|演出|音乐节|剧场)?舞台|发布会(?:现场)?|秀场|T台|颁奖(?:典礼|现场|台|礼)?|演唱会(?:现场)?|红毯|剧院|剧场|晚会|音乐会|领奖台",
    ),
    rule(
        "library",
        "approximate",
        r"(?:university |old |public )?library|bookstacks?|(?:book ?shelves|book ?shelf)(?: wall)?|book ?case|book(?:shelf|case)? walls?|wall of books|book ?(?:shop|store)|study(?: room)?",
        r"图书馆|书屋|书墙|藏书室|书房|书店|书架|阅览室",
    ),
    rule(
        "office",
        "approximate",
        r"(?:open[ -]plan |corporate |home |glass )*office(?: building| room| space| lobby)?|boardroom|cubicles?|meeting room|conference room|co-?working space|news ?room|classroom|workplace",
        r"(?:开放式)?办公(?:室|区|空间)|联合办公|会议厅|格子间|办公楼|会议室|写字楼|教室|工位|演播室",
    ),
    rule(
        "studio",
        "full",
        r"(?:photo(?:graphy)? |portrait |photographer's )studio|studio(?: backdrop| background)?|seamless paper",
        r"摄影棚|影棚|工作室|棚拍",
    ),
    rule(
        "room",
        "approximate",
        r"living ?room|bed ?room|apartment|loft|room|interior|home|house|kitchen|caf[eé]|coffee ?(?:shop|house|bar)|tea ?house|bistro|diner|balcony|hotel (?:room|lobby)|lobby|restaurant|hotel|bar|lounge|indoors",
        r"客厅|起居室|卧室|房间|室内|公寓|家里|家中|家居|咖啡(?:馆|厅|店|屋)|居酒屋|民宿|阳台|书吧|茶馆|茶室|餐厅|酒店|厨房|酒吧|屋内",
    ),
    rule(
        "snowfield",
        "approximate",
        r"snow(?:y|-covered)? (?:field|mountains?(?: peaks?| range| tops?)?|peaks?|alps|plain|landscape|valley|forest|scene|village|hill)s?|snowfields?|ski (?:slope|resort)s?|arctic|antarctica|north pole|glaciers?|tundra|winter (?:field|forest|landscape|wonderland|scene)",
        r"雪山(?:脚下?)?|雪地|雪原|雪场|滑雪场|北极|南极|冰川|冰原|雪林|冰天雪地|雪景",
    ),
    rule(
        "beach",
        "approximate",
        r"(?:tropical |sandy |sunny |white[ -]sand )*beach(?:es)?|seafront|pier|poolside|sea ?(?:side|shore)|coast(?:line)?|ocean(?:front)?|sea|shore(?:line)?|tropical island|island|maldives|hawaii",
        r"(?:热带|阳光|金色|白色)?(?:海滩|沙滩)|椰林|海面|海上|码头|海边|海岸|大海|海洋|海岛|海景|岛屿|马尔代夫|三亚|(?<![花云星人林脑竹])海(?![底豚报军盗鲜绵关拔外马洋])",
    ),
    rule(
        "neon",
        "approximate",
        r"(?:neon|cyberpunk)[ -]?(?:lit |soaked |drenched )?(?:city|street|alley|town|tokyo|skyline|road|district)(?: streets?| alleys?| skyline| district| crossing| at night)*|neon(?: lights)?|(?:tokyo|shibuya|shinjuku)(?: (?:street|crossing|alley)s?)?|times square|hong kong|night ?club",
        r"(?:霓虹|(?:东京|涩谷|新宿|香港|上海|重庆|纽约)的?(?:涩谷|新宿|旺角|外滩|街头)?的?(?:夜晚|夜间|霓虹|雨夜|深夜)|赛博朋克)(?:的|闪烁的|灯)*(?:城市|街道|街头|都市|东京|香港|街)(?:街道|街头|夜景)?|(?:东京|香港|上海|外滩)(?:的)?夜景|时[代报]广场|霓虹灯?(?:街|街头|街道)?|夜店|赛博朋克(?:城市|都市|街道)?|夜市",
    ),
    rule(
        "street",
        "approximate",
        r"(?:city|urban|busy|new york|paris|london)(?: streets?| skyline| center| centre| downtown| road)?|streets?|downtown|skyline|avenue|manhattan|road|alley|metropolis|town",
        r"(?:繁华|现代)?的?城市(?:街道|街头|天际线|街景|高楼|夜景)?|步行街|商业街|老街|胡同|弄堂|巷子|CBD|cbd|高楼大厦|摩天大楼|街道|街头|马路|大街|都市|市中心|纽约|巴黎|伦敦|上海|天际线|小巷|街|广场",
    ),
    rule(
        "space",
        "approximate",
        r"(?:outer |deep )?space|space station|stars|starry sky|galax(?:y|ies)|universe|cosmos|nebula|moon(?: surface)?|mars|planets?|night sky|milky way",
        r"(?:外)?太空|空间站|宇宙|星空|银河|星系|外太空|星云|月球|火星|星球|星海",
    ),
    rule("desert", "approximate", r"deserts?|sand ?dunes?|dunes?|sahara|wasteland", r"沙漠|戈壁|沙丘|撒哈拉|荒漠|大漠"),
    rule(
        "mountains",
        "approximate",
        r"(?:alpine |mountain )?lake|mountains?(?: lakes?| range| peaks?| tops?| valley| backdrop)?|alps|waterfall|mountain (?:range|peak|top|lake|valley)s?|peaks?|hills?|valley|canyon|himalayas?|lake(?:side)?|cliffs?",
        r"(?:高|远|青|大)山|山川|湖光山色|山脚下?|悬崖|瀑布|山脉|群山|山顶|山谷|山峰|阿尔卑斯|峡谷|湖边|湖畔|湖泊|山里|山间|山水|山|湖",
    ),
    rule(
        "garden",
        "approximate",
        r"gardens?|flower (?:field|meadow|garden)s?|meadow|grass(?:land|y field)?|field|lawn|lavender|farm|countryside|prairie|sunflowers?",
        r"花园|樱花(?:树下?|树林|园|林|大道)|花丛|花圃|郁金香|向日葵|玫瑰园|花海|花田|草地|大?草原|牧场|牧草地|草坪|田野|薰衣草|乡村|农场|园林|庭院|后院|麦田|油菜花",
    ),
    rule(
        "forest",
        "approximate",
        r"(?:dense |lush |pine |misty |bamboo |tropical |deep |enchanted )*forests?|woods|woodland|jungle|rain ?forest|park|trees|bamboo|grove|nature|outdoors",
        r"(?:原始|热带|迷雾|竹)?森林|林子|山林|树林|丛林|竹林|热带雨林|雨林|公园|林间|树丛|大自然|户外|林中",
    ),
    rule("sky", "approximate", r"(?:blue )?sk(?:y|ies)|clouds?|heaven", r"天空|蓝天(?:白云)?|云端|云海|云层|天堂|白云"),
    rule(
        "party",
        "approximate",
        r"(?:birthday )?party|bokeh(?: lights)?|fairy lights|christmas(?: lights)?|celebration|festival|lights",
        r"派对|聚会|圣诞(?:节)?|光斑|彩灯|节日|庆典|灯光",
    ),
)

COLOURS: tuple[tuple[str, str, str, tuple[int, int, int]], ...] = (
    (
        "green",
        r"(?:chroma[ -]?(?:key )?|bright |solid |plain )?green(?: ?screen)?",
        r"绿幕|纯?绿色?|绿布",
        (64, 177, 0),
    ),
    (
        "blue",
        r"(?:navy |dark |light |pale |sky |solid |plain |baby )?blue(?: ?screen)?",
        r"蓝幕|(?:纯|深|浅|天|湖|宝石)?蓝色?|蔚蓝",
        (176, 92, 30),
    ),
    ("white", r"(?:pure |plain |solid |clean )?white|blank|empty", r"纯?白色?|空白", (244, 244, 244)),
    ("black", r"(?:pure |solid )?black", r"纯?黑色?", (14, 14, 14)),
    (
        "grey",
        r"(?:light |dark |neutral )?gr[ae]y",
        r"(?:纯|浅|深|高级|中性)?灰色?",
        (126, 126, 126),
    ),
    ("red", r"red|crimson", r"(?:纯|大|中国)?红色?", (44, 36, 190)),
    ("yellow", r"yellow|golden|gold", r"(?:纯|明|浅)?黄色?|金色", (50, 190, 236)),
    ("pink", r"pink|rose", r"(?:纯|浅|淡)?粉红?色?|玫瑰色", (186, 160, 244)),
    ("purple", r"purple|violet|lavender", r"(?:纯|浅|淡|深)?紫色?", (150, 60, 120)),
    ("orange", r"orange", r"(?:纯|亮)?[橙橘]色?", (40, 128, 240)),
    ("beige", r"beige|cream|brown|tan", r"米色|奶油色|棕色|咖啡色", (188, 212, 228)),
    ("teal", r"teal|cyan|turquoise", r"青色?", (150, 140, 30)),
    ("black", r"dark", "", (14, 14, 14)),
    ("grey", r"plain|solid(?: colou?r)?|simple", r"纯色|单色|简约", (126, 126, 126)),
)
"""Plain backdrops: name, English, Chinese, and the colour as blue, green, red; words that name none come last."""
