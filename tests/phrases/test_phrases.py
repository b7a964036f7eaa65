"""Every phrase exists in both languages, says nothing in the other one, is used, and is filled where it is used."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import engine
from engine import phrases
from engine.phrases.messages import REASONS, Messages
from engine.phrases.phrase import Phrase
from engine.phrases.reasons import PLANNED
from engine.resources import load_json
from engine.run.money.attempt import Unfit
from engine.values.reason import Argument
from tests.phrases.language import chinese_in, english_in

ENGINE = Path(engine.__file__).parent
PLACES = re.compile(r"\{([a-z_]+)\}")
TABLE = load_json("messages.json")


def modules() -> Iterator[str]:
    return (found.name for found in pkgutil.iter_modules(phrases.__path__) if found.name not in ("messages", "phrase"))


def phrases_of(module: str) -> Iterator[tuple[str, Phrase]]:
    """Every phrase of a table, with its name."""
    for name, value in vars(importlib.import_module(f"engine.phrases.{module}")).items():
        if not name.isupper():
            continue
        if isinstance(value, Phrase):
            yield name, value
        elif isinstance(value, Mapping):
            yield from ((f"{name}[{key}]", phrase) for key, phrase in value.items())
        elif isinstance(value, tuple):  # the help of a command
            yield from ((f"{name}.{field}", phrase) for field, phrase in value._asdict().items())


ALL = [(f"{module}.{name}", phrase) for module in modules() for name, phrase in phrases_of(module)]


@pytest.mark.parametrize(("name", "phrase"), ALL, ids=[name for name, _ in ALL])
def test_a_phrase_says_the_same_in_both_languages(name: str, phrase: Phrase) -> None:
    assert bool(phrase.en) == bool(phrase.zh)
    assert set(PLACES.findall(phrase.en)) == set(PLACES.findall(phrase.zh))
    assert not phrase.one or set(PLACES.findall(phrase.one)) == set(PLACES.findall(phrase.en))
    assert chinese_in(phrase.en + phrase.one) == []
    assert english_in(phrase.zh) == []


NUMBERS = (
    "count",
    "rows",
    "rows_hidden",
    "columns_hidden",
    "jobs",
    "pages",
    "pieces",
    "running",
    "tasks",
    "files",
    "errors",
    "warnings",
)
COUNTED = re.compile(rf"\{{({'|'.join(NUMBERS)})\}} (?:more )?[a-z]+s\b")
AT_LEAST_TWO = {
    "EC1235": "more than any recipe may make",
    "EC1550": "more than a split makes",
    "EC1603": "given several times",
    "EC1716": "more than any campaign may make",
    "EC1780": "several attachments",
    "EC1905": "near its limit",
    "EC2016": "names of rows",
    "EC2017": "more than one document holds",
    "EC2023": "several files",
    "EC2234": "several submits",
}


@pytest.mark.parametrize(("name", "phrase"), ALL, ids=[name for name, _ in ALL])
def test_one_is_not_told_as_many(name: str, phrase: Phrase) -> None:
    assert phrase.one or not COUNTED.search(phrase.en)


def test_no_message_tells_one_as_many() -> None:
    told = {row["code"]: " ".join(texts_of(row["en"])) for row in TABLE.values()}
    assert {code for code, text in told.items() if COUNTED.search(text)} <= set(AT_LEAST_TWO)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 rows of b"), (1, "1 row of b"), (2, "2 rows of b"), ("10", "10 rows of b")]
)
def test_of_two_forms_the_one_that_fits_is_said(count: Argument, said: str) -> None:
    phrase = Phrase("{count} (row|rows) of {name}", "{name} 的 {count} 行")
    assert Messages(TABLE, "en").say(phrase, count=count, name="b") == said
    assert Messages(TABLE, "zh").say(phrase, count=count, name="1 (a|b)") == f"1 (a|b) 的 {count} 行"


def texts_of(row: Mapping[str, object]) -> Iterator[str]:
    return (text for text in row.values() if isinstance(text, str))


@pytest.mark.parametrize("key", sorted(TABLE))
def test_a_message_says_nothing_in_the_other_language(key: str) -> None:
    row = TABLE[key]
    said = {lang: " ".join((*texts_of(row[lang]), *texts_of(row[lang].get("call", {})))) for lang in ("en", "zh")}
    assert english_in(said["zh"]) == []
    assert chinese_in(said["en"]) == []


_HAN = "[\u4e00-\u9fff]"
_CODE = re.compile(r"`[^`]*`")
_ILL_SET = re.compile(f"{_HAN} ?[?!;:,]|[?!;:,] ?{_HAN}|{_HAN}`|`{_HAN}|{_HAN}[(]|[)]{_HAN}")


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("是不是想写 `a`？", False), ("是不是想写 a?", False), ("想写?", True), ("必须是`true`。", True),
        ("可用：a、b", False), ("此处:a", True), ("用 `a: 甲` 写", False), ("见(注)", True),
    ],
)  # fmt: skip
def test_what_is_ill_set_is_found(text: str, ill: bool) -> None:
    assert bool(_ILL_SET.search(_CODE.sub("``", text))) is ill


def test_chinese_is_set_with_its_own_signs_and_a_blank_beside_code() -> None:
    said = [text for row in TABLE.values() for text in texts_of(row["zh"])]
    said += [phrase.zh for _, phrase in ALL]
    assert [text for text in said if _ILL_SET.search(_CODE.sub("``", text))] == []


def test_there_is_one_chinese_word_for_media() -> None:
    said = [text for row in TABLE.values() for text in texts_of(row["zh"])]
    said += [phrase.zh for _, phrase in ALL]
    assert [text for text in said if "媒体" in text.replace("媒体库", "")] == []


def sources() -> Iterator[ast.Module]:
    return (
        ast.parse(path.read_text("utf-8"))
        for path in sorted(ENGINE.rglob("*.py"))
        if path.parent.name != "phrases" or path.stem == "messages"
    )


def test_every_phrase_is_said_somewhere() -> None:
    named = set()
    for tree in sources():
        named |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert sorted(name for name, _ in ALL if re.split(r"[.\[]", name)[1] not in named | {"NETWORK", "SERVICE", "LIST", "ADDRESS", "MEDIA", "SYSTEM", "JSON"}) == []  # fmt: skip


class Given(NamedTuple):
    """A reason that is written out in the code: its code and the names of its arguments."""

    code: str
    names: frozenset[str]


def given() -> Iterator[Given]:
    for tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            names = frozenset(keyword.arg or "**" for keyword in node.keywords)
            if name == "because" and isinstance(node.args[0], ast.Constant):
                yield Given(node.args[0].value, names)
            elif name == "Cause" and names == {"code"} and isinstance(node.keywords[0].value, ast.Constant):
                yield Given(node.keywords[0].value.value, frozenset())


def test_every_reason_has_words_and_fills_their_places() -> None:
    lacking = []
    for one in set(given()):
        told = [table[one.code].en for table in (PLANNED, REASONS) if one.code in table]
        told += [TABLE[one.code]["en"]["message"]] if one.code in TABLE and not told else []
        if not any(set(PLACES.findall(text)) <= one.names for text in told):
            lacking.append(one)
    assert sorted(lacking) == []


def test_every_word_for_a_reason_has_a_reason() -> None:
    codes = {one.code for one in given()} | {"quoted", *(f"needs-{state}" for state in ("failed", "held", "skipped"))}
    codes |= {f"unfit-{why}" for why in Unfit}
    assert sorted(set(REASONS) - codes) == []
