"""Moves: the words for every camera move that a draft can perform, and for the way that it goes.

A zoom, a pan, a tilt and a crane are told their way by their own words; an orbit by words anywhere in its clause.
"""
# ruff: noqa: E501  -- a pattern reads best whole

from engine.emulator.draft.language.rule import Rule, rule

_BY = r"(?: (?:the |our |your |a )?(?:camera|shot|view|lens)| (?:slowly|gently|smoothly|steadily|softly|slightly|quickly|rapidly|fast|all the way))*"
"""What may stand between a move and its way: what is moved, and how."""
_AIMED = r"(?: (?:to|towards?))?(?: the)?"
_SIDEWAYS = r"(?:pan|truck|track|slid|mov|drift|glid|swing|sweep)(?:s|e|es|ing|ning)?"
_GO = r"(?:缓慢|慢慢|缓缓|快速|迅速|平稳|稳稳|匀速|平滑|顺滑|丝滑|轻轻|缓|地|的)*(?!\x00)(?:平移|横移|横摇|摇镜头?|摇过去|摇|移过去|移动|平?移|滑动|滑过去|滑|扫过|转动)?"
_RISE = r"(?:缓缓|慢慢|逐渐|缓慢|地)*"

CAMERA: tuple[Rule, ...] = (
    rule(
        "orbit",
        "approximate",
        rf"orbit(?:s|ing|al)?{_BY}(?: around)?|circ(?:le|les|ling){_BY}(?=(?: (?:counter-?|anti-?)?clockwise| (?:to the )?(?:left|right))* (?:the|him|her|them|around|our|my))|half[ -](?:circle|turn|orbit)(?: around)?|(?:full |slow )?(?:circular|arcing) (?:move|shot|track)|circl(?:e|es|ing) around|(?:fl(?:y|ies|ying)|travel(?:s|ing)?|walk(?:s|ing)?|sweep(?:s|ing)?|glid(?:e|es|ing)) around|(?:rotat(?:e|es|ing)|mov(?:e|es|ing)|arcs?|go|goes|swings?){_BY}(?:(?= (?:to the )?(?:left|right) around)| around)|(?:(?:counter|anti)[ -]?)?(?<=clockwise )(?:rotat(?:e|es|ing)|arc)|arc shot|360(?:[ -]degree)?(?: shot)?|parallax",
        r"(?:环绕|绕着|围绕|围着|(?<!缭)绕|转圈)(?:着)?(?:[^,]{0,6}?(?:转|旋转|走)?(?:一?半|一|整)(?:圈|周))?(?:拍摄|运镜|镜头)?|(?<=时针)(?:方向)?旋转(?:拍摄)?|视差",
        note="orbit",
        way="clockwise",
    ),
    rule(
        "zoom",
        "full",
        rf"(?:zoom(?:s|ing)?|track(?:s|ing)?){_BY} (?:out|back)|pull(?:s|ing)?{_BY} (?:back|out|away)|(?:dolly(?:ing)?|eas(?:e|es|ing)){_BY} (?:out|back)|zoom[ -]out|mov(?:e|es|ing){_BY} (?:back|away|further away|farther away)|(?:reveal|widen)(?:s|ing)? (?:the )?(?:wide |whole |entire )?(?:shot|scene|frame)|pull[ -](?:back|out)|(?<=camera )(?:slowly |gently )?back(?:s|ing)?(?: slowly| gently)? (?:away|off|up)",
        r"拉(?:到|成|出|回)?[全远]景|由近[及到至]远|从近[到至]远|拉远|拉开|拉出|后拉|拉镜头|镜头(?:缓缓|慢慢|逐渐|缓慢|徐徐|轻轻)?[往向]?(?:拉[远开]?|后退|后移|退后|退远|远离)|缩小|[向往朝]后拉?退?",
        way="out",
    ),
    rule(
        "zoom",
        "full",
        rf"(?:slow(?:ly)? |gentle |smooth )?(?:(?:zoom|push|dolly|track|creep|inch)(?:s|es|ing)?{_BY} (?:in|into|forward|towards?)|zoom(?:s|ing)?(?: in)?|push(?:es|ing)?[ -]in|dolly(?:ing)?(?: in)?|(?:mov(?:e|es|ing)|bring(?:s|ing)?|get(?:s|ting)?|com(?:e|es|ing)){_BY} (?:in )?closer|clos(?:e|ing) in)|zoom[ -]in",
        r"(?:由远[及到至]近|从远[到至]近)(?:地)?(?:慢慢|缓缓|逐渐)?(?:推进|推近|推|拉近|靠近)?|推近|推到|推向|推上去|拉近|推镜头?|推进|推轨|(?<![\u4e00-\u9fff缓])慢推|缓推|(?<![人物体她他])放大|镜头(?:缓缓|慢慢|逐渐)?(?:推[近进]?|靠近)|[向往朝]前推|靠近|变焦",
        way="in",
    ),
    rule(
        "tilt",
        "full",
        rf"(?:tilt|pan)(?:s|ing|ning)?{_BY} (?:up(?:wards?)?)(?! (?:and|or|to))|tilt[ -]up|tilt(?:s|ing)?(?: shot)? from (?:the )?bottom(?: up)? to (?:the )?top|look(?:s|ing)? up with the camera|(?<=camera )(?:slowly )?looks? up|upwards? tilt|tilt(?:s|ing)?(?! (?:the |up|down|from))",
        rf"(?:镜头|相机)?{_RISE}(?:(?:从下往上|自下而上|由下到上){_RISE}摇|(?:向|往|朝){_RISE}上{_RISE}(?:摇|仰)|(?<!下)上摇|(?<![\u4e00-\u9fff])镜头(?:慢慢|缓缓|缓慢|徐徐)*(?:仰起|上仰|抬头|仰拍?))(?:起来?|上去|摄|拍)?",
        way="up",
    ),
    rule(
        "tilt",
        "full",
        rf"(?:tilt|pan)(?:s|ing|ning)?{_BY} (?:down(?:wards?)?)(?! (?:and|or|to))|downwards? tilt|tilt[ -]down|tilt(?:s|ing)?(?: shot)? from (?:the )?top(?: down)? to (?:the )?bottom",
        rf"(?:镜头|相机)?{_RISE}(?:(?:从上往下|自上而下|由上到下){_RISE}摇|(?:向|往|朝){_RISE}下{_RISE}摇|(?<!上)下摇)(?:下去|摄|拍)?",
        way="down",
    ),
    rule(
        "pan",
        "full",
        rf"(?:{_SIDEWAYS})?(?: (?:shot|slowly|gently|smoothly|camera|across|over|the))*(?: from)?(?: the)? right(?: side)?[ -]to(?: the)?[ -]left|{_SIDEWAYS}{_BY}{_AIMED} left(?:wards?)?(?! (?:and|or|to))|left(?:ward)?[ -](?:pan|slide|truck)",
        rf"(?:从|由|自)右(?:侧|边)?[往向到至](?:左侧|左边|左)(?:方向)?的?{_GO}|飘[往向到]左边?|扫过[^,]{0, 4}?[往向]左|(?:往|向|朝)左滑|滑向左[侧边]?|(?:镜头)?(?:缓缓|慢慢)?(?:向|往|朝)左(?:侧|边)?(?!{_RISE}\x00)(?:{_GO})|(?<!右)左(?:平?移|摇)",
        way="left",
    ),
    rule(
        "pan",
        "full",
        rf"(?:{_SIDEWAYS})?(?: (?:shot|slowly|gently|smoothly|camera|across|over|the))*(?: from)?(?: the)? left(?: side)?[ -]to(?: the)?[ -]right|{_SIDEWAYS}{_BY}{_AIMED} right(?:wards?)?(?! (?:and|or|to))|right(?:ward)?[ -](?:pan|slide|truck)|(?:sideways|lateral|horizontal|side) (?:pan|slide|track(?:ing)?|move(?:ment)?)(?: shot)?|pan(?:s|ning)?(?: shot| the camera| the shot)?(?: across)?|tracking shot",
        rf"(?:从|由|自)左(?:侧|边)?[往向到至](?:右侧|右边|右)(?:方向)?的?{_GO}|飘[往向到]右边?|扫过[^,]{0, 4}?[往向]右|(?:往|向|朝)右滑|滑向右[侧边]?|横向(?:移动|平移|滑动|跟拍)|水平(?:移动|平移)|(?:镜头)?(?:缓缓|慢慢)?(?:向|往|朝)右(?:侧|边)?(?!{_RISE}\x00)(?:{_GO})|(?<!左)右(?:平?移|摇)|摇镜头?|平移|横移|摇摄",
        way="right",
    ),
    rule(
        "crane",
        "approximate",
        rf"(?:crane|jib|boom)(?:s|ing)?{_BY}(?: move)? down(?:wards?)?|(?:camera|shot|crane) (?:slowly )?(?:lowers?|descends?|drops? down)|lower(?:s|ing)? (?:the )?camera|(?:bring|tak|mov)(?:e|es|s|ing)? (?:the |our )?(?:camera|shot|view|lens)(?: slowly| gently)* down(?:wards?)?|descend(?:s|ing)?",
        r"(?:向|往|朝)下(?:降|移)(?:动)?|镜头(?:缓缓|慢慢|逐渐)?(?:下[降移]|降低|落下)|(?:从上往下|自上而下|由上到下)(?:地)?(?:移动|降|拍)?|下降|降镜头?|机位(?:降低|下降)|降低机位",
        note="crane",
        way="down",
    ),
    rule(
        "crane",
        "approximate",
        rf"(?:aerial |drone )?(?:crane|jib|boom)(?:s|ing)?(?: shot| move| camera)*(?:{_BY} up(?:wards?)?)?|(?:camera|shot|drone) (?:slowly )?(?:rises|climbs|lifts|ascends)(?: up)?|(?:rais|lift)(?:e|es|s|ing)? (?:up )?(?:the )?camera(?: up)?|ascend(?:s|ing)?|ris(?:e|es|ing)(?: up)?|mov(?:e|es|ing){_BY} up(?:wards?)?|(?:bird'?s[ -]eye|overhead|high[ -]angle|top[ -]down|aerial|drone)(?: (?:view|shot|angle))?|look(?:s|ing)? down",
        r"(?:向|往|朝)上(?:升|移|抬高?)(?:动)?|(?:从下往上|自下而上|由下到上|从低到高|从低处)(?:地)?(?:升起?|移动|抬升?|拍)?|升起来?|(?:上|抬|爬)升|上(?:移|抬)|无人机(?:视角|镜头|航拍)?|上帝视角|抬高|升高|上升|升到|升至|升镜头?|升降机|摇臂|俯视|俯拍|俯瞰|航拍|高角度|(?:向|往|朝)下(?:俯视|俯拍|看)",
        note="crane",
        way="up",
    ),
    rule(
        "handheld",
        "full",
        r"hand[ -]?held(?: (?:camera|shake|feel|look|style))*|shak(?:y|ing|es?)[ -]?(?:cam(?:era)?|footage|feel)*|(?:camera|subtle|slight|natural) shake|(?:camera )?(?:wobble|jitter|judder)|found[ -]footage|cinema v[eé]rit[eé]",
        r"手持(?:拍摄|摄影|镜头|相机|摄像机|跟拍|感)*(?:的?(?:晃动|抖动|摇晃)感?)?|(?:镜头|画面)?(?:轻微|微微)?(?:晃动|抖动|摇晃|晃悠)感?|呼吸感|[有略稍]点?[点些]?晃(?!动)",
    ),
)
