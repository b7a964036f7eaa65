"""Render: one job from its files to its result."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

import av
import cv2

from engine.emulator.draft.assembly import Assembly, assemble
from engine.emulator.draft.effects.stage import Scene
from engine.emulator.draft.failure import BAD_MEDIA, DraftFailed, words_of
from engine.emulator.draft.fit import Focus, output_size
from engine.emulator.draft.focus import clip_focus
from engine.emulator.draft.frame import Frame, Size
from engine.emulator.draft.grid import FPS, on_grid
from engine.emulator.draft.job import Job, Outcome
from engine.emulator.draft.pipeline import Pipeline
from engine.emulator.draft.reading import ClipFacts, ClipReader, clip_facts
from engine.emulator.draft.sound import Sound
from engine.emulator.draft.version import RENDERER
from engine.emulator.draft.writing import Mp4Writer

_PROGRESS_STEP = 0.02
_ROUNDED_AWAY = Fraction(1, 1000)
"""Containers cut lengths to the millisecond; without this a clip would lose a frame each time it is edited."""


def render(job: Job, on_progress: Callable[[float], None] = lambda _: None) -> Outcome:
    """Perform a job; `on_progress` gets rising shares of 1. Raises DraftFailed, and then leaves no file behind."""
    cv2.setNumThreads(1)
    assembly = assemble(job)
    source = assembly.source
    clip = clip_facts(source)
    seconds = clip.seconds if job.seconds is None else job.seconds
    count = int((seconds + _ROUNDED_AWAY) * FPS)
    if count < 1:
        raise DraftFailed(BAD_MEDIA, f"{source.name} is shorter than one frame")
    size = output_size(clip.size, job.resolution, job.ratio, job.sizes)
    pipeline = Pipeline(assembly.stages, Scene(size=size, seconds=float(seconds), seed=job.seed))
    on_progress(0.0)
    try:
        focus = clip_focus(source, clip.size, size, float(seconds))
        pipeline.prepare(source, focus)
        if pipeline.doubtful:
            assembly = assembly.doubted()
        _write(job, assembly, clip, pipeline, size, focus, count, on_progress)
    except (OSError, av.FFmpegError) as error:
        raise DraftFailed(BAD_MEDIA, f"{source.name} could not be rendered: {words_of(error)}") from error
    return Outcome(
        input_seconds=_milliseconds(clip.seconds),
        output_seconds=_milliseconds(Fraction(count, FPS)),
        width=size.width,
        height=size.height,
        frames=count,
        sound=clip.sound,
        performed=assembly.performed,
        renderer=RENDERER,
        operations=assembly.operations,
        notes=(*assembly.notes, *assembly.held(clip.seconds, seconds)),
    )


def _write(
    job: Job,
    assembly: Assembly,
    clip: ClipFacts,
    pipeline: Pipeline,
    size: Size,
    focus: Focus,
    count: int,
    on_progress: Callable[[float], None],
) -> None:
    tag = json.dumps({"editchain": "draft", "renderer": RENDERER, "performed": assembly.performed})
    sound = Sound(assembly.source) if clip.sound else None
    reported = 0.0
    with (
        ClipReader(assembly.source, size, focus) as reader,
        Mp4Writer(job.output, size, preset=job.preset, sound=sound, comment=tag) as writer,
    ):
        for index, picture in enumerate(_pictures(pipeline, reader, count), 1):
            writer.add(picture)
            if index / count >= reported + _PROGRESS_STEP:
                reported = index / count
                on_progress(round(reported, 4))


def _pictures(pipeline: Pipeline, reader: ClipReader, count: int) -> Iterator[Frame]:
    """Yield the output's pictures; a source frame that is shown twice is drawn once, unless something moves over it."""
    index = 0
    for seconds, raw, times in on_grid(reader.raw(), count):
        frame = reader.picture(raw)
        moment = pipeline.moment(frame, seconds)
        picture = pipeline.still(frame, moment)
        for _ in range(times):
            yield pipeline.moving(picture, replace(moment, seconds=index / FPS))
            index += 1
    if index == 0:
        raise DraftFailed(BAD_MEDIA, "the clip holds no frame that can be decoded")


def _milliseconds(seconds: Fraction) -> str:
    """Write seconds with at most three decimals, cut."""
    whole, rest = divmod(int(seconds * 1000), 1000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
