"""Fillers: words that ask for nothing by themselves, so that what is left over is what nobody understood."""
# ruff: noqa: E501  -- a pattern reads best whole

import re

from engine.emulator.draft.language.describing import could_describe, describes
from engine.emulator.draft.language.rule import alternation
from engine.emulator.draft.language.words_en import ENGLISH, PERSON_ENGLISH
from engine.emulator.draft.language.words_zh import CHINESE

_CHINESE_PATTERN = re.compile(alternation(CHINESE))
_OBJECT_CHINESE = re.compile(
    r"主体|人物|主角|主讲人?|主播|模特|男人|女人|男生|女生|男孩|女孩|女子|男子|人像|演员|宇航员|角色|人|(?<!其)他|她|女士|先生|孩子"
)
_PART = re.compile(
    r"(?<![a-z])(?:faces?|hair|eyes?|hands?|skin|sky|clothes)(?![a-z])|脸|头发|眼|手(?!持|绘|工|捏|法|机)|皮肤|天空|衣"
)
_LEAD_ENGLISH = frozenset(
    """
    please could can you i we want would like to edit convert transform restyle change make turn render the this that it
    its video clip footage movie film whole entire frame scene style look as follows into of a an apply effect following new
    two three changes edits things for me us let with and now then once again give overall my our need help process first next finally also
    """.split()  # noqa: SIM905
)
_LEAD_CHINESE = re.compile(
    "请|帮我|帮忙|把|将|视频|画面|整个|转换|改变|修改|编辑|处理|风格|一下|这个|这段|这条|的|我们|我|要|想|希望|需要|麻烦|如下|效果|对|进行|首先|其次|最后|给|成|为|换|改|变|它"
)
_BACKGROUND = re.compile(r"背景|(?<![a-z])(?:background|backdrop|surroundings)(?![a-z])")
_WORD = re.compile(r"[a-z][a-z'&-]*|\d+(?:\.\d+)?(?:'?s(?![a-z]))?|[\u3400-\u9fff]+")
_PHRASE = re.compile(
    r"(?<![a-z])(?:(?:off-)?white|cream|rice|washi|rough|textured) paper|as (?:if|though) it (?:is|was|were)|(?:we're|i'm) (?:after|going for)|(?:whole|entire) thing|toy (?:world|town|land)|(?:built|made|constructed|assembled|put together)(?: up)?(?: entirely| completely)? (?:from|out of|of|with)(?= (?:[a-z]+ )?\x00)|black (?:out)?lines?|black bars|white balance|"
    r"(?:negative|empty|white|breathing) space|if (?:possible|you can)|as well|(?<!\d)\d0年代|\d\d世纪|[二三四五六七八九]十年代"
)


def left_over(text: str) -> list[str]:
    """Return the words of a clause that no table knows; spans that are understood were blanked out before."""
    return [word for word, _ in _unknown(_covered(text))]


def weighed(text: str, telling: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return the unknown words of a clause that holds something understood: those that might ask for more, and those that describe."""
    text = _covered(text)
    asking: list[str] = []
    describing: list[str] = []
    for word, end in _unknown(text):
        (describing if describes(text, word, end, telling) else asking).append(word)
    return asking, describing


def all_describe(words: list[str]) -> bool:
    """Tell whether a clause's unknown words could only describe: "dense, ethereal, otherworldly"."""
    return all(could_describe(word) for word in words)


def _covered(text: str) -> str:
    return _PHRASE.sub(lambda found: " " * len(found.group()), text)


def _unknown(text: str) -> list[tuple[str, int]]:
    """Return each unknown word of a text with where it ends."""
    unknown: list[tuple[str, int]] = []
    for found in _WORD.finditer(text):
        word = found.group()
        if not word[0].isascii():
            rest = _CHINESE_PATTERN.sub(lambda known: " " * len(known.group()), word)
            unknown.extend((run.group(), found.start() + run.end()) for run in re.finditer(r"\S+", rest))
        elif not _is_known(word):
            unknown.append((word, found.end()))
    return unknown


def _is_known(word: str) -> bool:
    plain = word.strip("'-").removesuffix("'s")
    if len(plain) < 2 or plain in ENGLISH or word in ENGLISH or plain in PERSON_ENGLISH:
        return True
    parts = plain.split("-")
    return len(parts) > 1 and all(_is_known(part) or len(part) < 2 for part in parts)


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
    return bool(set(re.findall(r"[a-z']+", text)) & PERSON_ENGLISH) or bool(_OBJECT_CHINESE.search(text))


_ADDS_PERSON = re.compile(
    r"(?<![a-z])(?:add|insert|introduc|includ|put)[a-z]*\s+(?:in\s+)?(?:an?|another|one|two|three|more|some|several|many|extra)(?:\s+more)?\s+(?:[a-z-]+\s+){0,3}?"
    rf"(?:{alternation(PERSON_ENGLISH - {'him', 'her', 'them', 'he', 'she', 'they', 'his', 'their'})})s?(?![a-z])"
    r"|(?:加|添|多出?|放|出现|来)(?:上|入|进|了)?(?:一|两|二|三|几|另|更多|多|个|名|位|群|些)+(?:[^,]{0,6}?)(?:人|男|女|孩|主播|模特|演员|老师|学生)"
)


def adds_person(text: str) -> bool:
    """Tell whether a clause asks for one person more, whose words alone would ask for nothing."""
    return bool(_ADDS_PERSON.search(text))


_FRAME = re.compile(
    r"视频|画面|整个|整体|全部|影片|片子|全局|全片|整片|(?<![a-z])(?:video|clip|footage|frame|scene|everything|whole|entire|movie|film|picture|all)(?![a-z])"
)


def names_frame(text: str) -> bool:
    """Tell whether a clause speaks of the picture as a whole."""
    return bool(_FRAME.search(text))
