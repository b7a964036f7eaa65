"""A recipe made of several files: sub-recipes and prompt files, read through a port."""

import pytest

from engine.language.values import MediaName
from engine.recipe import callee_of, evaluate_arguments, inner_inputs, named_media
from engine.recipe.bindings import RecipeBindings
from engine.recipe.other_files import MAX_LEVELS
from engine.recipe.relative import joined, rebased, stays
from engine.values.absent import ABSENT
from engine.values.media import FileSource, Media, MediaFacts, MediaKind

CLIP = Media(source=FileSource("c" * 64, "c.mp4"), facts=MediaFacts(kind=MediaKind.VIDEO))
MAIN = """
recipe: 1
name: main
inputs:
  clip: {type: video}
prompts:
  keep: {file: words/keep.txt}
steps:
  - id: w
    uses: ../lib/warm.yaml
    with: {clip: "${{ inputs.clip }}", how: very}
  - id: a
    uses: wan2.7-videoedit
    with: {video: "${{ steps.w.final }}", prompt: "{{ prompts.keep }}", resolution: 720P}
outputs:
  final: ${{ steps.a.video }}
"""
WARM = """
recipe: 1
name: warm
inputs:
  clip: {type: video}
  how: {type: string}
  logo: {type: image, default: media/logo.png}
  more: {type: list, items: {type: image}, default: [media/x.png, "https://example.com/y.png"]}
  gone: {type: image, optional: true}
steps:
  - id: a
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      reference_images: ["${{ inputs.logo }}", frame.png, "${{ inputs.more }}", "${{ inputs.gone }}"]
      prompt: Make it {{ inputs.how }} warm.
      resolution: 720P
outputs:
  final: ${{ steps.a.video }}
"""
FILES = {"lib/warm.yaml": WARM.encode(), "recipes/words/keep.txt": b"Keep all.\n"}


@pytest.fixture
def recipe(read):
    checked = read(MAIN, "recipes/main.yaml", FILES)
    assert checked.faults == ()
    return checked.recipe


def test_files_are_asked_for_as_the_recipe_itself_is_named(read):
    asked = []

    def files(path):
        asked.append(path)
        return FILES.get(path)

    assert read(MAIN, "recipes/main.yaml", files).recipe is not None
    assert asked == ["lib/warm.yaml", "recipes/words/keep.txt"]


def test_without_files_only_their_uses_are_faults(read):
    assert [(fault.key, fault.place.line) for fault in read(MAIN, "recipes/main.yaml").faults] == [
        ("piece-not-found", 7),
        ("recipe-not-found", 10),
    ]


def test_a_sub_recipe_is_called_with_its_inputs(recipe, catalog):
    step = recipe.steps["w"]
    inner = callee_of(step, recipe, catalog)
    given = evaluate_arguments(step, inner, RecipeBindings(inputs={"clip": CLIP}))
    logo = Media(source=FileSource("d" * 64, "l.png"), facts=MediaFacts(kind=MediaKind.IMAGE))
    media = {MediaName("../lib/media/logo.png"): logo}

    assert inner is recipe.recipes["../lib/warm.yaml"]
    assert (dict(given.values), given.faults) == ({"clip": CLIP, "how": "very"}, ())
    assert inner_inputs(inner, given.values, media) == {
        "clip": CLIP,
        "how": "very",
        "logo": logo,
        "more": (ABSENT, ABSENT),
        "gone": ABSENT,
    }


def test_media_of_sub_recipes_are_named_from_the_first_folder(recipe):
    assert [(one.name.text, one.kind.value) for one in named_media(recipe)] == [
        ("../lib/media/logo.png", "image"),
        ("../lib/media/x.png", "image"),
        ("https://example.com/y.png", "image"),
        ("../lib/frame.png", "image"),
    ]


def test_the_pin_covers_every_file(read, recipe):
    def pin(**changed):
        files = FILES | {path.replace("__", "/"): data for path, data in changed.items()}
        return read(MAIN, "recipes/main.yaml", files).recipe.pin

    assert set(recipe.pins) == {"../lib/warm.yaml", "words/keep.txt"}
    assert pin() == recipe.pin != recipe.digest
    assert pin(**{"lib/warm.yaml": FILES["lib/warm.yaml"] + b"# x\n"}) != recipe.pin
    assert pin(**{"recipes/words/keep.txt": b"Keep."}) != recipe.pin
    moved = {"a/lib/warm.yaml": FILES["lib/warm.yaml"], "a/recipes/words/keep.txt": FILES["recipes/words/keep.txt"]}
    assert read(MAIN, "a/recipes/main.yaml", moved).recipe.pin == recipe.pin


def test_a_recipe_of_one_file_is_pinned_by_its_digest(recipe_of):
    recipe = recipe_of(WARM)

    assert recipe.pin == recipe.digest
    assert recipe.pins == {}


def test_faults_of_a_shared_file_are_given_once(read):
    text = MAIN.replace("  - id: a\n", "  - id: again\n    uses: ../lib/../lib/warm.yaml\n  - id: a\n")
    broken = FILES | {"lib/warm.yaml": WARM.replace("inputs.how", "inputs.hwo").encode()}
    found = read(text, "recipes/main.yaml", broken).faults

    assert [(fault.place.file, fault.key) for fault in found] == [("lib/warm.yaml", "unknown-input")]


def test_recipes_within_recipes_have_an_end(read):
    def files(path):
        number = int(path.removeprefix("r").removesuffix(".yaml")) + 1
        return WARM.replace("uses: wan2.7-videoedit", f"uses: ./r{number}.yaml").encode()

    found = read(files("r0.yaml"), "r0.yaml", files).faults

    assert "recipes-too-deep" in {fault.key for fault in found}
    assert max(int(fault.place.file[1:-5]) for fault in found) < MAX_LEVELS


@pytest.mark.parametrize(
    ("folder", "path", "found"),
    [
        ("", "./a.yaml", "a.yaml"),
        ("", "../a.yaml", "../a.yaml"),
        ("..", "../a.yaml", "../../a.yaml"),
        ("x/y", "../a.yaml", "x/a.yaml"),
        ("x", "../../a.yaml", "../a.yaml"),
        ("/x", "./y/../a.yaml", "/x/a.yaml"),
    ],
)
def test_paths_are_joined(folder, path, found):
    assert joined(folder, path) == found


@pytest.mark.parametrize("path", ["/a", "~/a", "C:/a", "C:a", "https://x/a", "../a", "a/../b", "a\\b"])
def test_paths_that_leave_the_folder(path):
    assert not stays(path)


@pytest.mark.parametrize("path", ["a.txt", "a/b.txt", "./a", "a..b", "雪.txt"])
def test_paths_that_stay(path):
    assert stays(path)


def test_only_what_starts_at_a_folder_is_moved():
    names = ["a.mp4", "/a.mp4", "~/a.mp4", "https://x/a.mp4", "oss://x/a", "data:image/png;base64,AA=="]

    assert [rebased(MediaName(name), "../lib").text for name in names] == ["../lib/a.mp4", *names[1:]]
