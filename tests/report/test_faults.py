"""Faults as text: the caret stands right under the place, whatever the width of what is before it."""

import pytest
from hypothesis import given, strategies as st

from engine.errors import AuthorError
from engine.phrases.messages import Messages
from engine.report.abridged import MAX_ALIKE, MAX_EQUAL
from engine.report.display import Display
from engine.report.faults import Extent, as_data, as_github, as_human, error_text, excerpt, summary
from engine.report.width import clipped, clipped_front, padded, width_of
from engine.values.fault import fault, has_errors
from engine.values.place import Place

TABLE = {
    "bad-thing": {
        "code": "EC1000",
        "en": {"message": "{name} is bad.", "hint": "Mend it."},
        "zh": {"message": "{name} 有误。", "hint": "请改正。"},
    },
    "no-thing": {
        "code": "EC1001",
        "en": {"message": "{name} is none of {known}.", "hint": ""},
        "zh": {"message": "{name} 不在 {known} 之中。", "hint": ""},
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


@pytest.mark.parametrize(("lang", "said"), [("en", "x, y is none of a, b."), ("zh", "x, y 不在 a、b 之中。")])
def test_names_are_listed_with_the_signs_of_the_language(lang: str, said: str) -> None:
    data = as_data([fault("no-thing", place(1, 1, 2), name="x, y", known="a, b")], Messages(TABLE, lang))
    assert data["faults"][0]["message"] == said


def test_values_are_data_and_never_format_strings() -> None:
    data = as_data([fault("bad-thing", place(1, 1, 2), name="{near} {0.__class__}")], Messages(TABLE, "en"))
    assert data["faults"][0]["message"] == "{near} {0.__class__} is bad."


def test_only_errors_make_a_file_wrong() -> None:
    warning = fault("axis-unread", place(1, 1, 2), name="x")
    assert not has_errors([warning])
    assert has_errors([warning, fault("bad-thing", place(1, 1, 2), name="x")])


def test_github_annotations_escape_what_would_end_them() -> None:
    found = fault("bad-thing", Place("水,b:c.yaml", 1, 2, 1, 3), name="50%\nnext")
    text = as_github([found], Messages(TABLE, "en"))
    assert text == (
        "::error file=水%2Cb%3Ac.yaml,line=1,col=2,endLine=1,endColumn=3,title=EC1000 bad-thing"
        "::50%25%0Anext is bad. Mend it.\n"
    )


def test_widths() -> None:
    assert width_of("水a") == 3
    assert padded("水", 4) == "水  "
    assert clipped("水彩画风", 5) == "水彩…"
    assert clipped("abc", 3) == "abc"
    assert clipped_front("水彩画风", 5) == "…画风"
    assert clipped_front("abc", 3) == "abc"


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


WIDTHS = [40, 60, 80, 120]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("before", ["", "key: ", "x" * 500, "水彩画风 " * 90, "\t" * 60, "é" * 300, "a: \x1b[31m" * 60])
@pytest.mark.parametrize("behind", ["", " and more", "y" * 500, "雪" * 500])
@pytest.mark.parametrize("word", ["bad", "有误的词", "w" * 200])
def test_an_excerpt_fits_the_screen_and_its_caret_stands_under_its_word(
    before: str, behind: str, word: str, columns: int
) -> None:
    start = len(before) + 1
    line, caret = excerpt(f"{before}{word}{behind}", place(1, start, start + len(word)), columns)
    assert max(width_of(line), width_of(caret)) <= columns
    above = under(line, caret)
    assert above == word or (above[:3] == word[:3] and len(word) > 4)


def under(line: str, caret: str) -> str:
    """What stands in the columns that are marked."""
    first, last = caret.index("^"), len(caret)
    return "".join(
        char for number, char in enumerate(line) if first <= width_of(line[:number]) < last and width_of(char)
    )


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\n\r\0"), max_size=300),
    st.integers(1, 310), st.integers(0, 310), st.sampled_from(WIDTHS),
)  # fmt: skip
def test_no_line_at_all_is_wider_than_the_screen(text: str, column: int, length: int, columns: int) -> None:
    found = excerpt(text, place(1, column, column + length), columns)
    assert len(found) == 2
    assert [width_of(line) <= columns for line in found] == [True, True]
    assert "^" in found[1]


def test_of_a_file_that_is_no_text_no_line_is_shown() -> None:
    text = "recipe: 1\n".encode("utf-16").decode("utf-8", "replace")
    assert excerpt(text, place(1, 1, 2)) == []


def painted(role: str, text: str) -> str:
    return f"<{role}>{text}</>"


def test_on_a_screen_words_are_folded_and_few_of_them_painted() -> None:
    found = fault("bad-thing", place(2, 1, 4), name="x" * 10 + " y" * 15, fix="good\n  x: 1")
    text = as_human([found], Messages(TABLE, "en"), {"r.yaml": "a\nbad\n"}, Display(40, painted))
    assert text.splitlines() == [
        "<place>r.yaml:2:1: </><error>error: </>xxxxxxxxxx y y y y",
        "  y y y y y y y y y y y is bad. [EC1000",
        "  bad-thing]",
        "    2 | bad",
        "      | <error>^^^</>",
        "  Write:",
        "    <fix>good</>",
        "    <fix>  x: 1</>",
        "  Mend it.",
    ]


def test_what_comes_from_outside_is_never_obeyed() -> None:
    found = fault("bad-thing", Place("a\x1b[2J.yaml", 1, 1, 1, 2), name="\x1b[31m\u202e", fix="\x07", near="\x9b")
    text = as_human([found], Messages(TABLE, "en"), {})
    assert text.isprintable() or {char for char in text if not char.isprintable()} == {"\n"}
    told = error_text(AuthorError("bad-thing", name="\x1b[31m"), Messages(TABLE, "en"))
    assert told == "error: �[31m is bad. [EC1000 bad-thing]\n  Mend it.\n"


def test_of_many_equal_faults_the_first_are_shown_and_where_the_others_stand() -> None:
    found = [fault("bad-thing", place(line, 1, 2), name="x") for line in range(1, 5001)]
    other = fault("bad-thing", Place("s.yaml", 1, 1, 1, 2), name="x")
    text = as_human([*found, other], Messages(TABLE, "en"), {})
    assert text.splitlines()[2 * MAX_EQUAL :] == [
        "r.yaml: error: 4997 more like this, in lines 4, 5, 6, 7, 8, 9, 10, 11, …, 5000. [EC1000 bad-thing]",
        "s.yaml:1:1: error: x is bad. [EC1000 bad-thing]",
        "  Mend it.",
    ]
    assert len(as_data(found, Messages(TABLE, "en"))["faults"]) == 5000


def test_of_many_faults_of_one_kind_more_are_shown_but_not_all() -> None:
    found = [fault("bad-thing", place(line, 1, 2), name=str(line)) for line in range(1, 101)]
    lines = as_human(found, Messages(TABLE, "zh"), {}).splitlines()
    assert len(lines) == 2 * MAX_ALIKE + 1
    assert lines[-1].startswith("r.yaml: 错误: 同类的还有 80 处，位于第 21、22、23")


@pytest.mark.parametrize("count", [MAX_EQUAL, MAX_EQUAL + 1])
def test_no_line_stands_for_a_single_fault(count: int) -> None:
    found = [fault("bad-thing", place(line, 1, 2), name="x") for line in range(1, count + 1)]
    assert as_human(found, Messages(TABLE, "en"), {}).count("EC1000") == count


@pytest.mark.parametrize(
    ("extent", "said"),
    [
        (Extent(recipes=1), "checked 1 recipe: no mistakes"),
        (Extent(recipes=2, campaigns=1, rows=1200), "checked 2 recipes, 1 campaign, 1200 rows: no mistakes"),
        (Extent(), "checked nothing: no mistakes"),
    ],
)
def test_a_check_says_what_it_has_gone_through(extent: Extent, said: str) -> None:
    assert summary([], extent, Messages(TABLE, "en")) == said
