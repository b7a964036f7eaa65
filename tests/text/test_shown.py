"""What is sent to a terminal holds nothing that it obeys, and nothing that a reader can't see."""

import pytest

from engine.text.unseen import shown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plain", "plain"),
        ("水彩 é 👩‍🎨", "水彩 é 👩‍🎨"),
        ("a\tb\nc\r\nd", "a\tb\nc\nd"),
        ("\x1b[31mred\x1b]0;title\x07", "�[31mred�]0;title�"),
        ("\x9b2J\x7f\x08\r!", "�2J���!"),
        ("a\u200bb\u202ec\u2066d\ufeff", "a<U+200B>b<U+202E>c<U+2066>d<U+FEFF>"),
        ("\udcff", "�"),
    ],
)
def test_a_text_is_shown_as_signs(text: str, said: str) -> None:
    assert shown(text) == said
