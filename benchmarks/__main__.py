"""Every goal of speed and memory, each figure beside its floor or peer in the same run.

    python -m benchmarks quick    under a minute, without network or peers
    python -m benchmarks full     all sizes and peers
    python -m benchmarks quick NAME...   some of them

Each benchmark is a process of its own, one after the other. The table is kept as JSON under build/benchmarks. The exit code is 1
if a goal is missed by more than a third or a benchmark fails.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.measure import heard
from benchmarks.suite import SUITE

PROJECT = Path(__file__).parents[1]
KEPT = PROJECT / "build" / "benchmarks"


def taken(name, arguments):
    """Run a benchmark to its end; return its measures, or None if it failed."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=False)
    try:
        return heard(done.stdout)
    except (ValueError, KeyError, IndexError, TypeError):
        print(done.stdout, file=sys.stderr)
        return None


def line_of(one):
    goal = "" if one.goal is None else f"<= {one.goal:g}"
    return f"{one.name:<58}{one.value:>10.4g} {one.unit:<5}{goal:>10}  {one.verdict:<7}{one.beside}"


def main():
    reader = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    reader.add_argument("size", choices=("quick", "full"))
    reader.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(one.name for one in SUITE)}")
    asked = reader.parse_args()
    if unknown := set(asked.names) - {one.name for one in SUITE}:
        reader.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    chosen = [one for one in SUITE if not asked.names or one.name in asked.names]
    found, failed, left_out, begun = [], [], [], time.monotonic()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(f"{'measure':<58}{'figure':>10} {'':<5}{'goal':>10}  {'verdict':<7}beside")
    for one in chosen:
        arguments = one.quick if asked.size == "quick" else one.full
        if arguments is None:
            left_out.append(one)
            continue
        measures = taken(one.name, arguments)
        if measures is None:
            failed.append(one.name)
            continue
        found += measures
        print("\n".join(map(line_of, measures)), flush=True)
    for one in left_out:
        print(f"left out: {one.name}, {one.why}")
    missed = [one.name for one in found if one.verdict == "missed"]
    print(f"\n{time.monotonic() - begun:.0f} s; missed by more than a third: {', '.join(missed) or 'none'}")
    if failed:
        print(f"failed: {', '.join(failed)}")
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{asked.size}-{time.strftime('%Y%m%d-%H%M%S')}.json"
    rows = [asdict(one) | {"verdict": one.verdict} for one in found]
    path.write_text(json.dumps({"load": os.getloadavg(), "measures": rows, "failed": failed}, indent=1), "utf-8")
    print(f"kept in {path.relative_to(PROJECT)}")
    return int(bool(missed or failed))


if __name__ == "__main__":
    sys.exit(main())
