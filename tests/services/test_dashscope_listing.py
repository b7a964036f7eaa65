"""The list of jobs: whole or no answer at all, whatever comes and goes while its pages are read; and the service's time."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from engine.emulator.rules.clock import ManualClock
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.server import EmulatorServer
from engine.run.service import Acceptance, ListedJobs, Payload, RunningJobs, Throttled, Unreachable
from engine.services.dashscope import listing
from engine.services.dashscope.server_clock import ServerClock
from engine.services.dashscope.wire_values import server_time
from engine.values.reason import because, quoted
from tests.emulator.calls import SAMPLES, SUBMIT, body_of
from tests.report.runs import said as told
from tests.services.scripted_server import SHAPE, ScriptedServer, answer, close_after_body

pytestmark = pytest.mark.anyio
MODEL = "wan2.7-videoedit"
NOON = "Mon, 23 Nov 2026 12:00:00 GMT"
NOON_S = 1_795_435_200.0


def item(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "task_id": f"job-{number}",
        "status": "SUCCEEDED",
        "model_name": MODEL,
        "gmt_create": 1795395600120 + number,
        "request_id": f"r-{number}",
        "api_key_id": "1001",
        "caller_parent_id": 2002,
    } | changes


def page(number: int, items: Any, total: int, pages: int) -> dict[str, Any]:
    return {"request_id": "r", "total": total, "total_page": pages, "page_no": number, "page_size": 10, "data": items}


def of(jobs: Iterable[int], number: int, total: int) -> dict[str, Any]:
    """One page, ten jobs each, of a list that counts `total` when it is asked for."""
    return page(number, [item(job) for job in jobs], total, -(-total // 10))


def refusal(code: str) -> dict[str, str]:
    return {"code": code, "message": "see https://results.example.net/x?Signature=topsecret", "request_id": "r-2"}


async def listed(client: Any, server: ScriptedServer, *pages: dict[str, Any]) -> Any:
    server.scenes = [*server.scenes, *(answer(200, body) for body in pages)]
    async with client(server.url) as service:
        return await service.list_jobs()


def numbers(answer: Any) -> list[int]:
    assert isinstance(answer, ListedJobs), answer
    return sorted(int(job.job.removeprefix("job-")) for job in answer.jobs)


async def test_the_list_is_read_to_its_last_page_without_window_or_filter(client, server):
    said = await listed(client, server, of(range(10), 1, 12), of(range(10, 12), 2, 12))
    assert numbers(said) == list(range(12))
    first = said.jobs[0]
    assert (first.created, first.request_id, first.key_id, first.account) == (1795395600.12, "r-0", "1001", "2002")
    assert [seen.line.split()[1] for seen in server.visits] == [
        f"/api/v1/tasks/?page_no={n}&page_size=10" for n in (1, 2)
    ]


async def test_the_jobs_of_one_model_are_asked_for_by_its_name(client, server):
    server.scenes = [answer(200, of([1], 1, 1))]
    async with client(server.url) as service:
        assert numbers(await service.list_jobs(model="pixverse/up scale")) == [1]
    assert server.visits[0].line.split()[1] == ("/api/v1/tasks/?page_no=1&page_size=10&model_name=pixverse%2Fup+scale")


@pytest.mark.parametrize(
    ("bodies", "asked", "jobs", "full"),
    [
        ([of(range(3), 1, 3)], 2, [0, 1, 2], 0),
        ([of(range(10), 1, 25)], 1, list(range(10)), 10),  # pages are smaller than they were asked for
        ([of(range(10), 1, 12), of([9, 10, 11], 2, 13)], 9, list(range(12)), 10),
        ([page(1, [], 0, 0)], 1, [], 0),
    ],
)
async def test_jobs_that_run_are_asked_for_in_large_pages_and_no_more_of_them_than_wanted(
    client, server, bodies, asked, jobs, full
):
    server.scenes = [answer(200, body) for body in bodies]
    async with client(server.url) as service:
        said = await service.running_jobs(asked)
    assert isinstance(said, RunningJobs)
    assert sorted(int(job.job.removeprefix("job-")) for job in said.jobs) == jobs
    assert (said.pages, said.page) == (len(bodies), full)
    assert server.visits[0].line.split()[1] == "/api/v1/tasks/?page_no=1&page_size=100&status=RUNNING"


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (refusal("Throttling.RateQuota"), 429, Throttled),
        (refusal("InvalidParameter"), 400, Unreachable),
        ([], 200, Unreachable),
    ],
)
async def test_running_jobs_that_are_not_told_are_no_empty_list(client, server, body, status, expected):
    server.scenes = [answer(status, body)]
    async with client(server.url) as service:
        assert isinstance(await service.running_jobs(1), expected)


@pytest.mark.parametrize("pages", [0, 1])
async def test_an_empty_list_is_empty_only_when_it_says_so(client, server, pages):
    assert await listed(client, server, page(1, [], 0, pages)) == ListedJobs(())


WHOLE = {
    "one comes and moves another to the next page": [of(range(20, 10, -1), 1, 12), of([11, 10, 9], 2, 13)],
    "one comes and a page with it": [of(range(20, 10, -1), 1, 10 + 10), of(range(11, 1, -1), 2, 21), of([1], 3, 21)],
    "one comes that is older": [of(range(1, 11), 1, 11), of([0, 11], 2, 12)],
    "no order": [of([5, 1, 9, 3, 7, 0, 2, 8, 4, 6], 1, 11), of([10], 2, 11)],
}


@pytest.mark.parametrize("pages", WHOLE.values(), ids=WHOLE)
async def test_jobs_that_come_while_it_is_read_are_no_fault(client, server, pages):
    found = numbers(await listed(client, server, *pages))
    assert found == sorted({int(job["task_id"][4:]) for body in pages for job in body["data"]})
    assert len(server.visits) == len(pages)


async def test_a_job_that_comes_twice_is_shown_as_it_was_seen_last(client, server):
    server.scenes = [
        answer(200, page(1, [item(n, status="RUNNING") for n in range(10)], 11, 2)),
        answer(200, page(2, [item(9), item(10)], 12, 2)),
    ]
    said = await listed(client, server)
    assert [job.state.value for job in said.jobs if job.job in ("job-8", "job-9")] == ["RUNNING", "SUCCEEDED"]


AGAIN = {
    "one goes and the list shrinks": [of(range(10), 1, 12), of([11], 2, 11)],
    "one goes and its page with it": [of(range(10), 1, 11), of([], 2, 10)],
    "one goes, another comes": [of(range(10), 1, 12), of([11], 2, 12)],
    "all go": [of(range(10), 1, 11), page(2, [], 0, 0)],
    "a page is short": [of(range(9), 1, 10)],
    "a job twice": [page(1, [item(1), item(1)], 2, 1)],
}


@pytest.mark.parametrize("pages", AGAIN.values(), ids=AGAIN)
async def test_a_list_in_which_one_may_be_missed_is_read_again(client, server, pages):
    assert numbers(await listed(client, server, *pages * 3, of([3, 1], 1, 2))) == [1, 3]
    assert len(server.visits) == len(pages) * 3 + 1


@pytest.mark.parametrize("pages", AGAIN.values(), ids=AGAIN)
async def test_one_that_stays_so_is_no_list(client, server, pages):
    said = await listed(client, server, *pages * 5)
    assert isinstance(said, Unreachable)
    assert (said.reason.code, said.code) == ("list-invalid", "")
    assert len(server.visits) == len(pages) * 4


async def test_one_that_shrank_is_read_no_further(client, server):
    shrunk = [of(range(10), 1, 40), of(range(11, 21), 2, 39)]
    assert numbers(await listed(client, server, *shrunk, of([1], 1, 1))) == [1]


FOREIGN = {
    "no data": page(1, None, 0, 0),
    "tasks instead of data": {"tasks": [], "total": 0, "total_page": 0, "page_no": 1, "page_size": 10},
    "data an object": page(1, {}, 0, 0),
    "no total": {"data": [], "total_page": 0, "page_no": 1},
    "empty but a total": page(1, [], 3, 1),
    "items but no total": page(1, [item(1)], 0, 1),
    "more than the total": page(1, [item(1), item(2)], 1, 1),
    "another page": page(2, [item(1)], 1, 1),
    "more pages than anybody has": page(1, [item(1)], 1, 10_001),
    "no creation": page(1, [item(1, gmt_create=None)], 1, 1),
    "creation as text": page(1, [item(1, gmt_create="2026-11-23 09:00:00")], 1, 1),
    "unknown status": page(1, [item(1, status="DONE")], 1, 1),
    "foreign key id": page(1, [item(1, api_key_id=["1"])], 1, 1),
    "an item no object": page(1, ["job-1"], 1, 1),
}


@pytest.mark.parametrize("body", FOREIGN.values(), ids=FOREIGN)
async def test_a_list_of_another_shape_is_no_answer_never_an_empty_list(client, server, body):
    said = await listed(client, server, body)
    assert isinstance(said, Unreachable)
    assert (said.reason.code, said.status, len(server.visits)) == ("list-invalid", 200, 1)
    assert told(said.reason).startswith("the service's list of jobs cannot be believed: ")


FAULTS = {
    "throttled": (answer(429, refusal("Throttling.RateQuota"), "Retry-After: 7"), Throttled(after_s=7.0)),
    "throttled with 200": (answer(200, refusal("Throttling")), Throttled()),
    "key": (answer(401, refusal("InvalidApiKey")), "InvalidApiKey"),
    "rights": (answer(403, refusal("AccessDenied")), "AccessDenied"),
    "arrears": (answer(400, refusal("Arrearage")), "Arrearage"),
    "no quota": (answer(429, refusal("AllocationQuota.FreeTierOnly")), "AllocationQuota.FreeTierOnly"),
    "500": (answer(500, refusal("InternalError")), ""),
    "200 with code": (answer(200, refusal("InternalError")), ""),
    "no object": (answer(200, b"[]"), ""),
    "a page of a gateway": (answer(502, b"<html>", "Content-Type: text/html"), ""),
    "closed": (close_after_body, ""),
}


@pytest.mark.parametrize("read", [0, 1], ids=["at once", "midway"])
@pytest.mark.parametrize(("scene", "expected"), FAULTS.values(), ids=FAULTS)
async def test_a_list_that_does_not_come_says_why_and_raises_nothing(client, server, scene, expected, read):
    server.scenes = [answer(200, of(range(10), 1, 11))] * read + [scene]
    said = await listed(client, server)
    if isinstance(expected, Throttled):
        assert said == expected
        return
    assert isinstance(said, Unreachable)
    assert said.code == expected
    assert "topsecret" not in str(said)


def test_an_answer_is_read_as_a_page_or_as_what_it_says_instead():
    def said(status: int, body: dict[str, Any]) -> Any:
        return listing.page_answer(1, status, {}, json.dumps(body).encode())

    assert said(200, of([1], 1, 1)) == listing.page_of(of([1], 1, 1), 1)
    assert said(429, {"code": "Throttling"}) == Throttled()
    assert said(403, {"code": "AccessDenied"}) == Unreachable(
        reason=quoted("HTTP 403 AccessDenied"), status=403, code="AccessDenied", answered=True
    )
    assert said(200, {}) == Unreachable(
        reason=because("list-invalid", why=because("list-data")), status=200, answered=True
    )


def test_the_services_time_goes_on_with_our_clock_from_its_last_answer(clock):
    server = ServerClock(clock)
    assert server.now() is None
    server.hear({"date": NOON})
    clock.now += 90
    assert server.now() == NOON_S + 90
    for headers in ({}, {"date": "noon"}, {"date": ""}):
        server.hear(headers)
    assert server.now() == NOON_S + 90
    server.hear({"date": NOON})
    assert server.now() == NOON_S


@pytest.mark.parametrize(
    "date", [NOON, NOON.replace("GMT", "+0000"), NOON.replace("GMT", "-0000"), NOON.removesuffix(" GMT")]
)
def test_a_date_is_in_utc_also_where_it_names_no_zone(date):
    assert server_time({"date": date}) == NOON_S


ASKED = {
    "list": lambda service: service.list_jobs(),
    "poll": lambda service: service.poll("job", SHAPE),
    "cancel": lambda service: service.cancel("job"),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("status", [200, 401, 502])
async def test_every_answer_tells_the_time(client, server, clock, ask, status):
    server.scenes = [answer(status, b"anything", f"Date: {NOON}")]
    async with client(server.url) as service:
        assert service.server_time() is None
        await ask(service)
        clock.now += 5
        assert service.server_time() == NOON_S + 5


async def test_a_submits_answer_tells_the_time_too(client, server):
    server.scenes = [answer(502, b"no", f"Date: {NOON}")]
    async with client(server.url) as service:
        async with service.open() as opened:
            await opened.send(Payload(endpoint=SUBMIT, body=b"{}"), send_by=200.0)
        assert service.server_time() == NOON_S


async def test_the_draft_services_list_and_time_follow_its_own_clock(client, tmp_path):
    options = EmulatorOptions(renderer="none", offline_media=SAMPLES)
    body = Payload(endpoint=SUBMIT, body=json.dumps(body_of("rain")).encode())
    with EmulatorServer(tmp_path, options, ManualClock(NOON_S)) as emulator:
        async with client(emulator.base_url) as service:
            made = []
            for _ in range(11):
                emulator.advance(3600)
                async with service.open() as opened:
                    made.append(await opened.send(body, send_by=200.0))
                assert service.server_time() == NOON_S + 3600 * len(made)
            found = await service.list_jobs(model=MODEL)
            assert isinstance(found, ListedJobs)
            assert await service.list_jobs() == found
            assert await service.list_jobs(model="another") == ListedJobs(())
    assert all(isinstance(answer, Acceptance) for answer in made)
    asked = {(one.job, one.request_id, NOON_S + 3600 * number) for number, one in enumerate(made, 1)}
    assert {(job.job, job.request_id, job.created) for job in found.jobs} == asked
    assert len({job.key_id for job in found.jobs}) == 1
