"""Colour: how numbers in a picture stand for colours, by the codes of ITU-T H.273."""

from dataclasses import dataclass

from av.video.frame import VideoFrame

_BT709 = 1
_UNSTATED = 2
_FULL_RANGE = 2  # libav's code
_HD_LINES = 720
_NAMES = {1: "bt709", 4: "fcc", 5: "bt601", 6: "bt601", 7: "smpte240m", 9: "bt2020"}


@dataclass(frozen=True, slots=True)
class Colour:
    """The colours of a video in YUV; `matrix` is the word that the scaler knows for how they are made from RGB."""

    matrix: str
    matrix_code: int
    primaries: int
    transfer: int


def colour_of(frame: VideoFrame) -> Colour:
    """Return a frame's colours. One that does not state its matrix is taken to have the usual one of its height."""
    if frame.format.is_rgb:
        return Colour("bt709", _BT709, _BT709, _BT709)
    usual = "bt709" if frame.height >= _HD_LINES else "bt601"
    stated = frame.colorspace if frame.colorspace in _NAMES else _UNSTATED
    return Colour(_NAMES.get(stated, usual), stated, frame.color_primaries, frame.color_trc)


def is_full_range(frame: VideoFrame) -> bool:
    """Tell whether black is 0, as in pictures, and not 16, as in most videos."""
    return frame.format.is_rgb or frame.color_range == _FULL_RANGE or frame.format.name.startswith("yuvj")
