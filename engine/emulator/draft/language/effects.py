"""Effects: the words for every look, light, season and weather that a draft can perform."""
# ruff: noqa: E501  -- a pattern reads best whole

from engine.emulator.draft.language.dials import DIALS
from engine.emulator.draft.language.moves import CAMERA
from engine.emulator.draft.language.rule import Rule, rule

STYLES: tuple[Rule, ...] = (
    rule(
        "pixel",
        "full",
        r"(?:8|16)[ -]?bits?(?: (?:pixel|game|art|graphics))*|pixel(?:[ -]?art|ated?|ation|s|i[sz]ed?|led)?|(?:retro|vintage|classic|old[ -]school|old|(?:19)?[789]0s) (?:video[ -]?|arcade |computer |console )?(?:games?|consoles?)|mosaic|(?:nes|snes|game ?boy|arcade|pico-8) (?:games?|graphics|style)|game ?boy|nintendo|sega|pixels",
        r"(?:8|16|八|十六)[ -]?(?:bit|位)|像素(?:画(?!面)|化|艺术|游戏)?|(?:复古|怀旧|老式)(?:电子)?游戏|红白机|任天堂|马赛克|街机(?:游戏)?|像素块",
    ),
    rule(
        "ink",
        "full",
        r"(?:(?:traditional )?chinese |japanese )?ink[ -]?wash(?: paintings?)?|(?:chinese |japanese )?ink (?:painting|brush|drawing)s?|sumi[ -]?e|(?:in |with )?(?:black |chinese |indian? |japanese )?inks?(?: and wash)? on (?:rice |white |xuan )?paper|(?:chinese |japanese )?brush[ -]paintings?|inky(?: chinese| japanese)?|shan ?shui|guohua|(?:traditional )?chinese painting",
        r"(?:国风|中国风|古风|写意|中式|传统)?的?水墨(?:丹青|山水|画(?!面|风(?!格))|风(?!格))?|国画|丹青|工笔画?|中国画|泼墨|墨笔画",
    ),
    rule(
        "watercolor",
        "full",
        r"water[ -]?colou?r(?:ed|s|ist|y)?(?: paintings?)?|aquarelle|gouache",
        r"(?:透明|手绘|清新)?水彩(?:画(?!面))?|水粉(?:画(?!面))?",
    ),
    rule(
        "clay",
        "full",
        r"clay(?:mation)?|plasticine|play[ -]?doh|(?:clay )?stop[ -]?motion(?: clay)?|aardman|modell?ing clay|stop[ -]?frame(?: animation)?|wallace (?:and|&) gromit",
        r"[黏粘]土(?:定格)?(?:动画|人偶|小人|世界)?|橡皮泥|泥塑|定格(?:动画|风格?|摄影|黏土|粘土)|软陶|陶泥|超轻粘土",
    ),
    rule(
        "knit",
        "full",
        r"knit(?:ted|ting|wear)?|wool(?:l?en|y)?|yarn|crochet(?:ed)?|felt(?:ed)?|needlework",
        r"毛线(?:编织|钩织)?|钩织|毛衣编织|针织|羊毛毡?|毛毡(?:玩偶)?|编织|钩针|毛绒",
    ),
    rule("brick", "full", r"lego(?: bricks?)?|(?:toy|building) bricks?|brick[ -]built", r"乐高(?:积木)?|积木"),
    rule(
        "oil",
        "full",
        r"oil[ -]?paint(?:ing|ed|s)?|oil on canvas|(?:thick |heavy )*oil impasto|oils|(?<=in )oil(?! and)|impasto",
        r"(?:古典|欧式|厚涂)?油画(?:棒)?|油彩|厚涂",
    ),
    rule(
        "oil",
        "approximate",
        r"impressionis[mt](?:ic)?(?: oil)?|van gogh(?:'s)?|monet(?:'s)?|post-impressionis[mt]",
        r"印象派|梵高|莫奈|星空油画",
        note="painter",
    ),
    rule(
        "sketch",
        "full",
        r"(?:pencil|graphite|charcoal|hand[ -]drawn)(?:[ -](?:sketch(?:es)?|drawings?|art|lines?))?(?![ -](?:2d )?(?:anim|cartoon|water|manga|comic))|sketch(?:ed|es|y)?|line[ -](?:art|drawings?)",
        r"(?:铅笔|炭笔|钢笔)(?:素描|画|手绘|线稿|稿)?|素描|速写|手绘线稿|线稿|线描|炭笔|铅笔稿|手绘(?!(?:风格?|的|感)?(?:动画|动漫|卡通|漫画|水彩|油画))",
    ),
    rule(
        "anime",
        "approximate",
        r"(?:japanese )?(?:anime|manga|animef(?:y|ied))|(?:studio )?ghibli|(?:hayao )?miyazaki|japanese (?:animation|cartoon)s?|(?:makoto )?shinkai|spirited away",
        r"(?:日系|日本|日式)?(?:手绘)?的?(?:动漫|二次元|日漫|番剧)|(?:吉卜力|宫崎骏|新海诚)(?:工作室)?|(?:日系|日本|日式)(?:手绘)?(?:动画|漫画)|日漫",
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
        r"cartoon(?:ish|s|y|i[sz]e|ify|i[sz]ed)?|comics?(?:[ -]book)?|animated|animation|toon|cel[ -]shad(?:ed|ing)|cel animation|disney|graphic novels?|caricature|pop[ -]art",
        r"卡通(?:画|动画)?|动画|漫画|美漫|迪士尼|赛璐[璐珞]|波普|卡漫|手绘动画",
        note="cartoon",
    ),
)

LIGHTS: tuple[Rule, ...] = (
    rule(
        "cyberpunk",
        "approximate",
        r"cyber[ -]?punk|neon(?: lights?| lighting| glow| colou?rs?| style)*|synthwave|vapou?rwave|blade ?runner|neon[ -](?:noir|soaked|lit|drenched)",
        r"赛博(?:朋克|都市|风)?感?|霓虹(?:灯光?|光影?|色)?|蒸汽波|银翼杀手",
        note="colours",
    ),
    rule(
        "sunset",
        "full",
        r"(?:(?:pink|orange|red|golden|purple|crimson) )*sun ?sets?|sun ?down|golden[ -]hour|late evening(?: light| sun)?|(?:sun|light) (?:low|setting|dipping) (?:on|over|at|near|behind|below) the horizon|magic hour|dusk|twilight|sun ?rise|dawn|day ?break|(?:setting|low|rising) sun|early[ -]morning (?:sun)?light|(?:late afternoon|evening) (?:sun|light)(?:light)?",
        r"日落(?:时分)?|夕阳(?:西下)?|夕照|落霞|暮色|薄暮|晨曦|晨光|拂晓|清晨(?:的)?(?:阳光|光线|光照)|黄昏|傍晚|落日(?:余晖)?|晚霞|日出|黎明|朝霞|朝阳|金色时刻|黄金时[刻段]|魔幻时刻",
    ),
    rule(
        "night",
        "full",
        r"nights?(?:[ -]?time|fall| scenes?| sky)?|(?:dead of|late at|at) night|midnight|after dark|moon ?lit|moon ?light|day[ -](?:for|to)[ -]night",
        r"大?晚上|夜晚|夜间|黑夜|深夜|半夜|三更|月色|月下|天黑|午夜|夜景|夜色|夜里|晚上|月光|月夜|入夜|夜幕(?:降临)?|夜空|夜",
    ),
    rule(
        "warm",
        "full",
        r"warm(?:s|ed)? (?:it |things )?up|warm(?:er|th|ly)?(?:[ -](?:colou?rs?|tones?|light(?:ing)?|hues?|glow|palette|grade|filter|yellow|orange|temperature))*|(?:candle|fire|lamp)[ -]?(?:light|lit)|amber(?: tones?)?|golden (?:tones?|light|glow|hue)",
        r"暖(?:色|色调|色系|光|调|黄色?|橙色?|色温)|暖和|暖黄|暖阳|暖意|烛光|炉火|金黄色?的?光线?|暖一些|暖一点|暖些|暖点|偏暖|更暖|温暖(?!的\x00+(?:质感|感|$))|暖洋洋|(?<![春温])暖",
    ),
    rule(
        "cool",
        "full",
        r"cool(?:s|ed)? (?:it |things )?(?:down|off)(?: (?:the )?(?:colou?r temperature|colou?rs?|tones?|white balance|image|picture|footage|shot|grade|light(?:ing)?))?|(?:cool|cold)(?:er)?[ -](?:blue |bluish )?(?:colou?rs?|tones?|light(?:ing)?|hues?|palette|grade|filter|temperature|blue)(?: palette| tones?| light)?|(?:cool|cold|chilly|icy)(?:er)? (?:blue )?(?:mood|look|feel|feeling|atmosphere|vibe|image|picture|style)|cooler|colder|(?<=it )(?:cool|cold)(?= *(?:$|[,.]|and|please))|(?<=everything )(?:cool|cold)(?= *(?:$|[,.]|and|please))|bluish|bluer(?: tones?)?|(?<=light )(?:cool|cold)(?![a-z])|(?<=lighting )(?:cool|cold)(?![a-z])|(?:icy|steel|cold|cool|moody|pale|dark|deep|midnight|navy|slate)[ -]blue(?:[ -](?:mood|tones?|tint|light|cast|grade|hues?|palette))*|cold[ -]toned|cool[ -]toned|^[ ,]*cool[ ,]*$|cool(?= (?:and|or|with) (?:blu|crisp|cold))|blue[ -](?:tone|tint|hue|light|filter|grade|cast|mood|palette|wash)(?:s|d)?(?: light)?",
        r"(?:多|加|带)(?:一?[点些])(?:蓝|冷)色?调?|偏?冷蓝色?|冷(?:色|色调|色系|光|调|蓝色?|色温)|变冷|冷一些|冷一点|冷些|冷点|偏冷|更冷|清冷|冷峻|偏冷?蓝紫?色?|蓝紫(?:色调|色)?|蓝调|冰蓝色?|(?:淡|深|幽|青|暗|冷|灰)*蓝色?(?:色?调|的?光线?|的?滤镜|的?冷光)",
    ),
    rule(
        "blackwhite",
        "full",
        r"(?:kill|drain|strip|remove|lose|drop|suck|take)(?: out| away| off)?(?: all)?(?: of)?(?: the)? colou?rs?(?: out)?(?! of| grad)|black[ -](?:and|&|n)[ -]white|b ?[&/] ?w|mono(?:chrome|chromatic)|gr[ae]y ?scale|(?:film )?noir",
        r"黑白(?:电影|照片|画面|影像|老?片|默片|色调|色)?|黑白|灰度|单色|去色",
    ),
    rule(
        "sepia",
        "full",
        r"(?:(?:that|which) )?(?:has |have |had )?(?:faded|aged|yellowed) (?:over time|with age|over the years)|sepia|(?:(?:super[ -])?(?:8|16)[ -]?mm|(?:(?:retro|vintage|old|classic) )*(?:the )?(?:19)?[2-9]0'?s)(?: home)? (?:film|movie|photo(?:graph)?|video|vhs|cinema|footage|television|tv|camcorder)s?(?: (?:look|style|feel|effect|grain|scratches))*|(?:vintage|retro|old|antique|aged)(?: home)? (?:film|movie|photo(?:graph)?|video|vhs|cinema|footage)s?(?: stock| reel)?(?: (?:look|style|feel|effect|grain|scratches))*|home (?:movie|video)s?|(?:film|celluloid) (?:scratches|grain and scratches)|vintage|retro|nostalgi[ac]c?|vhs|old[ -](?:fashioned|time|film|movie|photo(?:graph)?)s?|faded|super[ -]8|(?:shot|filmed|made|recorded) (?:back )?in the (?:19)?[2-8]0s|1920s|(?:vintage |old )?postcard|sun ?faded|silent (?:film|movie)s?|daguerreotype|(?:film |dust and |dust, |fine )*scratch(?:es|ed)",
        r"[二三四五六七八九]十年代的?(?:胶片|电影|录像|照片|影像|老片)|(?:复古|怀旧|老旧?|旧)的?(?:电影|胶片|胶卷|录像带?|照片|相片)+(?:质感|感|颗粒|风格|风(?!格))*|(?:老式|复古|怀旧|家用)*(?:dv|vhs|录像机|录像带|摄录机)(?:录像带?|摄像机|机|画面|带)*|复古(?:风(?!格)|感)?|怀旧(?:风(?!格)|感)?|老照片|老电影(?:胶片)?|旧照片|旧电影|泛黄|褪色|做旧|年代感|老式|划痕",
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
        r"cinematic(?:ally)?|like (?:it's |it is |it was )?(?:from |in )?an? (?:hollywood |big[ -]budget |feature |real |proper |expensive )*(?:movie|film|feature|blockbuster)(?! noir)|(?:letter ?box|black|cinema|widescreen) bars|(?:film|movie|cinema|hollywood)(?:[ -](?:look|style|like|quality|feel|grade|grading|graded|colou?rs?|tone|lighting|mood))+|filmic|(?:summer |hollywood )*blockbuster|teal[ -](?:and|&)[ -]orange|letter[ -]?box(?:ed|ing)?|widescreen|anamorphic|movie trailer",
        r"(?:电影|影院|胶片|大片)的?(?:感(?!觉)|感觉|级|质感|风格|色调|风|画质|调色|化|般|氛围|画面|光影|镜头感)+|宽银幕|好莱坞(?:大片|电影|级)*|大片(?=一样|那样|似的|般)|青橙|(?:上下)?(?:黑边|遮幅)",
    ),
    rule(
        "muted",
        "full",
        r"(?:de-?saturat(?:e|ed|ion)|under-?saturated|muted(?: (?:colou?rs?|tones?|palette))?|washed[ -]out(?: colou?rs?)?|(?:less|lower|reduced?) (?:the )?(?:colou?r )?saturat(?:ion|ed)|less colou?rful|ton(?:e|ed|ing) down (?:the )?colou?rs?|dial (?:back|down) (?:the )?colou?rs?|(?:lower|reduce|decrease|drop|turn down|dial down|pull down)s? (?:the )?(?:colou?r )?saturation)",
        r"(?:低|降低|减少|减弱|降)(?:一点|一些|画面|色彩|颜色|整体)*的?饱和度?|饱和度?(?:再)?(?:调|降|变|压)?(?:低|减)一?[点些下]?|莫兰迪(?:色系?|色调|配色)?|(?:颜色|色彩|饱和度)(?:压|收|降)(?:低|一)?一?[点些下]|去饱和|(?:颜色|色彩)(?:再)?(?:调|变)?(?:淡|素)一?[点些]|^(?:再|稍微|调)*(?:淡|素)一?[点些]$|灰调|低饱和|性?冷淡(?:风|色调)?",
    ),
    rule(
        "vivid",
        "full",
        r"(?:more |very |super |highly )?(?:vivid|vibrant|saturated|colou?rful(?! (?:leaves|foliage|autumn|fall|flowers|lights|blossoms|petals|trees)))(?: colou?rs?)?|vibrance|saturation|(?:pump|punch|liven|amp|crank)s? up (?:the )?(?:colou?rs?|saturation)|(?:make )?(?:the )?colou?rs? pop(?:ping)?|punch(?:y|ier) colou?rs?|colou?rs? punchier|technicolou?r|(?:bring|breathe|put|add|inject|give)s? (?:some |more |a bit of |a little |a touch of |new )*(?:life|pop|punch|energy|vibrancy|zing)(?: back)?(?: (?:in)?to (?:it|them|the colou?rs|the (?:picture|image|footage|shot)))?",
        r"鲜艳|鲜亮|鲜明|(?:高|提高|加强|增加)?饱和度?(?:提高|调高|拉高|高)?一?[点些]?|浓郁|艳丽|(?:色彩|颜色)[更再]?(?:丰富|浓郁?|饱满)",
    ),
    rule(
        "darken",
        "full",
        r"dark(?:er|en)(?:ed|s)?|turn(?:s|ed)? (?:the )?lights? down|dim(?:mer|med)?|under-?exposed?|(?:lower|reduce|decrease|drop)s? (?:the )?(?:brightness|exposure)|(?:bring|take|pull|turn|dial)s? (?:down )?(?:the )?(?:brightness|exposure)(?: levels?)?(?: down)?",
        r"变暗|调暗|更暗|偏暗|暗一[点些]|暗[些点]|压暗|昏暗|阴暗|(?:降低|减少|压低)(?:画面|整体|一点)*的?(?:亮度|曝光)|(?:亮度|曝光)(?:调|降)?低一?[点些]?",
    ),
    rule(
        "brighten",
        "full",
        r"(?:bright|light)(?:er|en)(?:ed|s)?(?: up)?|high[ -]key|(?:(?:lift|raise|boost|more|bump up|pump up|crank up) (?:the )?|(?:bring|push|turn) up (?:the )?)(?:exposure|brightness)|(?:bring|push|turn)s? (?:the )?(?:exposure|brightness) up|increase (?:the )?(?:brightness|exposure)",
        r"变亮|调亮|更亮|亮一[点些]|亮[些点]|亮堂|提亮|(?:亮度|曝光)(?:调|提|拉)?高一?[点些]?|(?:亮度|曝光)提[升高]|明亮一?些?|(?:提高|增加|增强)亮度",
    ),
)

WEATHER: tuple[Rule, ...] = (
    rule(
        "winter",
        "full",
        r"(?:deep |harsh |cold |dead of |depths of |bleak )*(?:mid-?)?winter(?:s|y|time| wonderland| landscape| scene)*|snow[ -]?(?:covered|scape)|snowy (?:winter|landscape|scene)|snow (?:on|all over|covering|blanketing) (?:the )?(?:ground|everything|roofs|rooftops|trees)|(?:under )?(?:an? )?(?:thick |heavy )*blanket of snow|blankets? (?:everything|the [a-z]+(?: [a-z]+)?|it all) (?:in|with) snow|(?:blanketed|covered|buried) (?:in|with|by) snow|frost(?:y|ed)?|frozen|icy",
        r"(?:白雪皑皑|冰天雪地|银装素裹|积雪|雪景|冰雪|寒冬(?:腊月)?|腊月|深冬|初冬|入冬|隆冬|严冬|冰封|下过雪|雪后|冬天|冬季|冬日|冬景|雪国|雪地)",
    ),
    rule(
        "snow",
        "full",
        r"(?:falling |heavy |light |gentle )?snow(?:ing|fall|flakes?|y|s|storm)?(?: falling)?|snow (?:flurries|shower)s?|flurries|blizzard",
        r"(?:下|飘)着(?:大|小)?雪花?|(?:下|飘|大|小|暴风|暴|鹅毛大?)雪花?(?:天气?)?(?!人|橇|糕)|雪花|飘雪|雪天|落雪|雪(?!山|原|场|林|人|橇|糕|球|茄|碧|狼|豹|貂)",
    ),
    rule(
        "rain",
        "full",
        r"(?:heavy |light |pouring |falling )?rain(?:ing|y|s|fall|storm|drops?)?(?: falling)?|(?:light |soft )?drizzl(?:e|ing|y)|downpour|thunder ?storm|storm(?:y)?|(?:rain )?showers|wet weather",
        r"(?:下|大|小|细|暴|暴风|雷|雷阵|阵|毛毛|毛毛细|蒙蒙细|绵绵细|春|秋|倾盆大|瓢泼大|中)雨(?!伞|衣|靴|刷|鞋)|下着雨|雨天|雨丝|雨水|雨滴|雨中|雨景|雨(?!伞|衣|靴|刷|林|鞋|棚)",
    ),
    rule(
        "fog",
        "full",
        r"(?:dense |thick |light |heavy |soft |low[ -]lying )?(?:fog|mist)(?:gy|y)?(?: (?:bank|layer)s?)?|haz[ey]|(?:drifting )?smoke|smoky",
        r"(?:大|浓|薄|晨|迷|轻|团|白)?雾(?:气|蒙蒙|霾|茫茫|濛濛)?|霾|起雾|烟雨|烟霭|烟雾|云雾(?:缭绕)?|朦胧",
    ),
    rule(
        "autumn",
        "full",
        r"(?:late |early |deep )?autumn(?:al|s)?(?: leaves| colou?rs?| foliage| tones?)*|fall (?:season|foliage|colou?rs?|leaves|scene|vibes?|mood|day|look|palette|atmosphere)|in the fall|(?:(?<=to )|(?<=into )|(?<=it )|(?<=it's )|(?<=season )|(?<=is )|(?<=be )|(?<=like )|(?<=in ))fall(?= *(?:$|[,.;!]|please|time|instead))|fall ?time|(?:golden|colou?rful|turn it into|peak|late|early) fall|(?:(?:falling|fallen|orange|red|golden|gold|yellow|maple|amber|rust|brown|dry|crimson)(?:,| and)? *)+(?:leaves|foliage)|october",
        r"(?:金色的?)?秋天|秋季|秋日|深秋|晚秋|初秋|金秋|秋意|秋风|入秋|秋高气爽|银杏叶?(?:纷纷)?(?:飘?落)?|枫树|枫林|(?:金黄|枯黄|火红|金色|满地|漫天|飘)的?(?:树|落|枫)?叶(?:子)?|秋色|秋景|枫叶|落叶|红叶|(?:树叶|叶子)(?:变得?)?(?:都|全)?(?:金黄|枯黄|火红|变黄|变红|泛黄)",
    ),
    rule(
        "spring",
        "approximate",
        r"(?:early |late )?spring(?:[ -]?time| season| scene| day)?|(?:cherry |sakura |peach )?blossoms?(?: petals)?|sakura|(?:cherry )?blossom(?:ing)? trees?|(?:falling )?petals",
        r"春天|春季|春日|初春|阳春|春意(?:盎然)?|春暖花开|百花(?:盛开|齐放)|(?:桃|樱|梨)?花瓣(?:雨)?|(?:桃|樱|梨)花瓣?|春色|春景",
        note="colours",
    ),
    rule(
        "sunny",
        "approximate",
        r"sunn(?:y|ier)|sun[ -]?(?:drenched|soaked|kissed)|sun ?(?:shine|light|lit)|clear (?:blue )?(?:sky|skies|day|weather)|blue (?:sky|skies)|summer(?:y|time)?|(?:bright )?day ?(?:light|time)|mid ?day(?: sun| light)?|noon(?: sun| light)?|(?:bright|broad) day(?:light)?|midsummer",
        r"晴天|晴朗|大晴天|阳光(?:明媚|灿烂|普照|充足)?|艳阳(?:高照)?|天晴|晴空(?:万里)?|晴|(?:万里)?(?:蓝天(?:白云)?|无云)|大太阳|太阳|烈日|骄阳|盛夏|初夏|炎夏|夏天|夏季|夏日|白天|白昼|正午|中午|日光",
        note="sunny",
    ),
)

ALL: tuple[Rule, ...] = STYLES + DIALS + CAMERA + LIGHTS + WEATHER
"""In the order in which they are tried: what one rule has taken, the next no longer sees."""
