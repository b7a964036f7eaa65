"""Paths: `inputs.style`, `steps.restyle.video`: the expressions that nearly every recipe is made of.

Reading them here gives the trees that the full grammar gives, and spares most recipes the import of Jinja, which costs
as much as everything else in a check together.
"""

import re

from engine.language.render import with_line_feeds
from engine.language.syntax import MAX_DEPTH, Member, Name, Print, Statement, Text, Tree
from engine.text.marks import Marks

_WORD = r"(?!(?:and|or|not|in|is|if|else|true|false|none|True|False|None)\b)[A-Za-z_][A-Za-z0-9_]*"
_NAMES = _WORD + r"(?:\.[A-Za-z_][A-Za-z0-9_]*)*"
PATH = re.compile(_NAMES)
_OPENED = re.compile(r"\{\{|\{%")
_PRINTED = re.compile(r"\{\{[ \t]*(" + _NAMES + r")[ \t]*\}\}")


def path_in(source: str, marks: Marks, base: int) -> Tree | None:
    """Return the tree of a source that is a path and nothing else; `base` is its offset in the marked text."""
    if not PATH.fullmatch(source) or source.count(".") >= MAX_DEPTH:
        return None
    root, *names = source.split(".")
    tree: Tree = Name(root, marks.place(base, base + len(root)))
    end = base + len(root)
    for name in names:
        start, end = end + 1, end + 1 + len(name)
        tree = Member(tree, name, marks.place(start, end), marks.place(base, end))
    return tree


def plain_template(source: str, marks: Marks) -> tuple[Statement, ...] | None:
    """Return the statements of a template that prints paths only; None for any other."""
    found: list[Statement] = []
    source, at = with_line_feeds(source), 0
    while opened := _OPENED.search(source, at):
        printed = _PRINTED.match(source, opened.start())
        tree = path_in(printed[1], marks, printed.start(1)) if printed else None
        if printed is None or tree is None:
            return None
        found += [Text(source[at : opened.start()]), Print(tree)]
        at = printed.end()
    return (*found, Text(source[at:]))
