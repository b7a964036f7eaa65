"""The account's limits and the service's expiry, on a clock that the test moves."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from engine.emulator.rules.clock import ManualClock
from engine.emulator.rules.latency import Between, Latency
from engine.emulator.rules.rates import UNLIMITED, Limits, Window, limits_of_text, limits_within
from engine.emulator.rules.scenario import Rule, Scenario
from engine.values.service_limits import ServiceLimits
from tests.emulator.calls import CLIP, body_of

DAY_S = 24 * 3600
HELD = Scenario((Rule(fault="hold", state="RUNNING", times=None),))


@pytest.fixture
def clock():
    return ManualClock(1_795_395_600.0)


def states(api):
    return [job["state"] for job in api.server.told()["accepted"]]


def test_a_window_counts_only_what_it_allows():
    window = Window(2)
    assert [window.allows(now) for now in (0.0, 0.5, 0.9, 1.0, 1.2, 1.5)] == [True, True, False, True, False, True]


def test_a_journey_back_in_time_does_not_close_a_window():
    window = Window(1)
    assert window.allows(1000.0)
    assert window.allows(10.0)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("none", UNLIMITED),
        ("submits=20", Limits(submits=20)),
        ("queries=none, running=2,queued=9", Limits(queries_per_second=None, running=2, queued=9)),
    ],
)
def test_limits_are_read_by_their_names(text, limits):
    assert limits_of_text(text) == limits


@pytest.mark.parametrize("text", ["", "20", "submits", "submits=0", "submits=-1", "submits=1.5", "jobs=2", "running=1,running=2", "none,running=2"])  # fmt: skip
def test_what_is_no_limit_is_refused(text):
    with pytest.raises(ValueError, match=r"^[^,]*$"):
        limits_of_text(text)


def test_the_embedded_service_takes_what_is_sent_to_it():
    given = ServiceLimits(submits=50, queries=100)
    assert limits_within(given) == Limits(submits=50, running=5, queries_per_second=200)


def test_the_sixth_submit_within_a_second_is_throttled(serve, clock):
    api = serve(clock)
    assert [api.submit().status_code for _ in range(6)] == [200] * 5 + [429]
    answer = api.submit()
    assert answer.json()["code"] == "Throttling.RateQuota"
    clock.advance(1)
    assert api.submit().status_code == 200
    assert len(api.server.told()["accepted"]) == 6


def test_the_twenty_first_query_within_a_second_is_throttled_each_kind_for_itself(serve, clock):
    api = serve(clock)
    assert [api.poll("x").status_code for _ in range(21)] == [200] * 20 + [429]
    assert [api.list().status_code for _ in range(21)] == [200] * 20 + [429]
    clock.advance(1)
    assert api.poll("x").status_code == 200


def test_five_jobs_run_at_once_and_the_others_wait_in_order(serve, clock):
    api = serve(clock, scenario=HELD)
    jobs = []
    for _ in range(7):
        jobs.append(api.job())
        clock.advance(1)
    assert states(api) == ["RUNNING"] * 5 + ["PENDING"] * 2
    api.server.release(jobs[2])
    assert api.server.wait_until(lambda told: [job["state"] for job in told["accepted"]][5] == "RUNNING")
    assert states(api) == ["RUNNING", "RUNNING", "SUCCEEDED", "RUNNING", "RUNNING", "RUNNING", "PENDING"]


def test_a_full_queue_refuses(serve, clock):
    api = serve(clock, scenario=HELD, limits=Limits(submits=None, running=1, queued=2))
    assert [api.submit().status_code for _ in range(4)] == [200, 200, 200, 429]


def test_a_job_is_unknown_a_day_after_its_end_and_not_before(serve, clock):
    api = serve(clock)
    task_id = api.job()
    assert api.server.settled()
    clock.advance(DAY_S - 1)
    assert api.output(task_id)["task_status"] == "SUCCEEDED"
    clock.advance(1)
    assert api.output(task_id) == {"task_id": task_id, "task_status": "UNKNOWN"}
    assert api.list(start_time="20261123000000", end_time="20261123235959").json()["total"] == 0
    assert [row["job"] for row in api.server.told()["meter"]] == [task_id]


def test_a_waiting_job_is_never_forgotten(serve, clock):
    api = serve(clock, scenario=HELD)
    task_id = api.job()
    clock.advance(3 * DAY_S)
    assert api.output(task_id)["task_status"] == "RUNNING"


def test_a_link_is_read_for_a_day_without_a_key_in_whole_or_part(serve, clock):
    api = serve(clock)
    link = api.finished()["output"]["video_url"]
    whole = api.http.get(link)
    assert (whole.status_code, whole.headers["content-type"]) == (200, "video/mp4")
    part = api.http.get(link, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert api.http.head(link).headers["content-length"] == str(len(whole.content))
    clock.advance(DAY_S)
    gone = api.http.get(link)
    assert (gone.status_code, gone.headers["content-type"]) == (403, "application/xml")
    assert "<Message>Request has expired.</Message>" in gone.text


def test_a_link_is_worth_nothing_without_its_signature_or_with_a_key(serve, clock):
    api = serve(clock)
    link = api.finished()["output"]["video_url"]
    path, _, query = link.partition("?")
    assert api.http.get(path).status_code == 403
    assert "SignatureDoesNotMatch" in api.http.get(link.replace("Expires=1", "Expires=2")).text
    assert api.http.get(link, headers={"Authorization": "Bearer sk-test"}).status_code == 400
    assert api.http.get(f"{api.server.origin}/results/other.mp4?{query}").status_code == 403


def test_jobs_wait_and_run_as_long_as_the_options_say(serve, clock):
    api = serve(clock, latency=Latency(queue=Between(10, 10), run=Between(60, 60)))
    task_id = api.job()
    assert api.output(task_id)["task_status"] == "PENDING"
    api.server.advance(10)
    assert api.server.wait_until(lambda told: told["accepted"][0]["state"] == "RUNNING")
    api.server.advance(60)
    assert api.server.settled()
    output = api.output(task_id)
    assert [output[name] for name in ("submit_time", "scheduled_time", "end_time")] == [
        "2026-11-23 09:00:00.000", "2026-11-23 09:00:10.000", "2026-11-23 09:01:10.000",
    ]  # fmt: skip


def test_the_list_may_lag_behind(serve, clock):
    api = serve(clock, list_lag_s=3)
    api.job()
    assert api.list().json()["data"] == []
    clock.advance(3)
    assert api.list().json()["total"] == 1


def test_time_travel_outlives_a_restart(serve, clock):
    api = serve(clock, hooks=True)
    api.http.post(api.server.origin + "/_editchain/time", json={"advance_s": DAY_S})
    api.server.stop()
    assert serve(clock).server.told()["now"] == clock.now() + DAY_S


def test_the_meter_bills_input_and_output_of_what_succeeded_only(serve, clock):
    scenario = Scenario((Rule(fault="fail", nth=(1,)), Rule(fault="overrun", after_s=7, nth=(3,))))
    api = serve(clock, scenario=scenario)
    jobs = [api.job(resolution=tier) for tier in ("720P", "1080P", "720P")]
    assert api.server.settled()
    assert [
        (row["job"], row["input_seconds"], row["output_seconds"], row["tier"]) for row in api.server.told()["meter"]
    ] == [
        (jobs[1], "5", "5", "1080P"),
        (jobs[2], "5", "12", "720P"),
    ]


def test_the_usage_of_an_answer_is_what_the_meter_holds(serve, clock):
    api = serve(clock, renderer="stamp", billed_input="used")
    usage = api.finished(duration=2)["usage"]
    (row,) = api.server.told()["meter"]
    assert (float(row["input_seconds"]), float(row["output_seconds"])) == (2.0, 2.0)
    assert usage["duration"] == 4.0


def test_a_cut_job_is_billed_for_its_whole_source_by_default(serve, clock):
    usage = serve(clock, renderer="stamp").finished(duration=2)["usage"]
    assert (usage["input_video_duration"], usage["output_video_duration"]) == (5.28, 2.0)


def test_two_bodies_that_differ_have_two_digests(serve, clock):
    api = serve(clock)
    for prompt in ("rain", "snow", "rain"):
        assert api.post(body_of(prompt, url=CLIP)).status_code == 200
    digests = [job["body_sha256"] for job in api.server.told()["accepted"]]
    assert digests[0] == digests[2] != digests[1]


def test_every_accepted_job_ends_once_and_is_billed_once_if_it_succeeds(serve):
    rules = (Rule(fault="fail", prompt="4", times=None), Rule(fault="lost-after", prompt="7", times=None))
    api = serve(limits=UNLIMITED, scenario=Scenario(rules))

    def submit(number):
        with contextlib.suppress(httpx.TransportError):
            api.submit(f"job {number}")

    with ThreadPoolExecutor(8) as callers:
        list(callers.map(submit, range(40)))
    assert api.server.settled()
    told = api.server.told()
    assert sorted(job["prompt"] for job in told["accepted"]) == sorted(f"job {number}" for number in range(40))
    succeeded = [job["id"] for job in told["accepted"] if job["state"] == "SUCCEEDED"]
    assert sorted(row["job"] for row in told["meter"]) == sorted(succeeded)
    assert {job["state"] for job in told["accepted"] if "4" in job["prompt"]} == {"FAILED"}
