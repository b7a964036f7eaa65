"""Describing: whether a word that no table knows only describes what is understood, or asks for a thing."""
# ruff: noqa: E501  -- a pattern reads best whole

import re

from engine.emulator.draft.language.refusal import asks_of_things

# A describing word stands right before what is understood, or where an effect is to be seen. It is said to be taken as a
# description; it may not be one of the words below, which end like one and are a thing.
_ADJECTIVE = re.compile(
    r".{2,}(?:y|ish|ic|al|ed|ing|ous|ful|less|ive|ant|ent|like|ian|ese|able|ible|esque|some|ern|ary|style|era|inspired|lit|toned|tinted)"
)
_THINGS = frozenset(
    """
    building ceiling king queen ring wing thing string puppy kitty bunny city baby lady body butterfly family party army animal crystal
    elephant giant parent president plant infant medal bird seed bed reed weed canal pedal candy cherry berry monkey donkey turkey
    play apply fly carry copy say pay stay cry try buy dry teddy pony robot dummy toy key boy daisy lily ivy country library factory sky valley jewelry army fairy zombie ghost
    """.split()  # noqa: SIM905
)
# What asks for a thing stands before it; what only tells where or how stands before a description.
_ASKING = frozenset(
    """
    with and or plus of add adds adding added put puts place places insert give gives giving replace replaces swap swaps remove removes delete
    erase into change changes turn turns make makes making let lets have has see featuring feature containing contain include including introduce
    introducing for like as but be becomes become without show shows showing draw paint wear wears hold holds hide only except unless than to him her them a an another one two three some many several
    """.split()  # noqa: SIM905
)
SETTINGS = frozenset(
    """
    in on over across onto through throughout outside around behind from between above against down off along at near by under below during
    inside within this that it's such i'd i we
    """.split()  # noqa: SIM905
)
"""What tells where weather or light is."""
PATHS = frozenset("across through from over along past during this that it's such i'd i we".split())  # noqa: SIM905
"""What tells which way a camera goes."""
_LESS = re.compile(r"降|减|弱|停|少|去|消|撤|关|止|无|没|不")
_TIMES = frozenset(
    [
        "morning",
        "mornings",
        "afternoon",
        "afternoons",
        "evening",
        "evenings",
        "autumnal",
        "o'clock",
        "fast",
        "quick",
        "rapid",
        "swift",
    ]
)
_MOMENT = re.compile(
    r"^(?:清晨|早晨|早上|上午|下午|午后|凌晨|快速|迅速|古代|民国|唐朝|宋代|北欧|江南|港片|港风|港式|台剧|韩剧|日剧|美剧|末日|末世|废土)+$"
)
_LOCATED = re.compile(r"^(?:[上里中内旁](?:面|边)?|处|部分)(?:[的有改换变,\x00]|$)")
"""What stands behind something in or on which an edit is to be seen."""
_SPREAD = re.compile(r"(?:洒满|洒在|洒进|照在|照进|照亮|照耀|笼罩着?|弥漫在?)[^,\x00]{0,2}$")
"""What stands before a place that weather or light comes over."""
_PLACED = re.compile(
    r"^(?:[^,\x00变换改成加放让]{0,3}?的?(?:\x00|季节|天气|光|氛围|感觉|风格|效果|质感|色调|画面|画风|夜|天))"
)


def describes(text: str, word: str, end: int, telling: frozenset[str]) -> bool:
    """Tell whether an unknown word beside something understood only describes it, by what stands before it.

    `telling` are the prepositions that may introduce a place or a manner there.
    """
    if asks_of_things(word):
        return False
    before, after = text[: end - len(word)], text[end:]
    if word[0].isascii():
        return (
            word in _TIMES or bool(re.fullmatch(r"\d+'?s", word)) or _attributed(before, word) or _told(before, telling)
        )
    if telling is not SETTINGS and _LOCATED.match(after):
        return False
    return bool(_MOMENT.match(word)) or _modifies(word, before, after, telling)


def _attributed(before: str, word: str) -> bool:
    """Tell whether an English word is an attribute: not what stands right behind something understood, "rain money"."""
    return _is_adjective(word) and (word.endswith("ly") or not re.search(r"\x00 *$", before))


def _modifies(word: str, before: str, after: str, telling: frozenset[str]) -> bool:
    """Tell whether Chinese words stand before what is understood as its attribute, or only say where it is."""
    if len(word) > 4 or _LESS.search(word) or re.search(r"\x00[^,\x00]*的[^,\x00]{0,3}$", before):
        return False
    if (
        re.search(r"[下让使给][^,\x00]{0,2}$", before)
        or word.startswith("下")
        or re.match(r"[^,\x00]{0,2}[装盛塞]", after)
    ):
        return False  # what falls in the stead of rain, what is to do something, what is filled
    if telling is PATHS:
        return False
    if _PLACED.match(after):
        return True
    return telling is SETTINGS and bool(_SPREAD.search(before))


def _told(before: str, telling: frozenset[str]) -> bool:
    """Tell whether the nearest English word that decides introduces a place or a manner, and no thing.

    What is spoken of for the first time, "on a penguin", is a thing that ought to be there.
    """
    for word in reversed(re.findall(r"\x00|[a-z][a-z'-]*", before)):
        if word in _ASKING or word == "\x00":
            return False
        if word in telling:
            return True
    return False


def could_describe(word: str) -> bool:
    """Tell whether a word alone may be a description: an adjective, an hour of the day."""
    return _is_adjective(word) or word in _TIMES or bool(_MOMENT.match(word))


def _is_adjective(word: str) -> bool:
    return bool(_ADJECTIVE.fullmatch(word)) and word not in _THINGS and not asks_of_things(word)
