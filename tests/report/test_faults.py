"""Faults as text: the caret stands right under the place, whatever the width of what is before it."""

import pytest

from engine.phrases.messages import Messages
from engine.report.faults import as_data, as_github, as_human, excerpt
from engine.report.width import clipped, padded, width_of
from engine.values.fault import fault, has_errors
from engine.values.place import Place

TABLE = {
    "bad-thing": {
        "code": "EC1000",
        "en": {"message": "{name} is bad.", "hint": "Mend it."},
        "zh": {"message": "{name} 有误。", "hint": "请改正。"},
    },
}


def place(line: int, column: int, end: int) -> Place:
    return Place("r.yaml", line, column, line, end)


@pytest.mark.parametrize(
    ("text", "where", "caret"),
    [
        ("a: bad", place(1, 4, 7), "   ^^^"),
        ("水彩: 错", place(1, 5, 6), "      ^^"),
        ("\tx: y", place(1, 2, 3), "    ^"),
        ("short", place(1, 99, 99), "     ^"),
    ],
    ids=["ascii", "wide", "tab", "behind the end"],
)
def test_the_caret_stands_under_the_place(text: str, where: Place, caret: str) -> None:
    _, under = excerpt(text, where)
    assert under.partition(" | ")[2] == caret


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\x0b", "\n\u2028", "\n\x85"])
def test_lines_end_where_places_say_that_they_end(end: str) -> None:
    shown, _ = excerpt(f"one{end}two\nthree", place(3, 1, 2))
    assert shown == "    3 | three"


def test_a_line_that_is_not_there_has_no_excerpt() -> None:
    assert excerpt("one", place(7, 1, 2)) == []


def test_human_text_names_place_message_code_and_hint() -> None:
    found = fault("bad-thing", place(2, 1, 4), name="x", near="y")
    text = as_human([found], Messages(TABLE, "en"), {"r.yaml": "a\nbad\n"})
    assert text == (
        "r.yaml:2:1: error: x is bad. [EC1000 bad-thing]\n    2 | bad\n      | ^^^\n  Did you mean y? Mend it.\n"
    )


def test_chinese_words_for_chinese_readers() -> None:
    text = as_human([fault("bad-thing", place(1, 1, 2), name="x")], Messages(TABLE, "zh"), {})
    assert text == "r.yaml:1:1: 错误: x 有误。 [EC1000 bad-thing]\n  请改正。\n"


def test_values_are_data_and_never_format_strings() -> None:
    data = as_data([fault("bad-thing", place(1, 1, 2), name="{near} {0.__class__}")], Messages(TABLE, "en"))
    assert data["faults"][0]["message"] == "{near} {0.__class__} is bad."


def test_only_errors_make_a_file_wrong() -> None:
    warning = fault("axis-unread", place(1, 1, 2), name="x")
    assert not has_errors([warning])
    assert has_errors([warning, fault("bad-thing", place(1, 1, 2), name="x")])


def test_github_annotations_escape_what_would_end_them() -> None:
    found = fault("bad-thing", Place("a,b:c.yaml", 1, 2, 1, 3), name="50%\nnext")
    text = as_github([found], Messages(TABLE, "en"))
    assert text == (
        "::error file=a%2Cb%3Ac.yaml,line=1,col=2,endLine=1,endColumn=3,title=EC1000 bad-thing"
        "::50%25%0Anext is bad. Mend it.\n"
    )


def test_widths() -> None:
    assert width_of("水a") == 3
    assert padded("水", 4) == "水  "
    assert clipped("水彩画风", 5) == "水彩…"
    assert clipped("abc", 3) == "abc"


def test_an_excerpt_shows_nothing_that_a_terminal_obeys_and_no_line_without_end() -> None:
    assert excerpt("a: \x1b[31mred\x07\x9b", Place("f", 1, 4, 1, 5)) == [
        "    1 | a: \ufffd[31mred\ufffd\ufffd",
        "      |    ^",
    ]
    line, caret = excerpt("x" * 2000 + "雪?" + "y" * 2000, Place("f", 1, 2002, 1, 2003))
    assert len(line) < 200
    assert line[line.index("?") - 1 : line.index("?") + 2] == "雪?y"
    shown, marked = line.partition("| ")[2], caret.partition("| ")[2]
    assert width_of(shown[: shown.index("?")]) == marked.index("^")
    assert excerpt("x" * 300, Place("f", 1, 1, 1, 301))[1].count("^") <= 160
