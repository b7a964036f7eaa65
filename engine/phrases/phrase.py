"""Phrase: one thing to say, in each language."""

from typing import NamedTuple


class Phrase(NamedTuple):
    """The same words in English and Chinese, with places such as `{count}`; `one` is the English for a `count` of one."""

    en: str
    zh: str
    one: str = ""
