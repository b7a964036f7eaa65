"""What is known of a submit, whatever the network and the service do; and that it goes out once at most."""

import json
import socket
import ssl
import threading

import anyio
import anyio.to_thread
import pytest

from engine import __version__
from engine.errors import DefectError
from engine.net.answer import heard_nothing
from engine.net.stream import hang_up
from engine.run.service import Acceptance, Doubt, Payload, Refusal, Unsent
from engine.services.dashscope.client_http import TimeLimits
from engine.services.dashscope.client_submit import Submission, dial
from engine.services.dashscope.codes import for_operator
from engine.services.dashscope.profile import parse_base_url
from engine.values.reason import because
from tests.report.runs import said as told
from tests.services.scripted_server import (
    KEY,
    SHAPE,
    ScriptedServer,
    Visit,
    answer,
    close_after_body,
    close_at_once,
    http,
    never_answer,
    raw,
    reset_after_body,
    watch,
)

pytestmark = pytest.mark.anyio

ENDPOINT = "/services/aigc/video-generation/video-synthesis"
BODY = json.dumps({"model": "wan2.7-videoedit", "input": {"prompt": "雨夜"}}, ensure_ascii=False).encode()
PAYLOAD = Payload(endpoint=ENDPOINT, body=BODY)
RESOLVED = Payload(endpoint=ENDPOINT, body=BODY, headers=(("X-DashScope-OssResourceResolve", "enable"),))
REQUEST_ID = "8c1f0b52-0d1e-9a35-b0a4-2f6d3c7e9a10"
JOB = "3b7e2c1a-64d9-4f0e-9c55-70a1b2c3d4e5"
TAKEN = {"request_id": REQUEST_ID, "output": {"task_id": JOB, "task_status": "PENDING"}}
SIGNED = "http://127.0.0.1:9/elsewhere?Signature=topsecret"


def refusal(code, message="no"):
    return {"code": code, "message": message, "request_id": REQUEST_ID}


async def submit(client, server, *, payload=PAYLOAD, send_by=200.0, **limits):
    async with client(server.url, **limits) as service, service.open() as opened:
        assert not isinstance(opened, Unsent), opened
        said = await opened.send(payload, send_by=send_by)
    server.settle()
    return said


DOUBTS = {
    "closes-after-the-body": (close_after_body, None, None),
    "resets-after-the-body": (reset_after_body, None, None),
    "half-the-head": (raw(b"HTTP/1.1 200 OK\r\nContent-Le"), None, None),
    "half-the-body": (raw(http(200, TAKEN, f"X-Request-Id: {REQUEST_ID}")[:-20]), 200, REQUEST_ID),
    "not-http": (raw(b"\x00\xff garbage\r\n\r\n"), None, None),
    "500-with-request-id": (answer(500, refusal("InternalError")), 500, REQUEST_ID),
    "503-with-throttling": (answer(503, refusal("Throttling")), 503, REQUEST_ID),
    "502-html": (answer(502, b"<html>bad gateway</html>", "Content-Type: text/html"), 502, None),
    "302": (answer(302, b"", f"Location: {SIGNED}"), 302, None),
    "307": (answer(307, TAKEN | {"output": {}}, f"Location: {SIGNED}"), 307, REQUEST_ID),
    "403-html": (answer(403, b"<html>forbidden</html>", "Content-Type: text/html"), 403, None),
    "429-html": (answer(429, b"<html>slow down</html>", "Content-Type: text/html"), 429, None),
    "429-with-a-task": (answer(429, refusal("Throttling") | {"output": {"task_id": JOB}}), 429, REQUEST_ID),
    "400-unknown-code": (answer(400, refusal("SomethingNew")), 400, REQUEST_ID),
    "400-known-code-that-is-no-refusal": (answer(400, refusal("ClientDisconnect")), 400, REQUEST_ID),
    "400-with-a-task": (answer(400, refusal("InvalidParameter") | {"output": {"task_id": JOB}}), 400, REQUEST_ID),
    "200-without-a-task": (answer(200, {"request_id": REQUEST_ID, "output": {}}), 200, REQUEST_ID),
    "200-with-a-code": (answer(200, refusal("InvalidParameter")), 200, REQUEST_ID),
    "200-list": (answer(200, [TAKEN]), 200, None),
    "200-too-large": (answer(200, b"[" + b" " * 5_000_000), 200, None),
    "101": (raw(b"HTTP/1.1 101 Switching\r\n\r\n"), None, None),
}


@pytest.mark.parametrize(("scene", "status", "request_id"), DOUBTS.values(), ids=DOUBTS)
async def test_all_that_decides_nothing_is_in_doubt_and_not_sent_again(client, server, scene, status, request_id):
    server.scenes = [scene]
    said = await submit(client, server)
    assert isinstance(said, Doubt), said
    assert (said.status, said.request_id) == (status, request_id)
    assert "topsecret" not in repr(said)
    assert len(server.visits) == 1
    assert [post.body for post in server.posts] == [BODY]


async def test_who_closes_at_once_is_never_asked_again(client, server):
    server.scenes = [close_at_once]
    said = await submit(client, server)
    assert isinstance(said, Unsent | Doubt)  # by whether the end came before the first byte left
    assert len(server.visits) == 1


@pytest.mark.parametrize(
    ("scene", "stage"),
    [
        (close_after_body, "receive_response_headers"),
        (raw(http(200, TAKEN)[:-20]), "receive_response_body"),
        (answer(500, refusal("InternalError")), "answered"),
    ],
    ids=["no answer", "half an answer", "an answer"],
)
async def test_a_doubt_names_the_furthest_stage(client, server, scene, stage):
    server.scenes = [scene]
    said = await submit(client, server)
    assert isinstance(said, Doubt)
    assert said.stage == stage


async def test_an_answer_that_never_comes_is_in_doubt(client, server):
    server.scenes = [never_answer]
    async with client(server.url, request=0.1) as service, service.open() as opened:
        said = await opened.send(PAYLOAD, send_by=200.0)
    assert said == Doubt(stage="receive_response_headers", reason=because("answer-late", seconds="0.1"))
    assert len(server.posts) == 1


@pytest.mark.parametrize(
    ("status", "code", "lines", "retry", "after"),
    [
        (400, "InvalidParameter", (), False, None),
        (400, "InvalidFile.Duration", (), False, None),
        (400, "Arrearage", (), False, None),
        (401, "InvalidApiKey", (), False, None),
        (403, "AllocationQuota.FreeTierOnly", (), False, None),
        (429, "Throttling.RateQuota", ("Retry-After: 2",), True, 2.0),
        (429, "Throttling", (), True, None),
        (429, "CommodityNotPurchased", ("Retry-After: 2",), False, 2.0),
    ],
    ids=str,
)
async def test_a_known_code_is_a_refusal(client, server, *, status, code, lines, retry, after):
    server.scenes = [answer(status, refusal(code, f"see {SIGNED}"), *lines)]
    said = await submit(client, server)
    assert said == Refusal(
        status=status,
        code=code,
        message="see http://127.0.0.1:9/elsewhere",
        request_id=REQUEST_ID,
        retry=retry,
        after_s=after,
        operator=for_operator(code),
    )
    assert len(server.posts) == 1


BUDGET = "The budget configured in Budget Management has been exhausted. You will be unable to make further API calls."
QUOTA = "You exceeded your current quota, please check your plan and billing details."


@pytest.mark.parametrize(
    ("body", "code", "message", "retry"),
    [
        (refusal("SomethingNew", "slow down"), "throttled", "SomethingNew: slow down", True),
        (refusal("Throttling.SomethingNew", ""), "throttled", "Throttling.SomethingNew", True),
        (refusal("ClientDisconnect", "busy"), "throttled", "ClientDisconnect: busy", True),
        (refusal("insufficient_quota", QUOTA), "throttled", f"insufficient_quota: {QUOTA}", True),
        (refusal("Throttling.AllocationQuota", QUOTA), "Throttling.AllocationQuota", QUOTA, True),
        ({}, "throttled", "HTTP 429", True),
        ({"error": {"message": "no"}, "code": 7}, "throttled", "HTTP 429", True),
        (refusal("SomethingNew", BUDGET), "money-refused", f"SomethingNew: {BUDGET}", False),
        (refusal("Throttling.AllocationQuota", BUDGET), "money-refused", f"Throttling.AllocationQuota: {BUDGET}", False),
        (refusal("X", "您在「预算管理」中设置的预算额度已用尽。"), "money-refused", "X: 您在「预算管理」中设置的预算额度已用尽。", False),
        (refusal("AccountInArrears"), "money-refused", "AccountInArrears: no", False),
        (refusal("X", "账户已欠费"), "money-refused", "X: 账户已欠费", False),
        (refusal("X", "your bill is overdue"), "money-refused", "X: your bill is overdue", False),
        (refusal("X", "Free allocated quota exceeded."), "money-refused", "X: Free allocated quota exceeded.", False),
        (refusal("CommodityNotPurchased", BUDGET), "CommodityNotPurchased", BUDGET, False),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
async def test_a_429_is_a_refusal_whatever_it_says(client, server, *, body, code, message, retry):
    server.scenes = [answer(429, body, "Retry-After: 2")]
    said = await submit(client, server)
    assert said == Refusal(
        status=429,
        code=code,
        message=message,
        request_id=body.get("request_id", ""),
        retry=retry,
        after_s=2.0,
        operator=for_operator(code),
    )
    assert len(server.posts) == 1


@pytest.mark.parametrize("oss", [False, True], ids=["plain", "oss"])
async def test_a_submit_is_one_post_with_the_documented_headers_and_no_others(client, server, oss):
    server.scenes = [answer(200, TAKEN, "Date: Mon, 23 Nov 2026 01:00:00 GMT")]
    said = await submit(client, server, payload=RESOLVED if oss else PAYLOAD)
    assert said == Acceptance(job=JOB, request_id=REQUEST_ID, server_time=1795395600.0)
    (seen,) = server.visits
    assert seen.line == f"POST /api/v1{ENDPOINT} HTTP/1.1"
    assert seen.body == BODY
    expected = {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": f"editchain/{__version__}",
        "authorization": f"Bearer {KEY}",
        "content-type": "application/json",
        "x-dashscope-async": "enable",
        "content-length": str(len(BODY)),
    }
    assert seen.headers == expected | ({"x-dashscope-ossresourceresolve": "enable"} if oss else {})


async def test_past_send_by_nothing_is_sent(client, server, clock):
    server.scenes = [watch]
    async with client(server.url) as service, service.open() as opened:
        clock.now = 200.5
        said = await opened.send(PAYLOAD, send_by=200.0)
    server.settle()
    assert isinstance(said, Unsent)
    assert [seen.raw for seen in server.visits] == [b""]


async def test_opening_sends_no_byte(client, server):
    server.scenes = [watch]
    async with client(server.url) as service, service.open() as opened:
        assert not isinstance(opened, Unsent)
    server.settle()
    assert [seen.raw for seen in server.visits] == [b""]


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="Linux only")
async def test_bytes_that_nobody_acknowledges_are_given_up_after_30_s(server):
    server.scenes = [watch]
    stream = await dial(parse_base_url(server.url), ssl.create_default_context, TimeLimits())
    assert not isinstance(stream, Unsent)
    assert stream.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 30_000
    await hang_up(stream)


async def test_each_submit_has_its_own_connection(client, server):
    server.scenes = [raw(http(200, TAKEN).replace(b"Connection: close", b"Keep-Alive: 60"))]
    async with client(server.url) as service:
        for _ in range(3):
            async with service.open() as opened:
                assert isinstance(await opened.send(PAYLOAD, send_by=200.0), Acceptance)
    assert len(server.visits) == len(server.posts) == 3


async def test_a_connection_takes_one_request_only(client, server):
    server.scenes = [answer(200, TAKEN)]
    async with client(server.url) as service, service.open() as opened:
        await opened.send(PAYLOAD, send_by=200.0)
        with pytest.raises(DefectError, match="connection-used"):
            await opened.send(PAYLOAD, send_by=200.0)
    assert len(server.posts) == 1


async def test_nobody_listening_is_surely_unsent(client):
    with ScriptedServer() as gone:
        url = gone.url
    async with client(url) as service, service.open() as opened:
        assert isinstance(opened, Unsent)
        assert "127.0.0.1" in told(opened.reason)


async def test_a_failed_handshake_is_surely_unsent(client, server):
    def hear(words: bytes):
        def scene(visit: Visit) -> None:
            visit.seen.raw += visit.socket.recv(65536)
            visit.say(words)

        return scene

    server.scenes = [hear(b""), hear(b"HTTP/1.1 400 no TLS here\r\n\r\n")]
    for _ in range(2):
        async with client(server.url.replace("http:", "https:"), connect=30) as service, service.open() as opened:
            assert isinstance(opened, Unsent), opened
    server.settle()
    assert not server.posts


async def test_a_handshake_that_never_ends_is_surely_unsent(client, server):
    server.scenes = [never_answer]
    async with client(server.url.replace("http:", "https:"), connect=0.1) as service, service.open() as opened:
        assert isinstance(opened, Unsent)
        assert told(opened.reason).endswith("within 0.1 s")


async def test_the_environment_names_no_proxy(client, server, monkeypatch):
    server.scenes = [answer(200, TAKEN)]
    with ScriptedServer([close_at_once]) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.origin)
        assert isinstance(await submit(client, server), Acceptance)
        async with client(server.url) as service:
            await service.poll(JOB, SHAPE)
        assert not proxy.visits
    assert len(server.visits) == 2


async def test_being_cancelled_while_sending_is_not_swallowed(client, server):
    arrived = threading.Event()

    def scene(visit: Visit) -> None:
        visit.read()
        arrived.set()
        visit.read_to_end()

    server.scenes = [scene]
    said = None
    async with client(server.url) as service, service.open() as opened, anyio.create_task_group() as tasks:

        async def send() -> None:
            nonlocal said
            said = await opened.send(PAYLOAD, send_by=200.0)

        tasks.start_soon(send)
        assert await anyio.to_thread.run_sync(arrived.wait, 10)
        tasks.cancel_scope.cancel()
    server.settle()
    assert said is None
    assert len(server.posts) == 1


async def test_a_submit_goes_over_tls(server, clock, tmp_path):
    tls_server, tls_client = _tls(tmp_path)

    def scene(visit: Visit) -> None:
        with tls_server.wrap_socket(visit.socket, server_side=True) as secured:
            inner = Visit(secured, visit.seen, visit.done)
            inner.read()
            inner.say(http(200, TAKEN))

    server.scenes = [scene]
    base, limits = parse_base_url(f"https://localhost:{server.port}/api/v1"), TimeLimits()
    stream = await dial(base, lambda: tls_client, limits)
    assert not isinstance(stream, Unsent), stream
    submission = Submission(stream, base, list, clock, limits, heard_nothing)
    said = await submission.send(PAYLOAD, send_by=200.0)
    await hang_up(stream)
    server.settle()
    assert isinstance(said, Acceptance)
    assert server.visits[0].body == BODY

    stream = await dial(base, ssl.create_default_context, limits)
    assert isinstance(stream, Unsent), "an unknown certificate must not be accepted"


def _tls(folder):
    x509 = pytest.importorskip("cryptography.x509")
    import datetime as dt

    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "tls.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=str(pem))
