"""CPU of the proof of a result, as a ratio to decoding the same result whole, in one run.

    python -m benchmarks.proof [ROUNDS]

The result is 4 s at 720P with sound, cut from a sample. Proof and decoding take turns; the medians count. The last line is one
JSON object; the exit code is 1 if the proof takes a third more than its goal.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import av

from benchmarks.measure import Measure, tell
from engine.media import prove

SAMPLE = Path(__file__).parents[1] / "recipes" / "media" / "bunny.mp4"
SECONDS = 4
GOAL_MS = 20.0


def write_result(path):
    with av.open(str(SAMPLE)) as source, av.open(str(path), "w", options={"movflags": "+faststart"}) as target:
        streams = {
            one: target.add_stream_from_template(one) for one in (source.streams.video[0], source.streams.audio[0])
        }
        for packet in source.demux(*streams):
            if packet.dts is not None and packet.pts * packet.time_base < SECONDS:
                packet.stream = streams[packet.stream]
                target.mux(packet)


def cpu_ms(path, *, whole):
    start = time.process_time()
    proof = prove(path, whole=whole)
    spent = time.process_time() - start
    assert proof.fault is None, proof
    return spent * 1000


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.mp4"
        write_result(path)
        facts = prove(path, whole=False).facts
        taken = [(cpu_ms(path, whole=False), cpu_ms(path, whole=True)) for _ in range(rounds)]
    proof, decoded = (statistics.median(times) for times in zip(*taken, strict=True))
    print(f"{facts.width}x{facts.height}, {facts.seconds.low} s, {facts.size} bytes, {rounds} rounds")
    for name, ms in (("decoded whole", decoded), ("proved", proof)):
        print(f"{name:16}{ms:8.1f} ms of CPU{ms / decoded:8.3f}")
    name, beside = "proof of a result of 4 s at 720P, CPU", f"decoded whole: {decoded:.0f} ms"
    return tell([Measure(name, round(proof, 2), "ms", beside, GOAL_MS)], ratio=round(proof / decoded, 4))


if __name__ == "__main__":
    sys.exit(main())
