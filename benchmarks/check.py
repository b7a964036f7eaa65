"""CPU and memory of the whole process `editchain check`, as a ratio to a floor measured in the same run.

    python -m benchmarks.check [RUNS [short]]

The floor loads the same recipe with PyYAML's C loader and holds it against the same schema with jsonschema-rs, and does
nothing else. A recipe "with a branch" has an `{% if %}` in a prompt, for which Jinja's parser is loaded. Runs of all
commands are interleaved; medians are shown. A `short` one leaves the long files out. The last line is one JSON object.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Measure, tell

COMMAND = Path(sys.executable).with_name("editchain")
ROWS, LINES = 10_000, 12_000
LONG = (f"{LINES:,} lines", f"{ROWS:,} rows")  # these need not run as often
GOALS = {
    "--version": ("s", 0.08),
    "three steps": ("x", 2.0),
    LONG[0]: ("s", 2.0),
    LONG[1]: ("s", 5.0),
}
FLOOR = """\
import sys, yaml, jsonschema_rs
schema, recipe = sys.argv[1:]
with open(recipe, "rb") as file:
    data = yaml.load(file, Loader=yaml.CSafeLoader)
with open(schema, encoding="utf-8") as file:
    assert jsonschema_rs.validator_for(file.read()).is_valid(data)
"""
END = """\
  - id: warm
    uses: wan2.7-videoedit
    with:
      video: ${{ steps.relocate.video }}
      prompt: Warm, low evening light. Keep everything else unchanged.
outputs:
  final: ${{ steps.warm.video }}
"""
INLINE = """\
campaign: 1
name: inline
uses: bench.yaml
publish: {final: "{{ row.sku }}/{{ inputs.style }}.{{ ext }}"}
rows:
  key: [sku]
  list:
"""


def inline_rows(lines, styles):
    text = INLINE
    count = (lines - INLINE.count("\n")) // 5
    for n in range(count):
        city = f"a street in city {n % 500}, seen from above"
        text += f"    - sku: SKU-{n:06}\n      clip: clips/a.mp4\n      style: {styles[n % 3]}\n"
        text += f"      city: {city}\n      seconds: {n % 9 + 2}\n"
    return text + "# end\n" * (lines - text.count("\n"))


def write_files(folder):
    """Write all inputs; a process of its own does, since a child's peak is never below what its parent held."""
    from benchmarks.rows import CAMPAIGN, RECIPE, STYLES, write_rows  # noqa: PLC0415
    from engine.api.context import recipe_schemas  # noqa: PLC0415
    from engine.shape.check import bundle_of  # noqa: PLC0415

    three = RECIPE.partition("outputs:")[0] + END
    files = {
        "schema.json": bundle_of(recipe_schemas()).text,
        "three.yaml": re.sub("{%.*%}", "", three),
        "branch.yaml": three,
        "bench.yaml": RECIPE,
        "inline.yaml": inline_rows(LINES, STYLES),
        "rows.yaml": CAMPAIGN,
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    write_rows(folder / "bench.csv", ROWS)


def environment():
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measured(command, folder):
    """Run a command to its end; return its CPU seconds and its peak memory in MiB."""
    process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    if sys.argv[1:2] == ["--write"]:
        write_files(Path(sys.argv[2]))
        return 0
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    commands = {
        "floor": [sys.executable, "-c", FLOOR, "schema.json", "three.yaml"],
        "--version": [COMMAND, "--version"],
        "three steps": [COMMAND, "check", "three.yaml"],
        "with a branch": [COMMAND, "check", "branch.yaml"],
        LONG[0]: [COMMAND, "check", "inline.yaml"],
        LONG[1]: [COMMAND, "check", "rows.yaml"],
    }
    if sys.argv[2:] == ["short"]:
        commands = {name: command for name, command in commands.items() if name not in LONG}
    found = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "benchmarks.check", "--write", folder], check=True)
        for name, command in commands.items():  # once before, so that all is compiled; a check finds nothing
            said = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=True)
            assert not said.stdout or name == "--version", said.stdout
        for run in range(runs):
            for name, command in commands.items():
                if run % 10 == 0 or name not in LONG:
                    found[name].append(measured(command, folder))
    return show(found)


def show(found):
    floor = statistics.median(cpu for cpu, _ in found["floor"])
    measures = []
    for name, runs in found.items():
        seconds, peak = (statistics.median(column) for column in zip(*runs, strict=True))
        print(f"{name:14}{seconds:8.3f} s{seconds / floor:8.2f} x the floor{peak:8.1f} MiB")
        if name in GOALS:
            unit, goal = GOALS[name]
            value = round(seconds if unit == "s" else seconds / floor, 3)
            named = name if name == "--version" else f"check of {name}"
            measures.append(Measure(f"{named}, CPU", value, unit, "loader and schema alone", goal))
    return tell(measures, floor_s=round(floor, 3))


if __name__ == "__main__":
    sys.exit(main())
