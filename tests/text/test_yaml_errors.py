"""What stops a YAML parser is said in our own words: those of its errors are neither read nor shown."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, strategies as st

from engine.phrases.messages import Messages
from engine.resources import load_json
from engine.text.compose import compose
from engine.text.source import Source, source_of
from engine.text.yaml_problems import Problem, problem_of
from engine.values.fault import Fault, Faults

CORPUS = Path(__file__).parents[1] / "recipes" / "good"
PIECES = [
    "\t", "'", '"', ": ", ":", "- ", "-", "{", "}", "[", "]", ",", "|", ">", "&", "*", "!", "%", "@", "`", " #", "? ",
    "---", "...", "\n", "\n  ", "\n      ", "  ", "{{", "\\", "\\x", "\\u12", "\u3000", "\uff1a", "\uff0c", "<<: ",
    "&a", "*a", "!!str", "%YAML", "a: b",
]  # fmt: skip
TABLE = load_json("messages.json")


def error_of(source: Source) -> yaml.YAMLError | None:
    try:
        list(yaml.parse(source.text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        return error
    return None


def shown(faults: tuple[Fault, ...]) -> str:
    words = [Messages(TABLE, lang).of_fault(fault) for fault in faults for lang in ("en", "zh")]
    return "\n".join(f"{one.message} {one.cure}" for one in words)


def foreign(text: str) -> Iterator[str]:
    """Give what of the parser's own words is shown of a text; none for one that it reads."""
    source, faults = source_of(text, "f"), Faults()
    error = error_of(source) if isinstance(source, Source) else None
    if isinstance(source, Source) and error is not None:
        compose(source, faults)
        told = (getattr(error, "problem", None), getattr(error, "context", None), str(error))
        yield from (words for words in told if words and words in shown(faults.sorted()))
        assert len(faults), "a text that the parser refuses has a fault"


@given(st.lists(st.sampled_from([*PIECES, "word", "雪", "1"]), max_size=12).map("".join))
def test_nothing_that_is_said_is_the_parsers(text):
    assert list(foreign(text)) == []


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.yaml"))[::8], ids=lambda path: path.stem)
def test_nothing_that_is_said_of_a_changed_recipe_is_the_parsers(path):
    chance, text = random.Random(path.stem), path.read_text("utf-8")
    for _ in range(40):
        start = chance.randint(0, len(text))
        changed = text[:start] + chance.choice(PIECES) + text[start + chance.choice((0, 0, 1, 3)) :]
        assert list(foreign(changed)) == [], changed


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 'b", Problem.QUOTE),
        ("a: 'b''", Problem.QUOTE),
        ('a: "b\n--- c"', Problem.QUOTE),
        ('a: "\\p"', Problem.ESCAPE),
        ('a: "\\u12"', Problem.ESCAPE),
        ("a: [" + "[" * 2000, Problem.DEPTH),
        ("- " * 2000, Problem.DEPTH),
        ("a: 1\nb\nc: 2", Problem.NO_COLON),
        ("a: 1\nb", Problem.NO_COLON),
        ("a: 1\n'b'\nc: 2", Problem.NO_COLON),
        ("a: b: c", Problem.STRAY_COLON),
        ("a: b\n  c: d", Problem.STRAY_COLON),
        ("a: |b", Problem.BLOCK),
        ("a:\n    b: 1\n   c: 2", Problem.MAP),
        ("a: 'b' c", Problem.MAP),
        ("a:\n  - b\n  c: 1", Problem.LIST),
        ("a: {b: 1\nc: 2", Problem.FLOW),
        ("a: [1 # ]\nc: 2", Problem.FLOW),
        ("a: ['b' 'c']", Problem.FLOW),
        ("a: {b: 1}}", Problem.CLOSING),
        ("a: ]", Problem.CLOSING),
        ("a: [b] c", Problem.MAP),
        ("a: `b", Problem.START),
        ("a: @b", Problem.START),
        ("a: ,b", Problem.START),
        ("%foo: x", Problem.OTHER),
        ("'a'\nb: 1", Problem.OTHER),
        ("a: & b", Problem.OTHER),
    ],
)
def test_a_problem_is_known_by_its_marks(text, problem):
    source = source_of(text, "f")
    assert isinstance(source, Source)

    assert problem_of(error_of(source), source.lines) is problem
