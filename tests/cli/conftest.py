from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from cli_project import RECIPE, Project
from cli_stand_in import StandIn

from engine.emulator.options import EmulatorOptions
from engine.emulator.scenario import Rule, Scenario
from engine.emulator.server import EmulatorServer


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Synthetic media: clip.mp4 and other.mp4 (2 s), long.mp4 (12 s), picture.png."""
    folder = tmp_path_factory.mktemp("clips")
    write_clip(folder / "clip.mp4", seconds=2, shade=40)
    write_clip(folder / "other.mp4", seconds=2, shade=160)
    write_clip(folder / "long.mp4", seconds=12, shade=90)
    with av.open(str(folder / "picture.png"), "w", format="image2", options={"update": "1"}) as container:
        stream = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "rgb24"
        container.mux(stream.encode(frame_of(0, 200)))
        container.mux(stream.encode())
    return folder


def write_clip(path: Path, *, seconds: int, shade: int) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"preset": "ultrafast", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number in range(seconds * 30):
            container.mux(stream.encode(frame_of(number, shade)))
        container.mux(stream.encode())


def frame_of(number: int, shade: int) -> av.VideoFrame:
    picture = np.full((240, 320, 3), shade, np.uint8)
    picture[60:180, 2 * (number % 60) : 2 * (number % 60) + 80] = (220, 120, 30)
    return av.VideoFrame.from_ndarray(picture, format="rgb24")


@pytest.fixture
def project(tmp_path: Path, clips: Path) -> Project:
    """A project with the recipe `two.yaml` and its clip."""
    made = Project(tmp_path / "project")
    made.write("two.yaml", RECIPE)
    for clip in clips.iterdir():
        (made.root / clip.name).symlink_to(clip)
    return made


@pytest.fixture
def emulators(tmp_path: Path) -> Iterator[Callable[..., EmulatorServer]]:
    """Start emulators outside of the command; they end with the test."""
    with ExitStack() as stack:

        def start(*rules: Rule, name: str = "service", **options: Any) -> EmulatorServer:
            settings = EmulatorOptions(**{"renderer": "stamp", "scenario": Scenario(rules), **options})
            return stack.enter_context(EmulatorServer(tmp_path / name, settings))

        yield start


@pytest.fixture
def stand_in(clips: Path, project: Project) -> Iterator[StandIn]:
    """A service that bills, at which the project's `--service dashscope-cn` points."""
    with StandIn(clips / "clip.mp4") as service:
        project.at(service.base_url)
        yield service
