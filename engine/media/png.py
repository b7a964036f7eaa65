"""Png: a picture of a clip as the bytes of a file."""

from fractions import Fraction

from av.codec.context import CodecContext
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from engine.media.canvas import SCALER
from engine.media.colour import colour_of, is_full_range
from engine.media.turning import quarter_turns, turning_graph, upright_size

_PIXELS = "rgb24"
_UNSTATED = 2


def png_of(picture: VideoFrame, aspect: Fraction) -> bytes:
    """Return the picture upright, with square pixels and without alpha; `aspect` is its own pixels' width over height."""
    return _encoded(_upright(picture, aspect))


def _upright(picture: VideoFrame, aspect: Fraction) -> VideoFrame:
    width, height = upright_size(picture)
    wide = max(1, round(width / aspect if quarter_turns(picture) % 2 else width * aspect))
    colours = f"in_range={'full' if is_full_range(picture) else 'limited'}:out_range=full"
    if not picture.format.is_rgb:
        colours += f":in_color_matrix={colour_of(picture).matrix}"
    graph = turning_graph(picture, [("scale", f"{wide}:{height}:{SCALER}:{colours}"), ("format", _PIXELS)])
    graph.vpush(picture)
    return graph.vpull()


def _encoded(picture: VideoFrame) -> bytes:
    # unstated: the encoder would otherwise write gamma and primaries of video, by which some programs change the colours
    picture.color_primaries = picture.color_trc = _UNSTATED
    encoder = CodecContext.create("png", "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = picture.width, picture.height, _PIXELS
    encoder.time_base = Fraction(1)
    return b"".join(bytes(packet) for packet in (*encoder.encode(picture), *encoder.encode(None)))
