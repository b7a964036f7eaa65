"""Mistakes of syntax: why the grammar stops where it does, told by the tokens that were read and the characters there."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import starmap, takewhile
from typing import Final, NamedTuple

from engine.values import hints

_SIGNS: Final = {
    "!==": "!=", "===": "==", "<>": "!=", "&&": "and", "||": "or", "??": "or", "&": "and", "!": "not", "=": "==",
    "\u201c": "'", "\u201d": "'", "\u2018": "'", "\u2019": "'", "\u300c": "'", "\u300d": "'",
    "\u3010": "[", "\u3011": "]", "`": "'", "\u3002": ".", "\uff61": ".", "\u3001": ",",
}  # fmt: skip
"""Signs of other languages and keyboards; a longer one stands before those that it begins with."""
_CURLY: Final = "\u201c\u201d\u2018\u2019"
_WIDE_QUOTED: Final = re.compile(f"[{_CURLY}\u300c`]([^'\"\\\\{{}}{_CURLY}\u300c\u300d`]*)[{_CURLY}\u300d`]")
_END: Final = re.compile(r"end[ \t]+(if|for|raw)\b")
_COMPARED: Final = frozenset({"==", "!=", "<=", ">="})
_NEGATED: Final = re.compile(r"\s*[\w(]")
_TERNARY: Final = re.compile(r"([^?:{}]+?)\s*\?\s*([^?:{}]+?)\s*:\s*([^?:{}]+?)")
_TAGS: Final = ("if", "elif", "else", "endif", "for", "endfor", "set", "raw", "endraw")
_FOREIGN_TAGS: Final = {
    "elseif": "elif", "elsif": "elif", "fi": "endif", "foreach": "for", "each": "for", "endforeach": "endfor",
    "endeach": "endfor", "done": "endfor", "assign": "set", "let": "set", "var": "set", "when": "if", "verbatim": "raw",
    "endverbatim": "endraw",
}  # fmt: skip
"""Tags of Liquid, Twig, Handlebars, PHP and the shell, each with ours."""
_ENDS: Final = frozenset({"elif", "else", "endif", "endfor", "endset", "endraw"})
_OPENED: Final = {"variable_begin": ("expression-unclosed", "}}"), "block_begin": ("template-tag-unclosed", "%}")}
_CLOSED: Final = frozenset({"variable_end", "block_end"})
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
_OPENING: Final = {close: sign for sign, close in _BRACKETS.items()}
_KEEPS: Final = re.compile(r"\s*(\+)[%}]\}")
_MOST_SHOWN: Final = 20


class Token(NamedTuple):
    """A token as the lexer names it, without blanks around it, and the offset where it begins."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def shown(self) -> str:
        return self.text if len(self.text) <= _MOST_SHOWN else self.text[:_MOST_SHOWN] + "…"


class Mistake(NamedTuple):
    """The key of a fault, the offsets between which it stands (None: to the token's end), and its arguments."""

    key: str
    start: int
    end: int | None
    args: dict[str, str | None]


class DeadEnd(NamedTuple):
    """Where a source can't be read on.

    `tokens` are those before `at`, with everything between them but blanks. `here` is the token that can't stand there;
    None if no token can be made of what stands there, or if nothing stands there any more, as `is_end` says.
    """

    source: str
    tokens: tuple[Token, ...]
    at: int
    here: Token | None
    is_end: bool = False

    @property
    def last(self) -> Token | None:
        return self.tokens[-1] if self.tokens else None

    @property
    def tag(self) -> tuple[Token, ...]:
        """The tokens of the open tag from its braces on; none if no tag is open, or if the source is one expression."""
        for index in range(len(self.tokens) - 1, -1, -1):
            if self.tokens[index].kind in _CLOSED:
                return ()
            if self.tokens[index].kind in _OPENED:
                return self.tokens[index:]
        return ()

    @property
    def brackets(self) -> list[Token]:
        """The brackets that are open here, the innermost last."""
        found: list[Token] = []
        for token in self.tag or self.tokens:
            if token.text in _BRACKETS:
                found.append(token)
            elif token.text in _OPENING and found:
                found.pop()
        return found


def mistake_at(source: str, read: Iterable[tuple[str, str, int]], at: int, *, is_end: bool) -> Mistake:
    """Explain why a source can't be read on from an offset.

    `read` are the tokens that were made of it, as kind, text and offset; `is_end` tells that nothing follows them.
    """
    tokens = tuple(starmap(Token, read))
    here = None if is_end else next((token for token in tokens if token.start == at), None)
    before = tuple(token for token in tokens if token.start < at or is_end)
    dead = DeadEnd(source, before, at, here, is_end)
    return next(found for rule in _RULES if (found := rule(dead)) is not None)


def _block(dead: DeadEnd) -> Mistake | None:
    """Explain the end of a template in which a block is open."""
    is_raw = dead.last is not None and dead.last.kind == "raw_begin"
    opened = _open_blocks(dead.tokens) if is_raw or (dead.is_end and not dead.tag) else []
    if not opened:
        return None
    braces, *words = opened[-1]
    if words and words[0].text not in _TAGS:
        return Mistake("template-tag", words[0].start, None, {})
    key = "template-set" if words and words[0].text == "set" else "template-unclosed"
    return Mistake(key, braces.start, braces.start + 2, {})


def _open_blocks(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """Return the tags that open a block and are not closed, the innermost last, each from its braces on."""
    found: list[tuple[Token, ...]] = []
    for index, token in enumerate(tokens):
        if token.kind not in ("block_begin", "raw_begin", "raw_end"):
            continue
        tag = tuple(takewhile(lambda one: one.kind not in _CLOSED, tokens[index:]))
        words = [one.text for one in tag[1:]] if token.kind == "block_begin" else []
        if token.kind == "raw_end" or words[:1] in (["endif"], ["endfor"], ["endset"]):
            found = found[:-1]
        elif token.kind == "raw_begin":
            found.append((token,))
        elif not (words[:1] in (["else"], ["elif"]) or (words[:1] == ["set"] and "=" in words)):
            found.append(tag)
    return found


def _tag_name(dead: DeadEnd) -> Mistake | None:
    """Explain a tag without a name, of an unknown one, and one that closes nothing."""
    if not dead.tag or dead.tag[0].kind != "block_begin" or (dead.here is None and not dead.is_end):
        return None
    name = dead.tag[1] if len(dead.tag) > 1 else dead.here
    if name is None:
        return None
    if name is dead.here and name.text in _ENDS:
        return Mistake("template-end-alone", name.start, None, {"name": name.text})
    if found := _END.match(dead.source, name.start):
        return Mistake("template-tag", name.start, found.end(), {"fix": f"end{found[1]}"})
    if name is dead.here or name.text not in _TAGS:
        near = _FOREIGN_TAGS.get(name.text) or (hints.near(name.text, _TAGS) if name.text not in _TAGS else None)
        return Mistake("template-tag", name.start, None, {"near": near})
    return None


def _plus(dead: DeadEnd) -> Mistake | None:
    """Explain a `+` that shall keep blanks, as in Jinja."""
    before = [dead.last.start] if dead.last is not None and dead.last.text == "+" else []
    behind = [found.start(1)] if dead.here is not None and (found := _KEEPS.match(dead.source, dead.here.end)) else []
    at = next((at for at in before + behind if _KEEPS.match(dead.source, at)), None)
    return Mistake("template-plus", at, at + 1, {}) if at is not None and dead.tag else None


def _braces(dead: DeadEnd) -> Mistake | None:
    """Explain braces that are opened and not closed before the text goes on or ends."""
    if not dead.tag:
        return None
    opened = dead.tag[0]
    key, close = _OPENED[opened.kind]
    rest = re.split(r"\{[{%]", dead.source[opened.start + 2 :], maxsplit=1)[0]
    is_single = dead.here is None and dead.source.startswith("}", dead.at) and not dead.brackets
    return Mistake(key, opened.start, opened.start + 2, {}) if close not in rest or is_single else None


def _tag_words(dead: DeadEnd) -> Mistake | None:
    """Explain a tag that says too little, or in another way than ours."""
    words = [token.text for token in dead.tag[1:]]
    if not words or dead.tag[0].kind != "block_begin" or dead.here is None:
        return None
    if words == ["else"] and dead.here.text == "if":
        return Mistake("expression-sign", dead.tag[1].start, dead.here.end, {"sign": "else if", "fix": "elif"})
    if words[0] == "for" and "in" not in words:
        return Mistake("template-for", dead.at, None, {})
    if words[0] == "set" and "=" not in words:
        return Mistake("template-set", dead.at, None, {})
    return None


def _nothing(dead: DeadEnd) -> Mistake | None:
    is_empty = len(dead.tag) == 1 and dead.here is not None and dead.here.kind == "variable_end"
    return Mistake("expression-empty", dead.at, None, {}) if is_empty else None


def _open_bracket(dead: DeadEnd) -> Mistake | None:
    """Explain the end of an expression in which a bracket is open."""
    is_end = dead.is_end or dead.source.startswith(("}}", "%}", "-%}", "-}}"), dead.at)
    if not is_end or not dead.brackets:
        return None
    sign = dead.brackets[-1]
    if sign.text == "{" and dead.source.endswith("{{", 0, sign.start) and dead.source.startswith("}}}", dead.at):
        inner = dead.source[sign.end : dead.at].strip()  # Handlebars prints so what it doesn't escape
        return Mistake("expression-sign", sign.start - 2, dead.at + 3, {"sign": "{{{", "fix": f"{{{{ {inner} }}}}"})
    return Mistake("expression-bracket-open", sign.start, sign.end, {"sign": sign.text, "meant": _BRACKETS[sign.text]})


def _sign(dead: DeadEnd) -> Mistake | None:
    """Explain a sign of another language or keyboard, the longest that reaches to where reading stops."""
    if dead.is_end and dead.last is not None and dead.last.text in _COMPARED:
        return None
    quoted = _WIDE_QUOTED.match(dead.source, dead.at)
    if quoted is not None:
        return Mistake("expression-sign", dead.at, quoted.end(), {"sign": quoted[0][0], "fix": f"'{quoted[1]}'"})
    for start in range(max(dead.at - 2, 0), dead.at + 1):
        for sign, meant in _SIGNS.items():
            end = start + len(sign)
            if (
                dead.source.startswith(sign, start)
                and end > dead.at
                and (sign != "!" or _NEGATED.match(dead.source, end))
            ):
                is_glued = meant.isalpha() and not dead.source[end : end + 1].isspace()
                return Mistake("expression-sign", start, end, {"sign": sign, "fix": f"{meant} " if is_glued else meant})
    char = dead.source[dead.at : dead.at + 1]
    plain = unicodedata.normalize("NFKC", char)
    if plain != char and plain.isascii():
        return Mistake("expression-sign", dead.at, dead.at + 1, {"sign": char, "fix": plain.strip() or " "})
    return None


def _question(dead: DeadEnd) -> Mistake | None:
    """Explain a choice as other languages write it."""
    if dead.source[dead.at : dead.at + 1] != "?" or dead.source.startswith("??", dead.at):
        return None
    start = dead.tag[0].end if dead.tag else 0
    end = min((at for sign in ("}}", "%}") if (at := dead.source.find(sign, dead.at)) >= 0), default=len(dead.source))
    words = dead.source[start:end]
    found = _TERNARY.fullmatch(words.strip())
    if found is None or (dead.tag and dead.tag[0].kind != "variable_begin"):
        return Mistake("expression-choice", dead.at, dead.at + 1, {})
    start += len(words) - len(words.lstrip())
    fix = f"{found[2]} if {found[1]} else {found[3]}"
    return Mistake("expression-choice", start, start + len(words.strip()), {"fix": fix})


def _unreadable(dead: DeadEnd) -> Mistake | None:
    """Explain a character that begins no token."""
    if dead.here is not None or dead.is_end:
        return None
    char, end = dead.source[dead.at], dead.at + 1
    if char in "'\"":
        return Mistake("expression-quote-open", dead.at, end, {"sign": char})
    if char in _OPENING:
        return Mistake("expression-bracket-alone", dead.at, end, {"sign": char, "meant": _OPENING[char]})
    return Mistake("expression-character", dead.at, end, {"sign": char})


def _incomplete(dead: DeadEnd) -> Mistake | None:
    """Explain an expression that ends where something must follow."""
    is_end = dead.is_end or (dead.here is not None and dead.here.kind in _CLOSED)
    if not is_end or dead.last is None:
        return None
    return Mistake("expression-incomplete", dead.at, None, {"before": dead.last.shown})


def _misplaced(dead: DeadEnd) -> Mistake:
    """Explain a token that can't stand where it does."""
    found = dead.here.shown if dead.here is not None else dead.source[dead.at : dead.at + 1]
    if dead.last is None or dead.last.kind in _OPENED:
        return Mistake("expression-start", dead.at, None, {"found": found})
    return Mistake("expression-syntax", dead.at, None, {"found": found, "before": dead.last.shown})


_RULES: Final[tuple[Callable[[DeadEnd], Mistake | None], ...]] = (
    _block, _plus, _braces, _tag_name, _nothing, _open_bracket, _tag_words, _question, _sign, _unreadable, _incomplete,
    _misplaced,
)  # fmt: skip
"""In the order in which they are asked: the first that has something to say is right."""
