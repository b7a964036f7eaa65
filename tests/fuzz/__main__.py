"""Fuzzing by coverage: `python -m tests.fuzz TARGET SECONDS FOLDER`, after `pip install atheris`; or `make fuzz`.

What is found stays in FOLDER/TARGET, so that the next run goes on from there; an input that breaks a target is kept as
FOLDER/crash-... and ends the run with an error. Of a single input are allowed 2 seconds of CPU, twice as much as under
the instruments it needs at worst, and 1 GiB of memory for all.
"""

import sys
import time
from pathlib import Path

import atheris

SLOWEST_S = 2.0
ONE_GIB = "1024"
DICTIONARY = Path(__file__).with_name("words.dict")

with atheris.instrument_imports(include=["engine.recipe", "engine.sources", "engine.settings", "jinja2"]):
    import engine.campaign
    import engine.language.parse  # what is loaded late otherwise
    import engine.text.yaml_errors  # noqa: F401
    from tests.fuzz.seeds import seeds_of
    from tests.fuzz.targets import TARGETS


def main() -> None:
    name, seconds, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    corpus, seeds = folder / name, folder / f"{name}-seeds"
    for path in (corpus, seeds):
        path.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds_of(name)):
        (seeds / f"{number:04}").write_bytes(seed)
    target = TARGETS[name]

    def one(data: bytes) -> None:
        started = time.process_time()
        target(data)
        taken = time.process_time() - started
        assert taken < SLOWEST_S, f"{taken:.1f} s of CPU for {len(data)} bytes"

    options = [
        f"-max_total_time={seconds}", f"-dict={DICTIONARY}", f"-artifact_prefix={folder}/", f"-rss_limit_mb={ONE_GIB}",
        "-max_len=6000", "-timeout=60", "-print_final_stats=1", "-verbosity=1",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus), str(seeds)], one)
    atheris.Fuzz()


main()
