"""What counts as a word of the other language."""

import pytest

from tests.phrases.language import chinese_in, english_in


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("运行 r 已完成", []),
        ("nothing was sent", ["nothing was sent"]),
        ("用法见 `editchain plan --help`。", []),
        ("没有应答（“Server disconnected without a word.”）", []),
        ("video file:abc, resolution 720P, watermark true", []),
        ("可用：video, prompt, seed", []),
        ("错误: all of this is prose [EC1001 a-key]", ["all of this is prose"]),
    ],
)
def test_english(text: str, english: list[str]) -> None:
    assert english_in(text) == english


@pytest.mark.parametrize(
    ("text", "chinese"), [("done “完成”", []), ("done：完成", ["：完成"]), ("out/春季/final.mp4", [])]
)
def test_chinese(text: str, chinese: list[str]) -> None:
    assert chinese_in(text) == chinese
