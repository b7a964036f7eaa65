"""Texts are broken where a terminal's line ends, and nothing is lost."""

import pytest

from engine.report.width import clipped, one_line, width_of, wrapped


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one", 2, ["one"]),
        ("按指令修改片段", 6, ["按指令", "修改片", "段"]),
        ("修改片段，最多四张", 8, ["修改片", "段，最多", "四张"]),
        ("用 editchain 运行", 12, ["用 editchain", "运行"]),
    ],
)
def test_wrapped(text: str, columns: int, lines: list[str]) -> None:
    assert list(wrapped(text, columns)) == lines


@pytest.mark.parametrize("columns", range(4, 30))
def test_no_line_is_wider_and_nothing_is_lost(columns: int) -> None:
    text = "提供与 DashScope 兼容的服务；任何内容都不会离开本机。 a b c（默认 8787）"
    lines = list(wrapped(text, columns))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= max(columns, 11) for line in lines)


def test_clipped_and_one_line() -> None:
    assert clipped("按指令修改", 5) == "按指…"
    assert one_line("a\nb\x1b[2Jc") == "a b�[2Jc"
