"""Targets: each reads any bytes as one kind of input, and fails if anything but faults comes of them."""

import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from zlib import crc32

from engine.campaign import (
    Campaign,
    CampaignRow,
    Row,
    RowFaults,
    TableFaults,
    check_campaign,
    expand,
    open_campaign,
    publish_name,
)
from engine.errors import AuthorError, FaultsFound
from engine.language.bindings import position
from engine.language.evaluate import evaluate, holds
from engine.language.types import Kind
from engine.recipe import GivenTexts, Recipe, bind_inputs, callee_of, evaluate_arguments, items_of, read_recipe
from engine.recipe.bindings import RecipeBindings
from engine.recipe.declared import Input
from engine.recipe.roots import steps_named
from engine.settings import read_settings
from engine.shape.patterns import is_pattern, matches
from engine.sources.inputs import INPUTS, from_arguments, from_file
from engine.sources.rows import open_rows
from engine.values.absent import ABSENT
from engine.values.fault import has_errors
from engine.values.media import FileSource, Media, MediaFacts, MediaKind, Span
from tests.fuzz.places import hold
from tests.worlds import CATALOG, SCHEMAS

CORPUS = Path(__file__).parent.parent / "recipes"
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))
CLIP = Media(
    source=FileSource("c" * 64, "c.mp4"),
    facts=MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(5), width=640, fps=Decimal(25)),
)
PARTS = {f"parts/{path.name}": path.read_bytes() for path in sorted(CORPUS.glob("*/parts/*"))}
TYPED = """\
recipe: 1
name: t
lint: {two-prompts: off, unused-value: off}
inputs:
  clip: {type: video}
  logo: {type: image, optional: true}
  word: {type: string, default: x, pattern: "^[a-z雪]*$", maxLength: 40}
  maybe: {type: string, optional: true, enum: [a, 雪]}
  flag: {type: boolean, default: true}
  n: {type: integer, default: 3, minimum: -9, maximum: 99}
  f: {type: number, optional: true}
  looks: {type: list, items: {type: string, minLength: 1}, default: [a, b], maxItems: 5}
  numbers: {type: list, items: {type: number}, optional: true}
  logos: {type: list, items: {type: image}, optional: true}
values:
  more: ${{ inputs.n + 1 }}
  maybe: ${{ inputs.maybe }}
  named: [a, "${{ values.maybe or inputs.word }}"]
prompts:
  keep: Keep {{ inputs.word }}.
  table: {ink: black, clay: "soft {{ inputs.n }}"}
steps:
  - id: a
    uses: wan2.7-videoedit
    foreach: FOREACH
    key: KEY
    if: CONDITION
    with:
      video: ${{ inputs.clip }}
      reference_images:
        - MEDIA
      prompt: PROMPT
      resolution: 720P
      seed: NUMBER
outputs: {x: {value: "${{ steps.a.video }}", optional: true}}
"""
HOLES = {
    "FOREACH": "[ink, clay]",
    "KEY": "${{ item }}",
    "CONDITION": "true",
    "MEDIA": "${{ inputs.logo }}",
    "PROMPT": "Snow.",
    "NUMBER": "1",
}
NAMES = ("clip", "logo", "word", "maybe", "flag", "n", "f", "looks", "numbers", "logos", "other")
TABLE = """\
campaign: 1
name: t
uses: spot.yaml
with: {style: watercolor, clip: a.mp4, city: "${{ (row.city or 'x') ~ '!' if row.tier == 'gold' else row['产品 名称'] or 'x' }}"}
rows: {file: rows.csv, key: [sku], ignore: [notes]}
where: ${{ row.city != 'Oslo' or row.n is defined }}
publish: {final: "{{ row.sku }}/{{ (row.city or 'x') | lower }}.{{ ext }}"}
"""


def recipe(data: bytes) -> None:
    """A recipe file."""
    files = {**PARTS, "r.yaml": data}
    read = read_recipe(data, "r.yaml", CATALOG, SCHEMAS, files)
    hold(read.faults, files)
    assert (read.recipe is None) == has_errors(read.faults), read.faults
    if read.recipe is not None:
        _evaluate(read.recipe)
    if crc32(data) % 8 == 0:  # not each: it takes as long as all the rest
        assert read_recipe(data, "r.yaml", CATALOG, SCHEMAS, files) == read


def expression(data: bytes) -> None:
    """One expression; the first byte says where it stands."""
    hole = tuple(HOLES)[data[0] % len(HOLES)] if data else "NUMBER"
    _filled(hole, json.dumps("${{ " + _text(data[1:]) + " }}"))


def template(data: bytes) -> None:
    """The words of a prompt, in quotes, in a block or in a folded one."""
    text = _text(data[1:])
    lines = text.replace("\r", "\n").split("\n")
    written = (json.dumps(text), *(mark + "".join(f"\n        {line}" for line in lines) for mark in ("|", ">-", "|+")))
    _filled("PROMPT", written[data[0] % len(written)] if data else "''")


def cell(data: bytes) -> None:
    """What stands behind `-i`; the first byte chooses the input, a NUL parts several arguments."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    texts = data[1:].decode("utf-8", "surrogateescape").split("\0")  # as Python gives arguments
    read = from_arguments([f"{name}={text}" for text in texts])
    assert read.faults == ()
    clip = GivenTexts(("c.mp4",), next(iter(read.given.values())).place)
    _bind({"clip": clip, **read.given}, {INPUTS: read.text, "r.yaml": TYPED_TEXT})


def inputs_file(data: bytes) -> None:
    """A file behind `--inputs`."""
    path = FOLDER / "inputs.json"
    path.write_bytes(data)
    read = from_file(path)
    texts = {str(path): read.text, "r.yaml": TYPED_TEXT}
    hold(read.faults, texts)
    _bind(read.given, texts)


def csv_rows(data: bytes) -> None:
    """A table of comma-separated values."""
    _table(data, "rows.csv")


def json_rows(data: bytes) -> None:
    """A table of JSON lines."""
    _table(data, "rows.jsonl")


def campaign(data: bytes) -> None:
    """A campaign file over a small table."""
    (FOLDER / "rows.csv").write_text("sku,city,clip,tier,style\na1,Oslo,a.mp4,,sketch\nb2,,b.mp4,,watercolor\n")
    opened = open_campaign(data, "c.yaml", SCHEMAS)
    checked = check_campaign(opened, SPOT)
    assert check_campaign(open_campaign(data, "c.yaml", SCHEMAS), SPOT) == checked
    hold(checked.faults, {"c.yaml": data})
    assert (checked.campaign is None) == has_errors(checked.faults), checked.faults
    assert check_campaign(opened, None).campaign is None
    if checked.campaign is not None:
        rows = checked.campaign.rows
        file = rows.file if rows is not None and rows.file in ("rows.csv", "./rows.csv") else None
        if rows is None or rows.inline is not None or file is not None:
            _expand(checked.campaign, {"c.yaml": data, "rows.csv": (FOLDER / "rows.csv").read_bytes()})


def pattern(data: bytes) -> None:
    """A regular expression and, behind the first line end, a text."""
    wanted, _, text = _text(data).partition("\n")
    if is_pattern(wanted):
        assert matches(wanted, text) == matches(wanted, text)


def settings(data: bytes) -> None:
    """The project's file of settings."""
    (FOLDER / "editchain.toml").write_bytes(data)
    try:
        read_settings(FOLDER, {})
    except AuthorError:
        return


TARGETS: dict[str, Callable[[bytes], None]] = {
    found.__name__: found
    for found in (
        recipe, campaign, csv_rows, json_rows, expression, template, cell, inputs_file, pattern, settings,
    )
}  # fmt: skip


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _with_holes(filled: dict[str, str]) -> str:
    text = TYPED
    for hole, value in (HOLES | filled).items():
        text = text.replace(hole, value)
    return text


def _filled(hole: str, value: str) -> None:
    recipe(_with_holes({hole: value}).encode("utf-8", "surrogatepass"))


def _recipe_of(text: str) -> Recipe:
    found = read_recipe(text, "r.yaml", CATALOG, SCHEMAS).recipe
    assert found is not None
    return found


TYPED_TEXT = _with_holes({})
TYPED_RECIPE = _recipe_of(TYPED_TEXT)
SPOT = _recipe_of((CORPUS / "campaigns" / "spot.yaml").read_text("utf-8"))


def _evaluate(known: Recipe) -> None:
    """Evaluate what the types accept: whatever is wrong then is a fault too."""
    inputs = {name: _sample(declared) for name, declared in known.inputs.items()}
    scope = RecipeBindings(inputs=inputs, media=dict.fromkeys(known.media_names, CLIP), values=known.values)
    for step in known.steps.values():
        if any(steps_named(value.references) for value in step.arguments.values() if hasattr(value, "references")):
            continue  # it reads what steps before give, which only planning knows
        try:
            if step.condition.once is not None and not holds(step.condition.once, scope):
                continue
            scopes = [scope]
            if step.foreach is not None and not step.before:
                items = list(islice(items_of(step, scope).items, 3))
                scopes = [replace(scope, item=one.value, loop=position(at, 3)) for at, one in enumerate(items, 1)]
            elif step.foreach is not None:
                continue
            for inner in scopes:
                if step.condition.each is None or holds(step.condition.each, inner):
                    evaluate_arguments(step, callee_of(step, known, CATALOG), inner)
        except FaultsFound:
            continue


def _sample(declared: Input) -> object:
    """Return the default of an input, or what somebody might give for one that must be given."""
    known = declared.type.items or declared.type
    if not known.is_media and not declared.required:
        return declared.default
    samples = {Kind.VIDEO: CLIP, Kind.IMAGE: CLIP, Kind.STRING: "雪", Kind.BOOLEAN: True}
    sample = declared.limits.enum[0] if declared.limits.enum else samples.get(known.kind, 7)
    return (sample,) if declared.type.items else sample


def _bind(given: dict, texts: dict[str, str]) -> None:
    bound = bind_inputs(TYPED_RECIPE.declared, given)
    assert bind_inputs(TYPED_RECIPE.declared, given) == bound
    hold(bound.faults, texts)
    if not bound.faults:
        inputs = {name: CLIP if name in ("clip", "logo") else value for name, value in bound.values.items()}
        step = TYPED_RECIPE.steps["a"]
        scope = RecipeBindings(
            inputs={**inputs, "logos": ABSENT}, item="ink", loop=position(1, 1), values=TYPED_RECIPE.values
        )
        evaluate_arguments(step, CATALOG.models[step.uses], scope)


def _table(data: bytes, name: str) -> None:
    path = FOLDER / name
    path.write_bytes(data)
    rows = [open_rows(path, name) for _ in range(2)]
    assert rows[0].columns == rows[1].columns
    first, second = (_told(table) for table in rows)
    assert first == second
    hold((fault for row in first if not isinstance(row, Row) for fault in row.faults), {name: data})
    opened = open_campaign(TABLE.replace("rows.csv", name), "c.yaml", SCHEMAS)
    checked = check_campaign(opened, SPOT)
    assert checked.campaign is not None, checked.faults
    _expand(checked.campaign, {"c.yaml": TABLE, name: data})


def _told(rows: Iterable[Row | RowFaults | TableFaults]) -> list[Row | RowFaults | TableFaults]:
    return list(islice(rows, 1000))


def _expand(known: Campaign, texts: dict[str, str | bytes]) -> None:
    """Go through a campaign's rows as planning does: bind each, and name its results."""
    found = []
    table = None
    if known.rows is not None:
        table = known.rows.inline or open_rows(
            FOLDER / known.rows.file.name, known.rows.file.name.removeprefix("./"), known.rows.file
        )
    for row in islice(expand(known, SPOT, table), 200):
        if not isinstance(row, CampaignRow):
            found += row.faults
            continue
        bound = bind_inputs(SPOT.declared, row.given)
        found += bound.faults
        if bound.faults:
            continue
        for output in SPOT.outputs:
            try:
                publish_name(known, SPOT, row, bound.values, output)
                evaluate(SPOT.outputs[output].value, RecipeBindings())
            except FaultsFound as wrong:
                found += wrong.faults
    hold(found, texts)
