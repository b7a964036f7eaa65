"""What the storage says of a file that it gives, as OSS says it."""

import base64
import hashlib

import pytest

from engine.emulator.objects.announced import announcements
from engine.services.dashscope.crc64 import Crc64

SIZES = [0, 1, 9, 65_536, 65_537, (1 << 20) + 1, 2 << 20]


@pytest.mark.parametrize("size", SIZES)
def test_the_checksums_are_those_of_the_bytes(tmp_path, size):
    data = (bytes(range(256)) * (size // 256 + 1))[:size]
    path = tmp_path / "a.mp4"
    path.write_bytes(data)
    said = announcements(path, whole=True)
    checked = Crc64()
    checked.update(data)
    assert checked.equals(int(said["x-oss-hash-crc64ecma"]))
    md5 = hashlib.md5(data)
    assert said["ETag"] == f'"{md5.hexdigest().upper()}"'
    assert base64.b64decode(said["Content-MD5"]) == md5.digest()


def test_the_crc64_of_the_catalogued_check_string(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"123456789")
    assert announcements(path, whole=False)["x-oss-hash-crc64ecma"] == str(0x995DC9BBDF1939FA)


def test_a_result_is_announced_and_so_is_the_rest_of_one(serve):
    api = serve()
    link = api.finished()["output"]["video_url"]
    whole = api.http.get(link)
    rest = api.http.get(link, headers={"Range": "bytes=100-"})
    assert (whole.status_code, rest.status_code) == (200, 206)
    assert whole.content[100:] == rest.content
    names = ("etag", "x-oss-hash-crc64ecma", "x-oss-object-type")
    assert [whole.headers[name] for name in names] == [rest.headers[name] for name in names]
    assert whole.headers["etag"] == f'"{hashlib.md5(whole.content).hexdigest().upper()}"'
    assert ("content-md5" in whole.headers, "content-md5" in rest.headers) == (True, False)
    another = api.http.get(link, headers={"Range": "bytes=100-", "If-Range": '"0"'})
    assert (another.status_code, another.content) == (200, whole.content)
