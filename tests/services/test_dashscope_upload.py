"""Uploads: the form that storage documents, the key kept from it, and no bytes but those that were planned."""

import hashlib
import re

import pytest

from engine.errors import AuthorError, OperatorError
from engine.run.service import Lease, Refusal, Throttled, Unreachable
from tests.services.scripted_server import KEY, ScriptedServer, Visit, answer, close_after_body, close_at_once, http

pytestmark = pytest.mark.anyio

CLIP = bytes(range(256)) * 4000
DIGEST = hashlib.sha256(CLIP).hexdigest()
XML = "Content-Type: application/xml"


@pytest.fixture
def storage():
    with ScriptedServer([answer(200, b"")]) as storage:
        yield storage


def policy(host, **changes):
    data = {
        "policy": "eyJleHBpcmF0aW9uIjoi",
        "signature": "q1w2e3=",
        "upload_dir": "dashscope-instant/ab12/2026-11-23/5f0c",
        "upload_host": host,
        "expire_in_seconds": 300,
        "max_file_size_mb": 100,
        "capacity_limit_mb": 999999999,
        "oss_access_key_id": "EXAMPLEID",
        "x_oss_object_acl": "private",
        "x_oss_forbid_overwrite": "true",
    }
    return answer(200, {"request_id": "r", "data": {k: v for k, v in (data | changes).items() if v is not None}})


async def upload(client, server, path, digest=DIGEST, name="片段 1.MP4"):
    async with client(server.url) as service:
        return await service.upload(path, model="wan2.7-videoedit", name=name, digest=digest)


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "片段 1.MP4"
    path.write_bytes(CLIP)
    return path


async def test_the_form_has_the_documented_fields_in_order_and_the_file_last(client, server, storage, clip):
    server.scenes = [policy(storage.origin)]
    said = await upload(client, server, clip)
    name = f"{DIGEST[:16]}.mp4"
    key = f"dashscope-instant/ab12/2026-11-23/5f0c/{name}"
    assert said == Lease(url=f"oss://{key}", expires=1_800_000_000.0 + 47 * 3600)
    assert server.visits[0].line == "GET /api/v1/uploads?action=getPolicy&model=wan2.7-videoedit HTTP/1.1"
    assert server.visits[0].headers["authorization"] == f"Bearer {KEY}"

    (seen,) = storage.visits
    assert seen.line == "POST / HTTP/1.1"
    assert set(seen.headers) == {"host", "user-agent", "content-type", "content-length"}
    boundary = seen.headers["content-type"].partition("boundary=")[2].encode()
    first, *parts, last = seen.body.split(b"--" + boundary)
    assert (first, last) == (b"", b"--\r\n")
    fields = [
        (re.search(rb'name="([^"]*)"', part).group(1).decode(), part.split(b"\r\n\r\n", 1)[1][:-2]) for part in parts
    ]
    assert fields == [
        ("OSSAccessKeyId", b"EXAMPLEID"),
        ("Signature", b"q1w2e3="),
        ("policy", b"eyJleHBpcmF0aW9uIjoi"),
        ("key", key.encode()),
        ("x-oss-object-acl", b"private"),
        ("x-oss-forbid-overwrite", b"true"),
        ("success_action_status", b"200"),
        ("file", CLIP),
    ]
    assert f'filename="{name}"\r\nContent-Type: video/mp4\r\n'.encode() in parts[-1]
    assert KEY.encode() not in seen.raw


@pytest.mark.parametrize(
    "bytes_now", [CLIP + b"x", CLIP[:-1], b"y" + CLIP[1:], b""], ids=["grown", "shrunk", "other", "empty"]
)
async def test_other_bytes_than_planned_never_make_a_whole_form(client, server, storage, clip, bytes_now):
    server.scenes = [policy(storage.origin)]
    storage.scenes = [close_after_body]
    clip.write_bytes(bytes_now)
    with pytest.raises(AuthorError, match="media-changed"):
        await upload(client, server, clip)
    storage.settle()
    assert all(b"--\r\n" not in seen.raw[-80:] for seen in storage.visits)


async def test_a_file_that_shrinks_while_it_is_sent_is_noticed(client, server, storage, clip):
    large = CLIP * 20
    clip.write_bytes(large)

    def cut(visit: Visit) -> None:
        visit.seen.raw += visit.socket.recv(1000)
        with clip.open("r+b") as file:
            file.truncate(1000)
        visit.read()

    server.scenes = [policy(storage.origin)]
    storage.scenes = [cut]
    with pytest.raises(AuthorError, match="media-changed"):
        await upload(client, server, clip, digest=hashlib.sha256(large).hexdigest())


async def test_a_file_that_is_not_there_is_the_authors_fault(client, server, tmp_path):
    server.scenes = [policy("https://storage.example.net")]
    for path in (tmp_path / "none.mp4", tmp_path):
        with pytest.raises(AuthorError, match="upload-unreadable"):
            await upload(client, server, path)


async def test_a_file_over_the_policys_size_is_not_sent(client, server, storage, clip):
    server.scenes = [policy(storage.origin, max_file_size_mb=0.5)]
    with pytest.raises(AuthorError, match="upload-too-large"):
        await upload(client, server, clip)
    assert not storage.visits


@pytest.mark.parametrize(
    "host", ["http://storage.example.net", "ftp://127.0.0.1", "https://user@storage.example.net", "nonsense"]
)
async def test_an_unsafe_upload_host_gets_nothing(client, server, clip, host):
    server.scenes = [policy(host)]
    with pytest.raises(OperatorError, match="upload-host-unsafe"):
        await upload(client, server, clip)


@pytest.mark.parametrize(
    ("status", "body", "kind", "retry"),
    [
        (403, b"<Error><Code>AccessDenied</Code><Message>Invalid according to Policy: Policy expired.</Message></Error>", Refusal, True),
        (403, b"<Error><Code>AccessDenied</Code><Message>no</Message><RequestId>Z1</RequestId></Error>", Refusal, False),
        (400, b"not xml", Unreachable, None),
        (500, b"<Error><Code>InternalError</Code></Error>", Unreachable, None),
        (503, b"<Error><Code>SlowDown</Code></Error>", Throttled, None),
        (302, b"", Unreachable, None),
    ],
    ids=["policy expired", "denied", "no xml", "500", "slow down", "redirect"],
)  # fmt: skip
async def test_what_storage_says_is_told(client, server, storage, clip, *, status, body, kind, retry):
    server.scenes = [policy(storage.origin)]
    storage.scenes = [answer(status, body, XML, "Location: http://127.0.0.1:9/")]
    said = await upload(client, server, clip)
    assert isinstance(said, kind), said
    assert getattr(said, "retry", None) == retry
    assert len(storage.visits) == 1


@pytest.mark.parametrize(
    ("scene", "kind"),
    [
        (answer(429, {"code": "Throttling", "message": "m"}), Throttled),
        (answer(429, {"code": "New", "message": "m"}), Throttled),
        (answer(429, {"code": "New", "message": "您的预算额度已用尽"}), Refusal),
        (answer(401, {"code": "InvalidApiKey", "message": "m"}), Refusal),
        (answer(500, {"code": "InternalError"}), Unreachable),
        (close_after_body, Unreachable),
        (policy("https://storage.example.net", signature=None), Unreachable),
        (policy("https://storage.example.net", signature="a\r\nb"), Unreachable),
        (policy("https://storage.example.net", upload_dir="../x"), Unreachable),
        (answer(200, {"data": []}), Unreachable),
    ],
    ids=["throttled", "429", "money", "key", "500", "closed", "no signature", "line end", "folder up", "no data"],
)
async def test_without_a_good_policy_nothing_is_uploaded(client, server, clip, scene, kind):
    server.scenes = [scene]
    assert isinstance(await upload(client, server, clip), kind)


@pytest.mark.parametrize("scene", [close_after_body, close_at_once], ids=["after", "before"])
async def test_an_upload_that_breaks_off_may_be_repeated(client, server, storage, clip, scene):
    large = CLIP * 20
    clip.write_bytes(large)
    server.scenes = [policy(storage.origin)]
    storage.scenes = [scene]
    said = await upload(client, server, clip, digest=hashlib.sha256(large).hexdigest())
    assert isinstance(said, Unreachable)


async def test_a_wrapper_of_another_name_is_taken(client, server, storage, clip):
    inner = {
        "policy": "p", "signature": "s", "upload_dir": "d/e/", "upload_host": storage.origin + "/oss", "oss_access_key_id": "i",
    }  # fmt: skip
    server.scenes = [lambda visit: (visit.read(), visit.say(http(200, {"output": inner})))]
    said = await upload(client, server, clip, name="no extension")
    assert isinstance(said, Lease)
    assert said.url == f"oss://d/e/{DIGEST[:16]}"
    assert storage.visits[0].line == "POST /oss HTTP/1.1"
