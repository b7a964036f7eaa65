"""CPU of a campaign's rows up to the plan, as a ratio to reading the same file with the csv module.

    python -m benchmarks.rows [ROWS]

Every row is read, crossed with the matrix, bound, rendered and named. The last line is one JSON object.
"""

import csv
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

from benchmarks.measure import Measure, tell
from engine.api.context import recipe_schemas
from engine.campaign import CampaignRow, PublishedNames, expand, publish_name, read_campaign
from engine.catalog.catalog import catalog_of
from engine.recipe import bind_inputs, evaluate_arguments, read_recipe
from engine.recipe.bindings import RecipeBindings
from engine.resources import load_json
from engine.sources.rows import open_rows
from engine.values.media import FileSource, Media, MediaFacts, MediaKind

MODEL = "wan2.7-videoedit"
RECIPE = """\
recipe: 1
name: bench
inputs:
  clip: {type: video}
  style: {type: string, enum: [watercolor, claymation, sketch]}
  city: {type: string, maxLength: 60}
  seconds: {type: integer, minimum: 2, maximum: 10, optional: true}
defaults:
  wan2.7-videoedit: {resolution: 720P}
steps:
  - id: restyle
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      prompt: Convert the whole frame to {{ inputs.style }} style.
  - id: relocate
    uses: wan2.7-videoedit
    with:
      video: ${{ steps.restyle.video }}
      duration: ${{ inputs.seconds }}
      prompt: |
        Keep the subject's motion. {% if inputs.city == 'Oslo' %}Winter.{% endif %}
        Replace the background with {{ inputs.city }}.
outputs:
  final: ${{ steps.relocate.video }}
"""
CAMPAIGN = """\
campaign: 1
name: bench
uses: bench.yaml
rows: {file: bench.csv, key: [sku], ignore: [notes]}
where: ${{ row.tier != 'none' }}
publish: {final: "{{ row.sku }}/{{ inputs.style }}.{{ ext }}"}
"""
STYLES = ("watercolor", "claymation", "sketch")


def write_rows(path, count):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["sku", "clip", "style", "city", "seconds", "tier", "notes"])
        for n in range(count):
            city = f"a street in city {n % 500}, seen from above"
            writer.writerow([f"SKU-{n:06}", "clips/a.mp4", STYLES[n % 3], city, n % 9 + 2, "gold", "for people"])


def cpu(doing):
    start = time.process_time()
    result = doing()
    return time.process_time() - start, result


def read_only(path):
    with path.open(encoding="utf-8", newline="") as file:
        return sum(len(row) for row in csv.reader(file))


def done(recipe, campaign, catalog, path, *, render):
    media = Media(source=FileSource("0" * 64, "a.mp4"), facts=MediaFacts(kind=MediaKind.VIDEO))
    names, count = PublishedNames(), 0
    for row in expand(campaign, recipe, open_rows(path, path.name)):
        assert isinstance(row, CampaignRow), row
        count += 1
        if not render:
            continue
        bound = bind_inputs(recipe, row.given)
        assert not bound.faults, bound.faults
        scope = RecipeBindings(inputs={**bound.values, "clip": media}, steps={"restyle": {"video": media}})
        for step in recipe.steps.values():
            assert not evaluate_arguments(step, catalog.models[MODEL], scope).faults
        assert names.claim(publish_name(campaign, recipe, row, bound.values, "final"), row) is None
    return count


def peak(doing):
    tracemalloc.start()
    doing()
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    catalog = catalog_of([load_json(f"models/{MODEL}.json")], load_json("services.json"))
    schemas = recipe_schemas()
    recipe = read_recipe(RECIPE, "bench.yaml", catalog, schemas).recipe
    checked = read_campaign(CAMPAIGN, "bench.campaign.yaml", recipe, schemas)
    assert checked.campaign, checked.faults
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.csv"
        write_rows(path, count)
        floor = min(cpu(lambda: read_only(path))[0] for _ in range(5))
        reading = min(cpu(lambda: sum(1 for _ in open_rows(path, "bench.csv")))[0] for _ in range(3))
        expanding = min(cpu(lambda: done(recipe, checked.campaign, catalog, path, render=False))[0] for _ in range(3))
        whole = min(cpu(lambda: done(recipe, checked.campaign, catalog, path, render=True))[0] for _ in range(3))
        memory = peak(lambda: done(recipe, checked.campaign, catalog, path, render=True))
    for name, seconds in (("read with places", reading), ("expanded", expanding), ("bound, rendered, named", whole)):
        print(f"{name:24}{seconds:8.3f} s{seconds / floor:8.1f} x the floor")
    each = Measure(
        "a row bound, rendered and named, CPU", round(whole / count * 1e6), "us", f"csv: {floor / count * 1e6:.1f} us"
    )
    held = Measure(f"{count:,} rows up to their requests, peak of Python's own", round(memory / 2**20, 1), "MiB")
    return tell([each, held])


if __name__ == "__main__":
    sys.exit(main())
