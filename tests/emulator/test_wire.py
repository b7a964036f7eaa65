"""The shapes of answers, through a real socket."""

import json
import re
import socket
import uuid
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
import pytest

from engine.emulator.rules.clock import ManualClock
from engine.emulator.rules.scenario import Rule, Scenario
from tests.emulator.calls import CLIP, HEADERS, SUBMIT, Api, body_of, until

NINE = datetime(2026, 11, 23, 1, 0, 0, 120_000, tzinfo=UTC).timestamp()  # nine in the morning in Beijing
HOLD = Scenario((Rule(fault="hold", times=None),))
HOLD_RUNNING = Scenario((Rule(fault="hold", state="RUNNING", times=None),))


def test_a_keyless_get_of_the_root_declares_the_emulator(api):
    for method in ("GET", "HEAD"):
        answer = api.http.request(method, api.server.origin + "/")
        assert answer.status_code == 200
        assert answer.headers["X-Editchain-Emulator"] == api.server.declaration


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/nowhere", 404),
        ("DELETE", "/api/v1/tasks/x", 405),
        ("GET", "/api/v1/tasks/x", 401),
        ("POST", "/api/v1/services/aigc/video-generation/video-synthesis", 401),
        ("GET", "/results/x.mp4", 403),
        ("POST", "/oss", 400),
        ("GET", "/_editchain/meter", 404),
    ],
)
def test_every_answer_carries_declaration_request_id_and_date(api, method, path, status):
    answer = api.http.request(method, api.server.origin + path)
    assert answer.status_code == status
    assert answer.headers["X-Editchain-Emulator"] == api.server.declaration
    assert uuid.UUID(answer.headers["x-request-id"])
    assert parsedate_to_datetime(answer.headers["date"]).tzinfo is UTC


def test_date_and_creation_follow_the_clock_that_a_hook_moves(serve):
    api = serve(ManualClock(NINE), hooks=True)
    for hours in (25, -1):
        api.http.post(api.server.origin + "/_editchain/time", json={"advance_s": hours * 3600}).raise_for_status()
    answer = api.submit()
    (item,) = api.list().json()["data"]
    assert item["gmt_create"] == round((NINE + 24 * 3600) * 1000)
    assert parsedate_to_datetime(answer.headers["date"]).timestamp() == int(NINE + 24 * 3600)


def test_what_a_request_took_is_no_journey_of_the_clock(serve):
    api = serve(hooks=True)
    api.http.post(api.server.origin + "/_editchain/time", json={"advance_s": 86_400}).raise_for_status()
    until(lambda: api.server.told()["requests"][0]["took_s"] is not None)
    (entry,) = api.server.told()["requests"]
    assert entry["ended"] - entry["at"] >= 86_400
    assert 0 <= entry["took_s"] < 60


def test_the_list_of_one_key_holds_its_jobs_only(serve):
    api = serve()
    keys = {name: {**HEADERS, "Authorization": f"Bearer sk-{name}"} for name in ("one", "two")}
    jobs = {name: api.submit(headers=keys[name]).json()["output"]["task_id"] for name in keys}
    ids = {item["task_id"]: item["api_key_id"] for item in api.list().json()["data"]}
    for job in jobs.values():
        page = api.list(api_key_id=ids[job]).json()
        assert ([item["task_id"] for item in page["data"]], page["total"]) == ([job], 1)
    assert api.list(api_key_id="another").json()["total"] == 0


def test_a_create_answers_pending_with_the_id_of_its_request(api):
    answer = api.submit()
    assert answer.status_code == 200
    assert set(answer.json()) == {"request_id", "output"}
    assert answer.json()["output"] == {"task_id": answer.json()["output"]["task_id"], "task_status": "PENDING"}
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_a_waiting_job_shows_neither_prompt_nor_schedule(serve):
    api = serve(ManualClock(NINE), scenario=HOLD)
    output = api.output(api.job())
    assert output["task_status"] == "PENDING"
    assert output["submit_time"] == "2026-11-23 09:00:00.120"
    assert not {"orig_prompt", "scheduled_time", "end_time", "video_url"} & set(output)


def test_a_running_job_shows_its_schedule_and_no_prompt(serve):
    api = serve(ManualClock(NINE), scenario=HOLD_RUNNING)
    answer = api.poll(api.job()).json()
    assert answer["output"]["task_status"] == "RUNNING"
    assert answer["output"]["scheduled_time"] == "2026-11-23 09:00:00.120"
    assert not {"orig_prompt", "end_time", "video_url"} & set(answer["output"])
    assert "usage" not in answer


def test_a_job_that_succeeded_shows_prompt_times_link_and_usage(serve):
    api = serve(ManualClock(NINE))
    answer = api.finished("下雨的夜晚", resolution="1080P")
    output = answer["output"]
    assert output["task_status"] == "SUCCEEDED"
    assert output["orig_prompt"] == "下雨的夜晚"
    assert output["submit_time"] == output["scheduled_time"] == output["end_time"] == "2026-11-23 09:00:00.120"
    assert re.fullmatch(
        r"http://127\.0\.0\.1:\d+/results/[\w-]+\.mp4\?Expires=\d+&OSSAccessKeyId=\w+&Signature=\S+",
        output["video_url"],
    )
    assert answer["usage"] == {
        "duration": 10.0, "input_video_duration": 5.0, "output_video_duration": 5.0, "video_count": 1, "SR": 1080,
    }  # fmt: skip
    assert output["editchain"] == {
        "renderer": "none-1", "performed": False, "progress": 1.0, "notes": ["no media work was done"], "operations": [],
    }  # fmt: skip


def test_a_job_that_failed_answers_200_with_its_code_and_nothing_of_its_prompt(serve):
    rule = Rule(fault="fail", code="DataInspectionFailed", message="Output data may contain inappropriate content.")
    api = serve(scenario=Scenario((rule,)))
    task_id = api.job()
    assert api.server.settled()
    answer = api.poll(task_id)
    assert answer.status_code == 200
    output = answer.json()["output"]
    assert (output["task_status"], output["code"], output["message"]) == ("FAILED", rule.code, rule.message)
    assert "orig_prompt" not in output
    assert "usage" not in answer.json()


def test_an_unknown_job_answers_200_and_nothing_but_unknown(api):
    task_id = str(uuid.uuid4())
    assert api.poll(task_id).status_code == 200
    assert api.output(task_id) == {"task_id": task_id, "task_status": "UNKNOWN"}


def test_a_waiting_job_can_be_cancelled_and_a_running_one_not(serve):
    api = serve(scenario=Scenario((Rule(fault="hold"), Rule(fault="hold", state="RUNNING"))))
    waiting, running = api.job(), api.job()
    answer = api.cancel(waiting)
    assert answer.status_code == 200
    assert set(answer.json()) == {"request_id"}
    assert api.output(waiting)["task_status"] == "CANCELED"
    for task_id in (running, waiting, str(uuid.uuid4())):
        refused = api.cancel(task_id)
        assert refused.status_code == 400
        assert refused.json()["code"] == "UnsupportedOperation"
        assert refused.json()["message"].endswith("please confirm if the task is in PENDING status.")


@pytest.mark.parametrize("path", ["/tasks", "/tasks/"])
def test_the_list_is_flat_and_tells_neither_link_nor_error(api, path):
    task_id = api.job()
    assert api.server.settled()
    page = api.http.get(api.server.base_url + path, headers=HEADERS).json()
    assert {name: page[name] for name in ("total", "total_page", "page_no", "page_size")} == {
        "total": 1, "total_page": 1, "page_no": 1, "page_size": 10,
    }  # fmt: skip
    (item,) = page["data"]
    assert set(item) == {
        "task_id", "status", "model_name", "gmt_create", "start_time", "end_time", "region", "request_id", "api_key_id",
        "caller_parent_id", "caller_uid", "user_api_unique_key",
    }  # fmt: skip
    assert (item["task_id"], item["status"], item["model_name"]) == (task_id, "SUCCEEDED", "wan2.7-videoedit")
    assert item["user_api_unique_key"] == "apikey:v1:aigc:video-generation:video-synthesis:wan2.7-videoedit"
    assert item["caller_parent_id"] == api.server.account


def test_the_list_carries_the_request_id_of_the_create(api):
    created = api.submit().json()
    assert api.list(task_id=created["output"]["task_id"]).json()["data"][0]["request_id"] == created["request_id"]


def test_list_items_of_a_waiting_job_have_no_times_of_work(serve):
    api = serve(scenario=HOLD)
    api.job()
    (item,) = api.list().json()["data"]
    assert not {"start_time", "end_time"} & set(item)


def test_the_list_is_paged_newest_first_and_filtered(serve):
    clock = ManualClock(NINE)
    api = serve(clock, scenario=Scenario((Rule(fault="hold", nth=(3,)),)))
    jobs = []
    for _ in range(3):
        jobs.append(api.job())
        clock.advance(1)
    assert [item["task_id"] for item in api.list(page_no=1, page_size=2).json()["data"]] == [jobs[2], jobs[1]]
    second = api.list(page_no=2, page_size=2).json()
    assert ([item["task_id"] for item in second["data"]], second["total"], second["total_page"]) == ([jobs[0]], 3, 2)
    assert [item["task_id"] for item in api.list(status="PENDING").json()["data"]] == [jobs[2]]
    assert api.list(model_name="another").json()["total"] == 0
    assert api.list(model_name="wan2.7-videoedit", page_size=2).json()["total_page"] == 2
    assert api.list(start_time="20261123090002").json()["total"] == 1
    assert api.list(start_time="20261123080000", end_time="20261123090001").json()["total"] == 1


@pytest.mark.parametrize(
    "query",
    [
        {"page_no": 0},
        {"page_size": "x"},
        {"page_no": "9" * 4301},
        {"start_time": "yesterday"},
        {"start_time": "20261120000000", "end_time": "20261123000000"},
    ],
)
def test_a_list_query_out_of_bounds_is_refused(api, query):
    answer = api.list(**query)
    assert (answer.status_code, answer.json()["code"]) == (400, "InvalidParameter")


@pytest.mark.parametrize("header", [{}, {"Authorization": ""}, {"Authorization": "Bearer"}])
def test_a_request_without_a_key_is_refused(api, header):
    answer = api.submit(headers={"X-DashScope-Async": "enable", **header})
    assert (answer.status_code, answer.json()["code"]) == (401, "InvalidApiKey")
    assert answer.json()["message"] == "No API-key provided."
    assert set(answer.json()) == {"code", "message", "request_id"}


@pytest.mark.parametrize("key", ["Basic abc", "Bearer sk-sp-plan", "Bearer st-1.2.forged", "Bearer two words"])
def test_an_odd_key_is_refused(api, key):
    answer = api.poll("x", Authorization=key)
    assert (answer.status_code, answer.json()["message"]) == (401, "Invalid API-key provided.")


def test_keys_have_stable_numbers_and_share_one_account(api):
    first, second = {"Authorization": "Bearer sk-one"}, {"Authorization": "Bearer sk-two"}
    for key in (first, second, first):
        api.submit(headers={**HEADERS, **key})
    items = api.list().json()["data"]
    assert len({item["api_key_id"] for item in items}) == 2
    assert {item["caller_parent_id"] for item in items} == {api.server.account}


def test_a_create_without_the_async_header_is_refused(api):
    answer = api.submit(headers={"Authorization": "Bearer sk-test"})
    assert answer.status_code == 403
    assert answer.json()["code"] == "AccessDenied"
    assert answer.json()["message"] == "current user api does not support synchronous calls."


def test_a_post_to_the_path_of_an_older_sdk_is_told_so(api):
    answer = api.http.post(
        api.server.base_url + "/services/aigc/image2video/video-synthesis", json=body_of(), headers=HEADERS
    )
    assert (answer.status_code, answer.json()["message"]) == (400, "url error, please check url!")


def test_an_oss_url_needs_the_resolve_header(api):
    refused = api.submit(url="oss://dashscope-instant/a/b/c.mp4")
    assert (refused.status_code, refused.json()["code"]) == (400, "InvalidParameter.DataInspection")
    accepted = api.submit(
        url="oss://dashscope-instant/a/b/c.mp4", headers={**HEADERS, "X-DashScope-OssResourceResolve": "enable"}
    )
    assert accepted.status_code == 200


def test_a_temporary_key_works_until_it_expires(serve):
    clock = ManualClock(NINE)
    api = serve(clock)
    made = api.http.post(api.server.base_url + "/tokens?expire_in_seconds=30", headers=HEADERS).json()
    assert made["token"].startswith("st-")
    assert made["expires_at"] == int(NINE) + 30
    temporary = {**HEADERS, "Authorization": f"Bearer {made['token']}"}
    assert api.submit(headers=temporary).status_code == 200
    api.job()
    assert len({item["api_key_id"] for item in api.list().json()["data"]}) == 1
    clock.advance(30)
    assert api.submit(headers=temporary).status_code == 401


@pytest.mark.parametrize("seconds", ["0", "1801", "x", "9" * 4301])
def test_a_temporary_key_lives_at_most_half_an_hour(api, seconds):
    answer = api.http.post(api.server.base_url + f"/tokens?expire_in_seconds={seconds}", headers=HEADERS)
    assert answer.status_code == 400


def test_a_body_that_breaks_off_makes_no_job(api):
    def half():
        yield b'{"model": "wan2.7-videoedit", '
        raise ConnectionError

    with pytest.raises(ConnectionError):
        api.http.post(api.server.base_url + SUBMIT, content=half(), headers=HEADERS)
    assert api.server.told()["accepted"] == []


def test_a_connection_on_which_nothing_is_sent_is_closed_soon(serve):
    address = serve(unused_s=0.05).server.origin.removeprefix("http://").split(":")
    with socket.create_connection((address[0], int(address[1])), timeout=60) as idle:
        assert idle.recv(1) == b""


@pytest.mark.parametrize(
    "half",
    [
        b"GET /api/v1/ta",
        b"POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET /api",
    ],
)
def test_a_connection_on_which_half_a_request_came_is_closed(serve, half):
    address = serve(half_s=0.05).server.origin.removeprefix("http://").split(":")
    with socket.create_connection((address[0], int(address[1])), timeout=60) as slow:
        slow.sendall(half)
        while slow.recv(1 << 16):
            pass


@pytest.mark.parametrize("path", ["/", "/api/v1/tasks/x", "/api/v1" + SUBMIT, "/results/x.mp4", "/oss", "/nowhere"])
def test_whoever_calls_by_a_foreign_name_is_turned_away_everywhere(api, path):
    for name, refused in (
        ("evil.example", True),
        ("localhost", False),
        ("ws-1.localhost:80", False),
        ("[::1]:80", False),
    ):
        answer = api.http.get(api.server.origin + path, headers={"Host": name})
        assert (answer.status_code == 403 and "by that name" in answer.text) == refused, name
        assert answer.headers["X-Editchain-Emulator"] == api.server.declaration


def test_a_body_that_is_no_json_object_is_refused(api):
    for raw in (b"", b"[]", b"{", b"[" * 100_000):
        answer = httpx.post(api.server.base_url + SUBMIT, content=raw, headers=HEADERS)
        assert (answer.status_code, answer.json()["code"]) == (400, "InvalidParameter")


@pytest.mark.parametrize("place", ["prompt", "url", "name", "parameter"])
def test_half_a_character_is_no_text(api, place):
    half = "\ud800"
    body = body_of(half if place == "prompt" else "rain", url=f"https://a/{half}.mp4" if place == "url" else CLIP)
    body["input"] |= {half: 1} if place == "name" else {}
    body["parameters"] |= {"colour": half} if place == "parameter" else {}
    answer = api.http.post(api.server.base_url + SUBMIT, content=json.dumps(body).encode(), headers=HEADERS)
    assert (answer.status_code, answer.json()["code"]) == (400, "InvalidParameter")
    assert api.server.told()["accepted"] == []


def test_a_character_in_two_halves_is_text(api):
    assert api.http.post(
        api.server.base_url + SUBMIT, content=json.dumps(body_of("rain 🌧")), headers=HEADERS
    ).is_success


@pytest.mark.parametrize("path", ["/api/v1/tasks/x", "/api/v1" + SUBMIT, "/oss"])
def test_another_method_is_told_so(api, path):
    answer = api.http.put(api.server.origin + path, headers=HEADERS)
    assert (answer.status_code, answer.json()["code"]) == (405, "MethodNotAllowed")
    assert answer.headers["allow"]


def test_the_record_tells_the_traffic_without_keys_or_signatures(api):
    link = api.finished()["output"]["video_url"]
    api.http.get(link)
    told = api.server.told()
    assert "sk-test" not in str(told)
    assert "Signature=" not in str(told)
    create = next(entry for entry in told["requests"] if entry["method"] == "POST")
    assert (create["path"], create["status"], create["headers"]["authorization"]) == ("/api/v1" + SUBMIT, 200, True)
    assert create["body_sha256"] == told["accepted"][0]["body_sha256"]
    assert told["requests"][-1]["query"] == ["Expires", "OSSAccessKeyId", "Signature"]


def test_fields_that_nobody_documents_are_taken_and_noted(api):
    body = body_of()
    body["input"] |= {"extend_prompt": True, "function": "video_edit", "colour": "red"}
    body["parameters"]["fps"] = 24
    assert api.post(body).status_code == 200
    assert api.server.told()["accepted"][0]["unknown_fields"] == ["input.colour", "parameters.fps"]


def test_an_unused_hook_does_not_exist(api: Api):
    assert api.http.post(api.server.origin + "/_editchain/time", json={"advance_s": 1}).status_code == 404
    assert CLIP not in str(api.server.told()["requests"])
