import json

from hypothesis import given, strategies as st

from engine.text.compose import compose
from engine.text.marks import marks_of
from engine.text.nodes import MapNode, ScalarNode
from engine.text.source import Source, source_of
from engine.values.fault import Faults

WORDS = st.lists(st.text(alphabet="ab雪é'\"\\{}:-", min_size=1, max_size=6), min_size=1, max_size=6)


def scalar(text: str) -> tuple[ScalarNode, Source]:
    source = source_of(text, "f")
    assert isinstance(source, Source)
    root = compose(source, Faults())
    assert isinstance(root, MapNode)
    node = root.get("k")
    assert isinstance(node, ScalarNode)
    return node, source


def assert_marks_show_every_word(node: ScalarNode, source: Source) -> None:
    marks = marks_of(node, source)
    for offset, char in enumerate(node.text):
        if not char.isspace():
            place = marks.place(offset, offset + 1)
            shown = source.line(place.line)[place.column - 1]
            assert shown == char or (node.style == '"' and shown == "\\")


@given(WORDS)
def test_literal_blocks(words):
    lines = "\n".join(f"    {word}" for word in words)
    assert_marks_show_every_word(*scalar(f"k: |\n{lines}\nnext: 1"))


@given(WORDS)
def test_folded_blocks(words):
    lines = "\n\n".join(f"    {word} {word}\n    {word}" for word in words)
    assert_marks_show_every_word(*scalar(f"first: 0\nk: >-\n{lines}\nnext: 1"))


@given(WORDS, st.booleans())
def test_double_quotes_with_escapes(words, ascii_only):
    text = json.dumps(" ".join(words), ensure_ascii=ascii_only)
    assert_marks_show_every_word(*scalar(f"k: {text}"))


@given(WORDS)
def test_single_quotes_over_lines(words):
    text = "\n   ".join(word.replace("'", "''") for word in words)
    assert_marks_show_every_word(*scalar(f"k: 'x{text}'"))


def test_plain_text_over_lines():
    node, source = scalar("k: one two\n  three 雪 four\n")
    place = marks_of(node, source).place(node.text.index("four"), len(node.text))

    assert (place.line, place.column, place.end_column) == (2, 11, 15)


def test_continued_line_in_double_quotes():
    node, source = scalar('k: "one \\\n   two\\tthree"\n')
    place = marks_of(node, source).place(node.text.index("three"), len(node.text))

    assert (node.text, place.line, place.column) == ("one two\tthree", 2, 9)


def test_anchor_is_passed_over():
    node, source = scalar("k: &here one\n")

    assert marks_of(node, source).place(0, 3).column == 10
