"""Expansion: foreach, media tools, sub-recipes and rows become tasks; equal requests are one."""

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.plan import Action, Basis, RowGiven, TaskLimit, make_plan, row_faults
from engine.recipe import read_recipe
from engine.values.filenames import safe_part
from engine.values.media import TaskSource, UrlSource
from engine.values.place import Place
from tests.worlds import CATALOG, CHAIN, DAY, DRAFT, SCHEMAS, clip, plan_of, planned, recipe_of

HEAD = CHAIN.partition("steps:")[0].replace("inputs:", "lint: {two-prompts: off}\ninputs:")
LOOKS = (
    HEAD
    + """\
steps:
  - id: look
    foreach: [watercolor, night]
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Make it {{ item }}."}
  - id: warm
    foreach: ${{ steps.look }}
    uses: wan2.7-videoedit
    with: {video: "${{ item.video }}", prompt: Make it warm.}
outputs:
  looks: ${{ steps.warm.video }}
"""
)
CUT = (
    HEAD
    + """\
steps:
  - id: piece
    uses: media/split
    with: {video: "${{ inputs.clip }}", seconds: 10}
  - id: look
    foreach: ${{ steps.piece }}
    uses: wan2.7-videoedit
    with: {video: "${{ item.video }}", prompt: Make it night.}
  - id: whole
    uses: media/join
    with: {videos: "${{ steps.look.video }}"}
outputs:
  whole: ${{ steps.whole.video }}
"""
)


def test_items_have_names_and_each_reads_only_its_own() -> None:
    plan = plan_of(LOOKS)
    assert [task.id for task in plan.tasks] == ["look@watercolor", "look@night", "warm@watercolor", "warm@night"]
    assert [task.needs for task in plan.tasks] == [(), (), ("look@watercolor",), ("look@night",)]
    (output,) = plan.rows[0].outputs
    assert [(member.key, member.file) for member in output.members] == [
        ("watercolor", "looks-watercolor.mp4"),
        ("night", "looks-night.mp4"),
    ]


def test_a_key_that_no_file_can_be_called_is_replaced_in_the_name_alone() -> None:
    plan = plan_of(LOOKS.replace("[watercolor, night]", "['16:9', night]"))
    (output,) = plan.rows[0].outputs
    assert [(member.key, member.file) for member in output.members] == [
        ("16:9", f"looks-{safe_part('16:9')}.mp4"),
        ("night", "looks-night.mp4"),
    ]
    assert ":" not in output.members[0].file


def test_the_order_of_items_is_no_part_of_their_names() -> None:
    one, other = plan_of(LOOKS), plan_of(LOOKS.replace("[watercolor, night]", "[night, watercolor]"))
    assert {t.id: t.fingerprint for t in one.tasks} == {t.id: t.fingerprint for t in other.tasks}


def test_two_items_that_ask_the_same_are_a_fault() -> None:
    made = planned(LOOKS.replace('prompt: "Make it {{ item }}."', "prompt: Make it dark."))
    assert "items-ask-same" in {fault.key for fault in made.faults}


@pytest.mark.parametrize(
    ("seconds", "count"),
    [("25", 3), ("10", 1), ("10.001", 2), ("40", 4), ("150", 15)],
)
def test_a_split_is_even_and_its_pieces_are_numbered(seconds: str, count: int) -> None:
    plan = plan_of(CUT, {"clip": clip(seconds)})
    pieces = [task for task in plan.tasks if task.step == "piece"]
    assert [task.id for task in pieces] == [f"piece@{number:03d}" for number in range(1, count + 1)]
    assert all(task.local and task.model == "media/trim" for task in pieces)
    lengths = [task.outputs["video"].seconds.exact for task in pieces]
    assert sum(lengths) == Decimal(seconds)
    assert max(lengths) - min(lengths) <= Decimal("0.001")


def test_a_split_makes_at_most_as_many_pieces_as_three_digits_number() -> None:
    most = plan_of(CUT.replace("seconds: 10", "seconds: 2"), {"clip": clip("1998")})
    assert [task.id for task in most.tasks if task.step == "piece"][-1] == "piece@999"
    (one, *_) = planned(CUT.replace("seconds: 10", "seconds: 2"), {"clip": clip("1998.001")}).faults
    assert (one.key, one.args["pieces"], one.args["limit"]) == ("split-too-many", 1000, 999)


def test_keys_are_percent_encoded_in_ids_and_nowhere_else() -> None:
    looks = """["50%", "a+b", "oil/thick", "c@d", "x,y", "two\\nlines", "a b"]"""
    plan = plan_of(
        LOOKS.replace("[watercolor, night]", looks).replace(
            "looks: ${{", "one: ${{ steps.look.video['oil/thick'] }}\n  looks: ${{"
        )
    )
    encoded = ["50%25", "a%2Bb", "oil%2Fthick", "c%40d", "x%2Cy", "two%0Alines", "a b"]
    assert [task.id for task in plan.tasks if task.step == "look"] == [f"look@{key}" for key in encoded]
    one, looks_of = plan.rows[0].outputs
    assert one.members[0].media.source == TaskSource("look@oil%2Fthick", "video")
    keys = ["50%", "a+b", "oil/thick", "c@d", "x,y", "two\nlines", "a b"]
    assert [member.key for member in looks_of.members] == keys
    assert [member.file for member in looks_of.members] == [f"looks-{safe_part(key)}.mp4" for key in keys]


CROSSED = (
    HEAD
    + """\
steps:
  - id: look
    foreach:
      one: [a, "a,b"]
      two: ["b,c", c]
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Make it {{ item.one }}; {{ item.two }}."}
outputs:
  looks: ${{ steps.look.video }}
"""
)


def test_crossed_keys_that_read_alike_are_refused_and_others_stay_apart() -> None:
    assert {fault.key for fault in read_recipe(CROSSED, "r.yaml", CATALOG, SCHEMAS).faults} == {"item-key-twice"}
    plan = plan_of(
        CROSSED.replace('["b,c", c]', "[d, e]").replace("steps.look.video }}", "steps.look.video['a,b,d'] }}")
    )
    assert [task.id for task in plan.tasks] == ["look@a,d", "look@a,e", "look@a%2Cb,d", "look@a%2Cb,e"]


def test_tools_cost_nothing_and_a_long_clip_is_no_fault_for_them() -> None:
    plan = plan_of(CUT, {"clip": clip("25")})
    local = [task for task in plan.tasks if task.local]
    assert {task.estimate.would_high.micros for task in local} == {0}
    billed, made = plan.totals.estimate.billed_seconds, plan.tasks[-1].outputs["video"].seconds
    assert billed.low <= 50 <= billed.high <= Decimal("50.034")
    assert made.low <= 25 <= made.high <= Decimal("25.034")


@pytest.mark.parametrize(
    ("uses", "arguments", "key"),
    [
        ("media/trim", "start: 3, seconds: 2", "trim-beyond-clip"),
        ("media/split", "pieces: 3", "split-pieces"),
        ("media/frame", "at: 4", "frame-beyond-clip"),
    ],
)
def test_what_a_tool_cannot_do_is_a_fault_before_it_runs(uses: str, arguments: str, key: str) -> None:
    output = "image" if uses == "media/frame" else "video"
    text = HEAD + (
        f'steps:\n  - id: tool\n    uses: {uses}\n    with: {{video: "${{{{ inputs.clip }}}}", {arguments}}}\n'
        f"outputs:\n  out: ${{{{ steps.tool.{output} }}}}\n"
    )
    assert [fault.key for fault in planned(text, {"clip": clip("4")}).faults] == [key]


@pytest.mark.parametrize(
    ("uses", "arguments"),
    [("media/trim", "start: 1, seconds: 2"), ("media/split", "pieces: 2"), ("media/frame", "at: 1")],
)
def test_a_tool_is_not_planned_for_an_address(uses: str, arguments: str) -> None:
    output = "image" if uses == "media/frame" else "video"
    text = HEAD + (
        f'steps:\n  - id: tool\n    uses: {uses}\n    with: {{video: "${{{{ inputs.clip }}}}", {arguments}}}\n'
        f"outputs:\n  out: ${{{{ steps.tool.{output} }}}}\n"
    )
    far = replace(clip("4"), source=UrlSource("https://x/a.mp4", "https://x/a.mp4", 'etag:"a"'))
    (found,) = planned(text, {"clip": far}).faults
    assert (found.key, found.args["task"]) == ("tool-needs-file", "tool")


@pytest.mark.parametrize(
    ("text", "seconds", "keys"),
    [
        (CHAIN, "30", {"clip-too-long"}),
        (CHAIN.replace("prompt: Make", "duration: 9, prompt: Make"), "4", {"duration-beyond-clip"}),
        (LOOKS.replace('prompt: "Make it {{ item }}."', "prompt: Make it dark."), "4", {"items-ask-same"}),
        (CUT.replace("seconds: 10", "pieces: 3"), "4", {"split-pieces"}),
        (CUT, "25", set()),
    ],
)
def test_rows_checked_alone_have_the_faults_of_the_plan(text: str, seconds: str, keys: set[str]) -> None:
    recipe, basis = recipe_of(text), Basis(catalog=CATALOG, terms=DRAFT, day=DAY)
    given = [RowGiven(inputs={"clip": clip(seconds)}, media={}, places={}, key=key) for key in ("a", "b")]
    found = tuple(dict.fromkeys(row_faults(recipe, given, basis)))
    assert found == make_plan(recipe, given, basis).faults
    assert {fault.key for fault in found} == keys


INNER = CHAIN.replace("name: chain", "name: inner").replace("inputs:", "lint: {two-prompts: off}\ninputs:")
OUTER = (
    HEAD
    + """\
steps:
  - id: both
    uses: ./inner.yaml
    with: {clip: "${{ inputs.clip }}"}
  - id: last
    uses: wan2.7-videoedit
    with: {video: "${{ steps.both.final }}", prompt: Make it cinematic.}
outputs:
  end: ${{ steps.last.video }}
"""
)


def test_a_recipe_inside_a_recipe_asks_what_it_asks_alone() -> None:
    checked = read_recipe(OUTER, "outer.yaml", CATALOG, SCHEMAS, files={"inner.yaml": INNER.encode()})
    assert checked.recipe is not None, checked.faults
    basis = Basis(catalog=CATALOG, terms=DRAFT, day=DAY)
    plan = make_plan(checked.recipe, [RowGiven(inputs={"clip": clip()}, media={}, places={})], basis).plan
    assert plan is not None
    assert [task.id for task in plan.tasks] == ["both/first", "both/second", "last"]
    assert [task.needs for task in plan.tasks] == [(), ("both/first",), ("both/second",)]
    alone = plan_of(INNER)
    assert [task.fingerprint for task in plan.tasks[:2]] == [task.fingerprint for task in alone.tasks]


def rows(*digests: str) -> list[RowGiven]:
    return [
        RowGiven(
            inputs={"clip": clip(digest=d * 64)}, media={}, places={}, key=f"row{n}", name_of=lambda *_, n=n: f"{n}.mp4"
        )
        for n, d in enumerate(digests)
    ]


def test_equal_requests_of_different_rows_are_one_task() -> None:
    plan = make_plan(recipe_of(CHAIN), rows("a", "b", "a"), Basis(catalog=CATALOG, terms=DRAFT, day=DAY)).plan
    assert plan is not None
    actions = {task.id: task.action for task in plan.tasks}
    assert [actions[f"row{n}/first"] for n in range(3)] == [Action.RUN, Action.RUN, Action.SHARE]
    assert (plan.totals.tasks, plan.totals.run, plan.totals.share) == (6, 4, 2)
    assert plan.totals.saved.amount == "9.60"
    sources = [row.outputs[0].members[0].media.source for row in plan.rows]
    assert sources == [
        TaskSource("row0/second", "video"),
        TaskSource("row1/second", "video"),
        TaskSource("row0/second", "video"),
    ]
    assert plan.rows[2].tasks == plan.rows[0].tasks


MANY = (
    HEAD.replace("  clip:", "  looks: {type: list, items: {type: string}}\n  clip:")
    + """\
steps:
  - id: look
    foreach: [a, b, c]
    uses: ./looks.yaml
    with: {clip: "${{ inputs.clip }}", looks: "${{ inputs.looks if item != 'x' else inputs.looks }}"}
outputs:
  looks: ${{ steps.look.looks }}
"""
)
INNER_LOOKS = (
    HEAD.replace("name: chain", "name: looks").replace(
        "  clip:", "  looks: {type: list, items: {type: string}}\n  clip:"
    )
    + LOOKS.partition("steps:\n")[2].join(("steps:\n", ""))
).replace("foreach: [watercolor, night]", "foreach: ${{ inputs.looks }}")


@pytest.mark.parametrize("depends_on_item", [False, True])
def test_a_recipe_makes_at_most_so_many_tasks(depends_on_item: bool) -> None:
    text = MANY if depends_on_item else MANY.replace(" if item != 'x' else inputs.looks", "")
    checked = read_recipe(text, "outer.yaml", CATALOG, SCHEMAS, files={"looks.yaml": INNER_LOOKS.encode()})
    assert checked.recipe is not None, checked.faults
    basis = Basis(catalog=CATALOG, terms=DRAFT, day=DAY)

    def found(count: int) -> list[tuple[str, int]]:
        inputs = {"clip": clip(), "looks": tuple(f"look {n}" for n in range(count))}
        faults = row_faults(checked.recipe, [RowGiven(inputs=inputs, media={}, places={})], basis)
        return [(one.key, one.args["count"]) for one in faults]

    assert found(100) == []
    assert found(1700) == [("too-many-tasks", 10001 if depends_on_item else 10200)]


def test_a_campaign_says_how_many_tasks_its_rows_may_make() -> None:
    place = Place.point("campaign.yaml", 5)
    basis = Basis(catalog=CATALOG, terms=DRAFT, day=DAY, limit=TaskLimit(5, place))
    assert make_plan(recipe_of(CHAIN), rows("a", "b"), basis).plan is not None
    made = make_plan(recipe_of(CHAIN), rows("a", "b", "c", "d"), basis)
    assert [(one.key, one.place) for one in made.faults] == [("campaign-too-big", place)]
