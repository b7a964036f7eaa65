"""Downloads: without the key, whole or not at all, and on disk before they count."""

import base64
import hashlib
import os

import pytest

from engine.errors import OperatorError
from engine.run.service import Download, DownloadFailed, Unreachable
from engine.services.dashscope.crc64 import Crc64
from engine.services.dashscope.part import PartFile
from engine.services.dashscope.storage import is_announced
from engine.values.reason import because
from tests.report.runs import said as told
from tests.services.scripted_server import KEY, ScriptedServer, answer, close_after_body, http, never_answer, raw

pytestmark = pytest.mark.anyio

CLIP = bytes(range(256)) * 10_000
DIGEST = hashlib.sha256(CLIP).hexdigest()
VIDEO = "Content-Type: video/mp4"


def crc_of(data: bytes) -> int:
    crc = 2**64 - 1
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xC96C5795D7870F42 if crc & 1 else 0)
    return crc ^ (2**64 - 1)


CRC = crc_of(CLIP)


async def fetch(client, server, part, query="?Expires=1&Signature=topsecret", **limits):
    async with client(server.url, **limits) as service:
        return await service.fetch(f"{server.origin}/out/a.mp4{query}", part)


async def test_a_download_is_whole_and_the_storage_host_sees_no_key(client, server, tmp_path):
    server.scenes = [answer(200, CLIP, VIDEO)]
    part = tmp_path / "job.part"
    assert await fetch(client, server, part) == Download(digest=DIGEST, size=len(CLIP), announced=False)
    assert part.read_bytes() == CLIP
    (seen,) = server.visits
    assert seen.line == "GET /out/a.mp4?Expires=1&Signature=topsecret HTTP/1.1"
    assert set(seen.headers) == {"host", "user-agent", "accept-encoding"}
    assert KEY.encode() not in seen.raw


async def test_a_chunked_download_is_whole(client, server, tmp_path):
    head = f"HTTP/1.1 200 OK\r\n{VIDEO}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n".encode()
    server.scenes = [raw(head + b"0\r\n\r\n"), raw(head)]
    assert isinstance(await fetch(client, server, tmp_path / "a"), Download)
    assert isinstance(await fetch(client, server, tmp_path / "b"), Unreachable)


SMALL = b"a small clip"
NOT_THE_RESULT = {
    "403": (answer(403, b"<Error/>", "Content-Type: application/xml"), True),
    "404": (answer(404, b""), True),
    "410": (answer(410, b""), True),
    "400": (answer(400, b""), False),
    "302": (answer(302, b"", "Location: http://127.0.0.1:9/"), False),
    "206": (answer(206, SMALL, VIDEO), False),
    "html": (answer(200, b"<html>", "Content-Type: text/html; charset=utf-8"), False),
    "json": (answer(200, b"{}", "Content-Type: application/json"), False),
    "xml": (answer(200, b"<a/>", "Content-Type: application/xml"), False),
    "problem": (answer(200, b"{}", "Content-Type: application/problem+json"), False),
    "encoded": (answer(200, SMALL, VIDEO, "Content-Encoding: gzip"), False),
    "empty": (answer(200, b"", VIDEO), False),
    "no-end": (raw(f"HTTP/1.1 200 OK\r\n{VIDEO}\r\n\r\nabc".encode()), False),
    "md5": (answer(200, SMALL, VIDEO, "Content-MD5: " + base64.b64encode(b"0" * 16).decode()), False),
    "crc64": (answer(200, SMALL, VIDEO, f"x-oss-hash-crc64ecma: {crc_of(SMALL) ^ 1}"), False),
}


@pytest.mark.parametrize(("scene", "gone"), NOT_THE_RESULT.values(), ids=NOT_THE_RESULT)
async def test_what_is_not_the_result_leaves_no_file(client, server, tmp_path, scene, gone):
    server.scenes = [scene]
    said = await fetch(client, server, tmp_path / "part")
    assert isinstance(said, DownloadFailed), said
    assert said.gone is gone
    assert "topsecret" not in told(said.reason)
    assert not list(tmp_path.iterdir())
    assert len(server.visits) == 1


@pytest.mark.parametrize(
    "scene",
    [close_after_body, answer(500, b""), answer(429, b""), answer(503, b"")],
    ids=["closed", "500", "429", "503"],
)
async def test_what_may_come_later_leaves_no_file(client, server, tmp_path, scene):
    server.scenes = [scene]
    assert isinstance(await fetch(client, server, tmp_path / "part"), Unreachable)
    assert not list(tmp_path.iterdir())


def rest(start: int, *lines: str, crc: int = CRC, data: bytes = CLIP) -> bytes:
    """Spell out the answer that gives all that follows the first bytes."""
    where = f"Content-Range: bytes {start}-{len(data) - 1}/{len(data)}"
    return http(206, data[start:], VIDEO, where, f"x-oss-hash-crc64ecma: {crc}", *lines)


async def test_a_download_that_broke_off_is_gone_on_with(client, server, tmp_path):
    part = tmp_path / "part"
    server.scenes = [raw(http(200, CLIP, VIDEO)[:-1000]), raw(rest(len(CLIP) - 1000))]
    assert isinstance(await fetch(client, server, part), Unreachable)
    assert part.read_bytes() == CLIP[:-1000]
    assert await fetch(client, server, part, "?another=link") == Download(digest=DIGEST, size=len(CLIP), announced=True)
    assert part.read_bytes() == CLIP
    assert server.visits[1].headers["range"] == f"bytes={len(CLIP) - 1000}-"


@pytest.mark.parametrize(
    "scene",
    [
        answer(200, CLIP, VIDEO),
        answer(416, b""),
        raw(rest(0)),
        raw(rest(400, "Content-Encoding: gzip")),
        answer(206, CLIP[400:], VIDEO, f"Content-Range: bytes 400-{len(CLIP) - 1}/{len(CLIP)}"),
        answer(206, CLIP[400:500], VIDEO, f"Content-Range: bytes 400-499/{len(CLIP)}", f"x-oss-hash-crc64ecma: {CRC}"),
    ],
    ids=["whole", "416", "elsewhere", "encoded", "no-checksum", "less"],
)
async def test_what_cannot_be_joined_is_downloaded_anew(client, server, tmp_path, scene):
    part = tmp_path / "part"
    part.write_bytes(CLIP[:400])
    server.scenes = [scene, answer(200, CLIP, VIDEO)]
    assert isinstance(await fetch(client, server, part), Download)
    assert part.read_bytes() == CLIP
    assert [("range" in seen.headers) for seen in server.visits] == [True, False]


async def test_two_files_are_never_joined(client, server, tmp_path):
    part = tmp_path / "part"
    part.write_bytes(b"another clip")
    server.scenes = [raw(rest(12)), answer(200, CLIP, VIDEO)]
    assert isinstance(await fetch(client, server, part), DownloadFailed)
    assert isinstance(await fetch(client, server, part), Download)
    assert part.read_bytes() == CLIP


async def test_the_rest_is_asked_for_of_the_very_object_that_was_seen(client, server, tmp_path):
    begun = raw(http(200, CLIP, VIDEO, 'ETag: "one"')[:-1000])
    server.scenes = [begun, answer(412, b""), answer(200, CLIP, VIDEO), begun, raw(rest(len(CLIP) - 1000))]
    async with client(server.url) as service:
        for name in ("other", "same"):
            url, part = f"{server.origin}/{name}.mp4", tmp_path / name
            assert isinstance(await service.fetch(url, part), Unreachable)
            assert isinstance(await service.fetch(url, part), Download)
            assert part.read_bytes() == CLIP
        assert service._http.tags == {}
    assert [seen.headers.get("if-match") for seen in server.visits] == [None, '"one"', None, None, '"one"']


async def test_true_checksums_are_taken(client, server, tmp_path):
    md5 = base64.b64encode(hashlib.md5(SMALL).digest()).decode()
    server.scenes = [answer(200, SMALL, VIDEO, f"Content-MD5: {md5}", f"x-oss-hash-crc64ecma: {crc_of(SMALL)}")]
    said = await fetch(client, server, tmp_path / "part")
    assert said == Download(digest=hashlib.sha256(SMALL).hexdigest(), size=len(SMALL), announced=True)


LENGTH = {"content-length": "9"}
CRC64 = {"x-oss-hash-crc64ecma": "5"}
MD5 = {"content-md5": "AAAA"}


@pytest.mark.parametrize(
    ("headers", "secure", "resumed", "announced"),
    [
        (LENGTH, False, False, False),
        (LENGTH, True, False, True),
        ({"transfer-encoding": "chunked"}, True, False, False),
        (LENGTH | {"transfer-encoding": "chunked"}, True, False, False),
        (LENGTH, True, True, False),
        (LENGTH | CRC64, False, False, True),
        (LENGTH | {"x-oss-hash-crc64ecma": "none"}, False, False, False),
        (CRC64, False, True, True),
        (LENGTH | MD5, False, False, True),
        (LENGTH | MD5, False, True, False),
    ],
)
def test_what_says_which_bytes_the_whole_file_has(headers, secure, resumed, announced):
    assert is_announced(headers, secure=secure, resumed=resumed) is announced


@pytest.mark.parametrize("where", [0, len(SMALL) // 2, len(SMALL) - 1])
async def test_a_byte_that_is_another_one_is_found_out_by_each_checksum(client, server, tmp_path, where):
    damaged = SMALL[:where] + bytes([SMALL[where] ^ 1]) + SMALL[where + 1 :]
    md5 = base64.b64encode(hashlib.md5(SMALL).digest()).decode()
    for header, kind in ((f"Content-MD5: {md5}", "MD5"), (f"x-oss-hash-crc64ecma: {crc_of(SMALL)}", "CRC-64")):
        server.scenes = [answer(200, damaged, VIDEO, header)]
        said = await fetch(client, server, tmp_path / "part")
        why = because("download-damaged", why=because("digest-differs", kind=kind))
        assert said == DownloadFailed(reason=why, gone=False)
    assert not list(tmp_path.iterdir())


async def test_a_download_ends_in_time(client, server, tmp_path):
    server.scenes = [never_answer]
    said = await fetch(client, server, tmp_path / "part", transfer=0.1)
    assert said == Unreachable(reason=because("download-late", seconds="0.1"))


async def test_a_download_cut_by_time_is_none(client, server, tmp_path):
    def slow(visit):
        visit.read()
        visit.say(http(200, CLIP, VIDEO)[:-1000])
        visit.done.wait(30)

    server.scenes = [slow]
    assert isinstance(await fetch(client, server, tmp_path / "part", transfer=0.3), Unreachable)


async def test_too_many_bytes_are_refused_early(client, server, tmp_path):
    from engine.services.dashscope.fetch import fetch_result

    server.scenes = [answer(200, CLIP * 4, VIDEO)]
    async with client(server.url) as service:
        said = await fetch_result(
            service._http, f"{server.origin}/a", tmp_path / "part", base=service.base, agent="a", most_bytes=1_500_000
        )
    assert said == DownloadFailed(reason=because("clip-too-large", limit=1500000), gone=False)
    assert not list(tmp_path.iterdir())


async def test_a_disk_that_takes_nothing_is_the_operators_fault(client, server, tmp_path):
    server.scenes = [answer(200, CLIP, VIDEO)]
    with pytest.raises(OperatorError, match="part-unwritable"):
        await fetch(client, server, tmp_path / "no folder" / "part")


@pytest.mark.parametrize("url", ["", "ftp://h/a", "https://user:p@h/a", "https://h:x/a", "http://[", "http://h/a b"])
async def test_a_link_that_is_no_link_is_said_without_asking(client, server, tmp_path, url):
    async with client(server.url) as service:
        said = await service.fetch(url, tmp_path / "part")
    assert isinstance(said, DownloadFailed), said


def test_the_file_is_synced_before_it_counts(tmp_path, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda number: (synced.append(os.fstat(number).st_size), real(number)))
    file = PartFile(tmp_path / "part", {})
    file.write(CLIP[:1000])
    assert file.complete(CLIP[1000:]) == DIGEST
    assert synced == [len(CLIP)]


@pytest.mark.parametrize("data", [b"", b"1", b"123456789", bytes(range(256)), CLIP[:70_001]], ids=len)
def test_crc64_is_that_of_xz_and_of_the_storage(data):
    checked, wrong = Crc64(), Crc64()
    for start in range(0, len(data), 1000):
        checked.update(data[start : start + 1000])
    wrong.update(data)
    assert checked.equals(crc_of(data))
    assert not wrong.equals(crc_of(data) ^ (1 << 40))


def test_crc64_of_the_catalogued_check_string():
    checked = Crc64()
    checked.update(b"123456789")
    assert checked.equals(0x995DC9BBDF1939FA)


async def test_a_host_that_is_gone_may_come_back(client, server, tmp_path):
    with ScriptedServer() as gone:
        url = f"{gone.origin}/a.mp4?Signature=topsecret"
    async with client(server.url) as service:
        said = await service.fetch(url, tmp_path / "part")
    assert isinstance(said, Unreachable)
    assert "topsecret" not in told(said.reason)
