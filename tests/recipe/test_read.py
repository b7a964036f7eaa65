import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import engine.recipe
from engine.text.source import MAX_BYTES

GOOD = Path(__file__).parent.parent / "recipes" / "good"
EXAMPLE = GOOD / "style_then_background.yaml"
FUZZ = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def keys(checked):
    return [fault.key for fault in checked.faults]


def test_byte_order_mark_and_line_ends_change_nothing_but_the_digest(read):
    data = EXAMPLE.read_bytes()
    plain, marked = read(data), read(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))

    assert marked.faults == ()
    assert (plain.recipe.steps, plain.recipe.outputs) == (marked.recipe.steps, marked.recipe.outputs)
    assert plain.recipe.digest != marked.recipe.digest


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "yaml-empty"),
        (b"# nothing\n", "yaml-empty"),
        (b"recipe: 1\nname: \xff\n", "file-not-utf8"),
        ("recipe: 1".encode("utf-16"), "file-encoding"),
        (b"a: 1\n" * (MAX_BYTES // 5 + 1), "file-too-big"),
        (b"a: \x00", "control-character"),
        (b"[" * 100_000, "yaml-too-deep"),
        (b"a:\n" + b"".join(b" " * level + b"- \n" for level in range(60)), "yaml-too-deep"),
    ],
)
def test_files_that_are_no_text_at_all_have_one_fault(read, data, key):
    checked = read(data)

    assert keys(checked) == [key]
    assert checked.recipe is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_place_of_a_wrong_byte_counts_lines_and_characters(read, mark, end):
    first = read(f"{mark}re".encode() + b"\xff").faults[0].place
    place = read(f"{mark}recipe: 1{end}name: 雪é".encode() + b"\xff").faults[0].place

    assert (first.line, first.column) == (1, 3)
    assert (place.line, place.column) == (2, 9)


def test_recipe_knows_the_media_that_it_names(read):
    recipe = read((GOOD / "media_written_out.yaml").read_bytes()).recipe

    assert [name.text for name in recipe.media_names] == ["media/hat.png", "https://example.com/a.png"]


def test_corrected_line_is_a_line_that_reads(read):
    text = "recipe: 1\nname: t\nx-a: {{ b }} and 'c'\n"
    fix = read(text).faults[0].args["fix"]

    assert "yaml" not in " ".join(keys(read(text.replace("x-a: {{ b }} and 'c'", fix))))


@FUZZ
@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(read, data):
    read(data)


@FUZZ
@given(st.text(alphabet="abc:-# \n\t'\"{}[]|>&*!%$@,?~0123.雪：", max_size=200))
def test_no_text_crashes_the_reader(read, text):
    read(text)


@FUZZ
@given(st.data())
def test_no_change_of_a_good_recipe_crashes_the_reader(read, data):
    path = data.draw(st.sampled_from(sorted(GOOD.glob("*.yaml"))))
    text = path.read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    put = data.draw(
        st.sampled_from(["", " ", "\n", "{{", "}}", "${{", "{%", "'", '"', ": ", "- ", "null", "0", "|", "not "])
    )
    read(text[:start] + put + text[end:])


TWICE = """\
recipe: 1
name: t
inputs: {clip: {type: video}}
defaults: {wan2.7-videoedit: {seed: "${{ WRONG }}"}}
steps:
  - {id: a, uses: wan2.7-videoedit, with: {video: "${{ inputs.clip }}", prompt: x}}
  - {id: b, uses: wan2.7-videoedit, with: {video: "${{ steps.a.video }}", prompt: y}}
outputs: {x: "${{ steps.b.video }}"}
"""
ONCE = TWICE.replace('{wan2.7-videoedit: {seed: "${{ WRONG }}"}}', "{}").replace("prompt: x", 'prompt: "{{ WRONG }}"')
PARTS = """\
a inputs.clip 1 2.5 'a' true [] [[]] ['a'] ( ) [0] .x not - + % ~ or and if else < == in is odd defined
|upper |first |length |join |default(1)
"""
WRONG = """\
-nope
nope | upper
nope % 2
-[]
[] | int
0[0]
1 | upper
2.5 | first
true | join
0 < 'a'
-[][0]
[][0] | upper
[] | first | upper
[][0] | default(1) | upper
([][0] or 1) | upper
[[]][0][0] ~ 'a'
"""


@pytest.mark.parametrize("text", [TWICE, ONCE], ids=["read twice", "read once"])
@pytest.mark.parametrize("source", WRONG.splitlines())
def test_what_has_no_type_is_a_fault_and_never_worked_out(read, text, source):
    checked = read(text.replace("WRONG", source))
    assert checked.recipe is None
    assert keys(checked)


@FUZZ
@given(st.lists(st.sampled_from(PARTS.split()), min_size=1, max_size=7).map(" ".join))
def test_no_words_of_the_language_crash_the_reader(read, source):
    read(TWICE.replace('"${{ WRONG }}"', json.dumps("${{ " + source + " }}")))
    read(ONCE.replace('"{{ WRONG }}"', json.dumps("{{ " + source + " }}")))


@FUZZ
@given(st.text(alphabet="abinputs.clip()[]{}|~+-*/%<>=!,'\" 019not or and if else", max_size=40))
def test_no_expression_crashes_the_reader(read, source):
    text = EXAMPLE.read_text("utf-8").replace("seed: 11", "seed: |-\n        ${{ " + source + " }}")
    read(text)
    read(EXAMPLE.read_text("utf-8").replace("Keep the subject's", "{{ " + source + " }}"))


def test_checking_a_plain_recipe_imports_no_heavy_library():
    code = (
        "import sys; from pathlib import Path; from engine.api.context import load_catalog, recipe_schemas;"
        "from engine.recipe import read_recipe; c, s = load_catalog(), recipe_schemas();"
        f"assert read_recipe(Path({str(EXAMPLE)!r}).read_bytes(), 'r', c, s).recipe;"
        "heavy = {'anyio', 'asyncio', 'httpx', 'av', 'numpy', 'jinja2', 'jsonschema', 'engine.language.evaluate'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "[]"


def test_the_front_door_gives_all_that_it_names_and_nothing_else():
    assert all(getattr(engine.recipe, name) is not None for name in engine.recipe.__all__)
    assert callable(engine.recipe.evaluate_arguments)
    with pytest.raises(AttributeError, match="evalute"):
        engine.recipe.evalute  # noqa: B018


def test_long_chain_that_may_be_skipped_is_read_once_more_only(read):
    steps = "".join(
        f"  - id: s{n}\n    uses: wan2.7-videoedit\n"
        + ("    if: ${{ inputs.flag }}\n" if n == 0 else "")
        + f"    with: {{prompt: Snow., resolution: 720P, video: '${{{{ {f'steps.s{n - 1}.video' if n else 'inputs.clip'} }}}}'}}\n"
        for n in range(300)
    )
    text = (
        "recipe: 1\nname: t\nlint: {two-prompts: off}\ninputs:\n  clip: {type: video}\n  flag: {type: boolean}\nsteps:\n"
        + steps
    )
    sure, optional = "${{ steps.s299.video }}", "{value: '${{ steps.s299.video }}', optional: true}"

    assert keys(read(text + f"outputs:\n  final: {sure}\n")) == ["output-maybe-absent"]
    assert keys(read(text + f"outputs:\n  final: {optional}\n")) == []


def test_long_names_and_many_mistakes_stay_cheap(read):
    text = "recipe: 1\n" + "y" * 1000 + ": 1\n" + "".join(f"k{n}: 1\n" for n in range(20_000))
    checked = read(text)

    assert set(keys(checked)) == {"unknown-key", "missing-key"}


KEYS = st.sampled_from(
    ["foreach", "key", "if", "uses", "with", "id", "video", "videos", "look", "name", "file", "start", "x-a", "prompt"]
)
WORDS = st.sampled_from(
    [
        "${{ item }}",
        "${{ item.video }}",
        "${{ item.look.video }}",
        "${{ steps.a }}",
        "${{ steps.b }}",
        "${{ steps.a.video }}",
        "${{ steps.b.video | present }}",
        "${{ inputs.looks }}",
        "${{ [1, item, steps] }}",
        "{{ item.name }}",
        "./r.yaml",
        "./parts/warm.yaml",
        "../" * 30 + "x.yaml",
        "media/split",
        "media/join",
        "media/frame",
        "wan2.7-videoedit",
        "a",
        "",
        7,
        1.5,
        True,
        None,
    ]
)
STEP = st.fixed_dictionaries(
    {"id": st.sampled_from(["a", "b"]), "uses": WORDS},
    optional={
        "foreach": st.recursive(
            WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
        ),
        "key": WORDS,
        "if": WORDS,
        "needs": st.lists(st.sampled_from(["a", "b", "c"]), max_size=2),
        "with": st.dictionaries(KEYS, WORDS | st.lists(WORDS, max_size=3), max_size=4),
    },
)


@settings(FUZZ, max_examples=60)
@given(st.lists(STEP, min_size=1, max_size=3), WORDS, st.dictionaries(KEYS, WORDS, max_size=2))
def test_no_steps_however_entangled_crash_the_reader(read, steps, output, piece):
    data = {
        "recipe": 1,
        "name": "t",
        "inputs": {"clip": {"type": "video"}, "looks": {"type": "list", "items": {"type": "string"}}},
        "prompts": {"p": piece},
        "steps": steps,
        "outputs": {"x": output},
    }
    text = json.dumps(data)
    read(text, "r.yaml", {"r.yaml": text.encode(), "parts/warm.yaml": (GOOD / "parts" / "warm.yaml").read_bytes()})


LARGE = "recipe: 1\nname: t\ninputs: {w: {type: string}}\n"


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\n"
        + "".join(
            f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}" + f", *{'a' if n == 0 else f'b{n - 1}'}]\n"
            for n in range(60)
        ),
        "recipe: 1\nsteps: " + "[" * 39 + "]" * 39,
        "{" * 50_000,
        "? " * 50_000,
        "- " * 50_000,
        "a: " * 50_000,
        "k: '" + "${{" * 100_000 + "'",
        "k: |\n" + " x\n" * 500_000,
        "recipe: 1\nname: t\nprompts: {a: '" + "{{ prompts.a }}" * 1_300 + "'}\nsteps: []\noutputs: {}\n",
        "recipe: 1\nname: " + "9" * 1_000_000,
        "recipe: 1\nx-a: 1e" + "9" * 100,
        "\ufeff" * 3 + "recipe: 1",
        "recipe: 1\x0b",
        "%YAML 1.1\n---\nrecipe: 1",
        "!!python/object/apply:os.system ['true']",
        "recipe: 1\nname: t\nsteps:\n"
        + "".join(f"  - {{id: s{n}, uses: ./r.yaml}}\n" for n in range(2_000))
        + "outputs: {x: 1}\n",
        LARGE + "prompts: {a: '${{ inputs" + ".w" * 9_000 + " }}'}",
        LARGE + "prompts:\n  a: |\n" + "    {{ inputs.w }}\n" * 200_000,
        LARGE + "prompts:\n  a: >\n" + "    雪山 {{ inputs.w }}\n" * 100_000,
        LARGE.replace("string", "string, pattern: '" + "a?" * 2_000_000 + "'"),
        LARGE.replace("string", "string, enum: [" + ", ".join(f"a{n}" for n in range(60_000)) + "], default: 1"),
        LARGE + "prompts:\n" + "".join(f"  p{n}: '{{{{ prompts.p{n + 1} }}}}'\n" for n in range(8_000)),
        LARGE + "prompts:\n" + "".join(f"  p{n}: '{{{{ prompts.p{(n + 1) % 8_000} }}}}'\n" for n in range(8_000)),
        LARGE
        + "steps:\n"
        + "".join(
            f"  - {{id: s{n}, uses: wan2.7-videoedit, with: {{video: '${{{{ steps.q{n}.video }}}}'}}}}\n"
            for n in range(1_500)
        ),
    ],
    ids=range(24),
)
def test_nothing_that_grows_takes_long(read, text):
    started = time.process_time()
    checked = read(text, "r.yaml", {"r.yaml": text.encode("utf-8")})

    assert checked.recipe is None
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5", "shift-jis", "cp037", "utf-7"]
)
def test_other_encodings_are_refused_or_read_as_they_stand(read, encoding):
    data = (GOOD / "chinese.yaml").read_text("utf-8").encode(encoding, "replace")

    assert read(data).recipe is None or encoding == "utf-7"
