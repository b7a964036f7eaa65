"""Poll, cancel and declaration: what goes out, what comes back, and what is not believed."""

import logging
from decimal import Decimal

import pytest

from engine import __version__
from engine.errors import OperatorError
from engine.run.service import JobState, JobView, Throttled, Unreachable, Usage
from engine.services.dashscope.declared import declaration
from engine.values.reason import because
from tests.report.runs import said as told
from tests.services.scripted_server import KEY, SHAPE, ScriptedServer, answer, close_after_body, http, never_answer, raw

pytestmark = pytest.mark.anyio

JOB = "3b7e2c1a-64d9-4f0e-9c55-70a1b2c3d4e5"
URL = "https://results.example.net/out/3b7e2c1a.mp4?Expires=1795482242&Signature=topsecret"
DONE = {
    "request_id": "r-1",
    "output": {
        "task_id": JOB,
        "task_status": "SUCCEEDED",
        "submit_time": "2026-11-23 09:00:00.120",
        "orig_prompt": "雨夜",
        "video_url": URL,
    },
    "usage": {
        "duration": 12.08,
        "input_video_duration": 6.04,
        "output_video_duration": 6.04,
        "video_count": 1,
        "SR": 720,
    },
}


def refusal(code):
    return {"code": code, "message": f"see {URL}", "request_id": "r-2"}


async def test_a_poll_sends_the_key_and_nothing_undocumented(client, server):
    server.scenes = [answer(200, DONE)]
    async with client(server.url) as service:
        said = await service.poll(JOB, SHAPE)
    assert said == JobView(
        job=JOB,
        state=JobState.SUCCEEDED,
        request_id="r-1",
        result_url=URL,
        result_expires=1795482242.0,
        prompt="雨夜",
        usage=Usage(
            input_seconds=Decimal("6.04"),
            output_seconds=Decimal("6.04"),
            billed_seconds=Decimal("12.08"),
            tier="720P",
        ),
    )
    (seen,) = server.visits
    assert seen.line == f"GET /api/v1/tasks/{JOB} HTTP/1.1"
    assert seen.headers == {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": f"editchain/{__version__}",
        "authorization": f"Bearer {KEY}",
    }


@pytest.mark.parametrize(
    ("scene", "status"),
    [
        (close_after_body, None),
        (raw(http(200, DONE)[:-9]), 200),
        (answer(302, b"", "Location: http://127.0.0.1:9/"), 302),
        (answer(200, b"<html>", "Content-Type: text/html"), 200),
        (answer(200, DONE | {"output": {"task_id": "another", "task_status": "SUCCEEDED"}}), 200),
        (answer(200, DONE | {"output": {"task_id": JOB, "task_status": "SOMETHING"}}), 200),
        (answer(200, DONE | {"output": {"task_id": JOB, "task_status": []}}), 200),
        (answer(200, refusal("InternalError")), 200),
        (answer(401, refusal("InvalidApiKey")), 401),
        (answer(429, refusal("PostpaidBillOverdue")), 429),
        (answer(500, refusal("InternalError")), 500),
        (answer(200, b"x" * 5_000_000), 200),
        (answer(200, b"\x1f\x8b", "Content-Encoding: gzip"), 200),
    ],
    ids=[
        "closed", "half", "redirect", "html", "other job", "unknown state", "no state", "200 with code", "key", "bill", "500",
        "too large", "encoded",
    ],
)  # fmt: skip
async def test_a_poll_without_a_usable_answer_says_nothing_of_the_job(client, server, scene, status):
    server.scenes = [scene]
    async with client(server.url) as service:
        said = await service.poll(JOB, SHAPE)
    assert isinstance(said, Unreachable), said
    assert said.status == status
    assert said.code == ({401: "InvalidApiKey", 429: "PostpaidBillOverdue"}.get(status, ""))
    assert "topsecret" not in told(said.reason)
    assert len(server.visits) == 1


async def test_throttling_of_a_poll_is_told_apart(client, server):
    server.scenes = [answer(429, refusal("Throttling.RateQuota"), "Retry-After-Ms: 1500"), answer(429, b"slow down")]
    async with client(server.url) as service:
        assert await service.poll(JOB, SHAPE) == Throttled(after_s=1.5)
        assert await service.poll(JOB, SHAPE) == Throttled(after_s=None)


async def test_a_query_ends_in_time(client, server):
    server.scenes = [never_answer]
    async with client(server.url, request=0.1) as service:
        assert await service.poll(JOB, SHAPE) == Unreachable(reason=because("answer-late", seconds="0.1"))


async def test_queries_share_a_connection(client, server):
    def keep(visit):
        for _ in range(3):
            visit.seen.raw = b""
            visit.read()
            visit.say(http(200, DONE).replace(b"Connection: close", b"Connection: keep-alive"))

    server.scenes = [keep]
    async with client(server.url) as service:
        for _ in range(3):
            assert isinstance(await service.poll(JOB, SHAPE), JobView)
    assert len(server.visits) == 1


async def test_a_job_id_cannot_change_the_address(client, server):
    server.scenes = [answer(404, refusal("NotFound"))]
    async with client(server.url) as service:
        await service.poll("../a b?c", SHAPE)
    assert server.visits[0].line == "GET /api/v1/tasks/..%2Fa%20b%3Fc HTTP/1.1"


async def test_cancel_tells_whether_the_job_still_waited(client, server):
    server.scenes = [
        answer(200, {"request_id": "r"}),
        answer(400, refusal("UnsupportedOperation")),
        answer(429, refusal("Throttling")),
        answer(400, refusal("InvalidParameter")),
        answer(200, refusal("InternalError")),
    ]
    async with client(server.url) as service:
        said = [await service.cancel(JOB) for _ in server.scenes]
    assert said[:3] == [True, False, Throttled()]
    assert all(isinstance(item, Unreachable) for item in said[3:])
    assert server.visits[0].line == f"POST /api/v1/tasks/{JOB}/cancel HTTP/1.1"
    assert set(server.visits[0].headers) == {"host", "user-agent", "authorization", "content-length"}


async def test_an_emulator_declares_itself_to_a_question_without_key(server):
    server.scenes = [answer(404, b"no page", "X-Editchain-Emulator: 0.1.0;draft"), answer(200, b"hello")]
    assert declaration(server.url) == "0.1.0;draft"
    assert declaration(server.url) is None
    assert server.visits[0].line == "GET / HTTP/1.1"
    assert set(server.visits[0].headers) == {"host", "user-agent"}


async def test_who_does_not_answer_has_declared_nothing():
    with ScriptedServer() as gone:
        url = gone.url
    with pytest.raises(OperatorError, match="service-unreachable"):
        declaration(url)


async def test_no_log_line_holds_an_address_or_the_key(client, server, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    server.scenes = [answer(200, DONE), answer(302, b"", f"Location: {URL}")]
    async with client(server.url) as service:
        await service.poll(JOB, SHAPE)
        await service.fetch(f"{server.origin}/x.mp4?Signature=topsecret", tmp_path / "part")
    assert not [line for line in caplog.messages if "topsecret" in line or KEY in line or "Location" in line]
