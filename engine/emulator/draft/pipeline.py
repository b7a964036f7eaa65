"""Pipeline: the stages of one job in their fixed order, fed with source frames and asked for grid frames."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from engine.emulator.draft.effects.stage import Moment, Sample, Scene, Stage
from engine.emulator.draft.failure import NO_SUBJECT, DraftFailed
from engine.emulator.draft.fit import MIDDLE, Focus
from engine.emulator.draft.frame import Frame, Size, Weights
from engine.emulator.draft.person import LEAST_SHARE, PersonFinder, SubjectCheck
from engine.emulator.draft.reading import ClipReader

_SAMPLES = 8
_SAMPLE_DIVISOR = 2
_EARLY = 1e-6


class Pipeline:
    """Stages that look at source frames come first, those that move by themselves after them."""

    def __init__(self, stages: Sequence[Stage], scene: Scene) -> None:
        self._still = [stage for stage in stages if not stage.on_grid]
        self._moving = [stage for stage in stages if stage.on_grid]
        self._scene = scene
        self._stages = tuple(stages)
        self._needs_mask = any(stage.needs_mask for stage in stages)
        self._finder = PersonFinder(scene.size) if self._needs_mask else None

    def prepare(self, clip: Path, focus: Focus = MIDDLE) -> None:
        """Survey the clip, cut around `focus`, if a stage asks for it, and prepare all stages.

        Raises DraftFailed when a stage needs a person and the survey finds none.
        """
        scene = self._scene
        if self._needs_mask or any(stage.needs_samples for stage in self._stages):
            scene = replace(scene, samples=tuple(self._survey(clip, focus)))
        if self._needs_mask:
            _check_subject(scene.samples)
        for stage in self._stages:
            stage.prepare(scene)

    def mask(self, frame: Frame) -> Weights | None:
        """Find the person of the next frame, if a stage needs to know."""
        return self._finder(frame) if self._finder else None

    def still(self, picture: Frame, moment: Moment) -> Frame:
        """Do the stages that look at a source frame alone."""
        for stage in self._still:
            picture = stage(picture, moment)
        return picture

    def moving(self, picture: Frame, moment: Moment) -> Frame:
        """Do the stages that move by themselves, for one output frame."""
        for stage in self._moving:
            picture = stage(picture, moment)
        return picture

    def _survey(self, clip: Path, focus: Focus) -> Iterator[Sample]:
        half = self._scene.size.over(_SAMPLE_DIVISOR)
        half = Size(half.width // 2 * 2, half.height // 2 * 2)
        step, wanted = self._scene.seconds / _SAMPLES, 0.0
        with ClipReader(clip, half, focus) as reader:
            for seconds, frame in reader.raw():
                if seconds >= self._scene.seconds:
                    return
                if seconds + _EARLY >= wanted:
                    picture = reader.picture(frame)
                    yield Sample(picture, PersonFinder(half)(picture) if self._needs_mask else None)
                    wanted += step


def _check_subject(samples: Sequence[Sample]) -> None:
    check = SubjectCheck()
    shares = [check.share(sample.picture) for sample in samples]
    if not shares or sum(shares) / len(shares) < LEAST_SHARE:
        raise DraftFailed(NO_SUBJECT, "no person was found in the clip: this edit needs somebody to cut out")
