"""Where an expression or a template can't be read on, our own words say why: Jinja lends its grammar, not its English."""

import re
from pathlib import Path

import jinja2.environment
import jinja2.exceptions
import jinja2.lexer
import jinja2.parser
import pytest
from hypothesis import example, given, strategies as st

from engine.language.parse import parse_expression, parse_template
from engine.language.unparsable import UnparsableError
from engine.text.marks import Marks
from engine.values.fault import Fault, Faults
from tests.foreign_words import foreign_words, words_of

JINJA = (jinja2.lexer, jinja2.parser, jinja2.environment, jinja2.exceptions)
CORPUS = Path(__file__).parents[1] / "recipes"
PIECES = [
    "a",
    "ab.c",
    "inputs.style",
    "row",
    "loop.index",
    "not",
    "and",
    "or",
    "in",
    "is",
    "if",
    "else",
    "elif",
    "endif",
    "for",
    "endfor",
    "set",
    "endset",
    "raw",
    "endraw",
    "macro",
    "block",
    "endblock",
    "include",
    "call",
    "import",
    "from",
    "as",
    "with",
    "filter",
    "true",
    "none",
    "1",
    "1.5",
    "0x1f",
    "1e999",
    "'x'",
    '"y"',
    "'",
    '"',
    "'\\x'",
    "'\\N{x}'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ".",
    ",",
    ":",
    "|",
    "~",
    "+",
    "-",
    "*",
    "**",
    "/",
    "//",
    "%",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "=",
    "!",
    "&&",
    "||",
    "?",
    ";",
    "@",
    "#",
    "$",
    "\\",
    "`",
    "“",
    "，",
    "（",
    "²",
    "雪",
    "{{",
    "}}",
    "{%",
    "%}",
    "{%-",
    "-%}",
    "{#",
    "#}",
]
SOURCES = st.lists(st.sampled_from([*PIECES, " ", "\n"]), max_size=12).map(" ".join)


def told(source: str, *, template: bool) -> tuple[Fault, ...]:
    """Return what is said of a source."""
    marks, faults = Marks("f", source, range(len(source) + 1)), Faults()
    if template:
        parse_template(source, marks, faults)
        return faults.sorted()
    try:
        parse_expression(source, marks, 0)
    except UnparsableError as error:
        return (error.fault,)
    return ()


def sources() -> list[str]:
    """All that stands between braces in the corpus, and everything cut off within."""
    texts = [path.read_text("utf-8", errors="replace") for path in sorted(CORPUS.rglob("*.yaml"))]
    found = {inner for text in texts if len(text) < 5000 for inner in re.findall(r"\{\{(.*?)\}\}", text)}
    return sorted(inner[:end].strip() for inner in found if len(inner) < 80 for end in range(1, len(inner) + 1))


@given(SOURCES, st.booleans())
@example("{% for x in", True)
@example("a is b is c", False)
@example("f(*a, b)", False)
@example("{% block a-b %}", True)
@example("{% from 'x' import _y %}", True)
@example("{% macro f(a=1, b) %}", True)
@example("{% call a %}", True)
@example("{% set 1 = 2 %}", True)
@example("{% raw %}", True)
@example("'\\N{x}'", False)
@example("9" * 5000, False)
def test_nothing_that_is_said_is_jinjas(source, template):
    assert list(foreign_words(told(source, template=template), JINJA)) == []


def test_nothing_that_is_said_of_a_piece_of_the_corpus_is_jinjas():
    faults = {(fault.key, *fault.args.items()): fault for source in sources() for fault in told(source, template=False)}
    faults |= {
        (one.key, *one.args.items()): one for source in sources() for one in told(f"a{{% {source} %}}", template=True)
    }

    assert len(faults) > 100
    assert list(foreign_words(faults.values(), JINJA)) == []


def test_the_words_of_jinja_are_known():
    assert {"tag name expected", "Missing end of raw directive", "expected token "} <= set().union(
        *map(words_of, JINJA)
    )


@pytest.mark.parametrize(
    ("source", "key", "args"),
    [
        ("a b", "expression-syntax", {"found": "b", "before": "a"}),
        ("a is defined is b", "expression-syntax", {"found": "is", "before": "defined"}),
        ("* 2", "expression-start", {"found": "*"}),
        ("a ~", "expression-incomplete", {"before": "~"}),
        ("a.", "expression-incomplete", {"before": "."}),
        ("(a", "expression-bracket-open", {"sign": "(", "meant": ")"}),
        ("[a, (b]", "expression-bracket-alone", {"sign": "]", "meant": "["}),
        ("a)", "expression-bracket-alone", {"sign": ")", "meant": "("}),
        ("a == 'b", "expression-quote-open", {"sign": "'"}),
        ("a $ b", "expression-character", {"sign": "$"}),
        ("a²", "expression-character", {"sign": "²"}),
        (r"'\x'", "expression-escape", {}),
        ("0x1f", "expression-number", {"sign": "0x1f", "limit": 40}),
        ("a === b", "expression-sign", {"sign": "===", "fix": "=="}),
        ("a !== b", "expression-sign", {"sign": "!==", "fix": "!="}),
        ("a <> b", "expression-sign", {"sign": "<>", "fix": "!="}),
    ],
)
def test_an_expression_that_cannot_be_read_is_explained(source, key, args):
    (fault,) = told(source, template=False)

    assert (fault.key, dict(fault.args)) == (key, args)


@pytest.mark.parametrize(
    ("source", "key", "column"),
    [
        ("{{ }}", "expression-empty", 4),
        ("{{ a }", "expression-unclosed", 1),
        ("{{ (a }}", "expression-bracket-open", 4),
        ("{{ a and {{ b }}", "expression-unclosed", 1),
        ("{% if a", "template-tag-unclosed", 1),
        ("{% if %}x{% endif %}", "expression-incomplete", 7),
        ("{% if a %}x", "template-unclosed", 1),
        ("{% if a %}{% for b in c %}{% endfor %}", "template-unclosed", 1),
        ("x{% raw %}{{ a }}", "template-unclosed", 2),
        ("{% set a %}x", "template-set", 1),
        ("{% set a b %}", "template-set", 10),
        ("{% for a of b %}{% endfor %}", "template-for", 10),
        ("{% for %}{% endfor %}", "template-for", 8),
        ("{% if a %}{% endfor %}", "template-end-alone", 14),
        ("{% if a %}{% else if b %}{% endif %}", "expression-sign", 14),
        ("{% fro a in b %}", "template-tag", 4),
        ("{% %}", "template-tag", 4),
        ("{% include %}", "template-tag", 4),
        ("{% macro f() %}a", "template-tag", 4),
        ("{% endif x %}", "template-end-alone", 4),
    ],
)
def test_a_template_that_cannot_be_read_is_explained(source, key, column):
    (fault,) = told(source, template=True)

    assert (fault.key, fault.place.column) == (key, column)
