"""The recipes that are shipped: each is whole, plans without inputs, and is labelled with what a draft makes of it."""

import json
import re
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from engine.api.asked import Asked
from engine.api.check import check
from engine.api.context import make_context
from engine.api.planning import plan_file
from engine.api.ready import Ready
from engine.emulator.draft.language.instruction import parse
from engine.emulator.draft.language.operation import Op, Refusal
from engine.emulator.rules.declaration import declaration, realm_of
from engine.emulator.rules.options import EmulatorOptions
from engine.language.types import Kind
from engine.plan import Action, RequestTask, Terms
from engine.sources.recipes import choose

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "recipes"
RECIPES = [*sorted(path.name for path in FOLDER.glob("*.yaml")), "library/look.yaml"]
KINDS = {"style", "environment", "background", "elements", "performance", "camera", "copying"}
MODELINE = "# yaml-language-server: $schema={}schemas/recipe.schema.json"
CHAINS = {
    "style_then_background.yaml",
    "film_of_shots.yaml",
    "long_clip.yaml",
    "looks_and_places.yaml",
    "best_effort.yaml",
    "edit_then_continue.yaml",
    "edit_then_upscale.yaml",
}
CAMPAIGNS = {"launch": (34, 37), "localisation": (8, 9), "films": (3, 24)}
"""How many rows each campaign has, and how many tasks are made for all of them."""


@cache
def terms() -> Terms:
    realm = realm_of(declaration(EmulatorOptions()))
    assert realm is not None
    return Terms(service="embedded", realm=realm, region="cn-beijing", bills=False)


@cache
def planned(name: str, *arguments: str) -> Ready:
    context = make_context(ROOT, {})
    return plan_file(context, Asked(file=FOLDER / name, arguments=arguments), terms(), context.today, None)


def choices(name: str) -> list[tuple[str, ...]]:
    """Every value of every input that has a list of them, one at a time, in each language that the recipe speaks."""
    inputs = planned(name).recipe.inputs
    languages = [f"language={value}" for value in inputs["language"].limits.enum] if "language" in inputs else []
    others = [f"{key}={value}" for key, given in inputs.items() if key != "language" for value in given.limits.enum]
    return (
        [(other, language) for other in others for language in languages] if languages else [(one,) for one in others]
    )


def operations(task: RequestTask) -> tuple[Op | Refusal, ...]:
    """What a draft understands of a task's request."""
    pictures = sum(use.parameter == "reference_images" for use in task.request.media)
    return parse(task.request.prompt, pictures).ops


def asked(ready: Ready) -> list[RequestTask]:
    return [task for task in ready.plan.requests if task.action is Action.RUN and not task.local]


def test_there_is_a_recipe_for_every_kind_of_edit() -> None:
    assert len(RECIPES) >= 8
    assert {planned(name).recipe.labels["kind"] for name in RECIPES} == KINDS


def test_no_recipe_holds_a_mistake_or_earns_a_warning() -> None:
    context = make_context(ROOT, {})
    faults = check(context, choose([FOLDER]))
    assert not faults, [(fault.place, fault.key) for fault in faults]


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_says_what_it_is(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    recipe = planned(name).recipe
    assert text.splitlines()[0] == MODELINE.format("../" * (name.count("/") + 1))
    assert recipe.name == Path(name).stem
    assert recipe.version
    assert recipe.description
    assert recipe.labels["draft"] in {"performed", "approximate", "not-performed"}
    assert all(one.description or one.limits.enum for one in recipe.inputs.values())


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_plans_without_inputs_and_with_every_choice(name: str) -> None:
    for arguments in [(), *choices(name)]:
        ready = planned(name, *arguments)
        assert asked(ready), arguments
        for task in asked(ready):
            prompt = task.request.prompt
            assert prompt.strip()
            assert "{" not in prompt
            assert task.request.body["parameters"]["resolution"] == "720P"  # a sample never asks for the dearer tier


@pytest.mark.parametrize("name", RECIPES)
def test_chinese_prompts_are_chinese_and_english_ones_english(name: str) -> None:
    for arguments in choices(name):
        for task in asked(planned(name, *arguments)):
            chinese = bool(re.search(r"[\u4e00-\u9fff]", task.request.prompt))
            assert chinese == ("language=zh" in arguments), task.request.prompt


@pytest.mark.parametrize("name", RECIPES)
def test_the_label_says_what_a_draft_makes_of_it(name: str) -> None:
    draft = planned(name).recipe.labels["draft"]
    for arguments in [(), *choices(name)]:
        found = [(task.request.prompt, operations(task)) for task in asked(planned(name, *arguments))]
        refused = [prompt for prompt, ops in found if not ops or any(isinstance(op, Refusal) for op in ops)]
        if draft == "not-performed":
            assert refused, (arguments, found)
        else:
            assert not refused, (arguments, refused)
    fidelities = {op.fidelity for task in asked(planned(name)) for op in operations(task) if isinstance(op, Op)}
    if draft == "performed":
        assert fidelities == {"full"}
    elif draft == "approximate":
        assert "approximate" in fidelities


def given(text: str) -> tuple[str, ...]:
    """The inputs of a command line."""
    found = re.findall(r'-i (?:(\w+)="([^"]*)"|(\w+)=([^\s`]+))', text)
    return tuple(f"{a or c}={b or d}" for a, b, c, d in found)


def split(argument: str) -> tuple[str, str]:
    key, _, value = argument.partition("=")
    return key, value


def free(ready: Ready, key: str) -> bool:
    """Whether an input takes any words."""
    found = ready.recipe.inputs[key]
    return found.type.kind is Kind.STRING and not found.limits.enum


def copied(text: str, marks: str) -> list[tuple[str, tuple[str, ...]]]:
    """The plan and run commands of a text, each line after `marks`: the recipe and its inputs."""
    lines = re.findall(rf"^{marks}editchain (?:plan|run) recipes/(\S+)(.*)$", text, re.MULTILINE)
    return [(name, given(rest)) for name, rest in lines]


def shown() -> list[tuple[str, str, tuple[str, ...]]]:
    """What docs/recipes.md says of the product page's examples, in each language: the example, its recipe and inputs."""
    section = (ROOT / "docs" / "recipes.md").read_text("utf-8").split("product page shows\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][2:]
    rows = [line.strip("| ").split(" | ") for line in lines]
    english = [(what, f"{name}.yaml", given(inputs)) for what, name, inputs, _ in rows]
    chinese = [
        (what, f"{name}.yaml", (*given(inputs if other == "the same" else other), "language=zh"))
        for what, name, inputs, other in rows
    ]
    return [*english, *chinese]


@pytest.mark.parametrize("page", [*RECIPES, "../docs/recipes.md"])
def test_the_commands_that_a_reader_may_copy_plan(page: str) -> None:
    found = copied((FOLDER / page).read_text("utf-8"), "(?:#   |    )")
    assert found
    for name, arguments in found:
        of_the_reader = any(re.search(r"=\w+\.(?:jpg|png|mp4)$", argument) for argument in arguments)
        if not of_the_reader:
            assert planned(name, *arguments).plan.tasks


@pytest.mark.parametrize(("what", "name", "arguments"), shown())
def test_what_the_product_page_shows_plans_in_both_languages(what: str, name: str, arguments: tuple[str, ...]) -> None:
    ready = planned(name, *arguments)
    requests = [task.request for task in asked(ready)]
    prompts = "\n".join(request.prompt for request in requests)
    assert bool(re.search(r"[\u4e00-\u9fff]", prompts)) == ("language=zh" in arguments), (what, prompts)
    words = [value for key, value in map(split, arguments) if free(ready, key)]
    assert [value for value in words if value not in prompts] == []
    pictures = [argument for argument in arguments if "=recipes/media/" in argument]
    sent = [use for request in requests for use in request.media if use.parameter == "reference_images"]
    assert len(sent) == len(pictures)


def test_each_example_of_the_product_page_asks_for_an_edit_of_its_own() -> None:
    examples = shown()
    assert {name for _, name, _ in examples} == {*RECIPES} - CHAINS - {"library/look.yaml"}
    bodies = [
        json.dumps([task.request.body for task in asked(planned(name, *arguments))], sort_keys=True)
        for _, name, arguments in examples
    ]
    assert len({*bodies}) == len(bodies)


def test_the_demo_needs_nothing_and_gives_both_results() -> None:
    ready = planned("style_then_background.yaml")
    assert [output.name for row in ready.plan.rows for output in row.outputs] == ["styled", "final"]
    assert len(asked(ready)) == 2


def test_what_two_recipes_take_from_the_library_is_one_request() -> None:
    whole = planned("library/look.yaml", "clip=recipes/media/portrait.mp4", "look=pixel")
    used = planned("looks_and_places.yaml", "seconds=4", "looks=pixel")
    cut = planned("long_clip.yaml", "clip=recipes/media/portrait.mp4", "look=pixel")
    (look,) = asked(whole)
    assert look.fingerprint in {task.fingerprint for task in asked(used)}
    assert [task.request.prompt for task in asked(cut)] == [look.request.prompt]


def test_a_long_clip_is_edited_in_pieces_that_make_up_the_whole() -> None:
    ready = planned("long_clip.yaml")
    pieces = [task for task in ready.plan.tasks if task.id.startswith("pieces@")]
    assert [task.id for task in pieces] == ["pieces@001", "pieces@002"]
    assert len(asked(ready)) == 2


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_a_campaign_plans_all_its_rows(name: str) -> None:
    plan = planned(f"campaigns/{name}.yaml").plan
    made = [task for task in plan.tasks if task.action is Action.RUN]
    assert (len(plan.rows), len(made)) == CAMPAIGNS[name]


def test_twelve_lines_become_three_films() -> None:
    plan = planned("campaigns/films.yaml").plan
    films = {task.row: task.needs for task in plan.requests if task.step == "film"}
    assert films["morning"] == tuple(f"morning/edit@{name}" for name in ("wake", "stretch", "smile", "meadow"))
    assert {row: len(needs) for row, needs in films.items()} == {"morning": 4, "workshop": 4, "远行": 4}


def test_every_medium_is_credited_and_used() -> None:
    media = {path.name for path in (FOLDER / "media").iterdir() if path.suffix != ".md"}
    credited = (FOLDER / "media" / "CREDITS.md").read_text("utf-8")
    assert {name for name in media if f"`{name}`" not in credited} == set()
    assert set(re.findall(r"^\| `([\w.]+)`", credited, re.MULTILINE)) == media
    texts = "\n".join((FOLDER / name).read_text("utf-8") for name in RECIPES)
    assert {name for name in media if f"media/{name}" not in texts} == set()


def test_samples_are_small() -> None:
    sizes = [path.stat().st_size for path in chain(FOLDER.glob("*"), (FOLDER / "media").glob("*")) if path.is_file()]
    assert sum(sizes) < 2_500_000
