"""Whole jobs, from a file to a file."""

import hashlib
import itertools
import json
import os
from pathlib import Path

import av
import numpy as np
import pytest

from engine.emulator.draft.failure import BAD_MEDIA, NO_PICTURE, NO_SUBJECT, UNSUPPORTED_EDIT, DraftFailed
from engine.emulator.draft.fit import MIDDLE, output_size
from engine.emulator.draft.focus import clip_focus
from engine.emulator.draft.frame import Size
from engine.emulator.draft.job import Job, Outcome
from engine.emulator.draft.language.instruction import parse
from engine.emulator.draft.person import PersonFinder
from engine.emulator.draft.render import render
from engine.emulator.draft.version import RENDERER
from engine.emulator.draft.wording import refusal
from engine.media import decode_check, probe
from engine.resources import load_json
from tests.emulator.draft.clips import make_clip, read_frames

PORTRAIT = Path(__file__).parents[3] / "recipes" / "media" / "portrait.mp4"
WALK = Path(os.environ.get("EDITCHAIN_TEST_CLIPS", "clips")) / "walk.mkv"
"""A clip of a real person, 2 s or more, 4:3, in an office; too large to be kept here."""


SIZES = {
    tier: {ratio: tuple(sides) for ratio, sides in row.items()}
    for tier, row in load_json("models/wan2.7-videoedit.json")["outputs"]["video"]["size"].items()
}


def job(video: Path, prompt: str, **more: object) -> Job:
    given = {
        "id": "j",
        "prompt": prompt,
        "video": video,
        "output": video.parent / "out.mp4",
        "resolution": "720P",
        "sizes": SIZES["720P"],
    }
    return Job.parse({**given, "preset": "ultrafast", "seed": 5, **more})


def outcome(video: Path, prompt: str, **more: object) -> tuple[Outcome, Path]:
    order = job(video, prompt, **more)
    return render(order), order.output


def test_the_result_is_a_marked_mp4_at_30_frames_with_the_sound_cut_to_the_picture(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.56, fps=25, tone=True)
    shares: list[float] = []
    done = render(job(clip, "8-bit pixel"), shares.append)
    facts = decode_check(tmp_path / "out.mp4")
    assert (done.input_seconds, done.output_seconds, done.frames) == ("0.56", "0.533", 16)
    assert (facts.width, facts.height, facts.fps, facts.format, facts.sound) == (1280, 720, 30, "mp4", True)
    assert str(facts.seconds.low) == "0.533"
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    with av.open(str(tmp_path / "out.mp4")) as container:
        tag = json.loads(container.metadata["comment"])
        sound = container.streams.audio[0]
        assert (sound.codec_context.name, sound.rate, sound.layout.name) == ("aac", 48000, "stereo")
        assert abs(float(sound.duration * sound.time_base) - 16 / 30) < 0.03
        heard = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert tag == {"editchain": "draft", "renderer": RENDERER, "performed": True}
    assert np.abs(heard).max() > 0.2
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


@pytest.mark.parametrize(
    ("frames", "fps", "expected"),
    [(30, 30, 30), (25, 25, 30), (24, 24, 30), (31, 25, 37), (60, 60, 30), (14, 30, 14), (1, 25, 1)],
)
def test_frames_lie_on_the_grid_and_never_exceed_the_source(
    tmp_path: Path, frames: int, fps: int, expected: int
) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=frames / fps, fps=fps, size=(256, 256))
    done, output = outcome(clip, "black and white")
    assert done.frames == expected
    assert len(read_frames(output)) == expected
    assert float(done.output_seconds) <= float(done.input_seconds)


def test_sound_that_begins_late_stays_in_step(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mkv", seconds=0.6, tone=True, late=0.3)
    _, output = outcome(clip, "black and white")
    with av.open(str(output)) as container:
        heard = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert np.abs(heard[:, : int(0.25 * 48000)]).max() < 0.02
    assert np.abs(heard[:, int(0.36 * 48000) :]).max() > 0.2


def test_a_silent_clip_stays_silent(tmp_path: Path) -> None:
    done, output = outcome(make_clip(tmp_path / "in.mp4", seconds=0.2), "warm")
    assert not done.sound
    assert not probe(output).sound


def test_a_variable_rate_is_followed(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mkv", times=[0.0, 0.033, 0.067, 0.4, 0.433, 0.467, 0.5])
    _, output = outcome(clip, "black and white")
    shown = read_frames(output)
    held = [float(np.abs(a.astype(int) - b).mean()) for a, b in itertools.pairwise(shown)]
    assert max(held[2:11]) < min(held[0], held[11])


def test_duration_keeps_the_first_seconds(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=2.2, fps=10, size=(256, 256), tone=True)
    done, output = outcome(clip, "warm", seconds=2)
    assert (done.input_seconds, done.output_seconds, done.frames) == ("2.2", "2", 60)
    assert str(probe(output).seconds.low) == "2"


@pytest.mark.parametrize(
    ("source", "tier", "ratio", "size"),
    [
        ((320, 180), "720P", None, (1280, 720)),
        ((180, 320), "720P", None, (720, 1280)),
        ((640, 480), "720P", None, (1104, 832)),
        ((640, 272), "720P", None, (1472, 626)),
        ((500, 500), "1080P", None, (1440, 1440)),
        ((640, 480), "720P", "4:3", (1104, 832)),
        ((320, 180), "720P", "3:4", (832, 1104)),
        ((320, 180), "1080P", "9:16", (1080, 1920)),
        ((320, 180), "1080P", "4:3", (1648, 1248)),
        ((854, 480), "720P", None, (1280, 720)),
    ],
)
def test_the_size_is_the_documented_one_or_the_area_of_the_tier(
    source: tuple[int, int], tier: str, ratio: str | None, size: tuple[int, int]
) -> None:
    assert output_size(Size(*source), tier, ratio, SIZES[tier]).pair == size


def test_a_ratio_cuts_and_never_squeezes(tmp_path: Path) -> None:
    done, output = outcome(make_clip(tmp_path / "in.mp4", seconds=0.1), "black and white", ratio="1:1")
    assert (done.width, done.height) == (960, 960)
    frame = read_frames(output)[0]
    columns, rows = (np.flatnonzero((frame[..., 0] > 200).any(axis)) for axis in (0, 1))
    assert abs((columns[-1] - columns[0]) - (rows[-1] - rows[0])) < 40 or columns[0] == 0


def test_equal_jobs_give_equal_bytes_and_other_seeds_others(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.2, tone=True)
    digests = []
    for seed in (5, 5, 6):
        _, output = outcome(clip, "watercolor, and make it snow", seed=seed)
        digests.append(hashlib.sha256(output.read_bytes()).hexdigest())
    assert digests[0] == digests[1] != digests[2]


def test_the_portrait_is_put_before_a_picture(tmp_path: Path) -> None:
    lake = PORTRAIT.with_name("lake.jpg")
    order = job(PORTRAIT, "把背景换成图片", output=tmp_path / "o.mp4", reference_images=[lake], seconds=2)
    render(order)
    before, after = read_frames(PORTRAIT)[30].astype(int), read_frames(order.output)[30].astype(int)
    face, wall = (slice(150, 400), slice(380, 560)), (slice(20, 200), slice(1000, 1250))
    assert abs(after[face] - before[face]).mean() < 30
    assert abs(after[wall] - before[wall]).mean() > 25


def test_nobody_in_the_clip_is_said_so(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.2)
    with pytest.raises(DraftFailed) as failed:
        render(job(clip, "replace the background with a beach"))
    assert failed.value.code == NO_SUBJECT
    assert not (tmp_path / "out.mp4").exists()


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("Make it watercolor and give the cat a crown", ['"give the cat a crown"', "claymation", "gym"]),
        ("把猫换成狗", ["“把猫换成狗”", "替换物体", "水彩"]),
        ("", ["no edit"]),
        ("把背景换成霍格沃茨", ["未知的地点", "背景（", "健身房"]),
        ("Put him inside a submarine", ["submarine", "gym", "beach"]),
    ],
)
def test_what_cannot_be_done_is_named_with_what_can(tmp_path: Path, prompt: str, said: list[str]) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.1)
    with pytest.raises(DraftFailed) as failed:
        render(job(clip, prompt))
    assert failed.value.code == UNSUPPORTED_EDIT
    for words in said:
        assert words in failed.value.message
    assert len(failed.value.message) <= 490
    assert failed.value.message.endswith((".", "。"))


def test_a_refusal_in_chinese_has_chinese_punctuation_and_whole_quotations() -> None:
    message = refusal(parse("把台词改为:“你好吗?”,给他戴帽子"), "zh")
    assert "“把台词改为:‘你好吗?’”（修改台词或歌唱：台词）；“给他戴帽子”" in message
    assert not set(",;()") & set(message)


def test_a_long_refusal_is_cut_between_its_parts() -> None:
    message = refusal(
        parse("; ".join(f"add a very special kind of thing number {n} to the table" for n in range(20))), "en"
    )
    assert len(message) <= 490
    assert "more. A draft can do: styles (8-bit pixel" in message
    assert message.endswith("and more).")


def test_a_slate_writes_it_into_the_picture_and_performs_the_rest(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.1)
    done, output = outcome(clip, "black and white, 把猫换成狗", unsupported="slate")
    assert not done.performed
    assert done.notes == ("未执行：“把猫换成狗”（替换物体：狗）",) or "not performed" in done.notes[0]
    assert [(op.kind, op.fidelity) for op in done.operations] == [("blackwhite", "full"), ("replace-object", "none")]
    frame = read_frames(output)[0].astype(int)
    assert (frame[:400].max(-1) - frame[:400].min(-1)).max() < 12
    assert (frame[500:, ..., 2] - frame[500:, ..., 0]).max() > 80


def test_a_slate_says_that_nothing_was_performed(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.1)
    done, _ = outcome(clip, "replace the dog with a cat", unsupported="slate")
    assert not done.performed
    assert "nothing was performed" in done.notes[0]
    assert "replace the dog" in done.notes[1]


def test_a_ratio_is_cut_around_the_person(tmp_path: Path) -> None:
    order = job(PORTRAIT, "black and white", output=tmp_path / "o.mp4", ratio="9:16", seconds=2)
    render(order)
    mask = PersonFinder(Size(720, 1280))(read_frames(order.output)[30])
    across = np.arange(720) + 0.5
    assert abs(float((mask.sum(0) * across).sum() / mask.sum()) - 360) < 90


def test_without_a_person_a_ratio_cuts_the_middle(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.2)
    assert clip_focus(clip, Size(320, 180), Size(720, 1280), 0.2) == MIDDLE


def test_a_draft_says_so_in_the_picture_unless_it_shall_not(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.1)
    plain = read_frames(outcome(clip, "night", watermark=False)[1])[0].astype(int)
    widths = []
    for more in ({}, {"watermark": True}):
        marked = read_frames(outcome(clip, "night", **more)[1])[0].astype(int)
        changed = np.argwhere(abs(marked - plain).max(-1) > 40)
        assert len(changed) > 100
        assert changed.min(0)[0] > 640
        assert changed.max(0)[1] > 1200
        widths.append(1280 - changed.min(0)[1])
    assert 60 < widths[0] < widths[1] < 300  # DRAFT alone; with the label of generated content


def test_what_is_hardly_a_person_is_cut_out_and_said_so(tmp_path: Path) -> None:
    order = job(
        PORTRAIT.with_name("bunny.mp4"), "put it on a plain green background", output=tmp_path / "o.mp4", seconds=0.2
    )
    done = render(order)
    assert [(op.kind, op.fidelity) for op in done.operations] == [("background_colour", "approximate")]
    assert done.notes[-1] == "what was cut out is hardly a person: its outline is a guess"


@pytest.mark.parametrize("name", ["none.mp4", "text.mp4", "cut.mp4"])
def test_a_clip_that_cannot_be_read_is_said_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.mp4").write_text("this is no clip")
    whole = make_clip(tmp_path / "whole.mp4", seconds=0.5).read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DraftFailed) as failed:
        render(job(tmp_path / name, "watercolor"))
    assert failed.value.code == BAD_MEDIA
    assert not (tmp_path / "out.mp4").exists()


def test_a_picture_that_is_spoken_of_must_have_come_along(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.1)
    with pytest.raises(DraftFailed) as failed:
        render(job(clip, "把背景换成图2"))
    assert failed.value.code == NO_PICTURE


def test_approximations_are_noted_in_the_language_of_the_instruction(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.1)
    done, _ = outcome(clip, "换成动漫风格", negative_prompt="模糊")
    assert len(done.notes) == 2
    assert "近似" in done.notes[0]


@pytest.mark.skipif(not WALK.is_file(), reason="the clip of a real person is not at hand")
def test_a_real_person_is_cut_out_of_an_office(tmp_path: Path) -> None:
    order = job(WALK, "put her on a beach", output=tmp_path / "o.mp4", seconds=2)
    done = render(order)
    assert (done.width, done.height) == (1104, 832)
    frame = read_frames(order.output)[40].astype(int)
    sky, shirt = frame[20:120, 200:500].reshape(-1, 3).mean(0), frame[600:700, 520:600].reshape(-1, 3).mean(0)
    assert sky[0] > sky[2] + 40
    assert shirt[2] > shirt[0] + 40
