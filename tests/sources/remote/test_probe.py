"""A probe of an address: few small requests, facts and version, and an honest word about what it could not learn."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from engine.errors import AuthorError
from engine.media import probe
from engine.sources.remote.client import Client
from engine.sources.remote.limits import ProbeLimits
from engine.sources.remote.probe import probe_url, version_now
from engine.values.media import MediaFacts, MediaKind, Probed
from engine.values.reason import because
from tests.huge_media import SAMPLES, Sparse, with_zeros
from tests.media_server import Asked, File, MediaServer, tagged
from tests.report.runs import said

BUNNY, PORTRAIT, LAKE = (SAMPLES / name for name in ("bunny.mp4", "portrait.mp4", "lake.jpg"))
DATE = "Wed, 21 Oct 2026 07:28:00 GMT"
BLOCK = 32 * 1024
HUGE = 5 << 30
QUICK = ProbeLimits(read_s=0.2, whole_s=0.4, tries=1)


@pytest.fixture
def server() -> Iterator[MediaServer]:
    with MediaServer() as server:
        yield server


def probed(url: str, limits: ProbeLimits | None = None) -> Probed | AuthorError:
    limits = limits or ProbeLimits()
    with Client(limits) as client:
        return probe_url(client, url, limits)


def key(found: Probed | AuthorError) -> str:
    assert isinstance(found, AuthorError), found
    return found.key


@pytest.mark.parametrize("path", [BUNNY, PORTRAIT, LAKE, SAMPLES / "kite.png"], ids=lambda path: path.name)
def test_what_is_known_is_what_is_known_of_the_file(server: MediaServer, path: object) -> None:
    url = server.put("/a", File(path.read_bytes(), etag='"v1"'))
    assert probed(url) == Probed(probe(path), tagged("v1", path.stat().st_size))
    assert server.served["/a"] <= 5 * BLOCK
    assert len(server.of("/a")) <= 4


@pytest.mark.parametrize("front", [True, False], ids=["index in front", "index at the end"])
def test_of_a_huge_clip_a_few_blocks_are_asked_for(server: MediaServer, front: bool) -> None:
    file = File(with_zeros(PORTRAIT.read_bytes(), HUGE, front=True) if front else huge(), etag='"v1"')
    found = probed(server.put("/a.mp4", file))
    assert isinstance(found, Probed)
    assert found.facts is not None
    assert found.facts.seconds == probe(PORTRAIT if front else BUNNY).seconds
    assert found.facts.size == len(file.data) > HUGE
    assert found.gap is None
    assert server.served["/a.mp4"] <= 8 * BLOCK
    assert len(server.of("/a.mp4")) <= 5


def huge() -> Sparse:
    """A clip whose index stands behind gigabytes."""
    return with_zeros(BUNNY.read_bytes(), HUGE, front=False)


def test_all_requests_go_over_one_connection_as_gets_of_parts_and_carry_nothing_of_ours(server: MediaServer) -> None:
    url = server.put("/a.mp4", File(BUNNY.read_bytes(), headers={"Set-Cookie": "id=1"}))
    probed(url.replace("://", "://user:s3cret@"))
    assert {asked.method for asked in server.asked} == {"GET"}
    for asked in server.asked:
        assert set(asked.headers) == {"host", "user-agent", "accept", "accept-encoding", "range"}
        assert "s3cret" not in str(asked)
    assert server.connections == 1


@pytest.mark.parametrize(
    ("file", "version"),
    [
        (File(etag='"a"', modified=DATE), tagged("a", LAKE.stat().st_size)),
        (File(etag='W/"a"', modified=DATE), f"length:{LAKE.stat().st_size};modified:{DATE}"),
        (File(etag='W/"a"'), None),
        (File(), None),
    ],
    ids=["strong", "weak and dated", "weak", "nothing"],
)
@pytest.mark.parametrize("ranges", [True, False])
def test_the_version_is_a_strong_tag_or_length_and_date(
    server: MediaServer, file: File, version: str | None, ranges: bool
) -> None:
    url = server.put("/a.jpg", replace(file, data=LAKE.read_bytes(), ranges=ranges))
    found = probed(url)
    assert isinstance(found, Probed)
    assert found.version == version
    assert version_now(url) == version


# -- servers that don't know parts


def test_a_server_that_sends_the_whole_is_read_as_far_as_needed(server: MediaServer) -> None:
    url = server.put("/a.mp4", File(with_zeros(PORTRAIT.read_bytes(), HUGE, front=True), ranges=False, etag='"v1"'))
    found = probed(url)
    assert isinstance(found, Probed)
    assert (found.facts and found.facts.seconds, found.gap) == (probe(PORTRAIT).seconds, None)
    assert server.served["/a.mp4"] < 16 << 20  # what stood in the buffers of the connection when it was closed
    assert len(server.asked) == 1


def test_a_server_that_sends_the_whole_is_read_up_to_a_bound(server: MediaServer) -> None:
    url = server.put("/a.mp4", File(huge(), ranges=False, etag='"v1"'))
    found = probed(url)
    facts = MediaFacts(kind=MediaKind.VIDEO, format="mp4", size=len(huge()))
    assert found == Probed(facts, tagged("v1", len(huge())), because("too-much", megabytes=8))
    assert server.served["/a.mp4"] < 24 << 20
    assert len(server.asked) == 1


def test_an_answer_without_a_length_is_read_up_to_a_bound(server: MediaServer) -> None:
    url = server.put("/a.mp4", File(BUNNY.read_bytes(), ranges=False, length=False))
    assert probed(url) == Probed(probe(BUNNY))
    found = probed(url, ProbeLimits(most_bytes=1 << 20))
    assert found == Probed(None, None, because("too-much", megabytes=1))


def test_parts_are_bounded_in_all(server: MediaServer) -> None:
    url = server.put("/a.mp4", File(BUNNY.read_bytes(), etag='"v1"'))
    found = probed(url, ProbeLimits(most_bytes=2 * BLOCK))
    assert isinstance(found, Probed)
    assert found.facts == MediaFacts(kind=MediaKind.VIDEO, format="mp4", size=BUNNY.stat().st_size)
    assert found.version == tagged("v1", BUNNY.stat().st_size)
    assert found.gap
    assert server.served["/a.mp4"] <= 2 * BLOCK


def test_to_ask_for_a_version_reads_nothing_of_the_file(server: MediaServer) -> None:
    for length in (True, False):
        url = server.put("/a.mp4", File(huge(), ranges=False, length=length, etag='"v1"'))
        assert version_now(url) == (tagged("v1", len(huge())) if length else 'etag:"v1"')
    assert server.served["/a.mp4"] < 16 << 20  # what stood in the buffers of the connections


# -- what the author must mend


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (File(status=404), "media-url-gone"),
        (File(status=410), "media-url-gone"),
        (File(status=403), "media-url-refused"),
        (File(status=401), "media-url-refused"),
        (File(b"<html>Please log in</html>", kind="text/html"), "media-unreadable"),
        (File(b""), "media-unreadable"),
        (File(b"", ranges=False), "media-unreadable"),
        (File(BUNNY.read_bytes()[:50_000], kind="video/mp4"), "media-unreadable"),
        (File(status=302, location="/a"), "media-url-redirect"),
        (File(status=302, location="file:///etc/hostname"), "media-url-redirect"),
    ],
    ids=["404", "410", "403", "401", "page", "empty", "empty whole", "half a clip", "loop", "file"],
)
def test_what_the_author_must_mend_is_an_error(server: MediaServer, file: File, expected: str) -> None:
    assert key(probed(server.put("/a", file) + "?Signature=s3cret")) == expected
    assert len(server.asked) <= 6


def test_a_page_is_told_from_a_clip(server: MediaServer) -> None:
    found = probed(server.put("/a.mp4", File(b"<html>Please log in</html>", kind="text/html; charset=utf-8")))
    assert isinstance(found, AuthorError)
    assert "text/html" in str(found.args_by_name["reason"])


def test_redirects_are_followed_and_the_last_answer_counts(server: MediaServer) -> None:
    server.put("/c.jpg", File(LAKE.read_bytes(), etag='"c"'))
    server.put("/b", File(status=307, location="c.jpg"))
    url = server.put("/a", File(status=302, location=server.origin + "/b?Signature=s3cret"))
    assert probed(url) == Probed(probe(LAKE), tagged("c", LAKE.stat().st_size))
    assert len(server.of("/a")) == 1  # later parts are asked for where the file is


@pytest.mark.parametrize("change", [{"etag": '"b"'}, {"data": BUNNY.read_bytes()[:-1]}, {"data": b"short"}, {"modified": "Thu, 22 Oct 2026 07:28:00 GMT"}], ids=["tag", "length", "cut", "date"])  # fmt: skip
def test_a_file_that_changes_between_two_parts_is_said_to_change(server: MediaServer, change: dict) -> None:
    def before(file: File, asked: Asked) -> None:
        if len(server.asked) == 2:
            for name, value in change.items():
                setattr(file, name, value)

    url = server.put(
        "/a.mp4", File(BUNNY.read_bytes(), etag='"a"' if "etag" in change else None, modified=DATE, before=before)
    )
    assert key(probed(url)) == "media-url-changing"


# -- what passes


@pytest.mark.parametrize("statuses", [[503], [500, 429]])
def test_a_passing_trouble_is_asked_again(server: MediaServer, statuses: list[int]) -> None:
    url = server.put("/a.jpg", File(LAKE.read_bytes(), statuses=statuses, headers={"Retry-After": "0"}))
    assert probed(url) == Probed(probe(LAKE))


def test_a_lasting_trouble_is_told_and_stops_nothing(server: MediaServer) -> None:
    url = server.put("/a.jpg", File(status=503, headers={"Retry-After": "0"}))
    assert probed(url) == Probed(None, None, because("server-answers", status=503))
    assert len(server.asked) == 3
    assert version_now(url) is None


def test_an_answer_that_breaks_off_tells_its_version_still(server: MediaServer) -> None:
    url = server.put("/a.mp4", File(BUNNY.read_bytes(), etag='"v1"', cut=100))
    assert probed(url, ProbeLimits(tries=1)) == Probed(None, tagged("v1", BUNNY.stat().st_size), because("broken-off"))
    server.files["/a.mp4"].ranges = False
    assert probed(url, ProbeLimits(tries=1)) == Probed(None, tagged("v1", BUNNY.stat().st_size), because("broken-off"))


def test_a_compressed_answer_is_not_taken(server: MediaServer) -> None:
    url = server.put("/a.mp4", File(BUNNY.read_bytes(), headers={"Content-Encoding": "gzip"}))
    found = probed(url)
    assert isinstance(found, Probed)
    assert found.facts is None
    assert "compressed" in said(found.gap)


def test_an_answer_to_another_question_is_not_taken(server: MediaServer) -> None:
    url = server.put("/a.mp4", File(BUNNY.read_bytes(), shift=1))
    found = probed(url)
    assert isinstance(found, Probed)
    assert found.facts is None
    assert "another part" in said(found.gap)


def test_nobody_there_is_no_fault_and_is_not_asked_for_ever() -> None:
    with closed_port() as origin, Client(ProbeLimits()) as client:
        found = [probe_url(client, f"{origin}/{n}.mp4?Signature=s3cret", ProbeLimits()) for n in range(20)]
    assert len(set(map(str, found))) == 1
    assert isinstance(found[0], Probed)
    assert found[0].facts is None
    assert "refused" in said(found[0].gap)
    assert "s3cret" not in said(found[0].gap)


def test_a_server_that_is_silent_is_not_waited_for_long(server: MediaServer) -> None:
    silent = threading.Event()
    url = server.put("/a.mp4", File(before=lambda file, asked: silent.wait(30) and None))
    assert probed(url, QUICK) == Probed(None, None, because("slow"))
    silent.set()


def test_a_server_that_sends_a_byte_now_and_then_is_not_waited_for_long() -> None:
    with dripping() as origin:
        assert probed(f"{origin}/a.mp4", QUICK) == Probed(None, None, because("slow"))


@contextmanager
def closed_port() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    yield f"http://127.0.0.1:{port}"


@contextmanager
def dripping() -> Iterator[str]:
    """Serve the head of an answer that never ends, a byte at a time, each well within the time for one read."""
    done = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while not done.wait(0.02):
                try:
                    connection.sendall(b"a")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        done.set()
        thread.join(10)
