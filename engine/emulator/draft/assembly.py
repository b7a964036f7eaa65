"""Assembly: a job's instruction as stages in their fixed order, or the reason why there are none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from engine.emulator.draft import wording
from engine.emulator.draft.catalogue import stages_for
from engine.emulator.draft.effects.slate import Slate
from engine.emulator.draft.effects.stage import Stage
from engine.emulator.draft.effects.watermark import DRAFT, LABEL, Watermark
from engine.emulator.draft.failure import NO_PICTURE, UNSUPPORTED_EDIT, DraftFailed
from engine.emulator.draft.frame import Frame
from engine.emulator.draft.job import Job, Performed
from engine.emulator.draft.language.instruction import parse
from engine.emulator.draft.language.operation import Instruction, Op, Refusal
from engine.emulator.draft.scenery.plate import read_picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """The stages of one job, and what is to be said of them."""

    source: Path
    language: wording.Language
    stages: tuple[Stage, ...]
    operations: tuple[Performed, ...]
    cut_out: frozenset[str]
    notes: tuple[str, ...]
    performed: bool

    def doubted(self) -> "Assembly":
        """Say of the operations that cut somebody out that it is hardly a person whom they cut out."""
        operations = tuple(
            replace(op, fidelity="approximate") if op.kind in self.cut_out and op.fidelity == "full" else op
            for op in self.operations
        )
        return replace(self, operations=operations, notes=(*self.notes, wording.doubtful(self.language)))

    def held(self, has: Fraction, wanted: Fraction) -> tuple[str, ...]:
        """Say that the last picture stands still, where the result shall be longer than the source."""
        return (wording.held(wanted - has, self.language),) if wanted > has else ()


def assemble(job: Job) -> Assembly:
    """Read the job's instruction and prepare its stages; raise DraftFailed when it can't be performed.

    With `unsupported` "slate" what can be performed is, and the rest is written into the picture.
    """
    language = wording.language_of(job.prompt)
    instruction = parse(job.prompt, len(job.reference_images))
    refused = instruction.refused
    performed = bool(instruction.ops) and not refused
    if not performed and job.unsupported == "fail":
        raise DraftFailed(UNSUPPORTED_EDIT, wording.refusal(instruction, language))
    images = _images(job, instruction)
    stages = stages_for(instruction.performable, images)
    if not performed:
        stages.append(Slate(tuple(op.words for op in refused) or (job.prompt or "(no instruction)",)))
    if job.watermark is not False:
        stages.append(Watermark(LABEL if job.watermark else DRAFT))
    return Assembly(
        source=job.video,
        language=language,
        stages=tuple(stages),
        operations=tuple(_performed(op) for op in instruction.ops),
        cut_out=frozenset(op.kind for op in instruction.performable if _cuts_out(op, images)),
        notes=wording.notes(instruction, language, has_negative=bool(job.negative_prompt), slated=not performed),
        performed=performed,
    )


def _performed(op: Op | Refusal) -> Performed:
    return Performed(kind=op.kind, fidelity=op.fidelity if isinstance(op, Op) else "none", words=op.words)


def _cuts_out(op: Op, images: Mapping[int, Frame]) -> bool:
    return any("mask" in stage.needs for stage in stages_for([op], images))


def _images(job: Job, instruction: Instruction) -> dict[int, Frame]:
    """Read the reference pictures that operations speak of, by number."""
    wanted = {op.slots.picture: op for op in instruction.performable if op.slots.picture is not None}
    return {number: _image(job, number, op) for number, op in sorted(wanted.items())}


def _image(job: Job, number: int, op: Op) -> Frame:
    if number > len(job.reference_images):
        given = len(job.reference_images)
        raise DraftFailed(
            NO_PICTURE, f'"{op.words}" speaks of reference picture {number}, and {given} came with the job'
        )
    return read_picture(job.reference_images[number - 1])
