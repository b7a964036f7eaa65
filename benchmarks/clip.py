"""The smallest clip that the model takes."""

import av


def write_clip(path):
    """Write two seconds of nothing; a result that is one like it is soon decoded."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=4, options={"preset": "ultrafast", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = 240, 240, "yuv420p"
        for _ in range(8):
            container.mux(stream.encode(av.VideoFrame(240, 240, "yuv420p")))
        container.mux(stream.encode())
