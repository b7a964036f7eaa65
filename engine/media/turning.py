"""Turning: filters for a picture, which always begin with turning it upright."""

from collections.abc import Sequence

from av.filter import Graph
from av.video.frame import VideoFrame

_QUARTER_TURN = 90
_TURNS: dict[int, tuple[tuple[str, str], ...]] = {
    0: (),
    1: (("transpose", "cclock"),),
    2: (("hflip", ""), ("vflip", "")),
    3: (("transpose", "clock"),),
}
Step = tuple[str, str]


def quarter_turns(frame: VideoFrame) -> int:
    """Return how often a frame must be turned left by 90 degrees to stand upright."""
    return round(frame.rotation / _QUARTER_TURN) % 4


def upright_size(frame: VideoFrame) -> tuple[int, int]:
    """Return width and height of a frame as it is shown."""
    return (frame.height, frame.width) if quarter_turns(frame) % 2 else (frame.width, frame.height)


def turning_graph(frame: VideoFrame, steps: Sequence[Step]) -> Graph:
    """Build filters for frames like this one: each is turned upright and then goes through the steps (name, arguments)."""
    graph = Graph()
    graph.threads = 1
    # the colours are stated to the source as well: a frame whose colours differ from the source's makes filters complain
    source = (
        f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}:time_base=1/1"
        f":colorspace={frame.colorspace}:range={frame.color_range}"
    )
    nodes = [graph.add("buffer", source)]
    nodes += [graph.add(name, arguments or None) for name, arguments in (*_TURNS[quarter_turns(frame)], *steps)]
    nodes.append(graph.add("buffersink"))
    graph.link_nodes(*nodes).configure()
    return graph
