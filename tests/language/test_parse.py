import re
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st
from jinja2 import Environment

from engine.errors import FaultsFound
from engine.language.evaluate import MAX_TEXT, evaluate
from engine.language.fast_path import path_in, plain_template
from engine.language.filters import FILTERS, TESTS
from engine.language.narrow import written
from engine.language.parse import parse_expression, parse_template
from engine.language.render import normalised
from engine.language.types import UNKNOWN
from engine.language.values import Expression, References, Template
from engine.recipe.bindings import RecipeBindings
from engine.text.marks import Marks
from engine.values.absent import ABSENT
from engine.values.fault import Faults
from engine.values.place import Place

HERE = Place.point("f")
NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,5}", fullmatch=True).filter(
    lambda name: name not in {"and", "or", "not", "in", "is", "if", "else", "true", "false", "none"}
)
PATHS = st.builds(
    lambda root, names: ".".join((root, *names)),
    st.sampled_from(("inputs", "steps", "prompts", "item")),
    st.lists(NAMES, max_size=3),
)


def marks(text):
    return Marks("f", text, range(len(text) + 1))


def value(source, **scope):
    tree = parse_expression(source, marks(source), 0)
    fallbacks = frozenset((tree.place,)) if "gone or" in source else frozenset()
    return evaluate(Expression(source, HERE, UNKNOWN, References(), tree, fallbacks), RecipeBindings(**scope))


def text(source, **scope):
    return evaluate(
        Template(source, HERE, References(), parse_template(source, marks(source), Faults()), {}),
        RecipeBindings(**scope),
    )


@given(PATHS)
def test_the_short_way_gives_the_tree_of_the_full_grammar(path):
    assert path_in(path, marks(path), 0) == parse_expression(path, marks(path), 0)


@given(st.lists(st.one_of(PATHS.map(lambda path: "{{ " + path + " }}"), st.text(alphabet="ab \n雪#}", max_size=5))))
def test_the_short_way_gives_the_words_of_the_full_template(parts):
    source = "".join(parts)
    short = plain_template(source, marks(source))
    assert short is not None

    assert [part for part in short if getattr(part, "text", True)] == [
        part for part in parse_template(source, marks(source), Faults()) if getattr(part, "text", True)
    ]


@pytest.mark.parametrize("name", [*FILTERS, *TESTS])
def test_every_filter_and_test_shows_itself(name):
    source, result = {**FILTERS, **TESTS}[name].example

    assert value(source) == result


PIECES = st.lists(
    st.sampled_from(
        [
            "text ",
            "\n",
            "  \n",
            "{{ inputs.a }}",
            "{{ inputs.n + 2 * inputs.n - 1 }}",
            "{{ inputs.a ~ '-' ~ inputs.n }}",
            "{{ inputs.a | upper }}",
            "{% if inputs.n > 3 %}\n  more{% else %}less\n{% endif %}",
            "  {% if inputs.a == 'x' %} x {% endif %}\n",
            "{% for i in inputs.l %}\n  {{ loop.index }} {{ i }}{{ ', ' if not loop.last else '' }}\n{% endfor %}\n",
            "{% raw %}{{ a }}{% endraw %}",
            "{% set s = inputs.n // 2 %}{{ s % 3 }}",
            "{{ 'in' if inputs.a in inputs.l else 'out' }}",
            "雪{{ inputs.l | join('，') }}",
            "{{ inputs.n % 2 == 0 and 'y' in inputs.a or 1 < inputs.n <= 5 }}".replace("{{", "{% if").replace(
                "}}", "%}"
            )
            + "yes{% endif %}",
        ]
    ),
    max_size=8,
)


@given(PIECES, st.sampled_from(["x", "y", "Zed"]), st.integers(0, 9), st.lists(st.sampled_from("xyz"), max_size=3))
def test_templates_mean_what_they_mean_in_jinja(pieces, a, n, items):
    source = "".join(pieces)
    marked = re.sub(r"(\{[{%])", "\x01\\1", re.sub(r"([%}]\})", "\\1\x01", source)).replace("\n", "\x02\n")
    rendered = Environment(keep_trailing_newline=True).from_string(marked).render(inputs={"a": a, "n": n, "l": items})
    kept = [line for line in rendered.split("\x02\n") if "\x01" not in line or line.replace("\x01", "").strip(" ")]

    assert text(source, inputs={"a": a, "n": n, "l": tuple(items)}) == normalised("\n".join(kept).replace("\x01", ""))


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("inputs.gone or 'b'", "b"),
        ("false or true", True),
        ("false or false", False),
        ("inputs.gone == inputs.gone", False),
        ("inputs.gone != 'a'", True),
        ("inputs.gone in ['a']", False),
        ("not inputs.gone", True),
        ("not inputs.zero", False),
        ("[inputs.gone, 'a']", ("a",)),
        ("'007'", "007"),
        ("'a' ~ 1.50 ~ 5.0", "a1.55"),
        ("7 / 2 * 2", 7),
        ("-7 // 2", -4),
        ("-7 % 3", 2),
        ("7 % -3", -2),
        ("-7.5 // 2", -4),
        ("-7.5 % 2", Decimal("0.5")),
        ("7.5 % -2", Decimal("-0.5")),
        ("9.99 // 3.33", 3),
        ("1e30 % 0.7", Decimal("0.3")),
        ("1 / 3", Decimal("0." + "3" * 34)),
        ("0.5 | round", 1),
        ("-0.5 | round", -1),
        ("2.5 | round", 3),
        ("2.4999 | round", 2),
        ("1.005 | round(2)", Decimal("1.01")),
        ("-1.0000005 | round(6)", Decimal("-1.000001")),
        ("((2 / 3) | round(3)) ~ ''", "0.667"),
        ("2.9 | int", 2),
        ("-2.9 | int", -2),
        ("7 | int", 7),
        ("' -1.5e1 ' | number", -15),
        ("0.123456 ~ 1.1234560", "0.1234561.123456"),
    ],
)
def test_absence_and_numbers(source, result):
    scope = {"gone": ABSENT, "zero": 0, "empty": ""}

    assert value(source, inputs=scope) == result


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("{{ 1 / inputs.zero }}", "division-by-zero"),
        ("{{ 1 // inputs.zero }}", "division-by-zero"),
        ("{{ 1 % inputs.zero }}", "division-by-zero"),
        ("{{ 1.5 // inputs.zero }}", "division-by-zero"),
        ("{{ 1.5 % inputs.zero }}", "division-by-zero"),
        ("{{ 1 / 3 }}", "number-unrounded"),
        ("{{ 'x' ~ 0.1234567 }}", "number-unrounded"),
        ("{{ [0.5, 2 / 3] | join(' ') }}", "number-unrounded"),
        ("{{ '1 kg' | number }}", "text-not-number"),
        ("{{ '１' | number }}", "text-not-number"),
        ("{{ '1_0' | number }}", "text-not-number"),
        ("{{ '1e99' | number }}", "text-not-number"),
        ("{% set n = 0.1 %}" + "{% set n = n * n %}" * 40 + "{{ n }}", "number-too-long"),
        ("{% set a = 'x' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}", "text-too-long"),
        ("{% set n = 99 %}" + "{% set n = n * n %}" * 40 + "{{ n }}", "number-too-long"),
        ("{{ inputs.long | replace('x', inputs.long) }}", "text-too-long"),
        (
            "{% for a in inputs.l %}{% for b in inputs.l %}{% for c in inputs.l %}x{% endfor %}{% endfor %}{% endfor %}",
            "template-too-long",
        ),
    ],
)
def test_nothing_can_grow_without_bound(source, key):
    with pytest.raises(FaultsFound) as stopped:
        text(source, inputs={"zero": 0, "long": "x" * (MAX_TEXT // 10), "l": tuple("x" * 100)})

    assert [fault.key for fault in stopped.value.faults] == [key]


@pytest.mark.parametrize(
    ("source", "shown"),
    [("a\r\nb\r", "a\nb"), ("  a  \n b\t\n\n", "a\n b"), ("\n\n", ""), ("a\n\n\nb", "a\n\n\nb")],
)
def test_text_is_normalised_in_one_step(source, shown):
    assert normalised(source) == shown
    assert normalised(normalised(source)) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("inputs.looks[-3]", "inputs.looks[-3]"),
        ("item['a b'].c", "item['a b'].c"),
        ("inputs.looks[inputs.n + 1] | first", "inputs.looks[(…)] | first"),
        ("not inputs.a", "(…)"),
    ],
)
def test_a_fault_names_what_it_is_about_as_it_was_written(source, shown):
    assert written(parse_expression(source, marks(source), 0)) == shown
