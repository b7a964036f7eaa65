"""Phrase: one thing to say, in each language; of a command, all that its help says."""

from typing import NamedTuple


class Phrase(NamedTuple):
    """The same words in English and Chinese, with places such as `{count}`; `one` is the English for a `count` of one."""

    en: str
    zh: str
    one: str = ""


class Help(NamedTuple):
    """The help of one command: a line for the list of commands, paragraphs, and lines to copy, which are never wrapped."""

    short: Phrase
    text: Phrase
    lines: Phrase


def same(text: str) -> Phrase:
    """Return what is said alike in both languages."""
    return Phrase(text, text)
