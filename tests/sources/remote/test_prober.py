"""Probing many addresses: each once, some at a time, in the background, and over at once when nobody wants it any more."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from engine.errors import AuthorError
from engine.media import probe
from engine.sources.remote.limits import ProbeLimits
from engine.sources.remote.prober import THREAD, Prober
from engine.values.media import Probed
from tests.huge_media import SAMPLES
from tests.media_server import Asked, File, MediaServer, tagged

LAKE = SAMPLES / "lake.jpg"


@pytest.fixture
def server() -> Iterator[MediaServer]:
    with MediaServer() as server:
        yield server


def pictures(server: MediaServer, count: int, **options: object) -> list[str]:
    return [server.put(f"/{n}.jpg", File(LAKE.read_bytes(), etag=f'"{n}"', **options)) for n in range(count)]


def test_each_address_is_probed_once_and_answers_for_itself(server: MediaServer) -> None:
    urls = [*pictures(server, 40), server.origin + "/none.jpg"]
    with Prober() as prober:
        for url in urls * 2:
            prober.expect(url)
        for _ in range(2):
            for number, url in enumerate(urls[:-1]):
                assert prober.probe(url) == Probed(probe(LAKE), tagged(str(number), LAKE.stat().st_size))
            with pytest.raises(AuthorError, match="media-url-gone"):
                prober.probe(urls[-1])
    first = [asked.target for asked in server.asked if asked.headers["range"].startswith("bytes=0-")]
    assert sorted(first) == sorted(url.removeprefix(server.origin) for url in urls)


def test_a_bounded_number_is_probed_at_a_time(server: MediaServer) -> None:
    full, more = threading.Barrier(5), threading.Event()

    def before(file: File, asked: Asked) -> None:
        if not more.is_set():
            full.wait(30)  # nobody passes before five are here: fewer at a time would wait for ever
            more.set()

    urls = pictures(server, 15, before=before)
    with Prober(limits=ProbeLimits(at_once=5)) as prober:
        for url in urls:
            prober.expect(url)
        assert all(prober.probe(url).facts for url in urls)
    assert server.most_at_once == 5


def test_nothing_is_waited_for_that_nobody_wants_any_more(server: MediaServer) -> None:
    hanging, never = threading.Semaphore(0), threading.Event()

    def before(file: File, asked: Asked) -> None:
        hanging.release()
        never.wait(60)

    prober = Prober(limits=ProbeLimits(at_once=3))
    for url in pictures(server, 9, before=before):
        prober.expect(url)
    assert all(hanging.acquire(timeout=30) for _ in range(3))
    threads = [thread for thread in threading.enumerate() if thread.name == THREAD]
    assert len(threads) == 3
    prober.close()
    assert not any(thread.is_alive() for thread in threads)
    assert len(server.asked) == 3
    never.set()


def test_who_waits_hears_how_far_it_is(server: MediaServer) -> None:
    heard: list[tuple[int, int]] = []
    urls = pictures(server, 3)
    with Prober(lambda done, of: heard.append((done, of))) as prober:
        for url in urls:
            prober.expect(url)
        for url in urls:
            prober.probe(url)
    assert {of for _, of in heard} == {3}
    assert heard == sorted(heard)


def test_nothing_is_loaded_before_the_first_address() -> None:
    code = (
        "import sys\nfrom engine.sources.remote.prober import Prober\n"
        "with Prober(): pass\n"
        "print(sorted({'httpcore', 'h11', 'av', 'ssl'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
