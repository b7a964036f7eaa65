"""Lines: what a template's tags leave of the lines on which they stand."""

import unicodedata

import pytest

from engine.language.render import normalised
from engine.values.absent import ABSENT
from tests.language.test_parse import text

SCOPE = {"p": ABSENT, "s": "soft", "l": ("a", "b"), "none": (), "blank": " \t", "two": "x\n\ny", "wide": "\u3000"}


def rendered(source, **inputs):
    return text(source, inputs=SCOPE | inputs)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        # a line with braces of which only blanks are left leaves nothing
        ("A.\n{% if inputs.p %}B.{% endif %}\nC.", "A.\nC."),
        ("A.\n  {% if inputs.p %}B.{% endif %}\t\nC.", "A.\nC."),
        ("A.\n{% set x = 1 %}\nC.", "A.\nC."),
        ("A.\n{{ inputs.blank }}\nC.", "A.\nC."),
        ("A.\n{{ inputs.p | default('') }}\nC.", "A.\nC."),
        ("A.\n{% raw %}{% endraw %}\nC.", "A.\nC."),
        ("A.\n{% raw %}\n{{ a }}\n{% endraw %}\nC.", "A.\n{{ a }}\nC."),
        ("A.\n{% for x in inputs.none %}{{ x }}{% endfor %}\nC.", "A.\nC."),
        ("A.\n{% for x in inputs.none %}\n{{ x }}\n{% else %}\nnone\n{% endfor %}\nC.", "A.\nnone\nC."),
        ("A.\n{% for x in inputs.l %}\n- {{ x }}\n{% endfor %}\nC.", "A.\n- a\n- b\nC."),
        ("A.\n{% for x in inputs.l %}\n{% if x == 'b' %}\n- {{ x }}\n{% endif %}\n{% endfor %}\nC.", "A.\n- b\nC."),
        ("A.\n{% if inputs.p %}\nB.\n{% elif inputs.s %}\nS.\n{% else %}\nN.\n{% endif %}\nC.", "A.\nS.\nC."),
        # every other line keeps its words, its indentation and its end
        ("Style: {% if inputs.s %}soft{% endif %}\nKeep.", "Style: soft\nKeep."),
        ("Style: {% if inputs.p %}soft{% endif %}\nKeep.", "Style:\nKeep."),
        ("A.\n  {% if inputs.s %}B.{% endif %}\nC.", "A.\n  B.\nC."),
        ("A.\n  {{ inputs.s }}\nC.", "A.\n  soft\nC."),
        ("A.\n\n  \nC.", "A.\n\n\nC."),
        ("{% for x in inputs.l %}{{ x }}\n{% endfor %}C.", "a\nb\nC."),
        ("{% for x in inputs.l %}{{ x }}, {% endfor %}\nC.", "a, b,\nC."),
        # a line end within a tag or a value doesn't count
        ("A {% if inputs.p\n %}\nB.\n{% endif %}\nC.", "A\nC."),
        ("A.\n{% if inputs.s and\n inputs.l %}{{\n inputs.s\n}}{% endif %}\nC.", "A.\nsoft\nC."),
        ("A.\n{{ inputs.two }}\nC.", "A.\nx\n\ny\nC."),
        # what `-` cuts
        ("A.\n{%- if inputs.s %} B.{% endif %}", "A. B."),
        ("A. {{- inputs.s -}} \n \n C.", "A.softC."),
        ("A.\n \t{%- if inputs.s -%}\n B. {%- endif -%}\n C.", "A.B.C."),
        ("A.\n{%- raw -%}\n {{ a }}\n {%- endraw -%} \nC.", "A.{{ a }}C."),
        ("A.\u3000{{- inputs.s -}}\u3000C.", "A.\u3000soft\u3000C."),
        # blanks are U+0020 and U+0009 only
        ("A.\n\u3000{% if inputs.p %}B.{% endif %}\nC.", "A.\n\u3000\nC."),
        ("A.\n{{ inputs.wide }}\nC.", "A.\n\u3000\nC."),
        ("\u3000A.\u00a0\n{{ inputs.s }}\u2003", "\u3000A.\u00a0\nsoft\u2003"),
        ("A.\r\n{% if inputs.p %}B.{% endif %}\r\nC.\r\n", "A.\nC."),
    ],
)
def test_a_line_is_what_stands_between_two_line_ends_of_the_template(source, shown):
    assert rendered(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [(" a \r\n b\t\r\n", "a\n b"), ("\u3000a\u3000", "\u3000a\u3000"), ("cafe\u0301", "caf\u00e9"), ("\n\t \n", "")],
)
def test_the_final_form_is_made_once(source, shown):
    assert normalised(source) == shown
    assert normalised(shown) == shown


def test_what_is_put_together_is_composed_after_rendering():
    assert rendered("e{{ inputs.mark }}", mark="\u0301") == "\u00e9"
    assert unicodedata.is_normalized("NFC", rendered("{{ inputs.mark }}{{ inputs.s }}", mark="e\u0301"))
