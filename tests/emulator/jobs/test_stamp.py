"""Results that tell whose they are."""

import hashlib
from decimal import Decimal

import pytest

from engine.emulator.draft.stamp import output_seconds, read_stamp, stamp
from engine.emulator.jobs.blank import SECONDS, read_blank, write_blank
from engine.media import decode_check, probe

DIGEST = hashlib.sha256(b"one body").hexdigest()


def made(place, digest=DIGEST, seconds="2.5", size=(1280, 720)):
    list(stamp({"digest": digest, "output": str(place), "output_seconds": seconds, "size": size}))
    return place


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920), (1104, 832)])
def test_a_stamp_is_a_whole_clip_of_the_right_size_and_length(tmp_path, size):
    facts = decode_check(made(tmp_path / "a.mp4", size=size))
    assert (facts.width, facts.height) == size
    assert (facts.seconds and facts.seconds.exact, facts.fps, facts.format) == (Decimal("2.5"), Decimal(30), "mp4")


def test_picture_and_comment_spell_the_digest(tmp_path):
    assert read_stamp(made(tmp_path / "a.mp4")) == (DIGEST, DIGEST)


def test_equal_digests_give_equal_bytes_and_others_do_not(tmp_path):
    first, again = made(tmp_path / "a.mp4").read_bytes(), made(tmp_path / "b.mp4").read_bytes()
    other = made(tmp_path / "c.mp4", hashlib.sha256(b"another").hexdigest()).read_bytes()
    assert first == again != other


@pytest.mark.parametrize(
    ("seconds", "frames", "wanted"),
    [("5.28", 158, "5.266"), ("10", 300, "10.000"), ("2.0333", 60, "2.000"), ("4.7", 141, "4.700")],
)
def test_output_lies_on_the_frame_grid_rounded_down(seconds, frames, wanted):
    assert output_seconds(Decimal(seconds)) == (frames, Decimal(wanted))


def test_a_blank_is_a_clip_that_carries_the_digest(tmp_path):
    write_blank(tmp_path / "a.mp4", DIGEST)
    assert read_blank(tmp_path / "a.mp4") == DIGEST
    facts = probe(tmp_path / "a.mp4")
    assert facts.seconds is not None
    assert facts.seconds.exact == SECONDS


def test_the_result_of_a_request_carries_the_digest_of_its_body(serve, tmp_path):
    for renderer, read in (("none", read_blank), ("stamp", lambda path: read_stamp(path)[0])):
        api = serve(renderer=renderer, folder=tmp_path / renderer)
        (tmp_path / "a.mp4").write_bytes(api.http.get(api.finished()["output"]["video_url"]).content)
        assert read(tmp_path / "a.mp4") == api.server.told()["meter"][0]["body_sha256"]


@pytest.mark.parametrize(("ratio", "size"), [(None, (1280, 720)), ("3:4", (832, 1104))])
def test_a_stamp_has_the_documented_pixels_of_its_ratio(serve, tmp_path, ratio, size):
    api = serve(renderer="stamp")
    wanted = {} if ratio is None else {"ratio": ratio}
    (tmp_path / "a.mp4").write_bytes(api.http.get(api.finished(**wanted)["output"]["video_url"]).content)
    facts = probe(tmp_path / "a.mp4")
    assert (facts.width, facts.height) == size
