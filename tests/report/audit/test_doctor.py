"""What a look at the surroundings has found, on a narrow terminal and in words for everything."""

import ast
from pathlib import Path

import pytest

import engine
from engine.errors import OperatorError
from engine.phrases import doctor as words
from engine.phrases.messages import Messages
from engine.report.amounts import bytes_text
from engine.report.audit.doctor import Examined, Fitness, Health, health_data, health_text
from engine.report.width import width_of
from tests.report.runs import CHINESE, ENGLISH

AUDIT = Path(engine.__file__).parent / "api" / "audit"
GOOD = Examined(name="locks", verdict=Fitness.OK, found="locks-hold")
BAD = Examined(
    name="storage",
    verdict=Fitness.FAILED,
    found="storage-away",
    args={"host": "oss", "why": "silent"},
    cure="open-storage",
)


@pytest.mark.parametrize("messages", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("columns", [40, 60, 100])
def test_nothing_is_wider_than_the_screen(messages: Messages, columns: int) -> None:
    lines = health_text(Health("dashscope-cn", (GOOD, BAD)), messages, columns).splitlines()
    assert all(width_of(line) <= columns for line in lines[1:-1]), lines


def test_only_what_failed_is_in_the_way() -> None:
    warned = Examined(name="key", verdict=Fitness.WARNING, found="untold")
    assert [Health("s", checks).exit for checks in ((GOOD,), (GOOD, warned), (GOOD, warned, BAD))] == [0, 0, 3]


def test_an_error_says_itself_what_to_do() -> None:
    told = Examined.of_error("key", OperatorError("key-missing", service="dashscope-cn"))
    (check,) = health_data(Health("dashscope-cn", (told,)), ENGLISH)["checks"]
    assert check["found"] == "The service dashscope-cn needs an API key."
    assert check["to_do"]


def named(keyword: str) -> set[str]:
    """Every text that the rooms which look give for a keyword, also in a choice or a default."""
    found = set()
    for path in AUDIT.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == keyword:
                found |= {one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant) and one.value}
    return found


def test_everything_that_is_found_has_words() -> None:
    assert named("name") <= words.NAMES.keys()
    assert named("found") <= words.FOUND.keys()
    assert named("cure") <= words.CURES.keys()


def test_bytes_are_read_in_the_largest_unit() -> None:
    sizes = [0, 1023, 1024, 1536, 5 << 20, 3 << 30, 5 << 40, 7 << 50]
    assert [bytes_text(size) for size in sizes] == [
        "0 B", "1023 B", "1.0 KiB", "1.5 KiB", "5.0 MiB", "3.0 GiB", "5.0 TiB", "7168.0 TiB",
    ]  # fmt: skip
