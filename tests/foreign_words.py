"""The words of other libraries: none of them may reach a user."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType

from engine.phrases.messages import Messages
from engine.resources import load_json
from engine.values.fault import Fault

_WORDS = re.compile(r"[A-Za-z]{2,}[ ,]+[A-Za-z']{2,}")
"""What tells a message from a name: two words in a row."""


@cache
def words_of(module: ModuleType) -> frozenset[str]:
    """Return all pieces of texts in a module that may be a message or a part of one."""
    tree = ast.parse(inspect.getsource(module))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
    return frozenset(text for node in texts if isinstance(text := node.value, str) and _WORDS.search(text))


def foreign_words(faults: Iterable[Fault], modules: Iterable[ModuleType]) -> Iterator[str]:
    """Give what of other libraries' words the faults would show, in any language."""
    foreign = {words.strip() for module in modules for words in words_of(module)}
    for found in faults:
        for lang in ("en", "zh"):
            words = Messages(load_json("messages.json"), lang).of_fault(found)
            shown = f"{words.message}\n{words.cure}"
            yield from (f"{found.key}: {words}" for words in foreign if words in shown)
