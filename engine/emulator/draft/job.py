"""Job: one order to the renderer, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, get_args

from engine.emulator.draft.failure import BAD_JOB, DraftFailed

Unsupported = Literal["fail", "slate"]
Preset = Literal["veryfast", "ultrafast"]

MAX_REFERENCES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to render; every file is local.

    `video` is the clip or picture that is edited. `seconds` is how long the result shall be, None as long as the clip; the
    last picture is held where that is longer. `ratio` None keeps the source's own; `sizes` are the documented pixels by ratio.
    `watermark` True draws the label of generated content and the word DRAFT, None the word alone, False neither. `unsupported`
    says what becomes of an instruction that can't be performed: "fail" ends the job, "slate" writes it visibly into the picture.
    """

    id: str
    prompt: str
    video: Path
    output: Path
    negative_prompt: str = ""
    reference_images: tuple[Path, ...] = ()
    resolution: str = ""
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    ratio: str | None = None
    seconds: Fraction | None = None
    audio_setting: str = "auto"
    watermark: bool | None = None
    seed: int = 0
    unsupported: Unsupported = "fail"
    preset: Preset = "veryfast"

    @classmethod
    def parse(cls, values: Mapping[str, Any]) -> "Job":
        """Read a job from its JSON form; raise DraftFailed for one that no caller should send."""
        try:
            return cls(
                id=str(values.get("id", "")),
                prompt=values.get("prompt") or "",
                video=Path(values["video"]),
                output=Path(values["output"]),
                negative_prompt=values.get("negative_prompt") or "",
                reference_images=tuple(Path(path) for path in values.get("reference_images") or ())[:MAX_REFERENCES],
                resolution=str(values.get("resolution") or ""),
                sizes={ratio: (width, height) for ratio, (width, height) in (values.get("sizes") or {}).items()},
                ratio=values.get("ratio"),
                seconds=Fraction(str(values["seconds"])) if values.get("seconds") else None,
                audio_setting=values.get("audio_setting") or "auto",
                watermark=values.get("watermark"),
                seed=int(values.get("seed") or 0),
                unsupported=_one_of(values, "unsupported", get_args(Unsupported), "fail"),
                preset=_one_of(values, "preset", get_args(Preset), "veryfast"),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DraftFailed(BAD_JOB, f"the job is incomplete: {error!r}") from error


def _one_of(values: Mapping[str, Any], name: str, allowed: tuple[str, ...], default: str) -> Any:
    value = values.get(name) or default
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}, not one of {', '.join(allowed)}")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Performed:
    """One operation as it was done: `fidelity` is "full", "approximate" or "none" (only written on a slate)."""

    kind: str
    fidelity: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was rendered; seconds are texts with at most three decimals, cut and never rounded up."""

    input_seconds: str
    output_seconds: str
    width: int
    height: int
    frames: int
    sound: bool
    performed: bool
    renderer: str
    operations: tuple[Performed, ...]
    notes: tuple[str, ...] = field(default=())
