"""Fillers: words that ask for nothing by themselves, so that what is left over is what nobody understood."""
# ruff: noqa: E501  -- a pattern reads best whole

import re
from collections.abc import Iterator
from functools import cache

from engine.emulator.draft.language.describing import SCENERY, describes
from engine.emulator.draft.language.own import ANY, NONE
from engine.emulator.draft.language.rule import alternation
from engine.emulator.draft.language.words_en import ENGLISH, PERSON_ENGLISH
from engine.emulator.draft.language.words_zh import CHINESE, PERSON_CHINESE

_KNOWN_CHINESE = frozenset((*CHINESE, *PERSON_CHINESE))
_OBJECT_CHINESE = re.compile(rf"(?<!其)(?:{alternation(PERSON_CHINESE)})")
_PART = re.compile(
    r"(?<![a-z])(?:faces?|hair|heads?|eyes?|hands?|skin|sky|clothes)(?![a-z])|脸|(?<![镜街石开码口前里外枝片船桥源])头(?![条像到])|眼|手(?!持|绘|工|捏|法|机)|皮肤|天空|衣"
)
_LEAD_ENGLISH = frozenset(
    """
    please style transfer could can you i we want would like to edit convert transform restyle change make turn render the this that it
    its video clip footage movie film whole entire frame scene style look as follows into of a an apply effect following new
    two three changes edits things for me us let with and now then once again give overall my our need help process first next finally also
    """.split()  # noqa: SIM905
)
_LEAD_CHINESE = re.compile(
    "风格迁移|风格转换|风格转绘|请|帮我|帮忙|把|将|视频|画面|整个|转换|改变|修改|编辑|处理|风格|一下|这个|这段|这条|的|我们|我|要|想|希望|需要|麻烦|如下|效果|对|进行|首先|其次|最后|给|成|为|换|改|变|它"
)
_BACKGROUND = re.compile(r"背景|(?<![a-z])(?:background|backdrop|surroundings)(?![a-z])")
_COMPARED = ENGLISH & frozenset(
    """
    bland bleak bold breezy brief bright calm classy clean clear coarse cosy cozy creepy crisp crude cute dainty deep dreamy dull
    earthy edgy eerie faint fine fresh friendly full funny gentle gloomy glossy gorgeous grand great grim gritty handsome heavy
    hip hot humble jolly kind large lean lively lonely loose lovely lush mild moody near neat nice plush pure quick quiet quirky
    rich rough sad scary sexy shadowy sharp short silky silly simple sleek slick slight slow smooth snug soft spooky strong subtle
    sure tender tense thick thin tidy true vague warm weak wise zany
    """.split()  # noqa: SIM905
)
"""The plain words that have a comparative: a forest is not the most for."""
_FORMS = (
    ("ier", ("y",), _COMPARED),
    ("iest", ("y",), _COMPARED),
    ("er", ("", "e"), _COMPARED),
    ("est", ("", "e"), _COMPARED),
    ("ly", ("",), ENGLISH),
    ("ily", ("y",), ENGLISH),
)
"""Endings of comparatives and adverbs, those of the words that these are made from, and which words have such a form."""
_SETTING = re.compile(
    r"(?<![a-z])(?:office|room|street|set|setting|scene|house|kitchen|studio|garden|surroundings|environment|location|place|world)(?![a-z])"
    r"|环境|房间|办公室|街道|周围|现场|客厅|厨房|影棚|花园|场地|实景"
)
_WORD = re.compile(r"[a-z][a-z'&-]*|\d+(?:\.\d+)?(?:'?s(?![a-z]))?|[\u3400-\u9fff]+")
_PHRASE = re.compile(
    r"(?<![a-z])(?:(?:off-)?white|cream|rice|washi|rough|textured) paper|as (?:if|though)(?: it (?:is|was|were))?|(?:1\d|2[01])(?:st|nd|rd|th)[ -]century|(?:we're|i'm) (?:after|going for)|(?:whole|entire) thing|toy (?:world|town|land)|(?:built|made|constructed|assembled|put together)(?: up)?(?: entirely| completely)? (?:from|out of|of|with)(?= (?:[a-z]+ )?\x00)|black (?:out)?lines?|black bars|white balance|"
    r"(?:museum|gallery)[ -](?:style|quality)|takes? place|a (?:little|touch|bit)|high(?:er|ly)?[ -](?:quality|detail|contrast|resolution look)|frame by frame|(?:negative|empty|white|breathing) space|if (?:possible|you can)|as well|(?<!\d)(?:19|20)?\d0'?s(?![a-z])|(?<!\d)\d0年代|\d\d世纪|[二三四五六七八九]十年代"
)


def left_over(text: str, own: frozenset[str] = NONE) -> list[str]:
    """Return the words of a clause that no table knows; spans that are understood were blanked out before.

    `own` are words that are known here besides: what says more of an operation that is asked for.
    """
    return [word for word, _ in unknown_words(text, own)]


def unknown_words(text: str, own: frozenset[str] = NONE) -> list[tuple[str, int]]:
    """Return the same words, each with where it ends."""
    return _unknown(_covered(text), own)


def weighed(text: str, own: frozenset[str], telling: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return the unknown words of a clause that holds something understood, and those that only tell where or when it is."""
    text = _covered(text)
    asking: list[str] = []
    describing: list[str] = []
    for word, end in _unknown(text, own):
        (describing if describes(text, word, end, telling) else asking).append(word)
    return asking, describing


def _covered(text: str) -> str:
    return _PHRASE.sub(lambda found: " " * len(found.group()), text)


def _unknown(text: str, own: frozenset[str]) -> list[tuple[str, int]]:
    """Return each unknown word of a text with where it ends."""
    unknown: list[tuple[str, int]] = []
    for found in _WORD.finditer(text):
        word = found.group()
        if not word[0].isascii():
            unknown.extend((part, found.start() + end) for part, end in _unknown_chinese(word, own))
        elif not (word in own or _is_known(word)):
            unknown.append((word, found.end()))
    return unknown


def _unknown_chinese(run: str, own: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Cut a run of Chinese into the longest words of all tables; yield those not known here, and what no table has."""
    after = 0
    for found in _chinese(own).finditer(run):
        if found.start() > after:
            yield run[after : found.start()], found.start()
        if found.group() not in own and found.group() not in _KNOWN_CHINESE:
            yield found.group(), found.end()
        after = found.end()
    if after < len(run):
        yield run[after:], len(run)


@cache
def _chinese(own: frozenset[str]) -> re.Pattern[str]:
    """Return what matches the longest Chinese word that is known."""
    return re.compile(alternation(word for word in _KNOWN_CHINESE | SCENERY | own if not word.isascii()))


def _is_known(word: str) -> bool:
    plain = word.strip("'-").removesuffix("'s")
    return len(plain) < 2 or word in ENGLISH or plain in ENGLISH or _is_form(plain) or plain in PERSON_ENGLISH


def _is_form(word: str) -> bool:
    """Tell whether a word is a form of a known one: "friendlier" of "friendly", "subtler" of "subtle", "boldly" of "bold"."""
    return any(
        word.endswith(end) and len(word) > len(end) + 2 and word.removesuffix(end) + stem in formed
        for end, stems, formed in _FORMS
        for stem in stems
    )


def owned(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Return the words of a text that are known only beside some operations, and where they stand."""
    text = _covered(text)
    found: list[tuple[str, tuple[int, int]]] = []
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        if word[0].isascii():
            found += [(word, match.span())] * (word in ANY and not _is_known(word))
        else:
            found += [
                (part.group(), (start + part.start(), start + part.end()))
                for part in _chinese(ANY).finditer(word)
                if part.group() not in _KNOWN_CHINESE
            ]
    return found


def words_of(text: str) -> list[str]:
    """Return the words of a text, Chinese ones cut by the longest that the tables know."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        found += [word] if word[0].isascii() else _chinese(ANY).findall(word)
    return found


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


def names_setting(text: str) -> bool:
    """Tell whether words for what is to stay speak of the background, by what it is: "the office", "the street"."""
    return bool(_SETTING.search(text)) or names_background(text)


def names_person(text: str) -> bool:
    """Tell whether a clause speaks of somebody."""
    return bool(set(re.findall(r"[a-z']+", text)) & PERSON_ENGLISH) or bool(_OBJECT_CHINESE.search(text))


_ADDS_PERSON = re.compile(
    r"(?<![a-z])with (?:[a-z-]+ ){0,2}?(?:friends|people|men|women|girls|boys|kids|children|ladies|guys|family|couples?|colleagues|strangers|persons)(?![a-z])|(?<![a-z])(?:add|insert|introduc|includ|put)[a-z]*\s+(?:in\s+)?(?:an?|another|one|two|three|more|some|several|many|extra)(?:\s+more)?\s+(?:[a-z-]+\s+){0,3}?"
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
