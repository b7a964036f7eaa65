"""Text: an instruction in the one spelling that the tables are written in, character for character."""

import re
import unicodedata

_TRADITIONAL = (
    "風风畫画鏡镜頭头視视頻频換换變变為为轉转場场環环動动態态將将讓让這这個个圖图參参考考樣样顏颜"
    "色色調调濾滤線线膠胶電电現现質质級级鉛铅筆笔漫漫黏黏紙纸編编織织針针雲云霧雾陽阳晴晴氣气溫温夜夜"
    "黃黄昏昏復复古古懷怀舊旧黑黑亮亮賽赛龐庞後后邊边裡里內内刪删除除處处臺台舞舞辦办公公館馆圖图書书健健"
    "樹树葉叶園园街街燈灯霓霓灣湾灘滩島岛漢汉沙沙雪雪積积滿满飄飘從从與与並并對对說说話话臉脸髮发"
    "人人物物體体會会開开關关飛飞車车貓猫狗狗馬马鳥鸟魚鱼龍龙點点遠远進进拉拉繞绕轉转順顺時时逆逆針针"
    "運运移移縮缩攝摄來来請请給给還还剛刚過过應应該该無无雙双隻只棵棵種种類类層层設设計计滅灭強强弱弱"
    "優优雅雅麗丽豔艳鮮鲜淺浅深深綠绿藍蓝紅红紫紫銀银藝艺術术傳传統统國国墨墨寫写實实員员導导戲戏劇剧"
    "穿穿衣衣褲裤鞋鞋帽帽戴戴髒脏淨净剪剪輯辑製制創创構构慢慢總总結结餘余維维續续聲声響响盤盘雕雕塑塑"
    "號号歲岁歷历隨随嚴严農农閃闪閉闭間间們们誰谁麼么極极塊块壞坏夠够當当廳厅東东車车陰阴雜杂離离難难顯显"
    "驚惊齊齐輕轻鬆松寬宽擴扩緩缓緊紧練练習习證证讀读語语調调護护貼贴貝贝買买賣卖側侧傷伤淚泪歡欢樂乐愛爱"
    "憂忧憤愤殘残爐炉熱热壓压團团圍围圓圆學学宮宫寶宝審审專专屆届層层嶺岭幾几廟庙廣广張张戰战掃扫採采摺折"
    "攜携數数斷断條条棟栋業业樓楼橋桥機机歸归殼壳沒没潔洁潛潜澤泽濕湿灑洒災灾煙烟獎奖獨独獸兽產产畢毕異异"
    "發发盡尽監监睜睁確确碼码磚砖穩稳窗窗窩窝節节範范築筑籃篮籠笼糧粮純纯細细終终組组絲丝綜综緯纬縱纵織织"
)
_SIMPLE = dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
_QUOTES = dict.fromkeys("“”„‟″「」『』《》〈〉", '"') | dict.fromkeys("‘’‛′", "'")
_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z])")
"""What joins words as a space could: a "sun-faded" look."""
_DASHES = dict.fromkeys("‐‑‒–—―", "-")


def normalise(text: str) -> str:
    """Return the text in lower case, half width and simplified characters; every character keeps its position."""
    return _HYPHEN.sub(" ", "".join(_one(char) for char in text))


def _one(char: str) -> str:
    simple = _SIMPLE.get(char) or _QUOTES.get(char) or _DASHES.get(char)
    if simple:
        return simple
    folded = unicodedata.normalize("NFKC", char).lower()
    return folded if len(folded) == 1 else char


def is_chinese(text: str) -> bool:
    """Tell whether most of the letters are Chinese."""
    han = len(re.findall(r"[\u4e00-\u9fff]", text))
    return han * 2 > len(re.findall(r"[a-zA-Z]+", text))


def trimmed(text: str) -> str:
    """Return the text without blanks and punctuation at its ends, for quoting it; a quotation inside keeps its marks."""
    text = text.strip(_ENDS)
    while text:
        first, last = text[0], text[-1]
        if first in _PAIRS and _PAIRS.get(first) == last and len(text) > 1 and first not in text[1:-1]:
            text = text[1:-1].strip(_ENDS)
        elif first in _MARKS and not _paired(text):
            text = text[1:].strip(_ENDS)
        elif last in _MARKS and not _paired(text):
            text = text[:-1].strip(_ENDS)
        else:
            break
    return text


_ENDS = " \t\r\n,.;:!?，。；：！？、-'‘’\x00"
_PAIRS = {"“": "”", "「": "」", "『": "』", '"': '"'}
_MARKS = frozenset(_PAIRS) | frozenset(_PAIRS.values())


def _paired(text: str) -> bool:
    return all(
        text.count(opening) == text.count(closing) if opening != closing else text.count(opening) % 2 == 0
        for opening, closing in _PAIRS.items()
    )
