"""Targets: what an edit is to be done to, where that is a thing: "turn the poster into a sketch" is for the poster alone."""
# ruff: noqa: E501  -- a pattern reads best whole

import re

from engine.emulator.draft.language.qualifiers import Qualifier
from engine.emulator.draft.language.rule import alternation

_THINGS = frozenset(
    """
    poster book page magazine story paper canvas fabric console arcade game games brush stitches stitch blocks block dots
    dot sprite flakes flake drops droplets streaks puddles blanket lens bars product brand painting paintings drawing
    drawings illustration artwork masterpiece packshot logo advertisement rig tripod gimbal crystal print
    """.split()  # noqa: SIM905
)
"""Words that ask for nothing beside an edit ("on rough paper") and are things where an edit is done to them."""

_ENGLISH = re.compile(
    r"(?<![a-z])(?:turn|convert|transform|mak|render|restyl|paint|repaint|redraw|chang|giv)(?:e|es|s|ing|ed)? (?P<object>[^,\x00]*?)(?= (?:in)?to | (?:look|feel|appear)s? | as | like | (?:(?:an?|the|more|very|all) )*\x00)"
    r"|^ *(?:(?:the|this|that|his|her|our|its) )(?P<subject>[^,\x00]*?) (?:should|must|could|turns?|becomes?|is|are|looks?|changes?)(?![a-z])"
)
_CHINESE = re.compile(
    r"[把将让使给](?P<object>[^,\x00]*?)(?=变|改|换|转|调|做|弄|渲染|处理|用|成|\x00)|^(?P<subject>[^,\x00]*?)(?=变成|变为|改成|改为|换成|换为|转成|转为|做成)"
)
_CHINESE_THING = re.compile(r"产品|商品|品牌|主图|画布|纸张|[书笔纸]|(?:^|的|上|中)画$")
_THING = re.compile(rf"(?<![a-z])(?:{alternation(_THINGS)})(?:'s)?(?![a-z-])")


def find(text: str) -> list[Qualifier]:
    """Return the things that an edit in a clause is to be done to, in which what is understood is blanked out."""
    found = []
    for sentence, thing in ((_ENGLISH, _THING), (_CHINESE, _CHINESE_THING)):
        for match in sentence.finditer(text):
            group = "object" if match.group("object") is not None else "subject"
            if thing.search(match.group(group)):
                found.append(Qualifier("part", "thing", match.span(group)))
    return found
