"""Pipeline: the stages of one job in their fixed order, fed with source frames and asked for grid frames."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from engine.emulator.draft.effects.stage import Moment, Sample, Scene, Stage
from engine.emulator.draft.face import FaceDetector, FaceFinder
from engine.emulator.draft.failure import NO_SUBJECT, DraftFailed
from engine.emulator.draft.fit import MIDDLE, Focus
from engine.emulator.draft.frame import Frame, Size
from engine.emulator.draft.person import PersonFinder, SubjectCheck
from engine.emulator.draft.reading import ClipReader

_SAMPLES = 8
_SAMPLE_DIVISOR = 2
_EARLY = 1e-6
_OFTEN, _SELDOM = 2, 4
"""Every how many frames faces are looked for: where they are drawn, and where they only fill holes of masks."""


class Pipeline:
    """Stages that look at source frames come first, those that move by themselves after them.

    `doubtful` says, once prepared, that a person is to be cut out and that there is hardly one to be seen.
    """

    def __init__(self, stages: Sequence[Stage], scene: Scene) -> None:
        self._still = [stage for stage in stages if not stage.on_grid]
        self._moving = [stage for stage in stages if stage.on_grid]
        self._scene = scene
        self._stages = tuple(stages)
        needs = {need for stage in stages for need in stage.needs}
        self._surveys = bool(needs & {"samples", "mask", "face"})
        self._seeks_faces = bool(needs & {"mask", "faces", "face"})
        self._masks_samples = any(stage.needs >= {"mask", "samples"} for stage in stages)
        self._person = PersonFinder(scene.size) if "mask" in needs else None
        self._faces = FaceFinder(_OFTEN if "faces" in needs else _SELDOM) if needs & {"mask", "faces"} else None
        self.doubtful = False

    def prepare(self, clip: Path, focus: Focus = MIDDLE) -> None:
        """Survey the clip, cut around `focus`, if a stage asks for it, and prepare all stages.

        Raises DraftFailed when a stage needs a person and the survey finds none.
        """
        scene = self._scene
        if self._surveys:
            scene = replace(scene, samples=tuple(self._survey(clip, focus)))
        if self._person:
            subject = SubjectCheck()(sample.picture for sample in scene.samples[::2])
            if subject.absent:
                raise DraftFailed(NO_SUBJECT, "no person was found in the clip: this edit needs somebody to cut out")
            self.doubtful = subject.doubtful
        for stage in self._stages:
            stage.prepare(scene)

    def moment(self, frame: Frame, seconds: float) -> Moment:
        """Find the person and the faces of the next frame, if a stage needs to know."""
        faces = self._faces(frame) if self._faces else ()
        return Moment(seconds, self._person(frame, faces) if self._person else None, faces)

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
        detector = FaceDetector() if self._seeks_faces else None
        step, wanted = self._scene.seconds / _SAMPLES, 0.0
        with ClipReader(clip, half, focus, glance=True) as reader:
            for seconds, frame in reader.raw():
                if seconds >= self._scene.seconds:
                    return
                if seconds + _EARLY >= wanted:
                    picture = reader.picture(frame)
                    faces = detector(picture) if detector else ()
                    yield Sample(picture, PersonFinder(half)(picture, faces) if self._masks_samples else None, faces)
                    wanted += step
