"""Golden values: what today's requests are, byte for byte. A change here makes every user pay again."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.api.asked import Asked
from engine.api.context import make_context
from engine.api.planning import plan_file
from engine.language.values import MediaName
from engine.plan import Plan, RequestTask, Terms
from engine.report.plan import plan_data
from engine.resources import data_folder
from engine.sources.media import MediaShelf
from engine.values.media import DataSource, Media, MediaFacts, MediaKind, Probed, Span, UrlSource
from tests.report.runs import ENGLISH
from tests.worlds import BILLED, CATALOG, DAY, DRAFT, clip, picture, plan_of

GOLDEN = Path(__file__).parent / "golden"
RECIPES = data_folder("recipes")
REQUESTS: dict[str, Any] = json.loads((GOLDEN / "requests.json").read_text("utf-8"))
"""What each case below asks for, one entry a task: seeds, fingerprints in both realms, body, price, reservation, output."""

HEAD = """\
recipe: 1
name: golden
version: "1.0.0"
inputs:
  clip: {type: video}
  one: {type: image, optional: true}
  two: {type: image, optional: true}
  words: {type: string, default: none}
steps:
"""
EDIT = '  - {{id: edit, uses: wan2.7-videoedit, with: {{video: "${{{{ inputs.clip }}}}", {with_}}}}}\n'
TAIL = "outputs:\n  final: ${{ steps.edit.video }}\n"


def edit(with_: str) -> str:
    """A recipe of one step that gives these parameters beside its clip."""
    return HEAD + EDIT.format(with_=with_) + TAIL


def steps(text: str) -> str:
    return HEAD + text + TAIL


@dataclass(frozen=True, slots=True)
class Told:
    """A server that tells this of whatever it is asked for."""

    probed: Probed

    def expect(self, url: str) -> None:
        """Nothing is looked at."""

    def probe(self, url: str) -> Probed:
        return self.probed


def address(text: str, version: str | None, kind: MediaKind = MediaKind.VIDEO, pin: str | None = None) -> Media:
    seconds = Span.exactly(Decimal(4)) if kind is MediaKind.VIDEO else None
    web = Told(Probed(MediaFacts(kind=kind, seconds=seconds), version))
    return MediaShelf(CATALOG.signature_parameters, web).resolve(MediaName(text, pin), kind, Path()).media


INLINE = Media(source=DataSource("a" * 64, "image/png", "data:image/png;base64,AAAA"), facts=picture().facts)
LINK = "https://media.example/clip.mp4?v=1&Signature=s"
TAGGED = address(LINK, 'etag:"1";length:10')
DATED = address(LINK, "length:10;modified:date")
UNTOLD = address(LINK, None)
PINNED = address("https://media.example/clip.mp4", None, pin="b" * 64)
BARE = Media(source=UrlSource("oss://bucket/clip.mp4", "oss://bucket/clip.mp4"), facts=MediaFacts(kind=MediaKind.VIDEO))
FAR_PICTURE = address("https://media.example/look.png", "length:10:date", MediaKind.IMAGE)
NAMED_PICTURE = address("HTTPS://媒体.example:443/look/../图 1.png", "length:10:date", MediaKind.IMAGE)
REFERENCES = 'reference_images: ["${{ inputs.one }}", "${{ inputs.two }}"]'
PROMPT = "prompt: Make it snow."
TWO = {"one": picture(), "two": picture("e" * 64)}

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "only a prompt": (edit(PROMPT), {}),
    "only a picture": (edit(REFERENCES), {"one": picture()}),
    "two pictures": (edit(f"{PROMPT}, {REFERENCES}"), TWO),
    "pictures in the other order": (edit(f"{REFERENCES}, {PROMPT}"), {"one": TWO["two"], "two": TWO["one"]}),
    "no picture given": (edit(f"{PROMPT}, {REFERENCES}"), {}),
    "an empty list": (edit(f"{PROMPT}, reference_images: []"), {}),
    "a picture inside the request": (edit(f"{PROMPT}, {REFERENCES}"), {"one": INLINE}),
    "a picture far away": (edit(f"{PROMPT}, {REFERENCES}"), {"one": FAR_PICTURE}),
    "a picture far away, in Chinese letters": (edit(f"{PROMPT}, {REFERENCES}"), {"one": NAMED_PICTURE}),
    "a clip far away": (edit(PROMPT), {"clip": TAGGED}),
    "a clip far away, without a tag": (edit(PROMPT), {"clip": DATED}),
    "a clip far away, without a version": (edit(PROMPT), {"clip": UNTOLD}),
    "a clip far away, pinned": (edit(PROMPT), {"clip": PINNED}),
    "a clip far away of which nothing is known": (edit(PROMPT), {"clip": BARE}),
    "a long clip": (edit(PROMPT), {"clip": clip("10")}),
    "a clip of odd length": (edit(PROMPT), {"clip": clip("5.28")}),
    "Chinese words": (edit("prompt: 把整个画面改成水彩风格。"), {}),
    "words that were not composed": (edit('prompt: "cafe\\u0301 {{ inputs.words }}"'), {"words": "e\u0301  \r\nb "}),
    "a template": (edit("prompt: \"Snow.{% if inputs.words == 'N' %} {{ inputs.words }}{% endif %}\""), {"words": "N"}),
    "a negative prompt": (edit(f"{PROMPT}, negative_prompt: blur"), {}),
    "a negative prompt that is empty": (edit(f'{PROMPT}, negative_prompt: "{{{{ inputs.words }}}}"'), {}),
    "720P": (edit(f"{PROMPT}, resolution: 720P"), {}),
    "1080P, the default, written out": (edit(f"{PROMPT}, resolution: 1080P"), {}),
    "16:9": (edit(f'{PROMPT}, ratio: "16:9"'), {}),
    "9:16 at 720P": (edit(f'{PROMPT}, ratio: "9:16", resolution: 720P'), {}),
    "1:1": (edit(f'{PROMPT}, ratio: "1:1"'), {}),
    "4:3": (edit(f'{PROMPT}, ratio: "4:3"'), {}),
    "3:4": (edit(f'{PROMPT}, ratio: "3:4"'), {}),
    "the first two seconds": (edit(f"{PROMPT}, duration: 2"), {}),
    "ten seconds of a long clip": (edit(f"{PROMPT}, duration: 10"), {"clip": clip("10")}),
    "three seconds of an unknown clip": (edit(f"{PROMPT}, duration: 3"), {"clip": BARE}),
    "new sound": (edit(f"{PROMPT}, audio_setting: auto"), {}),
    "the clip's sound": (edit(f"{PROMPT}, audio_setting: origin"), {}),
    "the prompt as it is": (edit(f"{PROMPT}, prompt_extend: false"), {}),
    "the prompt rewritten": (edit(f"{PROMPT}, prompt_extend: true"), {}),
    "a label": (edit(f"{PROMPT}, watermark: true"), {}),
    "no label": (edit(f"{PROMPT}, watermark: false"), {}),
    "a seed": (edit(f"{PROMPT}, seed: 11"), {}),
    "the least seed": (edit(f"{PROMPT}, seed: 0"), {}),
    "the greatest seed": (edit(f"{PROMPT}, seed: 2147483647"), {}),
    "everything": (
        edit(
            f'{PROMPT}, {REFERENCES}, negative_prompt: blur, resolution: 720P, ratio: "3:4", duration: 4, '
            "audio_setting: origin, prompt_extend: false, watermark: true, seed: 5"
        ),
        TWO,
    ),
    "a default of the recipe": (
        edit(PROMPT).replace("steps:\n", "defaults: {wan2.7-videoedit: {resolution: 720P}}\nsteps:\n"), {},
    ),
    "a default removed": (
        edit(f"{PROMPT}, resolution: null").replace(
            "steps:\n", "defaults: {wan2.7-videoedit: {resolution: 720P, watermark: true}}\nsteps:\n"
        ), {},
    ),
    "one edit after another": (
        steps(
            '  - {id: first, uses: wan2.7-videoedit, with: {video: "${{ inputs.clip }}", prompt: Night.}}\n'
            '  - {id: edit, uses: wan2.7-videoedit, with: {video: "${{ steps.first.video }}", prompt: Snow.}}\n'
        ), {},
    ),
    "a cut, a picture out of it, and films put together": (
        steps(
            '  - {id: cut, uses: media/trim, with: {video: "${{ inputs.clip }}", start: 0.5, seconds: 3}}\n'
            '  - {id: still, uses: media/frame, with: {video: "${{ steps.cut.video }}", at: last}}\n'
            '  - {id: look, uses: wan2.7-videoedit, with: {video: "${{ steps.cut.video }}", '
            'reference_images: ["${{ steps.still.image }}"]}}\n'
            '  - {id: edit, uses: media/join, with: {videos: ["${{ steps.cut.video }}", "${{ steps.look.video }}"]}}\n'
        ), {},
    ),
    "each of several looks": (
        steps(
            "  - id: each\n    uses: wan2.7-videoedit\n    foreach: [oil, ink]\n"
            '    with: {video: "${{ inputs.clip }}", prompt: "In {{ item }}."}\n'
            '  - {id: edit, uses: media/join, with: {videos: "${{ steps.each.video }}"}}\n'
        ), {},
    ),
}  # fmt: skip


def wire(task: RequestTask) -> dict[str, Any]:
    """What is sent, what it costs and what comes of it."""
    span, facts = task.estimate.billed_seconds, next(iter(task.outputs.values()))
    return {
        "body": json.dumps(task.request.body, ensure_ascii=False, separators=(",", ":")),
        "asked": sorted(task.request.asked),
        "endpoint": task.request.endpoint,
        "tier": task.request.tier,
        "seconds": [str(span.low), str(span.high)],
        "cost": [task.estimate.cost_low.micros, task.estimate.cost_high.micros, task.bound.micros],
        "output": [str(facts.seconds), facts.width, facts.height, str(facts.fps), facts.sound, facts.format],
        "reusable": task.reusable,
    }


def golden(plan: Plan, draft: Plan) -> dict[str, Any]:
    """What is pinned of a case, in the order of its tasks."""
    assert [task.id for task in plan.tasks] == [task.id for task in draft.tasks]
    tasks = {
        task.id: {"dashscope": task.fingerprint, "draft": other.fingerprint, **wire(task)}
        for task, other in zip(plan.requests, draft.requests, strict=True)
    }
    return {"plan": plan.digest, "tasks": tasks}


@pytest.mark.parametrize("case", CASES)
def test_a_request_is_what_it_was_byte_for_byte(case: str) -> None:
    from engine.values.absent import ABSENT

    text, given = CASES[case]
    inputs = {"clip": clip(), "one": ABSENT, "two": ABSENT, "words": "", **given}
    assert golden(plan_of(text, inputs, BILLED), plan_of(text, inputs, DRAFT)) == REQUESTS[case]


def test_every_golden_value_is_held_against_a_request() -> None:
    assert list(REQUESTS) == list(CASES)


INTERNATIONAL = Terms(service="dashscope-intl", realm="dashscope", region="ap-southeast-1", bills=True)
WHOLE = [
    ("style_then_background", DRAFT, ()),
    ("style_then_background", BILLED, ("style=claymation",)),
    ("dress_from_picture", INTERNATIONAL, ()),
    ("restyle", BILLED, ("other_look=oil",)),
]


@pytest.mark.parametrize(("name", "terms", "arguments"), WHOLE, ids=[f"{n}-{t.service}" for n, t, _ in WHOLE])
def test_a_shipped_recipe_gives_the_plan_that_it_gave(name: str, terms: Terms, arguments: tuple[str, ...]) -> None:
    """Only the digest of the catalog's own files is left out: it names the data, not what is asked."""
    context = make_context(RECIPES.parent, {})
    asked = Asked(file=RECIPES / f"{name}.yaml", arguments=arguments)
    data = plan_data(plan_file(context, asked, terms, DAY, None).plan, None, ENGLISH)
    del data["catalog"]
    here = json.loads(json.dumps(data).replace(f"{RECIPES.parent.as_posix()}/", ""))
    assert here == json.loads((GOLDEN / f"{name}-{terms.service}.json").read_text("utf-8"))
