"""Whether a result is whole: in a moment by its index, or by decoding all of it."""

import random
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from engine.errors import AuthorError
from engine.media import decode_check, probe, prove
from engine.values.reason import because
from tests.media.test_probe import BUNNY, SAMPLES, clip

WHOLE = BUNNY.read_bytes()
both = pytest.mark.parametrize("whole", [False, True], ids=["index", "decoded"])


def with_index_first(path: Path, source: Path) -> Path:
    """Write the packets of a clip anew, with the index at the beginning: what is cut off is no longer told by its absence."""
    with av.open(str(source)) as old, av.open(str(path), "w", options={"movflags": "+faststart"}) as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)
    return path


@both
@pytest.mark.parametrize("name", ["bunny", "portrait", "reel"])
def test_a_whole_clip_has_no_fault_and_the_facts_that_probe_tells(name: str, whole: bool) -> None:
    path = SAMPLES / f"{name}.mp4"
    proof = prove(path, whole=whole)
    assert (proof.facts, proof.fault) == (probe(path), None)


@both
@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.mp4", "libx264"), ("a.mov", "libx264"), ("a.mkv", "libx264"), ("a.webm", "libvpx"), ("a.avi", "mpeg4"),
        ("a.ts", "libx264"), ("a.mov", "mpeg4"),
    ],
)  # fmt: skip
def test_so_it_is_with_every_container(tmp_path: Path, name: str, codec: str, whole: bool) -> None:
    path = clip(tmp_path / name, frames=30, codec=codec)
    proof = prove(path, whole=whole)
    assert (proof.facts, proof.fault) == (probe(path), None)


@both
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_cut_clip_is_found_out_wherever_it_was_cut(tmp_path: Path, share: float, whole: bool) -> None:
    data = with_index_first(tmp_path / "a.mp4", BUNNY).read_bytes()
    path = tmp_path / "b.mp4"
    path.write_bytes(data[: int(len(data) * share)])
    proof = prove(path, whole=whole)
    assert proof.fault is not None
    assert proof.facts is None or proof.fault == because("parts-missing")


@both
def test_a_clip_that_is_shorter_than_it_states_is_found_out(tmp_path: Path, whole: bool) -> None:
    data = bytearray(clip(tmp_path / "a.avi", frames=48, codec="mpeg4").read_bytes())
    at = data.index(b"strh") + 40  # where an AVI states how many frames it has
    assert int.from_bytes(data[at : at + 4], "little") == 48
    data[at : at + 4] = (96).to_bytes(4, "little")
    (tmp_path / "b.avi").write_bytes(data)
    proof = prove(tmp_path / "b.avi", whole=whole)
    assert proof.facts is not None
    assert proof.fault == because("ends-early", seconds="2.000", of="4.000")


def _in_the_pictures(path: Path, share: float) -> bytes:
    """Write 100 other bytes into the packet of the pictures that lies at this share of the file."""
    with av.open(str(BUNNY)) as container:
        packets = [(packet.pos, packet.size) for packet in container.demux(video=0) if packet.size > 2000]
    pos, size = packets[int(len(packets) * share)]
    middle = (pos or 0) + size // 2
    noise = random.Random(3).randbytes(100)
    return WHOLE[:middle] + noise + WHOLE[middle + 100 :]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_damage_in_the_middle_is_seen_by_decoding_alone(tmp_path: Path, share: float) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(_in_the_pictures(path, share))
    assert prove(path, whole=False).fault is None
    proof = prove(path, whole=True)
    assert proof.facts == prove(path, whole=False).facts
    assert proof.fault is not None
    with pytest.raises(AuthorError, match="media-unreadable"):
        decode_check(path)


@both
def test_damage_in_the_first_picture_is_seen_at_once(tmp_path: Path, whole: bool) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(_in_the_pictures(path, 0))
    assert prove(path, whole=whole).fault is not None


def _text(path: Path) -> None:
    path.write_bytes(b"only words, no picture")


def _nothing(path: Path) -> None:
    path.write_bytes(b"")


def _picture(path: Path) -> None:
    path.write_bytes((SAMPLES / "lake.jpg").read_bytes())


def _index_without_streams(path: Path) -> None:
    path.write_bytes(b"\0\0\0\x10ftypisom\0\0\2\0" + b"\0\0\0\x08moov" + b"\0\0\0\x08mdat")


@both
@pytest.mark.parametrize("write", [_text, _nothing, _picture, _index_without_streams, lambda path: None])
def test_what_is_no_video_has_no_facts(tmp_path: Path, write: Callable[[Path], None], whole: bool) -> None:
    path = tmp_path / "a.mp4"
    write(path)
    proof = prove(path, whole=whole)
    assert proof.facts is None
    assert proof.fault is not None
    with pytest.raises(AuthorError, match="media-unreadable"):
        decode_check(path)
